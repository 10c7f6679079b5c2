"""Answers the five registries: lists for everybody, changes for the owner."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec
from msgspec import UNSET

from embedded_hub.core.registry import AnyShelf, Change, delete, put
from embedded_hub.errors import InvalidFormat, InvalidInfo, NotAllowed, NotFound
from embedded_hub.model.ids import (
    AreaId,
    EntityId,
    FloorId,
    LabelId,
    domain_of,
    is_entity_id,
    unique_slug,
)
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands.registries import (
    CreateArea,
    CreateFloor,
    CreateLabel,
    DeleteArea,
    DeleteFloor,
    DeleteLabel,
    GetEntity,
    ListAreas,
    ListDevices,
    ListEntities,
    ListEntitiesForDisplay,
    ListFloors,
    ListLabels,
    RemoveEntity,
    UpdateArea,
    UpdateDevice,
    UpdateEntity,
    UpdateFloor,
    UpdateLabel,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.entries import (
    CATEGORIES,
    area_entry,
    device_entry,
    display_entry,
    entity_entry,
    floor_entry,
    full_entity_entry,
    label_entry,
    platforms_of,
)
from embedded_hub.server.commands.table import CommandTable

_E = TypeVar("_E", Area, Floor, Label, Device, Entity)
_Named = Area | Floor | Label


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(ListAreas, list_areas)
    table.slow(CreateArea, create_area)
    table.slow(UpdateArea, update_area)
    table.slow(DeleteArea, delete_area)
    table.quick(ListFloors, list_floors)
    table.slow(CreateFloor, create_floor)
    table.slow(UpdateFloor, update_floor)
    table.slow(DeleteFloor, delete_floor)
    table.quick(ListLabels, list_labels)
    table.slow(CreateLabel, create_label)
    table.slow(UpdateLabel, update_label)
    table.slow(DeleteLabel, delete_label)
    table.quick(ListDevices, list_devices)
    table.slow(UpdateDevice, update_device)
    table.quick(ListEntities, list_entities)
    table.quick(ListEntitiesForDisplay, list_entities_for_display)
    table.quick(GetEntity, get_entity)
    table.slow(UpdateEntity, update_entity)
    table.slow(RemoveEntity, remove_entity)


# --- areas --------------------------------------------------------------------------------------


def list_areas(caller: Caller, _: ListAreas) -> list[JsonObject]:
    """List the areas."""
    return [area_entry(area) for area in caller.sight.areas()]


async def create_area(caller: Caller, command: CreateArea) -> JsonObject:
    """Make an area."""
    caller.require_admin()
    registry = caller.home.registry
    _require_free_name(command.name, registry.areas.all(), None)
    _require(registry.floors, command.floor_id)
    area = Area(
        area_id=AreaId(unique_slug(command.name, registry.areas.ids())),
        name=command.name.strip(),
        floor_id=FloorId(command.floor_id) if command.floor_id else None,
        icon=command.icon,
        picture=command.picture,
        aliases=command.aliases,
        labels=_labels(caller, command.labels),
    )
    await registry.edit(put(area))
    return area_entry(area)


async def update_area(caller: Caller, command: UpdateArea) -> JsonObject:
    """Change an area."""
    caller.require_admin()
    registry = caller.home.registry
    area = _known(registry.areas.get(command.area_id), "Area ID not found")
    changes = _given(command, ("name", "aliases", "floor_id", "icon", "picture", "labels"))
    _check_changes(caller, changes, registry.areas.all(), area)
    area = msgspec.structs.replace(area, **changes)
    await registry.edit(put(area))
    return area_entry(area)


async def delete_area(caller: Caller, command: DeleteArea) -> str:
    """Remove an area; what was in it is nowhere."""
    caller.require_admin()
    registry = caller.home.registry
    area = _known(registry.areas.get(command.area_id), "Area ID doesn't exist")
    inside: list[Device | Entity] = [*registry.devices.all(), *registry.entities.all()]
    moved = [
        put(msgspec.structs.replace(one, area_id=None))
        for one in inside
        if one.area_id == area.area_id
    ]
    await registry.edit(delete("area", area.area_id), *moved)
    return "success"


# --- floors -------------------------------------------------------------------------------------


def list_floors(caller: Caller, _: ListFloors) -> list[JsonObject]:
    """List the floors."""
    return [floor_entry(floor) for floor in caller.sight.floors()]


async def create_floor(caller: Caller, command: CreateFloor) -> JsonObject:
    """Make a floor."""
    caller.require_admin()
    registry = caller.home.registry
    _require_free_name(command.name, registry.floors.all(), None)
    floor = Floor(
        floor_id=FloorId(unique_slug(command.name, registry.floors.ids())),
        name=command.name.strip(),
        level=command.level,
        icon=command.icon,
        aliases=command.aliases,
    )
    await registry.edit(put(floor))
    return floor_entry(floor)


async def update_floor(caller: Caller, command: UpdateFloor) -> JsonObject:
    """Change a floor."""
    caller.require_admin()
    registry = caller.home.registry
    floor = _known(registry.floors.get(command.floor_id), "Floor ID not found")
    changes = _given(command, ("name", "aliases", "icon", "level"))
    _check_changes(caller, changes, registry.floors.all(), floor)
    floor = msgspec.structs.replace(floor, **changes)
    await registry.edit(put(floor))
    return floor_entry(floor)


async def delete_floor(caller: Caller, command: DeleteFloor) -> None:
    """Remove a floor; its areas stay."""
    caller.require_admin()
    registry = caller.home.registry
    floor = _known(registry.floors.get(command.floor_id), "Floor ID doesn't exist")
    kept = [
        put(msgspec.structs.replace(area, floor_id=None))
        for area in registry.areas.all()
        if area.floor_id == floor.floor_id
    ]
    await registry.edit(delete("floor", floor.floor_id), *kept)


# --- labels -------------------------------------------------------------------------------------


def list_labels(caller: Caller, _: ListLabels) -> list[JsonObject]:
    """List the labels."""
    return [label_entry(label) for label in caller.sight.labels()]


async def create_label(caller: Caller, command: CreateLabel) -> JsonObject:
    """Make a label."""
    caller.require_admin()
    registry = caller.home.registry
    _require_free_name(command.name, registry.labels.all(), None)
    label = Label(
        label_id=LabelId(unique_slug(command.name, registry.labels.ids())),
        name=command.name.strip(),
        color=command.color,
        icon=command.icon,
        description=command.description,
    )
    await registry.edit(put(label))
    return label_entry(label)


async def update_label(caller: Caller, command: UpdateLabel) -> JsonObject:
    """Change a label."""
    caller.require_admin()
    registry = caller.home.registry
    label = _known(registry.labels.get(command.label_id), "Label ID not found")
    changes = _given(command, ("name", "color", "description", "icon"))
    _check_changes(caller, changes, registry.labels.all(), label)
    label = msgspec.structs.replace(label, **changes)
    await registry.edit(put(label))
    return label_entry(label)


async def delete_label(caller: Caller, command: DeleteLabel) -> None:
    """Remove a label from everything that carries it."""
    caller.require_admin()
    registry = caller.home.registry
    label = _known(registry.labels.get(command.label_id), "Label ID doesn't exist")
    everything: list[Area | Device | Entity] = [
        *registry.areas.all(),
        *registry.devices.all(),
        *registry.entities.all(),
    ]
    without: list[Change] = []
    for entry in everything:
        if label.label_id in entry.labels:
            kept = tuple(one for one in entry.labels if one != label.label_id)
            without.append(put(msgspec.structs.replace(entry, labels=kept)))
    await registry.edit(delete("label", label.label_id), *without)


# --- devices ------------------------------------------------------------------------------------


def list_devices(caller: Caller, _: ListDevices) -> list[JsonObject]:
    """List the devices."""
    return [device_entry(device) for device in caller.sight.devices()]


async def update_device(caller: Caller, command: UpdateDevice) -> JsonObject:
    """Change what people may choose about a device."""
    caller.require_admin()
    registry = caller.home.registry
    device = _known(registry.devices.get(command.device_id), "Device not found")
    changes = _given(command, ("area_id", "name_by_user", "labels", "disabled_by"))
    _check_changes(caller, changes, (), None)
    device = msgspec.structs.replace(device, **changes)
    await registry.edit(put(device))
    return device_entry(device)


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
    changes = _given(command, fields)
    _check_changes(caller, changes, (), None)
    new_id = command.new_entity_id
    if new_id is not UNSET and new_id != entity.entity_id:
        _check_new_id(caller, entity, new_id)
        await home.rename_entity(entity.entity_id, EntityId(new_id))
        entity = caller.sight.entity(new_id)
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


# --- checks -------------------------------------------------------------------------------------


def _given(command: Command, names: Iterable[str]) -> dict[str, JsonValue]:
    """Return the fields a command carries; what is left out stays as it is."""
    fields = {name: getattr(command, name) for name in names}
    return {name: value for name, value in fields.items() if value is not UNSET}


def _check_changes(
    caller: Caller,
    changes: Mapping[str, JsonValue],
    others: Iterable[_Named],
    changed: _Named | None,
) -> None:
    registry = caller.home.registry
    name = changes.get("name")
    if isinstance(name, str) and changed is not None:
        _require_free_name(name, others, changed)
    if isinstance(area_id := changes.get("area_id"), str):
        _require(registry.areas, area_id)
    if isinstance(floor_id := changes.get("floor_id"), str):
        _require(registry.floors, floor_id)
    if isinstance(labels := changes.get("labels"), tuple):
        _labels(caller, labels)


def _require_free_name(name: str, others: Iterable[_Named], changed: _Named | None) -> None:
    wanted = name.strip().casefold()
    if not wanted:
        raise InvalidInfo("a name must not be empty")
    for other in others:
        if other.name.casefold() == wanted and (changed is None or other != changed):
            raise InvalidInfo(
                f"The name {name.strip()} is already in use", details={"name": name.strip()}
            )


def _require(shelf: AnyShelf, key: str | None) -> None:
    if key is not None and key not in shelf:
        raise InvalidInfo(f"there is nothing called {key}", details={"id": key})


def _labels(caller: Caller, labels: Iterable[str]) -> tuple[LabelId, ...]:
    for label in labels:
        _require(caller.home.registry.labels, label)
    return tuple(LabelId(label) for label in labels)


def _check_new_id(caller: Caller, entity: Entity, new_id: str) -> None:
    if not is_entity_id(new_id):
        raise InvalidFormat(f"not an entity id: {new_id[:64]!r}")
    if domain_of(new_id) != entity.domain:
        raise InvalidInfo("New entity ID should be same domain")
    if new_id in caller.home.registry.entities:
        raise InvalidInfo("Entity with this ID is already registered", details={"id": new_id})


def _known(entry: _E | None, message: str) -> _E:
    if entry is None:
        raise NotFound(message)
    return entry
