"""Talking over the same socket: floor, channels, replay, receipts, transcripts.

Sound itself travels in binary frames (:mod:`embedded_hub.protocol.voice_frame`). On the wire a
talk group is a ``channel`` and a talk burst a ``message``; durations are whole milliseconds.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.protocol.base import Command, Name, Text

MAX_TALK_TEXT = 2000
"""Characters read aloud at once: about two minutes."""

CodecName = Literal["opus", "pcm16"]
Codecs = Annotated[tuple[CodecName, ...], msgspec.Meta(max_length=8)]
RateHz = Literal[8000, 12000, 16000, 24000, 48000]
FrameMs = Literal[20]
Priority = Annotated[int, msgspec.Meta(ge=0, le=3)]
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=24 * 3600 * 1000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
StreamNumber = Annotated[int, msgspec.Meta(ge=1, le=2**32 - 1)]
Handler = Annotated[int, msgspec.Meta(ge=1, le=255)]
Speed = Annotated[float, msgspec.Meta(ge=0.8, le=2.0)]
Channels = Annotated[tuple[Text, ...], msgspec.Meta(max_length=256)]
Talk = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TALK_TEXT)]
Language = Annotated[str, msgspec.Meta(max_length=35)]
"""A BCP 47 tag."""
Minute = Annotated[int, msgspec.Meta(ge=0, le=1439)]
"""Of the day, in the home's time."""


class VoiceHello(Command, frozen=True, tag="voice/hello"):
    """Say what this device can do with sound; before any other voice command.

    ``encode`` is empty for what only listens, ``decode`` for what only speaks.
    """

    encode: Codecs
    decode: Codecs
    rates: Annotated[tuple[RateHz, ...], msgspec.Meta(max_length=8)] = (48000,)
    frame_ms: Annotated[tuple[FrameMs, ...], msgspec.Meta(min_length=1, max_length=4)] = (20,)
    ptt: Literal["hold", "toggle", "vad"] = "hold"
    area: Text | None = None
    """Where the device stands: its loudspeaker is muted while somebody talks there."""
    aec: bool = False
    transport: Annotated[tuple[Text, ...], msgspec.Meta(max_length=4)] = ("ws",)


class ListChannels(Command, frozen=True, tag="voice/channels"):
    """List whom one can talk to or listen to."""


class SaveTalkGroup(Command, frozen=True, tag="voice/groups/save"):
    """Make a free group of people, or change one; for the owner."""

    group: Text
    name: Name
    members: Channels


class DeleteTalkGroup(Command, frozen=True, tag="voice/groups/delete"):
    """Remove a free group; its messages stay until their time; for the owner."""

    group: Text


class SubscribeVoice(Command, frozen=True, tag="voice/subscribe"):
    """Follow channels: streams, floors, messages, receipts, presence."""

    channels: Channels | None = None
    """None is all that may be heard."""
    live: bool = True
    transcripts: bool = False
    """Send what is said as text too, while it is said and once it is kept."""
    backlog_s: Annotated[float, msgspec.Meta(ge=0, le=60)] | None = None
    """How much of what is being said to begin with; None is from its start."""


class StartTalk(Command, frozen=True, tag="voice/talk"):
    """Ask for the floor of a channel."""

    channel: Text
    to: Channels = ()
    codec: CodecName = "opus"
    rate: RateHz = 48000
    frame_ms: FrameMs = 20
    priority: Priority = 0
    preroll_ms: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    reply_to: Text | None = None
    queue: bool = False
    device: Text | None = None
    handler: Handler | None = None
    """The number on this talker's frames, chosen by it, so that they need not wait for the
    answer; it must not be in use on the connection. None lets the hub choose; and after a wait
    in the queue the grant brings another number in any case."""
    resume: StreamNumber | None = None
    nonce: Text | None = None
    """Sent again after a reconnect with the same nonce, a request is not carried out twice: it
    goes on with the talk it began, or is answered ``not_found`` when that is over."""
    raw: bool = False
    """Frames are the handler and PCM16, as Home Assistant's voice clients send them."""


class ReleaseTalk(Command, frozen=True, tag="voice/release"):
    """Say that a talk is over and how much it was."""

    stream: StreamNumber
    frames: Count | None = None
    clock_end: Count | None = None
    cancel: bool = False


class CancelFloor(Command, frozen=True, tag="voice/floor.cancel"):
    """Leave the queue, or give back a floor whose grant has crossed this on the way."""

    channel: Text


class RevokeFloor(Command, frozen=True, tag="voice/floor.revoke"):
    """Take the floor from whoever has it; for those who may."""

    channel: Text
    reason: Text = ""


