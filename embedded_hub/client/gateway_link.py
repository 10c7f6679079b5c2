"""A gateway's link to its hub, for makers who write Python; the simulator runs on it.

::

    link = GatewayLink(websocket_dial(url, token), Profile(id="gw_7f3a"), handle)
    link.announce([DeviceSpec(id="lamp", name="Lamp", entities=(…,))])
    link.state("lamp/light", {"on": True, "level": 40})
    await link.run()

Calls may be made at any time, connected or not: what matters is told once the hub is there.
Where no Python runs, ``docs/examples/gateway.py`` shows the same in a form to port.
"""

import asyncio
import contextlib
import logging
import random
import secrets
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.typing import Subprotocol

from embedded_hub.client.gateway_replay import CommandMemory, Outbox, Pace, Point
from embedded_hub.client.pinned import Pinned
from embedded_hub.client.station_voice import StationVoice
from embedded_hub.core.backoff import full_jitter_s
from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    LinkClosed,
    RemoteProtocolError,
    VersionMismatch,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_voice import TalkCall, TalkEnd, TalkFloor, TalkStream

WELCOME_WITHIN_S = 10.0
DIAG_EVERY_S = 60.0
HELD_S = 30.0
"""A connection that lasted this long was a good one; the next wait is short again."""
_PAUSE_AFTER_RATE_S = 1.0
_PING_S = 20.0
_REPORTS_IN_A_ROW = 8

_log = logging.getLogger(__name__)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Who the gateway is."""

    id: str
    hw: str | None = None
    fw: str | None = None
    caps: tuple[str, ...] = ()


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the hub wants done."""

    id: str
    to: str
    """``device/entity``, or ``$gw`` for the gateway itself."""
    do: str
    args: JsonObject
    by: str | None


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """How it ended."""

    code: gw.DoneCode | None = None
    """``None`` for done."""
    message: str | None = None
    result: JsonValue = None


DONE = Reply()
Handle = Callable[[Command], Awaitable[Reply]]


