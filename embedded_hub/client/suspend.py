"""Noticing that the machine slept: pure, fed with both clocks.

The monotonic clock stands still during sleep on Linux and macOS and runs on under Windows; the
wall clock runs on everywhere. So whichever moved further than the tick tells of a gap. Somebody
setting the clock looks the same and costs one ping.
"""


class SuspendDetector:
    """Asked at each tick whether much more time than one tick has passed.

    Args:
        tick_s: How often it is asked.
    """

    def __init__(self, tick_s: float) -> None:
        self._limit_s = 2 * tick_s
        self._last: tuple[float, float] | None = None

    def has_slept(self, monotonic_s: float, utc_s: float) -> bool:
        """Say whether there was a gap since the last tick; the first tick never has one."""
        last, self._last = self._last, (monotonic_s, utc_s)
        if last is None:
            return False
        return max(monotonic_s - last[0], utc_s - last[1]) > self._limit_s
