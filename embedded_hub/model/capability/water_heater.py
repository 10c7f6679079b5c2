"""A boiler. Its state is the mode it works in."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import OFF, flag, number, texts
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a boiler's ``supported_features``."""

    TARGET_TEMPERATURE = 1
    OPERATION_MODE = 2
    AWAY_MODE = 4
    ON_OFF = 8


_COLDEST = 0.0
_HOTTEST = 100.0


def current_temperature(state: State) -> float | None:
    """Return what it measures."""
    return number(state, "current_temperature")


def target_temperature(state: State) -> float | None:
    """Return the temperature it aims at."""
    return number(state, "temperature")


def limits(state: State) -> tuple[float, float]:
    """Return the lowest and highest temperature it can be set to."""
    low, high = number(state, "min_temp"), number(state, "max_temp")
    return (_COLDEST if low is None else low, _HOTTEST if high is None else high)


def modes(state: State) -> tuple[str, ...]:
    """Return the modes it knows."""
    return texts(state, "operation_list")


def is_on(state: State) -> bool:
    """Say whether it is in any mode but off."""
    return state.is_available and state.value not in (OFF, "unknown")


def is_away(state: State) -> bool:
    """Say whether it saves because nobody is at home."""
    return flag(state, "away_mode") is True


def supports_target_temperature(state: State) -> bool:
    """Say whether it can be given a temperature."""
    return bool(features_of(state) & Feature.TARGET_TEMPERATURE)


SPEC = DomainSpec(
    domain="water_heater",
    actions={
        "turn_on": ActionSpec(description="Turns a boiler on.", feature=Feature.ON_OFF),
        "turn_off": ActionSpec(description="Turns a boiler off.", feature=Feature.ON_OFF),
        "set_temperature": ActionSpec(
            description="Sets the temperature to aim at.",
            fields={
                "temperature": Field(
                    type="number",
                    is_required=True,
                    minimum=_COLDEST,
                    maximum=_HOTTEST,
                    minimum_attribute="min_temp",
                    maximum_attribute="max_temp",
                    unit="°",
                    step=0.5,
                ),
                "operation_mode": Field(
                    type="option",
                    options_attribute="operation_list",
                    feature=Feature.OPERATION_MODE,
                ),
            },
            feature=Feature.TARGET_TEMPERATURE,
        ),
        "set_operation_mode": ActionSpec(
            description="Chooses a mode.",
            fields={
                "operation_mode": Field(
                    type="option", is_required=True, options_attribute="operation_list"
                )
            },
            feature=Feature.OPERATION_MODE,
        ),
        "set_away_mode": ActionSpec(
            description="Says whether somebody is at home.",
            fields={"away_mode": Field(type="boolean", is_required=True)},
            feature=Feature.AWAY_MODE,
        ),
    },
)
