"""A blind, curtain, door, gate or window that moves between closed (0 %) and open (100 %)."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    unsupported,
)
from embedded_hub.model.capability.attributes import device_class, percent
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a cover's ``supported_features``."""

    OPEN = 1
    CLOSE = 2
    SET_POSITION = 4
    STOP = 8
    OPEN_TILT = 16
    CLOSE_TILT = 32
    STOP_TILT = 64
    SET_TILT_POSITION = 128


OPEN = "open"
OPENING = "opening"
CLOSED = "closed"
CLOSING = "closing"
_ENTRANCES = frozenset({"door", "garage", "gate"})
_TOGGLE_TILT = "toggle_cover_tilt"
_FULLY_OPEN = 100


def position(state: State) -> int | None:
    """Return how far it is open, in percent."""
    return percent(state, "current_position")


def tilt_position(state: State) -> int | None:
    """Return how far its slats are open, in percent."""
    return percent(state, "current_tilt_position")


def is_open(state: State) -> bool:
    """Say whether it is at least a little open, moving or not."""
    return state.value in (OPEN, OPENING, CLOSING)


def is_closed(state: State) -> bool:
    """Say whether it is closed and still."""
    return state.value == CLOSED


def is_moving(state: State) -> bool:
    """Say whether it moves now."""
    return state.value in (OPENING, CLOSING)


def is_entrance(state: State) -> bool:
    """Say whether a person or a car can come in by it: opening it deserves a question first."""
    return device_class(state) in _ENTRANCES


def can_open(state: State) -> bool:
    """Say whether opening it would do something."""
    fully = position(state) in (None, _FULLY_OPEN) and state.value == OPEN
    return bool(features_of(state) & Feature.OPEN) and state.value != OPENING and not fully


def can_close(state: State) -> bool:
    """Say whether closing it would do something."""
    return bool(features_of(state) & Feature.CLOSE) and state.value not in (CLOSED, CLOSING)


def can_stop(state: State) -> bool:
    """Say whether it can be stopped on its way."""
    return bool(features_of(state) & Feature.STOP)


def supports_position(state: State) -> bool:
    """Say whether it can be sent to a position."""
    return bool(features_of(state) & Feature.SET_POSITION)


def supports_tilt(state: State) -> bool:
    """Say whether its slats can be turned."""
    return bool(features_of(state) & (Feature.OPEN_TILT | Feature.SET_TILT_POSITION))


def toggle(state: State) -> str:
    """Stop what moves, open what is closed, close what is open.

    Raises:
        ActionUnsupported: nobody knows where it stands.
    """
    if is_moving(state) and can_stop(state):
        return "stop_cover"
    if state.value in (CLOSED, CLOSING):
        return "open_cover"
    if state.value in (OPEN, OPENING):
        return "close_cover"
    raise unsupported(state, "toggle while its position is unknown")


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name != _TOGGLE_TILT:
        return name, arguments
    tilt = tilt_position(state)
    if tilt is None:
        raise unsupported(state, "toggle_cover_tilt while its tilt is unknown")
    return ("open_cover_tilt" if tilt == 0 else "close_cover_tilt"), arguments


_PERCENT = Field(type="integer", is_required=True, minimum=0, maximum=100, unit="%")

SPEC = DomainSpec(
    domain="cover",
    actions={
        "open_cover": ActionSpec(description="Opens a cover.", feature=Feature.OPEN),
        "close_cover": ActionSpec(description="Closes a cover.", feature=Feature.CLOSE),
        "set_cover_position": ActionSpec(
            description="Moves a cover to a position; 100 is open.",
            fields={"position": _PERCENT},
            feature=Feature.SET_POSITION,
        ),
        "stop_cover": ActionSpec(description="Stops a moving cover.", feature=Feature.STOP),
        "toggle": ActionSpec(
            description="Stops a moving cover, else opens or closes it.",
            feature=Feature.OPEN | Feature.CLOSE,
        ),
        "open_cover_tilt": ActionSpec(description="Opens the slats.", feature=Feature.OPEN_TILT),
        "close_cover_tilt": ActionSpec(description="Closes the slats.", feature=Feature.CLOSE_TILT),
        "stop_cover_tilt": ActionSpec(
            description="Stops the turning slats.", feature=Feature.STOP_TILT
        ),
        "set_cover_tilt_position": ActionSpec(
            description="Turns the slats to a position; 100 is open.",
            fields={"tilt_position": _PERCENT},
            feature=Feature.SET_TILT_POSITION,
        ),
        _TOGGLE_TILT: ActionSpec(
            description="Opens closed slats, else closes them.",
            feature=Feature.OPEN_TILT | Feature.CLOSE_TILT,
        ),
    },
    toggle=toggle,
    canonical=_canonical,
    generic={"turn_on": "open_cover", "turn_off": "close_cover"},
)
