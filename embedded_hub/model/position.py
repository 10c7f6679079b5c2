"""Where something is on the earth, and how far that is from somewhere else."""

from math import asin, cos, radians, sin, sqrt
from typing import Annotated

import msgspec

EARTH_RADIUS_M = 6_371_000.0
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


def distance_m(latitude: float, longitude: float, other: Position) -> float:
    """Return the way along the surface, good to half a percent (the earth is no sphere)."""
    first, second = radians(latitude), radians(other.latitude)
    turned = radians(other.longitude - longitude)
    chord = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(turned / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def is_within(position: Position, latitude: float, longitude: float, radius_m: float) -> bool:
    """Say whether a fix may lie in a circle, giving it the benefit of its own accuracy."""
    reach_m = radius_m + min(position.accuracy_m or 0.0, radius_m)
    return distance_m(latitude, longitude, position) <= reach_m
