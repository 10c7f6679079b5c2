"""One entity of a device: what it is, what it is now, and what an action sends.

The library has read the messages by then; what comes in are its records, which are plain values.
"""

import math
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from aioesphomeapi import APIVersion, EntityCategory, EntityInfo, EntityState
from aioesphomeapi.client import APIClient

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

InfoT = TypeVar("InfoT", bound=EntityInfo)
StateT = TypeVar("StateT", bound=EntityState)
MAX_TEXT = 255
"""What a state can hold."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """What an action is to the device."""

    send: Callable[[APIClient], None]
    holds: Holds | None = None
    """What confirms it; ``None`` where the device never tells."""


class Facet(Generic[InfoT, StateT]):
    """One entity.

    Args:
        info: What the device says of it.
        api: The version of the protocol the device speaks.
    """

    domain: ClassVar[str] = "sensor"
    kind: ClassVar[str] = "sensor"
    """What ESPHome calls it; part of the entity's key."""
    is_known_at_once: ClassVar[bool] = False
    """Whether there is something to report before the device says anything."""

    def __init__(self, info: InfoT, api: APIVersion) -> None:
        self.info = info
        self.api = api
        self.now: StateT | None = None
        """What the device said last."""

    @property
    def key(self) -> EntityKey:
        """What names it for life: the hash the device counts by is one of this too."""
        name = f"{self.kind}/{self.info.object_id or self.info.key}"
        return EntityKey(f"{name}@{self.info.device_id}" if self.info.device_id else name)

    def describe(self) -> EntityDescription:
        """Return what does not change from second to second."""
        info = self.info
        about: dict[str, JsonValue] = {"icon": info.icon} if info.icon else {}
        category = {EntityCategory.CONFIG: "config", EntityCategory.DIAGNOSTIC: "diagnostic"}
        return EntityDescription(
            key=self.key,
            domain=self.domain,
            name=info.name or None,
            attributes={**about, **self.lasting()},
            category=category.get(info.entity_category),  # type: ignore[arg-type]
            is_enabled=not info.disabled_by_default,
        )

    def report(self) -> StateReport:
        """Return what it is now."""
        reading = Reading(None) if self.now is None or self.is_missing else self.read(self.now)
        return StateReport(key=self.key, value=reading.value, attributes=reading.attributes)

    @property
    def is_missing(self) -> bool:
        """Whether the device says that it does not know."""
        return bool(getattr(self.now, "missing_state", False))

    def lasting(self) -> JsonObject:
        """Return the attributes that hold for its life."""
        return {}

    def read(self, _now: StateT) -> Reading:
        """Return what a state of the device means; nothing for what has no lasting state."""
        return Reading(None)

    def write(self, _action: Action) -> Command | None:
        """Return what an action sends; ``None`` for one this entity does not know."""
        return None


AnyFacet = Facet[Any, Any]


def finite(value: float) -> float:
    """Return a number as it is, and 0 for one that is none: some firmware tells NaN."""
    return value if math.isfinite(value) else 0.0


def given(**attributes: JsonValue) -> dict[str, JsonValue]:
    """Return those attributes that say something."""
    return {name: value for name, value in attributes.items() if value not in (None, "", False)}
