"""Answers the commands on zones: the list for everybody who lives here, changes for the owner."""

from embedded_hub.core.zones import ZoneChanges
from embedded_hub.model.values import JsonObject
from embedded_hub.model.zone import Zone
from embedded_hub.protocol.commands.zones import CreateZone, DeleteZone, ListZones, UpdateZone
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(ListZones, list_zones)
    table.slow(CreateZone, create_zone)
    table.slow(UpdateZone, update_zone)
    table.slow(DeleteZone, delete_zone)


def list_zones(caller: Caller, _: ListZones) -> list[JsonObject]:
    """List the zones made here; nobody else learns of a place."""
    if not caller.home.permissions.is_resident(caller.principal):
        return []
    return [_listed(zone) for zone in caller.home.zones.made()]


async def create_zone(caller: Caller, command: CreateZone) -> JsonObject:
    """Make a zone."""
    caller.require_admin()
    zone = Zone(
        id="",
        name=command.name,
        latitude=command.latitude,
        longitude=command.longitude,
        radius_m=command.radius,
        is_passive=command.passive,
        icon=command.icon,
    )
    made = await caller.home.zones.create(zone)
    caller.home.audit.note(caller.principal, "zone/added", made.id, {"name": made.name})
    return _listed(made)


async def update_zone(caller: Caller, command: UpdateZone) -> JsonObject:
    """Change a zone."""
    caller.require_admin()
    changes = ZoneChanges(
        name=command.name,
        latitude=command.latitude,
        longitude=command.longitude,
        radius_m=command.radius,
        is_passive=command.passive,
        icon=command.icon,
    )
    zone = await caller.home.zones.update(command.zone_id, changes)
    caller.home.audit.note(caller.principal, "zone/changed", zone.id, {"name": zone.name})
    return _listed(zone)


async def delete_zone(caller: Caller, command: DeleteZone) -> None:
    """Remove a zone."""
    caller.require_admin()
    await caller.home.zones.remove(command.zone_id)
    await caller.home.arrivals.forget_zone(command.zone_id)
    caller.home.audit.note(caller.principal, "zone/removed", command.zone_id)


def _listed(zone: Zone) -> JsonObject:
    shown: dict[str, str | float | bool] = {
        "id": zone.id,
        "name": zone.name,
        "latitude": zone.latitude,
        "longitude": zone.longitude,
        "radius": zone.radius_m,
        "passive": zone.is_passive,
    }
    if zone.icon is not None:
        shown["icon"] = zone.icon
    return shown
