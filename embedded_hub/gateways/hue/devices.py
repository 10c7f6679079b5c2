"""From the bridge's resources to devices with entities. Pure.

A device is a device; a room or a zone is one as well, without a body, with its group of lights
and its scenes. What belongs to neither hangs on the bridge.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from embedded_hub.gateways.hue import controls, lights, readings, scenes
from embedded_hub.gateways.hue.facet import Facet
from embedded_hub.gateways.hue.generic import generic
from embedded_hub.gateways.hue.resource import Reference, Resource
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey

BRIDGE, RADIO = "bridge", "zigbee_connectivity"
AREA_MOTION = ("convenience_area_motion", "security_area_motion")
GROUPS = ("room", "zone")
_WHOLE_HOME = "bridge_home"
_OF_GROUPS = ("grouped_motion", "grouped_light_level")

_Make = Callable[[Resource, str | None], Iterator[Facet]]
_SERVICES: Mapping[str, _Make] = {
    "bell_button": controls.button,
    "button": controls.button,
    "camera_motion": readings.motion,
    "contact": readings.contact,
    "convenience_area_motion": readings.motion,
    "device_power": readings.battery,
    "grouped_light_level": readings.light_level,
    "grouped_motion": readings.motion,
    "light_level": readings.light_level,
    "motion": readings.motion,
    "relative_rotary": controls.dial,
    "security_area_motion": readings.motion,
    "tamper": readings.tamper,
    "temperature": readings.temperature,
    RADIO: readings.radio,
}
_PASSED_OVER = frozenset(
    {"auth_v1", "behavior_script", BRIDGE, "clip", "depender", "device_discovery", "entertainment"}
    | {"entertainment_configuration", "geofence", "geofence_client", "geolocation", "homekit"}
    | {"ip_connectivity", "matter", "matter_fabric", "motion_area_candidate", "private_group"}
    | {"public_image", "recipe", "remote_access", "switch_input_configuration", "system_update"}
    | {"taurus_7455", "wifi_connectivity", "zgp_connectivity", "zigbee_bridge_connectivity"}
    | {"zigbee_device_discovery"}
)
"""How the bridge is linked to other worlds, and its own housekeeping."""
_STRUCTURE = frozenset(
    {"device", "room", "zone", _WHOLE_HOME, BRIDGE, "motion_area_configuration", "service_group"}
)
_ALONE = frozenset({"light", *_SERVICES}) - {RADIO, *_OF_GROUPS, *AREA_MOTION}
"""What shows something by itself, and belongs to a device."""
_CONNECTED = frozenset({None, "connected", "unidirectional_incoming"})
"""What only sends is there as well, and does not hear."""
_BRIDGE_ID = re.compile(r"[0-9a-f]{6}fffe[0-9a-f]{6}")
_PLUG = "plug"
_MAKER = "Signify Netherlands B.V."


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One device or group with its entities."""

    device: DeviceDescription
    facets: tuple[Facet, ...]
    radio: str | None = None
    """Id of the resource that tells whether the bridge reaches it."""


def is_structure(resource: Resource, update: Mapping[str, object]) -> bool:
    """Say whether an update of a resource may change what there is, and not just how it is."""
    if resource.type in _PASSED_OVER:
        return False
    is_new = any(name not in resource.content for name in update)
    return is_new or resource.type in _STRUCTURE or "metadata" in update


def is_shown(resource: Resource) -> bool:
    """Say whether a resource matters to anybody here."""
    return resource.type not in _PASSED_OVER


def is_reached(radio: Resource | None) -> bool:
    """Say whether the bridge reaches a device, by what its radio link says."""
    return radio is None or radio.text("status") in _CONNECTED


def things(resources: Mapping[str, Resource], settled: Collection[str]) -> list[Thing]:
    """Return everything there is to see, the bridge first.

    Args:
        resources: By their ids.
        settled: Ids of those whose device, if they have one, must be known by now.
    """
    return _Description(resources, settled).things()


