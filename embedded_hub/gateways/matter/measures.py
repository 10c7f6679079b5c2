"""What Matter devices measure: which attribute is which quantity, in which unit. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.matter.facet import Endpoint, Facet, field, shown
from embedded_hub.gateways.measures import Measure, measure_attributes

_TOTAL = "total_increasing"
ILLUMINANCE, CONCENTRATION_UNIT, CONCENTRATION_LEVEL = 1024, 8, 10
AIR_QUALITY = 91


class Quantity(msgspec.Struct, frozen=True):
    """One attribute that is a number."""

    slug: str
    name: str
    measure: Measure
    scale: float = 1.0
    tag: int | None = None
    """Of the field that holds it, where the attribute is a structure."""


def _diagnostic(device_class: str | None, unit: str | None) -> Measure:
    return Measure(device_class, unit, category="diagnostic")


QUANTITIES: Mapping[tuple[int, int], Quantity] = {
    (1026, 0): Quantity("temperature", "Temperature", Measure("temperature", "°C"), 0.01),
    (1027, 0): Quantity("pressure", "Pressure", Measure("pressure", "hPa")),
    (1028, 0): Quantity("flow", "Flow", Measure("volume_flow_rate", "m³/h"), 0.1),
    (1029, 0): Quantity("humidity", "Humidity", Measure("humidity", "%"), 0.01),
    (1072, 1): Quantity("soil_moisture", "Soil moisture", Measure("moisture", "%")),
    (47, 12): Quantity("battery", "Battery", _diagnostic("battery", "%"), 0.5),
    (47, 11): Quantity("battery_voltage", "Battery voltage", _diagnostic("voltage", "V"), 0.001),
    (54, 4): Quantity("wifi_signal", "Wi-Fi signal", _diagnostic("signal_strength", "dBm")),
    (96, 2): Quantity("countdown", "Time left", Measure("duration", "s", None)),
    (97, 2): Quantity("countdown", "Time left", Measure("duration", "s", None)),
    (72, 2): Quantity("countdown", "Time left", Measure("duration", "s", None)),
    (113, 0): Quantity("hepa_filter", "HEPA filter", _diagnostic(None, "%")),
    (114, 0): Quantity("carbon_filter", "Carbon filter", _diagnostic(None, "%")),
    (129, 3): Quantity("open_for", "Open for", Measure("duration", "s", None)),
    (144, 4): Quantity("voltage", "Voltage", Measure("voltage", "V"), 0.001),
    (144, 5): Quantity("current", "Current", Measure("current", "A"), 0.001),
    (144, 8): Quantity("power", "Power", Measure("power", "W"), 0.001),
    (144, 9): Quantity("reactive_power", "Reactive power", Measure("reactive_power", "var"), 0.001),
    (144, 10): Quantity("apparent_power", "Apparent power", Measure("apparent_power", "VA"), 0.001),
    (144, 11): Quantity("rms_voltage", "RMS voltage", Measure("voltage", "V"), 0.001),
    (144, 12): Quantity("rms_current", "RMS current", Measure("current", "A"), 0.001),
    (144, 13): Quantity("rms_power", "RMS power", Measure("power", "W"), 0.001),
    (144, 14): Quantity("frequency", "Frequency", Measure("frequency", "Hz"), 0.001),
    (144, 17): Quantity("power_factor", "Power factor", Measure("power_factor", "%"), 0.01),
    (145, 1): Quantity("energy", "Energy", Measure("energy", "kWh", _TOTAL), 1e-6, 0),
    (145, 2): Quantity("energy_returned", "Returned", Measure("energy", "kWh", _TOTAL), 1e-6, 0),
    (148, 2): Quantity("tank_volume", "Tank volume", Measure("volume_storage", "L")),
    (148, 3): Quantity("heat_required", "Heat required", Measure("energy", "kWh", None), 1e-6),
    (148, 4): Quantity("tank_share", "Hot water", Measure(None, "%")),
    (153, 5): Quantity("circuit_capacity", "Circuit capacity", Measure("current", "A"), 0.001),
    (153, 7): Quantity("most_charge", "Maximum charge current", Measure("current", "A"), 0.001),
    (153, 48): Quantity("vehicle_battery", "Vehicle battery", Measure("battery", "%")),
    (153, 66): Quantity("session_energy", "Energy charged", Measure("energy", "kWh", _TOTAL), 1e-6),
    (512, 19): Quantity("pump_capacity", "Capacity", Measure(None, "%"), 0.005),
    (512, 20): Quantity("pump_speed", "Speed", Measure(None, "rpm")),
    (512, 22): Quantity("pump_power", "Power", Measure("power", "W")),
    (513, 1): Quantity("outdoor", "Outdoor temperature", Measure("temperature", "°C"), 0.01),
    (513, 7): Quantity("cooling_demand", "Cooling demand", Measure(None, "%")),
    (513, 8): Quantity("heating_demand", "Heating demand", Measure(None, "%")),
    # Eve's own cluster, which its devices had before there were standard ones.
    (0x130AFC01, 0x130A0008): Quantity("eve_voltage", "Voltage", Measure("voltage", "V")),
    (0x130AFC01, 0x130A0009): Quantity("eve_current", "Current", Measure("current", "A")),
    (0x130AFC01, 0x130A000A): Quantity("eve_power", "Power", Measure("power", "W")),
    (0x130AFC01, 0x130A000B): Quantity("eve_energy", "Energy", Measure("energy", "kWh", _TOTAL)),
    (0x130AFC01, 0x130A0013): Quantity("eve_altitude", "Altitude", Measure("distance", "m")),
    (0x130AFC01, 0x130A0014): Quantity("eve_pressure", "Pressure", Measure("pressure", "hPa")),
    (0x130AFC01, 0x130A0018): Quantity("eve_valve", "Valve position", Measure(None, "%")),
}
_GASES = {
    1036: ("carbon_monoxide", "Carbon monoxide", "carbon_monoxide"),
    1037: ("carbon_dioxide", "Carbon dioxide", "carbon_dioxide"),
    1043: ("nitrogen_dioxide", "Nitrogen dioxide", "nitrogen_dioxide"),
    1045: ("ozone", "Ozone", "ozone"),
    1066: ("pm25", "PM2.5", "pm25"),
    1067: ("formaldehyde", "Formaldehyde", None),
    1068: ("pm1", "PM1", "pm1"),
    1069: ("pm10", "PM10", "pm10"),
    1070: ("tvoc", "Volatile organic compounds", "volatile_organic_compounds"),
    1071: ("radon", "Radon", None),
}
_TVOC = "volatile_organic_compounds"
_GAS_UNITS = ("ppm", "ppb", "ppt", "mg/m³", "µg/m³", "ng/m³", "1/m³", "Bq/m³")
_BY_VOLUME = 3
"""Units before this one count parts."""
_LEVELS = {0: "unknown", 1: "low", 2: "medium", 3: "high", 4: "critical"}
_AIR = {
    0: "unknown",
    1: "good",
    2: "fair",
    3: "moderate",
    4: "poor",
    5: "very_poor",
    6: "extremely_poor",
}
_TOO_DARK = 0


def measures(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield an entity for each number an endpoint measures."""
    for (cluster, attribute), quantity in QUANTITIES.items():
        if endpoint.has(cluster, attribute):
            yield _quantity(cluster, attribute, quantity)
    if endpoint.has(ILLUMINANCE, 0):
        yield _illuminance()
    for cluster, (slug, name, device_class) in _GASES.items():
        if endpoint.has(cluster, 0):
            yield _gas(endpoint, cluster, slug, name, device_class)
        if endpoint.has(cluster, CONCENTRATION_LEVEL):
            yield worded(f"{slug}_level", f"{name} level", cluster, CONCENTRATION_LEVEL, _LEVELS)
    if endpoint.has(AIR_QUALITY, 0):
        yield worded("air_quality", "Air quality", AIR_QUALITY, 0, _AIR)


