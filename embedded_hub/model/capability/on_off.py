"""What every domain with the states on and off shares."""

from collections.abc import Mapping

from embedded_hub.model.capability.api import ActionSpec, Field
from embedded_hub.model.capability.attributes import is_on
from embedded_hub.model.state import State

TURN_ON = "turn_on"
TURN_OFF = "turn_off"
TOGGLE = "toggle"


def toggle(state: State) -> str:
    """Turn off what is on; anything else is turned on."""
    return TURN_OFF if is_on(state) else TURN_ON


def on_off_actions(
    noun: str,
    *,
    on_fields: Mapping[str, Field] | None = None,
    off_fields: Mapping[str, Field] | None = None,
) -> dict[str, ActionSpec]:
    """Describe turn_on, turn_off and toggle of a domain where no feature bit guards them."""
    return {
        TURN_ON: ActionSpec(description=f"Turns {noun} on.", fields=on_fields or {}),
        TURN_OFF: ActionSpec(description=f"Turns {noun} off.", fields=off_fields or {}),
        TOGGLE: ActionSpec(
            description=f"Turns {noun} off when it is on, else on.", fields=on_fields or {}
        ),
    }
