"""What gateways say, turned into registry entries and states: one :class:`Intake` per gateway.

This is the home's half of the sink interface in :mod:`embedded_hub.gateways.api`. Nothing here
raises on what a gateway sends: what cannot be used is logged once and left out.
"""

import logging
import secrets
from collections.abc import Iterable, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.context import Contexts
from embedded_hub.core.events import EntityFired, RegistryUpdated, ZonesChanged
from embedded_hub.core.intercom.talk_groups import device_channel
from embedded_hub.core.registry import Change, Registry, put
from embedded_hub.core.states import States
from embedded_hub.core.whereabouts import Whereabouts
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import (
    AreaId,
    DeviceId,
    EntityId,
    EntityKey,
    GatewayId,
    slugify,
    unique_slug,
)
from embedded_hub.model.registry import Area, Device, Entity
from embedded_hub.model.state import (
    LAST_SEEN_AT,
    LAST_STATE,
    UNAVAILABLE,
    UNKNOWN,
    State,
    StateReport,
)
from embedded_hub.model.texts import one_line
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.model.voice import VOICE_ATTRIBUTE, VOICE_CHANNEL_ATTRIBUTE
from embedded_hub.protocol.times import iso_time

_LOG = logging.getLogger(__name__)
MAX_AREAS = 500
"""Of a home, made by what gateways call their rooms; people may make more."""
_MOMENTS = frozenset({"button", "event", "scene"})
"""Domains whose state is when something happened last: true for as long as nothing happens."""


class _Lasting(msgspec.Struct, frozen=True):
    """The attributes an entity has whatever it is, and what they were made from."""

    entity: Entity
    device: Device | None
    attributes: dict[str, JsonValue]


