"""From Home Assistant's registries and states to descriptions and reports, and actions back.

An entity's key is its registry id, which survives a renamed entity id; an entity that is in no
registry has only its entity id. An entity without a device becomes a device of its own, because
a home shows things and not table rows.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from embedded_hub.gateways.home_assistant.numbers import connections_of
from embedded_hub.gateways.home_assistant.vocabulary import (
    ANSWERING,
    BODILESS,
    CATEGORIES,
    FAILURE_CODES,
    LASTING,
    MODE_CHANGES,
    PRIVATE,
)
from embedded_hub.gateways.home_assistant.wire import (
    AreaEntry,
    CallResult,
    DeviceEntry,
    EntityEntry,
    Failure,
    Registries,
)
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey, domain_of
from embedded_hub.model.state import UNKNOWN, State, StateReport
from embedded_hub.model.values import JsonObject, JsonValue

States = Mapping[EntityId, State]

MAX_MESSAGE_CHARS = 255
"""How much of a foreign error text is passed on."""


class Household:
    """Every device of one Home Assistant and which entities it carries.

    Args:
        registries: As just read.
        states: All current states; entities without a registry entry are known from these alone.
    """

    def __init__(self, registries: Registries, states: States) -> None:
        self._areas = {area.area_id: area for area in registries.areas}
        self._devices = {device.id: device for device in registries.devices}
        self._entries = {EntityId(entry.entity_id): entry for entry in registries.entities}
        unregistered = [entity_id for entity_id in states if entity_id not in self._entries]
        for entity_id in unregistered:
            self._entries[entity_id] = EntityEntry(entity_id=entity_id)
        self.keys: dict[EntityId, EntityKey] = {
            entity_id: EntityKey(entry.id or entry.entity_id)
            for entity_id, entry in self._entries.items()
        }
        self.entity_ids: dict[EntityKey, EntityId] = {
            key: entity_id for entity_id, key in self.keys.items()
        }
        self.disabled: frozenset[EntityId] = frozenset(
            entity_id for entity_id, entry in self._entries.items() if self._is_disabled(entry)
        )
        """Entities that have no state because somebody switched them off there."""
        self._carried: dict[str, list[EntityId]] = {device_id: [] for device_id in self._devices}
        for entity_id in self._entries:
            self._carried.setdefault(self.device_key(entity_id), []).append(entity_id)

    def device_key(self, entity_id: EntityId) -> str:
        """Return the key of the device that carries this entity."""
        entry = self._entries[entity_id]
        if entry.device_id in self._devices:
            return str(entry.device_id)
        return f"entity:{self.keys[entity_id]}"

    def _is_disabled(self, entry: EntityEntry) -> bool:
        device = self._devices.get(entry.device_id or "")
        return entry.disabled_by is not None or (
            device is not None and device.disabled_by is not None
        )

    def describe_all(self, states: States) -> list[DeviceDescription]:
        """Describe every device."""
        return [self.describe(device_key, states) for device_key in self._carried]

    def describe(self, device_key: str, states: States) -> DeviceDescription:
        """Describe one device with its entities."""
        device = self._devices.get(device_key)
        carried = self._carried[device_key]
        if device is None:
            return self._describe_lone(device_key, carried[0], states.get(carried[0]))
        entities = tuple(
            self._describe_entity(self._entries[entity_id], device, states.get(entity_id))
            for entity_id in carried
        )
        return DeviceDescription(
            key=device.id,
            name=device.display_name,
            entities=entities,
            manufacturer=device.manufacturer,
            model=device.model,
            sw_version=device.sw_version,
            hw_version=device.hw_version,
            serial_number=device.serial_number,
            area=_area_name(self._areas, device.area_id),
            via=device.via_device_id if device.via_device_id in self._devices else None,
            configuration_url=device.configuration_url,
            connections=connections_of(device),
            is_service=device.entry_type == "service",
        )

    def _describe_lone(
        self, device_key: str, entity_id: EntityId, state: State | None
    ) -> DeviceDescription:
        entry = self._entries[entity_id]
        return DeviceDescription(
            key=device_key,
            name=_full_name(entry, state),
            entities=(self._describe_entity(entry, None, state),),
            area=_area_name(self._areas, entry.area_id),
            is_service=domain_of(entity_id) in BODILESS,
        )

    def _describe_entity(
        self, entry: EntityEntry, device: DeviceEntry | None, state: State | None
    ) -> EntityDescription:
        entity_id = EntityId(entry.entity_id)
        attributes = dict(lasting_attributes(state)) if state else {}
        if entry.icon:
            attributes["icon"] = entry.icon
        return EntityDescription(
            key=self.keys[entity_id],
            domain=domain_of(entity_id),
            name=_name_on_device(entry, device, state) if device else None,
            attributes=attributes,
            category=CATEGORIES.get(entry.entity_category or ""),
            object_id=entity_id.partition(".")[2],
            is_enabled=entity_id not in self.disabled,
            is_hidden=entry.hidden_by is not None,
            area=_area_name(self._areas, entry.area_id) if device else None,
        )


def _area_name(areas: Mapping[str, AreaEntry], area_id: str | None) -> str | None:
    area = areas.get(area_id or "")
    return area.name if area else None


def _full_name(entry: EntityEntry, state: State | None) -> str:
    friendly = state.attributes.get("friendly_name") if state else None
    if entry.name or entry.original_name:
        return entry.name or entry.original_name or ""
    if isinstance(friendly, str) and friendly:
        return friendly
    return entry.entity_id.partition(".")[2].replace("_", " ").capitalize()


def _name_on_device(entry: EntityEntry, device: DeviceEntry, state: State | None) -> str | None:
    """Return the part of the name that the device's own name does not say already."""
    if entry.has_entity_name:
        return entry.name or entry.original_name
    name = _full_name(entry, state)
    for device_name in (device.display_name, device.name or ""):
        if name.lower() == device_name.lower():
            return None
        if device_name and name.lower().startswith(f"{device_name.lower()} "):
            return name[len(device_name) + 1 :]
    return name


