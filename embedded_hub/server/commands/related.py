"""Answers ``search/related``: what belongs together."""

from collections.abc import Iterable

from embedded_hub.errors import NotFound, NotSupported
from embedded_hub.model.registry import Entity
from embedded_hub.protocol.commands.config import SearchRelated
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable

Related = dict[str, list[str]]


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(SearchRelated, search_related)


def search_related(caller: Caller, command: SearchRelated) -> Related:
    """Find an item's entities, devices, areas, floors and gateways."""
    entities = _entities(caller, command.item_type, command.item_id)
    registry = caller.home.registry
    devices = [device for one in entities if (device := registry.devices.get(one.device_id))]
    areas = [area for one in entities if (area := registry.areas.get(registry.area_of(one)))]
    found: dict[str, Iterable[str | None]] = {
        "entity": [entity.entity_id for entity in entities],
        "device": [device.id for device in devices],
        "area": [area.area_id for area in areas],
        "floor": [area.floor_id for area in areas],
        "label": [label for entity in entities for label in entity.labels],
        "config_entry": [entity.gateway_id for entity in entities],
    }
    related = {kind: sorted({one for one in ids if one}) for kind, ids in found.items()}
    if command.item_type in ("entity", "device"):
        related.pop(command.item_type)
    return {kind: ids for kind, ids in related.items() if ids}


def _entities(caller: Caller, item_type: str, item_id: str) -> list[Entity]:
    sight, registry = caller.sight, caller.home.registry
    everything = sight.entities()
    match item_type:
        case "entity":
            return [sight.entity(item_id)]
        case "device":
            device = registry.shown_device(item_id)
            if device is None or not sight.sees_device(device.id):
                raise NotFound("Device not found", details={"device_id": item_id})
            return [one for one in everything if one.device_id == device.id]
        case "area":
            return [one for one in everything if registry.area_of(one) == item_id]
        case "floor":
            areas = {area.area_id for area in sight.areas() if area.floor_id == item_id}
            return [one for one in everything if registry.area_of(one) in areas]
        case "label":
            return [one for one in everything if item_id in one.labels]
        case "config_entry":
            return [one for one in everything if one.gateway_id == item_id]
        case _:
            raise NotSupported(f"nothing is known of {item_type}")
