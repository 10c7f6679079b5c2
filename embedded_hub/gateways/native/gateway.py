"""The hub's side of native gateways: takes their connections, reports to the home, sends commands.

A native gateway dials us, so there is nothing to supervise and no back-off here: a
:class:`NativeGateway` waits, serves the newest connection, and keeps what is known between two.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.errors import ActionError, ActionInvalid, ActionUnsupported, RemoteProtocolError
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.native import mapping
from embedded_hub.gateways.native.commands import BUSY, GRACE_S, Resolved
from embedded_hub.gateways.native.connection import LOST, Connection, LiveConnection
from embedded_hub.gateways.native.effects import (
    Connected,
    Describe,
    Effect,
    Happened,
    PastEvent,
    Presence,
    Remember,
    Report,
    Spoke,
)
from embedded_hub.gateways.native.mapping.table import Order
from embedded_hub.gateways.native.session import HELLO_WITHIN_S, Memory, Resume, Session
from embedded_hub.gateways.native.takeovers import Takeovers
from embedded_hub.gateways.native.voice import GatewayVoice, VoiceHome
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.state import StateReport
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_wire import Message

_log = logging.getLogger(__name__)

PING_INTERVAL_S = 20.0
PING_TIMEOUT_S = 25.0
"""For the listener: a ping every 20 s, dead after 45 s without an answer."""
GATEWAY_TYPE = "native"

_NOT_CONNECTED = Outcome(kind=OutcomeKind.NOT_CONNECTED, message="the gateway is not connected")
_TOO_LONG = Outcome(kind=OutcomeKind.FAILED, code="invalid", message="longer than a frame")
_SHORT_CODES: dict[type[ActionError], str] = {
    ActionUnsupported: "unsupported",
    ActionInvalid: "invalid",
}


async def _nothing_to_keep() -> None:
    """For homes that keep nothing: everything is as durable as it gets."""


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """What native gateways need of their home besides a sink."""

    durable: Callable[[], Awaitable[None]] = _nothing_to_keep
    """Returns when every report made so far is kept; acknowledgements wait for it."""
    history: Callable[[GatewayId, StateReport | PastEvent], None] | None = None
    """Takes what was, with the time it was; called from the event loop, must not raise."""
    load: Callable[[GatewayId], Resume | None] | None = None
    """Gives what :attr:`save` was last told, after a restart of the hub."""
    save: Callable[[GatewayId, Resume], None] | None = None
    """Takes what to remember over a restart; called after each acknowledgement."""
    voice: VoiceHome | None = None
    """Where devices that speak and listen do so."""
    on_change: Callable[[], None] | None = None
    """Told after each change of a status."""


class NativeGateway:
    """One native gateway, connected or not.

    Args:
        gateway_id: Its identity, from its token.
        ports: What it needs of the home.
        limits: What it is allowed.
        clock: Deadlines and stamps.
    """

    def __init__(
        self,
        gateway_id: GatewayId,
        *,
        ports: Ports,
        limits: gw.Limits,
        clock: Clock,
    ) -> None:
        self.id = gateway_id
        self._ports = ports
        self._limits = limits
        self._clock = clock
        resume = ports.load(gateway_id) if ports.load else None
        self.memory = Memory(resume.boot, resume.acked) if resume else Memory()
        self._live: LiveConnection | None = None
        self._door = asyncio.Lock()
        self._takeovers = Takeovers()
        self._waiting: dict[str, asyncio.Future[tuple[Outcome, ...]]] = {}
        self._is_connected = False
        self._since_at = clock.utc_s()
        self._has_been_connected = False

    # --- connections --------------------------------------------------------------------------

    async def serve(self, connection: Connection, sink: Sink, *, is_private: bool = True) -> None:
        """Run one accepted connection until it ends; never raises for what the peer does.

        Args:
            connection: The accepted socket.
            sink: Takes its reports.
            is_private: Whether nobody on the way can listen; if somebody can, nobody speaks.
        """
        began_s = self._clock.monotonic_s()
        try:
            async with asyncio.timeout(HELLO_WITHIN_S):
                frame = await connection.recv()
        except TimeoutError:
            await _close(connection, gw.CLOSE_HELLO_LATE, "no hello")
            return
        except LOST:
            return
        if not self._is_our_hello(frame):
            await self._turn_away(connection, frame)
            return
        live = await self._take_place(connection, sink, began_s, is_private=is_private)
        if live is None:
            retry_s = self._takeovers.retry_s(self._clock.monotonic_s())
            await refuse(connection, "busy", retry_s)
            return
        try:
            await live.run(frame)
        finally:
            if live.voice is not None:
                live.voice.close()
            self._leave(live, sink)

    def _is_our_hello(self, frame: str | bytes) -> bool:
        try:
            hello = gw.decode_from_gateway(frame)
        except RemoteProtocolError:
            return False
        return isinstance(hello, gw.Hello) and hello.gw == self.id

    async def _turn_away(self, connection: Connection, frame: str | bytes) -> None:
        """Answer a bad beginning without disturbing the connection there may be."""
        session = self._session(Memory(), self._clock.monotonic_s())
        visitor = LiveConnection(
            connection,
            session,
            clock=self._clock,
            carry_out=lambda _effect: None,
            durable=_nothing_to_keep,
            acked=lambda _seq: None,
        )
        await visitor.run(frame)

    async def _take_place(
        self, connection: Connection, sink: Sink, began_s: float, *, is_private: bool
    ) -> LiveConnection | None:
        """Put this connection in the place of an older one; ``None`` when it may not."""
        async with self._door:
            if self._live is not None and not self._live.has_ended.is_set():
                if not self._may_take_over():
                    return None
                await self._live.replace()
            voice = self._voice(is_private=is_private)
            self._live = LiveConnection(
                connection,
                self._session(self.memory, began_s),
                clock=self._clock,
                carry_out=lambda effect: self._carry_out(effect, sink, voice),
                durable=self._ports.durable,
                acked=self._keep,
                voice=voice,
            )
            return self._live

    def _voice(self, *, is_private: bool) -> GatewayVoice | None:
        home = self._ports.voice
        if home is None:
            return None
        return GatewayVoice(
            self.id, home, self.memory.inventory, self._clock, is_private=is_private
        )

    def _may_take_over(self) -> bool:
        now_s = self._clock.monotonic_s()
        was_held = self._takeovers.is_held(now_s)
        if self._takeovers.admits(now_s):
            return True
        if not was_held:
            _log.warning("gateway %s: two devices seem to use its token; one must go", self.id)
            self._changed()
        return False

    def _session(self, memory: Memory, began_s: float) -> Session:
        return Session(
            self.id,
            memory,
            session_id=f"s_{secrets.token_hex(8)}",
            limits=self._limits,
            now_s=began_s,
        )

    def _leave(self, live: LiveConnection, sink: Sink) -> None:
        if live is not self._live:
            return
        self._live = None
        self._is_connected = False
        self._since_at = self._clock.utc_s()
        if keys := self.memory.inventory.keys():
            sink.available(keys, False)
        self._changed()

    def _keep(self, seq: int) -> None:
        if self._ports.save is not None and self.memory.boot is not None:
            self._ports.save(self.id, Resume(boot=self.memory.boot, acked=seq))

    # --- what a session wants -----------------------------------------------------------------

    def _carry_out(self, effect: Effect, sink: Sink, voice: GatewayVoice | None) -> None:
        match effect:
            case Report():
                sink.state(effect.report)
            case Happened():
                sink.event(effect.key, effect.name, effect.content)
            case Presence() if effect.keys:
                sink.available(effect.keys, effect.is_there)
            case Describe():
                sink.devices(effect.devices, is_complete=True)
                if voice is not None:
                    voice.settle()
                self._changed()
            case Spoke() if voice is not None:
                voice.take(effect.message)
            case Remember() if self._ports.history is not None:
                self._ports.history(self.id, effect.entry)
            case Resolved():
                self._resolve(effect)
            case Connected():
                self._is_connected = self._has_been_connected = True
                self._since_at = self._clock.utc_s()
                sink.connected()
                self._changed()

    def _changed(self) -> None:
        if self._ports.on_change is not None:
            self._ports.on_change()

    @property
    def is_connected(self) -> bool:
        """Whether a connection is up and its first snapshot in."""
        return self._is_connected

    @property
    def status(self) -> GatewayStatus:
        """How it stands now."""
        reason, message = self._trouble()
        state = LinkState.UNREACHABLE if self._has_been_connected else LinkState.WAITING
        keys = self.memory.inventory.keys()
        return GatewayStatus(
            id=self.id,
            type=GATEWAY_TYPE,
            title=self.id,
            state=LinkState.CONNECTED if self._is_connected else state,
            since_at=self._since_at,
            reason=reason,
            message=message,
            retry_at=self._back_at(),
            device_count=self.memory.inventory.device_count,
            entity_count=len(keys),
        )

    def _trouble(self) -> tuple[str | None, str | None]:
        if self._takeovers.is_held(self._clock.monotonic_s()):
            return "clones", "Two devices use this gateway's token; only one of them is served."
        if not self._is_connected and self.memory.bye is not None:
            return "bye", f"It said goodbye: {self.memory.bye.why[:80]}."
        return None, None

    def _back_at(self) -> float | None:
        bye = self.memory.bye
        return None if bye is None or self._is_connected else self._since_at + bye.back_s

    # --- commands -----------------------------------------------------------------------------

    async def act(self, action: Action) -> Outcome:
        """Carry out one action; see :meth:`embedded_hub.gateways.api.Gateway.act`."""
        try:
            order = self._order(action)
        except ActionError as error:
            return _refused(error)
        message = gw.Cmd(
            id=action.id,
            to=action.key,
            do=order.do,
            args=order.args,
            ttl=_ttl_ms(action),
            by=action.context.user_id,
        )
        return (await self._command(message, action.timeout_s, 1))[0]

    async def act_together(self, actions: Sequence[Action]) -> Sequence[Outcome]:
        """Carry out actions that belong together, such as a scene, with one command.

        They share the first one's id, user and time. If one makes no sense, none is sent.
        """
        try:
            orders = [(action, self._order(action)) for action in actions]
        except ActionError as error:
            return (_refused(error),) * len(actions)
        if not orders:
            return ()
        first = actions[0]
        message = gw.Cmds(
            id=first.id,
            items=tuple((action.key, order.do, order.args) for action, order in orders),
            ttl=_ttl_ms(first),
            by=first.context.user_id,
        )
        return await self._command(message, first.timeout_s, len(actions))

    def _order(self, action: Action) -> Order:
        spec = self.memory.inventory.spec(action.key)
        if spec is None:
            raise ActionInvalid(f"this gateway has no {action.key}")
        values = self.memory.inventory.values(action.key)
        return mapping.order(spec, values, action.name, action.arguments)

    async def _command(
        self, message: gw.Cmd | gw.Cmds, timeout_s: float, count: int
    ) -> tuple[Outcome, ...]:
        live, book = self._live, self.memory.commands
        if live is None or live.has_ended.is_set() or not self._is_connected:
            return (_NOT_CONNECTED,) * count
        if book.is_full:
            return (BUSY,) * count
        if len(gw.encode(message).encode()) > self._limits.frame:
            return (_TOO_LONG,) * count
        answer: asyncio.Future[tuple[Outcome, ...]] = asyncio.get_running_loop().create_future()
        self._waiting[message.id] = answer
        book.open(message, self._clock.monotonic_s())
        try:
            async with asyncio.timeout(timeout_s + GRACE_S):
                await self._send(live, message)
                # Shielded: the timeout must not cancel an answer that comes with it.
                return await asyncio.shield(answer)
        except TimeoutError:
            return answer.result() if answer.done() else book.give_up(message.id).outcomes
        finally:
            self._waiting.pop(message.id, None)
            if message.id in book:
                book.give_up(message.id)

    async def _send(self, live: LiveConnection, message: Message) -> None:
        try:
            await live.send(message)
        except LOST:
            # It may have been on its way: the next connection of the same boot sends it again.
            return

    def _resolve(self, resolved: Resolved) -> None:
        answer = self._waiting.get(resolved.id)
        if answer is not None and not answer.done():
            answer.set_result(resolved.outcomes)

    async def close(self, why: str = "shutdown", back_s: float = 0) -> None:
        """Say goodbye and end the connection, because the hub stops or the gateway is removed."""
        live = self._live
        if live is None or live.has_ended.is_set():
            return
        await self._send(live, gw.Bye(why=why, back_s=back_s))
        await live.close(1012 if why == "shutdown" else 1000, why)


class NativeGateways:
    """The native gateways of one home.

    Args:
        ports: What they need of the home.
        limits: What each is allowed.
        clock: Deadlines and stamps.
    """

    def __init__(
        self,
        ports: Ports | None = None,
        *,
        limits: gw.Limits | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._ports = ports or Ports()
        self._limits = limits or gw.Limits()
        self._clock = clock or SystemClock()
        self._gateways: dict[GatewayId, NativeGateway] = {}

    def gateway(self, gateway_id: GatewayId) -> NativeGateway:
        """Return the gateway of this id, whether or not it has ever dialled."""
        known = self._gateways.get(gateway_id)
        if known is None:
            known = self._gateways[gateway_id] = NativeGateway(
                gateway_id, ports=self._ports, limits=self._limits, clock=self._clock
            )
        return known

    async def accept(
        self,
        connection: Connection,
        gateway_id: GatewayId,
        sink: Sink,
        *,
        is_private: bool = True,
    ) -> None:
        """Run one connection until it ends. The caller has checked its token and sub-protocol."""
        await self.gateway(gateway_id).serve(connection, sink, is_private=is_private)

    async def act(self, gateway_id: GatewayId, action: Action) -> Outcome:
        """Carry out one action on one of them."""
        known = self._gateways.get(gateway_id)
        return _NOT_CONNECTED if known is None else await known.act(action)

    def statuses(self) -> Sequence[GatewayStatus]:
        """Return how each of them stands."""
        return tuple(known.status for known in self._gateways.values())

    async def remove(self, gateway_id: GatewayId) -> None:
        """Forget one, ending its connection."""
        known = self._gateways.pop(gateway_id, None)
        if known is not None:
            await known.close("moved")

    async def close(self) -> None:
        """End every connection, because the hub stops."""
        await asyncio.gather(*(known.close() for known in self._gateways.values()))


async def refuse(connection: Connection, code: gw.RejectCode, retry_s: int | None = None) -> None:
    """Tell a gateway why it is not let in, and close with the matching code."""
    try:
        await connection.send(gw.encode(gw.Reject(code=code, retry_s=retry_s)))
    except LOST:
        return
    await _close(connection, gw.CLOSE_BY_REJECT[code], code)


async def _close(connection: Connection, code: int, reason: str) -> None:
    try:
        await connection.close(code, reason)
    except LOST:
        return


def _ttl_ms(action: Action) -> int:
    return max(1, round(action.timeout_s * 1000))


def _refused(error: ActionError) -> Outcome:
    return Outcome(
        kind=OutcomeKind.FAILED,
        code=_SHORT_CODES.get(type(error), error.code),
        message=error.message,
    )