def worded(
    slug: str,
    name: str,
    cluster: int,
    attribute: int,
    words: Mapping[int, str],
    *,
    is_enabled: bool = True,
) -> Facet:
    """Return the entity of an attribute whose numbers are words."""

    def read(endpoint: Endpoint) -> Reading:
        value = endpoint.number_of(cluster, attribute)
        return Reading(None if value is None else words.get(int(value), f"{value:g}"))

    return Facet(
        slug=slug,
        domain="sensor",
        name=name,
        clusters=frozenset({cluster}),
        attributes={"device_class": "enum", "options": list(dict.fromkeys(words.values()))},
        is_enabled=is_enabled,
        read=read,
    )


def _quantity(cluster: int, attribute: int, quantity: Quantity) -> Facet:
    def read(endpoint: Endpoint) -> Reading:
        value: Any = endpoint.get(cluster, attribute)
        if quantity.tag is not None:
            value = field(value, quantity.tag)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return Reading(shown(value, quantity.scale) if is_number else None)

    return _measured(quantity.slug, quantity.name, cluster, quantity.measure, read)


def _illuminance() -> Facet:
    def read(endpoint: Endpoint) -> Reading:
        value = endpoint.number_of(ILLUMINANCE, 0)
        if value is None:
            return Reading(None)
        # 10 000 · log10(lux) + 1, so that a bright day fits beside a dark room.
        lux = 0.0 if value <= _TOO_DARK else 10 ** ((value - 1) / 10_000)
        return Reading(shown(round(lux, 1)))

    measure = Measure("illuminance", "lx")
    return _measured("illuminance", "Illuminance", ILLUMINANCE, measure, read)


def _gas(endpoint: Endpoint, cluster: int, slug: str, name: str, kind: str | None) -> Facet:
    unit = endpoint.number_of(cluster, CONCENTRATION_UNIT)
    known = _GAS_UNITS[int(unit)] if unit is not None and 0 <= unit < len(_GAS_UNITS) else None
    if kind == _TVOC and unit is not None and unit < _BY_VOLUME:
        kind = f"{_TVOC}_parts"

    def read(seen: Endpoint) -> Reading:
        value = seen.number_of(cluster, 0)
        return Reading(None if value is None else f"{value:.6g}")

    return _measured(slug, name, cluster, Measure(kind, known), read)


def _measured(slug: str, name: str, cluster: int, measure: Measure, read: Any) -> Facet:
    return Facet(
        slug=slug,
        domain="sensor",
        name=name,
        clusters=frozenset({cluster}),
        attributes=measure_attributes(measure, None),
        category=measure.category,
        read=read,
    )
