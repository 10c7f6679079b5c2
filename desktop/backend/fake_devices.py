"""The devices of the gallery's home, arranged and merged as a hub would."""

from collections.abc import Callable, Sequence

import msgspec

from desktop.backend.api import Places
from desktop.backend.devices import DeviceChange, DuplicateGroup
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import AreaId, DeviceId
from embedded_hub.model.registry import Area, Device

TWINS = (DeviceId("device-light.living_lamp"), DeviceId("device-light.living_ceiling"))
"""What looks like one thing twice in every fake home."""


class FakeDevices:
    """Changes the registries of a fake home.

    Args:
        places: The registries as they are.
        put: Takes them when they are different.
    """

    def __init__(self, places: Callable[[], Places], put: Callable[[Places], None]) -> None:
        self._places = places
        self._put = put
        self._groups: list[DuplicateGroup] = [
            DuplicateGroup(id="twins", reason="mac", device_ids=TWINS)
        ]
        self.arranged: list[tuple[DeviceChange, ...]] = []
        """Every command that arranged devices."""
        self.merged: dict[DeviceId, DeviceId] = {}
        """What is shown as part of what."""

    async def arrange(self, changes: Sequence[DeviceChange]) -> None:
        """Change many devices, all or none."""
        places = self._places()
        known = {device.id: device for device in places.devices}
        for change in changes:
            device = known.get(change.device_id)
            if device is None:
                raise NotFound(f"There is no device {change.device_id}.")
            known[device.id] = _changed(device, change)
        self.arranged.append(tuple(changes))
        self._put(msgspec.structs.replace(places, devices=tuple(known.values())))

    async def create_area(self, name: str) -> Area:
        """Make a new room."""
        places = self._places()
        if any(area.name.casefold() == name.casefold() for area in places.areas):
            raise InvalidInfo(f"There is a room {name} already.")
        area = Area(area_id=AreaId(name.casefold().replace(" ", "_")), name=name)
        self._put(msgspec.structs.replace(places, areas=(*places.areas, area)))
        return area

    async def duplicates(self) -> Sequence[DuplicateGroup]:
        """Return what looks like the same thing twice."""
        return tuple(self._groups)

    async def merge(self, keep: DeviceId, others: Sequence[DeviceId]) -> None:
        """Show several devices as one."""
        self.merged |= dict.fromkeys(others, keep)
        self._drop({keep, *others})

    async def unmerge(self, device_id: DeviceId) -> None:
        """Show one on its own again."""
        if self.merged.pop(device_id, None) is None:
            raise NotFound(f"{device_id} is not merged.")
        self._put(self._places())

    async def distinct(self, device_ids: Sequence[DeviceId]) -> None:
        """Say that these are different things."""
        self._drop(set(device_ids))

    def _drop(self, device_ids: set[DeviceId]) -> None:
        self._groups = [one for one in self._groups if not set(one.device_ids) <= device_ids]
        self._put(self._places())


def _changed(device: Device, change: DeviceChange) -> Device:
    if change.name is not msgspec.UNSET:
        device = msgspec.structs.replace(device, name_by_user=change.name)
    if change.area_id is not msgspec.UNSET:
        device = msgspec.structs.replace(device, area_id=change.area_id)
    return device
