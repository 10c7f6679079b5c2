"""Sensors and buttons a device hears over Bluetooth, by the objects of BTHome. Pure.

Source: the BTHome format, version 2, and the maker's BTHomeSensor component.
"""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.measures import Measure, measure_attributes
from embedded_hub.gateways.shelly.facet import Facet, Part, Status, entity, flag, number, shown

_BUTTON = 58
_PRESSES = ("single", "double", "triple", "long", "long_double", "long_triple")
_PRESS_TYPES = [*(f"{press}_push" for press in _PRESSES), "hold_press"]
_SIGNS = {
    15: (None, "Signal"),
    16: ("power", "Power"),
    17: ("opening", "Opening"),
    21: ("battery", "Low battery"),
    22: ("battery_charging", "Charging"),
    23: ("carbon_monoxide", "Carbon monoxide"),
    24: ("cold", "Cold"),
    25: ("connectivity", "Connection"),
    26: ("door", "Door"),
    27: ("garage_door", "Garage door"),
    28: ("gas", "Gas"),
    29: ("heat", "Heat"),
    30: ("light", "Light"),
    31: ("lock", "Lock"),
    32: ("moisture", "Moisture"),
    33: ("motion", "Motion"),
    34: ("moving", "Moving"),
    35: ("occupancy", "Occupancy"),
    36: ("plug", "Plug"),
    37: ("presence", "Presence"),
    38: ("problem", "Problem"),
    39: ("running", "Running"),
    40: ("safety", "Safety"),
    41: ("smoke", "Smoke"),
    42: ("sound", "Sound"),
    43: ("tamper", "Tampering"),
    44: ("vibration", "Vibration"),
    45: ("window", "Window"),
}
_TEMPERATURE = ("Temperature", Measure("temperature", "°C"))
_HUMIDITY = ("Humidity", Measure("humidity", "%"))
_ENERGY = ("Energy", Measure("energy", "kWh", "total_increasing"))
_VOLTAGE = ("Voltage", Measure("voltage", "V"))
_CURRENT = ("Current", Measure("current", "A"))
_POWER = ("Power", Measure("power", "W"))
_COUNT = ("Count", Measure(None, None))
_WATER = ("Water", Measure("water", "L", "total_increasing"))
_MEASURES = {
    1: ("Battery", Measure("battery", "%", category="diagnostic")),
    2: _TEMPERATURE,
    3: _HUMIDITY,
    4: ("Pressure", Measure("atmospheric_pressure", "hPa")),
    5: ("Illuminance", Measure("illuminance", "lx")),
    6: ("Weight", Measure("weight", "kg")),
    7: ("Weight", Measure("weight", "lb")),
    8: ("Dew point", Measure("temperature", "°C")),
    9: _COUNT,
    10: _ENERGY,
    11: _POWER,
    12: _VOLTAGE,
    13: ("Fine dust", Measure("pm25", "µg/m³")),
    14: ("Coarse dust", Measure("pm10", "µg/m³")),
    18: ("Carbon dioxide", Measure("carbon_dioxide", "ppm")),
    19: ("Vapours", Measure("volatile_organic_compounds", "µg/m³")),
    20: ("Moisture", Measure("moisture", "%")),
    46: _HUMIDITY,
    47: ("Moisture", Measure("moisture", "%")),
    60: ("Dimmer", Measure(None, None)),
    61: _COUNT,
    62: _COUNT,
    63: ("Rotation", Measure(None, "°")),
    64: ("Distance", Measure("distance", "mm")),
    65: ("Distance", Measure("distance", "m")),
    66: ("Duration", Measure("duration", "s")),
    67: _CURRENT,
    68: ("Speed", Measure("speed", "m/s")),
    69: _TEMPERATURE,
    70: ("UV index", Measure(None, None)),
    74: _VOLTAGE,
    77: _ENERGY,
    79: _WATER,
    87: _TEMPERATURE,
    88: _TEMPERATURE,
    92: _POWER,
    93: _CURRENT,
    94: ("Direction", Measure(None, "°")),
    95: ("Precipitation", Measure("precipitation", "mm", "total_increasing")),
}


def sensor(part: Part) -> Iterator[Facet]:
    """Yield the entity of one object of a Bluetooth device."""
    kind = number(part.config, "obj_id")
    kind = None if kind is None else int(kind)
    if kind == _BUTTON:
        attributes = {"event_types": _PRESS_TYPES, "device_class": "button"}
        described = entity(part.component, "event", _name(part, "Button"), attributes)
        yield Facet(
            entity=described, component=part.component, read=lambda _: Reading(None), is_event=True
        )
    elif kind in _SIGNS:
        device_class, name = _SIGNS[kind]
        given = {"device_class": device_class} if device_class else {}
        described = entity(part.component, "binary_sensor", _name(part, name), given)
        yield Facet(entity=described, component=part.component, read=_sign)
    elif kind in _MEASURES:
        name, measure = _MEASURES[kind]
        shown_as = measure_attributes(measure, None)
        described = entity(part.component, "sensor", _name(part, name), shown_as, measure.category)
        yield Facet(entity=described, component=part.component, read=_measure)
    else:
        described = entity(part.component, "sensor", part.given or f"Object {kind}")
        yield Facet(entity=described, component=part.component, read=_any)


def signal(part: Part) -> Iterator[Facet]:
    """Yield how well a Bluetooth device is heard."""
    measure = Measure("signal_strength", "dBm", category="diagnostic")
    attributes = measure_attributes(measure, None)
    described = entity(f"{part.component}/rssi", "sensor", "Signal", attributes, "diagnostic")
    yield Facet(
        entity=described,
        component=part.component,
        read=lambda status: Reading(shown(number(status, "rssi"))),
    )


def _name(part: Part, usual: str) -> str:
    """Return a person's name for it, or the usual one with a number where there are several."""
    index = number(part.config, "idx") or 0
    return part.given or (f"{usual} {int(index) + 1}" if index else usual)


def _sign(status: Status) -> Reading:
    value = flag(status, "value")
    return Reading(None if value is None else on_off(value))


def _measure(status: Status) -> Reading:
    return Reading(shown(number(status, "value")))


def _any(status: Status) -> Reading:
    value = status.get("value")
    if isinstance(value, bool):
        return Reading(on_off(value))
    return Reading(value[:255] if isinstance(value, str) else shown(number(status, "value")))
