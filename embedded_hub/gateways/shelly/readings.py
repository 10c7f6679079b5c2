"""Components that measure or signal, and what every component measures of itself. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.measures import Measure, measure_attributes
from embedded_hub.gateways.shelly.facet import (
    Facet,
    Part,
    Request,
    Status,
    entity,
    flag,
    number,
    shown,
    within,
)

_WH = 1000.0
_MAX_TEXT = 255
_POWER, _ENERGY = Measure("power", "W"), Measure("energy", "kWh", "total_increasing")
_CURRENT, _VOLTAGE = Measure("current", "A"), Measure("voltage", "V")
_APPARENT, _FACTOR = Measure("apparent_power", "VA"), Measure("power_factor")
_FREQUENCY = Measure("frequency", "Hz")
_BATTERY = Measure("battery", "%", category="diagnostic")


class Field(msgspec.Struct, frozen=True):
    """One number in a component's status."""

    path: tuple[str, ...]
    name: str
    measure: Measure
    scale: float = 1.0


_FIELDS = (
    Field(("apower",), "Power", _POWER),
    Field(("act_power",), "Power", _POWER),
    Field(("aprtpower",), "Apparent power", _APPARENT),
    Field(("aprt_power",), "Apparent power", _APPARENT),
    Field(("voltage",), "Voltage", _VOLTAGE),
    Field(("current",), "Current", _CURRENT),
    Field(("pf",), "Power factor", _FACTOR),
    Field(("freq",), "Frequency", _FREQUENCY),
    Field(("aenergy", "total"), "Energy", _ENERGY, 1 / _WH),
    Field(("ret_aenergy", "total"), "Returned energy", _ENERGY, 1 / _WH),
    Field(
        ("temperature", "tC"),
        "Device temperature",
        Measure("temperature", "°C", category="diagnostic"),
    ),
    Field(("tC",), "Temperature", Measure("temperature", "°C")),
    Field(("rh",), "Humidity", Measure("humidity", "%")),
    Field(("lux",), "Illuminance", Measure("illuminance", "lx")),
    Field(("battery", "percent"), "Battery", _BATTERY),
    Field(("battery", "V"), "Battery voltage", Measure("voltage", "V", category="diagnostic")),
    Field(("battery",), "Battery", _BATTERY),
    Field(("pos",), "Valve position", Measure(None, "%")),
    Field(("num_objects",), "Objects", Measure(None, None)),
    Field(("rssi",), "Signal", Measure("signal_strength", "dBm", category="diagnostic")),
    Field(("total_act_power",), "Total power", _POWER),
    Field(("total_aprt_power",), "Total apparent power", _APPARENT),
    Field(("total_current",), "Total current", _CURRENT),
    Field(("n_current",), "Neutral current", _CURRENT),
    Field(("total_act_energy",), "Energy", _ENERGY, 1 / _WH),
    Field(("total_act_ret_energy",), "Returned energy", _ENERGY, 1 / _WH),
    Field(("total_act",), "Total energy", _ENERGY, 1 / _WH),
    Field(("total_act_ret",), "Total returned energy", _ENERGY, 1 / _WH),
    *(
        Field((f"{phase}_{field}",), f"{name} {phase.upper()}", measure, scale)
        for phase in "abc"
        for field, name, measure, scale in (
            ("act_power", "Power", _POWER, 1.0),
            ("aprt_power", "Apparent power", _APPARENT, 1.0),
            ("voltage", "Voltage", _VOLTAGE, 1.0),
            ("current", "Current", _CURRENT, 1.0),
            ("pf", "Power factor", _FACTOR, 1.0),
            ("freq", "Frequency", _FREQUENCY, 1.0),
            ("total_act_energy", "Energy", _ENERGY, 1 / _WH),
            ("total_act_ret_energy", "Returned energy", _ENERGY, 1 / _WH),
        )
    ),
)
_ALARMS = {
    "smoke": "smoke",
    "flood": "moisture",
    "presencezone": "occupancy",
    "motion": "motion",
}
_ALARM_FIELDS = ("alarm", "value", "motion")
_ALARM_NAMES = {"presencezone": "Presence"}
_OFTEN_ABSENT = frozenset({"temperature", "humidity"})
"""A sensor that is not there says so in its errors, and measures nonsense."""
_DARKNESS = ["dark", "twilight", "bright"]


