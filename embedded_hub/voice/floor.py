"""One talk group's floor: the right to speak, held by one talker or by nobody.

::

    state       grant    grant emergency          free
    IDLE        TAKEN    EMERGENCY                -
    TAKEN       -        EMERGENCY (holder only)  IDLE
    EMERGENCY   -        -                        IDLE

A floor is *freed* by its holder's release, by an emergency of somebody else, by an operator, by
the end of its time, or by silence: every frame renews a lease, and a stuck key, a crashed
program and a cut cable all look the same, as no frame for the length of the lease. Whoever is
next in the queue is granted within the same call, so no moment exists in which two talkers, or a
waiting one and nobody, hold it.

The queue is served by priority and then in order of asking. Only an emergency interrupts, and
never another emergency. A decision against somebody is an event like any other.

All times are one monotonic clock's, handed in, never decreasing.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from embedded_hub.errors import LocalProtocolError
from embedded_hub.model.voice import DenyReason, TalkerId, TalkPriority
from embedded_hub.voice.floor_events import (
    Cancelled,
    Denied,
    FloorEvent,
    FloorRequest,
    FloorState,
    FloorStatus,
    Granted,
    Queued,
    Released,
    Revoked,
    RevokeReason,
)
from embedded_hub.voice.request_rate import RequestRate

Cause = Literal["grant", "grant_emergency", "free"]

TRANSITIONS: dict[FloorState, dict[Cause, FloorState]] = {
    FloorState.IDLE: {"grant": FloorState.TAKEN, "grant_emergency": FloorState.EMERGENCY},
    FloorState.TAKEN: {"grant_emergency": FloorState.EMERGENCY, "free": FloorState.IDLE},
    FloorState.EMERGENCY: {"free": FloorState.IDLE},
}


class FloorLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how often."""

    lease_s: float = 0.5
    """Without a frame for this long the floor is free again. 25 frames: a Wi-Fi roam fits in."""
    max_talk_s: float = 60.0
    max_queue: int = 16
    max_requests: int = 10
    """Requests of one talker within ``rate_window_s``; a nervous thumb manages five."""
    rate_window_s: float = 10.0


class _Holding(msgspec.Struct, kw_only=True):
    request: FloorRequest
    since_s: float
    renewed_s: float
    is_connected: bool = True


