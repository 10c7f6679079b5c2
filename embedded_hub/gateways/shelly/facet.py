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
    answer_s: float | None = None
    """How long the device may take to answer, where that is longer than usual."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity."""

    entity: EntityDescription
    component: str
    """Such as ``switch:0``."""
    read: Callable[[Status], Reading]
    write: Callable[[Action, Status], Request | None] | None = None
    is_event: bool = False
    body: str | None = None
    """Address of the Bluetooth device it belongs to."""


_NAMES = {
    "rgb": "RGB",
    "rgbw": "RGBW",
    "cct": "CCT",
    "rgbcct": "RGB CCT",
    "cb": "Breaker",
    **dict.fromkeys(("em", "emdata", "em1", "em1data", "pm1"), "Meter"),
}
"""What a kind of component is called, where its own word is none."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One component of a device, to be made entities of."""

    component: str
    """Such as ``switch:0``."""
    config: Status
    status: Status
    """At the start; tells what there is."""
    given: str | None = None
    """Its name, where a person has given it one."""
    is_only: bool = True
    """Whether it is the only one of its kind there."""
    body: str | None = None
    """Address of the Bluetooth device it belongs to; ``None`` for the device itself."""

    @property
    def kind(self) -> str:
        """What it is."""
        return self.component.partition(":")[0]

    @property
    def number(self) -> int:
        """Which of its kind it is."""
        return int(self.component.partition(":")[2] or 0)

    @property
    def title(self) -> str:
        """What tells it from all others of the device."""
        name = _NAMES.get(self.kind, self.kind.capitalize())
        return self.given or f"{name} {self.number}"

    @property
    def name(self) -> str | None:
        """What it is called; ``None`` for one that is the device itself."""
        if self.body is not None:
            return None
        return self.given if self.is_only else self.title

    @property
    def label(self) -> str:
        """What is said before the names of its measurements."""
        return self.name or ""

    def under(self, name: str) -> str:
        """Return the name of something it measures or has."""
        return f"{self.label} {name}".strip()


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
    value = within(status, *path)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and math.isfinite(value) else None


def flag(status: Status, name: str) -> bool | None:
    """Return a yes or no."""
    value = status.get(name)
    return value if isinstance(value, bool) else None


def within(config: Status, *path: str) -> Any:
    """Return what stands inside of objects; ``None`` where one of them is missing."""
    value: Any = config
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def shown(value: float | None) -> str | None:
    """Return a number as a state."""
    return None if value is None else f"{round(value, 4):.10g}"


def span(config: Status, name: str, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Return the two ends of a range."""
    match config.get(name):
        case [int() | float() as low, int() | float() as high] if low < high:
            return low, high
    return otherwise
