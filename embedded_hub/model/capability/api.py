"""How a domain's abilities are written down, once, for every part that needs them.

A :class:`DomainSpec` is data: which actions a domain offers, with which fields, under which
feature bit. From it come the answer to ``get_services``, the check of ``call_service``, the
target state a ``toggle`` becomes, the command line's help and a tile's controls.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from embedded_hub.errors import ActionInvalid, ActionUnsupported
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
    "level",
    "entities",
    "object",
    "json",
    "time",
    "date",
    "datetime",
]
"""``level`` is an integer or ``true`` for the level there is; ``entities`` a list of entity ids;
``object`` a JSON object; ``json`` an object or a list."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


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
    needs_attribute: str | None = None
    """State attribute, a list, that must hold one of ``needs_any`` before it may be given."""
    needs_any: tuple[str, ...] = ()
    step: float | None = None
    """Grain a slider offers; finer values are accepted."""
    description: str = ""
    """One English sentence, where the name does not say it all."""


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
    canonical: Callable[[State, str, JsonObject], tuple[str, JsonObject]] | None = None
    """Turns a checked action into the one a driver gets, such as a step into a target value.

    Drivers so meet only a few absolute actions, however a client words them."""
    generic: Mapping[str, str] = {}
    """What ``homeassistant.turn_on/turn_off/toggle`` mean here, where the names differ."""


def features_of(state: State) -> int:
    """Return the ``supported_features`` bit mask; 0 when absent or malformed."""
    value = state.attributes.get("supported_features")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def number_of(value: JsonValue) -> float | None:
    """Return a finite number for a number or a decimal text, else ``None``."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            return None
    elif not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # an integer beyond the range of a float
        return None
    return number if math.isfinite(number) else None


def invalid(field: str, why: str) -> ActionInvalid:
    """Make the error for a refused value, naming the field for the form that shows it."""
    return ActionInvalid(f"{field}: {why}", details={"field": field})


def unsupported(state: State, what: str, *, field: str | None = None) -> ActionUnsupported:
    """Make the error for what this entity does not offer: an action, or one field of it."""
    details = {"entity_id": str(state.entity_id)} | ({"field": field} if field else {})
    return ActionUnsupported(f"{state.entity_id} does not support {what}", details=details)
