"""One Shelly as it is now, and what of it the home is told."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.shelly import actuators, readings
from embedded_hub.gateways.shelly.facet import Facet, Request, entity, number
from embedded_hub.gateways.shelly.wire import DeviceInfo
from embedded_hub.model.action import Action
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

_ACTUATORS = {
    "switch": actuators.switch,
    "light": actuators.light,
    "rgb": actuators.light,
    "rgbw": actuators.light,
    "cct": actuators.light,
    "cover": actuators.cover,
    "thermostat": actuators.thermostat,
}
_VIRTUAL = ("boolean", "number", "enum", "text", "button")
_ALARMS = ("smoke", "flood", "presence", "motion")
_MEASURING = frozenset(
    {"temperature", "humidity", "illuminance", "devicepower", "pm1", "em", "em1", "emdata"}
    | {"em1data", "wifi", "voltmeter"}
)
_HOUSEKEEPING = frozenset(
    {"sys", "cloud", "mqtt", "ws", "ble", "eth", "knx", "matter", "script", "schedule", "webhook"}
    | {"bthome", "ui", "modbus", "kvs", "plugs_ui", "v_eve"}
)
"""What the device has for itself."""
_COMPONENT = re.compile(r"[a-z][a-z0-9_]*(?::[0-9]{1,9})?")
MAX_ENTITIES = 500
"""The largest have about a hundred."""


class Device:
    """One device.

    Args:
        info: What it is.
        config: Its configuration, by component.
        status: Its status, by component.
    """

    def __init__(
        self, info: DeviceInfo, config: Mapping[str, Any], status: Mapping[str, Any]
    ) -> None:
        self._info = info
        self._config = config
        self._status: dict[str, dict[str, Any]] = {
            name: dict(each) for name, each in status.items() if isinstance(each, Mapping)
        }
        made = itertools.islice(self._make(), MAX_ENTITIES)
        self._facets = {facet.entity.key: facet for facet in made}

    @property
    def info(self) -> DeviceInfo:
        """What it is."""
        return self._info

    @property
    def config(self) -> Mapping[str, Any]:
        """Its configuration, by component."""
        return self._config

    @property
    def wakeup_period_s(self) -> float:
        """How often it wakes up to tell how it is; 0 for one that is always there."""
        return max(0.0, number(self._status.get("sys", {}), "wakeup_period") or 0.0)

    def describe(self) -> DeviceDescription:
        """Return it as a home sees it."""
        info = self._info
        mac = info.mac.lower()
        return DeviceDescription(
            key="device",
            name=info.name or info.id,
            manufacturer="Shelly",
            model=" ".join(part for part in (info.app, info.model) if part) or None,
            sw_version=info.ver or None,
            entities=tuple(facet.entity for facet in self._facets.values()),
            connections=(("mac", ":".join(mac[at : at + 2] for at in range(0, 12, 2))),)
            if len(mac) == _MAC_DIGITS
            else (),
        )

    def reports(self, component: str | None = None) -> Iterator[StateReport]:
        """Yield what entities are now, all of them or those of one component."""
        for facet in self._facets.values():
            if facet.is_event or (component is not None and facet.component != component):
                continue
            yield self._report(facet)

    def report(self, key: EntityKey) -> StateReport | None:
        """Return what one entity is now."""
        facet = self._facets.get(key)
        return None if facet is None or facet.is_event else self._report(facet)

    def merge(self, params: Mapping[str, Any]) -> list[str]:
        """Take a partial status; return the components it is about."""
        touched = []
        for component, change in params.items():
            if isinstance(change, Mapping):
                _merge(self._status.setdefault(component, {}), change)
                touched.append(component)
        return touched

    def request(self, action: Action) -> Request | None:
        """Return what is asked of the device for an action; ``None`` for an unknown one."""
        facet = self._facets.get(action.key)
        if facet is None or facet.write is None:
            return None
        return facet.write(action, self._status.get(facet.component, {}))

    def happened(self, params: Mapping[str, Any]) -> Iterator[tuple[EntityKey, str]]:
        """Yield the presses a notification of events tells."""
        for event in events_of(params):
            facet = self._facets.get(EntityKey(str(event.get("component"))))
            if facet is not None and facet.is_event:
                yield facet.entity.key, str(event.get("event"))

    def _report(self, facet: Facet) -> StateReport:
        reading = facet.read(self._status.get(facet.component, {}))
        return StateReport(key=facet.entity.key, value=reading.value, attributes=reading.attributes)

    def _make(self) -> Iterator[Facet]:
        kinds = [name.partition(":")[0] for name in self._status]
        for component, status in self._status.items():
            if not _COMPONENT.fullmatch(component):
                continue
            kind = component.partition(":")[0]
            config = self._config.get(component)
            known = config if isinstance(config, Mapping) else {}
            is_only = kinds.count(kind) == 1
            yield from _facets(component, kind, known, status, is_only=is_only)
        yield _update()


def _facets(
    component: str,
    kind: str,
    config: Mapping[str, Any],
    status: Mapping[str, Any],
    *,
    is_only: bool,
) -> Iterator[Facet]:
    given = config.get("name")
    name = given if isinstance(given, str) and given else None
    title = name or f"{kind.capitalize()} {actuators.id_of(component)}"
    label = (name or "") if is_only else title
    if kind in _HOUSEKEEPING:
        return
    if kind in _ACTUATORS:
        yield _ACTUATORS[kind](component, name if is_only else title, config)
    elif kind == "input":
        is_button = config.get("type") == "button"
        yield (readings.button if is_button else readings.contact)(component, title)
    elif kind in _ALARMS:
        yield readings.alarm(component, name or kind.capitalize())
    elif kind in _VIRTUAL:
        made = actuators.virtual(component, title, config)
        if made is not None:
            yield made
    elif kind not in _MEASURING:
        yield from readings.unknown(component, title, status)
        return
    yield from readings.measured(component, label, status)


def _update() -> Facet:
    def read(status: Mapping[str, Any]) -> Reading:
        updates = status.get("available_updates")
        stable = updates.get("stable") if isinstance(updates, Mapping) else None
        latest = stable.get("version") if isinstance(stable, Mapping) else None
        return Reading(on_off(latest is not None), {"latest_version": latest})

    described = entity(
        "sys/update",
        "update",
        "Firmware",
        {"device_class": "firmware", "supported_features": 1},
        "config",
    )
    return Facet(
        entity=described,
        component="sys",
        read=read,
        write=lambda *_: Request("Shelly.Update", {"stage": "stable"}),
    )


_MAC_DIGITS = 12


def events_of(params: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a notification of events tells."""
    events = params.get("events")
    return [one for one in events if isinstance(one, Mapping)] if isinstance(events, list) else []


def _merge(known: dict[str, Any], change: Mapping[str, Any]) -> None:
    for name, value in change.items():
        inside = known.get(name)
        if isinstance(value, Mapping) and isinstance(inside, dict):
            _merge(inside, value)
        else:
            known[name] = value


def tell(
    device: Device, sink: Sink, seen: Callable[[StateReport], None], component: str | None = None
) -> None:
    """Tell the home what entities are now."""
    for report in device.reports(component):
        sink.state(report)
        seen(report)
