"""A value that is only read: most often a number with a unit, else a text or a time."""

from embedded_hub.model.capability import attributes
from embedded_hub.model.capability.api import DomainSpec, number_of
from embedded_hub.model.state import State

SPEC = DomainSpec(domain="sensor", actions={})

_LOW_BATTERY_PERCENT = 20
_MOMENTS = ("timestamp", "date")


def number(state: State) -> float | None:
    """Return the value as a number; ``None`` for words and times."""
    return None if is_moment(state) else number_of(state.value)


def unit(state: State) -> str | None:
    """Return the unit, as it is written beside the number."""
    return attributes.text(state, "unit_of_measurement")


def is_numeric(state: State) -> bool:
    """Say whether a trend line makes sense, whether or not there is a value now."""
    has_measure = unit(state) is not None or attributes.text(state, "state_class") is not None
    return not is_moment(state) and (has_measure or number(state) is not None)


def is_moment(state: State) -> bool:
    """Say whether the value is a point in time or a day."""
    return attributes.device_class(state) in _MOMENTS


def decimals(state: State) -> int | None:
    """Return how many decimals its gateway suggests to show."""
    precision = attributes.number(state, "suggested_display_precision")
    return int(precision) if precision is not None and 0 <= precision <= 9 else None


def options(state: State) -> tuple[str, ...]:
    """Return the words a sensor of fixed words can show."""
    return attributes.texts(state, "options")


def is_low_battery(state: State) -> bool:
    """Say whether it is a battery that soon needs a person."""
    level = number(state)
    is_battery = attributes.device_class(state) == "battery"
    return is_battery and level is not None and level <= _LOW_BATTERY_PERCENT
