"""A mowing robot."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, features_of
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a mower's ``supported_features``."""

    START_MOWING = 1
    PAUSE = 2
    DOCK = 4


def is_mowing(state: State) -> bool:
    """Say whether its blades turn: keep away."""
    return state.value == "mowing"


def is_docked(state: State) -> bool:
    """Say whether it stands at its station."""
    return state.value == "docked"


def has_error(state: State) -> bool:
    """Say whether a person has to free or mend it."""
    return state.value == "error"


def can_start(state: State) -> bool:
    """Say whether a start button does something now."""
    return _has(state, Feature.START_MOWING) and not is_mowing(state)


def can_pause(state: State) -> bool:
    """Say whether a pause button does something now."""
    return _has(state, Feature.PAUSE) and state.value in ("mowing", "returning")


def can_dock(state: State) -> bool:
    """Say whether sending it home does something now."""
    return _has(state, Feature.DOCK) and state.value not in ("docked", "returning")


def _has(state: State, feature: int) -> bool:
    return state.is_available and bool(features_of(state) & feature)


SPEC = DomainSpec(
    domain="lawn_mower",
    actions={
        "start_mowing": ActionSpec(
            description="Starts or goes on mowing.", feature=Feature.START_MOWING
        ),
        "pause": ActionSpec(description="Pauses where it is.", feature=Feature.PAUSE),
        "dock": ActionSpec(description="Sends it to its station.", feature=Feature.DOCK),
    },
)
