"""What sensors of a bridge measure and notice, and how they are set. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.hue.facet import Facet, Request, enabling, entity, yes_no
from embedded_hub.gateways.hue.resource import Resource
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import plain
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

_LIGHT_LEVELS_A_DECADE = 10_000
"""The bridge tells 10,000 times the logarithm of the lux, and 1 more."""
_DARK_LUX = 10
_LEVELS = (0, 10)
_LINKS = ("connected", "disconnected", "connectivity_issue", "unidirectional_incoming")


def motion(sensor: Resource, name: str | None) -> Iterator[Facet]:
    """Yield whether something moves, and the sensor's settings."""

    def read(now: Resource) -> Reading:
        # A sensor that is off keeps telling the last it saw.
        if now.flag("enabled") is False or now.flag("motion", "motion_valid") is False:
            return Reading(None)
        told = now.flag("motion", "motion_report", "motion")
        return Reading(yes_no(now.flag("motion", "motion") if told is None else told))

    yield Facet(
        entity=entity(
            f"{sensor.type}/{sensor.id}", "binary_sensor", name, {"device_class": "motion"}
        ),
        resource=sensor.id,
        read=read,
    )
    yield enabling(sensor, f"{name or 'Motion'} detection", "mdi:motion-sensor")
    if sensor.has("sensitivity", "sensitivity"):
        yield _sensitivity(sensor)


def temperature(sensor: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield how warm it is."""

    def read(now: Resource) -> Reading:
        if now.flag("temperature", "temperature_valid") is False:
            return Reading(None)
        told = now.number("temperature", "temperature_report", "temperature")
        degrees = now.number("temperature", "temperature") if told is None else told
        return Reading(None if degrees is None else str(plain(round(degrees, 2))))

    yield Facet(
        entity=entity(
            f"temperature/{sensor.id}", "sensor", "Temperature", _measured("temperature", "°C")
        ),
        resource=sensor.id,
        read=read,
    )


def light_level(sensor: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield how bright it is."""

    def read(now: Resource) -> Reading:
        if now.flag("light", "light_level_valid") is False:
            return Reading(None)
        told = now.number("light", "light_level_report", "light_level")
        level = now.number("light", "light_level") if told is None else told
        return Reading(None if level is None else str(plain(_lux(level))))

    yield Facet(
        entity=entity(
            f"{sensor.type}/{sensor.id}", "sensor", "Illuminance", _measured("illuminance", "lx")
        ),
        resource=sensor.id,
        read=read,
    )
    yield enabling(sensor, "Light sensor", "mdi:brightness-5", is_enabled=False)


def contact(sensor: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield whether a door or a window is open."""

    def read(now: Resource) -> Reading:
        state = now.text("contact_report", "state")
        if now.flag("enabled") is False or state is None:
            return Reading(None)
        return Reading(yes_no(state == "no_contact"))

    yield Facet(
        entity=entity(f"contact/{sensor.id}", "binary_sensor", None, {"device_class": "opening"}),
        resource=sensor.id,
        read=read,
    )
    yield enabling(sensor, "Contact detection", "mdi:door", is_enabled=False)


def tamper(sensor: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield whether somebody opened the sensor itself."""

    def read(now: Resource) -> Reading:
        states = [report.get("state") for report in now.objects("tamper_reports")]
        return Reading(yes_no("tampered" in states))

    yield Facet(
        entity=entity(
            f"tamper/{sensor.id}",
            "binary_sensor",
            "Tampering",
            {"device_class": "tamper"},
            category="diagnostic",
        ),
        resource=sensor.id,
        read=read,
    )


def battery(power: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield how full its battery is; what has a plug has a state without a level."""
    if not power.has("power_state", "battery_level"):
        return

    def read(now: Resource) -> Reading:
        level = now.number("power_state", "battery_level")
        state = now.text("power_state", "battery_state")
        return Reading(None if level is None else str(plain(level)), {"battery_state": state})

    yield Facet(
        entity=entity(
            f"device_power/{power.id}",
            "sensor",
            "Battery",
            _measured("battery", "%"),
            category="diagnostic",
        ),
        resource=power.id,
        read=read,
        is_always_there=True,
    )


def radio(link: Resource, _name: str | None) -> Iterator[Facet]:
    """Yield how the bridge reaches it; told also while it does not."""
    yield Facet(
        entity=entity(
            f"{link.type}/{link.id}",
            "sensor",
            "Zigbee connection",
            {"device_class": "enum", "options": list(_LINKS), "icon": "mdi:zigbee"},
            category="diagnostic",
            is_enabled=False,
        ),
        resource=link.id,
        read=lambda now: Reading(now.text("status")),
        is_always_there=True,
    )


def software(update: Resource, version: str | None) -> Facet:
    """Make its firmware; the bridge installs by itself, and tells."""

    def read(now: Resource) -> Reading:
        state = now.text("state")
        attributes: JsonObject = {
            "installed_version": version,
            "latest_version": version if state == "no_update" else None,
            "in_progress": state == "installing",
        }
        return Reading(None if state is None else yes_no(state != "no_update"), attributes)

    return Facet(
        entity=entity(
            f"device_software_update/{update.id}",
            "update",
            "Firmware",
            {"device_class": "firmware", "supported_features": 0},
            category="diagnostic",
        ),
        resource=update.id,
        read=read,
        is_always_there=True,
    )


def _sensitivity(sensor: Resource) -> Facet:
    def write(action: Action, _now: Resource) -> Request | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None

        def holds(seen: StateReport) -> bool:
            return number_of(seen.value) == round(wanted)

        body: JsonObject = {"sensitivity": {"sensitivity": round(wanted)}}
        return Request(rtype=sensor.type, rid=sensor.id, body=body, holds=holds)

    def read(now: Resource) -> Reading:
        level = now.number("sensitivity", "sensitivity")
        return Reading(None if level is None else str(plain(level)))

    lowest, usual = _LEVELS
    most = sensor.number("sensitivity", "sensitivity_max")
    return Facet(
        entity=entity(
            f"sensitivity/{sensor.id}",
            "number",
            "Sensitivity",
            {"min": lowest, "max": plain(usual if most is None else most), "step": 1},
            category="config",
        ),
        resource=sensor.id,
        read=read,
        write=write,
    )


def _lux(level: float) -> float:
    lux: float = 10 ** (min(level - 1, 10 * _LIGHT_LEVELS_A_DECADE) / _LIGHT_LEVELS_A_DECADE)
    if level <= 0:
        return 0
    return round(lux) if lux >= _DARK_LUX else round(lux, 1)


def _measured(device_class: str, unit: str) -> JsonObject:
    return {
        "device_class": device_class,
        "unit_of_measurement": unit,
        "state_class": "measurement",
    }
