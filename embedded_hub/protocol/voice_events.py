"""What the hub tells a client about voice, under the id of its ``voice/hello``.

A *stream* is a talk burst as it sounds: a number, and a handler in front of its binary frames. A
*message* is the same talk burst for good: it can be listed, played again and searched.
"""

from typing import Literal

import msgspec

from embedded_hub.model.voice import BurstId, StopReason, StreamId, TalkGroupId
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.house_events import HouseAnswered

CanHear = Literal["live", "dnd", "offline"]
CallMode = Literal["listen", "talk", "duplex"]
CallEnd = Literal[
    "answered", "refused", "hung_up", "missed", "offline", "disconnected", "timeout", "replaced"
]
ReceiptState = Literal["delivered", "heard", "read", "kept", "deleted"]


class Talking(msgspec.Struct, frozen=True, kw_only=True):
    """Who talks, and on what."""

    user: str
    name: str
    device: str
    area: str | None = None


class StreamStart(msgspec.Struct, frozen=True, kw_only=True, tag="voice/stream.start"):
    """Frames with this handler follow."""

    stream: StreamId
    handler: int
    channel: TalkGroupId
    talking: Talking = msgspec.field(name="from")
    to: tuple[str, ...] = ()
    codec: CodecName
    rate: int
    frame_ms: int
    priority: int
    message: BurstId
    clock0: int
    """The capture clock of the first frame."""
    started_at: float
    replay: bool = False
    """It comes out of the record, however fresh: nothing of it is left out."""
    behind_ms: int = 0
    """How much was said before; it follows faster than spoken."""


class StreamStop(msgspec.Struct, frozen=True, kw_only=True, tag="voice/stream.stop"):
    """No more frames with this handler."""

    stream: StreamId
    reason: StopReason | Literal["stopped", "degraded"]
    duration_ms: int
    frames: int


class FloorChanged(msgspec.Struct, frozen=True, kw_only=True, tag="voice/floor"):
    """Who may speak in a channel now."""

    channel: TalkGroupId
    state: Literal["idle", "taken", "emergency"]
    holder: Talking | None = None
    since: float | None = None
    """Seconds UTC."""
    lease_ms: int
    queue: tuple[str, ...] = ()
    """The users who wait, next first."""


class FloorGranted(msgspec.Struct, frozen=True, kw_only=True, tag="voice/floor.granted"):
    """Whoever waited may speak now."""

    request_id: int
    channel: TalkGroupId
    stream: StreamId
    handler: int
    message: BurstId
    lease_ms: int
    max_s: float


class FloorQueued(msgspec.Struct, frozen=True, kw_only=True, tag="voice/floor.queued"):
    """Whoever waits has another place now."""

    request_id: int
    channel: TalkGroupId
    queue_pos: int


class FloorRevoked(msgspec.Struct, frozen=True, kw_only=True, tag="voice/floor.revoked"):
    """Stop speaking: what follows is not relayed."""

    stream: StreamId
    reason: StopReason
    by: str | None = None
    """The user who took it."""


class MessageKept(msgspec.Struct, frozen=True, kw_only=True, tag="voice/message"):
    """A talk burst as it is kept; sent when it has ended."""

    message: BurstId
    channel: TalkGroupId
    talking: Talking = msgspec.field(name="from")
    to: tuple[str, ...] = ()
    at: float
    duration_ms: int
    bytes: int
    priority: int = 0
    reason: str = "released"
    peaks: tuple[int, ...] = ()
    """The shape of its sound: 255 is full scale."""
    text: str | None = None
    answer: str | None = None
    """What the house said to it, in its channel."""
    heard_by: tuple[str, ...] = ()
    """The users who heard it."""
    is_heard: bool = False
    """By the reader."""
    is_kept: bool = False
    """Somebody wishes it to outlive its time."""


class MessageGone(msgspec.Struct, frozen=True, kw_only=True, tag="voice/message.gone"):
    """A talk burst was deleted, or never kept."""

    message: BurstId


