"""Where something is on the earth, and how far that is from somewhere else."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Annotated

import msgspec

EARTH_RADIUS_M = 6_371_000.0
Point = tuple[float, float]
"""Latitude and longitude in degrees."""
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One fix of a phone, as browsers and phones give it."""

    latitude: Latitude
    longitude: Longitude
    accuracy_m: Annotated[float, msgspec.Meta(ge=0, le=1e7)] | None = None
    """It is as likely within this of where it really is as not, or better."""
    altitude_m: Annotated[float, msgspec.Meta(ge=-12_000, le=100_000)] | None = None
    speed_m_s: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    heading_deg: Annotated[float, msgspec.Meta(ge=0, le=360)] | None = None
    battery_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] | None = None


def way_m(here: Point, there: Point) -> float:
    """Return the way along the surface, good to half a percent (the earth is no sphere)."""
    first, second = radians(here[0]), radians(there[0])
    turned = radians(there[1] - here[1])
    chord = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(turned / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def bearing_deg(here: Point, there: Point) -> float:
    """Return the direction in which a way along the surface begins: 0 north, 90 east."""
    first, second = radians(here[0]), radians(there[0])
    turned = radians(there[1] - here[1])
    east = sin(turned) * cos(second)
    north = cos(first) * sin(second) - sin(first) * cos(second) * cos(turned)
    return degrees(atan2(east, north)) % 360.0


def eighth(angle_deg: float) -> int:
    """Return which of eight directions an angle is nearest to: 0 north, 1 north-east, … 7."""
    return round(angle_deg / 45.0) % 8
