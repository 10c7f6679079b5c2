"""Everything of a node that is read, signalled or set by a plain value. Pure.

Whatever nobody has a word for is shown as it comes, switched off at first where it is a setting.
"""

from collections.abc import Iterator, Mapping

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.measures import Measure, measure_attributes
from embedded_hub.gateways.units import class_of, fits, tidy_unit
from embedded_hub.gateways.zwave_js.facet import Facet, Values, Write, as_text, entity
from embedded_hub.gateways.zwave_js.wire import Value, ValueId
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.values import JsonObject, JsonValue

BINARY_SENSOR, CENTRAL_SCENE, CONFIGURATION, NOTIFICATION, BATTERY = 48, 91, 112, 113, 128
_SILENT = frozenset({32, 37, 38, 51, 64, 67, 114, 115, 119, 134, 96, 142})
"""Classes made into other entities, or into the device's own description."""
_KNOWN_MEASURES = {
    "Air temperature": Measure("temperature", "°C"),
    "Battery level": Measure("battery", "%", category="diagnostic"),
    "Humidity": Measure("humidity", "%"),
    "Illuminance": Measure("illuminance", "lx"),
    "Ultraviolet": Measure(None, "UV index"),
    "Carbon dioxide (CO₂) level": Measure("carbon_dioxide", "ppm"),
    "Volatile Organic Compound level": Measure("volatile_organic_compounds_parts", "ppm"),
    "Barometric pressure": Measure("pressure", "hPa"),
}
_BY_UNIT = {
    "W": Measure("power", "W"),
    "kWh": Measure("energy", "kWh", "total_increasing"),
    "V": Measure("voltage", "V"),
    "A": Measure("current", "A"),
    "°C": Measure("temperature", "°C"),
    "°F": Measure("temperature", "°F"),
    "m³": Measure(None, "m³", "total_increasing"),
    "kVAh": Measure(None, "kVAh", "total_increasing"),
    "VA": Measure("apparent_power", "VA"),
    "m/s": Measure("wind_speed", "m/s"),
}
_SIGN_WORDS = {
    "motion": "motion",
    "door": "door",
    "window": "window",
    "smoke": "smoke",
    "water": "moisture",
    "leak": "moisture",
    "carbon monoxide": "carbon_monoxide",
    "tamper": "tamper",
    "cover": "tamper",
    "heat": "heat",
    "glass": "safety",
    "vibration": "vibration",
    "low": "battery",
}
_ONE_KIND = frozenset({"motion", "smoke", "moisture", "carbon_monoxide", "tamper", "safety"})
_PRESSES = {
    0: "press",
    1: "release",
    2: "hold",
    3: "press_2x",
    4: "press_3x",
    5: "press_4x",
    6: "press_5x",
}
_IDLE = 0
_DOOR_OPEN, _DOOR_CLOSED = 22, 23
"""Of the notification "Access Control"."""


def readings(
    prefix: str, values: Mapping[ValueId, Value], taken: frozenset[ValueId]
) -> Iterator[Facet]:
    """Yield an entity for each value that is shown and not already part of another one."""
    for value in values.values():
        if value.id in taken or value.command_class in _SILENT or value.metadata.secret:
            continue
        key = f"{prefix}/{_slug(value)}"
        facet = _facet(key, value)
        if facet is not None:
            yield facet


def press_of(value: object) -> str | None:
    """Return what a notification of a central scene says."""
    return _PRESSES.get(int(value)) if isinstance(value, int | float) else None


def _facet(key: str, value: Value) -> Facet | None:
    command_class = value.command_class
    if command_class == CENTRAL_SCENE:
        return _scene(key, value) if value.prop == "scene" else None
    if command_class == BINARY_SENSOR:
        return _sign(key, value)
    if command_class == NOTIFICATION and value.metadata.words:
        return _notification(key, value)
    if not value.metadata.readable and value.metadata.writeable:
        return _button(key, value)
    if value.metadata.writeable:
        return _setting(key, value, "config", is_enabled=value.command_class != CONFIGURATION)
    if value.metadata.type == "boolean":
        return _sign(key, value)
    return _measured(key, value)


def _measured(key: str, value: Value) -> Facet:
    label, unit = _label(value), tidy_unit(value.metadata.unit)
    measure = _KNOWN_MEASURES.get(label) or _BY_UNIT.get(unit or "")
    if measure is None or not fits(measure.device_class or "", unit or measure.unit):
        measure = Measure(class_of(unit))
    states = {str(number): word for number, word in value.metadata.words.items()}
    attributes: JsonObject
    if states:
        attributes = {"device_class": "enum", "options": list(states.values())}
    elif value.metadata.type == "number":
        attributes = measure_attributes(measure, unit)
    else:
        attributes = {}
    is_battery = value.command_class == BATTERY
    category: EntityCategory | None = "diagnostic" if is_battery else None
    if is_battery and value.prop == "level":
        attributes = measure_attributes(_KNOWN_MEASURES["Battery level"], "%")

    def read(values: Values) -> Reading:
        text = as_text(values.now(value.id))
        return Reading(states.get(text, text) if text is not None else None)

    return Facet(entity=entity(key, "sensor", label, attributes, category), read=read)