class Socket(Protocol):
    """As much of a WebSocket as the link needs."""

    async def send(self, message: str | bytes, /) -> None:
        """Send one frame."""

    async def recv(self) -> str | bytes:
        """Return the next frame; raises ``ConnectionClosed`` or ``LinkClosed`` at the end."""

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close."""


Dial = Callable[[], AbstractAsyncContextManager[Socket]]


def websocket_dial(url: str, token: str, *, tls: ssl.SSLContext | Pinned | None = None) -> Dial:
    """Make what connects to ``ws[s]://hub/api/gateway/<id>`` with a gateway's token.

    Args:
        url: Where the hub is.
        token: The gateway's own.
        tls: How to check the hub; a pinned one shows another hub's fingerprint and stops.
    """

    @contextlib.asynccontextmanager
    async def dial() -> AsyncIterator[Socket]:
        context = await tls.context(url) if isinstance(tls, Pinned) else tls
        try:
            socket = await connect(
                url,
                subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
                additional_headers={"Authorization": f"Bearer {token}"},
                compression=None,
                ping_interval=_PING_S,
                close_timeout=2,
                ssl=context,
            )
        except InvalidStatus as error:
            status = error.response.status_code
            if status in (401, 403):
                raise AuthenticationFailed(f"the hub answered {status}") from error
            raise CannotConnect(f"the hub answered {status}") from error
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as error:
            if (
                isinstance(tls, Pinned)
                and isinstance(error, ssl.SSLCertVerificationError)
                and (why := await tls.explain(url, error)) is not None
            ):
                raise why from error
            raise CannotConnect(f"{type(error).__name__}: {error}") from error
        if isinstance(tls, Pinned) and socket.response is not None:
            tls.learn(socket.response.headers)
        async with socket:
            yield socket

    return dial


class GatewayLink:
    """Keeps one gateway connected.

    Args:
        dial: Connects; see :func:`websocket_dial`.
        profile: Who we are.
        handle: Carries out one command. Commands on one entity come one after the other, those
            on several at once.
        clock: Monotonic time runs deadlines and stamps.
        draw: Gives a random number in ``[0, 1)`` for waits.
        own_time: Gives this gateway's own idea of seconds UTC. Left out, stamps are hub time.
    """

    def __init__(
        self,
        dial: Dial,
        profile: Profile,
        handle: Handle,
        *,
        clock: Clock | None = None,
        draw: Callable[[], float] = random.random,
        own_time: Callable[[], float] | None = None,
    ) -> None:
        self.profile = profile
        self.boot = secrets.token_hex(4)
        self.outbox = Outbox()
        self.voice = StationVoice()
        """What its devices say and hear, where they have a voice."""
        self._dial = dial
        self._handle = handle
        self._clock = clock or SystemClock()
        self._draw = draw
        self._own_time = own_time
        self._devices: tuple[gw.DeviceSpec, ...] = ()
        self._rev = 1
        self._memory = CommandMemory()
        self._queues: dict[str, asyncio.Task[None]] = {}
        self._socket: Socket | None = None
        self._woken = asyncio.Event()
        self._urgent: list[gw.Message] = []
        self._done: list[gw.Done] = []
        self._offset_s = 0.0
        self._pace = Pace(gw.Limits().rate, self._clock.monotonic_s())
        self._began_s = self._clock.monotonic_s()
        self._is_announce_due = False
        self._is_closing = False

    # --- what the gateway says ----------------------------------------------------------------

    def announce(self, devices: Sequence[gw.DeviceSpec]) -> None:
        """Set the whole device list."""
        self._devices = tuple(devices)
        # A checksum changes exactly when the list does, also over a restart.
        self._rev = 1 + zlib.crc32(msgspec.json.encode(self._devices))
        known = {f"{device.id}/{entity.id}" for device in devices for entity in device.entities}
        self.outbox.forget(self.outbox.keys - known)
        self._is_announce_due = self._socket is not None
        self._woken.set()

    def state(self, key: str, values: JsonObject, *, cause: str | None = None) -> None:
        """Tell an entity's values; ``cause`` is the id of the command that led to them."""
        self.outbox.state(key, values, cause=cause)
        self._woken.set()

    def event(self, key: str, name: str, content: JsonObject | None = None) -> None:
        """Tell that something happened."""
        self.outbox.event(key, name, content or {}, self._clock.monotonic_s())
        self._woken.set()

    def past(self, points: Iterable[Point]) -> None:
        """Tell what was, for the history alone."""
        self.outbox.past(points)
        self._woken.set()

    def presence(self, device_id: str, presence: gw.Presence) -> None:
        """Tell whether a device answers."""
        self.outbox.presence(device_id, presence)
        self._woken.set()

    @property
    def is_connected(self) -> bool:
        """Whether the hub has welcomed us on the present connection."""
        return self._socket is not None

    # --- the connection -----------------------------------------------------------------------

    async def run(self) -> None:
        """Stay connected until closed.

        Raises:
            AuthenticationFailed: the token was refused; a person must act.
            UntrustedHub: another hub answers than the one pinned; a person must act.
            VersionMismatch: the hub does not speak this protocol.
        """
        attempt = 0
        try:
            while not self._is_closing:
                began_s = self._clock.monotonic_s()
                least_s = await self._connect_once()
                attempt = 0 if self._clock.monotonic_s() - began_s >= HELD_S else attempt + 1
                await self._rest(max(least_s, full_jitter_s(attempt, self._draw())))
        finally:
            for task in self._queues.values():
                task.cancel()
            await asyncio.gather(*self._queues.values(), return_exceptions=True)

    async def _rest(self, wait_s: float) -> None:
        if not self._is_closing:
            await asyncio.sleep(wait_s)

    async def close(self, why: str = "shutdown", back_s: float = 0) -> None:
        """Say goodbye and end :meth:`run`."""
        self._is_closing = True
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed, LinkClosed, OSError):
                await self._socket.send(gw.encode(gw.Bye(why=why, back_s=back_s)))
                await self._socket.close()

    async def drop(self) -> None:
        """Lose the connection on purpose, as a bad network would."""
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed, LinkClosed, OSError):
                await self._socket.close(1001, "dropped")

    async def _connect_once(self) -> float:
        """Hold one connection until it ends; return the least wait before the next."""
        try:
            async with self._dial() as socket:
                await self._welcome(socket)
                await self._serve(socket)
        except CannotConnect as error:
            _log.debug("gateway %s: %s", self.profile.id, error.message)
            return float(error.details.get("retry_s", 0))
        except (ConnectionClosed, LinkClosed, OSError, TimeoutError) as error:
            _log.debug("gateway %s: %s", self.profile.id, error)
        except RemoteProtocolError as error:
            _log.warning("gateway %s: the hub sent %s", self.profile.id, error.message)
        finally:
            self._socket = None
            self._urgent.clear()
            self._done.clear()
        return 0.0

    async def _welcome(self, socket: Socket) -> None:
        own_time_ms = None if self._own_time is None else round(self._own_time() * 1000)
        hello = gw.Hello(
            gw=self.profile.id,
            boot=self.boot,
            seq=self.outbox.seq,
            oldest=self.outbox.oldest(),
            rev=self._rev,
            hw=self.profile.hw,
            fw=self.profile.fw,
            caps=self.profile.caps,
            time=own_time_ms,
        )
        await socket.send(gw.encode(hello))
        async with asyncio.timeout(WELCOME_WITHIN_S):
            message = gw.decode_from_hub(await socket.recv())
        if isinstance(message, gw.Reject):
            raise _why(message)
        if not isinstance(message, gw.Welcome):
            raise RemoteProtocolError("neither welcome nor reject came first")
        now_s = self._clock.monotonic_s()
        self._offset_s = message.time / 1000 - now_s
        self._pace = Pace(message.limits.rate, now_s)
        self.outbox.welcome(message)
        self._is_announce_due = message.rev != self._rev

    async def _serve(self, socket: Socket) -> None:
        self._socket = socket
        tasks = [
            asyncio.create_task(self._pump(socket)),
            asyncio.create_task(self._read(socket)),
            asyncio.create_task(self._report_health()),
            asyncio.create_task(self.voice.run(socket)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    def _stamp(self, at_s: float) -> int:
        if self._own_time is not None:
            at_s += self._own_time() - self._clock.monotonic_s()
            return max(0, round(at_s * 1000))
        return max(0, round((at_s + self._offset_s) * 1000))

    # --- sending ------------------------------------------------------------------------------

    async def _pump(self, socket: Socket) -> None:
        """Send what there is; the only sender while connected."""
        in_a_row = 0
        while True:
            self._woken.clear()
            await self._send_urgent(socket)
            # A command's outcome follows the values it led to, and is not starved by others.
            if in_a_row < _REPORTS_IN_A_ROW and await self._send_report(socket):
                in_a_row += 1
                continue
            in_a_row = 0
            if self._done:
                done, self._done = self._done, []
                for answer in done:
                    await self._pass(socket, answer)
            elif not self.outbox.has_next:
                await self._woken.wait()

    async def _send_urgent(self, socket: Socket) -> None:
        if self._is_announce_due:
            await self._send_announce(socket)
        urgent, self._urgent = self._urgent, []
        for message in urgent:
            await socket.send(gw.encode(message))

    async def _send_report(self, socket: Socket) -> bool:
        """Send one numbered message; say whether there may be more."""
        if not self.outbox.has_next:
            return False
        now_s = self._clock.monotonic_s()
        if wait_s := self._pace.wait_s(now_s):
            await asyncio.sleep(wait_s)
            return True
        message = self.outbox.next(now_s, self._stamp)
        if message is not None:
            await socket.send(gw.encode(message))
        return message is not None

    async def _pass(self, socket: Socket, answer: gw.Done) -> None:
        if answer.ok:
            answer = msgspec.structs.replace(answer, seq=self.outbox.seq)
            self._memory.end(answer)
        await socket.send(gw.encode(answer))

    async def _send_announce(self, socket: Socket) -> None:
        self._is_announce_due = False
        parts = list(_parts(self._devices, self.outbox.frame_bytes))
        for number, part in enumerate(parts):
            message = gw.Announce(
                rev=self._rev, full=number == 0, more=number < len(parts) - 1, devices=part
            )
            await socket.send(gw.encode(message))

    async def _report_health(self) -> None:
        while True:
            await asyncio.sleep(DIAG_EVERY_S)
            up_s = round(self._clock.monotonic_s() - self._began_s, 1)
            self._answer(gw.Diag(up=up_s, queue=self.outbox.waiting, lost=self.outbox.lost))

    def _answer(self, message: gw.Message) -> None:
        if self._socket is None:
            return  # a command's outcome is remembered, and the hub asks again
        if isinstance(message, gw.Done):
            self._done.append(message)
        else:
            self._urgent.append(message)
        self._woken.set()

    # --- receiving ----------------------------------------------------------------------------

    async def _read(self, socket: Socket) -> None:
        while True:
            frame = await socket.recv()
            if isinstance(frame, bytes):
                self.voice.hear(frame)
                continue
            try:
                message = gw.decode_from_hub(frame)
            except RemoteProtocolError as error:
                self._answer(gw.err_for(error))
                continue
            self._take(message)

    def _take(self, message: gw.FromHub) -> None:
        match message:
            case gw.Ack():
                self.outbox.ack(message.seq)
                self._woken.set()
            case gw.Cmd() | gw.Cmds():
                self._command(message)
            case gw.Announced() if message.bad:
                names = ", ".join(entry.at for entry in message.bad[:10])
                _log.warning("gateway %s: the hub could not read %s", self.profile.id, names)
            case gw.Err() if message.code in ("seq_gap", "rate"):
                if message.code == "rate":
                    self._pace.pause(self._clock.monotonic_s(), _PAUSE_AFTER_RATE_S)
                self.outbox.rewind()
                self._woken.set()
            case TalkFloor() | TalkStream() | TalkEnd() | TalkCall():
                self.voice.take(message)
            case _:
                return

    def _command(self, message: gw.Cmd | gw.Cmds) -> None:
        if not self._memory.begin(message.id):
            self._answer(gw.Took(id=message.id))
            if (done := self._memory.outcome(message.id)) is not None:
                self._answer(done)
            return
        self._answer(gw.Took(id=message.id))
        deadline_s = self._clock.monotonic_s() + message.ttl / 1000
        target = message.to if isinstance(message, gw.Cmd) else message.id
        before = self._queues.get(target)
        task = asyncio.create_task(self._carry_out(message, deadline_s, before))
        self._queues[target] = task
        task.add_done_callback(lambda done: self._forget(target, done))

    def _forget(self, target: str, task: asyncio.Task[None]) -> None:
        if self._queues.get(target) is task:
            del self._queues[target]

    async def _carry_out(
        self, message: gw.Cmd | gw.Cmds, deadline_s: float, before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await asyncio.wait([before])
        if isinstance(message, gw.Cmd):
            item = (message.to, message.do, message.args)
            done = _done(message.id, await self._do(message, item, deadline_s))
        else:
            replies = [await self._do(message, item, deadline_s) for item in message.items]
            done = _done_together(message.id, replies)
        self._memory.end(done)
        self._answer(done)

    async def _do(
        self,
        message: gw.Cmd | gw.Cmds,
        item: tuple[str, str, dict[str, JsonValue]],
        deadline_s: float,
    ) -> Reply:
        if self._clock.monotonic_s() >= deadline_s:
            return Reply(code="expired")
        to, do, args = item
        return await self._handle(Command(id=message.id, to=to, do=do, args=args, by=message.by))


def _done(command_id: str, reply: Reply) -> gw.Done:
    return gw.Done(
        id=command_id,
        ok=reply.code is None,
        code=reply.code,
        msg=reply.message,
        result=reply.result,
    )


def _done_together(command_id: str, replies: Sequence[Reply]) -> gw.Done:
    failed = next((reply for reply in replies if reply.code is not None), None)
    items = tuple(gw.ItemDone(ok=reply.code is None, code=reply.code) for reply in replies)
    done = _done(command_id, failed or DONE)
    return msgspec.structs.replace(done, items=items)


def _why(message: gw.Reject) -> Exception:
    match message.code:
        case "busy":
            return CannotConnect(
                "the hub is busy with another connection of this gateway",
                details={"retry_s": str(message.retry_s or 0)},
            )
        case "version":
            return VersionMismatch(
                "the hub does not speak our version", details={"side": "too_old"}
            )
        case _:
            return AuthenticationFailed(f"the hub refused us: {message.code}")


def _parts(devices: Sequence[gw.DeviceSpec], frame_bytes: int) -> Sequence[tuple[msgspec.Raw, ...]]:
    """Split a device list so that each part fits a frame."""
    parts: list[list[msgspec.Raw]] = [[]]
    room = frame_bytes - 256
    left = room
    for raw in gw.encode_devices(devices):
        size = len(bytes(raw)) + 1
        if size > left and parts[-1]:
            parts.append([])
            left = room
        parts[-1].append(raw)
        left -= size
    return [tuple(part) for part in parts]
