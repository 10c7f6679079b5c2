"""One entity of a device: made of one component's status, and set by one request. Pure."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonObject

Status = Mapping[str, Any]
"""What one component says of itself."""


class Request(msgspec.Struct, frozen=True):
    """What is asked of the device, and the report that shows it was done."""

    method: str
    params: dict[str, Any]
    holds: Holds | None = None
    takes_s: float = 0.0
    """How much longer than usual it may take to show."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity."""

    entity: EntityDescription
    component: str
    """Such as ``switch:0``."""
    read: Callable[[Status], Reading]
    write: Callable[[Action, Status], Request | None] | None = None
    is_event: bool = False


def entity(
    key: str,
    domain: str,
    name: str | None,
    attributes: JsonObject | None = None,
    category: EntityCategory | None = None,
) -> EntityDescription:
    """Describe an entity."""
    return EntityDescription(
        key=EntityKey(key), domain=domain, name=name, attributes=attributes or {}, category=category
    )


def number(status: Status, *path: str) -> float | None:
    """Return a number, also inside of an object."""
    value: Any = status
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and math.isfinite(value) else None


def flag(status: Status, name: str) -> bool | None:
    """Return a yes or no."""
    value = status.get(name)
    return value if isinstance(value, bool) else None
