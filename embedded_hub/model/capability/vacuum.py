"""A vacuum robot."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import percent, text, texts
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a vacuum's ``supported_features``."""

    PAUSE = 4
    STOP = 8
    RETURN_HOME = 16
    FAN_SPEED = 32
    BATTERY = 64
    SEND_COMMAND = 256
    LOCATE = 512
    CLEAN_SPOT = 1024
    MAP = 2048
    STATE = 4096
    START = 8192


def is_cleaning(state: State) -> bool:
    """Say whether it cleans now."""
    return state.value in ("cleaning", "on")


def is_docked(state: State) -> bool:
    """Say whether it stands at its station."""
    return state.value == "docked"


def has_error(state: State) -> bool:
    """Say whether a person has to free or mend it."""
    return state.value == "error"


def can_start(state: State) -> bool:
    """Say whether a start button does something now."""
    return _has(state, Feature.START) and not is_cleaning(state)


def can_pause(state: State) -> bool:
    """Say whether a pause button does something now."""
    return _has(state, Feature.PAUSE) and state.value in ("cleaning", "on", "returning")


def can_return(state: State) -> bool:
    """Say whether sending it home does something now."""
    return _has(state, Feature.RETURN_HOME) and state.value not in ("docked", "returning")


def can_locate(state: State) -> bool:
    """Say whether it can be asked to make itself heard."""
    return _has(state, Feature.LOCATE)


def battery_percent(state: State) -> int | None:
    """Return how full its battery is."""
    return percent(state, "battery_level")


def fan_speed(state: State) -> str | None:
    """Return how hard it sucks."""
    return text(state, "fan_speed")


def fan_speeds(state: State) -> tuple[str, ...]:
    """Return how hard it can suck."""
    return texts(state, "fan_speed_list")


def _has(state: State, feature: int) -> bool:
    return state.is_available and bool(features_of(state) & feature)


SPEC = DomainSpec(
    domain="vacuum",
    actions={
        "start": ActionSpec(description="Starts or goes on cleaning.", feature=Feature.START),
        "pause": ActionSpec(description="Pauses where it is.", feature=Feature.PAUSE),
        "stop": ActionSpec(description="Stops the task.", feature=Feature.STOP),
        "return_to_base": ActionSpec(
            description="Sends it to its station.", feature=Feature.RETURN_HOME
        ),
        "clean_spot": ActionSpec(
            description="Cleans the place where it stands.", feature=Feature.CLEAN_SPOT
        ),
        "locate": ActionSpec(description="Makes it heard.", feature=Feature.LOCATE),
        "set_fan_speed": ActionSpec(
            description="Sets how hard it sucks.",
            fields={
                "fan_speed": Field(
                    type="option", is_required=True, options_attribute="fan_speed_list"
                )
            },
            feature=Feature.FAN_SPEED,
        ),
        "send_command": ActionSpec(
            description="Sends a command of its maker.",
            fields={
                "command": Field(type="text", is_required=True, minimum=1),
                "params": Field(type="json"),
            },
            feature=Feature.SEND_COMMAND,
        ),
    },
)
