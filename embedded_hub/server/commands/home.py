"""Answers our own family: what the home is, and its tokens."""

import asyncio

import msgspec
from msgspec import UNSET

from embedded_hub.core.home import HomeSettings
from embedded_hub.core.intercom.preferences import is_zone
from embedded_hub.core.people import Role, Token
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import AreaId, GatewayId
from embedded_hub.model.street_tiles import origin_of
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.home import (
    ConfigureHome,
    CreateToken,
    HomeInfo,
    ListTokens,
    RevokeToken,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(HomeInfo, home_info)
    table.slow(ConfigureHome, configure_home)
    table.slow(CreateToken, create_token)
    table.quick(ListTokens, list_tokens)
    table.slow(RevokeToken, revoke_token)


def home_info(caller: Caller, _: HomeInfo) -> JsonObject:
    """Tell what this home is called, where it is reached and who is asking."""
    return {
        "home_id": caller.home.id,
        "name": caller.home.settings.name,
        "version": caller.info.version,
        "hub_url": caller.info.hub_url,
        "gateway_url": caller.info.gateway_url,
        "role": caller.principal.role.value,
        "is_demo": caller.info.is_demo,
        "person_id": caller.principal.user.id,
        "map": _map(caller),
        "access": _access(caller),
    }


def _map(caller: Caller) -> JsonObject | None:
    """Say where maps get pictures of streets, to those who live here."""
    settings = caller.home.settings
    if not settings.map_tiles or not caller.home.permissions.is_resident(caller.principal):
        return None
    return {"tiles": settings.map_tiles, "credit": settings.map_credit}


def _access(caller: Caller) -> JsonObject | None:
    """Say when a visit is on, to those whose access has hours or an end."""
    user = caller.home.people.get(caller.principal.user.id)
    if user is None or not user.is_timed:
        return None
    return {
        "is_open": caller.principal.user.is_active,
        "hours": [msgspec.to_builtins(span) for span in user.hours],
        "expires_at": user.expires_at,
    }


async def configure_home(caller: Caller, command: ConfigureHome) -> JsonObject:
    """Give the home another name, place or language."""
    caller.require_admin()
    given = {
        name: value
        for name in HomeSettings.__struct_fields__
        if (value := getattr(command, name)) is not UNSET
    }
    settings = msgspec.structs.replace(caller.home.settings, **given)
    settings = msgspec.structs.replace(settings, name=settings.name.strip())
    if not settings.name:
        raise InvalidInfo("a home needs a name")
    if "time_zone" in given and not await asyncio.to_thread(is_zone, settings.time_zone):
        raise InvalidInfo("there is no such time zone", details={"time_zone": settings.time_zone})
    if settings.map_tiles and origin_of(settings.map_tiles) is None:
        raise InvalidInfo("an address of map pictures names {z}, {x} and {y}")
    await caller.home.configure(settings)
    caller.home.audit.note(
        caller.principal, "home/configured", caller.home.id, {"changed": sorted(given)}
    )
    return {name: getattr(settings, name) for name in HomeSettings.__struct_fields__}


# --- tokens -------------------------------------------------------------------------------------


async def create_token(caller: Caller, command: CreateToken) -> JsonObject:
    """Make a token; its text is shown this once."""
    caller.require_admin()
    areas = caller.home.registry.areas
    if unknown := [area_id for area_id in command.area_ids if area_id not in areas]:
        raise InvalidInfo(f"there is no area {unknown[0]}", details={"area_id": unknown[0]})
    text, token = await caller.home.people.issue(
        Role(command.role),
        command.name,
        area_ids=[AreaId(area_id) for area_id in command.area_ids],
        gateway_id=GatewayId(command.gateway_id) if command.gateway_id else None,
    )
    details = {"name": command.name, "role": command.role}
    caller.home.audit.note(caller.principal, "device/added", token.id, details)
    return {"token": text, "id": token.id, "role": command.role, "name": command.name}


def list_tokens(caller: Caller, _: ListTokens) -> list[JsonObject]:
    """List the tokens without their secrets."""
    caller.require_admin()
    return [_listed_token(caller, token) for token in caller.home.people.tokens()]


async def revoke_token(caller: Caller, command: RevokeToken) -> None:
    """Make a token worthless and end its sessions."""
    caller.require_admin()
    tokens = caller.home.people.tokens()
    token = next((one for one in tokens if one.id == command.token_id), None)
    if token is None:
        raise NotFound("there is no such token", details={"token_id": command.token_id})
    await caller.home.household.revoke([token.id])
    caller.home.audit.note(caller.principal, "device/revoked", token.id, {"name": token.name})


def _listed_token(caller: Caller, token: Token) -> JsonObject:
    user = caller.home.people.get(token.user_id)
    return {
        "id": token.id,
        "name": token.name,
        "user_id": token.user_id,
        "user_name": user.name if user else None,
        "role": user.role.value if user else None,
        "area_ids": list(user.area_ids) if user else [],
        "gateway_id": user.gateway_id if user else None,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "is_current": token.id == caller.principal.token_id,
    }
