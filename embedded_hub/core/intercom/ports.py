"""What the intercom needs from outside: ways to listeners, a place for bursts, engines."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import Protocol

import msgspec

from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import BurstId, Frame, StopReason, TalkGroupId
from embedded_hub.protocol.voice_events import VoiceEvent
from embedded_hub.voice.listener_queue import Degraded
from embedded_hub.voice.receipts import ReceiptState


class Parcel:
    """One voice message for many: what the first listener's way makes of it serves all."""

    __slots__ = ("frame_count", "framed", "message")

    def __init__(self, message: bytes, frame_count: int) -> None:
        self.message = message
        """As :mod:`embedded_hub.protocol.voice_frame` writes it."""
        self.frame_count = frame_count
        self.framed: bytes | None = None
        """The same with what a transport puts around it, once somebody has made that."""


class Ear(Protocol):
    """The way to one client that said ``voice/hello``. Nothing here waits or raises."""

    @property
    def is_clear(self) -> bool:
        """Whether what is handed over now leaves at once."""

    def hear(self, handler: int, parcel: Parcel) -> Degraded | None:
        """Send live sound before all states and notices; what is too old is left out.

        Args:
            handler: The stream's number.
            parcel: The same object for every listener of the stream.

        Returns:
            That this client is too slow for live sound, said once a stream.
        """

    def hear_all(self, parcel: Parcel) -> None:
        """Send recorded sound, of which nothing may be left out; only while ``is_clear``."""

    def forget(self, handler: int) -> None:
        """The stream of this handler is over; what waits of it still goes."""

    def tell(self, event: VoiceEvent) -> None:
        """Send one event."""


class BurstRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One talk burst as it is kept."""

    id: BurstId
    channel: TalkGroupId
    user_id: UserId
    user_name: str
    device_id: str
    area_id: str | None = None
    to: tuple[str, ...] = ()
    """Only these users and devices of the channel; all of them when empty."""
    started_at: float
    duration_ms: int
    frame_count: int
    byte_count: int
    priority: int = 0
    reason: StopReason = "released"
    text: str | None = None
    text_revision: int = 0
    answer: str | None = None
    """What the house said to it."""
    is_kept: bool = False
    peaks: bytes = b""
    """The shape of its sound: one byte a column, 255 is full scale."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody said about one talk burst."""

    burst_id: BurstId
    user_id: UserId
    state: ReceiptState
    at: float


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Which talk bursts somebody may know of: those they said, and those said to them."""

    user_id: UserId
    shared: frozenset[TalkGroupId]
    """Channels in which they may hear everything that is said to all."""
    own: frozenset[TalkGroupId]
    """Direct channels that reach them."""
    addresses: frozenset[str]
    """What they are called in ``to``: their user and their devices."""
    since: float = 0.0
    """Nothing from before this: what a family said before a guest came is not the guest's."""


class BurstQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which talk bursts to list, newest first."""

    reader: Reader
    channel: TalkGroupId | None = None
    partner: UserId | None = None
    """Both directions of the talk with this person, in place of a channel."""
    after: float | None = None
    before: float | None = None
    limit: int = 50
    is_unread_only: bool = False
    words: str | None = None
    """What the text must contain, in any case."""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has not heard in one channel."""

    count: int
    oldest_at: float


class BurstStore(Protocol):
    """Keeps talk bursts and what became of them."""

    async def keep(self, record: BurstRecord, frames: Sequence[Frame]) -> BurstRecord:
        """Keep a talk burst and return what is known of it now.

        Args:
            record: What is known so far.
            frames: Opus packets in the order spoken.

        Raises:
            StorageError: it could not be kept.
        """

    def grows(self, record: BurstRecord, frames: Sequence[Frame]) -> None:
        """Take what is being said, so that the end of the hub is not the end of it.

        Never waits and never raises; :meth:`keep` or :meth:`dropped` follows, if the hub lives.

        Args:
            record: What is known so far.
            frames: Those since the last time.
        """

    def dropped(self, burst_id: BurstId) -> None:
        """Forget what was taken of a talk burst that is not kept. Never waits, never raises."""

    async def get(self, burst_id: BurstId) -> BurstRecord | None:
        """Return a record, or ``None`` when there is none any more.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def frames(self, burst_id: BurstId) -> Sequence[Frame]:
        """Return what was said; empty when it is gone.

        Raises:
            StorageError: the file cannot be read now.
        """

    async def find(self, query: BurstQuery) -> Sequence[BurstRecord]:
        """Return the newest records a reader may know of.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def receipts(self, burst_ids: Sequence[BurstId]) -> Mapping[BurstId, Sequence[Receipt]]:
        """Return who heard what.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def add_receipts(self, receipts: Sequence[Receipt]) -> Sequence[Receipt]:
        """Note receipts and return those that said something new.

        Raises:
            StorageError: they could not be noted.
        """

    async def without_text(self, since: float, limit: int) -> Sequence[BurstRecord]:
        """Return what has a sound and no text yet, of what began after a time; oldest first.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def set_text(self, burst_id: BurstId, text: str) -> BurstRecord | None:
        """Set what was said as text; ``None`` when the talk burst is gone.

        Raises:
            StorageError: it could not be noted.
        """

    async def set_answer(self, burst_id: BurstId, answer: str) -> BurstRecord | None:
        """Set what the house said to it; ``None`` when the talk burst is gone.

        Raises:
            StorageError: it could not be noted.
        """

    async def delete(self, burst_id: BurstId) -> None:
        """Delete a talk burst for everybody.

        Raises:
            StorageError: it could not be deleted.
        """

    async def unread(self, reader: Reader) -> Mapping[TalkGroupId, Unread]:
        """Count what was said to a reader and not heard, by channel.

        Raises:
            StorageError: the store cannot be read now.
        """


class Partial(msgspec.Struct, frozen=True, kw_only=True):
    """A transcript while somebody speaks; the first ``stable_chars`` will not change."""

    text: str
    stable_chars: int


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """A transcript of a whole talk burst."""

    text: str
    language: str | None = None
    confidence: float | None = None


class Transcriber(Protocol):
    """An engine that writes down what is said; it runs in a process of its own."""

    @property
    def name(self) -> str:
        """What people see."""

    def transcribe(
        self, pcm: AsyncIterator[bytes], *, language: str | None
    ) -> AsyncGenerator[Partial | Transcript, None]:
        """Write down one talk burst.

        Args:
            pcm: 16 kHz mono PCM16, as it is spoken.
            language: What is probably spoken, ISO 639.

        Returns:
            Any number of partial texts and then one transcript.

        Raises:
            NotSupported: the engine or its model is not there, or not for this language.
            RequestError: it broke down; another try may have more luck.
        """


class Announcer(Protocol):
    """An engine that says a text."""

    async def speak(self, text: str, *, language: str | None, voice: str | None) -> bytes:
        """Return the text as 16 kHz mono PCM16.

        Raises:
            NotSupported: it does not have this language or voice.
        """