def _sign(key: str, value: Value) -> Facet:
    attributes = _sign_attributes(f"{value.prop} {_label(value)}")

    def read(values: Values) -> Reading:
        now = values.now(value.id)
        return Reading(on_off(now) if isinstance(now, bool) else None)

    category: EntityCategory | None = "diagnostic" if value.command_class == BATTERY else None
    described = entity(key, "binary_sensor", _label(value), attributes, category)
    return Facet(entity=described, read=read)


def _notification(key: str, value: Value) -> Facet:
    """Return a sign where there is quiet and alarm, else the words there are."""
    states = value.metadata.words
    name = f"{value.prop} {value.property_key or ''}".strip()
    # Several alarms of one kind differ in what they know besides, such as where it is.
    is_one_kind = len(states) == 2 or _sign_attributes(name).get("device_class") in _ONE_KIND
    if _DOOR_OPEN in states and _DOOR_CLOSED in states:
        alarms, quiet = {_DOOR_OPEN}, {_DOOR_CLOSED}
    elif _IDLE in states and is_one_kind:
        alarms, quiet = set(states) - {_IDLE}, {_IDLE}
    else:
        return _measured(key, value)

    def read(values: Values) -> Reading:
        now = values.number(value.id)
        if now is None:
            return Reading(None)
        return Reading("on" if now in alarms else "off" if now in quiet else None)

    described = entity(key, "binary_sensor", _label(value), _sign_attributes(name))
    return Facet(entity=described, read=read)


def _scene(key: str, value: Value) -> Facet:
    number = str(value.property_key or value.prop).lstrip("0") or "0"
    types: JsonValue = list(_PRESSES.values())
    described = entity(
        key, "event", f"Scene {number}", {"event_types": types, "device_class": "button"}
    )
    return Facet(entity=described, read=lambda _: Reading(None), event=value.id)


def _button(key: str, value: Value) -> Facet:
    return Facet(
        entity=entity(key, "button", _label(value), {}, "config"),
        read=lambda _: Reading(None),
        write=lambda *_: Write(id=value.id, value=True),
    )


def _setting(key: str, value: Value, category: EntityCategory, *, is_enabled: bool) -> Facet:
    if value.metadata.type == "boolean":
        return _toggle(key, value, category, is_enabled=is_enabled)
    if value.metadata.words:
        return _choice(key, value, category, is_enabled=is_enabled)
    if value.metadata.type == "number":
        return _number(key, value, category, is_enabled=is_enabled)
    return _measured(key, value)


def _toggle(key: str, value: Value, category: EntityCategory, *, is_enabled: bool) -> Facet:
    def read(values: Values) -> Reading:
        now = values.now(value.id)
        return Reading(on_off(now) if isinstance(now, bool) else None)

    def write(action: Action, _: Values) -> Write:
        is_on = action.name == "turn_on"
        return Write(id=value.id, value=is_on, holds=becomes(on_off(is_on)))

    described = entity(key, "switch", _label(value), {}, category, is_enabled=is_enabled)
    return Facet(entity=described, read=read, write=write)


def _choice(key: str, value: Value, category: EntityCategory, *, is_enabled: bool) -> Facet:
    words = {str(number): word for number, word in value.metadata.words.items()}
    numbers = {word: number for number, word in words.items()}
    attributes: JsonObject = {"options": list(numbers)}

    def read(values: Values) -> Reading:
        text = as_text(values.now(value.id))
        return Reading(None if text is None else words.get(text))

    def write(action: Action, _: Values) -> Write | None:
        option = str(action.arguments.get("option"))
        if option not in numbers:
            return None
        number = number_of(numbers[option])
        return Write(id=value.id, value=int(number or 0), holds=becomes(option))

    described = entity(key, "select", _label(value), attributes, category, is_enabled=is_enabled)
    return Facet(entity=described, read=read, write=write)


def _number(key: str, value: Value, category: EntityCategory, *, is_enabled: bool) -> Facet:
    meta = value.metadata
    attributes: dict[str, JsonValue] = {
        "min": 0 if meta.min is None else meta.min,
        "max": 65_535 if meta.max is None else meta.max,
        "step": meta.steps or 1,
    }
    if meta.unit:
        attributes["unit_of_measurement"] = meta.unit

    def write(action: Action, _: Values) -> Write | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        tidy = int(wanted) if wanted == int(wanted) else wanted
        return Write(id=value.id, value=tidy, holds=lambda seen: number_of(seen.value) == wanted)

    return Facet(
        entity=entity(key, "number", _label(value), attributes, category, is_enabled=is_enabled),
        read=lambda values: Reading(as_text(values.now(value.id))),
        write=write,
    )


def _sign_attributes(name: str) -> JsonObject:
    lowered = name.lower()
    found = next((kind for part, kind in _SIGN_WORDS.items() if part in lowered), None)
    return {"device_class": found} if found else {}


def _label(value: Value) -> str:
    return value.metadata.label or value.property_key_name or value.property_name or str(value.prop)


def _slug(value: Value) -> str:
    parts = [str(value.command_class), str(value.prop)]
    if value.property_key is not None:
        parts.append(str(value.property_key))
    return "/".join(parts)