class Floor:
    """Decides who speaks in one talk group.

    Every method returns what it decided, in the order in which it must be told. Call
    :meth:`tick` no later than :attr:`next_tick_s`.
    """

    def __init__(self, limits: FloorLimits | None = None) -> None:
        self._limits = limits or FloorLimits()
        self._state = FloorState.IDLE
        self._holding: _Holding | None = None
        self._queue: list[FloorRequest] = []
        self._rate = RequestRate(self._limits.max_requests, self._limits.rate_window_s)
        self._told = FloorStatus()
        self._told_positions: dict[TalkerId, int] = {}

    @property
    def status(self) -> FloorStatus:
        """How the floor stands now."""
        holding = self._holding
        queue = tuple(request.talker for request in self._queue)
        if holding is None:
            return FloorStatus(queue=queue)
        return FloorStatus(
            state=self._state,
            holder=holding.request.talker,
            priority=holding.request.priority,
            since_s=holding.since_s,
            queue=queue,
        )

    @property
    def next_tick_s(self) -> float | None:
        """When time alone will change something, unless a frame comes first."""
        holding = self._holding
        if holding is None:
            return None
        lease_end_s = holding.renewed_s + self._limits.lease_s
        return min(lease_end_s, holding.since_s + self._limits.max_talk_s)

    def request(
        self, request: FloorRequest, now_s: float, refusal: DenyReason | None = None
    ) -> list[FloorEvent]:
        """Ask for the floor.

        Asking again while holding it resumes the same burst; while queued it only changes the
        priority.

        Args:
            request: Who asks, and how urgently.
            now_s: The time.
            refusal: A reason found outside, such as the talker's rights; it decides alone.
        """
        if refusal is not None:
            return [self._denied(request, refusal, None)]
        if request.priority is not TalkPriority.EMERGENCY:
            # A person in need hammers on the key, so an emergency is never too often.
            retry_s = self._rate.retry_s(request.talker, now_s)
            if retry_s is not None:
                return [self._denied(request, "rate", retry_s)]
        holding = self._holding
        if holding is None:
            return self._told_after(self._grant(request, now_s))
        if holding.request.talker == request.talker:
            return self._told_after(self._resume(holding, request, now_s))
        if self._interrupts(request, holding.request):
            self._unqueue(request.talker)
            events = self._free("preempted", by=request.talker)
            return self._told_after([*events, *self._grant(request, now_s)])
        if self._enqueue(request):
            return self._told_after([])
        return [self._denied(request, "busy", holding.since_s + self._limits.max_talk_s - now_s)]

    def frame(self, talker: TalkerId, now_s: float) -> bool:
        """Say whether this talker's frame may be relayed; if so it renews the lease."""
        holding = self._holding
        if holding is None or holding.request.talker != talker:
            return False
        holding.renewed_s = now_s
        return True

    def release(self, talker: TalkerId, now_s: float) -> list[FloorEvent]:
        """Give the floor back, or leave the queue; somebody who has neither is passed over.

        Leaving the queue and being granted may cross on the wire, so both end here.
        """
        return self._end(talker, now_s, None)

    def leave(self, talker: TalkerId, now_s: float) -> list[FloorEvent]:
        """Take somebody out for good, at once: signed out, or no longer allowed."""
        return self._end(talker, now_s, "disconnected")

    def disconnected(self, talker: TalkerId) -> list[FloorEvent]:
        """Note that a connection broke: a place in the queue is lost, a lease may be resumed."""
        if self._holding is not None and self._holding.request.talker == talker:
            self._holding.is_connected = False
        return self._told_after(self._unqueue(talker))

    def revoke(
        self, now_s: float, *, by: TalkerId | None = None, holder: TalkerId | None = None
    ) -> list[FloorEvent]:
        """Take the floor from its holder, as an operator may.

        Args:
            now_s: The time.
            by: Who did it.
            holder: Only from this talker, so that a late order never hits somebody else.
        """
        holding = self._holding
        if holding is None or holder not in (None, holding.request.talker):
            return []
        return self._pass_on(self._free("revoked", by=by), now_s)

    def tick(self, now_s: float) -> list[FloorEvent]:
        """Let time take the floor away: no frame for the lease, or the longest talk is over."""
        holding = self._holding
        if holding is None:
            return []
        if now_s >= holding.renewed_s + self._limits.lease_s:
            reason: RevokeReason = "silence" if holding.is_connected else "disconnected"
            return self._pass_on(self._free(reason), now_s)
        if now_s >= holding.since_s + self._limits.max_talk_s:
            return self._pass_on(self._free("timeout"), now_s)
        return []

    def _end(self, talker: TalkerId, now_s: float, reason: RevokeReason | None) -> list[FloorEvent]:
        if self._holding is not None and self._holding.request.talker == talker:
            return self._pass_on(self._free(reason), now_s)
        return self._told_after(self._unqueue(talker))

    def _grant(
        self, request: FloorRequest, now_s: float, *, was_queued: bool = False
    ) -> list[FloorEvent]:
        self._move(_grant_of(request))
        self._holding = _Holding(request=request, since_s=now_s, renewed_s=now_s)
        return [self._granted(request, self._limits.max_talk_s, was_queued=was_queued)]

    def _resume(self, holding: _Holding, request: FloorRequest, now_s: float) -> list[FloorEvent]:
        raised = max(request.priority, holding.request.priority)
        if raised is TalkPriority.EMERGENCY and self._state is FloorState.TAKEN:
            self._move("grant_emergency")
        holding.request = msgspec.structs.replace(request, priority=raised)
        holding.renewed_s = now_s
        holding.is_connected = True
        left_s = holding.since_s + self._limits.max_talk_s - now_s
        return [self._granted(holding.request, left_s, is_resumed=True)]

    def _granted(
        self,
        request: FloorRequest,
        max_talk_s: float,
        *,
        was_queued: bool = False,
        is_resumed: bool = False,
    ) -> Granted:
        return Granted(
            talker=request.talker,
            request_id=request.request_id,
            priority=request.priority,
            lease_s=self._limits.lease_s,
            max_talk_s=max_talk_s,
            was_queued=was_queued,
            is_resumed=is_resumed,
        )

    def _free(self, reason: RevokeReason | None, by: TalkerId | None = None) -> list[FloorEvent]:
        holding = self._holding
        if holding is None:
            raise LocalProtocolError("nobody holds the floor")
        self._move("free")
        self._holding = None
        talker, request_id = holding.request.talker, holding.request.request_id
        if reason is None:
            return [Released(talker=talker, request_id=request_id)]
        return [Revoked(talker=talker, request_id=request_id, reason=reason, by=by)]

    def _pass_on(self, events: list[FloorEvent], now_s: float) -> list[FloorEvent]:
        if self._queue:
            events += self._grant(self._queue.pop(0), now_s, was_queued=True)
        return self._told_after(events)

    def _move(self, cause: Cause) -> None:
        try:
            self._state = TRANSITIONS[self._state][cause]
        except KeyError:
            raise LocalProtocolError(f"no {cause} in state {self._state.value}") from None

    @staticmethod
    def _interrupts(request: FloorRequest, holder: FloorRequest) -> bool:
        return (
            request.priority is TalkPriority.EMERGENCY
            and holder.priority is not TalkPriority.EMERGENCY
        )

    def _enqueue(self, request: FloorRequest) -> bool:
        waiting = next((one for one in self._queue if one.talker == request.talker), None)
        if waiting is not None:
            if waiting.priority >= request.priority:
                # Its turn by time of asking stays; only the answer goes to the newer request.
                self._queue[self._queue.index(waiting)] = msgspec.structs.replace(
                    request, priority=waiting.priority
                )
                self._told_positions.pop(request.talker, None)
                return True
            self._queue.remove(waiting)
        elif not request.can_queue or len(self._queue) >= self._limits.max_queue:
            return False
        place = sum(one.priority >= request.priority for one in self._queue)
        self._queue.insert(place, request)
        self._told_positions.pop(request.talker, None)
        return True

    def _unqueue(self, talker: TalkerId) -> list[FloorEvent]:
        for request in self._queue:
            if request.talker == talker:
                self._queue.remove(request)
                return [Cancelled(talker=talker, request_id=request.request_id)]
        return []

    def _denied(self, request: FloorRequest, reason: DenyReason, retry_s: float | None) -> Denied:
        holding = self._holding
        return Denied(
            talker=request.talker,
            request_id=request.request_id,
            reason=reason,
            holder=None if holding is None else holding.request.talker,
            since_s=None if holding is None else holding.since_s,
            retry_s=retry_s,
        )

    def _told_after(self, events: list[FloorEvent]) -> list[FloorEvent]:
        """Add what follows from a change: new places in the queue, then the new status."""
        events += self._moved()
        status = self.status
        if status != self._told:
            self._told = status
            events.append(status)
        return events

    def _moved(self) -> Iterator[Queued]:
        positions = {request.talker: at for at, request in enumerate(self._queue, start=1)}
        for request in self._queue:
            position = positions[request.talker]
            if self._told_positions.get(request.talker) != position:
                yield Queued(
                    talker=request.talker, request_id=request.request_id, position=position
                )
        self._told_positions = positions


def _grant_of(request: FloorRequest) -> Cause:
    return "grant_emergency" if request.priority is TalkPriority.EMERGENCY else "grant"
