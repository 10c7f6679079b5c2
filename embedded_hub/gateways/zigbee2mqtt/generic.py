"""Everything a device exposes by a plain value: measured, signalled, chosen, set. Pure.

Whatever it is called, it becomes an entity: known words get their class and unit, unknown ones
are shown as they come.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.measures import (
    SETTINGS_ICONS,
    SIGNS,
    Sign,
    measure_attributes,
    measure_of,
    sign_attributes,
)
from embedded_hub.gateways.units import tidy_unit
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload, Setting, is_set, is_told
from embedded_hub.gateways.zigbee2mqtt.wire import Expose
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonValue

Path = tuple[str, ...]
"""Where a value stands in the payload; longer than one inside of a composite."""
_LOWEST, _HIGHEST = 0.0, 65_535.0
_MAX_CHARS = 255
_CATEGORIES: dict[str, EntityCategory] = {"config": "config", "diagnostic": "diagnostic"}


def generic(key: str, name: str, expose: Expose, path: Path) -> list[Facet]:
    """Return the entities of one plain ability."""
    match expose.type:
        case "composite" if expose.features:
            return [
                facet
                for feature in expose.features
                for facet in generic(
                    f"{key}.{_step(feature)}",
                    f"{name} {_title(feature)}",
                    feature,
                    (*path, _step(feature)),
                )
            ]
        case "enum" if expose.name == "action":
            return [_event(key, name, expose)]
        case "enum" if is_set(expose) and len(expose.values) == 1:
            # Whatever it reports: there is nothing to choose.
            return [_button(key, name, expose, path)]
    make = _SETTABLE if is_set(expose) else _READABLE
    facet = make.get(expose.type, _other)(key, name, expose, path)
    return [facet]


def _measured(key: str, name: str, expose: Expose, path: Path) -> Facet:
    unit = tidy_unit(expose.unit)
    measure = measure_of(expose.name or "", unit)
    attributes = measure_attributes(measure, unit)
    entity = _entity(key, "sensor", name, attributes, expose, measure.category)
    return Facet(entity=entity, read=_reader(path, _text))


def _number(key: str, name: str, expose: Expose, path: Path) -> Facet:
    attributes: dict[str, JsonValue] = {
        "min": _LOWEST if expose.value_min is None else expose.value_min,
        "max": _HIGHEST if expose.value_max is None else expose.value_max,
        "step": expose.value_step or 1,
        "mode": "auto",
    }
    if (unit := tidy_unit(expose.unit)) is not None:
        attributes["unit_of_measurement"] = unit
    entity = _entity(key, "number", name, attributes, expose, "config")

    def write(action: Action, _: Payload) -> Setting | None:
        value = number_of(action.arguments.get("value"))
        if value is None:
            return None
        tidy = int(value) if value == int(value) else value
        return Setting(_nested(path, tidy), lambda seen: number_of(seen.value) == value)

    return Facet(entity=entity, read=_reader(path, _text), write=write)


def _sign(key: str, name: str, expose: Expose, path: Path) -> Facet:
    sign = SIGNS.get(expose.name or "", Sign())
    entity = _entity(key, "binary_sensor", name, sign_attributes(sign), expose, sign.category)
    return Facet(entity=entity, read=_reader(path, lambda value: _on_off(value, expose)))


def _toggle(key: str, name: str, expose: Expose, path: Path) -> Facet:
    entity = _entity(key, "switch", name, {}, expose, "config")

    def write(action: Action, _: Payload) -> Setting:
        is_on = action.name == "turn_on"
        value = expose.value_on if is_on else expose.value_off
        holds = becomes("on" if is_on else "off") if is_told(expose) else None
        return Setting(_nested(path, value), holds)

    read = _reader(path, lambda value: _on_off(value, expose))
    return Facet(entity=entity, read=read, write=write)


def _word(key: str, name: str, expose: Expose, path: Path) -> Facet:
    attributes = {"device_class": "enum", "options": [str(one) for one in expose.values]}
    entity = _entity(key, "sensor", name, attributes, expose, None)
    return Facet(entity=entity, read=_reader(path, _text))


def _choice(key: str, name: str, expose: Expose, path: Path) -> Facet:
    by_text = {str(one): one for one in expose.values}
    entity = _entity(key, "select", name, {"options": list(by_text)}, expose, "config")

    def write(action: Action, _: Payload) -> Setting | None:
        option = str(action.arguments.get("option"))
        if option not in by_text:
            return None
        holds = becomes(option) if is_told(expose) else None
        return Setting(_nested(path, by_text[option]), holds)

    return Facet(entity=entity, read=_reader(path, _text), write=write)


def _button(key: str, name: str, expose: Expose, path: Path) -> Facet:
    entity = _entity(key, "button", name, {}, expose, None)
    return Facet(
        entity=entity,
        read=lambda _: Reading(None),
        write=lambda *_: Setting(_nested(path, expose.values[0])),
    )


def _text_field(key: str, name: str, expose: Expose, path: Path) -> Facet:
    entity = _entity(key, "text", name, {"min": 0, "max": _MAX_CHARS}, expose, "config")

    def write(action: Action, _: Payload) -> Setting:
        value = str(action.arguments.get("value", ""))
        return Setting(_nested(path, value), becomes(value) if is_told(expose) else None)

    return Facet(entity=entity, read=_reader(path, _text), write=write)


def _event(key: str, name: str, expose: Expose) -> Facet:
    types: JsonValue = [str(one) for one in expose.values]
    entity = _entity(
        key, "event", name, {"event_types": types, "device_class": "button"}, expose, None
    )
    return Facet(entity=entity, read=lambda _: Reading(None), event=expose.property or "action")


def _other(key: str, name: str, expose: Expose, path: Path) -> Facet:
    """Show what has no shape of its own as text."""
    return Facet(entity=_entity(key, "sensor", name, {}, expose, None), read=_reader(path, _text))


_Make = Callable[[str, str, Expose, Path], Facet]
_READABLE: dict[str, _Make] = {"numeric": _measured, "binary": _sign, "enum": _word}
_SETTABLE: dict[str, _Make] = {
    "numeric": _number,
    "binary": _toggle,
    "enum": _choice,
    "text": _text_field,
}


def _entity(
    key: str,
    domain: str,
    name: str,
    attributes: "dict[str, JsonValue] | Any",
    expose: Expose,
    category: EntityCategory | None,
) -> EntityDescription:
    icon = SETTINGS_ICONS.get(expose.name or "")
    told = _CATEGORIES.get(expose.category or "", category)
    # Nothing can be configured at what is only read.
    is_read = domain in ("sensor", "binary_sensor") and told == "config"
    return EntityDescription(
        key=EntityKey(key),
        domain=domain,
        name=name,
        attributes={**attributes, "icon": icon} if icon else attributes,
        category="diagnostic" if is_read else told,
    )


def _reader(path: Path, shown: Callable[[Any], str | None]) -> Callable[[Payload], Reading]:
    def read(payload: Payload) -> Reading:
        value: Any = payload
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return Reading(None if value is None else shown(value))

    return read


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value[:_MAX_CHARS]
    return msgspec.json.encode(value).decode()[:_MAX_CHARS]


def _on_off(value: Any, expose: Expose) -> str | None:
    """Return what a value means; a contact's ``value_on`` is false, which is an open door."""
    if value == expose.value_on:
        return "on"
    return "off" if value == expose.value_off else None


def _nested(path: Path, value: JsonValue) -> dict[str, JsonValue]:
    for step in reversed(path[1:]):
        value = {step: value}
    return {path[0]: value}


def _step(feature: Expose) -> str:
    """Return under what name a part stands inside of its composite."""
    # Of several alike only the whole carries its endpoint in the payload.
    name = feature.name if feature.endpoint else feature.property or feature.name
    return name or ""


def _title(expose: Expose) -> str:
    return expose.label or (expose.name or expose.property or expose.type).replace("_", " ")
