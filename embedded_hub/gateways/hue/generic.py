"""Services nobody here knows yet, as sensors of the one thing they most likely tell. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.hue.facet import Facet, entity, yes_no
from embedded_hub.gateways.hue.resource import Resource
from embedded_hub.gateways.measures import MEASURES, measure_attributes
from embedded_hub.model.capability.attributes import plain
from embedded_hub.model.values import JsonValue

_NOT_TOLD = frozenset(
    {"id", "id_v1", "type", "owner", "metadata", "enabled", "changed", "updated", "service_id"}
)
"""Fields that every service has and that say nothing of what it is for."""
_BEST = ("state", "status", "value", "level")
_MAX_TEXT = 255


def generic(service: Resource, name: str | None) -> Iterator[Facet]:
    """Yield a sensor of a service of an unknown type."""
    path = _telling(service.content, service.type)
    words = service.type.replace("_", " ")
    attributes: dict[str, JsonValue] = {"hue_type": service.type}
    is_number = path is not None and service.number(*path) is not None
    measure = MEASURES.get(path[-1]) if path is not None and is_number else None
    if measure is not None:
        attributes |= measure_attributes(measure, None)

    yield Facet(
        entity=entity(
            f"{service.type}/{service.id}",
            "sensor",
            name or words[:1].upper() + words[1:],
            attributes,
            category=None if measure is not None else "diagnostic",
        ),
        resource=service.id,
        read=lambda now: Reading(None if path is None else _as_text(now.at(*path))),
    )


def _telling(content: Mapping[str, Any], rtype: str) -> tuple[str, ...] | None:
    """Return where the value stands that says most: in a report, under its own name, or first."""
    paths = list(_scalars(content, ()))
    marks = [(_weight(path, rtype), -place) for place, path in enumerate(paths)]
    return paths[marks.index(max(marks))] if paths else None


def _weight(path: tuple[str, ...], rtype: str) -> int:
    last = path[-1]
    is_reported = any(part.endswith("_report") for part in path)
    is_named = last in _BEST or last == rtype or last in rtype.split("_")
    return 2 * is_reported + is_named


def _scalars(content: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, value in content.items():
        if name in _NOT_TOLD:
            continue
        if isinstance(value, Mapping):
            yield from _scalars(value, (*above, name))
        elif isinstance(value, str | int | float | bool):
            yield (*above, name)


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, int | float):
        return str(plain(float(value)))
    return value[:_MAX_TEXT] if isinstance(value, str) else None
