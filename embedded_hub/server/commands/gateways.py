"""Answers our own family for foreign systems: found, added, changed, looked into."""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from embedded_hub.core.events import GatewaysChanged
from embedded_hub.core.people import Role
from embedded_hub.core.ports import GatewayDirectory, GatewayDiscovery
from embedded_hub.errors import NotSupported
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_report import Diagnosis, Trial
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.gateways import (
    AddGateway,
    AdmitDevice,
    CancelGateways,
    DiagnoseGateway,
    EditGateway,
    FollowFound,
    FoundGateways,
    GatewayTypes,
    IgnoreFound,
    ListGateways,
    PauseGateway,
    RemoveGateway,
    SubscribeGateways,
    TryGateway,
)
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GatewayTypes, list_gateway_types)
    table.quick(ListGateways, list_gateways)
    table.quick(SubscribeGateways, subscribe_gateways)
    table.slow(AddGateway, add_gateway)
    table.slow(EditGateway, edit_gateway)
    table.slow(TryGateway, try_gateway)
    table.slow(CancelGateways, cancel_gateways)
    table.slow(PauseGateway, pause_gateway)
    table.slow(RemoveGateway, remove_gateway)
    table.slow(FoundGateways, list_found)
    table.quick(FollowFound, follow_found)
    table.slow(IgnoreFound, ignore_found)
    table.slow(DiagnoseGateway, diagnose_gateway)
    table.slow(AdmitDevice, admit_device)


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
    adding = _directory(caller).add(command.gateway_type, command.title, command.options)
    added = await caller.while_wanted(adding)
    details = {"type": command.gateway_type, "title": added.title}
    caller.home.audit.note(caller.principal, "gateway/added", added.id, details)
    return added


async def edit_gateway(caller: Caller, command: EditGateway) -> GatewayStatus:
    """Give a gateway another title or other settings."""
    caller.require_admin()
    gateway_id = GatewayId(command.gateway_id)
    editing = _directory(caller).edit(gateway_id, command.title, command.options)
    edited = await caller.while_wanted(editing)
    # Only which ones: a value may be a secret.
    details = {"title": edited.title, "changed": sorted(command.options)}
    caller.home.audit.note(caller.principal, "gateway/edited", edited.id, details)
    return edited


async def try_gateway(caller: Caller, command: TryGateway) -> Trial:
    """Connect once and keep nothing."""
    caller.require_admin()
    trying = _directory(caller).test(command.gateway_type, command.options)
    return await caller.while_wanted(trying)


async def cancel_gateways(caller: Caller, _: CancelGateways) -> None:
    """Give up what this session is adding, trying or changing, and close what it has opened."""
    caller.require_admin()
    caller.give_up()
    opened, caller.admitting = caller.admitting, set()
    for gateway_id in opened:
        await _directory(caller).stop_admitting(gateway_id)


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


async def list_found(caller: Caller, command: FoundGateways) -> Mapping[str, object]:
    """Search for as long as asked and list what was found."""
    caller.require_admin()
    discovery = _discovery(caller)
    if command.wait_s:
        stop = discovery.follow(lambda _: None)
        try:
            await caller.while_wanted(asyncio.sleep(command.wait_s))
        finally:
            stop()
    return _found(discovery)


def follow_found(caller: Caller, command: FollowFound) -> Subscribed:
    """Send what was found now and at each change, and search for as long."""
    caller.require_admin()
    discovery = _discovery(caller)

    def send(found: Sequence[Found]) -> None:
        caller.send_event(command.id, {"found": found, "problem": discovery.problem})

    def start() -> Stop:
        send(discovery.found())
        return discovery.follow(send)

    return Subscribed(start)


async def ignore_found(caller: Caller, command: IgnoreFound) -> None:
    """Keep quiet about something that was found, or speak of it again."""
    caller.require_admin()
    await _discovery(caller).ignore(command.found_id, command.is_ignored)


async def diagnose_gateway(caller: Caller, command: DiagnoseGateway) -> Diagnosis:
    """Say how a gateway has been doing."""
    caller.require_admin()
    return await _directory(caller).diagnose(GatewayId(command.gateway_id))


async def admit_device(caller: Caller, command: AdmitDevice) -> JsonObject | None:
    """Let a new device into the network behind a gateway."""
    caller.require_admin()
    gateway_id = GatewayId(command.gateway_id)
    came = await caller.while_wanted(_directory(caller).admit(gateway_id, command.code))
    if not came:
        caller.admitting.add(gateway_id)
    details = {"device_keys": list(came)}
    caller.home.audit.note(caller.principal, "gateway/admitted", gateway_id, details)
    return {"device_keys": list(came)} if came else None


def _directory(caller: Caller) -> GatewayDirectory:
    if caller.home.directory is None:
        raise NotSupported("this home has no gateways of its own")
    return caller.home.directory


def _discovery(caller: Caller) -> GatewayDiscovery:
    discovery = _directory(caller).discovery
    if discovery is None:
        raise NotSupported("this hub does not look around on its network")
    return discovery


def _found(discovery: GatewayDiscovery) -> Mapping[str, object]:
    return {"found": discovery.found(), "problem": discovery.problem}


def _shown(caller: Caller, gateways: Sequence[GatewayStatus]) -> Sequence[GatewayStatus]:
    """Leave out what only the owner needs: a gateway's settings hold addresses and names."""
    match caller.principal.role:
        case Role.OWNER:
            return gateways
        case Role.FAMILY | Role.TESTER:
            return [msgspec.structs.replace(one, options={}) for one in gateways]
        case Role.GUEST | Role.GATEWAY:
            return []
