"""A session bus of its own with somebody on it who shows notifications, as a desktop does."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import open_dbus_connection  # type: ignore[import-untyped]

NAME = "org.freedesktop.Notifications"
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""
has_bus = shutil.which("dbus-daemon") is not None


@contextlib.asynccontextmanager
async def session_bus(folder: Path) -> AsyncIterator[str]:
    """A bus nobody else is on; yields its address."""
    socket, config = folder / "bus", folder / "bus.conf"
    await asyncio.to_thread(config.write_text, CONFIG.format(path=socket))
    daemon = await asyncio.create_subprocess_exec(
        "dbus-daemon", f"--config-file={config}", "--nofork", "--print-address",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert daemon.stdout is not None
        yield (await daemon.stdout.readline()).decode().strip()
    finally:
        daemon.terminate()
        await daemon.wait()


class NotificationService:
    """Keeps what it was asked to show; a test presses and closes.

    Args:
        offers: What it says it can do.
    """

    def __init__(self, offers: Sequence[str] = ("body", "actions", "body-markup")) -> None:
        self.offers = list(offers)
        self.shown: dict[int, tuple[object, ...]] = {}
        """What ``Notify`` was called with, by number, as long as it is shown."""
        self.faults: list[str] = []
        """Calls that break the specification."""
        self._last = 0

    @contextlib.asynccontextmanager
    async def on(self, address: str) -> AsyncIterator["NotificationService"]:
        """Serve on a bus."""
        self._connection = await open_dbus_connection(address)
        await self._connection.send(message_bus.RequestName(NAME))
        serving = asyncio.create_task(self._serve())
        try:
            yield self
        finally:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving
            await self._connection.close()

    def number(self, title: str) -> int:
        """Return the number of what is shown under a title."""
        return next(number for number, call in self.shown.items() if call[3] == title)

    def titles(self) -> list[object]:
        """Return the titles of what is shown."""
        return [call[3] for call in self.shown.values()]

    async def press(self, number: int, action: str, token: str = "") -> None:
        """Press it; what was pressed goes."""
        if token:
            await self._signal("ActivationToken", "us", (number, token))
        await self._signal("ActionInvoked", "us", (number, action))
        await self.let_go(number)

    async def let_go(self, number: int) -> None:
        """Let it go, as its time ends."""
        self.shown.pop(number, None)
        await self._signal("NotificationClosed", "uu", (number, 1))

    async def _serve(self) -> None:
        while True:
            message: Message = await self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                await self._answer(message)

    async def _answer(self, message: Message) -> None:
        fields = message.header.fields
        name, signature = fields.get(3), fields.get(8, "")
        match name:
            case "GetCapabilities":
                answer = new_method_return(message, "as", (self.offers,))
            case "Notify" if signature == "susssasa{sv}i":
                number = message.body[1] or self._next()
                self.shown[number] = message.body
                answer = new_method_return(message, "u", (number,))
            case "CloseNotification" if signature == "u":
                self.shown.pop(message.body[0], None)
                await self._signal("NotificationClosed", "uu", (message.body[0], 3))
                answer = new_method_return(message)
            case _:
                self.faults.append(f"{name}({signature})")
                return
        await self._connection.send(answer)

    def _next(self) -> int:
        self._last += 1
        return self._last

    async def _signal(self, name: str, signature: str, body: tuple[object, ...]) -> None:
        source = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
        await self._connection.send(new_signal(source, name, signature, body))
