"""A home's intercom: everybody there with an ear, what they say, and what was said before."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, tzinfo

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import BurstKept, RightsChanged
from embedded_hub.core.intercom.asking import Decision
from embedded_hub.core.intercom.attendance import Attendance
from embedded_hub.core.intercom.burst import Burst, Wish, record_of
from embedded_hub.core.intercom.call import Call
from embedded_hub.core.intercom.calls import Calls
from embedded_hub.core.intercom.conversations import Conversations, may_know
from embedded_hub.core.intercom.drop_in_rights import DropInRights
from embedded_hub.core.intercom.following import Step
from embedded_hub.core.intercom.hearing import Hearing
from embedded_hub.core.intercom.house import House
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.numbers import Numbers
from embedded_hub.core.intercom.ports import BurstRecord, BurstStore, Ear
from embedded_hub.core.intercom.preferences import Preferences, minute_of_day
from embedded_hub.core.intercom.replays import Replays
from embedded_hub.core.intercom.speech_ports import SpeechControl
from embedded_hub.core.intercom.spoken import opus_frames
from embedded_hub.core.intercom.stations import Station, Stations
from embedded_hub.core.intercom.talk_groups import (
    GroupKind,
    Right,
    TalkGroup,
    TalkGroups,
    hears,
    house_group,
    named_by,
    right,
)
from embedded_hub.core.intercom.talking import Talking
from embedded_hub.core.intercom.transcripts import Transcripts
from embedded_hub.core.people import People, Principal
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.core.registry import Registry
from embedded_hub.errors import NotFound, StorageError
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import StreamId, TalkerId, TalkGroupId
from embedded_hub.protocol.voice_answers import ReleaseAnswer
from embedded_hub.protocol.voice_events import (
    MessageGone,
    TranscriptChanged,
    VoiceEvent,
    VoiceNotice,
)
from embedded_hub.voice.floor import FloorLimits
from embedded_hub.voice.rights import QuietHours, Standing, refusal

_LOG = logging.getLogger(__name__)
PREFERENCES_RECORD = "voice_preferences"
WRITE_EVERY_FRAMES = 25
"""Half a second: what the sudden end of the hub may cost."""
NOT_KEPT = VoiceNotice(
    level="warning", code="not_kept", text="This was heard, but it could not be kept."
)


class Intercom:
    """The voice of one home.

    Args:
        clock: The home's.
        bus: Tells of bells that ring.
        registry: Its places.
        people: Its people.
        records: Keeps free groups and what people chose.
        store: Keeps talk bursts.
        limits: Of every floor.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        bus: Bus,
        registry: Registry,
        people: People,
        records: RecordStore,
        store: BurstStore,
        limits: FloorLimits | None = None,
    ) -> None:
        self.limits = limits or FloorLimits()
        self._bus = bus
        bus.subscribe(RightsChanged, self._rights_changed)
        self.stations = Stations(registry, bus)
        self.groups = TalkGroups(registry, people, records, self.stations)
        self.drop_in_rights = DropInRights(records)
        self.on_wake: Callable[[], None] | None = None
        """Called when :attr:`next_tick_s` may have come nearer."""
        self.zone: tzinfo = UTC
        """The home's own time, by which quiet hours go."""
        self._clock = clock
        self._people = people
        self._records = records
        self._store = store
        self._members: dict[Member, None] = {}
        self._stations_known: Sequence[Station] = ()
        self._preferences: dict[str, Preferences] = {}
        self._keeping: set[asyncio.Task[BurstRecord | None]] = set()
        numbers = Numbers()
        self._replays = Replays(clock, numbers)
        self.attendance = Attendance(
            members=lambda: tuple(self._members), clock=clock, minute=self._minute
        )
        self.calls = Calls(
            clock=clock,
            bus=bus,
            stations=self.stations,
            rights=self.drop_in_rights,
            members=lambda: tuple(self._members),
            wake=self._wake,
            may_disturb=self._may_disturb,
            on_connected=self._connected,
            on_ended=self._disconnected,
        )
        self.past = Conversations(
            store=store,
            groups=self.groups,
            people=people,
            clock=clock,
            tell=self._tell_readers,
            tell_text=self._tell_text,
            tell_person=self._tell_person,
        )
        self.transcripts = Transcripts(
            store=store, tell_partial=self._tell_partial, written=self.past.write_down
        )
        self.speech: SpeechControl | None = None
        """Set by the hub; ``None`` in a home that never understands speech."""
        self.house = House(
            clock=clock,
            numbers=numbers,
            store=store,
            past=self.past,
            hearing=self.transcripts.text_of,
            tell_person=self._tell_person,
            say=self._say,
        )
        self._talking = Talking(
            clock=clock,
            numbers=numbers,
            members=lambda: self._members,
            limits=self.limits,
            hearing=Hearing(clock=clock, minute=self._minute, partner=self.calls.partner),
            on_frames=self._grew,
            on_over=self._over,
        )

    def load(self, records: Iterable[Record]) -> None:
        """Take groups and what people chose from what was on the disk."""
        records = list(records)
        self.groups.load(records)
        self.drop_in_rights.load(records)
        for record in records:
            if record.kind == PREFERENCES_RECORD and record.body is not None:
                chosen = msgspec.json.decode(record.body, type=Preferences)
                self._preferences[record.id] = chosen

    async def close(self) -> None:
        """Return when every talk burst is kept; one under way ends here."""
        self._talking.end_all()
        while self._keeping:
            await asyncio.gather(*self._keeping)
        await self.house.close()
        await self.transcripts.close()

    # --- who is there -------------------------------------------------------------------------

    @property
    def members(self) -> Sequence[Member]:
        """Every connection with a voice."""
        return tuple(self._members)

    def join(self, session: str, principal: Principal, ability: Ability, ear: Ear) -> Member:
        """Take in a connection."""
        chosen = self.preferences(principal)
        member = Member(TalkerId(session), principal, ability, ear, chosen)
        self._members[member] = None
        stations = self.stations.all()
        if stations != self._stations_known:
            self._stations_known = stations
            self._follow_anew()  # it may be new to those who hear all there is
        return member

    def leave(self, member: Member) -> None:
        """Let a connection go; what it was saying may be resumed within the lease."""
        if self._members.pop(member, member) is member:
            return
        self._talking.leave(member)
        self._replays.leave(member)
        self.calls.left(member)
        if member.channels:
            self.attendance.tell(member)
        self._wake()

    def follow(
        self,
        member: Member,
        channels: Sequence[str] | None,
        *,
        is_live: bool,
        is_reading: bool = False,
        backlog_s: float | None = None,
    ) -> None:
        """Choose what a connection hears; everything meant for it when nothing is named.

        Raises:
            NotFound: there is no such channel, or it may not be heard.
        """
        if channels is None:
            chosen = self._defaults(member)
        else:
            named = (self.heard_group(member.principal, channel) for channel in channels)
            chosen = frozenset(group.id for group in named)
        before = bool(member.channels), member.is_live
        member.channels, member.is_live = chosen, is_live
        member.is_open = channels is None
        member.is_reading = is_reading
        if before != (bool(chosen), is_live):
            self.attendance.tell(member)
        self._talking.unlisten(member)
        self._talking.listen(member, backlog_s)
        self._wake()

    async def save_group(self, group_id: str, name: str, members: Iterable[str]) -> None:
        """Make a free group, or change one; who is no longer in it neither speaks nor hears.

        Raises:
            InvalidInfo: the id cannot be one, a member does not exist, or there are too many.
            StorageError: it could not be kept; nothing changed.
        """
        self._regrouped(await self.groups.save(group_id, name, members))

    async def delete_group(self, group_id: str) -> None:
        """Delete a free group; what is being said in it ends.

        Raises:
            NotFound: no group has that id.
            StorageError: it could not be deleted.
        """
        group = self.groups.get(f"group:{group_id}")
        await self.groups.delete(group_id)
        self._regrouped(msgspec.structs.replace(group, members=frozenset()), is_gone=True)

    def _regrouped(self, group: TalkGroup, *, is_gone: bool = False) -> None:
        self._follow_anew()
        self._talking.regroup(
            group, lambda one: not is_gone and right(one.principal, group) is Right.TALK
        )
        self._wake()

    def _rights_changed(self, event: RightsChanged) -> None:
        """Cut off at once whoever lost a room, or whose hours are over."""
        self._follow_anew()
        for member in self.members:
            if member.user_id == event.user_id:
                self._talking.unlisten(member)
                self._talking.restrict(member)
        self._wake()

    def _follow_anew(self) -> None:
        """Bring those up to date who hear everything that is meant for them."""
        for member in self._members:
            if member.is_open:
                member.channels = self._defaults(member)

    def _defaults(self, member: Member) -> frozenset[TalkGroupId]:
        groups = (*self.groups.all(), house_group(member.principal.user.id))
        return frozenset(group.id for group in groups if self._is_default(member, group))

    def heard_group(self, principal: Principal, channel: str) -> TalkGroup:
        """Return a channel somebody may hear.

        Raises:
            NotFound: there is none such.
        """
        group = self.groups.get(named_by(principal.user.id, channel))
        if not hears(principal, group):
            return self.groups.get("")
        return group

    def listed(self, principal: Principal) -> list[TalkGroup]:
        """Return the channels somebody has to do with; of devices those that are there."""
        there = {member.token_id for member in self._members}
        groups = [*self.groups.all()]
        if self.house.answerer is not None and self.transcripts.engine is not None:
            groups.append(house_group(principal.user.id))
        return [
            group
            for group in groups
            if (group.token_id is None or group.token_id in there) and self.knows(principal, group)
        ]

    # --- what people chose --------------------------------------------------------------------

    def preferences(self, principal: Principal) -> Preferences:
        """Return what somebody chose."""
        return self._preferences.get(principal.user.id, Preferences())

    def is_quiet(self, user_id: str, priority: int) -> bool:
        """Say whether somebody does not want to be disturbed now by something this urgent."""
        chosen = self._preferences.get(user_id, Preferences())
        return priority < chosen.lowest_priority(self._clock.utc_s(), self._minute())

    async def prefer(self, principal: Principal, chosen: Preferences) -> None:
        """Change what somebody chose, on all of their devices.

        Raises:
            StorageError: it could not be kept; nothing changed.
        """
        user_id = principal.user.id
        body = msgspec.json.encode(chosen)
        await self._records.save([Record(kind=PREFERENCES_RECORD, id=user_id, body=body)])
        self._preferences[user_id] = chosen
        for member in self.members:
            if member.user_id == user_id:
                member.preferences = chosen
                if member.channels:
                    self.attendance.tell(member)

    # --- talking ------------------------------------------------------------------------------

    @property
    def live(self) -> Talking:
        """What is being said."""
        return self._talking

    def talk(
        self,
        member: Member,
        wish: Wish,
        request_id: int,
        *,
        handler: int | None,
        can_queue: bool,
    ) -> Decision:
        """Ask for the floor of a channel.

        Raises:
            QuotaExceeded: too many requests at once.
            CodecUnsupported: libopus, which this codec needs, is not there.
        """
        reason = refusal(self._standing(member, wish.group), wish.priority)
        wish = self._addressed(member, wish)
        station_id = wish.group.station_id
        if reason is None and station_id not in (None, member.token_id):
            self._talking.interrupt(wish.group.id, frozenset({station_id}), by=member)
        decision = self._talking.talk(
            member, wish, request_id, handler=handler, can_queue=can_queue, refusal=reason
        )
        self._wake()
        return decision

    def resume(self, member: Member, stream: StreamId, request_id: int) -> Decision:
        """Go on with a burst whose connection broke.

        Raises:
            NotFound: it is over, or was never this device's.
        """
        decision = self._talking.resume(member, stream, request_id)
        self._wake()
        return decision

    def release(self, member: Member, stream: StreamId, *, is_cancelled: bool) -> ReleaseAnswer:
        """End a burst and say what became of it; also of one that has just ended by itself.

        Raises:
            NotFound: this connection had none of that number.
        """
        self._talking.release(member, stream, is_cancelled=is_cancelled)
        self._wake()
        outcome = member.recent.get(stream)
        if outcome is None:
            raise NotFound("there is no such stream", details={"stream": str(stream)})
        return outcome

    def leave_queue(self, member: Member, channel: TalkGroupId) -> None:
        """Give up waiting for a floor; whoever does not wait is passed over."""
        self._talking.leave_queue(member, channel)
        self._wake()

    def revoke(self, channel: TalkGroupId, by: Member) -> bool:
        """Take the floor from whoever holds it; False when nobody does."""
        is_taken = self._talking.revoke(channel, by)
        self._wake()
        return is_taken

    def report(self, member: Member, *, buffer_ms: float, m2e_ms: float | None) -> None:
        """Note how a listener fares, for those who see presence."""
        is_new = member.buffer_ms is None
        member.buffer_ms, member.m2e_ms = buffer_ms, m2e_ms
        if is_new:
            self.attendance.tell(member)

    def knows(self, principal: Principal, group: TalkGroup) -> bool:
        """Say whether somebody may know that a channel exists."""
        return right(principal, group) is not Right.NONE or hears(principal, group)

    def member_of(self, talker: TalkerId | None) -> Member | None:
        """Return who is behind a name on the floor."""
        return next((one for one in self._members if one.talker == talker), None)

    def utc_of(self, monotonic_s: float | None) -> float | None:
        """Turn a floor's time into one for people."""
        if monotonic_s is None:
            return None
        return self._clock.utc_s() - self._clock.monotonic_s() + monotonic_s

    def seek(self, member: Member, stream: StreamId, at_ms: int) -> None:
        """Go on elsewhere in a replay.

        Raises:
            NotFound: this connection has none of that number.
        """
        self._replays.seek(member, stream, at_ms)
        self._wake()

    async def play(
        self, member: Member, burst_id: str, *, from_ms: int, speed: float
    ) -> tuple[StreamId, int]:
        """Play a talk burst again and return the stream and its handler.

        Raises:
            NotFound: there is none, or it is not for this listener.
            QuotaExceeded: too many replays at once.
            StorageError: it cannot be read now.
        """
        record = await self.past.get(member.principal, burst_id)
        frames = await self._store.frames(record.id)
        following = self._replays.play(member, record, frames, from_ms=from_ms, speed=speed)
        self._wake()
        return following.stream, following.handler

    @property
    def replays(self) -> Replays:
        """What is played again."""
        return self._replays

    # --- time ---------------------------------------------------------------------------------

    @property
    def next_tick_s(self) -> float | None:
        """When :meth:`tick` is due at the latest, on the clock that never jumps."""
        ticks = (
            self._talking.next_tick_s,
            self._replays.next_tick_s,
            self.calls.next_tick_s,
        )
        return min((at for at in ticks if at is not None), default=None)

    def tick(self) -> None:
        """Do what time alone brings."""
        self._talking.tick()
        self._replays.tick()
        self.calls.tick()

    # --- parts --------------------------------------------------------------------------------

    def _wake(self) -> None:
        if self.on_wake is not None:
            self.on_wake()

    def _minute(self) -> int:
        return minute_of_day(self._clock.utc_s(), self.zone)

    def _is_default(self, member: Member, group: TalkGroup) -> bool:
        if not hears(member.principal, group):
            return False
        # What is said to a room is for those in it, and for whoever asks.
        return group.kind is not GroupKind.ROOM or group.area_id == member.ability.area_id

    def _standing(self, member: Member, group: TalkGroup) -> Standing:
        quiet: tuple[QuietHours, ...] = ()
        is_anyone_there = True
        is_engaged = False
        if group.station_id is not None:
            partner = self.calls.partner(group.station_id)
            is_itself = member.token_id == group.station_id
            is_engaged = not is_itself and partner not in (None, member.token_id)
            is_anyone_there = is_itself or self.attendance.online(group) > 0
        elif self.calls.connects(member, group):
            return Standing()
        elif group.kind is GroupKind.DIRECT and group.user_id is not None:
            quiet = self._preferences.get(group.user_id, Preferences()).quiet_hours
            # A person hears later what they missed; a device cannot.
            is_anyone_there = group.token_id is None or self.attendance.online(group) > 0
        return Standing(
            may_talk=right(member.principal, group) is Right.TALK,
            is_anyone_there=is_anyone_there,
            is_engaged=is_engaged,
            quiet=quiet,
            minute=self._minute(),
        )

    def _addressed(self, member: Member, wish: Wish) -> Wish:
        """Keep what is said to a station, and what it says in a call, between the two."""
        station_id = wish.group.station_id
        if station_id is None:
            return wish
        other = station_id if member.token_id != station_id else self.calls.partner(station_id)
        return msgspec.structs.replace(wish, to=() if other is None else (other,))

    # --- bells and calls ----------------------------------------------------------------------

    def _may_disturb(self, member: Member) -> bool:
        return member.can_hear(self._clock.utc_s(), self._minute()) == "live"

    def _connected(self, call: Call) -> None:
        """From now on a station is heard by the other side alone."""
        station_id = call.group.station_id
        other = None if station_id is None else call.other(station_id)
        if other is not None:
            self._talking.narrow(call.group.id, other)

    def _disconnected(self, call: Call) -> None:
        """Let nobody go on speaking into a call that is over."""
        for device in call.sides:
            channel = call.talk_channel(device)
            if channel is not None:
                self._talking.interrupt(channel, frozenset({device}))

    def _grew(self, burst: Burst) -> None:
        self.transcripts.grew(burst)
        if len(burst.opus) - burst.written >= WRITE_EVERY_FRAMES:
            self._store.grows(record_of(burst), burst.opus.frames[burst.written :])
            burst.written = len(burst.opus)

    def _over(self, burst: Burst, is_kept: bool) -> None:
        burst.member.note(burst.stream, burst.outcome)
        if not is_kept or not burst.opus.frames:
            for member in self.members:
                if member.follows(burst.wish.group) or member is burst.member:
                    member.ear.tell(MessageGone(message=burst.id))
            self._store.dropped(burst.id)
            self.transcripts.over(burst, None)
            return
        record = record_of(burst)
        for following in burst.followings:
            if following.step is Step.AFTER:
                self._replays.play(
                    following.member, record, burst.opus.frames, from_ms=0, speed=1.0
                )
        listeners = sorted(burst.listeners)
        task = asyncio.get_running_loop().create_task(self._keep(record, burst, listeners))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)
        self.transcripts.over(burst, task)
        if burst.wish.group.kind is GroupKind.HOUSE:
            self.house.heard(burst, record, task)

    async def _keep(
        self, record: BurstRecord, burst: Burst, listeners: Sequence[str]
    ) -> BurstRecord | None:
        try:
            kept = await self.past.keep(record, burst.opus.frames, listeners)
        except StorageError as error:
            _LOG.warning("a talk burst could not be kept: %s", error)
            self._tell_person(record.user_id, NOT_KEPT)
            self._tell_readers(record, MessageGone(message=record.id))
            return None
        self._bus.publish(BurstKept(burst=kept, heard_by=frozenset(listeners)))
        return kept

    async def _say(self, member: Member, record: BurstRecord, pcm: bytes) -> None:
        frames = await asyncio.to_thread(opus_frames, pcm)
        if member in self._members:
            self._replays.play(member, record, frames, from_ms=0, speed=1.0)
            self._wake()

    def _tell_readers(self, record: BurstRecord, event: VoiceEvent) -> None:
        for member in self.members:
            if may_know(self.past.reader_of(member.principal), record):
                member.ear.tell(event)

    def _tell_text(self, record: BurstRecord, event: VoiceEvent) -> None:
        for member in self.members:
            if member.wants_text and may_know(self.past.reader_of(member.principal), record):
                member.ear.tell(event)

    def _tell_partial(self, burst: Burst, event: TranscriptChanged) -> None:
        for member in self.members:
            is_own = member.user_id == burst.talking.user
            is_for = member.follows(burst.wish.group) and member.is_meant(burst.wish.to)
            if member.wants_text and (is_own or is_for):
                member.ear.tell(event)

    def _tell_person(self, user_id: UserId, event: VoiceEvent) -> None:
        for member in self.members:
            if member.user_id == user_id:
                member.ear.tell(event)
