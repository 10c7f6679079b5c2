"""A route as few points as tell it: what lies on the way between two others is left out.

This is the way of Douglas and Peucker (1973), without recursion and in slices, so that a day of
ten thousand fixes costs a bounded time whatever its shape.
"""

from collections.abc import Sequence
from math import cos, hypot, radians

import msgspec

from embedded_hub.model.position import EARTH_RADIUS_M

_SLICE = 512
"""The worst shape costs the square of this for each slice and not of the whole route."""


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where something was at one moment, seconds UTC."""

    at: float
    latitude: float
    longitude: float
    accuracy_m: float | None = None


def simplify(fixes: Sequence[Fix], tolerance_m: float) -> list[Fix]:
    """Return the fixes without which the line would be off by more than the tolerance.

    The first and the last stay. Every fix left out lies within ``tolerance_m`` of the line between
    the two kept ones around it.
    """
    if len(fixes) <= 2:
        return list(fixes)
    kept = {0, len(fixes) - 1}
    for first in range(0, len(fixes) - 1, _SLICE):
        last = min(first + _SLICE, len(fixes) - 1)
        kept |= {first, last}
        _keep_corners(fixes, first, last, tolerance_m, kept)
    return [fixes[index] for index in sorted(kept)]


def offset_m(fix: Fix, start: Fix, end: Fix) -> float:
    """Return how far a fix lies beside the straight line between two others.

    On a plane that touches the earth at ``start``: exact enough as far as anybody travels between
    two fixes.
    """
    x, y = _plane(start, end)
    px, py = _plane(start, fix)
    length = x * x + y * y
    share = 0.0 if length == 0 else min(1.0, max(0.0, (px * x + py * y) / length))
    return hypot(px - share * x, py - share * y)


def _keep_corners(
    fixes: Sequence[Fix], first: int, last: int, tolerance_m: float, kept: set[int]
) -> None:
    waiting = [(first, last)]
    while waiting:
        first, last = waiting.pop()
        farthest, farthest_m = first, tolerance_m
        for index in range(first + 1, last):
            off_m = offset_m(fixes[index], fixes[first], fixes[last])
            if off_m > farthest_m:
                farthest, farthest_m = index, off_m
        if farthest != first:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]


def _plane(origin: Fix, fix: Fix) -> tuple[float, float]:
    """Return metres to the east and to the north."""
    turned = (fix.longitude - origin.longitude + 180.0) % 360.0 - 180.0
    east = radians(turned) * cos(radians(origin.latitude)) * EARTH_RADIUS_M
    return east, radians(fix.latitude - origin.latitude) * EARTH_RADIUS_M
