"""Something that happens, such as a doorbell ring. Its state is when it last did."""

from embedded_hub.model.capability.api import DomainSpec
from embedded_hub.model.capability.attributes import device_class, text, texts
from embedded_hub.model.state import State

SPEC = DomainSpec(domain="event", actions={})


def event_type(state: State) -> str | None:
    """Return what happened last."""
    return text(state, "event_type")


def event_types(state: State) -> tuple[str, ...]:
    """Return all that can happen."""
    return texts(state, "event_types")


def is_doorbell(state: State) -> bool:
    """Say whether somebody at a door waits for an answer when it happens."""
    return device_class(state) == "doorbell"
