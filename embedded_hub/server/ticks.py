"""When changes leave: the first at once, those that follow gathered for a tick. Pure.

A tick is as long as gathering is worth, and never longer than its limit::

    tick = min(limit, max(3 ms for each change of the last flush, 40 µs for each write))

A lone tap on a switch is on its way before the loop turns again. Up to about 300 changes a second
each waits 3 ms at most; above that flushes carry more and more until the tick is at its limit.
Many clients lengthen it too, since a write costs some 8 µs: at 500 clients a fifth of a core is
the most that telling them can cost. Nothing runs while nothing changes.
"""

PER_CHANGE_S = 0.003
PER_WRITE_S = 0.000_04


class Ticks:
    """The rhythm of one fan-out."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._next_at_s = float("-inf")

    def delay_s(self, now_s: float) -> float:
        """Return how long what changed now waits: 0 after quiet."""
        return max(0.0, self._next_at_s - now_s)

    def flushed(self, now_s: float, *, changes: int, writes: int) -> None:
        """Everything gathered until now is under way: so many changes in so many writes."""
        tick_s = max(changes * PER_CHANGE_S, writes * PER_WRITE_S)
        self._next_at_s = now_s + min(tick_s, self._limit_s)
