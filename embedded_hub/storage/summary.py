"""Means weighted by time: a value counts for as long as it held.

Pure. A number that comes once an hour and one that comes every second weigh the same per second,
and an hour in which nothing changed has the mean of the value that held through it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

Point = tuple[int, float | None]
"""When in ms, and the number that began to hold then, or ``None`` where none did."""


class Summary(msgspec.Struct):
    """What a number did over some time."""

    span_ms: int = 0
    mean: float = 0.0
    min: float = float("inf")
    max: float = float("-inf")
    last: float | None = None
    """The number at its end."""

    @property
    def is_empty(self) -> bool:
        """Whether there was no number at all."""
        return self.span_ms == 0

    def hold(self, value: float, span_ms: int) -> None:
        """Count a value that held for some time; one that held for none did not happen."""
        if span_ms > 0:
            self.min = min(self.min, value)
            self.max = max(self.max, value)
            self._weigh(value, span_ms)

    def add(self, later: "Summary") -> None:
        """Take in what followed directly."""
        if not later.is_empty:
            self.min = min(self.min, later.min)
            self.max = max(self.max, later.max)
            self._weigh(later.mean, later.span_ms)
        self.last = later.last

    def _weigh(self, value: float, span_ms: int) -> None:
        self.span_ms += span_ms
        # In this form the mean of equal values is exactly that value.
        self.mean += (value - self.mean) * (span_ms / self.span_ms)


def summarise(
    points: Iterable[Point], carry: float | None, edges: Sequence[int]
) -> Iterator[Summary]:
    """Yield one summary for each span between two neighbouring edges.

    Args:
        points: In order of time, none before the first edge.
        carry: The number that holds at the first edge.
        edges: Rising times in ms, at least two.
    """
    waiting = iter(points)
    point = next(waiting, None)
    value = carry
    for begin, end in pairwise(edges):
        summary = Summary()
        at = begin
        while point is not None and point[0] < end:
            if value is not None:
                summary.hold(value, point[0] - at)
            at, value = point
            point = next(waiting, None)
        if value is not None:
            summary.hold(value, end - at)
        summary.last = value
        yield summary
