"""Answers the family of devices: arranging many, and making one of what is one."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET

from embedded_hub.core.registry import Registry, put
from embedded_hub.model.ids import DeviceId
from embedded_hub.model.registry import Device
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.devices import (
    ArrangeDevices,
    DeviceChange,
    FindDuplicates,
    MergeDevices,
    TellDevicesApart,
    UnmergeDevice,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.checks import known, require
from embedded_hub.server.commands.entries import device_entry
from embedded_hub.server.commands.table import CommandTable

_MAX_NAMED = 20
"""Devices an entry of the audit names; the rest are counted."""


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(ArrangeDevices, arrange_devices)
    table.quick(FindDuplicates, find_duplicates)
    table.slow(MergeDevices, merge_devices)
    table.slow(UnmergeDevice, unmerge_device)
    table.slow(TellDevicesApart, tell_devices_apart)


async def arrange_devices(caller: Caller, command: ArrangeDevices) -> JsonObject:
    """Name devices and put them in areas, all of them or none."""
    caller.require_admin()
    registry = caller.home.registry
    before: dict[DeviceId, Device] = {}
    after: dict[DeviceId, Device] = {}
    for change in command.changes:
        device = known(registry.shown_device(change.device_id), "Device not found")
        before.setdefault(device.id, device)
        after[device.id] = _changed(registry, after.get(device.id, device), change)
    await registry.edit(*map(put, after.values()))
    _note(caller, "device/arranged", list(after.values()))
    return {
        "devices": _entries(registry, after.values()),
        "undo": [
            {"device_id": old.id, "name": old.name_by_user, "area_id": old.area_id}
            for old in before.values()
        ],
    }


def find_duplicates(caller: Caller, _: FindDuplicates) -> JsonObject:
    """List what seems to be one thing and is described by several gateways."""
    caller.require_admin()
    return {"groups": [msgspec.to_builtins(one) for one in caller.home.merging.offers()]}


async def merge_devices(caller: Caller, command: MergeDevices) -> JsonObject:
    """Make devices a part of the one that is kept."""
    caller.require_admin()
    keep = await caller.home.merging.merge(command.keep, command.others)
    _note(caller, "device/merged", [keep, *_devices(caller, command.others)])
    return {"devices": _entries(caller.home.registry, [keep])}


async def unmerge_device(caller: Caller, command: UnmergeDevice) -> JsonObject:
    """Separate a part from its device, or all parts of a device."""
    caller.require_admin()
    separate = await caller.home.merging.unmerge(command.device_id)
    _note(caller, "device/unmerged", separate)
    return {"devices": _entries(caller.home.registry, separate)}


async def tell_devices_apart(caller: Caller, command: TellDevicesApart) -> None:
    """Say that devices are different things, or take that back."""
    caller.require_admin()
    merging = caller.home.merging
    await merging.tell_apart(command.device_ids, is_distinct=command.is_distinct)
    kind = "device/distinct" if command.is_distinct else "device/alike"
    _note(caller, kind, _devices(caller, command.device_ids))


def _changed(registry: Registry, device: Device, change: DeviceChange) -> Device:
    fields: dict[str, JsonValue] = {}
    if change.name is not UNSET:
        fields["name_by_user"] = (change.name or "").strip() or None
    if change.area_id is not UNSET:
        require(registry.areas, change.area_id)
        fields["area_id"] = change.area_id
    return msgspec.structs.replace(device, **fields)


def _devices(caller: Caller, device_ids: Sequence[str]) -> Sequence[Device]:
    found = map(caller.home.registry.devices.get, device_ids)
    return [device for device in found if device is not None]


def _entries(registry: Registry, devices: Iterable[Device]) -> list[JsonValue]:
    return [device_entry(registry, device) for device in devices]


def _note(caller: Caller, kind: str, devices: Sequence[Device]) -> None:
    names: list[JsonValue] = [device.display_name for device in devices[:_MAX_NAMED]]
    details: JsonObject = {
        "name": devices[0].display_name,
        "names": names,
        "count": len(devices),
    }
    caller.home.audit.note(caller.principal, kind, devices[0].id, details)
