"""One Shelly as it is now, and what of it the home is told."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.shelly import bluetooth, readings, virtual
from embedded_hub.gateways.shelly.climate import thermostat, valve
from embedded_hub.gateways.shelly.facet import Facet, Part, Request, number
from embedded_hub.gateways.shelly.firmware import firmware, progress_of, restart
from embedded_hub.gateways.shelly.inputs import inputs
from embedded_hub.gateways.shelly.lights import light
from embedded_hub.gateways.shelly.openings import cover
from embedded_hub.gateways.shelly.readings import alarm
from embedded_hub.gateways.shelly.switches import breaker, switch
from embedded_hub.gateways.shelly.wire import DeviceInfo
from embedded_hub.model.action import Action
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

Maker = Callable[[Part], Iterator[Facet]]
_MAKERS: Mapping[str, Maker] = {
    "switch": switch,
    "cb": breaker,
    **dict.fromkeys(("light", "rgb", "rgbw", "cct", "rgbcct"), light),
    "cover": cover,
    "thermostat": thermostat,
    "blutrv": valve,
    "input": inputs,
    **dict.fromkeys(("smoke", "flood", "presencezone", "motion"), alarm),
    "boolean": virtual.boolean,
    "number": virtual.numeric,
    "enum": virtual.enum,
    "text": virtual.text,
    "button": virtual.button,
    "voltmeter": readings.voltmeter,
    "illuminance": readings.illuminance,
    "devicepower": readings.power_supply,
    "bthomesensor": bluetooth.sensor,
    "bthomedevice": bluetooth.signal,
}
_MAIN = frozenset({"switch", "cb", "light", "rgb", "rgbw", "cct", "rgbcct", "cover", "thermostat"})
"""What a device is for; where there is one of these alone, it bears the device's name."""
_BY_RADIO = frozenset({"blutrv", "bthomedevice", "bthomesensor"})
_ADDRESS = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_SILENT = frozenset({"bthomedevice", "bthomesensor"})
"""What they measure has a name already."""
_MEASURING = frozenset({"temperature", "humidity", "pm1", "em", "em1", "emdata", "em1data", "wifi"})
_WHOLE = frozenset({"available_updates"})
"""What is told whole at each change: what is no longer in it is no longer so."""
_HOUSEKEEPING = frozenset(
    {"sys", "cloud", "mqtt", "ws", "ble", "eth", "knx", "matter", "script", "schedule", "webhook"}
    | {"group", "zigbee", "dali", "media", "service", "presence", "camera"}
    | {"bthome", "ui", "modbus", "kvs", "plugs_ui", "v_eve"}
)
"""What the device has for itself."""
_COMPONENT = re.compile(r"[a-z][a-z0-9_]*(?::[0-9]{1,9})?")
MAX_ENTITIES = 500
"""The largest have about a hundred."""


OWN_KEY = "device"
"""Of the device itself, among those it hears."""


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

    def describe(self) -> list[DeviceDescription]:
        """Return it as a home sees it, and after it what it hears over Bluetooth."""
        bodies = dict.fromkeys(one.body for one in self._facets.values() if one.body is not None)
        return [self._describe_itself(), *(self._describe_body(address) for address in bodies)]

    def _describe_itself(self) -> DeviceDescription:
        info = self._info
        mac = info.mac.lower()
        return DeviceDescription(
            key=OWN_KEY,
            name=info.name or info.id,
            manufacturer="Shelly",
            model=" ".join(part for part in (info.app, info.model) if part) or None,
            sw_version=info.ver or None,
            entities=self._entities(None),
            connections=(("mac", ":".join(mac[at : at + 2] for at in range(0, 12, 2))),)
            if len(mac) == _MAC_DIGITS
            else (),
        )

    def _describe_body(self, address: str) -> DeviceDescription:
        configs = (one for one in self._config.values() if isinstance(one, Mapping))
        named = (
            str(one["name"])
            for one in configs
            if address_of(one) == address and one.get("name") and "obj_id" not in one
        )
        return DeviceDescription(
            key=address,
            name=next(named, f"Bluetooth {address}"),
            entities=self._entities(address),
            via=OWN_KEY,
            connections=(("bluetooth", address),),
        )

    def _entities(self, body: str | None) -> tuple[EntityDescription, ...]:
        return tuple(one.entity for one in self._facets.values() if one.body == body)

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

    def note(self, params: Mapping[str, Any]) -> list[str]:
        """Take what a notification of events says of states; return the components it is about."""
        told = [found for one in events_of(params) if (found := progress_of(one)) is not None]
        return self.merge({"sys": told[-1]}) if told else []

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
        yield firmware(self._info.ver)
        yield restart()
        parts = self._parts()
        valves = {part.body for part in parts if part.kind == "blutrv"}
        for part in parts:
            # What a valve tells comes twice: as a valve, and object by object.
            if part.kind == "blutrv" or part.body is None or part.body not in valves:
                for facet in _facets(part):
                    yield msgspec.structs.replace(facet, body=part.body)

    def _parts(self) -> list[Part]:
        named = [name for name in self._status if _COMPONENT.fullmatch(name)]
        groups = [_group(name) for name in named]
        return [
            self._part(name, is_only=groups.count(group) == 1)
            for name, group in zip(named, groups, strict=True)
        ]

    def _part(self, component: str, *, is_only: bool) -> Part:
        config = self._config.get(component)
        known = config if isinstance(config, Mapping) else {}
        given = known.get("name")
        return Part(
            component=component,
            config=known,
            status=self._status[component],
            given=given if isinstance(given, str) and given else None,
            is_only=is_only,
            body=address_of(known) if component.partition(":")[0] in _BY_RADIO else None,
        )


def address_of(config: Mapping[str, Any]) -> str | None:
    """Return the Bluetooth address a component is about."""
    address = str(config.get("addr")).lower()
    return address if _ADDRESS.fullmatch(address) else None


def _group(component: str) -> str:
    kind = component.partition(":")[0]
    return "main" if kind in _MAIN else kind


def _facets(part: Part) -> Iterator[Facet]:
    if part.kind in _HOUSEKEEPING:
        return
    make = _MAKERS.get(part.kind)
    if make is not None:
        yield from make(part)
    elif part.kind not in _MEASURING:
        yield from readings.unknown(part)
        return
    if part.kind not in _SILENT:
        yield from readings.measured(part)


_MAC_DIGITS = 12


def events_of(params: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a notification of events tells."""
    events = params.get("events")
    return [one for one in events if isinstance(one, Mapping)] if isinstance(events, list) else []


def _merge(known: dict[str, Any], change: Mapping[str, Any]) -> None:
    for name, value in change.items():
        inside = known.get(name)
        if isinstance(value, Mapping) and isinstance(inside, dict) and name not in _WHOLE:
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
