"""How a domain's abilities are written down, once, for every part that needs them.

A :class:`DomainSpec` is data: which actions a domain offers, with which fields, under which
feature bit. From it come the answer to ``get_services``, the check of ``call_service``, the
target state a ``toggle`` becomes, the command line's help and a tile's controls.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from embedded_hub.errors import ActionInvalid
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

FieldType = Literal[
    "number",
    "integer",
    "boolean",
    "text",
    "option",
    "color_rgb",
    "color_hs",
    "color_xy",
    "color_rgbw",
    "color_rgbww",
    "object",
    "time",
    "date",
    "datetime",
]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One argument of an action."""

    type: FieldType
    is_required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    minimum_attribute: str | None = None
    """State attribute that holds the entity's own lower limit; it wins over ``minimum``."""
    maximum_attribute: str | None = None
    options: tuple[str, ...] = ()
    options_attribute: str | None = None
    """State attribute that lists what this entity accepts; it wins over ``options``."""
    unit: str | None = None
    feature: int | None = None
    """Bit of ``supported_features`` an entity needs before this field may be given."""


class ActionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One action of a domain."""

    description: str
    fields: Mapping[str, Field] = {}
    feature: int | None = None
    """Bits of ``supported_features`` of which the entity needs at least one."""
    has_response: bool = False
    is_optimistic: bool = True
    """False where a pending mark must wait for the device, such as a lock."""


class DomainSpec(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a domain can do."""

    domain: str
    actions: Mapping[str, ActionSpec]
    toggle: Callable[[State], str] | None = None
    """Gives the action a ``toggle`` stands for in this state; ``None`` when it cannot toggle."""
    requires: Callable[[State, str, JsonObject], None] | None = None
    """Checks what the table cannot say; raises :class:`ActionInvalid` or ActionUnsupported."""


def features_of(state: State) -> int:
    """Return the ``supported_features`` bit mask; 0 when absent or malformed."""
    value = state.attributes.get("supported_features")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def number_of(value: JsonValue) -> float | None:
    """Return a finite number for a number or a numeric text, else ``None``."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return None
        return number if abs(number) != float("inf") and number == number else None
    return None


def invalid(field: str, why: str) -> ActionInvalid:
    """Make the error for a refused value, naming the field for the form that shows it."""
    return ActionInvalid(f"{field}: {why}", details={"field": field})
