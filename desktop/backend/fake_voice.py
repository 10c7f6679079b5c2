"""The voice of a home in memory: grants every floor, keeps what is written, and can be spoken to.

Deterministic like the rest of the fake home: nothing happens unless asked.
"""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from desktop.backend import fake_talk
from desktop.backend.listeners import Listeners, Unsubscribe
from desktop.backend.voice import (
    Entry,
    FrameListener,
    Page,
    Reach,
    StreamReport,
    VoiceNews,
    VoiceStanding,
)
from embedded_hub.errors import HomewireError, NotFound
from embedded_hub.model.voice import BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.message_events import TextGone, TextMessage, TextReceipt
from embedded_hub.protocol.speech_answers import SpeechAnswer, SpeechInfo
from embedded_hub.protocol.voice_answers import (
    ChannelEntry,
    Picture,
    PlayAnswer,
    TalkAnswer,
    UnreadCount,
)
from embedded_hub.protocol.voice_events import (
    MessageGone,
    ReceiptChanged,
    ReceiptState,
    StreamStart,
    Talking,
)

ME = "anna"
PAGE_SIZE = 40
_MINUTE_S = 60.0


class FakeVoice:
    """Passes the same contract test as the real one.

    Args:
        utc_s: What time it is in this home.
        is_busy: Somebody speaks already, as in the gallery.
    """

    can_write = True
    round_trip_s: float | None = None
    speech = SpeechInfo(transcripts=True, reason=None, house=True, house_voice=True)

    def __init__(self, utc_s: Callable[[], float], *, is_busy: bool = False) -> None:
        self._utc_s = utc_s
        self._listeners: Listeners[[VoiceNews]] = Listeners()
        self._hearers: Listeners[[StreamStart, Sequence[Frame]]] = Listeners()
        self._reach = Reach()
        self._speech = SpeechAnswer(
            transcripts=True, reason=None, engine="whisper", engines=("whisper",), can_choose=True
        )
        self._numbers = 100
        self.entries: list[Entry] = fake_talk.entries(utc_s())
        self.answer: TalkAnswer | None = None
        """What the next ones who ask for the floor are told; ``None`` grants it."""
        self.refusal: HomewireError | None = None
        """What the next ones who write are told; ``None`` takes it."""
        self.sent: list[Frame] = []
        self.handlers: list[int] = []
        """The numbers on what was sent."""
        self.reports: list[StreamReport] = []
        self.told: list[str] = []
        """What was asked of it, in order."""
        now = utc_s()
        self.text_unread = {TalkGroupId("all"): 0}
        self.picture = Picture(
            channels=tuple(one.channel for one in fake_talk.channels()),
            active=(fake_talk.speaking(now),) if is_busy else (),
            floors=(fake_talk.floor(now),) if is_busy else (),
            unread={TalkGroupId("all"): UnreadCount(count=2, oldest=now - 12 * _MINUTE_S)},
            presence=fake_talk.presence(),
        )

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        """Tell the listener what happens from now on."""
        return self._listeners.add(listener)

    def hear(self, listener: FrameListener) -> Unsubscribe:
        """Give the listener the frames of every stream."""
        return self._hearers.add(listener)

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        """Grant the floor, unless told otherwise."""
        self.told.append(f"talk {channel} {preroll_ms}{' queue' * wants_queue}")
        return self._grant(handler)

    async def _grant(self, handler: int) -> TalkAnswer:
        self._numbers += 1
        return self.answer or TalkAnswer(
            granted=True, stream=StreamId(self._numbers), handler=handler, max_s=60.0, listeners=3
        )

    def send(self, handler: int, frames: Sequence[Frame]) -> None:
        """Keep the sound."""
        self.handlers.append(handler)
        self.sent += frames

    async def release(
        self, stream: StreamId, *, frame_count: int, clock_end: int, is_cancelled: bool
    ) -> None:
        """Note that a talk is over."""
        how = " cancelled" if is_cancelled else f" {frame_count} {clock_end}"
        self.told.append(f"release {stream}{how}")

    async def leave(self, channel: TalkGroupId) -> None:
        """Note that nobody waits any more."""
        self.told.append(f"leave {channel}")

    async def channels(self) -> Sequence[ChannelEntry]:
        """Return whom one can talk to."""
        return fake_talk.channels()

    async def page(
        self, channel: TalkGroupId | None, *, before: str | None = None, words: str = ""
    ) -> Page:
        """Return a conversation."""
        found = [one for one in self.entries if channel in (None, one.channel)]
        if before is not None:
            found = found[: [one.message for one in found].index(before)]
        if words:
            found = [one for one in found if words.casefold() in (one.text or "").casefold()]
        is_more = len(found) > PAGE_SIZE
        found = found[-PAGE_SIZE:]
        return Page(entries=tuple(found), older=found[0].message if is_more else None)

    async def missed(self, channel: TalkGroupId) -> Sequence[Entry]:
        """Return what was neither heard nor read."""
        return [one for one in self.entries if one.channel == channel and not _is_known(one)]

    async def play(self, message: BurstId, *, from_ms: int, speed: float) -> PlayAnswer:
        """Begin a replay; a test lets its frames come."""
        entry = self._entry(message)
        self._numbers += 1
        stream = StreamId(self._numbers)
        self.told.append(f"play {message} {from_ms} {speed:g}")
        start = fake_talk.speaking(entry.at)
        self.tell(
            msgspec.structs.replace(
                start, stream=stream, message=message, channel=entry.channel, replay=True
            )
        )
        return PlayAnswer(stream=stream, handler=start.handler)

    async def stop_play(self, stream: StreamId, at_ms: int) -> None:
        """Note that a replay is over."""
        self.told.append(f"stop {stream} {at_ms}")

    async def acknowledge(self, entry: Entry, state: ReceiptState) -> None:
        """Note what was done, and tell it back."""
        now = self._utc_s()
        self.told.append(f"{state} {entry.message}")
        if state == "deleted":
            self.entries = [one for one in self.entries if one.message != entry.message]
            is_text = isinstance(entry, TextMessage)
            gone = BurstId(entry.message)
            self.tell(TextGone(message=gone) if is_text else MessageGone(message=gone))
        elif isinstance(entry, TextMessage):
            self.tell(TextReceipt(message=entry.message, user=ME, state=state, at=now))
        else:
            self.tell(ReceiptChanged(message=entry.message, user=ME, state=state, at=now))

    async def heard(self, message: BurstId) -> None:
        """Note what was heard, and tell it back."""
        self.told.append(f"heard {message}")
        self.tell(ReceiptChanged(message=message, user=ME, state="heard", at=self._utc_s()))

    async def write(self, channel: TalkGroupId, text: str, nonce: str, reply_to: str = "") -> None:
        """Keep what was written, and tell it back."""
        if self.refusal is not None:
            raise self.refusal
        self._numbers += 1
        written = TextMessage(
            message=f"t{self._numbers}",
            channel=channel,
            conversation=channel,
            writer=Talking(user=ME, name="Anna", device="desk"),
            at=self._utc_s(),
            text=text,
            reply_to=reply_to or None,
            is_read=True,
            nonce=nonce,
        )
        self.entries.append(written)
        self.tell(written)

    async def ask_house(self, text: str, nonce: str) -> None:
        """Note a question."""
        self.told.append(f"ask {text}{'' if nonce else ' without nonce'}")

    async def answer_call(self, call: str, *, is_accepted: bool) -> None:
        """Note an answer."""
        self.told.append(f"{'take' if is_accepted else 'refuse'} {call}")

    async def end_call(self, call: str) -> None:
        """Note the end of a call."""
        self.told.append(f"end {call}")

    async def fix_transcript(self, message: BurstId, text: str) -> None:
        """Note a correction."""
        self.told.append(f"fix {message} {text}")

    async def reach(self, **changes: object) -> Reach:
        """Keep how the person is reached."""
        self._reach = msgspec.structs.replace(self._reach, **changes)
        return self._reach

    async def speech_status(self) -> SpeechAnswer:
        """Return how writing down what is said stands."""
        return self._speech

    async def configure_speech(self, **changes: object) -> SpeechAnswer:
        """Keep what was changed."""
        self.told.append(f"speech {changes}")
        known = {name: one for name, one in changes.items() if name != "engine"}
        self._speech = msgspec.structs.replace(self._speech, **known)
        return self._speech

    async def report(self, report: StreamReport) -> None:
        """Keep a report."""
        self.reports.append(report)

    async def clock_offset_s(self) -> float:
        """Return that both clocks are one."""
        return 0.0

    # What a test or a design session makes happen

    def tell(self, event: VoiceNews) -> None:
        """Let something happen."""
        self._listeners.tell(event)

    def speak(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        """Let frames of a stream come."""
        self._hearers.tell(start, frames)

    def _entry(self, message: BurstId) -> Entry:
        for entry in self.entries:
            if entry.message == message:
                return entry
        raise NotFound("there is no such message")


def _is_known(entry: Entry) -> bool:
    return entry.is_read if isinstance(entry, TextMessage) else entry.is_heard


class FakeVoiceSource:
    """Has one voice, until told otherwise."""

    def __init__(self, voice: FakeVoice) -> None:
        self.area_id = ""
        self._listeners: Listeners[[VoiceStanding]] = Listeners()
        self._standing = VoiceStanding(voice=voice, reason="")

    def subscribe(self, listener: Callable[[VoiceStanding], None]) -> Unsubscribe:
        """Tell the listener how it stands now, and whenever that changes."""
        stop = self._listeners.add(listener)
        listener(self._standing)
        return stop

    def set_area(self, area_id: str) -> None:
        """Note where this computer stands."""
        self.area_id = area_id

    def stand(self, standing: VoiceStanding) -> None:
        """Let the voice come or go."""
        self._standing = standing
        self._listeners.tell(standing)
