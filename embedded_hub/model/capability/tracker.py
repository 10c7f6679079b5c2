"""Where a person, a phone, a van or a parcel is: at home, in a zone, away, and on the map."""

from embedded_hub.model.capability.api import DomainSpec, number_of
from embedded_hub.model.capability.attributes import number, percent, text
from embedded_hub.model.position import Point
from embedded_hub.model.state import LAST_STATE, UNKNOWN, State
from embedded_hub.model.values import JsonObject

PERSON = DomainSpec(domain="person", actions={})
DEVICE_TRACKER = DomainSpec(domain="device_tracker", actions={})
TRACKED_DOMAINS = frozenset({PERSON.domain, DEVICE_TRACKER.domain})
"""What has a place and moves."""
ZONE_DOMAIN = "zone"

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


def last_known(state: State | None) -> str | None:
    """Return where it was last known to be, across a time in which nobody told."""
    if state is None:
        return None
    value = state.value if state.is_available else state.attributes.get(LAST_STATE)
    return value if isinstance(value, str) and value != UNKNOWN else None


def position(state: State) -> Point | None:
    """Return latitude and longitude in degrees."""
    return position_in(state.attributes)


def position_in(attributes: JsonObject) -> Point | None:
    """Return the place attributes speak of; ``None`` for none on the earth."""
    latitude = number_of(attributes.get("latitude"))
    longitude = number_of(attributes.get("longitude"))
    if latitude is None or longitude is None:
        return None
    is_on_earth = abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE
    return (latitude, longitude) if is_on_earth else None


def accuracy_m(state: State) -> float | None:
    """Return how far off the position may be."""
    return accuracy_in(state.attributes)


def accuracy_in(attributes: JsonObject) -> float | None:
    """Return how far off the place attributes speak of may be, in metres."""
    metres = number_of(attributes.get("gps_accuracy"))
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
