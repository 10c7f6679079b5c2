"""One live connection of a native gateway: moves frames and time between socket and session."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeGuard

from websockets.exceptions import ConnectionClosed

from embedded_hub.core.clock import Clock
from embedded_hub.errors import LinkClosed, StorageError
from embedded_hub.gateways.native.effects import Close, Effect, Send
from embedded_hub.gateways.native.session import Phase, Session
from embedded_hub.gateways.native.voice import GatewayVoice
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_wire import Message

_log = logging.getLogger(__name__)
_EFFECTS_PER_TURN = 200
"""A snapshot of ten thousand entities takes half a second; others get their turns meanwhile."""


class Connection(Protocol):
    """As much of an accepted WebSocket as is needed here."""

    async def send(self, message: str | bytes, /) -> None:
        """Send one frame; waits while the peer is slow."""

    async def recv(self) -> str | bytes:
        """Return the next frame; raises ``ConnectionClosed`` or ``LinkClosed`` at the end."""

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close with a code."""


LOST = (ConnectionClosed, LinkClosed, OSError)
"""What a connection that has ended raises."""


class _Closing(Exception):
    """The reader's way out when the session wants to close."""

    def __init__(self, close: Close) -> None:
        super().__init__(close.reason)
        self.close = close


class LiveConnection:
    """Runs one session until it ends.

    Args:
        connection: The accepted socket.
        session: Its rules.
        clock: Drives deadlines and stamps.
        carry_out: Takes every effect that is not about the socket, in order.
        durable: Returns when everything told so far is kept.
        acked: Told the number that was acknowledged.
        voice: Its stations, in a home with an intercom.
    """

    def __init__(
        self,
        connection: Connection,
        session: Session,
        *,
        clock: Clock,
        carry_out: Callable[[Effect], None],
        durable: Callable[[], Awaitable[None]],
        acked: Callable[[int], None],
        voice: GatewayVoice | None = None,
    ) -> None:
        self.session = session
        self.has_ended = asyncio.Event()
        self._connection = connection
        self._clock = clock
        self._carry_out = carry_out
        self._durable = durable
        self._acked = acked
        self.voice = voice
        self._sending = asyncio.Lock()
        self._woken = asyncio.Event()
        self._replaced = asyncio.Event()

    async def run(self, first_frame: str | bytes) -> None:
        """Serve until the peer goes, breaks the rules, or a newer connection comes."""
        tasks: list[asyncio.Task[object]] = [
            asyncio.create_task(self._read(first_frame)),
            asyncio.create_task(self._keep_time()),
            asyncio.create_task(self._replaced.wait()),
        ]
        if self.voice is not None:
            tasks.append(asyncio.create_task(self.voice.run(self.send)))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            self.has_ended.set()
        await self._farewell(results)

    async def _farewell(self, results: Sequence[object]) -> None:
        """Close as the session wished; pass on what was no end but a defect."""
        for result in results:
            if isinstance(result, _Closing):
                await self.close(result.close.code, result.close.reason)
                return
            if isinstance(result, Exception) and not isinstance(result, LOST):
                raise result
        if self._replaced.is_set():
            await self.close(gw.CLOSE_REPLACED, "a newer connection took over")

    async def replace(self) -> None:
        """End because a newer connection came; return when nothing more is taken from this one."""
        self._replaced.set()
        await self.has_ended.wait()

    @property
    def is_replaced(self) -> bool:
        """Whether a newer connection stands in its place."""
        return self._replaced.is_set()

    async def close(self, code: int, reason: str) -> None:
        """Close the socket, whatever state it is in."""
        try:
            await self._connection.close(code, reason)
        except LOST:
            return

    async def send(self, message: Message | bytes) -> None:
        """Send a message or a frame; calls are sent in the order they were made."""
        async with self._sending:
            frame = message if isinstance(message, bytes) else gw.encode(message)
            await self._connection.send(frame)

    async def _read(self, first_frame: str | bytes) -> None:
        frame = first_frame
        while True:
            if self.voice is not None and self._is_sound(frame):
                self.voice.receive(frame)
            else:
                now_s, utc_s = self._clock.monotonic_s(), self._clock.utc_s()
                await self._apply(self.session.receive(frame, now_s, utc_s))
            self._woken.set()
            # Frames that came in one go are all here already: nothing else would make us wait.
            await asyncio.sleep(0)
            frame = await self._connection.recv()

    def _is_sound(self, frame: str | bytes) -> TypeGuard[bytes]:
        return isinstance(frame, bytes) and self.session.phase is Phase.OPEN

    async def _keep_time(self) -> None:
        while True:
            self._woken.clear()
            due = [self.session.next_tick_s(), self.session.ack_due_s()]
            next_s = min((at for at in due if at is not None), default=None)
            wait_s = None if next_s is None else max(0.0, next_s - self._clock.monotonic_s())
            try:
                async with asyncio.timeout(wait_s):
                    await self._woken.wait()
            except TimeoutError:
                await self._apply(self.session.tick(self._clock.monotonic_s()))
            ack_due_s = self.session.ack_due_s()
            if ack_due_s is not None and self._clock.monotonic_s() >= ack_due_s:
                await self._acknowledge()

    async def _acknowledge(self) -> None:
        seq = self.session.begin_ack()
        try:
            await self._durable()
        except StorageError as error:
            # A full disk must not cost the connection: nothing is acknowledged, so nothing is
            # lost, and the gateway sends it again if this goes on.
            _log.warning("gateway reports are not acknowledged: %s", error.message)
            self.session.ack_later(self._clock.monotonic_s())
            return
        message = self.session.acked(seq)
        self._acked(seq)
        await self.send(message)

    async def _apply(self, effects: Sequence[Effect]) -> None:
        for number, effect in enumerate(effects, 1):
            if number % _EFFECTS_PER_TURN == 0:
                await asyncio.sleep(0)
            if isinstance(effect, Send):
                await self.send(effect.message)
            elif isinstance(effect, Close):
                raise _Closing(effect)
            else:
                self._carry_out(effect)
