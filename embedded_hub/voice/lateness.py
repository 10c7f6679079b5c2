"""How late frames come, and how long they should therefore wait.

A frame spoken at *t* arrives at *t + d*, with *d* = unknown clock offset + way + jitter. The
smallest *d* of the last three seconds is the *base*: the promptest frames. Lateness is what a
frame came after that, and the playout delay to aim for is the lateness of the 95th of 100 frames
and one frame more. Both clocks may drift by 100 ppm: 0.3 ms within the window, so nothing has to
correct for it.
"""

from collections import deque
from math import ceil

from embedded_hub.model.voice import FRAME_S

WINDOW_S = 3.0
MIN_TARGET_S = FRAME_S
MAX_TARGET_S = 10 * FRAME_S
SHRINK_EVERY_S = 0.5
HOLD_S = WINDOW_S
"""After running dry, the delay stays up as long as the cause would stay in the window."""
MAX_LATENESS_S = 5.0
"""Later or earlier than this is no jitter: a clock leapt, and the window begins anew."""
_FULL = 400
"""Samples kept at most: a burst of frames must not make every later one dear."""
_PERCENTILE = 0.95


class Lateness:
    """The sliding window of arrivals of one stream.

    Args:
        target_s: The playout delay to begin with: the last good one for this peer.
    """

    def __init__(self, target_s: float = MIN_TARGET_S) -> None:
        self._target_s = min(max(target_s, MIN_TARGET_S), MAX_TARGET_S)
        self._samples: deque[tuple[float, float, bool]] = deque(maxlen=_FULL)
        self._shrunk_s: float | None = None
        self._held_until_s = 0.0
        self.base_s = 0.0
        """Arrival time minus capture time of the promptest frame; zero before the first."""
        self.p95_s = 0.0

    @property
    def target_s(self) -> float:
        """How long the promptest frame should wait before it is played."""
        return self._target_s

    def add(self, time_s: float, now_s: float, *, is_timed: bool) -> None:
        """Note an arrival.

        Args:
            time_s: When it was spoken, on the talker's clock.
            now_s: When it came.
            is_timed: False for a frame out of a bundle, which came late by design: it may show
                that the way is shorter than thought, and never that it is longer.
        """
        samples = self._samples
        if samples and abs(now_s - time_s - self.base_s) > MAX_LATENESS_S:
            samples.clear()
        samples.append((now_s, now_s - time_s, is_timed))
        while samples[0][0] < now_s - WINDOW_S:
            samples.popleft()
        self.base_s = min(sample[1] for sample in samples)
        timed = sorted(sample[1] for sample in samples if sample[2])
        if timed:
            self.p95_s = timed[ceil(len(timed) * _PERCENTILE) - 1] - self.base_s
        self._aim(now_s)

    def ran_dry(self, now_s: float) -> None:
        """Note that the target was too short."""
        self._target_s = min(self._target_s + FRAME_S, MAX_TARGET_S)
        self._held_until_s = now_s + HOLD_S

    def _aim(self, now_s: float) -> None:
        wanted_s = min(max(self.p95_s + FRAME_S, MIN_TARGET_S), MAX_TARGET_S)
        if self._shrunk_s is None:
            self._shrunk_s = now_s
        if wanted_s >= self._target_s:
            self._target_s = wanted_s
            self._shrunk_s = now_s
        elif now_s >= max(self._held_until_s, self._shrunk_s + SHRINK_EVERY_S):
            self._target_s = max(wanted_s, self._target_s - FRAME_S)
            self._shrunk_s = now_s
