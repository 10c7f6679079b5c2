"""Everything announced on one broker, which topics it needs, and what the home is told of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.mqtt import discovery, owntracks
from embedded_hub.gateways.mqtt.availability import Availability
from embedded_hub.gateways.mqtt.component import Command, Component, describe
from embedded_hub.gateways.mqtt.discovery import Announced
from embedded_hub.gateways.mqtt.kinds import make
from embedded_hub.gateways.mqtt.owntracks import Place
from embedded_hub.gateways.mqtt.silences import Silences
from embedded_hub.gateways.mqtt.tasmota import PREFIX as TASMOTA
from embedded_hub.gateways.mqtt.tasmota import Tasmota
from embedded_hub.model.action import Action
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

MAX_ENTITIES = 5000
_LONER = "mqtt"
_ZIGBEE2MQTT = re.compile(r"zigbee2mqtt_(0x[0-9a-f]{16})")
_ADDRESS = re.compile(r"[0-9a-f]{12}")


class _Entity:
    """One entity with what it listens to."""

    def __init__(self, announced: Announced, component: Component) -> None:
        self.announced = announced
        self.component = component
        self.description: EntityDescription = describe(announced, component)
        self.availability = Availability(announced.config)
        self.told: StateReport | None = None
        self.is_there = True
        self.is_stale = False
        """It said nothing for longer than it ever does."""

    @property
    def key(self) -> EntityKey:
        return self.description.key

    def report(self) -> StateReport:
        reading = self.component.read()
        return StateReport(key=self.key, value=reading.value, attributes=reading.attributes)


class Inventory:
    """What one broker's devices have announced.

    Args:
        sink: Where the home takes its reports.
        seen: Called with every report as well.
        prefix: Of discovery topics.
        now_s: A clock that only goes on.
    """

    def __init__(
        self,
        sink: Sink,
        seen: Callable[[StateReport], None],
        prefix: str,
        now_s: Callable[[], float],
    ) -> None:
        self._silences = Silences[_Entity](now_s)
        self._sink = sink
        self._seen = seen
        self._prefix = f"{prefix}/"
        self._by_source: dict[str, list[_Entity]] = {}
        self._entities: dict[EntityKey, _Entity] = {}
        self._receivers: dict[str, list[tuple[_Entity, Callable[[str], None]]]] = {}
        self._places: dict[str, Place] = {}
        self._tasmota = Tasmota()
        self._is_live = False
        self.questions: set[tuple[str, str]] = set()
        """Topics on which devices are asked what they are now, and what is sent there."""
        self.is_changed = False
        """Whether devices differ from what the home was told; see :meth:`describe`."""

    def filters(self) -> list[str]:
        """Return what to subscribe to from the start."""
        return [
            f"{self._prefix}+/+/config",
            f"{self._prefix}+/+/+/config",
            f"{TASMOTA}+/config",
            f"{TASMOTA}+/sensors",
            owntracks.FILTER,
        ]

    def topics(self) -> set[str]:
        """Return the topics announced entities listen to."""
        return set(self._receivers)

    def take(self, topic: str, payload: bytes) -> None:
        """Take one message."""
        if topic.startswith(self._prefix) and topic.endswith("/config"):
            found = list(discovery.read(topic.removeprefix(self._prefix), payload))
            if found or not payload:
                self._replace(topic, found)
        elif topic.startswith(TASMOTA):
            taken = self._tasmota.take(topic.removeprefix(TASMOTA), payload)
            if taken is not None:
                self._replace(TASMOTA + taken.mac, taken.announced)
                self.questions.update(taken.questions)
        elif topic.startswith("owntracks/"):
            self._place(topic, payload)
        self._deliver(topic, payload)

    def describe(self) -> None:
        """Tell the home everything there is, and what it is."""
        self._is_live, self.is_changed = True, False
        places = list(self._places.values())
        found = [*self._devices(), *(place.device for place in places)]
        self._sink.devices(found, is_complete=True)
        for entity in self._entities.values():
            entity.told = None
            self._tell(entity)
        for place in places:
            self._sink.state(place.report)

    def command(self, action: Action) -> Command | None:
        """Return what is sent for an action; ``None`` for an unknown one."""
        entity = self._entities.get(action.key)
        return entity.component.write(action) if entity is not None else None

    def told_by_itself(self, key: EntityKey) -> None:
        """Report an entity that no topic reports, after it was told something."""
        if (entity := self._entities.get(key)) is not None:
            self._tell(entity)

    @property
    def due_s(self) -> float | None:
        """When a silence says something next, on the clock given."""
        return self._silences.due_s

    def pass_time(self) -> None:
        """Tell what silences say by now; call it when :attr:`due_s` is over."""
        for entity in self._silences.over():
            if self._is_live and self._entities.get(entity.key) is entity:
                self._tell(entity)

    def _replace(self, source: str, found: Iterable[Announced]) -> None:
        """Take what a source announces now in place of what it announced before."""
        before = {entity.key: entity for entity in self._by_source.pop(source, [])}
        for key, entity in before.items():
            if self._entities.get(key) is entity:  # and not of another source by now
                del self._entities[key]
        kept: list[_Entity] = []
        for announced in found:
            known = before.get(EntityKey(announced.key))
            if known is not None and known.announced == announced:
                entity = known
            else:
                entity = self._make(announced)
            if len(self._entities) < MAX_ENTITIES:
                self._entities[entity.key] = entity
                kept.append(entity)
        if kept:
            self._by_source[source] = kept
        if kept != list(before.values()):
            self.is_changed = True
            self._listen()

    def _make(self, announced: Announced) -> _Entity:
        key = EntityKey(announced.key)

        def tell(happened: str) -> None:
            if self._is_live:
                self._sink.event(key, happened, {})

        return _Entity(announced, make(announced, tell))

    def _listen(self) -> None:
        self._receivers = {}
        for entity in self._entities.values():
            for listening in (entity.component, entity.availability):
                for topic, receive in listening.topics().items():
                    self._receivers.setdefault(topic, []).append((entity, receive))

    def _deliver(self, topic: str, payload: bytes) -> None:
        receivers = self._receivers.get(topic)
        if receivers is None:
            return
        try:
            text = payload.decode()
        except UnicodeDecodeError:
            return
        for entity, receive in receivers:
            receive(text)
            if topic not in entity.availability.topics():
                self._silences.spoke(entity)
        if self._is_live and not self.is_changed:
            for entity in {id(entity): entity for entity, _ in receivers}.values():
                self._tell(entity)

    def _tell(self, entity: _Entity) -> None:
        report = entity.report()
        if report != entity.told:
            entity.told = report
            self._sink.state(report)
        self._seen(report)
        is_there = entity.availability.is_there and not entity.is_stale
        if is_there != entity.is_there:
            entity.is_there = is_there
            self._sink.available([entity.key], is_there)

    def _place(self, topic: str, payload: bytes) -> None:
        place = owntracks.read(topic, payload)
        if place is None:
            return
        is_new = topic not in self._places
        self._places[topic] = place
        if is_new and self._is_live:
            self._sink.devices([place.device], is_complete=False)
        if self._is_live:
            self._sink.state(place.report)

    def _devices(self) -> list[DeviceDescription]:
        grouped: dict[str, list[_Entity]] = {}
        for entity in self._entities.values():
            grouped.setdefault(_device_key(entity), []).append(entity)
        return [_device(key, entities) for key, entities in grouped.items()]


def _device_of(entity: _Entity) -> Mapping[str, Any]:
    device = entity.announced.config.get("device")
    return device if isinstance(device, Mapping) else {}


def _device_key(entity: _Entity) -> str:
    device = _device_of(entity)
    identifiers = device.get("identifiers")
    if isinstance(identifiers, str) and identifiers:
        return identifiers
    if isinstance(identifiers, list) and identifiers:
        return str(identifiers[0])
    connections = device.get("connections")
    if isinstance(connections, list) and connections:
        return str(connections[0])
    return f"{_LONER}/{entity.key}"


def _device(key: str, entities: list[_Entity]) -> DeviceDescription:
    device: dict[str, Any] = {}
    for entity in entities:
        device = {**_device_of(entity), **device}
    first = entities[0].description
    return DeviceDescription(
        key=key,
        name=str(device.get("name") or first.name or first.object_id or key),
        manufacturer=_text(device.get("manufacturer")),
        model=_model(device),
        sw_version=_text(device.get("sw_version")),
        hw_version=_text(device.get("hw_version")),
        serial_number=_text(device.get("serial_number")),
        area=_text(device.get("suggested_area")),
        configuration_url=_text(device.get("configuration_url")),
        via=_text(device.get("via_device")),
        connections=_connections(device),
        entities=tuple(entity.description for entity in entities),
    )


def _connections(device: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a device says it is connected by, and what its identifiers give away."""
    told = device.get("connections")
    found = [
        (str(one[0]), str(one[1]))
        for one in (told if isinstance(told, list) else [])
        if isinstance(one, list) and len(one) == 2
    ]
    identifiers = device.get("identifiers")
    for one in identifiers if isinstance(identifiers, list) else [identifiers]:
        text = str(one).lower()
        if number := _ZIGBEE2MQTT.fullmatch(text):
            found.append(("zigbee", number[1]))
        # ESPHome and many others take the address for their identifier; plain digits are none.
        elif _ADDRESS.fullmatch(text) and not text.isdigit():
            found.append(("mac", ":".join(text[at : at + 2] for at in range(0, 12, 2))))
    return tuple(dict.fromkeys(found))


def _model(device: Mapping[str, Any]) -> str | None:
    name, number = _text(device.get("model")), _text(device.get("model_id"))
    return f"{name} ({number})" if name and number and number not in name else name or number


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
