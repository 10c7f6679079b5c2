"""The rules of one connection of a native gateway. Pure: time goes in, effects come out.

::

    WAITING ──hello──▶ welcome ──▶ OPEN ──▶ CLOSED
       └── nothing within 5 s: close 4408 · hello of another gateway: reject, close 4401

    after welcome
      resume "delta"     same boot, and the gateway still has everything after ``ack``: it sends
                         that again, then goes on
      resume "snapshot"  anything else: it sends again what it has, from ``oldest`` on, then
                         a snapshot; one that has nothing may begin with the snapshot

    a number already taken is dropped; a gap is answered ``err seq_gap`` with the number expected,
    and nothing is taken until that one comes

``Connected`` is told once: when the device list is in and either the snapshot is, or the replay
has reached the number the gateway said hello with.

Numbers belong to a boot. What outlives the connection stands in :class:`Memory`.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.gateways.native.commands import CommandBook
from embedded_hub.gateways.native.effects import (
    Close,
    Connected,
    Describe,
    Effect,
    Happened,
    PastEvent,
    Presence,
    Remember,
    Report,
    Send,
    Spoke,
)
from embedded_hub.gateways.native.inventory import Inventory
from embedded_hub.gateways.native.rate import RateLimit
from embedded_hub.model.ids import EntityKey
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_voice import TalkAnswer, TalkRelease, TalkStart

HELLO_WITHIN_S = 5.0
ACK_EVERY = 32
"""Messages after which an acknowledgement is due."""
ACK_WITHIN_S = 1.0
OLD_EVENT_S = 60.0
"""An event older than this is history: nobody wants the door bell of an hour ago to ring."""
_NEVER_TOO_MANY = gw.Took | gw.Done | gw.Hello | gw.Bye | TalkRelease
"""What ends something; left out, it would hold somebody up."""
GAP_PATIENCE_S = 5.0
"""A gateway that does not mend a gap within this is cut, and resumes on its next connection."""


class Memory:
    """What the hub knows of one gateway across connections."""

    def __init__(self, boot: str | None = None, acked: int = 0) -> None:
        self.boot = boot
        self.taken = acked
        """Highest number the home has been told of, in this boot."""
        self.acked = acked
        """Highest number that is kept for good, in this boot."""
        self.is_whole = False
        """Whether the values of this boot are all known, so that changes alone suffice."""
        self.inventory = Inventory()
        self.commands = CommandBook()
        self.hello: gw.Hello | None = None
        self.diag: gw.Diag | None = None
        self.bye: gw.Bye | None = None
        self.unknown_frames = 0
        """Frames that could not be read, binary ones among them."""


class Phase(Enum):
    """Where a connection stands."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class Session:
    """One connection.

    Args:
        gateway_id: Whom the token belongs to.
        memory: What is known from earlier connections; changed in place.
        session_id: Told to the gateway, for its log and ours.
        limits: Told to the gateway, and held against it.
        now_s: Monotonic time the connection was accepted.
    """

    def __init__(
        self,
        gateway_id: str,
        memory: Memory,
        *,
        session_id: str,
        limits: gw.Limits,
        now_s: float,
    ) -> None:
        self._gateway_id = gateway_id
        self._memory = memory
        self._session_id = session_id
        self._limits = limits
        self._rate = RateLimit(limits.rate, now_s)
        self._began_s = now_s
        self.phase = Phase.WAITING
        self._replay_to = 0
        self._may_begin_anywhere = False
        self._has_list = False
        self._is_connected_told = False
        self._clock_error_s = 0.0
        self._unacked = 0
        self._ack_due_s: float | None = None
        self._gap_since_s: float | None = None

    # --- what comes in ------------------------------------------------------------------------

    def receive(self, frame: str | bytes, now_s: float, utc_s: float) -> Sequence[Effect]:
        """Take one frame; a binary one is for the intercom, where the gateway has a voice."""
        is_admitted = self._rate.admits(now_s)
        if self._rate.is_abused:
            return [self._close(gw.CLOSE_QUOTA, "too many messages")]
        if isinstance(frame, bytes):
            self._memory.unknown_frames += 1
            return [Send(message=gw.Err(code="unknown_type", ref="binary"))]
        try:
            message = gw.decode_from_gateway(frame)
        except RemoteProtocolError as error:
            self._memory.unknown_frames += 1
            return [Send(message=gw.err_for(error))]
        # Answers to what we asked are never too many.
        if self._memory.commands.awaits(message):
            self._rate.give_back()
        elif not is_admitted and not isinstance(message, _NEVER_TOO_MANY):
            return self._too_fast(now_s)
        return list(self._take(message, now_s, utc_s))

    def _too_fast(self, now_s: float) -> Sequence[Effect]:
        if self._rate.tells(now_s):
            return [Send(message=gw.Err(code="rate", ref=str(self._memory.taken + 1)))]
        return []

    def _take(self, message: gw.FromGateway, now_s: float, utc_s: float) -> Iterator[Effect]:
        if self.phase is Phase.CLOSED:
            return
        if isinstance(message, gw.Hello):
            yield from self._hello(message, now_s, utc_s)
        elif self.phase is Phase.WAITING:
            yield self._close(gw.CLOSE_POLICY, "hello comes first")
        elif isinstance(message, gw.State | gw.Event | gw.Avail):
            yield from self._numbered(message, now_s, utc_s)
        else:
            yield from self._unnumbered(message)

    def _unnumbered(
        self, message: gw.Announce | gw.Took | gw.Done | gw.Diag | gw.Bye | gw.Err | gw.FromVoice
    ) -> Iterator[Effect]:
        memory = self._memory
        match message:
            case gw.Announce():
                yield from self._announce(message)
            case gw.Took():
                memory.commands.took(message)
            case gw.Done():
                if (resolved := memory.commands.done(message)) is not None:
                    yield resolved
            case TalkStart() | TalkRelease() | TalkAnswer():
                yield Spoke(message=message)
            case gw.Diag():
                memory.diag = message
            case gw.Bye():
                memory.bye = message
            case gw.Err():
                # A command our peer cannot read will never be answered otherwise.
                failed = gw.Done(id=message.ref or "", ok=False, code="unsupported")
                if (resolved := memory.commands.done(failed)) is not None:
                    yield resolved

    # --- hello --------------------------------------------------------------------------------

    def _hello(self, hello: gw.Hello, now_s: float, utc_s: float) -> Iterator[Effect]:
        if self.phase is Phase.OPEN:
            yield self._close(gw.CLOSE_POLICY, "a second hello")
            return
        if hello.gw != self._gateway_id:
            yield Send(message=gw.Reject(code="auth"))
            yield self._close(gw.CLOSE_TOKEN, "the token belongs to another gateway")
            return
        memory = self._memory
        # A known boot whose numbers ran backwards is a new one that forgot to say so.
        is_same_boot = hello.boot == memory.boot and hello.seq >= memory.taken
        if not is_same_boot:
            memory.boot, memory.taken, memory.acked = hello.boot, 0, 0
            memory.is_whole = False
        oldest = hello.seq + 1 if hello.oldest is None else hello.oldest
        can_replay = memory.taken + 1 >= oldest
        is_delta = is_same_boot and memory.is_whole and can_replay
        if not is_delta:
            memory.is_whole = False
            memory.taken = max(memory.taken, oldest - 1)
            memory.inventory.expect_snapshot()
        self.phase = Phase.OPEN
        self._may_begin_anywhere = not is_delta
        self._replay_to = hello.seq
        self._clock_error_s = 0.0 if hello.time is None else hello.time / 1000 - utc_s
        self._has_list = memory.inventory.rev == hello.rev != 0
        memory.hello, memory.bye = hello, None
        yield Send(
            message=gw.Welcome(
                session=self._session_id,
                time=round(utc_s * 1000),
                ack=memory.acked,
                rev=memory.inventory.rev,
                resume="delta" if is_delta else "snapshot",
                limits=self._limits,
            )
        )
        yield from self._catch_up(is_same_boot, now_s)

    def _catch_up(self, is_same_boot: bool, now_s: float) -> Iterator[Effect]:
        """Tell the home what is known already, and the gateway what is still to be done."""
        memory = self._memory
        if memory.inventory.rev:
            yield Describe(devices=memory.inventory.describe())
        if memory.is_whole:
            yield from (Report(report=report) for report in memory.inventory.current())
            yield Presence(keys=memory.inventory.absent_keys(), is_there=False)
        if is_same_boot:
            yield from (Send(message=message) for message in memory.commands.resend(now_s))
        else:
            yield from memory.commands.abandon()
        yield from self._maybe_connected()

    # --- devices ------------------------------------------------------------------------------

    def _announce(self, message: gw.Announce) -> Iterator[Effect]:
        inventory = self._memory.inventory
        bad = inventory.announce(message)
        if not inventory.is_announcing:
            is_first, self._has_list = not self._has_list, True
            if inventory.has_changed or is_first:
                yield Describe(devices=inventory.describe())
        yield Send(message=gw.Announced(rev=message.rev, bad=tuple(bad)))
        yield from self._maybe_connected()

    # --- numbered messages --------------------------------------------------------------------

    def _numbered(
        self, message: gw.State | gw.Event | gw.Avail, now_s: float, utc_s: float
    ) -> Iterator[Effect]:
        memory = self._memory
        if message.seq <= memory.taken:
            self._count_for_ack(now_s)
            return
        is_snapshot = isinstance(message, gw.State) and message.snapshot
        is_next = message.seq == memory.taken + 1
        if not is_next and not (is_snapshot and self._may_begin_anywhere):
            if self._gap_since_s is None:
                self._gap_since_s = now_s
                yield Send(message=gw.Err(code="seq_gap", ref=str(memory.taken + 1)))
            return
        self._gap_since_s = None
        self._may_begin_anywhere = False
        memory.taken = message.seq
        self._count_for_ack(now_s)
        match message:
            case gw.State():
                yield from self._state(message, utc_s)
            case gw.Event():
                yield from self._event(message, utc_s)
            case gw.Avail():
                for keys, is_there in memory.inventory.present(message.set):
                    yield Presence(keys=keys, is_there=is_there)
        yield from self._maybe_connected()

    def _state(self, message: gw.State, utc_s: float) -> Iterator[Effect]:
        inventory = self._memory.inventory
        at = self._hub_time(message.ts, utc_s)
        if message.snapshot:
            inventory.begin_snapshot()
        for report in inventory.merge(message.set, at, message.cause):
            yield Report(report=report)
        if message.snapshot and not message.more:
            for report in inventory.end_snapshot(at):
                yield Report(report=report)
            self._memory.is_whole = True
        for then_ms, values in message.hist:
            then = self._hub_time(then_ms, utc_s)
            for report in inventory.past(then, values):
                yield Remember(entry=report)

    def _event(self, message: gw.Event, utc_s: float) -> Iterator[Effect]:
        key = EntityKey(message.source)
        if self._memory.inventory.spec(key) is None:
            return
        at = self._hub_time(message.ts, utc_s)
        if utc_s - at > OLD_EVENT_S:
            past = PastEvent(key=key, name=message.name, content=message.data, at=at)
            yield Remember(entry=past)
        else:
            yield Happened(key=key, name=message.name, content=message.data)

    def _hub_time(self, stamp_ms: int, utc_s: float) -> float:
        """Return a gateway's stamp as hub time, never later than now."""
        return max(0.0, min(utc_s, stamp_ms / 1000 - self._clock_error_s))

    def _maybe_connected(self) -> Iterator[Effect]:
        memory = self._memory
        is_in = memory.is_whole and memory.taken >= self._replay_to
        if is_in and self._has_list and not self._is_connected_told:
            self._is_connected_told = True
            yield Connected()

    # --- acknowledgements ---------------------------------------------------------------------

    def _count_for_ack(self, now_s: float) -> None:
        self._unacked += 1
        if self._ack_due_s is None:
            self._ack_due_s = now_s + ACK_WITHIN_S
        if self._unacked >= ACK_EVERY:
            self._ack_due_s = now_s

    def ack_due_s(self) -> float | None:
        """Return when an acknowledgement must be sent, ``None`` while nothing is owed."""
        return self._ack_due_s

    def begin_ack(self) -> int:
        """Return the number to acknowledge once everything told so far is kept."""
        self._ack_due_s = None
        self._unacked = 0
        return self._memory.taken

    def ack_later(self, now_s: float) -> None:
        """Note that nothing could be kept just now."""
        self._ack_due_s = now_s + ACK_WITHIN_S

    def acked(self, seq: int) -> gw.Ack:
        """Note that everything up to ``seq`` is kept; return what to send."""
        self._memory.acked = max(self._memory.acked, seq)
        return gw.Ack(seq=seq)

    # --- time --------------------------------------------------------------------

    def tick(self, now_s: float) -> Sequence[Effect]:
        """Do what is due without anything coming in."""
        effects: list[Effect] = []
        if self.phase is Phase.WAITING and now_s >= self._began_s + HELLO_WITHIN_S:
            effects.append(self._close(gw.CLOSE_HELLO_LATE, "no hello"))
        gap = self._gap_since_s
        if gap is not None and now_s >= gap + GAP_PATIENCE_S:
            effects.append(self._close(gw.CLOSE_POLICY, "a gap was not mended"))
        return effects

    def next_tick_s(self) -> float | None:
        """Return when :meth:`tick` has something to do, if nothing comes in before."""
        due = [
            self._began_s + HELLO_WITHIN_S if self.phase is Phase.WAITING else None,
            None if self._gap_since_s is None else self._gap_since_s + GAP_PATIENCE_S,
        ]
        return min((at for at in due if at is not None), default=None)

    def _close(self, code: int, reason: str) -> Close:
        self.phase = Phase.CLOSED
        return Close(code=code, reason=reason)


class Resume(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a :class:`Memory` as is worth keeping over a restart of the hub."""

    boot: str
    acked: int
