"""Where somebody stayed on a route, and where they were at a moment of it."""

from collections.abc import Sequence

import msgspec

from embedded_hub.model.position import Point, way_m
from embedded_hub.model.route import Fix

STAY_S = 600.0
STAY_REACH_M = 150.0


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """A time somebody spent at one place, seconds UTC."""

    begins_at: float
    ends_at: float
    place: Point


def stays(fixes: Sequence[Fix], end_at: float | None = None) -> list[Stay]:
    """Return where somebody stayed ten minutes or longer, oldest first.

    Args:
        fixes: The route, oldest first.
        end_at: Until when the last fix is known to hold; ``None`` where nobody knows.
    """
    found: list[Stay] = []
    first = 0
    for index in range(1, len(fixes) + 1):
        is_there = index < len(fixes) and _way(fixes[first], fixes[index]) <= STAY_REACH_M
        if is_there:
            continue
        last = fixes[index - 1].at
        if index == len(fixes) and end_at is not None:
            last = max(last, end_at)
        if last - fixes[first].at >= STAY_S:
            place = _longest(fixes[first:index], last)
            found.append(Stay(begins_at=fixes[first].at, ends_at=last, place=place))
        first = index
    return found


def place_at(fixes: Sequence[Fix], at: float) -> Point | None:
    """Return where somebody was at a moment, on the line between the fixes around it.

    Before the first fix nobody knows; after the last they are where that was.
    """
    if not fixes or at < fixes[0].at:
        return None
    after = next((index for index, fix in enumerate(fixes) if fix.at > at), None)
    if after is None:
        return fixes[-1].latitude, fixes[-1].longitude
    start, end = fixes[after - 1], fixes[after]
    share = (at - start.at) / (end.at - start.at)
    turned = (end.longitude - start.longitude + 180.0) % 360.0 - 180.0
    longitude = (start.longitude + share * turned + 180.0) % 360.0 - 180.0
    return start.latitude + share * (end.latitude - start.latitude), longitude


def _longest(fixes: Sequence[Fix], end_at: float) -> Point:
    """Return where they were for the longest time: on arriving they are not quite there yet."""
    ends = [*(fix.at for fix in fixes[1:]), end_at]
    longest, _ = max(zip(fixes, ends, strict=True), key=lambda one: one[1] - one[0].at)
    return longest.latitude, longest.longitude


def _way(one: Fix, other: Fix) -> float:
    return way_m((one.latitude, one.longitude), (other.latitude, other.longitude))
