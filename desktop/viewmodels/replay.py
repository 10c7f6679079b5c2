"""Talk bursts played again: one at a time, from anywhere, at any speed, missed ones in a row."""

from collections.abc import Callable, Sequence

import msgspec

from desktop.backend.voice import Voice, VoiceNews
from desktop.viewmodels.conversation_rows import Playing
from desktop.viewmodels.intercom import Intercom
from embedded_hub.errors import HomewireError
from embedded_hub.model.voice import FRAME_MS, BurstId, StreamId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop

SPEEDS = (0.8, 1.0, 1.25, 1.5, 2.0)
LEAST_SPEED, MOST_SPEED = SPEEDS[0], SPEEDS[-1]


class Burst(msgspec.Struct, frozen=True, kw_only=True):
    """What can be played."""

    message: BurstId
    duration_ms: int


class Replay:
    """Plays over one intercom.

    Args:
        intercom: Where sound comes from and goes to.
        on_change: Called with a message whenever its place in being played is different.
    """

    def __init__(self, intercom: Intercom, on_change: Callable[[str], None]) -> None:
        self._intercom = intercom
        self._on_change = on_change
        self._burst: Burst | None = None
        self._from_ms = 0.0
        self._stream: StreamId | None = None
        self._has_sounded = False
        self._has_all = False
        self._queue: list[Burst] = []
        self._unwanted: list[str] = []
        """Asked for and given up before they began."""
        self.speed = 1.0
        self.playing: dict[str, Playing] = {}
        """Where each message stands that was begun and not ended."""
        intercom.news.connect(self._told)
        intercom.ticked.connect(self._tick)
        intercom.stood.connect(self.forget)

    @property
    def message(self) -> str:
        """What is played now; empty is nothing."""
        return self._burst.message if self._burst is not None else ""

    @property
    def has_more(self) -> bool:
        """Whether others follow by themselves."""
        return bool(self._queue)

    def play(self, burst: Burst, from_ms: float | None = None) -> None:
        """Play a talk burst, from where it was left unless told."""
        self._halt(is_paused=True)
        left = self.playing.get(burst.message)
        if from_ms is None:
            from_ms = left.at_ms if left is not None else 0.0
        self._burst, self._from_ms = burst, from_ms
        self._has_sounded = self._has_all = False
        self._place(burst.message, Playing(at_ms=from_ms))
        voice = self._intercom.voice
        if voice is not None:
            self._intercom.ask(self._begin(voice, burst, from_ms))
            self._intercom.watch()

    def play_in_row(self, bursts: Sequence[Burst]) -> None:
        """Play one after another."""
        if bursts:
            self.stop()
            self._queue = list(bursts[1:])
            self.play(bursts[0], 0.0)

    def pause(self) -> None:
        """Halt, to go on from there."""
        self._queue.clear()
        self._halt(is_paused=True)

    def stop(self) -> None:
        """Halt, and begin anew next time."""
        self._queue.clear()
        self._halt(is_paused=False)

    def set_speed(self, speed: float) -> None:
        """Play faster or slower, from here on."""
        self.speed = max(LEAST_SPEED, min(MOST_SPEED, speed))
        burst = self._burst
        if burst is not None:
            self.play(burst)

    def forget(self) -> None:
        """The connection is another one: nothing of the old is played."""
        burst, self._burst, self._stream = self._burst, None, None
        self._queue.clear()
        self._unwanted.clear()
        if burst is not None:
            self._place(burst.message, None)

    async def _begin(self, voice: Voice, burst: Burst, from_ms: float) -> None:
        try:
            await voice.play(burst.message, from_ms=round(from_ms), speed=self.speed)
        except HomewireError:
            if self._burst is burst:
                self.stop()
            if burst.message in self._unwanted:
                self._unwanted.remove(burst.message)
            raise

    def _halt(self, *, is_paused: bool) -> None:
        burst, stream = self._burst, self._stream
        self._burst = self._stream = None
        if burst is None:
            return
        at_ms = self.playing.get(burst.message, Playing()).at_ms
        if stream is None:
            self._unwanted.append(burst.message)
        else:
            self._give_up(stream, at_ms)
        self._place(burst.message, Playing(at_ms=at_ms, is_paused=True) if is_paused else None)

    def _give_up(self, stream: StreamId, at_ms: float) -> None:
        self._intercom.session.silence([stream])
        voice = self._intercom.voice
        if voice is not None and not self._has_all:
            self._intercom.home.tasks.start(_stop(voice, stream, round(at_ms)), "end of replay")

    def _place(self, message: str, playing: Playing | None) -> None:
        if playing is None:
            self.playing.pop(message, None)
        else:
            self.playing[message] = playing
        self._on_change(message)

    def _told(self, event: VoiceNews) -> None:
        match event:
            case StreamStart(replay=True) if event.message in self._unwanted:
                self._unwanted.remove(event.message)
                self._give_up(event.stream, 0.0)
            case StreamStart(replay=True) if event.message == self.message:
                self._stream = event.stream
                self._intercom.session.speeds[event.stream] = self.speed
                self._listen(event)
            case StreamStop() if event.stream == self._stream:
                self._has_all = True
            case _:
                pass

    def _listen(self, start: StreamStart) -> None:
        if self._burst is not None:
            self._intercom.ears.begin(start, self._from_ms, self._burst.duration_ms)

    def _tick(self) -> None:
        burst, stream = self._burst, self._stream
        if burst is None or stream is None:
            return
        statistics = self._intercom.session.statistics(stream)
        if statistics is None:
            if self._has_sounded or self._has_all:
                self._ended()
            return
        self._has_sounded = True
        frames = statistics.played + statistics.skipped + statistics.trimmed
        at_ms = min(self._from_ms + frames * FRAME_MS, float(burst.duration_ms))
        self._place(burst.message, Playing(at_ms=at_ms))

    def _ended(self) -> None:
        burst, self._burst, self._stream = self._burst, None, None
        if burst is not None:
            self._place(burst.message, None)
        if self._queue:
            self.play(self._queue.pop(0), 0.0)


async def _stop(voice: Voice, stream: StreamId, at_ms: int) -> None:
    try:
        await voice.stop_play(stream, at_ms)
    except HomewireError:
        return  # it had ended by itself
