"""Answers the commands on where a phone is."""

from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.location import LocationStatus, ReportLocation, ShareLocation
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(LocationStatus, read_status)
    table.slow(ShareLocation, share)
    table.quick(ReportLocation, report)


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
