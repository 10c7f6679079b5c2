"""What waits to be sent to one listener of one stream: little, and the newest.

::

    state    put                                          take
    LIVE     queued; when full the oldest goes,           the oldest, marked where some
             and the next one taken is marked             before it went
             third overflow in 10 s, or 1 s behind: AFTER
    AFTER    counted                                      nothing

A slow listener must cost the others nothing, and old speech is worth less than new. One that
cannot keep up at all is switched to *after*: it gets nothing more now and the whole burst from
the store once it is over, so nothing is lost, only late. One stretch of overflowing, until the
writer takes something again, is one overflow however many frames it costs.

Messages are encoded once and shared by all listeners; only a marked one becomes a copy.
"""

from collections import deque
from typing import Literal

import msgspec

from embedded_hub.model.voice import FRAME_S

MAX_FRAMES = 15
"""300 ms: a Wi-Fi retry fits, and what is older would be played at 1.15 anyway."""
MAX_OVERFLOWS = 3
OVERFLOW_WINDOW_S = 10.0
MAX_BEHIND_FRAMES = round(1.0 / FRAME_S)


class Degraded(msgspec.Struct, frozen=True, kw_only=True):
    """The listener is switched to after; said once."""

    reason: Literal["overflows", "behind"]
    dropped: int
    """Frames it missed so far; what is still queued included."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One message to send."""

    message: bytes
    has_gap: bool
    """Frames before it were dropped for this listener: mark the message."""


class ListenerQueue:
    """One listener's share of one stream."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[bytes, int]] = deque()
        self._waiting_frames = 0
        self._has_gap = False
        self._missed_since_take = 0
        self._overflowed_s: deque[float] = deque(maxlen=MAX_OVERFLOWS)
        self.is_live = True
        """False once the listener gets the burst afterwards."""
        self.sent_count = 0
        """Frames handed to the writer."""
        self.dropped_count = 0
        """Frames dropped while live; afterwards all the others."""

    def __len__(self) -> int:
        return self._waiting_frames

    def put(self, message: bytes, now_s: float, frames: int = 1) -> Degraded | None:
        """Queue an encoded message of so many frames; says when it was the last straw."""
        if not self.is_live:
            self.dropped_count += frames
            return None
        self._waiting.append((message, frames))
        self._waiting_frames += frames
        # A bundle, such as a pre-roll, may be longer than the queue; alone it always fits.
        while self._waiting_frames > MAX_FRAMES and len(self._waiting) > 1:
            self._drop_oldest(now_s)
        return self._judged()

    def take(self) -> Taken | None:
        """Hand out the next message, or None when there is none."""
        if not self._waiting:
            return None
        message, frames = self._waiting.popleft()
        self._waiting_frames -= frames
        self._missed_since_take = 0
        self.sent_count += frames
        has_gap, self._has_gap = self._has_gap, False
        return Taken(message=message, has_gap=has_gap)

    def _drop_oldest(self, now_s: float) -> None:
        _, frames = self._waiting.popleft()
        self._waiting_frames -= frames
        self.dropped_count += frames
        self._has_gap = True
        if not self._missed_since_take:
            self._overflowed_s.append(now_s)
        self._missed_since_take += frames

    def _judged(self) -> Degraded | None:
        overflowed_s = self._overflowed_s
        behind = self._missed_since_take + self._waiting_frames
        if self._missed_since_take and behind > MAX_BEHIND_FRAMES:
            return self._degrade("behind")
        if (
            len(overflowed_s) == MAX_OVERFLOWS
            and overflowed_s[-1] - overflowed_s[0] <= OVERFLOW_WINDOW_S
        ):
            return self._degrade("overflows")
        return None

    def _degrade(self, reason: Literal["overflows", "behind"]) -> Degraded:
        self.is_live = False
        self.dropped_count += self._waiting_frames
        self._waiting.clear()
        self._waiting_frames = 0
        return Degraded(reason=reason, dropped=self.dropped_count)