class PlayMessage(Command, frozen=True, tag="voice/play"):
    """Hear a message again, as a stream of its own."""

    message: Text
    from_ms: Milliseconds = 0
    speed: Speed = 1.0


class StopPlay(Command, frozen=True, tag="voice/play.stop"):
    """End a replay."""

    stream: StreamNumber
    at_ms: Milliseconds | None = None
    """How far it was heard."""


class SeekPlay(Command, frozen=True, tag="voice/play.seek"):
    """Go on elsewhere in a replay."""

    stream: StreamNumber
    at_ms: Milliseconds


class VoiceHistory(Command, frozen=True, tag="voice/history"):
    """Read messages, newest first."""

    channel: Text | None = None
    after: Text | None = None
    before: Text | None = None
    """Message ids."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    unread_only: bool = False
    query: Text | None = None


class AckMessage(Command, frozen=True, tag="voice/ack"):
    """Say what this person did with a message."""

    message: Text
    state: Literal["delivered", "heard", "read", "kept", "deleted"]
    at_ms: Milliseconds | None = None


class ReportStream(Command, frozen=True, tag="voice/report"):
    """Say how a stream fares here; every two seconds while listening."""

    stream: StreamNumber
    recv: Count
    late: Count = 0
    lost: Count = 0
    concealed: Count = 0
    buffer_ms: Annotated[float, msgspec.Meta(ge=-60_000, le=600_000)] = 0.0
    jitter_ms: Annotated[float, msgspec.Meta(ge=0, le=600_000)] = 0.0
    m2e_ms: Annotated[float, msgspec.Meta(ge=0, le=600_000)] | None = None
    underruns: Count = 0


class Say(Command, frozen=True, tag="voice/say"):
    """Have a text spoken to a channel."""

    channel: Text
    text: Talk
    voice: Text | None = None
    lang: Language | None = None
    priority: Priority = 0


class DropIn(Command, frozen=True, tag="voice/dropin"):
    """Call a person, a device or a panel: at once where that was allowed before, else it rings.

    Whoever is called is always told, and sees and hears that a microphone is open.
    """

    target: Text
    """A ``user:`` or ``device:`` channel."""
    mode: Literal["listen", "talk", "duplex"] = "duplex"


class AnswerDropIn(Command, frozen=True, tag="voice/dropin.answer"):
    """Take what rings, a door or a call, or refuse it."""

    call: Text
    accept: bool


class EndDropIn(Command, frozen=True, tag="voice/dropin.end"):
    """Hang up."""

    call: Text


class AllowDropIn(Command, frozen=True, tag="voice/dropin.allow"):
    """Choose who may drop in without being answered.

    Everybody chooses for themselves, and the owner for panels.
    """

    target: Text
    """Your own ``user:`` channel, or a panel's ``device:`` channel."""
    users: Channels


class ListDropInRights(Command, frozen=True, tag="voice/dropin.allowed"):
    """Say who may drop in where without being answered, as far as it concerns the asker."""


class QuietSpan(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"from_minute": "from", "to_minute": "to"},
):
    """Every day from one minute to another only the important is played; it may cross midnight."""

    from_minute: Minute
    to_minute: Minute
    allow_priority: Priority = 3


class SetVoicePreferences(Command, frozen=True, tag="voice/prefs"):
    """Change how this person is reached, and read it; what is not named stays."""

    dnd_until: float | UnsetType | None = UNSET
    """Seconds UTC; null ends it."""
    quiet: Annotated[tuple[QuietSpan, ...], msgspec.Meta(max_length=14)] | UnsetType = UNSET
    volume: Annotated[float, msgspec.Meta(ge=0, le=1)] | UnsetType = UNSET
    autoplay: bool | UnsetType = UNSET
    transcripts: bool | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    same_area_mute: bool | UnsetType = UNSET


class FixTranscript(Command, frozen=True, tag="voice/transcript.fix"):
    """Correct what was understood."""

    message: Text
    text: Annotated[str, msgspec.Meta(max_length=16_384)]


class PingClock(Command, frozen=True, tag="clock/ping"):
    """Compare clocks, for the latency from mouth to ear."""

    t0: float


COMMANDS = (
    VoiceHello,
    ListChannels,
    SaveTalkGroup,
    DeleteTalkGroup,
    SubscribeVoice,
    StartTalk,
    ReleaseTalk,
    CancelFloor,
    RevokeFloor,
    PlayMessage,
    StopPlay,
    SeekPlay,
    VoiceHistory,
    AckMessage,
    ReportStream,
    Say,
    DropIn,
    AnswerDropIn,
    EndDropIn,
    AllowDropIn,
    ListDropInRights,
    SetVoicePreferences,
    FixTranscript,
    PingClock,
)
