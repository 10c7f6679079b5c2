"""Registry entries in the shapes Home Assistant's clients know."""

from collections.abc import Mapping

from embedded_hub.core.home import Home
from embedded_hub.core.registry import Registry
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.values import JsonObject, JsonValue

CATEGORIES = ("config", "diagnostic")
Platforms = Mapping[GatewayId, str]
"""The kind of each gateway, by its id."""


def platforms_of(home: Home) -> Platforms:
    """Return the kind of every gateway, to be looked up for many entities."""
    return {one.id: one.type for one in home.directory.list()} if home.directory else {}


def area_entry(area: Area) -> JsonObject:
    """Return an area as it is listed."""
    return {
        "area_id": area.area_id,
        "name": area.name,
        "floor_id": area.floor_id,
        "icon": area.icon,
        "picture": area.picture,
        "aliases": list(area.aliases),
        "labels": list(area.labels),
    }


def floor_entry(floor: Floor) -> JsonObject:
    """Return a floor as it is listed."""
    return {
        "floor_id": floor.floor_id,
        "name": floor.name,
        "level": floor.level,
        "icon": floor.icon,
        "aliases": list(floor.aliases),
    }


def label_entry(label: Label) -> JsonObject:
    """Return a label as it is listed."""
    return {
        "label_id": label.label_id,
        "name": label.name,
        "color": label.color,
        "icon": label.icon,
        "description": label.description,
    }


def device_entry(registry: Registry, device: Device) -> JsonObject:
    """Return a device as it is listed, with what is merged into it."""
    parts = registry.parts_of(device.id)
    bodies = (device, *parts)
    via = registry.shown_device(device.via_device_id)
    connections = dict.fromkeys(pair for one in bodies for pair in one.connections)
    entry: dict[str, JsonValue] = {
        "id": device.id,
        "name": device.name,
        "name_by_user": device.name_by_user,
        "area_id": device.area_id,
        "manufacturer": device.manufacturer,
        "model": device.model,
        "sw_version": device.sw_version,
        "hw_version": device.hw_version,
        "serial_number": device.serial_number,
        "via_device_id": via.id if via is not None else None,
        "configuration_url": device.configuration_url,
        "connections": [list(pair) for pair in connections],
        "identifiers": [[one.gateway_id, one.key] for one in bodies],
        "config_entries": list(dict.fromkeys(one.gateway_id for one in bodies)),
        "labels": list(device.labels),
        "entry_type": "service" if device.is_service else None,
        "disabled_by": device.disabled_by,
    }
    if parts:
        entry["merged"] = [_part_entry(part) for part in parts]
    return entry


def _part_entry(part: Device) -> JsonObject:
    return {
        "id": part.id,
        "gateway_id": part.gateway_id,
        "name": part.name,
        "manufacturer": part.manufacturer,
        "model": part.model,
    }


def entity_entry(platforms: Platforms, entity: Entity) -> dict[str, JsonValue]:
    """Return an entity as it is listed."""
    return {
        "id": entity.entity_id,
        "entity_id": entity.entity_id,
        "unique_id": entity.key,
        "platform": platforms.get(entity.gateway_id, entity.gateway_id),
        "config_entry_id": entity.gateway_id,
        "device_id": entity.device_id,
        "area_id": entity.area_id,
        "name": entity.name,
        "original_name": entity.original_name,
        "icon": entity.icon,
        "labels": list(entity.labels),
        "entity_category": entity.category,
        "disabled_by": entity.disabled_by,
        "hidden_by": entity.hidden_by,
        "has_entity_name": True,
        "translation_key": None,
        "options": {},
    }


def full_entity_entry(platforms: Platforms, entity: Entity) -> JsonObject:
    """Return everything about one entity."""
    attributes = entity.attributes
    return {
        **entity_entry(platforms, entity),
        "aliases": list(entity.aliases),
        "capabilities": dict(attributes),
        "device_class": None,
        "original_device_class": attributes.get("device_class"),
        "original_icon": attributes.get("icon"),
    }


def display_entry(platforms: Platforms, entity: Entity) -> JsonObject:
    """Return what a screen needs of an entity, in short keys."""
    entry: dict[str, JsonValue] = {
        "ei": entity.entity_id,
        "pl": platforms.get(entity.gateway_id, entity.gateway_id),
        "lb": list(entity.labels),
    }
    short = {
        "ai": entity.area_id,
        "di": entity.device_id,
        "ic": entity.icon,
        "en": entity.name or entity.original_name,
    }
    entry |= {key: value for key, value in short.items() if value is not None}
    if entity.category is not None:
        entry["ec"] = CATEGORIES.index(entity.category)
    if entity.hidden_by is not None:
        entry["hb"] = True
    return entry
