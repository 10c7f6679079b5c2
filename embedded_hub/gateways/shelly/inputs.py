"""Inputs: contacts, buttons, levels and pulses. Pure."""

from collections.abc import Callable, Iterator

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.measures import Measure, measure_attributes
from embedded_hub.gateways.shelly.facet import (
    Facet,
    Part,
    Status,
    entity,
    flag,
    number,
    shown,
    within,
)

_PRESSES = ("single_push", "double_push", "triple_push", "long_push", "btn_down", "btn_up")


def inputs(part: Part) -> Iterator[Facet]:
    """Yield the entities of an input, by what is wired to it."""
    if within(part.config, "enable") is False:
        return
    make = _KINDS.get(str(part.config.get("type")), _contact)
    yield from make(part)


def _contact(part: Part) -> Iterator[Facet]:
    def read(status: Status) -> Reading:
        state = flag(status, "state")
        return Reading(None if state is None else on_off(state))

    described = entity(part.component, "binary_sensor", part.title)
    yield Facet(entity=described, component=part.component, read=read)


def _button(part: Part) -> Iterator[Facet]:
    attributes = {"event_types": list(_PRESSES), "device_class": "button"}
    described = entity(part.component, "event", part.title, attributes)
    yield Facet(
        entity=described, component=part.component, read=lambda _: Reading(None), is_event=True
    )


def _analog(part: Part) -> Iterator[Facet]:
    yield _value(part, ("percent",), part.title, "%")
    if within(part.config, "xpercent", "expr"):
        unit = within(part.config, "xpercent", "unit")
        yield _value(part, ("xpercent",), f"{part.title} value", unit)


def _count(part: Part) -> Iterator[Facet]:
    yield _value(part, ("counts", "total"), f"{part.title} count", None, "total_increasing")
    if within(part.config, "xcounts", "expr"):
        unit = within(part.config, "xcounts", "unit")
        name = f"{part.title} value"
        yield _value(part, ("counts", "xtotal"), name, unit, "total_increasing")
    if within(part.config, "xfreq", "expr"):
        unit = within(part.config, "xfreq", "unit")
        yield _value(part, ("xfreq",), f"{part.title} rate", unit)


def _value(
    part: Part,
    path: tuple[str, ...],
    name: str,
    unit: object,
    statistic: str = "measurement",
) -> Facet:
    said = unit if isinstance(unit, str) and unit else None
    attributes = measure_attributes(Measure(None, None, statistic), said)
    described = entity(f"{part.component}/{'.'.join(path)}", "sensor", name, attributes)
    return Facet(
        entity=described,
        component=part.component,
        read=lambda status: Reading(shown(number(status, *path))),
    )


_KINDS: dict[str, Callable[[Part], Iterator[Facet]]] = {
    "switch": _contact,
    "button": _button,
    "analog": _analog,
    "count": _count,
}
