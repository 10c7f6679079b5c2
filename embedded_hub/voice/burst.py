"""A talk burst that is over, and the shape of its sound."""

import msgspec

from embedded_hub.model.voice import (
    FRAME_MS,
    BurstId,
    StopReason,
    TalkerId,
    TalkGroupId,
    TalkPriority,
)

MAX_PEAKS = 96
"""Columns of a waveform: as many as a phone's message bubble can show."""
FULL_SCALE = 32_768


class Burst(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a stored talk burst; its sound lies elsewhere."""

    burst_id: BurstId
    group: TalkGroupId
    talker: TalkerId
    started_at: float
    """Seconds UTC."""
    duration_ms: int
    frame_count: int
    byte_count: int
    priority: TalkPriority = TalkPriority.ROUTINE
    reason: StopReason = "released"
    peaks: bytes = b""
    """One byte a column, 255 is full scale; empty when nobody decoded it."""


class Waveform:
    """The peaks of a burst, in a bounded number of columns however long it gets.

    When the columns are full, each pair becomes one: the louder of both. So memory is constant
    and the length need not be known beforehand.

    Args:
        columns: At most so many; even.
    """

    def __init__(self, columns: int = MAX_PEAKS) -> None:
        self._columns = columns
        self._peaks: list[int] = []
        self._frames_per_column = 1
        self._frames_in_last = 0
        self.frame_count = 0

    def add(self, peak: int) -> None:
        """Note the largest absolute sample, 0 to 32768, of the next 20 ms."""
        self.frame_count += 1
        if self._peaks and self._frames_in_last < self._frames_per_column:
            self._peaks[-1] = max(self._peaks[-1], peak)
            self._frames_in_last += 1
            return
        if len(self._peaks) == self._columns:
            pairs = zip(self._peaks[::2], self._peaks[1::2], strict=True)
            self._peaks = [max(pair) for pair in pairs]
            self._frames_per_column *= 2
        self._peaks.append(peak)
        self._frames_in_last = 1

    @property
    def peaks(self) -> bytes:
        """One byte a column, 255 is full scale."""
        return bytes(min(255, peak * 256 // FULL_SCALE) for peak in self._peaks)

    @property
    def duration_ms(self) -> int:
        """How long the burst is so far."""
        return self.frame_count * FRAME_MS
