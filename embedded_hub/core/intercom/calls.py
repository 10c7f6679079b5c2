"""Bells that ring and calls that drop in: who is told, who answers, when it ends.

::

    ringing ──accept──▶ active ──hung_up, disconnected, timeout, replaced──▶ ended
       │                   ▲
       │                   └── at once, where whoever is called has allowed it before
       └──refused, missed, hung_up, offline──▶ ended

A call carries no sound. It says who may speak to whom: a station at a door or in a room talks on
its own channel, which during a call reaches the other side alone; two people's devices talk on
each other's. Nobody is listened to without being told: the event that opens a microphone goes to
the device it belongs to, and without that event the device sends nothing.

A side that breaks off has a moment to come back on the same device.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import EntityFired
from embedded_hub.core.intercom.call import Call
from embedded_hub.core.intercom.drop_in_rights import DropInRights
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.stations import Station, Stations
from embedded_hub.core.intercom.talk_groups import GroupKind, Right, TalkGroup, group_of, right
from embedded_hub.core.people import Role
from embedded_hub.errors import NotAllowed, NotFound, QuotaExceeded
from embedded_hub.protocol.voice_events import CallChanged, CallEnd, CallMode, Talking
from embedded_hub.voice.request_rate import RequestRate

RINGS_S = 40.0
"""Long enough to come in from the garden."""
GONE_S = 5.0
"""How long a side may be away before it has hung up: a phone that changes its network."""
LONGEST_S = 1800.0
MAX_CALLS = 32
CALLS_A_MINUTE = 10
"""Of one device."""
AGAIN_S = 1.0


class Calls:
    """Every bell and call of one home.

    Args:
        clock: The home's.
        bus: Tells of bells.
        stations: What rings.
        rights: Who may drop in unasked.
        members: Everybody there.
        may_disturb: Says whether somebody's device may be called now.
        wake: Called when :attr:`next_tick_s` may have come nearer.
        on_connected: Told of a call that two sides are connected in now.
        on_ended: Told of a call whose two sides were connected.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        bus: Bus,
        stations: Stations,
        rights: DropInRights,
        members: Callable[[], Iterable[Member]],
        wake: Callable[[], None],
        may_disturb: Callable[[Member], bool],
        on_connected: Callable[[Call], None],
        on_ended: Callable[[Call], None],
    ) -> None:
        self._clock = clock
        self._stations = stations
        self._rights = rights
        self._members = members
        self._wake = wake
        self._may_disturb = may_disturb
        self._on_connected = on_connected
        self._on_ended = on_ended
        self._calls: dict[str, Call] = {}
        self._rate = RequestRate(CALLS_A_MINUTE, 60.0)
        bus.subscribe(EntityFired, self._fired)

    # --- beginning ----------------------------------------------------------------------------

    def _fired(self, event: EntityFired) -> None:
        for station in self._stations.all():
            if station.bell == event.entity_id:
                self._ring(station, group_of(station))
                self._wake()

    def _ring(self, station: Station, group: TalkGroup) -> None:
        """Ring at everybody who may answer; a bell that rings already rings for longer."""
        running = self._with(station.id)
        if running is not None and not running.is_active and self._is_worth_telling(running):
            self._ring_on(running)
        if running is not None or len(self._calls) >= MAX_CALLS:
            return
        user = station.principal.user
        caller = Talking(user=user.id, name=user.name, device=station.id, area=station.area_id)
        call = Call("ring", group, caller, "duplex", at=self._clock.utc_s())
        call.entity_id = station.bell
        self._calls[call.id] = call
        self._ring_on(call)

    def _is_worth_telling(self, call: Call) -> bool:
        """A stuck bell rings once a second for everybody, not fifty times."""
        return call.ends_s - RINGS_S + AGAIN_S <= self._clock.monotonic_s()

    def drop_in(self, member: Member, group: TalkGroup, mode: CallMode) -> CallChanged:
        """Call whoever is behind a direct channel; at once where they have allowed it before.

        Args:
            member: Who calls.
            group: Whom.
            mode: What for, as the caller sees it.

        Raises:
            NotAllowed: not there, nobody is there, or they must not be disturbed.
            QuotaExceeded: too many calls, at once or within a minute.
        """
        is_callable = group.kind in (GroupKind.DIRECT, GroupKind.GATE)
        if not is_callable or right(member.principal, group) is not Right.TALK:
            raise NotAllowed("one cannot drop in there", details={"reason": "listen_only"})
        retry_s = self._rate.retry_s(member.talker, self._clock.monotonic_s())
        if retry_s is not None:
            raise QuotaExceeded("too many calls; wait a little")
        there = list(self._free_to_answer(member, group))
        if len(self._calls) >= MAX_CALLS:
            raise QuotaExceeded(f"no more than {MAX_CALLS} calls at once")
        call = Call("dropin", group, member.talking, mode, at=self._clock.utc_s())
        self._calls[call.id] = call
        if self._rights.is_allowed(member.user_id, group):
            # The device they came with last. All of theirs are told, that one that it is open.
            self._connect(call, there[-1])
        else:
            self._ring_on(call)
        self._wake()
        return self._event(call, member)

    def _free_to_answer(self, member: Member, group: TalkGroup) -> Iterator[Member]:
        there = [one for one in self._behind(group) if one.token_id != member.token_id]
        if not there:
            raise NotAllowed("nobody is there", details={"reason": "offline"})
        if self._with(member.token_id) is not None:
            raise NotAllowed("this device is in a call already", details={"reason": "busy"})
        free = [one for one in there if self._with(one.token_id) is None]
        if not free:
            raise NotAllowed("they are in a call already", details={"reason": "busy"})
        willing = [one for one in free if self._may_disturb(one)]
        if not willing:
            raise NotAllowed("they must not be disturbed now", details={"reason": "quiet_hours"})
        yield from willing

    # --- answering ----------------------------------------------------------------------------

    def answer(self, member: Member, call_id: str, *, is_accepted: bool) -> CallChanged:
        """Take a call or refuse it; the first who takes it has it.

        Raises:
            NotFound: it is over, taken by somebody else, or not for this device.
        """
        call = self._calls.get(call_id)
        if call is None or not self._concerns(call, member):
            raise NotFound("there is no such call", details={"call": call_id})
        if member.token_id in call.sides:
            if is_accepted:
                return self._event(call, member)
            return self.end(member, call_id)
        if call.is_active:
            raise NotFound("somebody else has answered", details={"call": call_id})
        if not is_accepted:
            return self._refuse(call, member)
        for other in [one for one in self._calls.values() if member.token_id in one.sides]:
            self._end(other, "replaced", member.talking)
        self._connect(call, member)
        self._wake()
        return self._event(call, member)

    def end(self, member: Member, call_id: str) -> CallChanged:
        """Hang up.

        Raises:
            NotFound: this device has no such call.
        """
        call = self._calls.get(call_id)
        if call is None or member.token_id not in call.sides:
            raise NotFound("there is no such call", details={"call": call_id})
        self._end(call, "hung_up", member.talking)
        return self._event(call, member)

    def _refuse(self, call: Call, member: Member) -> CallChanged:
        """Stop ringing at one person; when nobody is left to answer, it is over."""
        mine = [one for one in self._told(call) if one.user_id == member.user_id]
        for one in mine:
            call.refused.add(one.token_id)
            one.ear.tell(self._event(call, one, reason="refused"))
        if all(one.token_id in call.sides | call.refused for one in self._told(call)):
            self._end(call, "refused", member.talking)
        return self._event(call, member, reason="refused")

    def _connect(self, call: Call, member: Member) -> None:
        call.callee = member.talking
        call.ends_s = self._clock.monotonic_s() + LONGEST_S
        self._on_connected(call)
        for one in self._told(call):
            reason: CallEnd | None = None if one.token_id in call.sides else "answered"
            one.ear.tell(self._event(call, one, by=call.callee, reason=reason))

    def _ring_on(self, call: Call) -> None:
        call.ends_s = self._clock.monotonic_s() + RINGS_S
        call.refused.clear()
        for one in self._told(call):
            one.ear.tell(self._event(call, one))

    def _end(self, call: Call, reason: CallEnd, by: Talking | None = None) -> None:
        if self._calls.pop(call.id, None) is None:
            return
        told = [one for one in self._told(call) if call.concerns(one.token_id)]
        was_active, call.reason = call.is_active, reason
        for one in told:
            one.ear.tell(self._event(call, one, by=by, reason=reason))
        if was_active:
            self._on_ended(call)

    # --- coming and going ---------------------------------------------------------------------

    def arrived(self, member: Member) -> Sequence[CallChanged]:
        """Return what concerns somebody who has come, or come back."""
        mine = [call for call in self._calls.values() if self._concerns(call, member)]
        for call in mine:
            call.gone.pop(member.token_id, None)
        return [self._event(call, member) for call in mine]

    def left(self, member: Member) -> None:
        """Note that a device broke off, unless another connection of it is still there."""
        if any(one.token_id == member.token_id for one in self._members()):
            return
        for call in self._calls.values():
            if member.token_id in call.sides:
                call.gone[member.token_id] = self._clock.monotonic_s() + GONE_S

    # --- what holds now -----------------------------------------------------------------------

    def partner(self, device: str) -> str | None:
        """Return the device that one is in a call with."""
        call = self._with(device)
        return call.other(device) if call is not None and call.is_active else None

    def connects(self, member: Member, group: TalkGroup) -> bool:
        """Say whether a call lets somebody talk in a channel."""
        call = self._with(member.token_id)
        if call is None or not call.may_talk(member.token_id):
            return False
        return group.id == call.talk_channel(member.token_id)

    # --- time ---------------------------------------------------------------------------------

    @property
    def next_tick_s(self) -> float | None:
        """When :meth:`tick` is due, on the clock that never jumps."""
        due = [call.ends_s for call in self._calls.values()]
        due += [at_s for call in self._calls.values() for at_s in call.gone.values()]
        return min(due, default=None)

    def tick(self) -> None:
        """End what has rung or lasted long enough, and what a side has left."""
        now_s = self._clock.monotonic_s()
        for call in list(self._calls.values()):
            if any(at_s <= now_s for at_s in call.gone.values()):
                self._end(call, "disconnected")
            elif call.ends_s <= now_s:
                self._end(call, "timeout" if call.is_active else "missed")

    # --- parts --------------------------------------------------------------------------------

    def _with(self, device: str) -> Call | None:
        return next((one for one in self._calls.values() if device in one.sides), None)

    def _behind(self, group: TalkGroup) -> Iterator[Member]:
        """Yield the devices a direct channel leads to, that are there."""
        for member in self._members():
            is_it = group.user_id == member.user_id and group.token_id in (None, member.token_id)
            if member.channels and (is_it or group.station_id == member.token_id):
                yield member

    def _told(self, call: Call) -> list[Member]:
        """Return the devices that know of a call."""
        if call.kind == "ring":
            return [one for one in self._members() if self._is_at_ring(call, one)]
        called = list(self._behind(call.group))
        return [one for one in self._members() if one in called or one.token_id in call.sides]

    def _is_at_ring(self, call: Call, member: Member) -> bool:
        if member.token_id in call.sides:
            return True
        is_person = member.principal.role is not Role.GATEWAY
        may_talk = right(member.principal, call.group) is Right.TALK
        return is_person and may_talk and member.follows(call.group)

    def _concerns(self, call: Call, member: Member) -> bool:
        return member in self._told(call) and call.concerns(member.token_id)

    def _event(
        self,
        call: Call,
        member: Member,
        *,
        by: Talking | None = None,
        reason: CallEnd | None = None,
    ) -> CallChanged:
        reason = reason or call.reason
        left_s = call.ends_s - self._clock.monotonic_s()
        is_ringing = reason is None and not call.is_active
        opens = reason is None and call.is_active and call.may_talk(member.token_id)
        return CallChanged(
            call=call.id,
            kind=call.kind,
            state="ended" if reason else "ringing" if is_ringing else "active",
            channel=call.group.id,
            talking=call.caller,
            target=call.group.id,
            mode=call.mode,
            talk=call.talk_channel(member.token_id) if opens else None,
            opens_microphone=opens,
            by=by or call.callee,
            reason=reason,
            entity_id=call.entity_id,
            at=call.at,
            until=self._clock.utc_s() + left_s if is_ringing else None,
        )
