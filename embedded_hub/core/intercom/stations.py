"""Devices with a voice of their own: panels in a room, stations at a door.

A gateway says which of a device's entities speak, listen or ring; the registry keeps it, so that a
station is known, and what it said can be read, while it is not connected.
"""

from collections.abc import Callable, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.events import RegistryUpdated
from embedded_hub.core.people import Principal, Role, User
from embedded_hub.core.registry import Registry
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, UserId
from embedded_hub.model.registry import Device, Entity
from embedded_hub.model.voice import VOICE_ATTRIBUTE, VoicePart

MAX_STATIONS = 250
"""Of a home: each is listed to everybody and may hear everything."""


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """One device that speaks or listens."""

    id: DeviceId
    name: str
    area_id: AreaId | None
    can_hear: bool
    """It has a loudspeaker."""
    can_talk: bool
    """It has a microphone."""
    bell: EntityId | None
    """What rings."""
    is_gate: bool
    """It has a bell, be it switched off: strangers stand in front of it, hear and speak."""

    @property
    def principal(self) -> Principal:
        """Who it is among those who speak and hear; a door belongs to no room."""
        area_ids = (self.area_id,) if self.area_id is not None and not self.is_gate else ()
        user = User(id=UserId(self.id), name=self.name, role=Role.GATEWAY, area_ids=area_ids)
        return Principal(user=user, token_id=self.id)


class Stations:
    """Every station of one home, read from its registry.

    Args:
        registry: The home's.
        bus: Tells when an entry changes.
    """

    def __init__(self, registry: Registry, bus: Bus) -> None:
        self._registry = registry
        self._known: dict[str, Station] = {}
        self._is_stale = True
        self._listeners: list[Callable[[], None]] = []
        bus.subscribe(RegistryUpdated, self._updated)

    def all(self) -> Sequence[Station]:
        """Return every station, connected or not."""
        return tuple(self._fresh().values())

    def get(self, device_id: str) -> Station | None:
        """Return the station a device is."""
        return self._fresh().get(device_id)

    def watch(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call back when a station may be another; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _updated(self, event: RegistryUpdated) -> None:
        if event.kind not in ("device", "entity"):
            return
        device_id = self._device_of(event)
        parts = self._registry.parts_of(device_id) if device_id is not None else ()
        # A merged panel takes the name and the area of what it is a part of.
        is_about_one = not self._known.keys().isdisjoint({device_id, *(one.id for one in parts)})
        self._is_stale = True
        if is_about_one:
            for listener in tuple(self._listeners):
                listener()

    def _device_of(self, event: RegistryUpdated) -> DeviceId | None:
        if event.kind == "device":
            return DeviceId(event.id)
        entity = self._registry.entities.get(event.id)
        return entity.body_id if entity is not None else None

    def _fresh(self) -> dict[str, Station]:
        if self._is_stale:
            self._known = self._read()
            self._is_stale = False
        return self._known

    def _read(self) -> dict[str, Station]:
        parts: dict[DeviceId, dict[VoicePart, Entity]] = {}
        for entity in self._registry.entities.all():
            part = part_of(entity)
            # A panel merged into another thing still hears for itself.
            device_id = entity.body_id
            if part is None or device_id is None or entity.is_gone:
                continue
            if device_id in parts or len(parts) < MAX_STATIONS:
                parts.setdefault(device_id, {}).setdefault(part, entity)
        return {
            device_id: _station(device, self._registry.shown_device(device_id) or device, found)
            for device_id, found in parts.items()
            if (device := self._registry.devices.get(device_id)) is not None
            and device.disabled_by is None
        }


def part_of(entity: Entity) -> VoicePart | None:
    """Say which part of a station an entity is."""
    part = entity.attributes.get(VOICE_ATTRIBUTE)
    return part if part in ("speaker", "mic", "button") else None


def _station(device: Device, shown: Device, parts: dict[VoicePart, Entity]) -> Station:
    on = {part: entity for part, entity in parts.items() if entity.disabled_by is None}
    bell = on.get("button")
    return Station(
        id=device.id,
        name=shown.display_name,
        area_id=shown.area_id,
        can_hear="speaker" in on,
        can_talk="mic" in on,
        bell=bell.entity_id if bell is not None else None,
        is_gate="button" in parts,
    )
