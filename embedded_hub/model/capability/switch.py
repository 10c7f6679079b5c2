"""A switch, an outlet, and the yes-or-no helper people make themselves."""

from embedded_hub.model.capability.api import DomainSpec
from embedded_hub.model.capability.attributes import device_class, flag
from embedded_hub.model.capability.on_off import on_off_actions, toggle
from embedded_hub.model.state import State

SPEC = DomainSpec(domain="switch", actions=on_off_actions("a switch"), toggle=toggle)
INPUT_BOOLEAN = DomainSpec(
    domain="input_boolean", actions=on_off_actions("a yes-or-no helper"), toggle=toggle
)


def is_outlet(state: State) -> bool:
    """Say whether it is a power outlet."""
    return device_class(state) == "outlet"


def is_assumed(state: State) -> bool:
    """Say whether the state is only believed: a tile then offers two buttons, not a toggle."""
    return flag(state, "assumed_state") is True
