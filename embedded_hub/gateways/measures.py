"""What common words for measurements and switches mean in a home: class, unit, kind of statistic.

For drivers whose systems name a property and say no more. The words are those of Zigbee2MQTT and
of firmware for sensors, which agree on most. Pure.
"""

import msgspec

from embedded_hub.gateways.units import class_of, fits
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.values import JsonObject, JsonValue


class Measure(msgspec.Struct, frozen=True):
    """How one number is shown."""

    device_class: str | None = None
    unit: str | None = None
    state_class: str | None = "measurement"
    category: EntityCategory | None = None
    icon: str | None = None


class Sign(msgspec.Struct, frozen=True):
    """How one yes or no is shown."""

    device_class: str | None = None
    category: EntityCategory | None = None
    icon: str | None = None


MEASURES = {
    "angle_x": Measure(unit="°", category="diagnostic"),
    "angle_y": Measure(unit="°", category="diagnostic"),
    "angle_z": Measure(unit="°", category="diagnostic"),
    "aqi": Measure("aqi"),
    "battery": Measure("battery", "%", category="diagnostic"),
    "co2": Measure("carbon_dioxide", "ppm"),
    "co": Measure("carbon_monoxide", "ppm"),
    "current": Measure("current", "A"),
    "device_temperature": Measure("temperature", "°C", category="diagnostic"),
    "distance": Measure("distance", "m"),
    "eco2": Measure("carbon_dioxide", "ppm"),
    "energy": Measure("energy", "kWh", "total_increasing"),
    "formaldehyd": Measure("volatile_organic_compounds", "mg/m³"),
    "gas": Measure("gas", "m³", "total_increasing"),
    "humidity": Measure("humidity", "%"),
    "illuminance": Measure("illuminance", "lx"),
    "illuminance_lux": Measure("illuminance", "lx"),
    "linkquality": Measure(unit="lqi", category="diagnostic", icon="mdi:signal"),
    "local_temperature": Measure("temperature", "°C"),
    "noise": Measure("sound_pressure", "dB"),
    "pm1": Measure("pm1", "µg/m³"),
    "pm10": Measure("pm10", "µg/m³"),
    "pm25": Measure("pm25", "µg/m³"),
    "power": Measure("power", "W"),
    "power_apparent": Measure("apparent_power", "VA"),
    "power_factor": Measure("power_factor"),
    "power_outage_count": Measure(None, None, "total_increasing", "diagnostic"),
    "power_reactive": Measure("reactive_power", "var"),
    "pressure": Measure("pressure", "hPa"),
    "produced_energy": Measure("energy", "kWh", "total_increasing"),
    "soil_moisture": Measure("moisture", "%"),
    "temperature": Measure("temperature", "°C"),
    "voc": Measure("volatile_organic_compounds", "µg/m³"),
    "voc_index": Measure("aqi"),
    "wind_speed": Measure("wind_speed", "m/s"),
    "voltage": Measure("voltage", "V"),
    "ac_frequency": Measure("frequency", "Hz"),
    "water_consumed": Measure("water", "m³", "total_increasing"),
}
SIGNS = {
    "area1Occupancy": Sign("occupancy"),
    "area2Occupancy": Sign("occupancy"),
    "area3Occupancy": Sign("occupancy"),
    "area4Occupancy": Sign("occupancy"),
    "battery_low": Sign("battery", "diagnostic"),
    "carbon_monoxide": Sign("carbon_monoxide"),
    "consumer_connected": Sign("plug"),
    "contact": Sign("door"),
    "garage_door_contact": Sign("garage_door"),
    "gas": Sign("gas"),
    "moving": Sign("moving"),
    "noise_detected": Sign("sound"),
    "occupancy": Sign("occupancy"),
    "presence": Sign("occupancy"),
    "rain": Sign("moisture"),
    "rain_status": Sign("moisture"),
    "smoke": Sign("smoke"),
    "sos": Sign("safety"),
    "tamper": Sign("tamper", "diagnostic"),
    "valve_alarm": Sign("problem"),
    "valve_state": Sign("opening"),
    "vibration": Sign("vibration"),
    "water_leak": Sign("moisture"),
    "window": Sign("window"),
    "window_open": Sign("window"),
}
_WEIGHED = "volatile_organic_compounds"
SETTINGS_ICONS = {
    "calibration": "mdi:tune",
    "child_lock": "mdi:account-lock",
    "led_indication": "mdi:led-on",
    "power_on_behavior": "mdi:power-settings",
    "sensitivity": "mdi:tune-vertical",
}
"""Icons of what is set and not measured."""


def measure_of(name: str, unit: str | None) -> Measure:
    """Return what a number is, by its name where that says it, else by its unit.

    Args:
        name: What the system calls it.
        unit: As :func:`~embedded_hub.gateways.units.tidy_unit` writes it.
    """
    known = MEASURES.get(name)
    if known is None:
        told = class_of(unit)
        return Measure(told, unit, "total_increasing" if told == "energy" else "measurement")
    said = unit or known.unit
    if known.device_class is None or fits(known.device_class, said):
        return known
    # Air quality is weighed by some and counted by others, in classes of their own.
    is_counted = said in ("ppm", "ppb") and known.device_class == _WEIGHED
    other = f"{_WEIGHED}_parts" if is_counted else class_of(said)
    return msgspec.structs.replace(known, device_class=other)


def measure_attributes(measure: Measure, unit: str | None) -> JsonObject:
    """Return a sensor's lasting attributes; a unit the system itself names wins over the usual."""
    said = unit or measure.unit
    given: dict[str, JsonValue] = {
        "device_class": measure.device_class,
        "unit_of_measurement": said,
        "state_class": measure.state_class,
        "icon": measure.icon,
    }
    return {name: value for name, value in given.items() if value is not None}


def sign_attributes(sign: Sign) -> JsonObject:
    """Return a binary sensor's lasting attributes."""
    given: dict[str, JsonValue] = {"device_class": sign.device_class, "icon": sign.icon}
    return {name: value for name, value in given.items() if value is not None}
