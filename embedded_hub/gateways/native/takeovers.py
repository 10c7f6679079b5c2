"""Tells a gateway that lost its connection from two that share one identity. Pure.

A gateway whose old connection is half open takes its own place over now and then. Two clones with
one token do it to each other without end; the hub then stays with the one it has for a while, so
that one of them works, and says so.
"""

from collections import deque

MAX_A_MINUTE = 3
WINDOW_S = 60.0
HOLD_S = 60.0


class Takeovers:
    """Counts how often a new connection took the place of a living one."""

    def __init__(self) -> None:
        self._times_s: deque[float] = deque()
        self._held_until_s: float | None = None

    def admits(self, now_s: float) -> bool:
        """Say whether a new connection may take the place of the living one, and count it."""
        if self.is_held(now_s):
            return False
        while self._times_s and now_s - self._times_s[0] >= WINDOW_S:
            self._times_s.popleft()
        if len(self._times_s) >= MAX_A_MINUTE:
            self._held_until_s = now_s + HOLD_S
            self._times_s.clear()
            return False
        self._times_s.append(now_s)
        return True

    def is_held(self, now_s: float) -> bool:
        """Whether newcomers are turned away at present."""
        return self._held_until_s is not None and now_s < self._held_until_s

    def retry_s(self, now_s: float) -> int:
        """Return the seconds after which a newcomer may try again."""
        return max(1, round((self._held_until_s or now_s) - now_s))
