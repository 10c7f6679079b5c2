"""Components that measure or signal, and what every component measures of itself. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.measures import Measure, measure_attributes
from embedded_hub.gateways.shelly.facet import Facet, Status, entity, flag, number
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.values import JsonObject

_PRESSES = ("single_push", "double_push", "triple_push", "long_push", "btn_down", "btn_up")
_WH = 1000.0


class Field(msgspec.Struct, frozen=True):
    """One number in a component's status."""

    path: tuple[str, ...]
    name: str
    measure: Measure
    scale: float = 1.0


_FIELDS = (
    Field(("apower",), "Power", Measure("power", "W")),
    Field(("voltage",), "Voltage", Measure("voltage", "V")),
    Field(("current",), "Current", Measure("current", "A")),
    Field(("pf",), "Power factor", Measure("power_factor")),
    Field(("freq",), "Frequency", Measure("frequency", "Hz")),
    Field(("aenergy", "total"), "Energy", Measure("energy", "kWh", "total_increasing"), 1 / _WH),
    Field(
        ("ret_aenergy", "total"),
        "Returned energy",
        Measure("energy", "kWh", "total_increasing"),
        1 / _WH,
    ),
    Field(
        ("temperature", "tC"),
        "Device temperature",
        Measure("temperature", "°C", category="diagnostic"),
    ),
    Field(("tC",), "Temperature", Measure("temperature", "°C")),
    Field(("rh",), "Humidity", Measure("humidity", "%")),
    Field(("lux",), "Illuminance", Measure("illuminance", "lx")),
    Field(("battery", "percent"), "Battery", Measure("battery", "%", category="diagnostic")),
    Field(("rssi",), "Wi-Fi signal", Measure("signal_strength", "dBm", category="diagnostic")),
    Field(("act_power",), "Power", Measure("power", "W")),
    Field(("total_act_power",), "Total power", Measure("power", "W")),
    Field(("total_current",), "Total current", Measure("current", "A")),
    Field(("total_act_energy",), "Energy", Measure("energy", "kWh", "total_increasing"), 1 / _WH),
    Field(("total_act",), "Total energy", Measure("energy", "kWh", "total_increasing"), 1 / _WH),
    *(
        field
        for phase in "abc"
        for field in (
            Field((f"{phase}_act_power",), f"Power {phase.upper()}", Measure("power", "W")),
            Field((f"{phase}_voltage",), f"Voltage {phase.upper()}", Measure("voltage", "V")),
            Field((f"{phase}_current",), f"Current {phase.upper()}", Measure("current", "A")),
        )
    ),
)
_ALARMS = {"smoke": "smoke", "flood": "moisture", "presence": "occupancy", "motion": "motion"}
_ALARM_FIELD = "alarm"


def measured(component: str, label: str, status: Status) -> Iterator[Facet]:
    """Yield an entity for each number a component tells of itself."""
    for field in _FIELDS:
        if _has(status, field.path):
            yield _measured(component, label, field)


def button(component: str, name: str | None) -> Facet:
    """Return the entity of an input that is pressed."""
    described = entity(
        component,
        "event",
        name,
        {"event_types": list(_PRESSES), "device_class": "button"},
    )
    return Facet(entity=described, component=component, read=lambda _: Reading(None), is_event=True)


def contact(component: str, name: str | None) -> Facet:
    """Return the entity of an input that is on or off."""

    def read(status: Status) -> Reading:
        state = flag(status, "state")
        return Reading(None if state is None else on_off(state))

    return Facet(entity=entity(component, "binary_sensor", name), component=component, read=read)


def alarm(component: str, name: str | None) -> Facet:
    """Return the entity of a detector."""
    kind = _ALARMS.get(component.partition(":")[0])

    def read(status: Status) -> Reading:
        is_raised = flag(status, _ALARM_FIELD)
        return Reading(None if is_raised is None else on_off(is_raised))

    attributes: JsonObject = {"device_class": kind} if kind else {}
    described = entity(component, "binary_sensor", name, attributes)
    return Facet(entity=described, component=component, read=read)


def unknown(component: str, name: str | None, status: Status) -> Iterator[Facet]:
    """Yield something for a component nobody here knows: its value, or what can be read of it."""
    for field, value in status.items():
        if field == "id" or isinstance(value, Mapping | list):
            continue

        def read(now: Status, field: str = field) -> Reading:
            found: Any = now.get(field)
            return Reading(None if found is None else str(found)[:255])

        title = f"{name or component} {field}"
        described = entity(f"{component}/{field}", "sensor", title)
        yield Facet(entity=described, component=component, read=read)


def _measured(component: str, label: str, field: Field) -> Facet:
    category: EntityCategory | None = field.measure.category
    key = f"{component}/{'.'.join(field.path)}"
    name = f"{label} {field.name}".strip() if label else field.name
    attributes = measure_attributes(field.measure, None)

    def read(status: Status) -> Reading:
        value = number(status, *field.path)
        return Reading(None if value is None else f"{round(value * field.scale, 4):g}")

    described = entity(key, "sensor", name, attributes, category)
    return Facet(entity=described, component=component, read=read)


def _has(status: Status, path: tuple[str, ...]) -> bool:
    value: Any = status
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    return not isinstance(value, Mapping | list)
