"""One entity of an endpoint: made of attributes, and set by commands and writes. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

ACCEPTED_COMMANDS, FEATURE_MAP = 65529, 65532
FIRST_GLOBAL = 65528
"""Attributes from here on tell of a cluster itself; every cluster has them."""
LAST_GLOBAL = 65533
DESCRIPTOR, DEVICE_TYPES, PARTS = 29, 0, 3
MAX_TEXT = 255


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One command of a cluster."""

    cluster: int
    name: str
    payload: JsonObject = {}
    is_timed: bool = False
    """Refused by the device unless it comes within a moment; locks ask for that."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute to write."""

    cluster: int
    attribute: int
    value: int | float | bool | str | None


class Request(msgspec.Struct, frozen=True):
    """What is asked of an endpoint, in order, and the report that shows it was done."""

    steps: tuple[Command | Setting, ...]
    holds: Holds | None = None


class Endpoint:
    """What one endpoint of a node says.

    Args:
        number: Its number.
        attributes: By cluster and attribute; goes on changing.
    """

    def __init__(self, number: int, attributes: Mapping[tuple[int, int], Any]) -> None:
        self.number = number
        self._attributes = attributes
        self.happened: dict[tuple[int, int], Mapping[str, Any]] = {}
        """Events that tell a state, by cluster and event."""

    def clusters(self) -> frozenset[int]:
        """Return the clusters it serves."""
        return frozenset(cluster for cluster, _ in self._attributes)

    def has(self, cluster: int, attribute: int) -> bool:
        """Say whether it has an attribute, known or null."""
        return (cluster, attribute) in self._attributes

    def paths(self) -> Iterator[tuple[int, int]]:
        """Yield every cluster with attribute."""
        yield from self._attributes

    def get(self, cluster: int, attribute: int) -> Any:
        """Return an attribute; null and missing are ``None``."""
        return self._attributes.get((cluster, attribute))

    def number_of(self, cluster: int, attribute: int) -> float | None:
        """Return an attribute that is a number."""
        value = self.get(cluster, attribute)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def bits(self, cluster: int, attribute: int = FEATURE_MAP) -> int:
        """Return an attribute that is a set of bits; none where it is missing."""
        value = self.get(cluster, attribute)
        return value if isinstance(value, int) else 0

    def texts(self, cluster: int, attribute: int) -> list[str]:
        """Return an attribute that is a list of words."""
        value = self.get(cluster, attribute)
        return [str(one) for one in value] if isinstance(value, list) else []

    def accepts(self, cluster: int, command: int) -> bool:
        """Say whether it takes a command; one that does not tell takes all."""
        accepted = self.get(cluster, ACCEPTED_COMMANDS)
        return command in accepted if isinstance(accepted, list) else True

    def device_types(self) -> list[int]:
        """Return what kinds of device it says it is."""
        listed = self.get(DESCRIPTOR, DEVICE_TYPES)
        found = [field(one, 0) for one in listed] if isinstance(listed, list) else []
        return [one for one in found if isinstance(one, int)]


def field(struct: Any, tag: int) -> Any:
    """Return a field of a structure, which come by their tags."""
    return struct.get(str(tag)) if isinstance(struct, Mapping) else None


Write = Callable[[Action, Endpoint], Request | None]
Press = Callable[[Mapping[str, Any]], str | None]


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity.

    Its key and name are completed by the node it belongs to.
    """

    slug: str
    """What tells it from the others of its endpoint."""
    domain: str
    clusters: frozenset[int]
    """A change in one of these may change it."""
    name: str | None = None
    attributes: JsonObject = {}
    category: EntityCategory | None = None
    is_enabled: bool = True
    read: Callable[[Endpoint], Reading] = lambda _: Reading(None)
    write: Write | None = None
    events: Mapping[tuple[int, int], Press] = {}
    """For an entity of events: how each cluster's event is called."""

    def describe(self, key: EntityKey, name: str | None) -> EntityDescription:
        """Return it as a home sees it."""
        return EntityDescription(
            key=key,
            domain=self.domain,
            name=name,
            attributes=self.attributes,
            category=self.category,
            is_enabled=self.is_enabled,
        )

    def report(self, key: EntityKey, endpoint: Endpoint) -> StateReport:
        """Return what it is now."""
        reading = self.read(endpoint)
        return StateReport(key=key, value=reading.value, attributes=reading.attributes)


def as_text(value: Any) -> str | None:
    """Return a value as a state; ``None`` for what nobody could read."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return f"{value:.10g}"
    return value[:MAX_TEXT] if isinstance(value, str) else None


def shown(value: float | None, scale: float = 1.0) -> str | None:
    """Return a number as a state."""
    return None if value is None else f"{round(value * scale, 6):.10g}"
