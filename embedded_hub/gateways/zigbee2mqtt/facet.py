"""One entity of a device: how it is described, read from the device's payload, and set. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.gateways.zigbee2mqtt.wire import SET, STATE, Expose
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

Payload = Mapping[str, Any]
"""Everything known of one device, by property."""


class Setting(msgspec.Struct, frozen=True):
    """What is sent for an action, and what confirms it."""

    payload: JsonObject
    holds: Holds | None = None
    """``None`` for what no report ever confirms."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity."""

    entity: EntityDescription
    read: Callable[[Payload], Reading]
    write: Callable[[Action, Payload], Setting | None] | None = None
    event: str | None = None
    """The property whose every value is something that happened."""
    shows: frozenset[str] = frozenset()
    """Properties it shows and others need not; filled in where an ability has several."""

    def report(self, payload: Payload) -> StateReport:
        """Return what the entity is now."""
        reading = self.read(payload)
        return StateReport(key=self.entity.key, value=reading.value, attributes=reading.attributes)


def properties(*exposes: Expose | None) -> frozenset[str]:
    """Return what abilities are called in a payload."""
    return frozenset(one.property or one.name or "" for one in exposes if one is not None)


def is_set(expose: Expose) -> bool:
    """Say whether it can be set."""
    return bool(expose.access & SET)


def is_told(expose: Expose) -> bool:
    """Say whether the device reports it."""
    return bool(expose.access & STATE)


def part(features: Sequence[Expose], *names: str) -> Expose | None:
    """Return the first of these parts of an ability."""
    for name in names:
        for feature in features:
            if feature.name == name:
                return feature
    return None


def number(payload: Payload, expose: Expose | None) -> float | None:
    """Return the number a property holds now."""
    value = payload.get(expose.property or "") if expose else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def word(payload: Payload, expose: Expose | None) -> str | None:
    """Return the word a property holds now."""
    value = payload.get(expose.property or "") if expose else None
    return value if isinstance(value, str) and value else None
