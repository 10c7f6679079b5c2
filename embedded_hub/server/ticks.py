"""When changes leave: the first at once, those that follow at most once a tick. Pure.

A lone tap on a switch is on its way before the loop turns again; a hundred changes a second cost
fifty writes. Nothing runs while nothing changes.
"""


class Ticks:
    """The rhythm of one fan-out."""

    def __init__(self, tick_s: float) -> None:
        self._tick_s = tick_s
        self._flushed_at_s = float("-inf")

    def delay_s(self, now_s: float) -> float:
        """Return how long what changed now waits: 0 after quiet."""
        return max(0.0, self._flushed_at_s + self._tick_s - now_s)

    def flushed(self, now_s: float) -> None:
        """Everything collected until now is under way."""
        self._flushed_at_s = now_s
