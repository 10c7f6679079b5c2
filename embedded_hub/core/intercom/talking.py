"""Talk bursts as they happen: the floor decides who speaks, the relay who hears it.

::

    talk ──▶ Floor ──Granted──▶ Burst ──frames──▶ everybody in step, the same bytes
               │                  │
               └─Queued: silent   └──released, timeout, preempted, revoked, silence,
                 until granted       disconnected, error──▶ over: kept, and told

A floor decides at once, so frames that follow a request without waiting for the answer find it
decided. Whoever had to queue gets another handler with the grant: frames of the first try, which
may still be on their way, must not open the burst in its middle.

A talker is one connection. When it breaks the lease goes on for half a second, in which another
connection of the same device may resume the burst.
"""

from collections.abc import Callable, Container, Iterable, Iterator

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.asking import Asking, Decision, is_answer, unused
from embedded_hub.core.intercom.burst import MAX_WRONG, Burst, Wish
from embedded_hub.core.intercom.floors import Floors
from embedded_hub.core.intercom.following import BUNDLES_EVERY_S, Following, Step
from embedded_hub.core.intercom.handlers import LIVE, Handlers
from embedded_hub.core.intercom.hearing import Hearing
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.nonces import Nonces
from embedded_hub.core.intercom.numbers import Numbers
from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.core.intercom.sending import begin, relay, send_behind, stop
from embedded_hub.core.intercom.talk_groups import Right, TalkGroup, right
from embedded_hub.core.intercom.track import Transcoding
from embedded_hub.errors import CodecUnsupported, NotFound, QuotaExceeded
from embedded_hub.model.voice import (
    DenyReason,
    StopReason,
    StreamId,
    TalkerId,
    TalkGroupId,
)
from embedded_hub.protocol.voice_events import (
    FloorChanged,
    FloorGranted,
    FloorQueued,
    FloorRevoked,
    StreamStart,
    VoiceEvent,
    VoiceNotice,
)
from embedded_hub.protocol.voice_frame import Heard
from embedded_hub.voice.floor import FloorLimits
from embedded_hub.voice.floor_events import (
    Denied,
    FloorEvent,
    FloorRequest,
    FloorStatus,
    Granted,
    Queued,
    Released,
    Revoked,
)

MAX_REQUESTS = 8
"""Bursts and places in queues one connection may have at once."""


TOO_MANY_SPEAK = VoiceNotice(
    level="error", code="too_many_speak", text="Too many people speak now."
)


