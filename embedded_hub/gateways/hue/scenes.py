"""Scenes of rooms and zones, those that follow the day, and the bridge's own automations. Pure."""

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.hue.facet import Facet, Request, enabling, entity
from embedded_hub.gateways.hue.resource import Resource
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.values import JsonValue

SCENE, SMART_SCENE, AUTOMATION = "scene", "smart_scene", "behavior_instance"
_DYNAMIC = "dynamic_palette"


def scene(one: Resource) -> Facet:
    """Make a scene; its state is when it was recalled last, where the bridge tells."""

    def write(action: Action, _now: Resource) -> Request:
        recall: dict[str, JsonValue] = {"action": "active"}
        if (seconds := number_of(action.arguments.get("transition"))) is not None:
            recall["duration"] = round(seconds * 1000)
        return Request(rtype=SCENE, rid=one.id, body={"recall": recall}, lane="group")

    def read(now: Resource) -> Reading:
        active = now.text("status", "active")
        attributes: dict[str, JsonValue] = {
            "is_active": None if active is None else active != "inactive",
            "is_dynamic": active == _DYNAMIC,
        }
        return Reading(now.text("status", "last_recall"), attributes)

    return Facet(
        entity=entity(f"{SCENE}/{one.id}", "scene", one.name or "Scene"),
        resource=one.id,
        read=read,
        write=write,
    )


def smart_scene(one: Resource) -> Facet:
    """Make a scene that follows the day; the bridge does not tell when it began."""

    def write(_action: Action, _now: Resource) -> Request:
        body = {"recall": {"action": "activate"}}
        return Request(rtype=SMART_SCENE, rid=one.id, body=body, lane="group")

    def read(now: Resource) -> Reading:
        return Reading(None, {"is_active": now.text("state") == "active"})

    return Facet(
        entity=entity(
            f"{SMART_SCENE}/{one.id}",
            "scene",
            one.name or "Scene",
            {"icon": "mdi:theme-light-dark"},
        ),
        resource=one.id,
        read=read,
        write=write,
    )


def automation(one: Resource) -> Facet:
    """Make the switch of something the bridge does by itself."""
    return enabling(one, f"Automation {one.name or ''}".strip(), "mdi:robot")
