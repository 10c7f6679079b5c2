"""The web's map projection: the earth as a square from (0, 0) in the north-west to (1, 1).

At zoom ``z`` the square is 256 · 2^z pixels wide, as street tiles have it, so that those fit under
whatever is drawn with this. North is up everywhere.
"""

from collections.abc import Sequence
from math import asinh, atan, cos, degrees, floor, log2, log10, pi, radians, sinh, tan

import msgspec

from embedded_hub.model.position import Point

TILE_PX = 256
MOST_ZOOM = 19.0
LEAST_ZOOM = 1.0
_EQUATOR_M = 40_075_016.686
_LAST_LATITUDE = 85.051_128_78
"""Where the square ends; the poles are infinitely far."""

World = tuple[float, float]
"""A place in the square: to the right and down."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What of the square is looked at: its middle, and how near."""

    x: float
    y: float
    zoom: float


def to_world(point: Point) -> World:
    """Return where a point of the earth lies in the square."""
    latitude = radians(min(max(point[0], -_LAST_LATITUDE), _LAST_LATITUDE))
    return (point[1] + 180.0) / 360.0, (1.0 - asinh(tan(latitude)) / pi) / 2.0


def to_point(world: World) -> Point:
    """Return which point of the earth a place in the square is."""
    latitude = degrees(atan(sinh(pi * (1.0 - 2.0 * world[1]))))
    return latitude, (world[0] % 1.0) * 360.0 - 180.0


def per_metre(latitude: float) -> float:
    """Return how much of the square's width a metre takes there."""
    held = min(abs(latitude), _LAST_LATITUDE)
    return 1.0 / (_EQUATOR_M * cos(radians(held)))


def fit(places: Sequence[tuple[World, float]], width: float, height: float) -> View | None:
    """Return the view that shows all places; ``None`` where there are none.

    Args:
        places: Each with the reach around it that is to be seen too, in parts of the square.
        width: Of what there is to draw on, in pixels, without its margins.
        height: The same upwards.
    """
    if not places:
        return None
    west = min(x - reach for (x, _), reach in places)
    east = max(x + reach for (x, _), reach in places)
    north = min(y - reach for (_, y), reach in places)
    south = max(y + reach for (_, y), reach in places)
    share = max((east - west) / max(width, 1.0), (south - north) / max(height, 1.0))
    zoom = MOST_ZOOM if share <= 0 else log2(1.0 / (share * TILE_PX))
    return View(
        x=(west + east) / 2.0,
        y=(north + south) / 2.0,
        zoom=min(max(zoom, LEAST_ZOOM), MOST_ZOOM - 2),
    )


def fanned(places_px: Sequence[tuple[float, float]], gap_px: float) -> list[float]:
    """Return how far to the right each mark moves so that none hides another at its place.

    Marks that are nearer than the gap to the first of a group stand in a row around where the
    group is, in the order given; all others stay where they are.
    """
    groups: list[list[int]] = []
    for index, (x, y) in enumerate(places_px):
        for group in groups:
            first = places_px[group[0]]
            if abs(first[0] - x) < gap_px and abs(first[1] - y) < gap_px:
                group.append(index)
                break
        else:
            groups.append([index])
    offsets = [0.0] * len(places_px)
    for group in groups:
        middle = sum(places_px[index][0] for index in group) / len(group)
        for place, index in enumerate(group):
            wanted = middle + (place - (len(group) - 1) / 2.0) * gap_px
            offsets[index] = wanted - places_px[index][0]
    return offsets


def scale_bar(metres_per_px: float, most_px: float) -> tuple[float, float]:
    """Return the longest round length that fits, in metres and in pixels: 1, 2 or 5 of something.

    Args:
        metres_per_px: How long a pixel is there.
        most_px: How long the bar may be.
    """
    most_m = metres_per_px * most_px
    unit = 10.0 ** floor(log10(most_m))
    metres = next(step * unit for step in (5, 2, 1) if step * unit <= most_m * (1 + 1e-9))
    return metres, metres / metres_per_px
