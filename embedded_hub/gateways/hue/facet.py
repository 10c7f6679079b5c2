"""One entity of a bridge: what resource it shows, how it is read, what an action sends. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from embedded_hub.gateways.facet import Holds, Reading, becomes, on_off
from embedded_hub.gateways.hue.resource import Resource
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

Lane = Literal["light", "group", "other"]
"""What the bridge counts a command as: it takes ten a second to lights, and one to groups."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What an action is to the bridge."""

    rtype: str
    rid: str
    body: JsonObject
    holds: Holds | None = None
    """What confirms it; ``None`` where the bridge's answer is all there is."""
    lane: Lane = "other"


class Happening(msgspec.Struct, frozen=True):
    """Something that happened and is not a state."""

    name: str
    data: JsonObject = {}


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One entity."""

    entity: EntityDescription
    resource: str
    """Id of the resource it shows."""
    read: Callable[[Resource], Reading] | None = None
    """``None`` for what only happens or is only pressed."""
    write: Callable[[Action, Resource], Request | None] | None = None
    happened: Callable[[Resource, Mapping[str, Any]], Happening | None] | None = None
    """What an event about the resource means; gets the resource before it."""
    is_always_there: bool = False
    """Whether it can be told while its device does not answer."""

    def report(self, resource: Resource) -> StateReport | None:
        """Return what the entity is now; ``None`` when it has no lasting state."""
        if self.read is None:
            return None
        reading = self.read(resource)
        return StateReport(key=self.entity.key, value=reading.value, attributes=reading.attributes)


def entity(
    key: str,
    domain: str,
    name: str | None,
    attributes: Mapping[str, JsonValue] | None = None,
    *,
    category: EntityCategory | None = None,
    is_enabled: bool = True,
) -> EntityDescription:
    """Make a description; attributes that say nothing are left out."""
    said = {key: value for key, value in (attributes or {}).items() if value not in (None, ())}
    return EntityDescription(
        key=EntityKey(key),
        domain=domain,
        name=name,
        attributes=said,
        category=category,
        is_enabled=is_enabled,
    )


def enabling(resource: Resource, name: str, icon: str, *, is_enabled: bool = True) -> Facet:
    """Make the switch of a resource that can be turned off as a whole."""

    def write(action: Action, _now: Resource) -> Request | None:
        is_on = action.name == "turn_on"
        return Request(
            rtype=resource.type,
            rid=resource.id,
            body={"enabled": is_on},
            holds=becomes(on_off(is_on)),
        )

    return Facet(
        entity=entity(
            f"enabled/{resource.id}",
            "switch",
            name,
            {"icon": icon},
            category="config",
            is_enabled=is_enabled,
        ),
        resource=resource.id,
        read=lambda now: Reading(yes_no(now.flag("enabled"))),
        write=write,
        is_always_there=True,
    )


def yes_no(value: bool | None) -> str | None:
    """Return the state of something that is on, off or not known."""
    return None if value is None else on_off(value)
