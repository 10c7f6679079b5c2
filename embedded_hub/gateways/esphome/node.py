"""One ESPHome node: its entities by what the device counts them by, and the devices they make."""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from aioesphomeapi import (
    AlarmControlPanelEntityState,
    AlarmControlPanelInfo,
    APIVersion,
    BinarySensorInfo,
    BinarySensorState,
    ButtonInfo,
    CameraInfo,
    CameraState,
    ClimateInfo,
    ClimateState,
    CoverInfo,
    CoverState,
    DateInfo,
    DateState,
    DateTimeInfo,
    DateTimeState,
    DeviceInfo,
    EntityInfo,
    EntityState,
    Event,
    EventInfo,
    FanInfo,
    FanState,
    LightInfo,
    LightState,
    LockEntityState,
    LockInfo,
    MediaPlayerEntityState,
    MediaPlayerInfo,
    NumberInfo,
    NumberState,
    SelectInfo,
    SelectState,
    SensorInfo,
    SensorState,
    SirenInfo,
    SirenState,
    SwitchInfo,
    SwitchState,
    TextInfo,
    TextSensorInfo,
    TextSensorState,
    TextState,
    TimeInfo,
    TimeState,
    UpdateInfo,
    UpdateState,
    ValveInfo,
    ValveState,
    WaterHeaterInfo,
    WaterHeaterState,
)

from embedded_hub.gateways.esphome import comfort, lights, openings, players, readings, settings
from embedded_hub.gateways.esphome.facet import AnyFacet
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey


class Kind(msgspec.Struct, frozen=True):
    """What an entity of the protocol is here."""

    facet: type[AnyFacet]
    state: type[EntityState] | None = None
    """The record its states come in; ``None`` where it has none that lasts."""


KINDS: Mapping[type[EntityInfo], Kind] = {
    AlarmControlPanelInfo: Kind(openings.Alarm, AlarmControlPanelEntityState),
    BinarySensorInfo: Kind(readings.Sign, BinarySensorState),
    ButtonInfo: Kind(settings.Button),
    CameraInfo: Kind(readings.Camera, CameraState),
    ClimateInfo: Kind(comfort.Thermostat, ClimateState),
    CoverInfo: Kind(openings.Cover, CoverState),
    DateInfo: Kind(settings.Day, DateState),
    DateTimeInfo: Kind(settings.Moment, DateTimeState),
    EventInfo: Kind(readings.Press, Event),
    FanInfo: Kind(comfort.Fan, FanState),
    LightInfo: Kind(lights.Light, LightState),
    LockInfo: Kind(openings.Lock, LockEntityState),
    MediaPlayerInfo: Kind(players.Player, MediaPlayerEntityState),
    NumberInfo: Kind(settings.Number, NumberState),
    SelectInfo: Kind(settings.Select, SelectState),
    SensorInfo: Kind(readings.Measurement, SensorState),
    SirenInfo: Kind(settings.Siren, SirenState),
    SwitchInfo: Kind(settings.Switch, SwitchState),
    TextInfo: Kind(settings.Text, TextState),
    TextSensorInfo: Kind(readings.Words, TextSensorState),
    TimeInfo: Kind(settings.TimeOfDay, TimeState),
    UpdateInfo: Kind(settings.Update, UpdateState),
    ValveInfo: Kind(openings.Valve, ValveState),
    WaterHeaterInfo: Kind(comfort.WaterHeater, WaterHeaterState),
}
_UNKNOWN = Kind(readings.Unknown)
_SILENT = (Event, CameraState)
"""States nobody hears at the start."""
_MAC_DIGITS = re.compile(r"[0-9a-f]{12}")

_Place = tuple[type[EntityState], int, int]


class Node:
    """One node.

    Args:
        device: What it says of itself.
        entities: What it has.
        api: The version of the protocol it speaks.
        host: Where it was reached.
    """

    def __init__(
        self, device: DeviceInfo, entities: Iterable[EntityInfo], api: APIVersion, host: str
    ) -> None:
        self._device = device
        self._host = host
        self.facets: dict[EntityKey, AnyFacet] = {}
        self._by_place: dict[_Place, AnyFacet] = {}
        self.awaited: set[EntityKey] = set()
        """Entities whose first state is still to come."""
        for info in entities:
            self._take_in(info, api)

    def _take_in(self, info: EntityInfo, api: APIVersion) -> None:
        kind = KINDS.get(type(info), _UNKNOWN)
        facet = kind.facet(info, api)
        if facet.key in self.facets:
            return
        self.facets[facet.key] = facet
        if kind.state is not None:
            self._by_place[kind.state, info.device_id, info.key] = facet
            if kind.state not in _SILENT:
                self.awaited.add(facet.key)

    def take(self, state: EntityState) -> AnyFacet | None:
        """Keep what an entity is now and return it; ``None`` for one the node never listed."""
        facet = self._by_place.get((type(state), state.device_id, state.key))
        if facet is not None:
            facet.now = state
            self.awaited.discard(facet.key)
        return facet

    @property
    def farewell(self) -> str:
        """Why it is away, once the connection has ended."""
        if self._device.has_deep_sleep:
            return "it sleeps until it wakes up by itself"
        return "the connection ended"

    def describe(self) -> list[DeviceDescription]:
        """Return the node, and the devices it speaks for."""
        device, areas = self._device, {one.area_id: one.name for one in self._device.areas}
        main_key = self._main_key()
        maker, model = _maker(device)
        main = DeviceDescription(
            key=main_key,
            name=device.friendly_name or device.name or "ESPHome",
            entities=tuple(self._entities({0}, {one.device_id for one in device.devices})),
            manufacturer=maker,
            model=model,
            sw_version=_version(device),
            area=device.area.name or device.suggested_area or None,
            configuration_url=self._page(),
            connections=(("mac", main_key),) if ":" in main_key else (),
        )
        others = [
            DeviceDescription(
                key=f"{main_key}/{one.device_id}",
                name=one.name or f"{main.name} {one.device_id}",
                entities=tuple(self._entities({one.device_id})),
                manufacturer=maker,
                area=areas.get(one.area_id) or None,
                via=main_key,
            )
            for one in device.devices
        ]
        return [main, *others]

    def _entities(
        self, ids: set[int], elsewhere: set[int] | None = None
    ) -> Iterator[EntityDescription]:
        """Yield the entities of some devices; those of a device nobody listed are the node's."""
        for facet in self.facets.values():
            at = facet.info.device_id
            if at in ids or (elsewhere is not None and at not in elsewhere):
                yield facet.describe()

    def _main_key(self) -> str:
        digits = self._device.mac_address.lower().replace(":", "")
        if not _MAC_DIGITS.fullmatch(digits):
            return self._device.name or "node"
        return ":".join(digits[place : place + 2] for place in range(0, len(digits), 2))

    def _page(self) -> str | None:
        port = self._device.webserver_port
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{port}" if port else None


def _maker(device: DeviceInfo) -> tuple[str | None, str | None]:
    """Return who made it and what; a project's name holds both."""
    maker, dot, model = device.project_name.partition(".")
    if dot:
        return maker, model
    return device.manufacturer or "Espressif", device.project_name or device.model or None


def _version(device: DeviceInfo) -> str | None:
    if device.project_version:
        return f"{device.project_version} (ESPHome {device.esphome_version})"
    return device.esphome_version or None
