"""Relays and circuit breakers. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.shelly.facet import Facet, Part, Request, Status, entity, flag
from embedded_hub.model.action import Action


def switch(part: Part) -> Iterator[Facet]:
    """Yield the entity of a relay."""
    is_outlet = part.config.get("consumption_type") == "outlet"

    def write(action: Action, _: Status) -> Request:
        is_on = action.name == "turn_on"
        params = {"id": part.number, "on": is_on}
        return Request("Switch.Set", params, becomes(on_off(is_on)))

    attributes = {"device_class": "outlet"} if is_outlet else {}
    described = entity(part.component, "switch", part.name, attributes)
    yield Facet(entity=described, component=part.component, read=_read, write=write)


def breaker(part: Part) -> Iterator[Facet]:
    """Yield the entity of a circuit breaker."""

    def write(action: Action, _: Status) -> Request:
        is_on = action.name == "turn_on"
        params = {"id": part.number, "output": is_on}
        return Request("CB.Set", params, becomes(on_off(is_on)))

    described = entity(part.component, "switch", part.name)
    yield Facet(entity=described, component=part.component, read=_read, write=write)


def _read(status: Status) -> Reading:
    output = flag(status, "output")
    return Reading(None if output is None else on_off(output))
