"""The places and things of a home as a client knows them: frozen, replaced whole at a change."""

from collections.abc import Mapping

import msgspec

from embedded_hub.model.ids import AreaId, DeviceId, EntityId, FloorId, LabelId
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label


class HomeRegistry(msgspec.Struct, frozen=True, kw_only=True):
    """Floors, areas, labels, devices and entities by id, in the order the hub lists them."""

    floors: Mapping[FloorId, Floor] = {}
    areas: Mapping[AreaId, Area] = {}
    labels: Mapping[LabelId, Label] = {}
    devices: Mapping[DeviceId, Device] = {}
    entities: Mapping[EntityId, Entity] = {}

    def device_of(self, entity_id: str) -> Device | None:
        """Return the device that carries an entity."""
        entity = self.entities.get(EntityId(entity_id))
        if entity is None or entity.device_id is None:
            return None
        return self.devices.get(entity.device_id)

    def area_of(self, entity_id: str) -> Area | None:
        """Return an entity's place: its own where it has one, else its device's."""
        entity = self.entities.get(EntityId(entity_id))
        if entity is None:
            return None
        if entity.area_id is not None:
            return self.areas.get(entity.area_id)
        device = self.device_of(entity_id)
        return self.areas.get(device.area_id) if device and device.area_id else None

    def area_named(self, text: str) -> Area | None:
        """Find an area by its id, name or another name it goes by; capitals do not matter."""
        wanted = text.casefold()
        for area in self.areas.values():
            if wanted in (area.area_id, area.name.casefold(), *map(str.casefold, area.aliases)):
                return area
        return None
