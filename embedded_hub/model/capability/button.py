"""Something that is pressed and has no state but when that last happened."""

from embedded_hub.model.capability.api import ActionSpec, DomainSpec
from embedded_hub.model.capability.attributes import device_class
from embedded_hub.model.state import State

_ACTIONS = {"press": ActionSpec(description="Presses a button.")}

SPEC = DomainSpec(domain="button", actions=_ACTIONS)
INPUT_BUTTON = DomainSpec(domain="input_button", actions=_ACTIONS)


def is_restart(state: State) -> bool:
    """Say whether a press interrupts the device: it deserves a question first."""
    return device_class(state) in ("restart", "update")
