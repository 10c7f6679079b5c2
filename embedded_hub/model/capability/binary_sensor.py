"""A yes or no that is only read; its device class decides what yes means."""

from embedded_hub.model.capability import attributes
from embedded_hub.model.capability.api import DomainSpec
from embedded_hub.model.state import State

SPEC = DomainSpec(domain="binary_sensor", actions={})

_DANGERS = frozenset({"carbon_monoxide", "gas", "moisture", "safety", "smoke", "tamper"})
_CARES = frozenset({"battery", "problem", "update"})
_OPENINGS = frozenset({"door", "garage_door", "lock", "opening", "window"})


def is_alarm(state: State) -> bool:
    """Say whether it reports danger now: smoke, gas, water, tampering."""
    return attributes.is_on(state) and attributes.device_class(state) in _DANGERS


def needs_attention(state: State) -> bool:
    """Say whether a person may want to act soon: something open, empty or wrong."""
    return attributes.is_on(state) and attributes.device_class(state) in _CARES | _OPENINGS


def is_opening(state: State) -> bool:
    """Say whether it watches a door, a window or a lock."""
    return attributes.device_class(state) in _OPENINGS
