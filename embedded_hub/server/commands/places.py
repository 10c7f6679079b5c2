"""Answers the registries of places and labels: lists for everybody, changes for the owner."""

import msgspec

from embedded_hub.core.registry import Change, delete, put
from embedded_hub.model.ids import AreaId, FloorId, LabelId, unique_slug
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.registries import (
    CreateArea,
    CreateFloor,
    CreateLabel,
    DeleteArea,
    DeleteFloor,
    DeleteLabel,
    ListAreas,
    ListFloors,
    ListLabels,
    UpdateArea,
    UpdateFloor,
    UpdateLabel,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.checks import (
    check_changes,
    given,
    known,
    known_labels,
    require,
    require_free_name,
)
from embedded_hub.server.commands.entries import area_entry, floor_entry, label_entry
from embedded_hub.server.commands.table import CommandTable


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


# --- areas --------------------------------------------------------------------------------------


def list_areas(caller: Caller, _: ListAreas) -> list[JsonObject]:
    """List the areas."""
    return [area_entry(area) for area in caller.sight.areas()]


async def create_area(caller: Caller, command: CreateArea) -> JsonObject:
    """Make an area."""
    caller.require_admin()
    registry = caller.home.registry
    require_free_name(command.name, registry.areas.all(), None)
    require(registry.floors, command.floor_id)
    area = Area(
        area_id=AreaId(unique_slug(command.name, registry.areas.ids())),
        name=command.name.strip(),
        floor_id=FloorId(command.floor_id) if command.floor_id else None,
        icon=command.icon,
        picture=command.picture,
        aliases=command.aliases,
        labels=known_labels(caller, command.labels),
    )
    await registry.edit(put(area))
    return area_entry(area)


async def update_area(caller: Caller, command: UpdateArea) -> JsonObject:
    """Change an area."""
    caller.require_admin()
    registry = caller.home.registry
    area = known(registry.areas.get(command.area_id), "Area ID not found")
    changes = given(command, ("name", "aliases", "floor_id", "icon", "picture", "labels"))
    check_changes(caller, changes, registry.areas.all(), area)
    area = msgspec.structs.replace(area, **changes)
    await registry.edit(put(area))
    return area_entry(area)


async def delete_area(caller: Caller, command: DeleteArea) -> str:
    """Remove an area; what was in it is nowhere."""
    caller.require_admin()
    registry = caller.home.registry
    area = known(registry.areas.get(command.area_id), "Area ID doesn't exist")
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
    require_free_name(command.name, registry.floors.all(), None)
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
    floor = known(registry.floors.get(command.floor_id), "Floor ID not found")
    changes = given(command, ("name", "aliases", "icon", "level"))
    check_changes(caller, changes, registry.floors.all(), floor)
    floor = msgspec.structs.replace(floor, **changes)
    await registry.edit(put(floor))
    return floor_entry(floor)


async def delete_floor(caller: Caller, command: DeleteFloor) -> None:
    """Remove a floor; its areas stay."""
    caller.require_admin()
    registry = caller.home.registry
    floor = known(registry.floors.get(command.floor_id), "Floor ID doesn't exist")
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
    require_free_name(command.name, registry.labels.all(), None)
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
    label = known(registry.labels.get(command.label_id), "Label ID not found")
    changes = given(command, ("name", "color", "description", "icon"))
    check_changes(caller, changes, registry.labels.all(), label)
    label = msgspec.structs.replace(label, **changes)
    await registry.edit(put(label))
    return label_entry(label)


async def delete_label(caller: Caller, command: DeleteLabel) -> None:
    """Remove a label from everything that carries it."""
    caller.require_admin()
    registry = caller.home.registry
    label = known(registry.labels.get(command.label_id), "Label ID doesn't exist")
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
