"""Answers our own family: what the home is, its gateways and its tokens."""

import asyncio
from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from embedded_hub.core.events import GatewaysChanged
from embedded_hub.core.home import HomeSettings
from embedded_hub.core.intercom.preferences import is_zone
from embedded_hub.core.people import Role, Token
from embedded_hub.core.ports import GatewayDirectory
from embedded_hub.errors import InvalidInfo, NotFound, NotSupported
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import AreaId, GatewayId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.home import (
    AddGateway,
    ConfigureHome,
    CreateToken,
    GatewayTypes,
    HomeInfo,
    ListGateways,
    ListTokens,
    PauseGateway,
    RemoveGateway,
    RevokeToken,
    SubscribeGateways,
)
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(HomeInfo, home_info)
    table.slow(ConfigureHome, configure_home)
    table.quick(GatewayTypes, list_gateway_types)
    table.quick(ListGateways, list_gateways)
    table.quick(SubscribeGateways, subscribe_gateways)
    table.slow(AddGateway, add_gateway)
    table.slow(PauseGateway, pause_gateway)
    table.slow(RemoveGateway, remove_gateway)
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
        "access": _access(caller),
    }


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
    await caller.home.configure(settings)
    caller.home.audit.note(
        caller.principal, "home/configured", caller.home.id, {"changed": sorted(given)}
    )
    return {name: getattr(settings, name) for name in HomeSettings.__struct_fields__}


# --- gateways -----------------------------------------------------------------------------------


def list_gateway_types(caller: Caller, _: GatewayTypes) -> Sequence[JsonObject]:
    """List the kinds of gateways that can be added."""
    return _directory(caller).types()


def list_gateways(caller: Caller, _: ListGateways) -> Sequence[GatewayStatus]:
    """List the gateways with how they stand."""
    return _shown(caller, _directory(caller).list())


def subscribe_gateways(caller: Caller, command: SubscribeGateways) -> Subscribed:
    """Send the whole list now and at each change."""
    directory = _directory(caller)

    def send(gateways: Sequence[GatewayStatus]) -> None:
        caller.send_event(command.id, {"gateways": _shown(caller, gateways)})

    def start() -> Stop:
        send(directory.list())
        return caller.home.bus.subscribe(GatewaysChanged, lambda event: send(event.gateways))

    return Subscribed(start)


async def add_gateway(caller: Caller, command: AddGateway) -> GatewayStatus:
    """Add a gateway and wait until its first snapshot is in."""
    caller.require_admin()
    added = await _directory(caller).add(command.gateway_type, command.title, command.options)
    caller.home.audit.note(
        caller.principal,
        "gateway/added",
        added.id,
        {"type": command.gateway_type, "title": added.title},
    )
    return added


async def pause_gateway(caller: Caller, command: PauseGateway) -> GatewayStatus:
    """Disconnect a gateway, or go on."""
    caller.require_admin()
    status = await _directory(caller).pause(GatewayId(command.gateway_id), command.is_paused)
    kind = "gateway/paused" if command.is_paused else "gateway/resumed"
    caller.home.audit.note(caller.principal, kind, command.gateway_id)
    return status


async def remove_gateway(caller: Caller, command: RemoveGateway) -> None:
    """Remove a gateway with everything that came from it."""
    caller.require_admin()
    await _directory(caller).remove(GatewayId(command.gateway_id))
    caller.home.audit.note(caller.principal, "gateway/removed", command.gateway_id)


def _directory(caller: Caller) -> GatewayDirectory:
    if caller.home.directory is None:
        raise NotSupported("this home has no gateways of its own")
    return caller.home.directory


def _shown(caller: Caller, gateways: Sequence[GatewayStatus]) -> Sequence[GatewayStatus]:
    """Leave out what only the owner needs: a gateway's settings hold addresses and names."""
    match caller.principal.role:
        case Role.OWNER:
            return gateways
        case Role.FAMILY | Role.TESTER:
            return [msgspec.structs.replace(one, options={}) for one in gateways]
        case Role.GUEST | Role.GATEWAY:
            return []


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