def measured(part: Part) -> Iterator[Facet]:
    """Yield an entity for each number a component tells of itself."""
    for field in _FIELDS:
        if _has(part.status, field.path):
            yield _measured(part, field)


def alarm(part: Part) -> Iterator[Facet]:
    """Yield the entities of a detector."""
    device_class = _ALARMS[part.kind]

    def read(status: Status) -> Reading:
        told = (flag(status, field) for field in _ALARM_FIELDS)
        is_raised = next((one for one in told if one is not None), None)
        return Reading(None if is_raised is None else on_off(is_raised))

    name = part.given or _ALARM_NAMES.get(part.kind, part.kind.capitalize())
    described = entity(part.component, "binary_sensor", name, {"device_class": device_class})
    yield Facet(entity=described, component=part.component, read=read)
    if part.kind == "smoke":
        yield Facet(
            entity=entity(f"{part.component}/mute", "button", f"Mute {name.lower()}", {}, "config"),
            component=part.component,
            read=lambda _: Reading(None),
            write=lambda *_: Request("Smoke.Mute", {"id": part.number}),
        )


def voltmeter(part: Part) -> Iterator[Facet]:
    """Yield what a person had calculated from a voltage; the voltage itself is measured."""
    if not within(part.config, "xvoltage", "expr"):
        return
    unit = within(part.config, "xvoltage", "unit")
    attributes = measure_attributes(Measure(None, None), unit if isinstance(unit, str) else None)
    key = f"{part.component}/xvoltage"
    yield Facet(
        entity=entity(key, "sensor", f"{part.title} value", attributes),
        component=part.component,
        read=lambda status: Reading(shown(number(status, "xvoltage"))),
    )


def illuminance(part: Part) -> Iterator[Facet]:
    """Yield how bright it is in a word; the number is measured."""

    def read(status: Status) -> Reading:
        word = status.get("illumination")
        return Reading(word if word in _DARKNESS else None)

    if "illumination" in part.status:
        attributes = {"device_class": "enum", "options": _DARKNESS}
        key, name = f"{part.component}/illumination", part.under("Brightness")
        yield Facet(
            entity=entity(key, "sensor", name, attributes), component=part.component, read=read
        )


def power_supply(part: Part) -> Iterator[Facet]:
    """Yield whether a device on a battery is plugged in."""

    def read(status: Status) -> Reading:
        is_present = within(status, "external", "present")
        return Reading(on_off(is_present) if isinstance(is_present, bool) else None)

    if _has(part.status, ("external", "present")):
        key, name = f"{part.component}/external", part.under("External power")
        described = entity(key, "binary_sensor", name, {"device_class": "power"}, "diagnostic")
        yield Facet(entity=described, component=part.component, read=read)


def unknown(part: Part) -> Iterator[Facet]:
    """Yield something for a component nobody here knows: its values, as far as they can be read."""
    for field, value in part.status.items():
        if field == "id" or isinstance(value, Mapping | list):
            continue

        def read(now: Status, field: str = field) -> Reading:
            found: Any = now.get(field)
            if isinstance(found, bool):
                return Reading(on_off(found))
            return Reading(None if found is None else str(found)[:_MAX_TEXT])

        is_flag = isinstance(value, bool)
        domain = "binary_sensor" if is_flag else "sensor"
        described = entity(
            f"{part.component}/{field}", domain, f"{part.title} {field.replace('_', ' ')}"
        )
        yield Facet(entity=described, component=part.component, read=read)


def _measured(part: Part, field: Field) -> Facet:
    key = f"{part.component}/{'.'.join(field.path)}"
    attributes = measure_attributes(field.measure, None)

    def read(status: Status) -> Reading:
        value = number(status, *field.path)
        is_broken = part.kind in _OFTEN_ABSENT and bool(status.get("errors"))
        return Reading(None if value is None or is_broken else shown(value * field.scale))

    name = "Wi-Fi signal" if key == "wifi/rssi" else part.under(field.name)
    described = entity(key, "sensor", name, attributes, field.measure.category)
    return Facet(entity=described, component=part.component, read=read)


def _has(status: Status, path: tuple[str, ...]) -> bool:
    holder = within(status, *path[:-1])
    return (
        isinstance(holder, Mapping)
        and path[-1] in holder
        and not isinstance(holder[path[-1]], Mapping | list)
    )
