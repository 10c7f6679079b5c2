"""Components a person, or an extension of the device, has made up. Pure."""

from collections.abc import Iterator, Mapping

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.shelly.facet import (
    Facet,
    Part,
    Request,
    Status,
    entity,
    flag,
    number,
    shown,
    within,
)
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.values import JsonValue

_LONGEST_TEXT = 255
_CLASSES = {
    f"{which}_{what}": what
    for which in ("current", "target")
    for what in ("temperature", "humidity")
}
"""What numbers of a thermostat are, by the role its firmware gives them."""
_LARGEST = 999_999_999


def boolean(part: Part) -> Iterator[Facet]:
    """Yield the entity of a yes or no."""

    def read(status: Status) -> Reading:
        value = flag(status, "value")
        return Reading(None if value is None else on_off(value))

    def write(action: Action, _: Status) -> Request:
        is_on = action.name == "turn_on"
        params = {"id": part.number, "value": is_on}
        return Request("Boolean.Set", params, becomes(on_off(is_on)))

    if _is_shown_only(part):
        described = entity(part.component, "binary_sensor", part.title)
        yield Facet(entity=described, component=part.component, read=read)
        return
    described = entity(part.component, "switch", part.title)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def numeric(part: Part) -> Iterator[Facet]:
    """Yield the entity of a number."""
    unit = within(part.config, "meta", "ui", "unit")
    attributes: dict[str, JsonValue] = (
        {"unit_of_measurement": unit} if isinstance(unit, str) and unit else {}
    )

    if (device_class := _CLASSES.get(str(part.config.get("role")))) is not None:
        attributes["device_class"] = device_class

    def read(status: Status) -> Reading:
        return Reading(shown(number(status, "value")))

    def write(action: Action, _: Status) -> Request | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        params = {"id": part.number, "value": wanted}
        return Request("Number.Set", params, lambda seen: number_of(seen.value) == wanted)

    if _is_shown_only(part):
        attributes["state_class"] = "measurement"
        described = entity(part.component, "sensor", part.title, attributes)
        yield Facet(entity=described, component=part.component, read=read)
        return
    attributes |= {
        "min": _limit(part, "min", -_LARGEST),
        "max": _limit(part, "max", _LARGEST),
        "step": number(part.config, "meta", "ui", "step") or 1,
    }
    described = entity(part.component, "number", part.title, attributes)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def enum(part: Part) -> Iterator[Facet]:
    """Yield the entity of a choice, in the titles a person gave its options."""
    listed = part.config.get("options")
    options = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    titles = within(part.config, "meta", "ui", "titles")
    title_of = {one: _title(titles, one) for one in options}
    if len(set(title_of.values())) < len(options):
        title_of = {one: one for one in options}
    option_of = {title: one for one, title in title_of.items()}

    def read(status: Status) -> Reading:
        value = status.get("value")
        return Reading(title_of.get(value, value) if isinstance(value, str) else None)

    def write(action: Action, _: Status) -> Request:
        chosen = str(action.arguments.get("option"))
        params = {"id": part.number, "value": option_of.get(chosen, chosen)}
        return Request("Enum.Set", params, becomes(chosen))

    attributes: dict[str, JsonValue] = {"options": list(title_of.values())}
    if _is_shown_only(part):
        attributes["device_class"] = "enum"
        described = entity(part.component, "sensor", part.title, attributes)
        yield Facet(entity=described, component=part.component, read=read)
        return
    described = entity(part.component, "select", part.title, attributes)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def text(part: Part) -> Iterator[Facet]:
    """Yield the entity of a text."""
    longest = number(part.config, "max_len") or _LONGEST_TEXT

    def read(status: Status) -> Reading:
        value = status.get("value")
        return Reading(value[:_LONGEST_TEXT] if isinstance(value, str) else None)

    def write(action: Action, _: Status) -> Request:
        value = str(action.arguments.get("value", ""))
        return Request("Text.Set", {"id": part.number, "value": value}, becomes(value))

    if _is_shown_only(part):
        described = entity(part.component, "sensor", part.title)
        yield Facet(entity=described, component=part.component, read=read)
        return
    attributes: dict[str, JsonValue] = {"min": 0, "max": min(_LONGEST_TEXT, int(longest))}
    described = entity(part.component, "text", part.title, attributes)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def button(part: Part) -> Iterator[Facet]:
    """Yield the entity of a button that is pressed on a screen."""

    def write(_: Action, __: Status) -> Request:
        return Request("Button.Trigger", {"id": part.number, "event": "single_push"})

    described = entity(part.component, "button", part.title)
    yield Facet(
        entity=described, component=part.component, read=lambda _: Reading(None), write=write
    )


def _is_shown_only(part: Part) -> bool:
    view = within(part.config, "meta", "ui", "view")
    return isinstance(view, str) and view == "label"


def _limit(part: Part, name: str, otherwise: float) -> float:
    told = number(part.config, name)
    return otherwise if told is None else told


def _title(titles: object, option: str) -> str:
    title = titles.get(option) if isinstance(titles, Mapping) else None
    return title if isinstance(title, str) and title else option