class TranscriptChanged(msgspec.Struct, frozen=True, kw_only=True, tag="voice/transcript"):
    """What was said, as text."""

    message: BurstId
    stream: StreamId | None = None
    rev: int
    """Of the kept text; 0 while it is not kept, and each event stands for all before it."""
    text: str
    stable: int
    """How many of its characters will not change any more."""
    final: bool
    lang: str | None = None
    confidence: float | None = None


class ReceiptChanged(msgspec.Struct, frozen=True, kw_only=True, tag="voice/receipt"):
    """Somebody heard, read, kept or deleted a message."""

    message: BurstId
    user: str
    state: ReceiptState
    at: float


class Missed(msgspec.Struct, frozen=True, kw_only=True, tag="voice/missed"):
    """How many messages of a channel the reader has not heard."""

    channel: TalkGroupId
    count: int
    oldest: float | None = None


class PresenceChanged(msgspec.Struct, frozen=True, kw_only=True, tag="voice/presence"):
    """Whether somebody can hear on one device."""

    user: str
    name: str
    device: str
    device_name: str
    area: str | None = None
    can_hear: CanHear
    buffer_ms: float | None = None
    """What the device last said of its playout delay."""
    m2e_ms: float | None = None


class ListenerDegraded(msgspec.Struct, frozen=True, kw_only=True, tag="voice/listener.degraded"):
    """This connection is too slow for live sound: the rest comes out of the record."""

    stream: StreamId
    reason: Literal["overflows", "behind"]
    dropped: int


class CallChanged(msgspec.Struct, frozen=True, kw_only=True, tag="voice/call"):
    """Somebody rings at a door or drops in, and how it goes on.

    Every device that may answer is told that it rings. The first to answer is told ``active``,
    the others ``ended`` with the reason ``answered``.
    """

    call: str
    kind: Literal["ring", "dropin"]
    state: Literal["ringing", "active", "ended"]
    channel: TalkGroupId
    """The door's, or the one that was called."""
    talking: Talking = msgspec.field(name="from")
    """Who calls."""
    target: str
    mode: CallMode
    """As the caller sees it: whether they listen, talk, or both."""
    talk: TalkGroupId | None = None
    """Where this device talks to the other side; ``None`` when it may not."""
    opens_microphone: bool = False
    """The other side hears this device's microphone: it must be seen and heard that it does."""
    by: Talking | None = None
    """Who answered, or ended it."""
    reason: CallEnd | None = None
    entity_id: str | None = None
    """The bell."""
    at: float
    """When it began to ring, seconds UTC."""
    until: float | None = None
    """When it stops ringing by itself."""


class VoiceNotice(msgspec.Struct, frozen=True, kw_only=True, tag="voice/notice"):
    """Something a person should read."""

    level: Literal["info", "warning", "error"]
    code: str = ""
    """What it is about, for those who translate: ``not_kept`` (the disk took no more),
    ``not_this_codec`` (the talk ends), ``codec_unsupported`` (this device cannot be played this
    talk), ``too_many_speak``."""
    text: str
    """In English."""


VoiceEvent = (
    StreamStart
    | StreamStop
    | FloorChanged
    | FloorGranted
    | FloorQueued
    | FloorRevoked
    | MessageKept
    | MessageGone
    | TranscriptChanged
    | ReceiptChanged
    | Missed
    | PresenceChanged
    | ListenerDegraded
    | HouseAnswered
    | CallChanged
    | VoiceNotice
)
EVENTS = (
    StreamStart,
    StreamStop,
    FloorChanged,
    FloorGranted,
    FloorQueued,
    FloorRevoked,
    MessageKept,
    MessageGone,
    TranscriptChanged,
    ReceiptChanged,
    Missed,
    PresenceChanged,
    ListenerDegraded,
    HouseAnswered,
    CallChanged,
    VoiceNotice,
)
