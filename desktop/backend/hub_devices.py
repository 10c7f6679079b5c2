"""The devices of a hub as a whole, over the wire."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from desktop.backend.devices import DeviceChange, DuplicateGroup
from embedded_hub.client.hub_link import HubLink
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import DeviceId
from embedded_hub.model.registry import Area
from embedded_hub.model.values import JsonValue

MOST_AT_ONCE = 200
"""What the hub takes in one command."""

T = TypeVar("T")


class _Arranged(msgspec.Struct, frozen=True):
    undo: tuple[DeviceChange, ...] = ()


class _Groups(msgspec.Struct, frozen=True):
    groups: tuple[DuplicateGroup, ...] = ()


class HubDevices:
    """Asks over a link that comes back by itself.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link

    async def arrange(self, changes: Sequence[DeviceChange]) -> Sequence[DeviceChange]:
        """Change many devices; all or none of each :data:`MOST_AT_ONCE`."""
        undo: list[DeviceChange] = []
        for first in range(0, len(changes), MOST_AT_ONCE):
            part: JsonValue = msgspec.to_builtins(changes[first : first + MOST_AT_ONCE])
            answer = await self._link.call("home/devices/arrange", changes=part)
            undo += _read(answer, _Arranged).undo
        return undo

    async def create_area(self, name: str) -> Area:
        """Make a new room."""
        return _read(await self._link.call("config/area_registry/create", name=name), Area)

    async def duplicates(self) -> Sequence[DuplicateGroup]:
        """Return what looks like the same thing twice."""
        return _read(await self._link.call("home/devices/duplicates"), _Groups).groups

    async def merge(self, keep: DeviceId, others: Sequence[DeviceId]) -> None:
        """Show several devices as one."""
        await self._link.call("home/devices/merge", keep=keep, others=list(others))

    async def unmerge(self, device_id: DeviceId) -> None:
        """Show a merged device on its own again."""
        await self._link.call("home/devices/unmerge", device_id=device_id)

    async def distinct(self, device_ids: Sequence[DeviceId]) -> None:
        """Say that these are different things."""
        await self._link.call("home/devices/distinct", device_ids=list(device_ids))


def _read(answer: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(answer, kind, strict=False)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's devices cannot be read: {error}.") from error
