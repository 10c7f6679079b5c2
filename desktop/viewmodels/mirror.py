"""The home as the hub told it last: pure knowledge, brought up to date by events.

Nothing here is a wish: what was asked and not yet confirmed stands in
:mod:`desktop.viewmodels.marks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

import msgspec

from desktop.backend.api import (
    BackendEvent,
    GatewaysChanged,
    HomeInfo,
    Layout,
    LayoutChanged,
    Link,
    LinkChanged,
    LinkPhase,
    Places,
    PlacesChanged,
    Snapshot,
    StatesChanged,
)
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey, FloorId, GatewayId
from embedded_hub.model.registry import Area, Device, Entity, Floor
from embedded_hub.model.state import State

NO_GATEWAY = GatewayId("")
HIDDEN_DOMAINS = frozenset(
    {"automation", "conversation", "persistent_notification", "stt", "sun", "tts", "zone"}
)
"""What has a state and is no thing of a home; a foreign Home Assistant lists them."""


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """What one event made different."""

    entity_ids: frozenset[EntityId] = frozenset()
    is_structure: bool = False
    """Which tiles exist, and where, may have changed."""
    is_layout: bool = False
    is_gateways: bool = False
    is_link: bool = False
    is_home: bool = False


class HomeMirror:
    """Everything known of one home."""

    def __init__(self) -> None:
        self.info = HomeInfo(name="")
        self.link = Link(phase=LinkPhase.CONNECTING, since_at=0.0)
        self.is_filled = False
        """Whether a first snapshot has come."""
        self.layout = Layout()
        self.gateways: Mapping[GatewayId, GatewayStatus] = {}
        self.user_names: Mapping[str, str] = {}
        self.floors: Mapping[FloorId, Floor] = {}
        self.areas: Mapping[AreaId, Area] = {}
        self.devices: Mapping[DeviceId, Device] = {}
        self.twins: Mapping[DeviceId, Device] = {}
        """Devices that are shown as part of another one."""
        self.states: dict[EntityId, State] = {}
        self._entries: Mapping[EntityId, Entity] = {}
        self._of_device: dict[DeviceId, list[Entity]] = {}

    def apply(self, event: BackendEvent) -> Touched:
        """Take in one event and say what it touched."""
        match event:
            case LinkChanged():
                self.link = event.link
                return Touched(is_link=True)
            case Snapshot():
                return self._apply_snapshot(event)
            case StatesChanged():
                return self._apply_states(event)
            case PlacesChanged():
                self._take_places(event.places)
                return Touched(is_structure=True, entity_ids=frozenset(self.states))
            case GatewaysChanged():
                self.gateways = {status.id: status for status in event.gateways}
                return Touched(is_gateways=True)
            case LayoutChanged():
                self.layout = event.layout
                return Touched(is_layout=True, entity_ids=frozenset(self.states))
        assert_never(event)

    def entity(self, entity_id: EntityId) -> Entity:
        """Return the entity's entry; a bare one where the registry has none."""
        known = self._entries.get(entity_id)
        if known is not None:
            return known
        return Entity(entity_id=entity_id, gateway_id=NO_GATEWAY, key=EntityKey(entity_id))

    def device_of(self, entity: Entity) -> Device | None:
        """Return the device an entity belongs to."""
        return self.devices.get(entity.device_id) if entity.device_id is not None else None

    def area_of(self, entity: Entity) -> Area | None:
        """Return where an entity is: its own area, else its device's."""
        area_id = entity.area_id
        if area_id is None:
            device = self.device_of(entity)
            area_id = device.area_id if device is not None else None
        return self.areas.get(area_id) if area_id is not None else None

    def name_of(self, entity: Entity) -> str:
        """Return the name people know an entity by."""
        if entity.name:
            return entity.name
        state = self.states.get(entity.entity_id)
        friendly = state.attributes.get("friendly_name") if state is not None else None
        if isinstance(friendly, str) and friendly:
            return friendly
        device = self.device_of(entity)
        parts = [device.display_name if device else "", entity.original_name or ""]
        return " ".join(filter(None, parts)) or entity.entity_id.partition(".")[2]

    def siblings_of(self, entity: Entity) -> list[Entity]:
        """Return the other entities of the same device that have a state."""
        if entity.device_id is None:
            return []
        return [
            other
            for other in self._of_device.get(entity.device_id, ())
            if other.entity_id != entity.entity_id and other.entity_id in self.states
        ]

    def entities_of(self, device_id: DeviceId) -> Sequence[Entity]:
        """Return what a device carries."""
        return self._of_device.get(device_id, ())

    def merged_into(self, device_id: DeviceId) -> Sequence[Device]:
        """Return the devices that are shown as part of another one."""
        return [one for one in self.twins.values() if one.merged_into == device_id]

    def is_shown(self, entity_id: EntityId) -> bool:
        """Say whether an entity has a tile of its own."""
        entity = self.entity(entity_id)
        return (
            entity.domain not in HIDDEN_DOMAINS
            and entity.category is None
            and entity.hidden_by is None
            and entity.disabled_by is None
            and not entity.is_gone
        )

    def shown(self) -> Iterable[EntityId]:
        """Return every entity that has a tile, in the order of the names."""
        visible = [entity_id for entity_id in self.states if self.is_shown(entity_id)]
        return sorted(visible, key=lambda one: (self.name_of(self.entity(one)).casefold(), one))

    def _apply_snapshot(self, event: Snapshot) -> Touched:
        before = frozenset(self.states)
        self.info = event.info
        self.layout = event.layout
        self.gateways = {status.id: status for status in event.gateways}
        self.user_names = event.user_names
        self.states = {state.entity_id: state for state in event.states}
        self._take_places(event.places)
        self.is_filled = True
        return Touched(
            entity_ids=before | frozenset(self.states),
            is_structure=True,
            is_layout=True,
            is_gateways=True,
            is_link=True,
            is_home=True,
        )

    def _apply_states(self, event: StatesChanged) -> Touched:
        is_new = any(state.entity_id not in self.states for state in event.states)
        for state in event.states:
            self.states[state.entity_id] = state
        for entity_id in event.removed:
            self.states.pop(entity_id, None)
        touched = {state.entity_id for state in event.states} | set(event.removed)
        return Touched(entity_ids=frozenset(touched), is_structure=is_new or bool(event.removed))

    def _take_places(self, places: Places) -> None:
        self.floors = {floor.floor_id: floor for floor in places.floors}
        self.areas = {area.area_id: area for area in places.areas}
        self.devices = {one.id: one for one in places.devices if one.merged_into is None}
        self.twins = {one.id: one for one in places.devices if one.merged_into is not None}
        self._entries = {entity.entity_id: entity for entity in places.entities}
        self._of_device = {}
        for entity in places.entities:
            if entity.device_id is not None:
                self._of_device.setdefault(entity.device_id, []).append(entity)