class _Description:
    def __init__(self, resources: Mapping[str, Resource], settled: Collection[str]) -> None:
        self._resources = resources
        self._settled = settled
        self._devices = self._of_type("device")
        self._groups = [one for kind in GROUPS for one in self._of_type(kind)]
        self._bridge = next((one for one in self._devices if self._service(one, BRIDGE)), None)
        self._taken: set[EntityKey] = set()
        self._strays = self._unlisted()

    def things(self) -> list[Thing]:
        ordered = sorted(self._devices, key=lambda one: one is not self._bridge)
        known = {device.id for device in self._devices}
        alone = [one for key, one in self._strays if key not in known]
        devices = [*ordered, *map(_device_of, alone)]
        return [*map(self._device, devices), *map(self._group, self._groups)]

    # --- devices ------------------------------------------------------------------------------

    def _device(self, device: Resource) -> Thing:
        is_bridge = device is self._bridge
        of_bridge = self._of_bridge() if is_bridge else ()
        facets = self._unique([*self._services(device), *of_bridge])
        radio = self._service(device, RADIO)
        product = device.text("product_data", "product_name")
        model_id = device.text("product_data", "model_id")
        bridge_key = self._bridge.id if self._bridge is not None and not is_bridge else None
        return Thing(
            facets=facets,
            radio=None if is_bridge or radio is None else radio.id,
            device=DeviceDescription(
                key=device.id,
                name=device.name or product or "Hue",
                entities=tuple(facet.entity for facet in facets),
                manufacturer=device.text("product_data", "manufacturer_name"),
                model=f"{product} ({model_id})" if product and model_id else product or model_id,
                sw_version=device.text("product_data", "software_version"),
                hw_version=device.text("product_data", "hardware_platform_type"),
                serial_number=self._bridge_id() if is_bridge else None,
                area=self._area_of(device),
                via=bridge_key,
                connections=tuple(self._connections(device, radio, is_bridge=is_bridge)),
            ),
        )

    def _services(self, device: Resource) -> Iterator[Facet]:
        services = [
            one
            for reference in device.references("services")
            if (one := self._resources.get(reference.rid)) is not None
        ]
        services += [one for key, one in self._strays if key == device.id]
        counts = {kind: sum(one.type == kind for one in services) for kind in ("light", "button")}
        is_plug = device.text("product_data", "product_archetype") == _PLUG
        for service in services:
            if service.type == "light":
                name = service.name if counts["light"] > 1 else None
                yield from lights.lights(service, name, is_plug=is_plug)
            elif service.type == "device_software_update":
                version = device.text("product_data", "software_version")
                yield readings.software(service, version)
            elif service.type not in _PASSED_OVER:
                make = _SERVICES.get(service.type, generic)
                yield from make(service, _name_of(service, counts["button"]))
        if device.has("identify"):
            yield controls.identify(device)

    def _connections(
        self, device: Resource, radio: Resource | None, *, is_bridge: bool
    ) -> Iterator[tuple[str, str]]:
        if device.id in self._resources:
            yield "hue", device.id
        if radio is not None and (address := radio.text("mac_address")):
            yield "zigbee", address
        bridge_id = self._bridge_id() if is_bridge else None
        if bridge_id is not None:
            digits = bridge_id[:6] + bridge_id[-6:]
            yield "mac", ":".join(digits[place : place + 2] for place in range(0, 12, 2))

    def _area_of(self, device: Resource) -> str | None:
        """Return the room it is in; where it is in none, the zone."""
        own = {device.id, *(one.rid for one in device.references("services"))}
        for group in self._groups:
            if any(child.rid in own for child in group.references("children")):
                return group.name
        return None

    # --- what is no device --------------------------------------------------------------------

    def _group(self, group: Resource) -> Thing:
        facets: list[Facet] = []
        for reference in group.references("services"):
            service = self._resources.get(reference.rid)
            if service is not None and service.type == lights.GROUP:
                facets.append(lights.group(service, None))
            elif service is not None and service.type in _OF_GROUPS:
                facets.extend(_SERVICES[service.type](service, "Motion"))
        facets.extend(self._scenes_of(group))
        kept = self._unique(facets)
        return Thing(
            facets=kept,
            device=DeviceDescription(
                key=group.id,
                name=group.name or group.type.capitalize(),
                entities=tuple(facet.entity for facet in kept),
                manufacturer=_MAKER,
                model=group.type.capitalize(),
                area=group.name if group.type == "room" else None,
                via=self._bridge.id if self._bridge is not None else None,
                is_service=True,
            ),
        )

    def _of_bridge(self) -> Iterator[Facet]:
        """Yield what belongs to the whole home, or to nothing else."""
        for home in self._of_type(_WHOLE_HOME):
            service = self._service(home, lights.GROUP)
            if service is not None:
                yield lights.group(service, "All lights", is_enabled=False)
            yield from self._scenes_of(home)
        for kind in AREA_MOTION:
            for sensor in self._of_type(kind):
                yield from readings.motion(sensor, self._area_name(sensor))
        for one in self._of_type(scenes.AUTOMATION):
            yield scenes.automation(one)

    def _scenes_of(self, group: Resource) -> Iterator[Facet]:
        makes = ((scenes.SCENE, scenes.scene), (scenes.SMART_SCENE, scenes.smart_scene))
        for kind, make in makes:
            for one in self._of_type(kind):
                if one.text("group", "rid") == group.id:
                    yield make(one)

    def _area_name(self, sensor: Resource) -> str:
        config = self._resources.get(sensor.owner.rid) if sensor.owner is not None else None
        area = (config.text("name") or config.name) if config is not None else None
        kind = "Security" if sensor.type.startswith("security") else "Motion"
        return f"{kind} {area}" if area else kind

    # --- parts ----------------------------------------------------------------------------------

    def _unlisted(self) -> list[tuple[str | None, Resource]]:
        """Return lights and sensors that no device lists, by the owner they name."""
        owners = [*self._devices, *self._groups, *self._of_type(_WHOLE_HOME)]
        listed = {one.rid for owner in owners for one in owner.references("services")}
        return [
            (one.owner.rid if one.owner is not None else None, one)
            for one in self._resources.values()
            if one.type in _ALONE and one.id in self._settled and one.id not in listed
        ]

    def _of_type(self, kind: str) -> list[Resource]:
        return [one for one in self._resources.values() if one.type == kind]

    def _service(self, owner: Resource, kind: str) -> Resource | None:
        references: Iterable[Reference] = owner.references("services")
        found = next((one for one in references if one.rtype == kind), None)
        return self._resources.get(found.rid) if found is not None else None

    def _bridge_id(self) -> str | None:
        bridge = next(iter(self._of_type(BRIDGE)), None)
        said = (bridge.text("bridge_id") or "").lower() if bridge is not None else ""
        return said if _BRIDGE_ID.fullmatch(said) else None

    def _unique(self, facets: Iterable[Facet]) -> tuple[Facet, ...]:
        """Pass over what is listed at two places."""
        kept = []
        for facet in facets:
            if facet.entity.key not in self._taken:
                self._taken.add(facet.entity.key)
                kept.append(facet)
        return tuple(kept)


def _device_of(service: Resource) -> Resource:
    """Make the device that a light or a sensor without one is."""
    content = {
        "metadata": {"name": service.name or service.type.replace("_", " ").capitalize()},
        "services": [{"rid": service.id, "rtype": service.type}],
    }
    return Resource(id=f"of {service.id}", type="device", content=content)


def _name_of(service: Resource, button_count: int) -> str | None:
    if service.type == "button":
        place = service.number("metadata", "control_id")
        return f"Button {place:.0f}" if button_count > 1 and place is not None else None
    return "Motion" if _SERVICES.get(service.type) is readings.motion else None