def _is_lasting(domain: str, name: str) -> bool:
    return name in LASTING and not (name == "mode" and domain in MODE_CHANGES)


def lasting_attributes(state: State) -> JsonObject:
    """Return the attributes that belong into the entity's description."""
    domain = domain_of(state.entity_id)
    return {k: v for k, v in state.attributes.items() if _is_lasting(domain, k)}


def report_of(key: EntityKey, state: State, *, is_live: bool, cause: str | None) -> StateReport:
    """Make the report of one available state.

    Args:
        key: The entity's key.
        state: As mirrored.
        is_live: False in a snapshot, where the state's own age is told; a live change is now,
            whatever the other machine's clock says.
        cause: The action that led to it.
    """
    domain = domain_of(state.entity_id)
    return StateReport(
        key=key,
        value=None if state.value == UNKNOWN else state.value,
        attributes={
            name: value
            for name, value in state.attributes.items()
            if name not in PRIVATE and not _is_lasting(domain, name)
        },
        observed_at=None if is_live else state.changed_at,
        cause=cause,
    )


def event_of(state: State) -> tuple[str, JsonObject] | None:
    """Return what happened when an ``event`` entity changed: the event's name and its data.

    There an event is told as a state, the time it happened; here it is an event of its own.
    """
    name = state.attributes.get("event_type")
    if domain_of(state.entity_id) != "event" or not isinstance(name, str):
        return None
    left_out = PRIVATE | LASTING | {"event_type"}
    return name, {k: v for k, v in state.attributes.items() if k not in left_out}


class ServiceCall(msgspec.Struct, frozen=True, kw_only=True):
    """A ``call_service`` command without its id."""

    type: Literal["call_service"] = "call_service"
    domain: str
    service: str
    service_data: JsonObject
    target: Mapping[str, str]
    return_response: bool = False


def service_call(action: Action, entity_id: EntityId) -> ServiceCall:
    """Make the call that carries out an action on the entity Home Assistant knows by this id."""
    return ServiceCall(
        domain=action.domain,
        service=action.name,
        service_data=action.arguments,
        target={"entity_id": entity_id},
        return_response=(action.domain, action.name) in ANSWERING,
    )


def outcome_of_result(result: CallResult, entity_id: EntityId) -> Outcome:
    """Read a successful result; answers come keyed by entity and are given without the key."""
    response: JsonValue = result.response
    if isinstance(response, Mapping) and entity_id in response:
        response = response[entity_id]
    return Outcome(kind=OutcomeKind.DONE, response=response)


def outcome_of_failure(failure: Failure) -> Outcome:
    """Read a refused call; a timeout there leaves open whether it happened."""
    code, message = str(failure.code), failure.message[:MAX_MESSAGE_CHARS]
    if code == "timeout":
        return Outcome(kind=OutcomeKind.UNKNOWN, message=message)
    return Outcome(
        kind=OutcomeKind.FAILED, code=FAILURE_CODES.get(code, "internal"), message=message
    )
