"""What voice commands are answered with."""

from typing import Literal

import msgspec

from embedded_hub.model.voice import BurstId, DenyReason, StreamId, TalkGroupId
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.speech_answers import SpeechInfo
from embedded_hub.protocol.voice_events import (
    CallChanged,
    FloorChanged,
    MessageKept,
    PresenceChanged,
    StreamStart,
    Talking,
)


class VoiceLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one talker may take."""

    max_talk_s: float
    lease_ms: int
    queue: int
    bundle_max: int
    """Bytes of the longest binary message."""


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``voice/hello``."""

    session: str
    limits: VoiceLimits
    codec_in: CodecName
    """What this client will hear."""
    codec_out: CodecName
    """What it had best speak."""
    server_clock: float
    speech: SpeechInfo = SpeechInfo()
    """What becomes of what is said, as text."""


class ChannelEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One channel, as ``voice/channels`` lists it."""

    channel: TalkGroupId
    name: str
    kind: Literal["all", "room", "group", "direct", "house", "gate"]
    can: Literal["talk", "listen", "none"]
    priority_max: int
    online: int
    """Devices that would hear it now."""
    is_followed: bool
    """By this connection."""
    members: tuple[str, ...] = ()
    device_id: str | None = None
    """The device in the registry that has this channel for its own: a panel, a door station."""
    area_id: str | None = None


class UnreadCount(msgspec.Struct, frozen=True, kw_only=True):
    """What was not heard in one channel."""

    count: int
    oldest: float


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``voice/subscribe``: how everything stands."""

    channels: tuple[TalkGroupId, ...]
    active: tuple[StreamStart, ...]
    """Streams this connection hears already."""
    floors: tuple[FloorChanged, ...]
    unread: dict[TalkGroupId, UnreadCount]
    presence: tuple[PresenceChanged, ...]
    calls: tuple[CallChanged, ...] = ()
    """What rings or is being spoken here."""


class TalkAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Answers ``voice/talk``."""

    granted: bool
    stream: StreamId | None = None
    handler: int | None = None
    message: BurstId | None = None
    lease_ms: int | None = None
    max_s: float | None = None
    priority: int = 0
    listeners: int = 0
    """Devices that hear it as it is spoken."""
    reason: DenyReason | Literal["queued"] | None = None
    holder: Talking | None = None
    since: float | None = None
    queue_pos: int | None = None
    retry_ms: int | None = None


class ReleaseAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``voice/release``."""

    message: BurstId
    duration_ms: int
    frames: int
    listeners: int
    """People it was played to."""
    heard_by: tuple[str, ...] = ()
    """What they are called; left out for those who may not know who is there."""
    reason: str
    """Why it ended, which may have been before."""
    ignored: int
    """Frames that were not relayed for what they said of themselves."""


class PlayAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``voice/play``."""

    stream: StreamId
    handler: int


class HistoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``voice/history``, newest first."""

    messages: tuple[MessageKept, ...]
    next: BurstId | None = None
    """What to ask for as ``before`` to get older ones; ``None`` when there are none."""


class ClockAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``clock/ping``: seconds UTC, as the asker said and as the hub read them."""

    t0: float
    t1: float
    t2: float
