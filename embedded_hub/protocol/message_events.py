"""What the hub tells a client about text messages, under the id of its ``message/subscribe``."""

import msgspec

from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.voice_events import MessageKept, ReceiptState, Talking


class TextMessage(msgspec.Struct, frozen=True, kw_only=True, tag="message/text"):
    """A text message as one reader knows it; it is on the disk."""

    message: str
    channel: TalkGroupId
    conversation: TalkGroupId
    """The channel as the reader names it: of what came to them alone, its writer's."""
    writer: Talking = msgspec.field(name="from")
    at: float
    """Seconds UTC."""
    text: str
    priority: int = 0
    reply_to: str | None = None
    """Another text message or a talk burst."""
    delivered_to: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    """The users it reached, and those who read it."""
    is_read: bool = False
    """By the reader."""
    is_kept: bool = False
    """Somebody wishes it to outlive its time."""
    silent: bool = False
    """The reader does not want to be disturbed now: it is shown without a sound."""
    nonce: str | None = None
    """What its writer called it; told to the writer alone."""


class TextGone(msgspec.Struct, frozen=True, kw_only=True, tag="message/gone"):
    """A text message was deleted, for everybody or for this reader."""

    message: str


class TextReceipt(msgspec.Struct, frozen=True, kw_only=True, tag="message/receipt"):
    """A text message reached somebody, was read, or is to be kept."""

    message: str
    user: str
    state: ReceiptState
    at: float


class TextUnread(msgspec.Struct, frozen=True, kw_only=True, tag="message/unread"):
    """How many text messages of a conversation the reader has not read."""

    conversation: TalkGroupId
    count: int
    oldest: float | None = None


MessageEvent = TextMessage | TextGone | TextReceipt | TextUnread
EVENTS = (TextMessage, TextGone, TextReceipt, TextUnread)


class UnreadTexts(msgspec.Struct, frozen=True, kw_only=True):
    """What was not read in one conversation."""

    count: int
    oldest: float


class TextsFollowed(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``message/subscribe``."""

    unread: dict[TalkGroupId, UnreadTexts]
    """By conversation; talk bursts are counted by ``voice/subscribe``."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``message/list``: texts and talk bursts, newest first."""

    messages: tuple[TextMessage | MessageKept, ...]
    next: str | None = None
    """What to ask for as ``before`` to get older ones; ``None`` when there are none."""
