"""What a Tasmota device measures, in the words of discovery. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from embedded_hub.gateways.mqtt.discovery import Announced
from embedded_hub.gateways.mqtt.tasmota_place import Place
from embedded_hub.gateways.units import tidy_unit
from embedded_hub.model.values import JsonValue

_UNITS_TOLD = {"TempUnit": "°C", "PressureUnit": "hPa", "SpeedUnit": "m/s"}
"""What the device names beside its values, with what is usual."""
_AIR, _PARTICLES = ("ppm", "ppb"), "µg/m³"
_MEASURES: Mapping[str, tuple[str | None, str | None, str | None]] = {
    "Ambient": ("illuminance", "lx", "measurement"),
    "ApparentPower": ("apparent_power", "VA", "measurement"),
    "Battery": ("battery", "%", "measurement"),
    "CarbonDioxide": ("carbon_dioxide", _AIR[0], "measurement"),
    "Current": ("current", "A", "measurement"),
    "DewPoint": ("temperature", "TempUnit", "measurement"),
    "Distance": ("distance", "cm", "measurement"),
    "Energy": ("energy", "kWh", "total_increasing"),
    "eCO2": ("carbon_dioxide", _AIR[0], "measurement"),
    "ExportActive": ("energy", "kWh", "total_increasing"),
    "Factor": ("power_factor", None, "measurement"),
    "Frequency": ("frequency", "Hz", "measurement"),
    "Humidity": ("humidity", "%", "measurement"),
    "Illuminance": ("illuminance", "lx", "measurement"),
    "ImportActive": ("energy", "kWh", "total_increasing"),
    "Moisture": ("moisture", "%", "measurement"),
    "PM1": ("pm1", _PARTICLES, "measurement"),
    "PM2.5": ("pm25", _PARTICLES, "measurement"),
    "PM10": ("pm10", _PARTICLES, "measurement"),
    "PhaseAngle": (None, "°", "measurement"),
    "Power": ("power", "W", "measurement"),
    "ActivePower": ("power", "W", "measurement"),
    "Pressure": ("pressure", "PressureUnit", "measurement"),
    "ReactivePower": ("reactive_power", "var", "measurement"),
    "SeaPressure": ("pressure", "PressureUnit", "measurement"),
    "Speed": ("wind_speed", "SpeedUnit", "measurement"),
    "TVOC": ("volatile_organic_compounds_parts", _AIR[1], "measurement"),
    "Temperature": ("temperature", "TempUnit", "measurement"),
    "Today": ("energy", "kWh", "total_increasing"),
    "Total": ("energy", "kWh", "total_increasing"),
    "TotalTariff": ("energy", "kWh", "total_increasing"),
    "Voltage": ("voltage", "V", "measurement"),
    "Weight": ("weight", "kg", "measurement"),
    "Yesterday": ("energy", "kWh", None),
}
_STATUS = {
    "rssi": ("Wi-Fi signal", "Wifi.RSSI", "%", "measurement"),
    "uptime": ("Running for", "UptimeSec", "s", "total_increasing"),
}
"""What ``STATE`` tells of the device itself."""


def readings(place: Place, measured: Mapping[str, Any]) -> Iterator[Announced]:
    """Yield what a device measures, and how it is."""
    for path, quantity in _values(measured, ()):
        if not any("'" in str(step) or "\\" in str(step) for step in path):
            yield _reading(place, path, quantity, measured)
    for key, (name, where, unit, state_class) in _STATUS.items():
        yield place.announce(
            "sensor",
            key,
            {
                "name": name,
                "state_topic": place.tele("STATE"),
                "value_template": f"{{{{ value_json.{where} | is_defined }}}}",
                "unit_of_measurement": unit,
                "state_class": state_class,
                "entity_category": "diagnostic",
            },
        )


def _values(
    told: Mapping[str, Any], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield where each number stands, and what it is called."""
    for name, value in told.items():
        if isinstance(value, Mapping):
            yield from _values(value, (*path, name))
        elif isinstance(value, list):
            yield from (
                ((*path, name, at), name) for at, one in enumerate(value) if _is_number(one)
            )
        elif path and _is_number(value):
            yield (*path, name), name


def _reading(
    place: Place, path: tuple[str | int, ...], quantity: str, measured: Mapping[str, Any]
) -> Announced:
    class_, unit, state_class = _MEASURES.get(quantity, (None, None, "measurement"))
    shown = [str(step + 1 if isinstance(step, int) else step) for step in path]
    steps = "".join(f"[{step!r}]" for step in path)
    config: dict[str, JsonValue] = {
        "name": " ".join(shown[1:] if shown[0] == "ENERGY" else shown),
        "state_topic": list(place.measured()),
        "value_template": "{{ (value_json.StatusSNS | default(value_json))"
        f"{steps} | is_defined }}}}",
        "device_class": class_,
        "unit_of_measurement": _unit(unit, measured),
        "state_class": state_class,
    }
    return place.announce("sensor", "_".join(shown), config)


def _unit(unit: str | None, measured: Mapping[str, Any]) -> str | None:
    if unit not in _UNITS_TOLD:
        return unit
    told = measured.get(unit)
    if unit == "TempUnit" and told == "F":
        return "°F"
    return tidy_unit(told) if isinstance(told, str) else _UNITS_TOLD[unit]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
