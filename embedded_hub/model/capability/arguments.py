"""Checks an action's arguments against its fields and brings each into one canonical form.

Nothing is clamped and nothing is dropped: a value outside its range, of the wrong type or with
an unknown name is an error that names the field. Texts stand for numbers where people's scripts
send them (``"120"``), and an integer field rounds a fraction to the nearest whole.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from embedded_hub.model.capability.api import Field, FieldType, invalid, number_of
from embedded_hub.model.capability.attributes import as_text, listed, plain, round_half_up
from embedded_hub.model.ids import is_entity_id
from embedded_hub.model.values import JsonObject, JsonValue

_WORDS = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_COLORS: Mapping[FieldType, tuple[float, ...]] = {
    "color_rgb": (255, 255, 255),
    "color_rgbw": (255, 255, 255, 255),
    "color_rgbww": (255, 255, 255, 255, 255),
    "color_hs": (360, 100),
    "color_xy": (1, 1),
}
"""The highest value of each part; the lowest is 0."""


def check_arguments(
    fields: Mapping[str, Field], attributes: JsonObject, arguments: JsonObject
) -> dict[str, JsonValue]:
    """Return the arguments in canonical form, in the order of the fields.

    Args:
        fields: What the action accepts.
        attributes: The entity's own, for its limits and options; empty without an entity.
        arguments: As the client sent them, without the target.

    Raises:
        ActionInvalid: ``details["field"]`` names the first field that is wrong.
    """
    for name in arguments:
        if name not in fields:
            raise invalid(name, "no such argument")
    checked: dict[str, JsonValue] = {}
    for name, field in fields.items():
        if name in arguments:
            checked[name] = _CHECKS[field.type](name, field, attributes, arguments[name])
        elif field.is_required:
            raise invalid(name, "is required")
    return checked


def limits(field: Field, attributes: JsonObject) -> tuple[float | None, float | None]:
    """Return the lowest and highest value this entity accepts; ``None`` where there is no end."""
    lowest = _own(field.minimum_attribute, attributes)
    highest = _own(field.maximum_attribute, attributes)
    return (
        field.minimum if lowest is None else lowest,
        field.maximum if highest is None else highest,
    )


def options(field: Field, attributes: JsonObject) -> tuple[str, ...]:
    """Return the texts this entity accepts; empty when nobody knows them."""
    own = listed(attributes, field.options_attribute) if field.options_attribute else ()
    return own or field.options


def _own(attribute: str | None, attributes: JsonObject) -> float | None:
    return number_of(attributes.get(attribute)) if attribute else None


def _in_range(name: str, field: Field, attributes: JsonObject, value: float) -> float:
    lowest, highest = limits(field, attributes)
    if lowest is not None and value < lowest:
        raise invalid(name, f"must be at least {plain(lowest)}")
    if highest is not None and value > highest:
        raise invalid(name, f"must be at most {plain(highest)}")
    return value


def _number(name: str, field: Field, attributes: JsonObject, value: JsonValue) -> JsonValue:
    number = number_of(value)
    if number is None:
        raise invalid(name, "must be a number")
    return plain(_in_range(name, field, attributes, number))


def _integer(name: str, field: Field, attributes: JsonObject, value: JsonValue) -> JsonValue:
    number = number_of(value)
    if number is None:
        raise invalid(name, "must be a whole number")
    return round_half_up(_in_range(name, field, attributes, number))


def _level(name: str, field: Field, attributes: JsonObject, value: JsonValue) -> JsonValue:
    return True if value is True else _integer(name, field, attributes, value)


def _boolean(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    if isinstance(value, bool):
        return value
    word = _WORDS.get((as_text(value) or "").strip().lower())
    if word is None:
        raise invalid(name, "must be true or false")
    return word


def _text(name: str, field: Field, attributes: JsonObject, value: JsonValue) -> JsonValue:
    text = as_text(value)
    if text is None:
        raise invalid(name, "must be a text")
    shortest, longest = limits(field, attributes)
    if shortest is not None and len(text) < shortest:
        raise invalid(name, f"must have at least {plain(shortest)} characters")
    if longest is not None and len(text) > longest:
        raise invalid(name, f"must have at most {plain(longest)} characters")
    return text


def _option(name: str, field: Field, attributes: JsonObject, value: JsonValue) -> JsonValue:
    text = as_text(value)
    if text is None:
        raise invalid(name, "must be a text")
    accepted = options(field, attributes)
    # Without a list the device alone knows what it accepts.
    if accepted and text not in accepted:
        raise invalid(name, "is not one of the options")
    return text


def _color(name: str, field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    highest = _COLORS[field.type]
    if not isinstance(value, list | tuple) or len(value) != len(highest):
        raise invalid(name, f"must be a list of {len(highest)} numbers")
    parts: list[JsonValue] = []
    for item, top in zip(value, highest, strict=True):
        part = number_of(item)
        if part is None or not 0 <= part <= top:
            raise invalid(name, f"each part must be a number from 0 to {plain(float(top))}")
        parts.append(round_half_up(part) if field.type.startswith("color_rgb") else plain(part))
    return parts


def _entities(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise invalid(name, "must be a list of entity ids")
    ids = [item.strip() for item in items if isinstance(item, str)]
    if len(ids) != len(items) or not all(map(is_entity_id, ids)):
        raise invalid(name, "must be a list of entity ids")
    return ids


def _object(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    if not isinstance(value, Mapping):
        raise invalid(name, "must be an object")
    return value


def _json(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    if not isinstance(value, Mapping | list | tuple):
        raise invalid(name, "must be an object or a list")
    return value


def _date(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    text = _shaped(name, value, _DATE, "YYYY-MM-DD")
    return _real(name, dt.date.fromisoformat, text)


def _time(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    text = _shaped(name, value, _TIME, "HH:MM or HH:MM:SS")
    return _real(name, dt.time.fromisoformat, text)


def _datetime(name: str, _field: Field, _attributes: JsonObject, value: JsonValue) -> JsonValue:
    text = _shaped(name, value, _DATETIME, "YYYY-MM-DD HH:MM:SS")
    return _real(name, dt.datetime.fromisoformat, text)


def _shaped(name: str, value: JsonValue, shape: re.Pattern[str], form: str) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value.strip()):
        raise invalid(name, f"must have the form {form}")
    return value.strip()


def _real(
    name: str,
    parse: Callable[[str], dt.date | dt.time | dt.datetime],
    text: str,
) -> str:
    try:
        return parse(text).isoformat()
    except ValueError as error:
        raise invalid(name, "is not in the calendar or on the clock") from error


_CHECKS: Mapping[FieldType, Callable[[str, Field, JsonObject, JsonValue], JsonValue]] = {
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "text": _text,
    "option": _option,
    "color_rgb": _color,
    "color_hs": _color,
    "color_xy": _color,
    "color_rgbw": _color,
    "color_rgbww": _color,
    "level": _level,
    "entities": _entities,
    "object": _object,
    "json": _json,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
}
