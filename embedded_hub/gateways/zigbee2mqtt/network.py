"""What one Zigbee2MQTT has told since the connection began, and what of it the home is told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.zigbee2mqtt.bridge import BRIDGE, PERMIT_JOIN, Bridge
from embedded_hub.gateways.zigbee2mqtt.devices import Thing, things
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Setting
from embedded_hub.gateways.zigbee2mqtt.wire import (
    BridgeInfo,
    DeviceEntry,
    GroupEntry,
    Message,
    devices_of,
    read_as,
)
from embedded_hub.model.action import Action
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

_AVAILABILITY = "/availability"
_REQUEST = "bridge/request/"
_INSTALL = f"{_REQUEST}device/ota_update/update"


class Request(msgspec.Struct, frozen=True):
    """What is sent for an action."""

    topic: str
    setting: Setting
    name: str
    """By what name Zigbee2MQTT speaks of who was asked."""
    is_sleepy: bool = False


class Network:
    """One Zigbee network.

    Args:
        sink: Where the home takes its reports.
        seen: Called with every report as well.
    """

    def __init__(self, sink: Sink, seen: Callable[[StateReport], None]) -> None:
        self._sink = sink
        self._seen = seen
        self._devices: list[DeviceEntry] = []
        self._groups: list[GroupEntry] = []
        self._bridge = Bridge(BridgeInfo())
        self._things: dict[str, Thing] = {}
        self._facets: dict[EntityKey, tuple[Thing, Facet]] = {}
        self._payloads: dict[str, dict[str, Any]] = {}
        self._offline: set[str] = set()
        self._told: tuple[DeviceDescription, ...] | None = None
        self._is_live = False
        self.has_devices = False
        """Whether the list of devices is in."""

    def go_live(self) -> None:
        """Everything that is sent at the start is in: tell it, and each change from now on."""
        self._is_live = True
        self._describe()

    def take(self, message: Message) -> None:
        """Take one message.

        Raises:
            GatewayProtocolError: it has another shape than Zigbee2MQTT's.
            GatewayUnreachable: it says that Zigbee2MQTT ends.
        """
        topic, payload = message.topic, message.payload
        if topic.startswith("bridge/"):
            self._take_bridge(topic.removeprefix("bridge/"), payload)
        elif topic.endswith(_AVAILABILITY):
            self._take_availability(topic.removesuffix(_AVAILABILITY), payload)
        elif isinstance(payload, Mapping):
            self._payloads.setdefault(topic, {}).update(payload)
            thing = self._things.get(topic)
            if thing is not None and self._is_live:
                self._tell_events(thing, payload)
                self._report(thing)

    def request(self, action: Action) -> Request | None:
        """Return what is sent for an action; ``None`` for an unknown one."""
        thing, facet = self._facets.get(action.key, (None, None))
        if thing is None or facet is None:
            return None
        if action.domain == "update":
            return Request(_INSTALL, Setting({"id": thing.topic}, _is_updating), thing.topic)
        payload = self._payloads.get(thing.topic, {})
        setting = facet.write(action, payload) if facet.write is not None else None
        if setting is None:
            return None
        if thing.topic == BRIDGE:
            return Request(f"{_REQUEST}{PERMIT_JOIN}", setting, BRIDGE)
        return Request(f"{thing.topic}/set", setting, thing.topic, thing.is_sleepy)

    def _take_bridge(self, name: str, payload: Any) -> None:
        match name:
            case "devices":
                self._devices = devices_of(payload)
                self.has_devices = True
            case "groups":
                self._groups = read_as(list[GroupEntry], payload, "bridge/groups")
            case "info":
                self._bridge = Bridge(read_as(BridgeInfo, payload, "bridge/info"))
            case "state" if _state_of(payload) == "offline":
                raise GatewayUnreachable("Zigbee2MQTT is shutting down")
            case _:
                return
        if self._is_live:
            self._describe()

    def _take_availability(self, topic: str, payload: Any) -> None:
        is_online = _state_of(payload) != "offline"
        (self._offline.discard if is_online else self._offline.add)(topic)
        thing = self._things.get(topic)
        if thing is not None and self._is_live:
            self._sink.available([facet.entity.key for facet in thing.facets], is_online)

    def _describe(self) -> None:
        found = [self._bridge.thing(), *things(self._devices, self._groups)]
        self._follow_names(found)
        self._things = {thing.topic: thing for thing in found}
        self._payloads[BRIDGE] = self._bridge.payload()
        self._facets = {facet.entity.key: (one, facet) for one in found for facet in one.facets}
        described = tuple(thing.device for thing in found)
        if described != self._told:
            self._told = described
            self._sink.devices(described, is_complete=True)
        for thing in found:
            self._report(thing)

    def _follow_names(self, found: Sequence[Thing]) -> None:
        """Let renamed devices be as they were: their states under the new name come later."""
        former = {thing.device.key: topic for topic, thing in self._things.items()}
        for thing in found:
            was = former.get(thing.device.key, thing.topic)
            if was != thing.topic and was in self._payloads:
                self._payloads.setdefault(thing.topic, self._payloads.pop(was))

    def _report(self, thing: Thing) -> None:
        payload = self._payloads.get(thing.topic, {})
        for facet in thing.facets:
            if facet.event is None:
                report = facet.report(payload)
                self._sink.state(report)
                self._seen(report)
        if thing.topic in self._offline:
            self._sink.available([facet.entity.key for facet in thing.facets], False)

    def _tell_events(self, thing: Thing, payload: Mapping[str, Any]) -> None:
        for facet in thing.facets:
            happened = payload.get(facet.event) if facet.event is not None else None
            if isinstance(happened, str) and happened:
                self._sink.event(facet.entity.key, happened, {})


def _state_of(payload: Any) -> Any:
    return payload.get("state") if isinstance(payload, Mapping) else payload


def _is_updating(report: StateReport) -> bool:
    return bool(report.attributes.get("in_progress")) or report.value == "off"
