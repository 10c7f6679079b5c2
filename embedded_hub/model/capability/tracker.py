"""Where a person, a phone, a van or a parcel is: at home, in a zone, away, and on the map."""

from embedded_hub.model.capability.api import DomainSpec
from embedded_hub.model.capability.attributes import number, percent, text
from embedded_hub.model.state import UNKNOWN, State

PERSON = DomainSpec(domain="person", actions={})
DEVICE_TRACKER = DomainSpec(domain="device_tracker", actions={})

HOME = "home"
NOT_HOME = "not_home"
_POLE = 90
_DATE_LINE = 180
_FULL_TURN = 360


def is_home(state: State) -> bool:
    """Say whether it is at home."""
    return state.value == HOME


def zone(state: State) -> str | None:
    """Return the name of the zone it is in, other than home."""
    if not state.is_available or state.value in (HOME, NOT_HOME, UNKNOWN):
        return None
    return state.value


def position(state: State) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees."""
    latitude, longitude = number(state, "latitude"), number(state, "longitude")
    if latitude is None or longitude is None:
        return None
    is_on_earth = abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE
    return (latitude, longitude) if is_on_earth else None


def accuracy_m(state: State) -> float | None:
    """Return how far off the position may be."""
    metres = number(state, "gps_accuracy")
    return metres if metres is not None and metres >= 0 else None


def speed(state: State) -> float | None:
    """Return how fast it moves, in the unit of the attribute ``speed_unit``, else m/s."""
    amount = number(state, "speed")
    return amount if amount is not None and amount >= 0 else None


def heading_degrees(state: State) -> float | None:
    """Return where it heads, clockwise from north."""
    angle = number(state, "heading")
    if angle is None:
        angle = number(state, "course")
    return angle % _FULL_TURN if angle is not None else None


def battery_percent(state: State) -> int | None:
    """Return how full its battery is."""
    level = percent(state, "battery_level")
    return percent(state, "battery") if level is None else level


def source(state: State) -> str | None:
    """Return how it is found, such as ``gps``, ``router`` or ``bluetooth``."""
    return text(state, "source_type")
