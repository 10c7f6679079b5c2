"""Answers by what the hub is known, and lets its authority be followed by another."""

from embedded_hub.errors import NotSupported
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.authority import GetAuthority, RotateAuthority
from embedded_hub.security.pins import spoken
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.landing import landing_url


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GetAuthority, get_authority)
    table.slow(RotateAuthority, rotate_authority)


def get_authority(caller: Caller, _: GetAuthority) -> JsonObject:
    """Tell by what the hub is known."""
    reach = caller.info.reach()
    return {
        "addresses": list(reach.addresses),
        "landing_url": landing_url(reach),
        "authority": reach.authority,
        "fingerprint": spoken(reach.pin) if reach.pin else None,
        "pin": reach.pin,
        "next_pin": reach.next_pin,
        "rotates_at": reach.rotates_at,
    }


async def rotate_authority(caller: Caller, command: RotateAuthority) -> JsonObject:
    """Announce the authority that takes over."""
    caller.require_admin()
    if caller.info.announce_authority is None:
        raise NotSupported("the hub does not speak TLS")
    await caller.info.announce_authority()
    return get_authority(caller, GetAuthority(id=command.id))
