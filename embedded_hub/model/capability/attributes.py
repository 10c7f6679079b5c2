"""Reads attributes without trusting them: what is absent or malformed is ``None`` or empty.

Attributes come from foreign systems. A tile must show whatever arrives, so nothing here raises.
"""

import math
from collections.abc import Mapping

from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

ON = "on"
OFF = "off"
_SAFE_INTEGER = 2**53
"""Beyond it a float, and so a browser, no longer tells neighbours apart."""


def number(state: State, name: str) -> float | None:
    """Return a finite number."""
    return number_of(state.attributes.get(name))


def text(state: State, name: str) -> str | None:
    """Return a text that is not empty."""
    value = state.attributes.get(name)
    return value if isinstance(value, str) and value else None


def flag(state: State, name: str) -> bool | None:
    """Return a yes or no; the texts ``on`` and ``off`` count, as water heaters send them."""
    value = state.attributes.get(name)
    if isinstance(value, bool):
        return value
    return {ON: True, OFF: False}.get(value) if isinstance(value, str) else None


def numbers(state: State, name: str, count: int) -> tuple[float, ...] | None:
    """Return exactly ``count`` finite numbers, such as the parts of a colour."""
    value = state.attributes.get(name)
    if not isinstance(value, list | tuple) or len(value) != count:
        return None
    parts = tuple(part for item in value if (part := number_of(item)) is not None)
    return parts if len(parts) == count else None


def texts(state: State, name: str) -> tuple[str, ...]:
    """Return the texts of a list, in order."""
    return listed(state.attributes, name)


def listed(attributes: JsonObject, name: str) -> tuple[str, ...]:
    """Return the texts of a list attribute; whole numbers count as text, the rest is left out.

    A mapping, as some sirens describe their tones, gives its keys and then its values.
    """
    value = attributes.get(name)
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if not isinstance(value, list | tuple):
        return ()
    return tuple(word for item in value if (word := as_text(item)) is not None)


def as_text(value: JsonValue) -> str | None:
    """Return a text, or a whole number as text: codes and presets are often sent as numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _SAFE_INTEGER:
        return str(value)
    return None


def device_class(state: State) -> str | None:
    """Return the kind of thing within its domain, such as ``garage`` for a cover."""
    return text(state, "device_class")


def percent(state: State, name: str) -> int | None:
    """Return a whole percentage; outside 0 to 100 counts as malformed."""
    value = number(state, name)
    return round_half_up(value) if value is not None and 0 <= value <= 100 else None


def is_on(state: State) -> bool:
    """Say whether the entity is on, for every domain whose states are on and off."""
    return state.value == ON


def round_half_up(value: float) -> int:
    """Round to the nearest integer, halves up: the same in Python and in JavaScript."""
    return math.floor(value + 0.5)


def plain(value: float) -> float:
    """Return an integer where nothing is lost: one number, one way to write it."""
    return int(value) if float(value).is_integer() and abs(value) < _SAFE_INTEGER else value
