"""Notifications of a Linux desktop, over the session's bus.

Source: Desktop Notifications Specification 1.2, docs/adr/0024.
"""

import asyncio
import contextlib
import html
import logging
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    MatchRule,
    Message,
    message_bus,
    new_method_call,
)
from jeepney.io.asyncio import DBusRouter, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from desktop.platform.notifier import Notification, OnPressed, Pressed

logger = logging.getLogger(__name__)

NAME = "org.freedesktop.Notifications"
SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
SIGNALS = MatchRule(type="signal", path=SERVICE.object_path, interface=NAME)
APP, DESKTOP_FILE = "Homewire", "homewire"
ANSWER_WITHIN_S = 5.0
DEFAULT = "default"
"""The action of pressing a notification itself."""
AS_LONG_AS_USUAL_MS = -1
MOST_WAITING = 64
"""Signals of other programs' notifications come here too."""
_URGENCIES = {"low": 0, "normal": 1, "critical": 2}
_GONE = (OSError, EOFError, TimeoutError, RouterClosed, DBusErrorResponse, KeyError)
"""A bus that went; ``KeyError`` is how the router says it to those who wait."""


class BusNotifier:
    """Made by :meth:`open`."""

    is_there = True

    def __init__(self, on_pressed: OnPressed) -> None:
        self._on_pressed = on_pressed
        self._stack = contextlib.AsyncExitStack()
        self._router: Any = None
        self._listening: asyncio.Task[None] | None = None
        self._ids: dict[str, int] = {}
        # One after the other: whether it is shown already is known once the service has answered.
        self._turn = asyncio.Lock()
        """What the service calls those that are shown, by key."""
        self._token = ""
        self._has_markup = False
        self.has_buttons = False

    @classmethod
    async def open(cls, address: str, on_pressed: OnPressed) -> "BusNotifier":
        """Find the service; it is started where the session knows how.

        Raises:
            OSError: there is no such bus, or nobody there shows notifications.
        """
        made = cls(on_pressed)
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                await made._connect(address)
        except (*_GONE, RuntimeError, ValueError) as error:
            await made.close()
            raise OSError(f"{type(error).__name__}: {error}") from error
        return made

    async def show(self, notification: Notification) -> None:
        """Show one, in the place of the one with the same key."""
        actions = [DEFAULT, ""]
        if self.has_buttons:
            actions += [part for one in notification.buttons for part in (one.id, one.title)]
        text = (
            html.escape(notification.text, quote=False) if self._has_markup else notification.text
        )
        hints = {
            "urgency": ("y", _URGENCIES[notification.urgency]),
            "desktop-entry": ("s", DESKTOP_FILE),
        }
        async with self._turn:
            number = self._ids.get(notification.key, 0)
            words = (APP, number, DESKTOP_FILE, notification.title, text)
            answer = await self._try(
                "Notify", "susssasa{sv}i", (*words, actions, hints, AS_LONG_AS_USUAL_MS)
            )
            if answer:
                self._ids[notification.key] = answer[0]

    async def take_back(self, key: str) -> None:
        """Let one go."""
        async with self._turn:
            number = self._ids.pop(key, None)
            if number is not None:
                await self._try("CloseNotification", "u", (number,))

    async def close(self) -> None:
        """Let all go: nobody would hear what is pressed."""
        for key in tuple(self._ids):
            await self.take_back(key)
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening
        with contextlib.suppress(*_GONE):
            await self._stack.aclose()

    async def _connect(self, address: str) -> None:
        connection = await open_dbus_connection(address)
        self._stack.push_async_callback(connection.close)
        self._router = await self._stack.enter_async_context(DBusRouter(connection))
        (offers,) = await self._call("GetCapabilities")
        self.has_buttons, self._has_markup = "actions" in offers, "body-markup" in offers
        signals: asyncio.Queue[Message] = asyncio.Queue(MOST_WAITING)
        self._stack.enter_context(self._router.filter(SIGNALS, queue=signals))
        unwrap_msg(await self._router.send_and_get_reply(message_bus.AddMatch(SIGNALS)))
        self._listening = asyncio.create_task(self._listen(signals), name="notifications")

    async def _listen(self, signals: "asyncio.Queue[Message]") -> None:
        while True:
            message = await signals.get()
            self._heard(message.header.fields.get(3), message.body)

    def _heard(self, member: object, body: tuple[Any, ...]) -> None:
        """Take in a signal; each begins with the number of a notification, maybe another's."""
        key = next((key for key, number in self._ids.items() if body[:1] == (number,)), None)
        if key is None:
            return
        match member, body:
            case "ActivationToken", (_, str(token)):
                self._token = token
            case "ActionInvoked", (_, str(button)):
                token, self._token = self._token, ""
                pressed = "" if button == DEFAULT else button
                self._on_pressed(Pressed(key=key, button=pressed, token=token))
            case "NotificationClosed", _:
                del self._ids[key]

    async def _try(self, method: str, signature: str, body: tuple[object, ...]) -> tuple[Any, ...]:
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return await self._call(method, signature, body)
        except _GONE as error:
            logger.info("%s was not taken: %s", method, error)
            return ()

    async def _call(
        self, method: str, signature: str | None = None, body: tuple[object, ...] = ()
    ) -> tuple[Any, ...]:
        message = new_method_call(SERVICE, method, signature, body)
        answer: tuple[Any, ...] = unwrap_msg(await self._router.send_and_get_reply(message))
        return answer
