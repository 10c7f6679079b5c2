"""What a tap on a tile's disc does."""

from typing import Literal

from desktop.viewmodels.features.kinds import Command
from desktop.viewmodels.words import translate
from embedded_hub.errors import ActionError
from embedded_hub.model.capability.api import features_of
from embedded_hub.model.capability.domains import DOMAINS
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import UNAVAILABLE, State

MainAction = Literal["toggle", "press", "hold", "detail"]

_PRESSES = {
    "button": "press",
    "input_button": "press",
    "scene": "turn_on",
    "script": "turn_on",
}

_ONLY_IN_DETAIL = frozenset({"alarm_control_panel", "siren", "automation"})
"""What one stray tap must not do."""


def main_action(state: State) -> MainAction:
    """Return the kind of the main action; ``detail`` where there is nothing to do at once."""
    domain = domain_of(state.entity_id)
    if state.value == UNAVAILABLE:
        return "detail"
    if domain == "lock":
        return "hold"
    if domain in _PRESSES:
        return "press"
    return "toggle" if _toggle_action(state) is not None else "detail"


def hold_text(state: State) -> str:
    """Return what holding the disc will do, for a lock."""
    if main_action(state) != "hold":
        return ""
    if state.value == "locked":
        return translate("Tile", "Hold to unlock")
    return translate("Tile", "Hold to lock")


def command_of_disc(state: State) -> Command | None:
    """Return what a tap on the disc sends."""
    action = _PRESSES.get(domain_of(state.entity_id)) or _toggle_action(state)
    return Command(action=action) if action is not None else None


def command_of_hold(state: State) -> Command | None:
    """Return what holding the disc sends."""
    if domain_of(state.entity_id) != "lock":
        return None
    return Command(action="unlock" if state.value == "locked" else "lock")


def _toggle_action(state: State) -> str | None:
    domain = domain_of(state.entity_id)
    if domain in _ONLY_IN_DETAIL:
        return None
    spec = DOMAINS.get(domain)
    if spec is None or spec.toggle is None:
        return None
    try:
        action = spec.toggle(state)
    except ActionError:  # nobody knows where it stands, so nobody knows what the other way is
        return None
    action_spec = spec.actions.get(action)
    is_offered = action_spec is not None and (
        action_spec.feature is None or features_of(state) & action_spec.feature
    )
    return action if is_offered else None
