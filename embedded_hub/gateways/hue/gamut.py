"""Which colours a lamp can show: a triangle in the plane of CIE xy. Pure."""

import math
from collections.abc import Sequence

import msgspec

from embedded_hub.gateways.hue.resource import Resource

Point = tuple[float, float]
_CORNERS = ("red", "green", "blue")


class Gamut(msgspec.Struct, frozen=True):
    """The corners of a lamp's colours."""

    red: Point
    green: Point
    blue: Point

    def nearest(self, wanted: Point) -> Point:
        """Return the colour itself, or the nearest one the lamp can show."""
        corners = (self.red, self.green, self.blue)
        sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
        turns = [_turn(start, end, wanted) for start, end in sides]
        if all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns):
            return wanted
        on_sides = [_nearest_on(start, end, wanted) for start, end in sides]
        return min(on_sides, key=lambda point: distance(point, wanted))


def gamut_of(light: Resource) -> Gamut | None:
    """Return what a light says of itself; ``None`` when it says nothing usable."""
    corners = [point_at(light, "color", "gamut", name) for name in _CORNERS]
    red, green, blue = corners
    return None if red is None or green is None or blue is None else Gamut(red, green, blue)


def point_at(resource: Resource, *path: str) -> Point | None:
    """Return the colour at a path."""
    x, y = resource.number(*path, "x"), resource.number(*path, "y")
    return None if x is None or y is None else (x, y)


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how far apart two colours are."""
    return math.dist(one, other)


def _turn(start: Point, end: Point, at: Point) -> float:
    return (end[0] - start[0]) * (at[1] - start[1]) - (end[1] - start[1]) * (at[0] - start[0])


def _nearest_on(start: Point, end: Point, at: Point) -> Point:
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    if not length:
        return start
    share = ((at[0] - start[0]) * along[0] + (at[1] - start[1]) * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return start[0] + share * along[0], start[1] + share * along[1]
