"""Our own family: many devices at once, and one thing that several gateways describe."""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.protocol.base import Command, Name, Text


class DeviceChange(msgspec.Struct, frozen=True, kw_only=True):
    """What one device is to be called and where it is; what is left out stays.

    A ``name`` of ``null`` leads back to what its gateway calls it.
    """

    device_id: Text
    name: Name | UnsetType | None = UNSET
    area_id: Text | UnsetType | None = UNSET


class ArrangeDevices(Command, frozen=True, tag="home/devices/arrange"):
    """Name devices and put them in areas, all of them or none; for the owner.

    Answered by ``{devices, undo}``: the changed ones as in the device registry, and the
    ``changes`` that would lead back.
    """

    changes: Annotated[tuple[DeviceChange, ...], msgspec.Meta(min_length=1, max_length=200)]


class FindDuplicates(Command, frozen=True, tag="home/devices/duplicates"):
    """List what seems to be one thing and is described by several gateways; for the owner.

    Answered by ``{groups: [{id, reason, device_ids}]}``. The first device is the one to keep, as
    far as can be told. ``reason`` says what they have in common: ``mac``, ``bluetooth``,
    ``zigbee_ieee``, ``zwave``, ``matter``, ``upnp``, ``hue``, ``serial``, or another kind of
    connection. Names are never a reason.
    """


class MergeDevices(Command, frozen=True, tag="home/devices/merge"):
    """Make devices a part of the one that is kept; for the owner.

    Their entities appear under it; those that say what one of its own says already are hidden
    while that one is there. Answered by ``{devices: [the kept one]}``.
    """

    keep: Text
    others: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1, max_length=20)]


class UnmergeDevice(Command, frozen=True, tag="home/devices/unmerge"):
    """Separate a part from its device, or all parts of a device; for the owner.

    Answered by ``{devices}``: those that stand on their own now, the kept one first.
    """

    device_id: Text


class TellDevicesApart(Command, frozen=True, tag="home/devices/distinct"):
    """Say that devices are different things and not to be offered for merging; for the owner."""

    device_ids: Annotated[tuple[Text, ...], msgspec.Meta(min_length=2, max_length=20)]
    is_distinct: bool = True
    """False takes it back."""


COMMANDS = (ArrangeDevices, FindDuplicates, MergeDevices, UnmergeDevice, TellDevicesApart)
