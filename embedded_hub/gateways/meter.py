"""How much comes in a second, over the last minute. Pure; time is handed in."""

from collections import deque

WINDOW_S = 60.0
_STEP_S = 10.0


class Meter:
    """Counts, and forgets what is older than the window.

    Args:
        now_s: Monotonic time of its making.
    """

    def __init__(self, now_s: float) -> None:
        self._step_ends_s = now_s + _STEP_S
        self._count = 0
        self._steps: deque[int] = deque(maxlen=int(WINDOW_S / _STEP_S))

    def count(self, now_s: float, amount: int = 1) -> None:
        """Take note of something that came in."""
        if now_s >= self._step_ends_s:
            self._advance(now_s)
        self._count += amount

    def per_s(self, now_s: float) -> float:
        """Return the mean rate over the window, or over its life while that is shorter."""
        self._advance(now_s)
        running_s = now_s - (self._step_ends_s - _STEP_S)
        span_s = max(1.0, len(self._steps) * _STEP_S + running_s)
        return round((sum(self._steps) + self._count) / span_s, 2)

    def _advance(self, now_s: float) -> None:
        missed = int((now_s - self._step_ends_s) // _STEP_S) + 1
        if missed <= 0:
            return
        self._steps.append(self._count)
        self._count = 0
        self._steps.extend([0] * min(missed - 1, self._steps.maxlen or 0))
        self._step_ends_s += missed * _STEP_S
