"""What people use first comes first, and what only a technician reads stays with its device."""

from collections.abc import Iterable

from embedded_hub.model.capability.attributes import device_class
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State

_ORDER = (
    "light", "cover", "climate", "media_player", "lock", "alarm_control_panel", "switch",
    "input_boolean", "fan", "humidifier", "water_heater", "vacuum", "lawn_mower", "valve",
    "scene", "script", "button", "input_button", "camera", "siren", "select", "input_select",
    "number", "input_number", "text", "input_text", "time", "date", "datetime", "input_datetime",
    "person", "device_tracker", "weather", "binary_sensor", "sensor", "event", "update",
)  # fmt: skip
_READ_ONLY = _ORDER.index("binary_sensor")
_TECHNICAL = frozenset(
    {"apparent_power", "battery", "connectivity", "current", "duration", "energy", "frequency",
     "identify", "power_factor", "reactive_power", "restart", "signal_strength", "timestamp",
     "update", "voltage"}
)  # fmt: skip
_TECHNICAL_DOMAINS = frozenset({"update"})


def importance(domain: str, size: str) -> tuple[int, int]:
    """Return where a tile belongs: controls before readings, and high tiles together.

    Rows of equal height leave no holes in a grid.
    """
    place = _ORDER.index(domain) if domain in _ORDER else len(_ORDER)
    group = 2 if place >= _READ_ONLY else 0 if size.endswith("2") else 1
    return group, place


def is_minor(state: State, siblings: Iterable[State]) -> bool:
    """Say whether an entity is a detail of its device rather than a thing of its own.

    A battery that is all there is to see of a device is not minor.
    """
    return _is_technical(state) and any(not _is_technical(other) for other in siblings)


def _is_technical(state: State) -> bool:
    return device_class(state) in _TECHNICAL or domain_of(state.entity_id) in _TECHNICAL_DOMAINS
