"""The devices of the gallery's home, arranged and merged as a hub would."""

from collections.abc import Callable, Sequence

import msgspec

from desktop.backend.api import Places
from desktop.backend.devices import DeviceChange, DuplicateGroup
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import AreaId, DeviceId
from embedded_hub.model.registry import Area, Device

TWINS = (DeviceId("device-valve.garden_water"), DeviceId("device-switch.garden_pump"))
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

    async def arrange(self, changes: Sequence[DeviceChange]) -> Sequence[DeviceChange]:
        """Change many devices, all or none."""
        undo: list[DeviceChange] = []
        places = self._places()
        known = {device.id: device for device in places.devices}
        for change in changes:
            device = known.get(change.device_id)
            if device is None:
                raise NotFound(f"There is no device {change.device_id}.")
            undo.append(
                DeviceChange(device_id=device.id, name=device.name_by_user, area_id=device.area_id)
            )
            known[device.id] = _changed(device, change)
        self.arranged.append(tuple(changes))
        self._put(msgspec.structs.replace(places, devices=tuple(known.values())))
        return undo

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
        self._set_merged(others, keep)
        self._drop({keep, *others})

    async def unmerge(self, device_id: DeviceId) -> None:
        """Show one on its own again."""
        if not any(one.id == device_id and one.merged_into for one in self._places().devices):
            raise NotFound(f"{device_id} is not merged.")
        self._set_merged([device_id], None)

    async def distinct(self, device_ids: Sequence[DeviceId]) -> None:
        """Say that these are different things."""
        self._drop(set(device_ids))

    def _set_merged(self, device_ids: Sequence[DeviceId], keep: DeviceId | None) -> None:
        places = self._places()
        devices = tuple(
            msgspec.structs.replace(one, merged_into=keep) if one.id in device_ids else one
            for one in places.devices
        )
        self._put(msgspec.structs.replace(places, devices=devices))

    def _drop(self, device_ids: set[DeviceId]) -> None:
        self._groups = [one for one in self._groups if not set(one.device_ids) <= device_ids]
        self._put(self._places())


def _changed(device: Device, change: DeviceChange) -> Device:
    if change.name is not msgspec.UNSET:
        device = msgspec.structs.replace(device, name_by_user=change.name)
    if change.area_id is not msgspec.UNSET:
        device = msgspec.structs.replace(device, area_id=change.area_id)
    return device