class Talking:
    """All floors and live bursts of one home.

    Args:
        clock: The home's.
        numbers: Gives streams and bursts their names.
        members: Everybody there.
        limits: Of every floor.
        hearing: Says who is played what.
        on_frames: Takes a burst that has grown.
        on_over: Takes a burst that has ended; False for one the talker took back.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        numbers: Numbers,
        members: Callable[[], Iterable[Member]],
        limits: FloorLimits,
        hearing: Hearing,
        on_frames: Callable[[Burst], None],
        on_over: Callable[[Burst, bool], None],
    ) -> None:
        self._clock = clock
        self._numbers = numbers
        self._members = members
        self._limits = limits
        self._hearing = hearing
        self._on_frames = on_frames
        self._on_over = on_over
        self._handlers = Handlers(LIVE)
        self._floors = Floors(limits)
        self._asking: dict[tuple[TalkGroupId, TalkerId], Asking] = {}
        self._inbound: dict[Member, dict[int, Asking]] = {}
        self._ending: set[Burst] = set()
        """Bursts that are over while somebody still catches up."""
        self._feed_s: float | None = None
        self._nonces = Nonces()
        self.unknown_frames = 0
        """Messages for a stream their sender does not have."""

    # --- asking -------------------------------------------------------------------------------

    def talk(
        self,
        member: Member,
        wish: Wish,
        request_id: int,
        *,
        handler: int | None,
        can_queue: bool,
        refusal: DenyReason | None,
    ) -> Decision:
        """Ask for a channel's floor; asking again while holding it goes on with the same burst.

        Raises:
            QuotaExceeded: this connection has too many requests, or the home too many streams.
            CodecUnsupported: libopus, which this codec needs, is not there.
        """
        if wish.codec != "opus":
            Transcoding(wish.codec, "opus")  # refuse now what could not be kept
        own = self._inbound.setdefault(member, {})
        key = (wish.group.id, member.talker)
        asking = self._asking.get(key)
        if asking is None:
            if len(own) >= MAX_REQUESTS:
                raise QuotaExceeded(f"no more than {MAX_REQUESTS} requests to talk at once")
            if self._handlers.is_empty:
                raise QuotaExceeded("too many people speak at once")
            asking = Asking(
                member=member,
                talker=member.talker,
                wish=wish,
                request_id=request_id,
                handler=unused(own, member.reserved, handler),
            )
        asking.request_id = request_id
        self._asking[key] = asking
        own[asking.handler] = asking
        request = FloorRequest(
            talker=member.talker,
            request_id=request_id,
            priority=wish.priority,
            can_queue=can_queue,
        )
        floor = self._floors.of(wish.group)
        events = floor.request(request, self._clock.monotonic_s(), refusal)
        return self._decided(asking, events)

    def handlers_of(self, member: Member) -> Container[int]:
        """Return the numbers in front of what a connection says now."""
        return self._inbound.get(member, {})

    def stream_of(self, member: Member, nonce: str) -> StreamId | None:
        """Return the burst this device began with that nonce, running or over."""
        return self._nonces.stream_of(member.token_id, nonce)

    def resume(self, member: Member, stream: StreamId, request_id: int) -> Decision:
        """Go on with a burst whose connection broke.

        Raises:
            NotFound: it is over, or was never this device's.
        """
        for asking in self._asking.values():
            burst = asking.burst
            if burst is None or burst.stream != stream:
                continue
            if asking.member.principal.token_id != member.principal.token_id:
                break
            before = asking.member
            self._inbound.get(before, {}).pop(asking.handler, None)
            if before is not member:
                # The old connection may still live: it asks under another name from now on.
                before.talker, member.talker = member.talker, burst.talker
            asking.member = burst.member = member
            own = self._inbound.setdefault(member, {})
            asking.handler = unused(own, member.reserved, asking.handler)
            return self.talk(
                member, asking.wish, request_id, handler=None, can_queue=False, refusal=None
            )
        raise NotFound("this talk burst is over", details={"stream": str(stream)})

    def release(self, member: Member, stream: StreamId, *, is_cancelled: bool) -> None:
        """End a burst of this connection, if it has one of that number."""
        for asking in list(self._inbound.get(member, {}).values()):
            burst = asking.burst
            if burst is not None and burst.stream == stream:
                if is_cancelled:
                    burst.is_cancelled = True
                self._release(asking)

    def end_all(self) -> None:
        """End every burst and every wait; those whose connection broke too."""
        # Whoever waits first, or the end of one would be the turn of the next.
        for asking in sorted(self._asking.values(), key=lambda one: one.burst is not None):
            self._release(asking)

    def leave_queue(self, member: Member, channel: TalkGroupId) -> None:
        """Give up waiting; a grant that crossed this on its way is given back."""
        asking = self._asking.get((channel, member.talker))
        if asking is not None:
            self._release(asking)

    def revoke(self, channel: TalkGroupId, by: Member) -> bool:
        """Take the floor from whoever holds it; False when nobody does."""
        floor = self._floors.get(channel)
        if floor is None or floor.status.holder is None:
            return False
        self._apply(channel, floor.revoke(self._clock.monotonic_s(), by=by.talker))
        return True

    def interrupt(
        self, channel: TalkGroupId, devices: frozenset[str], by: Member | None = None
    ) -> None:
        """Take the floor, or a place in its queue, from devices that must stop now."""
        for (asked, talker), asking in list(self._asking.items()):
            if asked != channel or asking.member.token_id not in devices:
                continue
            if asking.burst is None:
                self._release(asking)
            else:
                floor, by_talker = self._floors.of(asking.wish.group), by.talker if by else None
                now_s = self._clock.monotonic_s()
                self._apply(channel, floor.revoke(now_s, by=by_talker, holder=talker))

    def regroup(self, group: TalkGroup, may_talk: Callable[[Member], bool]) -> None:
        """Take a group as it is now: whoever is out of it neither speaks nor hears any more."""
        self._floors.regroup(group)
        for asking in [one for one in self._asking.values() if one.wish.group.id == group.id]:
            asking.wish = msgspec.structs.replace(asking.wish, group=group)
            burst = asking.burst
            if burst is not None:
                burst.wish = asking.wish
                for following in [f for f in burst.followings if not f.member.follows(group)]:
                    burst.followings.remove(following)
                    stop(following, "stopped")
            if not may_talk(asking.member):
                self.interrupt(group.id, frozenset({asking.member.token_id}))

    def restrict(self, member: Member) -> None:
        """Take from a device every floor, and place in a queue, it has no right to any more."""
        for one in list(self._asking.values()):
            is_theirs = one.member.token_id == member.token_id
            if is_theirs and right(member.principal, one.wish.group) is not Right.TALK:
                self.interrupt(one.wish.group.id, frozenset({member.token_id}))

    def narrow(self, channel: TalkGroupId, device: str) -> None:
        """Let one device alone go on hearing what is being said in a channel."""
        for asking in self._asking.values():
            if asking.wish.group.id != channel or asking.burst is None:
                continue
            burst = asking.burst
            asking.wish = burst.wish = msgspec.structs.replace(burst.wish, to=(device,))
            for following in list(burst.followings):
                if not following.member.is_meant(burst.wish.to):
                    burst.followings.remove(following)
                    stop(following, "stopped")

    # --- frames -------------------------------------------------------------------------------

    def frames(self, member: Member, heard: Heard, raw: bytes) -> None:
        """Take one message of a talker; what belongs to no stream of theirs is counted."""
        asking = self._inbound.get(member, {}).get(heard.handler)
        if asking is None or asking.burst is None:
            self.unknown_frames += 1
            return
        self._take(asking, asking.burst, heard, raw)

    def _take(self, asking: Asking, burst: Burst, heard: Heard, raw: bytes) -> None:
        now_s = self._clock.monotonic_s()
        before = len(burst.opus)
        messages = burst.accept(heard, raw, now_s)
        count = len(burst.opus) - before
        if count:
            self._floors.of(burst.wish.group).frame(burst.talker, now_s)
            parcels = {
                codec: [Parcel(message, count) for message in made]
                for codec, made in messages.items()
            }
            for following in list(burst.followings):
                if following.step is Step.IN_STEP:
                    for parcel in parcels[following.track.codec]:
                        relay(following, parcel)
            self._on_frames(burst)
        elif burst.wrong >= MAX_WRONG:
            self._fault(asking, burst)
            return
        if heard.is_end:
            self._release(asking)

    def _fault(self, asking: Asking, burst: Burst) -> None:
        codec = burst.wish.codec
        asking.member.ear.tell(
            VoiceNotice(level="error", code="not_this_codec", text=f"This is not {codec} sound.")
        )
        burst.fault = "error"
        floor = self._floors.of(burst.wish.group)
        self._apply(burst.wish.group.id, floor.revoke(self._clock.monotonic_s()))

    # --- listeners ----------------------------------------------------------------------------

    def listen(self, member: Member, backlog_s: float | None) -> None:
        """Let somebody hear what is being said in the channels they follow.

        Args:
            member: Who.
            backlog_s: How much of what was said before; from the start when left out.
        """
        for burst in self.bursts():
            is_there = any(one.member is member for one in burst.followings)
            if not is_there and self._hearing.is_for(burst, member):
                self._follow(burst, member, backlog_s)

    def unlisten(self, member: Member) -> None:
        """Stop what a member hears of channels it does not follow any more."""
        for burst in self.bursts():
            for following in list(burst.followings):
                if following.member is member and not member.follows(burst.wish.group):
                    burst.followings.remove(following)
                    stop(following, "stopped")

    def leave(self, member: Member) -> None:
        """Forget a connection that broke; what it was saying may be resumed for half a second."""
        for asking in list(self._inbound.pop(member, {}).values()):
            channel = asking.wish.group.id
            if asking.burst is None:
                self._asking.pop((channel, asking.talker), None)
            self._apply(channel, self._floors.of(asking.wish.group).disconnected(asking.talker))
        for burst in [*self.bursts(), *self._ending]:
            burst.followings = [one for one in burst.followings if one.member is not member]

    def active(self, member: Member) -> Iterator[StreamStart]:
        """Yield the streams a member hears now."""
        for burst in self.bursts():
            for following in burst.followings:
                if following.member is member and following.step is not Step.AFTER:
                    yield self._start_of(burst, following)

    def bursts(self) -> list[Burst]:
        """Return what is being said now."""
        return [asking.burst for asking in self._asking.values() if asking.burst is not None]

    def floor(self, group: TalkGroup) -> FloorChanged:
        """Say how a channel's floor stands."""
        floor = self._floors.get(group.id)
        return self._floor_changed(group.id, floor.status if floor else FloorStatus())

    def _follow(self, burst: Burst, member: Member, backlog_s: float | None) -> None:
        count, first = len(burst.opus), 0
        if backlog_s is not None:
            first = max(0, count - round(backlog_s * 50))
        try:
            codec = member.ability.codec_in
            track = burst.track(codec) if first == count else burst.late_track(codec)
        except CodecUnsupported as error:
            member.ear.tell(VoiceNotice(level="warning", code=error.code, text=error.message))
            return
        following = Following(
            member,
            burst.stream,
            burst.handler,
            track,
            first=first,
            now_s=self._clock.monotonic_s(),
        )
        burst.followings.append(following)
        burst.listeners[member.user_id] = member.principal.user.name
        member.ear.tell(self._start_of(burst, following))
        if following.step is Step.BEHIND:
            self._feed_s = self._clock.monotonic_s()

    def _start_of(self, burst: Burst, following: Following) -> StreamStart:
        return begin(
            following,
            channel=burst.wish.group.id,
            talking=burst.talking,
            to=burst.wish.to,
            priority=burst.wish.priority,
            message=burst.id,
            started_at=burst.started_at,
        )

    # --- time ---------------------------------------------------------------------------------

    @property
    def next_tick_s(self) -> float | None:
        """When :meth:`tick` is due, on the clock that never jumps."""
        ticks = (self._floors.next_tick_s, self._feed_s)
        return min((at for at in ticks if at is not None), default=None)

    def tick(self) -> None:
        """Do what time alone brings: floors that run out, listeners who catch up."""
        now_s = self._clock.monotonic_s()
        for channel, floor in self._floors.due(now_s):
            self._apply(channel, floor.tick(now_s))
        if self._feed_s is not None and self._feed_s <= now_s:
            self._feed(now_s)

    def _feed(self, now_s: float) -> None:
        is_anybody_behind = False
        for burst in [*self.bursts(), *self._ending]:
            for following in list(burst.followings):
                if following.step is Step.BEHIND:
                    send_behind(following, now_s)
                    self._catch_up(burst, following)
                is_anybody_behind |= following.step is Step.BEHIND
            self._settle(burst)
        self._feed_s = now_s + BUNDLES_EVERY_S if is_anybody_behind else None

    def _catch_up(self, burst: Burst, following: Following) -> None:
        if not following.is_level:
            return
        if burst.reason is not None:
            burst.followings.remove(following)
            stop(following, burst.reason)
        else:
            following.track = burst.track(following.track.codec)
            following.step = Step.IN_STEP

    # --- what a floor decided -----------------------------------------------------------------

    def _decided(self, asking: Asking, events: list[FloorEvent]) -> Decision:
        channel, talker = asking.wish.group.id, asking.talker
        mine = [event for event in events if is_answer(event, talker, asking.request_id)]
        answer = mine[0] if mine else None
        if isinstance(answer, Denied):
            if asking.burst is None and not self._is_queued(channel, talker):
                self._forget(asking)
            self._apply(channel, events)
            return Decision(denied=answer)
        self._apply(channel, events, asked=asking)
        if isinstance(answer, Queued):
            return Decision(queued=answer, handler=asking.handler)
        granted = answer if isinstance(answer, Granted) else None
        return Decision(burst=asking.burst, handler=asking.handler, granted=granted)

    def _is_queued(self, channel: TalkGroupId, talker: TalkerId) -> bool:
        floor = self._floors.get(channel)
        return floor is not None and talker in floor.status.queue

    def _apply(
        self, channel: TalkGroupId, events: list[FloorEvent], asked: Asking | None = None
    ) -> None:
        for event in events:
            if isinstance(event, FloorStatus):
                self._tell_channel(channel, self._floor_changed(channel, event))
                self._floors.drop_if_idle(channel)
                continue
            asking = self._asking.get((channel, event.talker))
            if asking is None:
                continue
            match event:
                case Granted():
                    self._granted(asking, event, is_told=asking is not asked)
                case Queued() if asking is not asked:
                    asking.member.ear.tell(
                        FloorQueued(
                            request_id=event.request_id,
                            channel=channel,
                            queue_pos=event.position,
                        )
                    )
                case Released():
                    self._over(asking, "released", None)
                case Revoked():
                    self._over(asking, event.reason, event.by)
                case Denied() | Queued():
                    pass
                case _:
                    self._forget(asking)

    def _granted(self, asking: Asking, granted: Granted, *, is_told: bool) -> None:
        if granted.was_queued:
            self._change_handler(asking)
        if asking.burst is None and not self._handlers.is_empty:
            self._begin(asking)
        burst = asking.burst
        if burst is None:
            # 127 people speak at once; the lease takes back what cannot be used.
            asking.member.ear.tell(TOO_MANY_SPEAK)
        if burst is None or not is_told:
            return
        asking.member.ear.tell(
            FloorGranted(
                request_id=granted.request_id,
                channel=burst.wish.group.id,
                stream=burst.stream,
                handler=asking.handler,
                message=burst.id,
                lease_ms=round(granted.lease_s * 1000),
                max_s=granted.max_talk_s,
            )
        )

    def _change_handler(self, asking: Asking) -> None:
        own = self._inbound.setdefault(asking.member, {})
        taken = asking.member.reserved
        # From the other end; the old number is still among its own.
        changed = next(one for one in range(255, 0, -1) if one not in own and one not in taken)
        del own[asking.handler]
        asking.handler = changed
        own[changed] = asking

    def _begin(self, asking: Asking) -> None:
        now_s = self._clock.monotonic_s()
        burst = Burst(
            asking.wish,
            asking.member,
            stream=self._numbers.next_stream(),
            burst_id=self._numbers.next_burst(),
            handler=self._handlers.take(),
            started_at=self._clock.utc_s(),
            now_s=now_s,
        )
        asking.burst = burst
        self._nonces.note(asking.member.token_id, asking.wish.nonce, burst.stream)
        for member in tuple(self._members()):
            if self._hearing.is_for(burst, member):
                self._follow(burst, member, None)

    def _release(self, asking: Asking) -> None:
        channel = asking.wish.group.id
        floor = self._floors.of(asking.wish.group)
        self._apply(channel, floor.release(asking.talker, self._clock.monotonic_s()))

    def _over(self, asking: Asking, reason: StopReason, by: TalkerId | None) -> None:
        self._forget(asking)
        burst = asking.burst
        if burst is None:
            return
        burst.reason = burst.fault or reason
        for following in list(burst.followings):
            if following.step is Step.IN_STEP:
                burst.followings.remove(following)
                stop(following, burst.reason)
        if reason != "released":
            by_user = next((one.user_id for one in self._members() if one.talker == by), None)
            asking.member.ear.tell(
                FloorRevoked(stream=burst.stream, reason=burst.reason, by=by_user)
            )
        self._ending.add(burst)
        self._settle(burst)
        self._on_over(burst, not burst.is_cancelled)

    def _settle(self, burst: Burst) -> None:
        """Give a burst's number back once nobody listens to it any more."""
        if burst in self._ending and all(one.step is Step.AFTER for one in burst.followings):
            self._ending.remove(burst)
            self._handlers.give_back(burst.handler)

    def _forget(self, asking: Asking) -> None:
        self._asking.pop((asking.wish.group.id, asking.talker), None)
        own = self._inbound.get(asking.member, {})
        if own.get(asking.handler) is asking:
            del own[asking.handler]

    # --- floors -------------------------------------------------------------------------------

    def _floor_changed(self, channel: TalkGroupId, status: FloorStatus) -> FloorChanged:
        by_talker = {one.talker: one.member for one in self._asking.values()}
        holder = by_talker.get(status.holder) if status.holder else None
        since_at = None
        if status.since_s is not None:
            since_at = self._clock.utc_s() - self._clock.monotonic_s() + status.since_s
        return FloorChanged(
            channel=channel,
            state=status.state.value,
            holder=holder.talking if holder else None,
            since=since_at,
            lease_ms=round(self._limits.lease_s * 1000),
            queue=tuple(by_talker[one].user_id for one in status.queue if one in by_talker),
        )

    def _tell_channel(self, channel: TalkGroupId, event: VoiceEvent) -> None:
        group = self._floors.group(channel)
        talkers = {one.member for one in self._asking.values() if one.wish.group.id == channel}
        for member in tuple(self._members()):
            if member in talkers or member.follows(group):
                member.ear.tell(event)
