"""The jitter buffer: frames come when they like, and leave when a player asks.

::

    state       a pull finds                            answer, next state
    BUFFERING   nothing                                 Waiting
                a frame younger than the target         Waiting
                a frame that waited for the target      Play, PLAYING
    PLAYING     the next frame                          Play at some speed, or Silence
                a hole, and frames behind it            Concealed, or skip
                nothing, the end is known               Ended, ENDED
                nothing                                 Concealed; after 500 ms BUFFERING

Running dry holds the playhead: over TCP a late frame is not lost, so its place is kept, 20 ms of
filler are played, and the delay grows by them. Filler that turns out to have stood in for a lost
frame, or for a pause, is counted as that and costs no delay.

Too much delay is taken back by playing faster (:mod:`embedded_hub.voice.pacer`), by leaving out
frames of silence meanwhile, and beyond one second by skipping the oldest frames, which is marked;
too little is made up by playing slower and repeating silence. The end flag lets the rest drain
without a fault. A late joiner's buffer (``catch_up``) leaves nothing out, one that replays
(``steady``) keeps its speed too.

Mumble's buffer only grows in continuous talk (issue 6354): taking back is as important as giving.
"""

from enum import Enum
from typing import Literal

import msgspec

from embedded_hub.model.voice import FRAME_S, Frame, FrameFlag
from embedded_hub.voice.lateness import MIN_TARGET_S, Lateness
from embedded_hub.voice.pacer import Pacer
from embedded_hub.voice.playout import (
    ENDED,
    SILENCE,
    WAITING,
    Concealed,
    ConcealmentKind,
    Play,
    Playout,
    PlayoutStatistics,
)
from embedded_hub.voice.stream import Arrival, StreamOrder

MAX_BEHIND_S = 1.0
PLC_FRAMES = 2
"""Frames a decoder can guess before it sounds like a machine."""
MAX_FILL = 25
"""500 ms of filler: after that the stream begins anew when it comes back."""
MAX_PAUSE_S = 1.0
"""A talker's pause is shortened to this; also what a lying clock can cost."""
_PUNCTUAL_S = 0.001
"""A player asks every few milliseconds: this much before its time a frame may begin."""
_MAX_WAITING = 150
_MAX_WAITING_ALL = 4000
"""A whole burst of 60 s with its pre-roll, and some: 250 KB of Opus."""


class JitterOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a stream is to be played."""

    pace: Literal["live", "catch_up", "steady"] = "live"
    target_s: float = MIN_TARGET_S
    """The delay to begin with: the last good one for this peer."""
    speed: float = 1.0
    """For ``steady``: how fast, 0.8 to 2."""


class _State(Enum):
    BUFFERING = "buffering"
    PLAYING = "playing"
    ENDED = "ended"


class _Held(msgspec.Struct, frozen=True):
    frame: Frame
    time_s: float


class _Counts(msgspec.Struct, kw_only=True):
    played: int = 0
    concealed: int = 0
    skipped: int = 0
    trimmed: int = 0
    stalled: int = 0
    underruns: int = 0
    late: int = 0


class JitterBuffer:
    """The frames of one talk burst between the network and one player."""

    def __init__(self, options: JitterOptions | None = None) -> None:
        self._options = options or JitterOptions()
        self._order = StreamOrder()
        self._lateness = Lateness(self._options.target_s)
        self._pacer = Pacer()
        self._counts = _Counts()
        self._state = _State.BUFFERING
        self._held: dict[int, _Held] = {}
        self._next = 0
        self._is_begun = False
        self._last: int | None = None
        self._due_s: float | None = None
        self._delay_s = 0.0
        self._filled = 0
        self._run = 0
        self._skipped_before = 0

    @property
    def target_s(self) -> float:
        """The delay aimed for; worth remembering for this peer's next burst."""
        return self._lateness.target_s

    @property
    def waiting_count(self) -> int:
        """Frames that wait to be played."""
        return len(self._held)

    def statistics(self) -> PlayoutStatistics:
        """How the stream fared so far."""
        return PlayoutStatistics(
            received=self._order.count,
            duplicates=self._order.duplicate_count,
            foreign=self._order.foreign_count,
            buffer_ms=self._delay_s * 1000,
            target_ms=self.target_s * 1000,
            jitter_ms=self._lateness.p95_s * 1000,
            **msgspec.structs.asdict(self._counts),
        )

    def push(self, frame: Frame, now_s: float) -> None:
        """Take a frame as it arrives; those of a bundle one after the other."""
        placed = self._order.place(frame)
        if placed.arrival in (Arrival.DUPLICATE, Arrival.FOREIGN):
            return
        if frame.is_last:
            self._last = placed.index if frame.payload else placed.index - 1
        if not frame.payload:
            return
        if not self._is_begun:
            self._next = min(self._held, default=placed.index)
            self._next = min(self._next, placed.index)
        if placed.index < self._next or self._is_past(placed.index):
            self._counts.late += 1
            return
        is_timed = not frame.flags & FrameFlag.BUNDLE
        self._lateness.add(placed.time_s, now_s, is_timed=is_timed)
        self._held[placed.index] = _Held(frame, placed.time_s)
        if len(self._held) > self._most():
            self._skip_to(min(self._held) + 1)

    def finish(self) -> None:
        """Note that nothing more will come, when no frame said so."""
        if self._last is None:
            self._last = max(self._held, default=self._next - 1)

    def pull(self, now_s: float) -> Playout:
        """Say what the player's next 20 ms are.

        A player at a speed above 1 asks more often than every 20 ms, and one below less.
        """
        if self._state is _State.BUFFERING and self._begins(now_s):
            self._state = _State.PLAYING
        while self._state is _State.PLAYING:
            answer = self._step(now_s)
            if answer is not None:
                return answer
        return ENDED if self._state is _State.ENDED else WAITING

    def _is_past(self, index: int) -> bool:
        return self._last is not None and index > self._last

    def _begins(self, now_s: float) -> bool:
        if not self._held:
            if self._last is not None:
                self._end()
            return False
        first = min(self._held)
        self._note_delay(self._held[first].time_s, now_s)
        if self._delay_s < self.target_s - _PUNCTUAL_S and self._last is None:
            return False
        self._skip_to(first)
        self._run = self._filled = 0
        self._is_begun = True
        return True

    def _step(self, now_s: float) -> Playout | None:
        """Move the playhead by one place; None when that takes no time to play."""
        if self._last is not None and self._next > self._last:
            self._end()
            return None
        held = self._held.get(self._next)
        if held is not None:
            return self._turn(held, now_s)
        following = min((index for index in self._held if index > self._next), default=None)
        if following is None:
            return self._fill(now_s)
        return self._bridge(following, now_s)

    def _turn(self, held: _Held, now_s: float) -> Playout | None:
        """The next frame is here."""
        self._note_delay(held.time_s, now_s)
        if self._options.pace == "live" and self._delay_s > MAX_BEHIND_S:
            self._skip_to(self._next + 1)
            return None
        if self._pause_left(held) > 0:
            return self._pause()
        if self._options.pace == "steady":
            return self._play(held, self._options.speed)
        speed = self._pacer.speed(self._delay_s - self.target_s)
        if held.frame.is_silence and self._options.pace == "live":
            if speed > 1 and self._next + 1 in self._held:
                self._counts.trimmed += 1
                self._consume(held)
                return None
            if speed < 1:
                return SILENCE
        return self._play(held, speed)

    def _play(self, held: _Held, speed: float) -> Play:
        skipped, self._skipped_before = self._skipped_before, 0
        self._counts.played += 1
        self._filled = self._run = 0
        self._consume(held)
        return Play(frame=held.frame, speed=speed, skipped=skipped)

    def _pause_left(self, held: _Held) -> int:
        if self._due_s is None:
            return 0
        left_s = held.time_s - self._due_s
        if left_s > MAX_PAUSE_S:
            self._due_s = held.time_s - MAX_PAUSE_S
            left_s = MAX_PAUSE_S
        return round(left_s / FRAME_S)

    def _pause(self) -> Playout | None:
        """The talker paused: the clock went on and the sequence did not."""
        self._due_s = (self._due_s or 0.0) + FRAME_S
        if self._filled:
            self._filled -= 1
            return None
        is_behind = self._delay_s > self.target_s + FRAME_S
        return None if is_behind and self._options.pace != "steady" else SILENCE

    def _bridge(self, following: int, now_s: float) -> Playout | None:
        """The next frame is missing and later ones are here."""
        after = self._held[following]
        self._note_delay(after.time_s - (following - self._next) * FRAME_S, now_s)
        if self._filled:
            self._filled -= 1
            self._counts.stalled -= 1
            self._counts.concealed += 1
            self._consume(None)
            return None
        too_many = int((self._delay_s - self.target_s) / FRAME_S)
        if too_many > 0 and (self._run > PLC_FRAMES or self._delay_s > MAX_BEHIND_S):
            self._skip_to(min(self._next + too_many, following))
            return None
        self._counts.concealed += 1
        has_copy = following == self._next + 1 and after.frame.flags & FrameFlag.FEC
        self._consume(None)
        return self._conceal(after.frame if has_copy else None)

    def _fill(self, now_s: float) -> Playout | None:
        """Nothing is here: hold the place and bridge the time."""
        if not self._filled and self._last is None:
            self._counts.underruns += 1
            self._lateness.ran_dry(now_s)
        if self._filled == MAX_FILL:
            self._state = _State.BUFFERING
            if self._last is not None:
                self._end()
            return None
        self._filled += 1
        self._counts.stalled += 1
        return self._conceal(None)

    def _conceal(self, following: Frame | None) -> Concealed:
        self._run += 1
        kind: ConcealmentKind = "noise"
        if following is not None:
            kind = "fec"
        elif self._run <= PLC_FRAMES:
            kind = "plc"
        elif self._run == PLC_FRAMES + 1:
            kind = "fade"
        return Concealed(kind=kind, following=following)

    def _consume(self, held: _Held | None) -> None:
        """Go on to the next place."""
        if held is not None:
            del self._held[self._next]
            self._due_s = held.time_s + FRAME_S
        elif self._due_s is not None:
            self._due_s += FRAME_S
        self._next += 1

    def _skip_to(self, index: int) -> None:
        if index > self._next:
            for passed in [held for held in self._held if held < index]:
                del self._held[passed]
            self._counts.skipped += index - self._next
            self._skipped_before += index - self._next
            self._next = index
            self._due_s = None

    def _end(self) -> None:
        if self._last is not None:
            self._counts.skipped += max(0, self._last + 1 - self._next)
        self._held.clear()
        self._state = _State.ENDED

    def _note_delay(self, time_s: float, now_s: float) -> None:
        self._delay_s = now_s - self._lateness.base_s - time_s

    def _most(self) -> int:
        return _MAX_WAITING if self._options.pace == "live" else _MAX_WAITING_ALL