class Intake:
    """Takes the reports of one gateway into its home."""

    def __init__(
        self,
        gateway_id: GatewayId,
        *,
        bus: Bus,
        clock: Clock,
        registry: Registry,
        states: States,
        contexts: Contexts,
        whereabouts: Whereabouts,
    ) -> None:
        self.gateway_id = gateway_id
        self._bus = bus
        self._clock = clock
        self._registry = registry
        self._states = states
        self._contexts = contexts
        self._whereabouts = whereabouts
        self._reports: dict[EntityId, StateReport] = {}
        self._lasting: dict[EntityId, _Lasting] = {}
        self._unknown_keys: set[EntityKey] = set()
        self._areas_by_name: dict[str, AreaId] | None = None
        """While devices are taken."""
        self._unsubscribe = (
            bus.subscribe(RegistryUpdated, self._registry_updated),
            bus.subscribe(ZonesChanged, self._zones_changed),
        )

    # --- what a gateway may say ---------------------------------------------------------------

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        """Describe devices; see :meth:`embedded_hub.gateways.api.Sink.devices`."""
        described: set[EntityId] = set()
        try:
            for device in devices:
                known = self._take_device(device)
                described.update(self._take_entity(known, entity) for entity in device.entities)
        finally:
            self._areas_by_name = None
        if is_complete:
            self._mark_gone(described)

    def state(self, report: StateReport) -> None:
        """Take one entity's state; see :meth:`embedded_hub.gateways.api.Sink.state`."""
        entity = self._registry.entity_by_key(self.gateway_id, report.key)
        if entity is None:
            self._note_unknown(report.key)
            return
        self._reports[entity.entity_id] = report
        if entity.disabled_by is None and not entity.is_gone:
            self._show(entity, report)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Take that entities (do not) answer; their last state is kept with its age."""
        for key in keys:
            entity = self._registry.entity_by_key(self.gateway_id, key)
            if entity is None or entity.disabled_by is not None or entity.is_gone:
                continue
            if not value:
                self._hide(entity)
            elif report := self._reports.get(entity.entity_id):
                self._show(entity, report)
            else:
                self._bring_back(entity)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Take something that happened at an entity and is not a state."""
        entity = self._registry.entity_by_key(self.gateway_id, key)
        if entity is None or entity.disabled_by is not None or entity.is_gone:
            return
        now = self._clock.utc_s()
        if entity.domain == "event":
            report = StateReport(
                key=key, value=iso_time(now), attributes={"event_type": name, **data}
            )
            self.state(report)
        self._bus.publish(EntityFired(entity_id=entity.entity_id, name=name, payload=data, at=now))

    def connected(self) -> None:
        """Take that the link is up; the supervisor reads it, a home needs nothing of it."""

    # --- for the home -------------------------------------------------------------------------

    def close(self) -> None:
        """Hear of nothing any more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def restore(self, entity: Entity, last: State | None) -> None:
        """Show an entity whose gateway has not reported yet as unavailable, with what was."""
        if self._states.get(entity.entity_id) is not None or entity.entity_id in self._reports:
            return
        attributes = self._fixed_attributes(entity)
        if last is not None and last.value != UNAVAILABLE:
            attributes |= {LAST_STATE: last.value, LAST_SEEN_AT: last.updated_at}
        elif last is not None:
            attributes |= _what_was(last)
        context = self._contexts.new()
        self._states.set(entity.entity_id, UNAVAILABLE, attributes, context)

    def moved(self, old_id: EntityId, new_id: EntityId) -> None:
        """Follow an entity that was given another id."""
        self._lasting.pop(old_id, None)
        if report := self._reports.pop(old_id, None):
            self._reports[new_id] = report

    def has_report(self, entity_id: EntityId) -> bool:
        """Say whether its gateway has told of this entity since the hub started."""
        return entity_id in self._reports

    def keys(self) -> Iterable[EntityKey]:
        """Yield the keys of every entity of this gateway that is still there."""
        return (
            entity.key
            for entity in self._registry.entities.all()
            if entity.gateway_id == self.gateway_id and not entity.is_gone
        )

    # --- registry -----------------------------------------------------------------------------

    def _take_device(self, described: DeviceDescription) -> Device:
        old = self._registry.device_by_key(self.gateway_id, described.key)
        via = (
            self._registry.device_by_key(self.gateway_id, described.via) if described.via else None
        )
        device = Device(
            id=old.id if old else DeviceId(secrets.token_hex(16)),
            gateway_id=self.gateway_id,
            key=described.key,
            name=one_line(described.name),
            name_by_user=old.name_by_user if old else None,
            area_id=old.area_id if old else self._area_named(described.area),
            labels=old.labels if old else (),
            disabled_by=old.disabled_by if old else None,
            merged_into=old.merged_into if old else None,
            lent=old.lent if old else {},
            manufacturer=described.manufacturer,
            model=described.model,
            sw_version=described.sw_version,
            hw_version=described.hw_version,
            serial_number=described.serial_number,
            via_device_id=via.id if via else None,
            configuration_url=described.configuration_url,
            connections=described.connections,
            is_service=described.is_service,
        )
        if device != old:
            self._registry.absorb([put(device)])
        return device

    def _take_entity(self, device: Device, described: EntityDescription) -> EntityId:
        old = self._registry.entity_by_key(self.gateway_id, described.key)
        if old is None:
            entity = self._new_entity(device, described)
        else:
            entity = msgspec.structs.replace(
                old,
                device_id=device.merged_into or device.id,
                own_device_id=device.id if device.merged_into else None,
                original_name=_name_of(described),
                category=described.category,
                attributes=described.attributes,
                is_gone=False,
            )
        if entity != old:
            self._registry.absorb([put(entity)])
        if self._states.get(entity.entity_id) is None and entity.disabled_by is None:
            attributes = self._fixed_attributes(entity)
            self._states.set(entity.entity_id, UNKNOWN, attributes, self._contexts.new())
        return entity.entity_id

    def _new_entity(self, device: Device, described: EntityDescription) -> Entity:
        own_name = _name_of(described)
        name = described.object_id or " ".join(filter(None, (device.display_name, own_name)))
        domain = slugify(described.domain)
        return Entity(
            entity_id=EntityId(unique_slug(name, self._registry.entities, f"{domain}.")),
            gateway_id=self.gateway_id,
            key=described.key,
            device_id=device.merged_into or device.id,
            own_device_id=device.id if device.merged_into else None,
            area_id=self._area_named(described.area),
            original_name=own_name,
            category=described.category,
            attributes=described.attributes,
            disabled_by=None if described.is_enabled else "integration",
            hidden_by="integration" if described.is_hidden else None,
        )

    def _area_named(self, name: str | None) -> AreaId | None:
        name = one_line(name or "").strip()
        if not name:
            return None
        if self._areas_by_name is None:
            self._areas_by_name = self._known_areas()
        known = self._areas_by_name.get(name.casefold())
        if known is not None or len(self._registry.areas) >= MAX_AREAS:
            return known
        area_id = AreaId(unique_slug(name, self._registry.areas))
        self._areas_by_name[name.casefold()] = area_id
        self._registry.absorb([put(Area(area_id=area_id, name=name))])
        return area_id

    def _known_areas(self) -> dict[str, AreaId]:
        known: dict[str, AreaId] = {}
        for area in self._registry.areas.all():
            for name in (area.name, *area.aliases):
                known.setdefault(name.casefold(), area.area_id)
        return known

    def _mark_gone(self, described: set[EntityId]) -> None:
        changes: list[Change] = []
        for entity in self._registry.entities.all():
            is_mine = entity.gateway_id == self.gateway_id and not entity.is_gone
            if is_mine and entity.entity_id not in described:
                changes.append(put(msgspec.structs.replace(entity, is_gone=True)))
                self._reports.pop(entity.entity_id, None)
                self._lasting.pop(entity.entity_id, None)
        self._registry.absorb(changes)

    def _note_unknown(self, key: EntityKey) -> None:
        if key not in self._unknown_keys and len(self._unknown_keys) < 1000:
            self._unknown_keys.add(key)
            _LOG.warning("gateway %s reports %.80r before describing it", self.gateway_id, key)

    def _registry_updated(self, event: RegistryUpdated) -> None:
        """Show names, icons and switched-off entities as they are after an edit."""
        if event.kind == "device":
            touched = list(self._registry.entities_of_device(DeviceId(event.id)))
        elif event.kind == "entity":
            entity = self._registry.entities.get(event.id)
            touched = [entity] if entity else []
        else:
            return
        for entity in touched:
            if entity.gateway_id == self.gateway_id:
                self._refresh(entity)

    def _zones_changed(self, _: ZonesChanged) -> None:
        """Say anew in which zone everything is."""
        # A person goes by a tracker, which is to be right by then.
        for entity_id in sorted(self._reports):
            entity = self._registry.entities.get(entity_id)
            if entity is not None and self._whereabouts.is_placed(entity_id):
                self._refresh(entity)

    def _refresh(self, entity: Entity) -> None:
        """Show an entity as it is now, and nothing of one that is switched off or gone."""
        if entity.is_gone or entity.disabled_by is not None:
            self._states.remove(entity.entity_id)
        else:
            self._redraw(entity)

    # --- states -------------------------------------------------------------------------------

    def _show(self, entity: Entity, report: StateReport) -> None:
        told = report.value
        if self._whereabouts.is_placed(entity.entity_id):
            told = self._whereabouts.value_of(entity.entity_id, told, report.attributes)
        value = UNKNOWN if told is None else told
        attributes = self._lasting_attributes(entity)
        if report.attributes:
            # A gateway's own name for the entity never wins over the registry's.
            name = attributes["friendly_name"]
            attributes = {**attributes, **report.attributes, "friendly_name": name}
            if entity.icon:
                attributes["icon"] = entity.icon
        old = self._states.get(entity.entity_id)
        if old is not None and old.value == value and old.attributes == attributes:
            return
        context = self._contexts.of_report(entity.entity_id, report.cause)
        self._states.set(entity.entity_id, value, attributes, context, report.observed_at)

    def _hide(self, entity: Entity) -> None:
        old = self._states.get(entity.entity_id)
        if old is not None and old.value == UNAVAILABLE:
            return
        attributes = self._fixed_attributes(entity)
        if old is not None and old.value != UNKNOWN:
            attributes[LAST_STATE] = old.value
            # Its gateway vouched for the value until this moment, however old the value is.
            attributes[LAST_SEEN_AT] = self._clock.utc_s()
        self._states.set(entity.entity_id, UNAVAILABLE, attributes, self._contexts.new())

    def _bring_back(self, entity: Entity) -> None:
        """Show an entity that answers and was never reported: nobody knows what it is now."""
        old = self._states.get(entity.entity_id)
        if old is None or old.value != UNAVAILABLE:
            return
        last = old.attributes.get(LAST_STATE)
        value = last if entity.domain in _MOMENTS and isinstance(last, str) else UNKNOWN
        attributes = self._fixed_attributes(entity)
        self._states.set(entity.entity_id, value, attributes, self._contexts.new())

    def _redraw(self, entity: Entity) -> None:
        old = self._states.get(entity.entity_id)
        report = self._reports.get(entity.entity_id)
        if report is not None and (old is None or old.value != UNAVAILABLE):
            self._show(entity, report)
            return
        kept = _what_was(old) if old is not None else {}
        value = old.value if old is not None else UNKNOWN
        attributes = {**self._fixed_attributes(entity), **kept}
        self._states.set(entity.entity_id, value, attributes, self._contexts.new())

    def _fixed_attributes(self, entity: Entity) -> dict[str, JsonValue]:
        return dict(self._lasting_attributes(entity))

    def _lasting_attributes(self, entity: Entity) -> dict[str, JsonValue]:
        """Return what is in no report; shared by the states made of it, so never to be changed."""
        device = self._registry.devices.get(entity.device_id)
        known = self._lasting.get(entity.entity_id)
        # Entries of the registry are replaced, never changed: the same ones say the same.
        if known is not None and known.entity is entity and known.device is device:
            return known.attributes
        attributes = dict(entity.attributes)
        if VOICE_ATTRIBUTE in attributes and entity.body_id is not None:
            attributes[VOICE_CHANNEL_ATTRIBUTE] = device_channel(entity.body_id)
        attributes["friendly_name"] = display_name(entity, device)
        if entity.icon:
            attributes["icon"] = entity.icon
        self._lasting[entity.entity_id] = _Lasting(entity, device, attributes)
        return attributes


def _name_of(described: EntityDescription) -> str | None:
    return None if described.name is None else one_line(described.name)


def _what_was(state: State) -> dict[str, JsonValue]:
    return {k: state.attributes[k] for k in (LAST_STATE, LAST_SEEN_AT) if k in state.attributes}


def display_name(entity: Entity, device: Device | None) -> str:
    """Return the name people see: what they chose, else the device's name and the facet's."""
    if entity.name:
        return entity.name
    if device is None:
        return entity.original_name or entity.entity_id
    if not entity.original_name:
        return device.display_name
    if entity.original_name.casefold().startswith(device.name.casefold()):
        return entity.original_name
    return f"{device.display_name} {entity.original_name}"
