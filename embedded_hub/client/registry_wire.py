"""The registry lists of the wire as the model's own values: pure, one function per list.

Home Assistant's words that the model says otherwise: a config entry is a gateway, an entry type
of ``service`` is a device without a body, and whoever disabled something other than a person
counts as the integration.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey, GatewayId, LabelId
from embedded_hub.model.registry import Area, Device, DisabledBy, Entity, Floor, Label
from embedded_hub.model.values import JsonValue

_Entry = TypeVar("_Entry")


class _WirePart(msgspec.Struct, frozen=True, kw_only=True):
    id: DeviceId
    gateway_id: GatewayId
    name: str = ""
    manufacturer: str | None = None
    model: str | None = None


class _WireDevice(msgspec.Struct, frozen=True, kw_only=True):
    id: DeviceId
    name: str | None = None
    name_by_user: str | None = None
    area_id: AreaId | None = None
    manufacturer: str | None = None
    model: str | None = None
    sw_version: str | None = None
    hw_version: str | None = None
    serial_number: str | None = None
    via_device_id: DeviceId | None = None
    configuration_url: str | None = None
    connections: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[tuple[JsonValue, ...], ...] = ()
    config_entries: tuple[GatewayId, ...] = ()
    labels: tuple[LabelId, ...] = ()
    disabled_by: str | None = None
    entry_type: str | None = None
    merged: tuple[_WirePart, ...] = ()


class _WireEntity(msgspec.Struct, frozen=True, kw_only=True):
    entity_id: EntityId
    unique_id: JsonValue = None
    platform: str = ""
    config_entry_id: str | None = None
    device_id: DeviceId | None = None
    area_id: AreaId | None = None
    name: str | None = None
    original_name: str | None = None
    icon: str | None = None
    labels: tuple[LabelId, ...] = ()
    aliases: tuple[str, ...] = ()
    entity_category: EntityCategory | None = None
    disabled_by: str | None = None
    hidden_by: str | None = None


def read_areas(result: JsonValue) -> Sequence[Area]:
    """Read ``config/area_registry/list``."""
    return _read(result, Area)


def read_floors(result: JsonValue) -> Sequence[Floor]:
    """Read ``config/floor_registry/list``."""
    return _read(result, Floor)


def read_labels(result: JsonValue) -> Sequence[Label]:
    """Read ``config/label_registry/list``."""
    return _read(result, Label)


def read_devices(result: JsonValue) -> Sequence[Device]:
    """Read ``config/device_registry/list``; what is merged into a device comes right after it."""
    return [one for wire in _read(result, _WireDevice) for one in (_device(wire), *_parts(wire))]


def read_entities(result: JsonValue) -> Sequence[Entity]:
    """Read ``config/entity_registry/list``."""
    return [_entity(wire) for wire in _read(result, _WireEntity)]


def _read(result: JsonValue, kind: type[_Entry]) -> list[_Entry]:
    try:
        return msgspec.convert(result, list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"A registry list cannot be read: {error}.") from error


def _device(wire: _WireDevice) -> Device:
    keys = [str(identifier[-1]) for identifier in wire.identifiers if identifier]
    return Device(
        id=wire.id,
        gateway_id=wire.config_entries[0] if wire.config_entries else GatewayId(""),
        key=keys[0] if keys else wire.id,
        name=wire.name or "",
        name_by_user=wire.name_by_user,
        area_id=wire.area_id,
        manufacturer=wire.manufacturer,
        model=wire.model,
        sw_version=wire.sw_version,
        hw_version=wire.hw_version,
        serial_number=wire.serial_number,
        via_device_id=wire.via_device_id,
        configuration_url=wire.configuration_url,
        connections=wire.connections,
        labels=wire.labels,
        disabled_by=_by(wire.disabled_by),
        is_service=wire.entry_type == "service",
    )


def _parts(wire: _WireDevice) -> Sequence[Device]:
    return [
        Device(
            id=part.id,
            gateway_id=part.gateway_id,
            key=part.id,
            name=part.name,
            manufacturer=part.manufacturer,
            model=part.model,
            merged_into=wire.id,
        )
        for part in wire.merged
    ]


def _entity(wire: _WireEntity) -> Entity:
    return Entity(
        entity_id=wire.entity_id,
        gateway_id=GatewayId(wire.config_entry_id or wire.platform),
        key=EntityKey(str(wire.unique_id)),
        device_id=wire.device_id,
        area_id=wire.area_id,
        name=wire.name,
        original_name=wire.original_name,
        icon=wire.icon,
        labels=wire.labels,
        aliases=wire.aliases,
        category=wire.entity_category,
        disabled_by=_by(wire.disabled_by),
        hidden_by=_by(wire.hidden_by),
    )


def _by(who: str | None) -> DisabledBy | None:
    return None if who is None else "user" if who == "user" else "integration"
