"""The answer to ``get_services``, made from the same tables that check the calls."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from embedded_hub.model.capability.api import ActionSpec, Field, FieldType
from embedded_hub.model.capability.domains import DOMAINS
from embedded_hub.model.capability.homewide import HOMEWIDE
from embedded_hub.model.values import JsonObject, JsonValue

_HOMEWIDE_TARGETS: Mapping[str, JsonObject] = {"homeassistant": {}}
"""Entities of any domain; what is not listed has no target at all."""


def describe_services(domains: Iterable[str], persons: Iterable[str] = ()) -> JsonObject:
    """Return the services of these domains and those that belong to no domain.

    Args:
        domains: Those of the entities present; unknown ones and those that are only read have
            nothing to call and are left out.
        persons: Whom ``notify`` can write to by name.

    Returns:
        ``{domain: {service: {name, description, fields, target?, response?}}}``.
    """
    described: dict[str, JsonValue] = {
        name: {
            service: _service(service, action, _HOMEWIDE_TARGETS.get(name))
            for service, action in actions.items()
        }
        for name, actions in {**HOMEWIDE, "notify": _notify(persons)}.items()
    }
    for domain in sorted(set(domains) & DOMAINS.keys()):
        if DOMAINS[domain].actions:
            described[domain] = _domain(domain)
    return described


def _notify(persons: Iterable[str]) -> Mapping[str, ActionSpec]:
    actions = HOMEWIDE["notify"]
    return {**dict.fromkeys(persons, actions["notify"]), **actions}


@cache
def _domain(domain: str) -> JsonObject:
    return {
        name: _service(name, action, {"domain": [domain], **_features(action.feature)})
        for name, action in DOMAINS[domain].actions.items()
    }


def _service(name: str, action: ActionSpec, target: JsonObject | None) -> JsonObject:
    described: dict[str, JsonValue] = {
        "name": _title(name),
        "description": action.description,
        "fields": {key: _field(key, field) for key, field in action.fields.items()},
    }
    if target is not None:
        described["target"] = {"entity": [target]}
    if action.has_response:
        described["response"] = {"optional": False}
    return described


def _field(name: str, field: Field) -> JsonObject:
    described: dict[str, JsonValue] = {
        "name": _title(name),
        "description": field.description,
        "required": field.is_required,
        "selector": _selector(field),
    }
    if field.feature is not None:
        described["filter"] = _features(field.feature)
    elif field.needs_attribute is not None:
        described["filter"] = {"attribute": {field.needs_attribute: list(field.needs_any)}}
    return described


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _features(mask: int | None) -> dict[str, JsonValue]:
    """List the bits one by one: a client shows a service for an entity that has any of them."""
    if mask is None:
        return {}
    bits: list[JsonValue] = [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
    return {"supported_features": bits}


def _selector(field: Field) -> JsonObject:
    make = _SELECTORS.get(field.type)
    return {"object": None} if make is None else make(field)


def _number(field: Field) -> JsonObject:
    if field.unit == "K":
        return {"color_temp": {"unit": "kelvin", "min": field.minimum, "max": field.maximum}}
    parts = (
        ("min", field.minimum),
        ("max", field.maximum),
        ("step", field.step),
        ("unit_of_measurement", field.unit),
    )
    return {"number": {name: part for name, part in parts if part is not None}}


def _option(field: Field) -> JsonObject:
    return {"select": {"options": list(field.options)}} if field.options else {"text": None}


_SELECTORS: Mapping[FieldType, Callable[[Field], JsonObject]] = {
    "number": _number,
    "integer": _number,
    "level": _number,
    "option": _option,
    "boolean": lambda _: {"boolean": None},
    "text": lambda _: {"text": None},
    "color_rgb": lambda _: {"color_rgb": None},
    "entities": lambda _: {"entity": {"multiple": True}},
    "date": lambda _: {"date": None},
    "time": lambda _: {"time": None},
    "datetime": lambda _: {"datetime": None},
}
