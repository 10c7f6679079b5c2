"""The order of a stream's frames: numbers that wrap, holes, repeats and late comers.

A sequence of 16 bits wraps after 22 minutes and a clock of 32 after a day. Inside, both are
*unwrapped* to numbers that only grow: of all values with the same low bits the one nearest to
what came last is meant, which is right as long as nothing strays by half the range.
"""

from enum import Enum

import msgspec

from embedded_hub.model.voice import (
    CLOCK_BITS,
    CLOCK_HZ,
    FRAME_SAMPLES,
    SEQUENCE_BITS,
    Frame,
    FrameFlag,
)

MAX_LEAP = 250
"""A hole of more frames than this (5 s) is no loss but a liar or another stream."""
_AGREEING = 3
_SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1
_CLOCK_MASK = (1 << CLOCK_BITS) - 1


def unwrap(value: int, near: int, bits: int) -> int:
    """Return the number closest to ``near`` whose low bits are ``value``."""
    half = 1 << (bits - 1)
    return near + ((value - near + half) & ((1 << bits) - 1)) - half


class FrameStamper:
    """Numbers one talk burst's packets as they are captured.

    Args:
        clock: The capture clock at the first packet, in samples.
    """

    def __init__(self, clock: int = 0) -> None:
        self._sequence = 0
        self._clock = clock
        self._pending = FrameFlag.FIRST
        self.count = 0
        """Frames stamped, the end without sound not among them."""

    @property
    def clock_end(self) -> int:
        """The clock after the last packet."""
        return self._clock & _CLOCK_MASK

    def stamp(self, payload: bytes, flags: FrameFlag = FrameFlag.NONE) -> Frame:
        """Give the next 20 ms its numbers."""
        frame = Frame(
            sequence=self._sequence & _SEQUENCE_MASK,
            clock=self._clock & _CLOCK_MASK,
            payload=payload,
            flags=flags | self._pending,
        )
        self._pending = FrameFlag.NONE
        self._sequence += 1
        self._clock += FRAME_SAMPLES
        self.count += bool(payload)
        return frame

    def end(self) -> Frame:
        """Make the end of the stream for when no sound is left to carry it."""
        return self.stamp(b"", FrameFlag.LAST)

    def pause(self, frames: int = 1) -> None:
        """Leave out silence: the clock goes on, the sequence does not."""
        self._clock += frames * FRAME_SAMPLES

    def lose(self, frames: int = 1) -> None:
        """Leave out sound that should have been there: a hole the next frame confesses."""
        self._sequence += frames
        self._clock += frames * FRAME_SAMPLES
        self._pending |= FrameFlag.GAP


class Arrival(Enum):
    """What a frame is, seen from those before it."""

    NEXT = "next"
    """The one that was expected."""
    AHEAD = "ahead"
    """Some are missing before it, for now or for good."""
    BEHIND = "behind"
    """One of the missing."""
    DUPLICATE = "duplicate"
    """Here already."""
    FOREIGN = "foreign"
    """So far off that it cannot belong here."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A frame's place in its stream."""

    arrival: Arrival
    index: int
    """The sequence, unwrapped."""
    time_s: float
    """The capture clock, unwrapped; only differences mean something."""


class StreamOrder:
    """Puts the frames of one stream into places; the first one sets the origin.

    A leap beyond :data:`MAX_LEAP` is believed when the frame confesses a gap, or when three
    frames in a row agree on it: a listener cut off for a while must find back.
    """

    def __init__(self) -> None:
        self._oldest = 0
        self._newest: int | None = None
        self._clock = 0
        self._missing: set[int] = set()
        self._strays = 0
        self._stray: int | None = None
        self.count = 0
        """Frames accepted."""
        self.duplicate_count = 0
        self.foreign_count = 0

    def place(self, frame: Frame) -> Placed:
        """Say where a frame belongs, and count it."""
        if self._newest is None:
            self._oldest = self._newest = frame.sequence
            self._clock = frame.clock
            return self._accept(Arrival.NEXT, frame.sequence, frame.clock)
        index = unwrap(frame.sequence, self._newest, SEQUENCE_BITS)
        clock = unwrap(frame.clock, self._clock, CLOCK_BITS)
        if not self._is_credible(index, self._newest, frame):
            self.foreign_count += 1
            return _placed(Arrival.FOREIGN, index, clock)
        if index > self._newest:
            step = index - self._newest
            self._missing.update(range(max(self._newest + 1, index - MAX_LEAP), index))
            self._missing = {one for one in self._missing if one >= index - MAX_LEAP}
            self._newest, self._clock = index, clock
            return self._accept(Arrival.NEXT if step == 1 else Arrival.AHEAD, index, clock)
        if index < self._oldest:
            self._missing.update(range(index + 1, self._oldest))
            self._oldest = index
            return self._accept(Arrival.BEHIND, index, clock)
        if index in self._missing:
            self._missing.remove(index)
            return self._accept(Arrival.BEHIND, index, clock)
        self.duplicate_count += 1
        return _placed(Arrival.DUPLICATE, index, clock)

    def _is_credible(self, index: int, newest: int, frame: Frame) -> bool:
        is_confessed = bool(frame.flags & FrameFlag.GAP) and index > newest
        if abs(index - newest) <= MAX_LEAP or is_confessed:
            self._strays, self._stray = 0, None
            return True
        self._strays = self._strays + 1 if index - 1 == self._stray else 1
        self._stray = index
        return self._strays >= _AGREEING and index > newest

    def _accept(self, arrival: Arrival, index: int, clock: int) -> Placed:
        self.count += 1
        return _placed(arrival, index, clock)


def _placed(arrival: Arrival, index: int, clock: int) -> Placed:
    return Placed(arrival=arrival, index=index, time_s=clock / CLOCK_HZ)
