"""When a gateway's connection is tried again."""

from collections.abc import Callable

from embedded_hub.core.backoff import full_jitter_s

HELD_S = 30.0
"""A connection that lasted this long was a good one: the next failure starts a new row. Shorter
ones do not, or a peer that accepts and hangs up would be dialled every second for ever."""


class Backoff:
    """Counts failures in a row and draws the wait after each: full jitter, doubling to a cap.

    Args:
        draw: Gives a random number in ``[0, 1)`` at each call.
        first_s: Longest first wait.
        cap_s: Longest wait ever.
    """

    def __init__(
        self, draw: Callable[[], float], *, first_s: float = 1.0, cap_s: float = 60.0
    ) -> None:
        self._draw = draw
        self._first_s = first_s
        self._cap_s = cap_s
        self._failures = 0

    def failed(self, held_s: float) -> float:
        """Return how long to wait after a failure.

        Args:
            held_s: How long the connection had been up; 0 when it never came up.
        """
        if held_s >= HELD_S:
            self._failures = 0
        wait_s = full_jitter_s(
            self._failures, self._draw(), first_s=self._first_s, cap_s=self._cap_s
        )
        self._failures += 1
        return wait_s

    def reset(self) -> None:
        """Start over, because a person asked for a try now."""
        self._failures = 0
