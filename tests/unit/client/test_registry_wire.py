import pytest

from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.client.registry_wire import (
    read_areas,
    read_devices,
    read_entities,
    read_floors,
    read_labels,
)
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.values import JsonValue

# Captured from a Home Assistant core 2024.3.3 with its demo devices.
AREAS: JsonValue = [
    {"aliases": ["Galley"], "area_id": "kitchen", "icon": None, "name": "Kitchen", "picture": None},
    {"aliases": [], "area_id": "bedroom", "icon": None, "name": "Bedroom", "picture": None},
]
DEVICES: JsonValue = [
    {
        "area_id": "bedroom",
        "configuration_url": None,
        "config_entries": ["37aa"],
        "connections": [],
        "disabled_by": None,
        "entry_type": "service",
        "hw_version": None,
        "id": "84d9",
        "identifiers": [["demo", "light_1"]],
        "manufacturer": None,
        "model": None,
        "name_by_user": None,
        "name": "Bed Light",
        "serial_number": None,
        "sw_version": None,
        "via_device_id": None,
    }
]
ENTITIES: JsonValue = [
    {
        "area_id": None,
        "config_entry_id": "37aa",
        "device_id": "84d9",
        "disabled_by": "config_entry",
        "entity_category": "diagnostic",
        "entity_id": "light.bed_light",
        "has_entity_name": True,
        "hidden_by": "user",
        "icon": None,
        "id": "18c1",
        "labels": [],
        "name": None,
        "options": {},
        "original_name": None,
        "platform": "demo",
        "translation_key": None,
        "unique_id": 17,
    },
    {"entity_id": "light.kitchen", "area_id": "kitchen", "platform": "demo", "unique_id": "2"},
]


def registry() -> HomeRegistry:
    return HomeRegistry(
        areas={area.area_id: area for area in read_areas(AREAS)},
        devices={device.id: device for device in read_devices(DEVICES)},
        entities={entity.entity_id: entity for entity in read_entities(ENTITIES)},
    )


def test_a_config_entry_is_a_gateway_and_a_service_has_no_body() -> None:
    device = read_devices(DEVICES)[0]
    assert (device.gateway_id, device.key, device.is_service) == ("37aa", "light_1", True)


def test_whoever_disabled_it_other_than_a_person_is_the_integration() -> None:
    entity = read_entities(ENTITIES)[0]
    assert (entity.disabled_by, entity.hidden_by) == ("integration", "user")
    assert (entity.key, entity.category) == ("17", "diagnostic")


def test_an_entity_is_where_it_says_or_where_its_device_is() -> None:
    home = registry()
    bed, kitchen = home.area_of("light.bed_light"), home.area_of("light.kitchen")
    assert bed is not None
    assert kitchen is not None
    assert (bed.name, kitchen.name) == ("Bedroom", "Kitchen")
    assert home.area_of("light.nowhere") is None


@pytest.mark.parametrize("text", ["kitchen", "KITCHEN", "galley"])
def test_an_area_is_found_by_any_name_it_goes_by(text: str) -> None:
    area = registry().area_named(text)
    assert area is not None
    assert area.area_id == "kitchen"


def test_a_name_no_area_has_finds_none() -> None:
    assert registry().area_named("cellar") is None


def test_a_list_of_something_else_is_a_remote_protocol_error() -> None:
    for read in (read_areas, read_floors, read_labels, read_devices, read_entities):
        with pytest.raises(RemoteProtocolError):
            read([{"name": 3}])
