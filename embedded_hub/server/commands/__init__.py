"""What answers the client API: one file per family, one table for all.

The shapes of commands stand in :mod:`embedded_hub.protocol.commands`.
Every handler reads through its caller's sight, so that nobody is told of what they may not see.
"""

from embedded_hub.server.commands import (
    actions,
    assist,
    authority,
    calls,
    config,
    connection,
    conversation,
    devices,
    frontend,
    gateways,
    history,
    home,
    location,
    logbook,
    messages,
    notices,
    pairing,
    people,
    places,
    push,
    related,
    speech,
    states,
    statistics,
    things,
    voice,
    zones,
)
from embedded_hub.server.commands.table import CommandTable

_FAMILIES = (
    connection,
    states,
    actions,
    config,
    places,
    things,
    devices,
    related,
    history,
    logbook,
    statistics,
    notices,
    frontend,
    home,
    gateways,
    pairing,
    authority,
    conversation,
    assist,
    voice,
    speech,
    messages,
    calls,
    people,
    push,
    location,
    zones,
)


def make_table() -> CommandTable:
    """Return the table of every command the hub answers."""
    table = CommandTable()
    for family in _FAMILIES:
        family.register(table)
    return table
