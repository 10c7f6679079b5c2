"""One entity of a node: made of some of its values, and set by writing others. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.gateways.zwave_js.wire import Value, ValueId
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

MOST = 99
"""The highest level; what is above asks for the level before."""
_MAX_TEXT = 255


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """One value to set, and what confirms it where the node's answer does not."""

    id: ValueId
    value: JsonValue
    options: JsonObject = {}
    holds: Holds | None = None
    first: "Write | None" = None
    """What is set before it, such as the colour of a lamp that is going on."""


class Values:
    """What the values of one endpoint are now."""

    def __init__(self, values: Mapping[ValueId, Value]) -> None:
        self._values = values

    def find(self, command_class: int, name: str | int) -> Value | None:
        """Return the first value of a command class with this property."""
        return next((one for one in self.of(command_class) if one.prop == name), None)

    def of(self, command_class: int) -> Iterator[Value]:
        """Yield the values of a command class."""
        return (one for one in self._values.values() if one.command_class == command_class)

    def now(self, id_: ValueId) -> Any:
        """Return what a value is now."""
        value = self._values.get(id_)
        return value.value if value is not None else None

    def number(self, id_: ValueId | None) -> float | None:
        """Return a value that is a number."""
        value = self.now(id_) if id_ is not None else None
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity."""

    entity: EntityDescription
    read: Callable[[Values], Reading]
    write: Callable[[Action, Values], Write | None] | None = None
    event: ValueId | None = None
    """The value whose every notification is something that happened."""
    uses: frozenset[ValueId] = frozenset()
    """Values it is made of, which are shown nowhere else."""

    def report(self, values: Values) -> StateReport:
        """Return what the entity is now."""
        reading = self.read(values)
        return StateReport(key=self.entity.key, value=reading.value, attributes=reading.attributes)


def entity(
    key: str,
    domain: str,
    name: str | None,
    attributes: JsonObject | None = None,
    category: EntityCategory | None = None,
    *,
    is_enabled: bool = True,
) -> EntityDescription:
    """Describe an entity."""
    return EntityDescription(
        key=EntityKey(key),
        domain=domain,
        name=name,
        attributes=attributes or {},
        category=category,
        is_enabled=is_enabled,
    )


def used(*values: Value | None) -> frozenset[ValueId]:
    """Return the ids of those that are there."""
    return frozenset(value.id for value in values if value is not None)


def percent_of(level: float) -> int:
    """Return a level of Z-Wave in percent: 1 to 98 are themselves, and 99 is all there is."""
    return 100 if level >= MOST else round(level)


def level_of(percent: float) -> int:
    """Return percent as a level; one that is on at all is never 0."""
    return min(MOST, max(1, round(percent))) if percent > 0 else 0


def as_text(value: Any) -> str | None:
    """Return a value as a state."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value[:_MAX_TEXT]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return msgspec.json.encode(value).decode()[:_MAX_TEXT]
