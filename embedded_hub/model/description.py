"""What a gateway tells about its devices: everything that does not change from second to second."""

from typing import Literal

import msgspec

from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonObject

EntityCategory = Literal["config", "diagnostic"]


class EntityDescription(msgspec.Struct, frozen=True, kw_only=True):
    """One controllable or readable facet of a device, as its gateway describes it."""

    key: EntityKey
    """Unique within the gateway and stable for life."""
    domain: str
    name: str | None = None
    """``None`` when the entity *is* the device and carries its name alone."""
    attributes: JsonObject = {}
    """Attributes that hold for the entity's life, in Home Assistant's words: ``device_class``,
    ``unit_of_measurement``, ``icon``, ``supported_features``, ``min``, ``max``, ``options`` …"""
    category: EntityCategory | None = None
    object_id: str | None = None
    """The wished part after the dot; the home makes it unique. Given by systems that have one."""
    is_enabled: bool = True
    """False for what few people want to see; the registry keeps it, disabled."""
    is_hidden: bool = False
    area: str | None = None
    """The area's name, only where it differs from the device's; a first wish, as there."""


class DeviceDescription(msgspec.Struct, frozen=True, kw_only=True):
    """One physical thing with the entities it carries."""

    key: str
    """Unique within the gateway and stable for life."""
    name: str
    entities: tuple[EntityDescription, ...] = ()
    manufacturer: str | None = None
    model: str | None = None
    sw_version: str | None = None
    hw_version: str | None = None
    serial_number: str | None = None
    area: str | None = None
    """The area's name the foreign system uses; taken as a first wish only."""
    via: str | None = None
    """Key of the device this one is reached through."""
    configuration_url: str | None = None
    connections: tuple[tuple[str, str], ...] = ()
    """Pairs such as ``("mac", "aa:bb:…")`` that show two descriptions are one thing."""
    is_service: bool = False
    """True for something without a body, such as a weather service."""
