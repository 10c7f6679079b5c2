"""Answers the registries of devices and entities: lists for everybody, changes for the owner."""

import msgspec
from msgspec import UNSET

from embedded_hub.core.registry import delete, put
from embedded_hub.errors import InvalidFormat, InvalidInfo, NotAllowed
from embedded_hub.model.ids import EntityId, domain_of, is_entity_id
from embedded_hub.model.registry import Entity
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.registries import (
    GetEntity,
    ListDevices,
    ListEntities,
    ListEntitiesForDisplay,
    RemoveEntity,
    UpdateDevice,
    UpdateEntity,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.checks import check_changes, given, known
from embedded_hub.server.commands.entries import (
    CATEGORIES,
    device_entry,
    display_entry,
    entity_entry,
    full_entity_entry,
    platforms_of,
)
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(ListDevices, list_devices)
    table.slow(UpdateDevice, update_device)
    table.quick(ListEntities, list_entities)
    table.quick(ListEntitiesForDisplay, list_entities_for_display)
    table.quick(GetEntity, get_entity)
    table.slow(UpdateEntity, update_entity)
    table.slow(RemoveEntity, remove_entity)


# --- devices ------------------------------------------------------------------------------------


def list_devices(caller: Caller, _: ListDevices) -> list[JsonObject]:
    """List the devices."""
    registry = caller.home.registry
    return [device_entry(registry, device) for device in caller.sight.devices()]


async def update_device(caller: Caller, command: UpdateDevice) -> JsonObject:
    """Change what people may choose about a device."""
    caller.require_admin()
    registry = caller.home.registry
    device = known(registry.shown_device(command.device_id), "Device not found")
    changes = given(command, ("area_id", "name_by_user", "labels", "disabled_by"))
    check_changes(caller, changes, (), None)
    device = msgspec.structs.replace(device, **changes)
    await registry.edit(put(device))
    return device_entry(registry, device)


# --- entities -----------------------------------------------------------------------------------


def list_entities(caller: Caller, _: ListEntities) -> list[JsonObject]:
    """List the entities, disabled ones included."""
    platforms = platforms_of(caller.home)
    return [entity_entry(platforms, entity) for entity in caller.sight.entities()]


def list_entities_for_display(caller: Caller, _: ListEntitiesForDisplay) -> JsonObject:
    """List the entities a screen shows."""
    platforms = platforms_of(caller.home)
    shown = [one for one in caller.sight.entities() if one.disabled_by is None]
    return {
        "entity_categories": {str(key): name for key, name in enumerate(CATEGORIES)},
        "entities": [display_entry(platforms, entity) for entity in shown],
    }


def get_entity(caller: Caller, command: GetEntity) -> JsonObject:
    """Read everything about one entity."""
    return full_entity_entry(platforms_of(caller.home), caller.sight.entity(command.entity_id))


async def update_entity(caller: Caller, command: UpdateEntity) -> JsonObject:
    """Change what people may choose about an entity, its id included."""
    caller.require_admin()
    home, registry = caller.home, caller.home.registry
    entity = caller.sight.entity(command.entity_id)
    fields = ("name", "icon", "area_id", "aliases", "labels", "disabled_by", "hidden_by")
    changes = given(command, fields)
    check_changes(caller, changes, (), None)
    new_id = command.new_entity_id
    if new_id is not UNSET and new_id != entity.entity_id:
        _check_new_id(caller, entity, new_id)
        await home.rename_entity(entity.entity_id, EntityId(new_id))
        entity = caller.sight.entity(new_id)
    if "hidden_by" in changes:
        # Whoever shows what merging hid wants to see it.
        is_wanted = changes["hidden_by"] is None and entity.own_device_id is not None
        changes["twin"] = "shown" if is_wanted else None
    if changes:
        entity = msgspec.structs.replace(entity, **changes)
        await registry.edit(put(entity))
    return {"entity_entry": full_entity_entry(platforms_of(home), entity)}


async def remove_entity(caller: Caller, command: RemoveEntity) -> None:
    """Remove an entity its gateway no longer describes."""
    caller.require_admin()
    entity = caller.sight.entity(command.entity_id)
    if not entity.is_gone:
        raise NotAllowed("its gateway still has this entity; disable it instead")
    await caller.home.registry.edit(delete("entity", entity.entity_id))
    caller.home.states.remove(entity.entity_id)
    await caller.home.history.forget([entity.entity_id])


def _check_new_id(caller: Caller, entity: Entity, new_id: str) -> None:
    if not is_entity_id(new_id):
        raise InvalidFormat(f"not an entity id: {new_id[:64]!r}")
    if domain_of(new_id) != entity.domain:
        raise InvalidInfo("New entity ID should be same domain")
    if new_id in caller.home.registry.entities:
        raise InvalidInfo("Entity with this ID is already registered", details={"id": new_id})
