"""Answers the voice commands: who is there, who may speak, what was said."""

import secrets
from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from embedded_hub.core.intercom.asking import Decision
from embedded_hub.core.intercom.burst import PCM_RATE_HZ, Wish
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.intercom.talk_groups import (
    GroupKind,
    Right,
    TalkGroup,
    highest_priority,
    named_by,
    right,
)
from embedded_hub.core.people import Role
from embedded_hub.errors import (
    CodecUnsupported,
    NotAllowed,
    NotFound,
    NotSupported,
    Unauthorized,
)
from embedded_hub.model.voice import StreamId, TalkGroupId, TalkPriority
from embedded_hub.protocol.commands.voice import (
    AckMessage,
    CancelFloor,
    CodecName,
    DeleteTalkGroup,
    FixTranscript,
    ListChannels,
    PingClock,
    PlayMessage,
    ReleaseTalk,
    ReportStream,
    RevokeFloor,
    SaveTalkGroup,
    Say,
    SeekPlay,
    SetVoicePreferences,
    StartTalk,
    StopPlay,
    SubscribeVoice,
    VoiceHello,
    VoiceHistory,
)
from embedded_hub.protocol.voice_answers import (
    ChannelEntry,
    ClockAnswer,
    HistoryAnswer,
    Picture,
    PlayAnswer,
    ReleaseAnswer,
    TalkAnswer,
    UnreadCount,
    VoiceLimits,
    Welcome,
)
from embedded_hub.protocol.voice_frame import MAX_MESSAGE_BYTES
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.speech import speech_info
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.voice_link import VoiceLink
from embedded_hub.speech.announcement import Announcement
from embedded_hub.speech.espeak import EspeakNg

_SESSION_BYTES = 9
_SPEAKER = EspeakNg(rate_hz=PCM_RATE_HZ)
_BEST_FIRST: tuple[CodecName, ...] = ("opus", "pcm16")


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(VoiceHello, hello)
    table.quick(ListChannels, list_channels)
    table.slow(SubscribeVoice, subscribe)
    table.slow(SaveTalkGroup, save_group)
    table.slow(DeleteTalkGroup, delete_group)
    table.quick(StartTalk, talk)
    table.quick(ReleaseTalk, release)
    table.quick(CancelFloor, cancel_floor)
    table.quick(RevokeFloor, revoke_floor)
    table.slow(PlayMessage, play)
    table.quick(StopPlay, stop_play)
    table.quick(SeekPlay, seek_play)
    table.slow(VoiceHistory, history)
    table.slow(AckMessage, acknowledge)
    table.quick(ReportStream, report)
    table.slow(SetVoicePreferences, prefer)
    table.slow(FixTranscript, fix_transcript)
    table.quick(PingClock, ping_clock)
    table.slow(Say, say)


# --- being there ------------------------------------------------------------------------------


def hello(caller: Caller, command: VoiceHello) -> Subscribed:
    """Give this connection a voice; its events come under this command's id."""
    if caller.voice is not None:
        raise NotAllowed("this connection has said voice/hello already")
    if not command.decode and not command.encode:
        raise CodecUnsupported("this device neither speaks nor hears")
    codec_in, codec_out = _best(command.decode), _best(command.encode)
    intercom, session = caller.home.intercom, secrets.token_urlsafe(_SESSION_BYTES)
    link = VoiceLink(caller.outbox, intercom, command.id, caller.outbox.now_s)
    limits = intercom.limits
    welcome = Welcome(
        session=session,
        limits=VoiceLimits(
            max_talk_s=limits.max_talk_s,
            lease_ms=round(limits.lease_s * 1000),
            queue=limits.max_queue,
            bundle_max=MAX_MESSAGE_BYTES,
        ),
        codec_in=codec_in,
        codec_out=codec_out,
        server_clock=caller.home.clock.utc_s(),
        speech=speech_info(caller),
    )
    ability = Ability(
        codec_in=codec_in,
        can_hear=bool(command.decode),
        area_id=_known_area(caller, command.area),
        device_name=_device(caller),
    )

    def start() -> Stop:
        member = link.member = intercom.join(session, caller.principal, ability, link)
        member.reserved = caller.audio.handlers
        caller.voice = link

        def stop() -> None:
            caller.voice = link.member = None
            intercom.leave(member)

        return stop

    return Subscribed(start, result=welcome)


def list_channels(caller: Caller, _: ListChannels) -> list[ChannelEntry]:
    """List the channels the caller has to do with."""
    intercom = caller.home.intercom
    followed = caller.voice.member.channels if caller.voice and caller.voice.member else frozenset()
    return [
        ChannelEntry(
            channel=group.id,
            name=group.name,
            kind=group.kind.value,
            can=right(caller.principal, group).value,
            priority_max=int(highest_priority(caller.principal)),
            online=intercom.attendance.online(group),
            is_followed=group.id in followed,
            members=tuple(sorted(group.members)),
            device_id=group.station_id,
            area_id=group.area_id,
        )
        for group in intercom.listed(caller.principal)
    ]


