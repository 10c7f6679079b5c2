"""Answers the commands on where people are and were."""

import asyncio
from collections.abc import Iterable, Iterator

from embedded_hub.core.arrivals import Watch
from embedded_hub.core.ports import HistoryRow
from embedded_hub.errors import InvalidFormat, InvalidInfo, NotFound
from embedded_hub.model.capability.tracker import accuracy_in, position_in
from embedded_hub.model.ids import EntityId
from embedded_hub.model.route import Fix, simplify
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.location import (
    ListWatches,
    LocationStatus,
    ReadRoute,
    ReportLocation,
    ShareLocation,
    WatchLocation,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable

MAX_FIXES = 20_000
"""Of one answer: a fix every four seconds for a whole day."""


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(LocationStatus, read_status)
    table.slow(ShareLocation, share)
    table.quick(ReportLocation, report)
    table.slow(ReadRoute, read_route)
    table.slow(WatchLocation, watch)
    table.quick(ListWatches, list_watches)


def read_status(caller: Caller, _: LocationStatus) -> JsonObject:
    """Tell whether this device shares where it is."""
    locations, token_id = caller.home.locations, caller.principal.token_id
    sharing = locations.sharing(token_id)
    return {
        "is_shared": sharing is not None,
        "since_at": sharing.since_at if sharing else None,
        "last_at": locations.last_at(token_id),
        "entity_id": locations.tracker_id(token_id) if sharing else None,
    }


async def share(caller: Caller, command: ShareLocation) -> None:
    """Begin to share where this device is, or stop."""
    locations, principal = caller.home.locations, caller.principal
    if command.is_shared:
        await locations.share(principal)
    else:
        await locations.hide(principal.token_id)
    kind = "location/shared" if command.is_shared else "location/hidden"
    caller.home.audit.note(principal, kind, principal.token_id)


def report(caller: Caller, command: ReportLocation) -> None:
    """Take where this device is."""
    caller.home.locations.report(caller.principal, command.position)


async def read_route(caller: Caller, command: ReadRoute) -> JsonObject:
    """Read where a tracker was, in as few points as tell it."""
    entity_id = _placed(caller, command.entity_id)
    end_at = command.end if command.end is not None else caller.home.clock.utc_s()
    if end_at < command.start:
        raise InvalidFormat("end is before start")
    async with caller.heavy:
        found = await caller.home.history.read([entity_id], command.start, end_at, limit=MAX_FIXES)
        rows = found.get(entity_id, ())
        points = await asyncio.to_thread(_points, rows, command.start, command.tolerance_m)
    return {
        "points": points,
        "tolerance_m": command.tolerance_m,
        "is_cut": len(rows) >= MAX_FIXES,
    }


async def watch(caller: Caller, command: WatchLocation) -> None:
    """Have a notice of somebody's arrivals and leavings, or no more."""
    home, principal = caller.home, caller.principal
    # What is not there any more can still be switched off.
    entity_id = _placed(caller, command.entity_id) if command.is_on else command.entity_id
    home.permissions.require_resident(principal)
    try:
        zone_id = home.zones.zone(command.zone_id).id
    except NotFound:
        if command.is_on:
            raise
        zone_id = command.zone_id
    watched = Watch(entity_id=entity_id, zone_id=zone_id, on=command.on)
    await home.arrivals.watch(principal.user.id, watched, is_on=command.is_on)


def list_watches(caller: Caller, _: ListWatches) -> JsonObject:
    """List what the caller has notices of."""
    watches = caller.home.arrivals.of(caller.principal.user.id)
    return {
        "watches": [
            {"entity_id": one.entity_id, "zone_id": one.zone_id, "on": one.on}
            for one in watches
            if caller.sight.scope.sees(EntityId(one.entity_id))
        ]
    }


def _placed(caller: Caller, entity_id: str) -> EntityId:
    """Return the id of something that is somewhere and that the caller may see.

    Raises:
        NotFound: there is none such for them.
        InvalidInfo: it stands still.
    """
    entity = caller.sight.entity(entity_id)
    if not caller.home.whereabouts.is_placed(entity.entity_id):
        raise InvalidInfo("only people and trackers are somewhere", details={"id": entity_id})
    return entity.entity_id


def _points(rows: Iterable[HistoryRow], start_at: float, tolerance_m: float) -> list[JsonObject]:
    return [
        {
            "at": fix.at,
            "latitude": fix.latitude,
            "longitude": fix.longitude,
            "accuracy_m": fix.accuracy_m,
        }
        for fix in simplify(list(_fixes(rows, start_at)), tolerance_m)
    ]


def _fixes(rows: Iterable[HistoryRow], start_at: float) -> Iterator[Fix]:
    """Yield where something was; the first row held at the start, where it was before."""
    for row in rows:
        place = position_in(row.attributes or {})
        if place is not None:
            yield Fix(
                at=max(row.updated_at, start_at),
                latitude=place[0],
                longitude=place[1],
                accuracy_m=accuracy_in(row.attributes or {}),
            )
