"""A bound on how much one gateway may report, so that a mad one cannot slow its neighbours."""

RATE_PER_S = 2000.0
"""Sustained. A busy home of 3,000 entities makes tens a second; every one costs all sessions."""
BURST = 4000.0


class FloodGauge:
    """A token bucket over reports; pure, time is handed in.

    Args:
        now_s: Monotonic time of its making; it starts full.
    """

    def __init__(self, now_s: float) -> None:
        self._tokens = BURST
        self._filled_at_s = now_s

    def admits(self, now_s: float) -> bool:
        """Say whether one more report may pass now, and count it if so."""
        self._tokens = min(BURST, self._tokens + (now_s - self._filled_at_s) * RATE_PER_S)
        self._filled_at_s = now_s
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