async def subscribe(caller: Caller, command: SubscribeVoice) -> Picture:
    """Choose what this connection hears, and say how everything stands."""
    member, intercom = member_of(caller), caller.home.intercom
    intercom.follow(
        member,
        command.channels,
        is_live=command.live,
        is_reading=command.transcripts,
        backlog_s=command.backlog_s,
    )
    unread = await intercom.past.unread(caller.principal)
    groups = [group for group in intercom.groups.all() if group.id in member.channels]
    return Picture(
        channels=tuple(sorted(member.channels)),
        active=tuple(intercom.live.active(member)),
        floors=tuple(intercom.live.floor(group) for group in groups),
        unread={
            channel: UnreadCount(count=one.count, oldest=one.oldest_at)
            for channel, one in unread.items()
        },
        presence=tuple(intercom.attendance.presence(caller.principal)),
        calls=tuple(intercom.calls.arrived(member)),
    )


async def prefer(caller: Caller, command: SetVoicePreferences) -> Preferences:
    """Change what the caller chose, and return all of it."""
    intercom = caller.home.intercom
    before = intercom.preferences(caller.principal)
    named = {
        field: value
        for field in Preferences.__struct_fields__
        if (value := getattr(command, field)) is not UNSET
    }
    chosen = msgspec.structs.replace(before, **named)
    if chosen != before:
        await intercom.prefer(caller.principal, chosen)
    return chosen


async def save_group(caller: Caller, command: SaveTalkGroup) -> None:
    """Make a free group or change one."""
    caller.require_admin()
    await caller.home.intercom.save_group(command.group, command.name, command.members)


async def delete_group(caller: Caller, command: DeleteTalkGroup) -> None:
    """Delete a free group."""
    caller.require_admin()
    await caller.home.intercom.delete_group(command.group)


# --- talking ----------------------------------------------------------------------------------


def talk(caller: Caller, command: StartTalk) -> TalkAnswer:
    """Ask for a channel's floor."""
    if command.raw:
        raise NotSupported("sound without headers is taken by assist_pipeline/run only")
    member, intercom = member_of(caller), caller.home.intercom
    resumed = StreamId(command.resume) if command.resume is not None else None
    if resumed is None and command.nonce is not None:
        resumed = intercom.live.stream_of(member, command.nonce)
    if resumed is not None:
        return _talk_answer(intercom, intercom.resume(member, resumed, command.id))
    group = speakable(caller, command.channel)
    if group.kind is GroupKind.HOUSE:
        _require_hearing(caller)
    wish = Wish(
        group=group,
        codec=command.codec,
        rate_hz=command.rate,
        priority=min(TalkPriority(command.priority), highest_priority(caller.principal)),
        to=command.to,
        nonce=command.nonce,
    )
    decision = intercom.talk(
        member, wish, command.id, handler=command.handler, can_queue=command.queue
    )
    return _talk_answer(intercom, decision)


def release(caller: Caller, command: ReleaseTalk) -> ReleaseAnswer:
    """End a talk burst; one that ended by itself is answered the same."""
    return caller.home.intercom.release(
        member_of(caller), StreamId(command.stream), is_cancelled=command.cancel
    )


def cancel_floor(caller: Caller, command: CancelFloor) -> None:
    """Give up waiting for a floor."""
    caller.home.intercom.leave_queue(member_of(caller), _named(caller, command.channel))


def revoke_floor(caller: Caller, command: RevokeFloor) -> None:
    """Take the floor from whoever holds it."""
    if caller.principal.role is not Role.OWNER:
        raise Unauthorized("only the owner may take the floor from somebody")
    group = caller.home.intercom.groups.get(command.channel)
    if not caller.home.intercom.revoke(group.id, member_of(caller)):
        raise NotFound("nobody speaks in this channel", details={"channel": group.id})


def report(caller: Caller, command: ReportStream) -> None:
    """Note how a stream fares at this listener."""
    caller.home.intercom.report(
        member_of(caller), buffer_ms=command.buffer_ms, m2e_ms=command.m2e_ms
    )


# --- what was said ----------------------------------------------------------------------------


async def play(caller: Caller, command: PlayMessage) -> PlayAnswer:
    """Play a talk burst again to this connection."""
    stream, handler = await caller.home.intercom.play(
        member_of(caller), command.message, from_ms=command.from_ms, speed=command.speed
    )
    return PlayAnswer(stream=stream, handler=handler)


def stop_play(caller: Caller, command: StopPlay) -> None:
    """End a replay."""
    caller.home.intercom.replays.stop(member_of(caller), StreamId(command.stream))


