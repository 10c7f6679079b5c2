"""What talking and listening need of a hub; the voice of a home as a user interface sees it.

A :class:`VoiceSource` hands out a new :class:`Voice` with every connection. A voice is over when
its connection is: everything it knew of streams and floors is void then.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, Protocol

import msgspec

from desktop.backend.listeners import Unsubscribe
from embedded_hub.model.voice import BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.commands.voice import QuietSpan
from embedded_hub.protocol.message_events import MessageEvent, TextMessage
from embedded_hub.protocol.speech_answers import SpeechAnswer, SpeechInfo
from embedded_hub.protocol.voice_answers import ChannelEntry, Picture, PlayAnswer, TalkAnswer
from embedded_hub.protocol.voice_events import (
    MessageKept,
    ReceiptState,
    StreamStart,
    VoiceEvent,
)

FrameListener = Callable[[StreamStart, Sequence[Frame]], None]


class VoiceLost(msgspec.Struct, frozen=True):
    """The connection went: nobody hears anything, and no floor is held any more."""


VoiceNews = VoiceEvent | MessageEvent | VoiceLost
"""What a voice tells besides sound."""
Entry = MessageKept | TextMessage
"""One line of a conversation, spoken or written."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a conversation, oldest first."""

    entries: tuple[Entry, ...] = ()
    older: str | None = None
    """What to ask for as ``before`` to get what came before; ``None`` when nothing did."""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How a person wishes to be reached; kept by the hub, the same on all of their devices."""

    dnd_until: float | None = None
    """Do not disturb until then, seconds UTC."""
    quiet: tuple[QuietSpan, ...] = ()
    volume: float = 1.0
    autoplay: bool = True
    transcripts: bool = True
    language: str | None = None
    same_area_mute: bool = True


class StreamReport(msgspec.Struct, frozen=True, kw_only=True):
    """How a stream fares here; the names are the wire's."""

    stream: StreamId
    recv: int
    late: int
    lost: int
    concealed: int
    buffer_ms: float
    jitter_ms: float
    m2e_ms: float | None
    underruns: int


class TalkLine(Protocol):
    """The part of a voice that talks. All calls from one event loop.

    Every answer is a :class:`~embedded_hub.errors.HomewireError` when the hub refuses or does not
    answer.
    """

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        """Tell the listener what happens from now on."""

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        """Ask for the floor; frames sent after this call follow the request.

        Args:
            channel: Whom to talk to.
            handler: The number on the frames, 1 to 255.
            preroll_ms: How much of them was said before the key went down.
            wants_queue: Wait for the floor where somebody has it.
        """

    def send(self, handler: int, frames: Sequence[Frame]) -> None:
        """Send sound; what nobody waits for is not kept."""

    def release(
        self, stream: StreamId, *, frame_count: int, clock_end: int, is_cancelled: bool
    ) -> Awaitable[None]:
        """Say that a talk is over."""

    def leave(self, channel: TalkGroupId) -> Awaitable[None]:
        """Leave the queue, or give back a floor that was granted meanwhile."""


class Voice(TalkLine, Protocol):
    """All of a home's voice over one connection."""

    picture: Picture
    """How everything stood when this voice was opened."""
    text_unread: dict[TalkGroupId, int]
    """Messages not read, by channel, at the same time."""

    @property
    def can_write(self) -> bool:
        """Whether the hub takes written messages."""

    @property
    def speech(self) -> SpeechInfo:
        """What the hub understands of what is said."""

    @property
    def round_trip_s(self) -> float | None:
        """The last measured way to the hub and back."""

    def hear(self, listener: FrameListener) -> Unsubscribe:
        """Give the listener the frames of every stream."""

    async def channels(self) -> Sequence[ChannelEntry]:
        """Return whom one can talk to."""

    async def page(
        self, channel: TalkGroupId | None, *, before: str | None = None, words: str = ""
    ) -> Page:
        """Return the newest of a conversation, of all of them, or what came before something."""

    async def missed(self, channel: TalkGroupId) -> Sequence[Entry]:
        """Return what this person has neither heard nor read in a channel, oldest first."""

    async def play(self, message: BurstId, *, from_ms: int, speed: float) -> PlayAnswer:
        """Have a talk burst played again; its frames come as those of any stream."""

    async def stop_play(self, stream: StreamId, at_ms: int) -> None:
        """End a replay, heard so far."""

    async def acknowledge(self, entry: Entry, state: ReceiptState) -> None:
        """Tell what this person did with an entry of a conversation."""

    async def heard(self, message: BurstId) -> None:
        """Tell that a talk burst was played here."""

    async def write(self, channel: TalkGroupId, text: str, nonce: str, reply_to: str = "") -> None:
        """Send a written message; it comes back as an event."""

    async def ask_house(self, text: str, nonce: str) -> None:
        """Ask the house in writing; question and answer come back as events."""

    async def answer_call(self, call: str, *, is_accepted: bool) -> None:
        """Take what rings, or refuse it."""

    async def end_call(self, call: str) -> None:
        """Hang up."""

    async def fix_transcript(self, message: BurstId, text: str) -> None:
        """Correct what was understood of a talk burst."""

    async def reach(self, **changes: object) -> Reach:
        """Change how this person is reached, by the fields of :class:`Reach`; return all of it."""

    async def speech_status(self) -> SpeechAnswer:
        """Return how writing down what is said stands."""

    async def configure_speech(self, **changes: object) -> SpeechAnswer:
        """Change that, by the fields of ``speech/configure``."""

    async def report(self, report: StreamReport) -> None:
        """Tell how a stream fares here."""

    async def clock_offset_s(self) -> float:
        """Return the hub's clock minus this computer's."""


class VoiceStanding(msgspec.Struct, frozen=True, kw_only=True):
    """The voice there is now, or why there is none."""

    voice: Voice | None = None
    reason: Literal["", "not_connected", "no_voice"] = "not_connected"


class VoiceSource(Protocol):
    """Opens a voice with every connection to the hub."""

    def subscribe(self, listener: Callable[[VoiceStanding], None]) -> Unsubscribe:
        """Tell the listener how it stands now, at once, and whenever that changes."""

    def set_area(self, area_id: str) -> None:
        """Say where this computer stands; empty is nowhere in particular."""
