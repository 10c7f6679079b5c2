"""A valve for water or gas, between closed (0 %) and open (100 %)."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    unsupported,
)
from embedded_hub.model.capability.attributes import percent
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a valve's ``supported_features``."""

    OPEN = 1
    CLOSE = 2
    SET_POSITION = 4
    STOP = 8


def position(state: State) -> int | None:
    """Return how far it is open, in percent."""
    return percent(state, "current_position")


def is_open(state: State) -> bool:
    """Say whether anything can flow, moving or not."""
    return state.value in ("open", "opening", "closing")


def is_moving(state: State) -> bool:
    """Say whether it moves now."""
    return state.value in ("opening", "closing")


def supports_position(state: State) -> bool:
    """Say whether it can be sent to a position."""
    return bool(features_of(state) & Feature.SET_POSITION)


def toggle(state: State) -> str:
    """Stop what moves, open what is closed, close what is open.

    Raises:
        ActionUnsupported: nobody knows where it stands.
    """
    if is_moving(state) and features_of(state) & Feature.STOP:
        return "stop_valve"
    if state.value in ("closed", "closing"):
        return "open_valve"
    if is_open(state):
        return "close_valve"
    raise unsupported(state, "toggle while its position is unknown")


SPEC = DomainSpec(
    domain="valve",
    actions={
        "open_valve": ActionSpec(description="Opens a valve.", feature=Feature.OPEN),
        "close_valve": ActionSpec(description="Closes a valve.", feature=Feature.CLOSE),
        "set_valve_position": ActionSpec(
            description="Moves a valve to a position; 100 is open.",
            fields={
                "position": Field(
                    type="integer", is_required=True, minimum=0, maximum=100, unit="%"
                )
            },
            feature=Feature.SET_POSITION,
        ),
        "stop_valve": ActionSpec(description="Stops a moving valve.", feature=Feature.STOP),
        "toggle": ActionSpec(
            description="Stops a moving valve, else opens or closes it.",
            feature=Feature.OPEN | Feature.CLOSE,
        ),
    },
    toggle=toggle,
    generic={"turn_on": "open_valve", "turn_off": "close_valve"},
)