def seek_play(caller: Caller, command: SeekPlay) -> None:
    """Go on elsewhere in a replay."""
    caller.home.intercom.seek(member_of(caller), StreamId(command.stream), command.at_ms)


async def history(caller: Caller, command: VoiceHistory) -> HistoryAnswer:
    """List talk bursts, newest first."""
    return await caller.home.intercom.past.history(
        caller.principal,
        channel=command.channel,
        after=command.after,
        before=command.before,
        limit=command.limit,
        is_unread_only=command.unread_only,
        words=command.query,
    )


async def acknowledge(caller: Caller, command: AckMessage) -> None:
    """Note what the caller did with a talk burst."""
    past = caller.home.intercom.past
    await past.acknowledge(caller.principal, command.message, command.state)


async def fix_transcript(caller: Caller, command: FixTranscript) -> dict[str, int]:
    """Set what was said as text."""
    past = caller.home.intercom.past
    return {"rev": await past.correct(caller.principal, command.message, command.text)}


def ping_clock(caller: Caller, command: PingClock) -> ClockAnswer:
    """Say what time the hub has."""
    now = caller.home.clock.utc_s()
    return ClockAnswer(t0=command.t0, t1=now, t2=caller.home.clock.utc_s())


async def say(caller: Caller, command: Say) -> dict[str, str]:
    """Have a text spoken to a channel; returns when it begins."""
    group = speakable(caller, command.channel)
    if group.kind is GroupKind.HOUSE:
        raise NotSupported("the house is asked in text with voice/ask")
    if right(caller.principal, group) is not Right.TALK:
        raise NotAllowed("you may not speak there", details={"reason": "listen_only"})
    language = command.lang or caller.home.settings.language
    async with caller.heavy:
        pcm = await _SPEAKER.speak(command.text, language=language, voice=command.voice)
    priority = min(TalkPriority(command.priority), highest_priority(caller.principal))
    announcement = Announcement(caller.home.intercom, caller.principal, group, priority)
    message = announcement.begin()
    caller.feed.tasks.start(announcement.say(pcm))
    return {"message": message}


# --- parts ------------------------------------------------------------------------------------


def member_of(caller: Caller) -> Member:
    """Return the caller's place in the intercom.

    Raises:
        NotAllowed: they have not said voice/hello.
    """
    if caller.voice is None or caller.voice.member is None:
        raise NotAllowed("voice/hello comes first")
    return caller.voice.member


def speakable(caller: Caller, channel: str) -> TalkGroup:
    """Return a channel the caller may know of; whether they may speak is the floor's answer."""
    intercom = caller.home.intercom
    group = intercom.groups.get(_named(caller, channel))
    member = caller.voice.member if caller.voice is not None else None
    is_called = member is not None and intercom.calls.connects(member, group)
    if not is_called and not intercom.knows(caller.principal, group):
        raise NotFound("there is no such channel", details={"channel": channel})
    return group


def _named(caller: Caller, channel: str) -> TalkGroupId:
    return TalkGroupId(named_by(caller.principal.user.id, channel))


def _require_hearing(caller: Caller) -> None:
    info = speech_info(caller)
    if not info.house_voice:
        reason = info.reason or "house_missing"
        raise NotSupported("this house cannot hear", details={"reason": reason})


def _best(offered: Sequence[CodecName]) -> CodecName:
    if not offered:
        return "pcm16"  # of no account: it goes the other way only
    for codec in _BEST_FIRST:
        if codec in offered:
            return codec
    raise CodecUnsupported("this device shares no codec with the hub")


def _known_area(caller: Caller, area: str | None) -> str | None:
    if area is not None and area not in caller.home.registry.areas:
        raise NotFound("there is no such area", details={"area": area})
    return area


def _device(caller: Caller) -> str:
    tokens = caller.home.people.tokens()
    names = (token.name for token in tokens if token.id == caller.principal.token_id)
    return next(names, "")


def _talk_answer(intercom: Intercom, decision: Decision) -> TalkAnswer:
    if (denied := decision.denied) is not None:
        holder = intercom.member_of(denied.holder)
        return TalkAnswer(
            granted=False,
            reason=denied.reason,
            holder=holder.talking if holder else None,
            since=intercom.utc_of(denied.since_s),
            retry_ms=None if denied.retry_s is None else max(0, round(denied.retry_s * 1000)),
        )
    burst, granted = decision.burst, decision.granted
    if burst is None or granted is None:
        position = decision.queued.position if decision.queued else None
        return TalkAnswer(
            granted=False, reason="queued", queue_pos=position, handler=decision.handler
        )
    return TalkAnswer(
        granted=True,
        stream=burst.stream,
        handler=decision.handler,
        message=burst.id,
        lease_ms=round(granted.lease_s * 1000),
        max_s=granted.max_talk_s,
        priority=int(granted.priority),
        listeners=len({one.member.token_id for one in burst.followings}),
    )
