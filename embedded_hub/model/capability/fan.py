"""A fan: speed in percent, presets, oscillation, direction."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    number_of,
)
from embedded_hub.model.capability.attributes import (
    flag,
    is_on,
    number,
    percent,
    round_half_up,
    text,
    texts,
)
from embedded_hub.model.capability.on_off import TURN_OFF, TURN_ON, on_off_actions, toggle
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a fan's ``supported_features``."""

    SET_SPEED = 1
    OSCILLATE = 2
    DIRECTION = 4
    PRESET_MODE = 8


_SET_PERCENTAGE = "set_percentage"
_DIRECTIONS = {"increase_speed": 1, "decrease_speed": -1}
_COARSEST_STEP = 100


def speed_percent(state: State) -> int | None:
    """Return its speed; 0 while it is off."""
    return percent(state, "percentage") if is_on(state) else 0


def speed_step(state: State) -> float:
    """Return the grain of its speeds, in percent."""
    grain = number(state, "percentage_step")
    return grain if grain is not None and 0 < grain <= _COARSEST_STEP else 1


def supports_speed(state: State) -> bool:
    """Say whether its speed can be set."""
    return bool(features_of(state) & Feature.SET_SPEED)


def is_oscillating(state: State) -> bool:
    """Say whether it swings from side to side."""
    return flag(state, "oscillating") is True


def direction(state: State) -> str | None:
    """Return ``forward`` or ``reverse``."""
    return text(state, "direction")


def preset_modes(state: State) -> tuple[str, ...]:
    """Return the presets it knows."""
    return texts(state, "preset_modes")


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name in _DIRECTIONS:
        step = number_of(arguments.get("percentage_step")) or speed_step(state)
        target = (speed_percent(state) or 0) + _DIRECTIONS[name] * step
        name, arguments = (
            _SET_PERCENTAGE,
            {"percentage": round_half_up(min(max(target, 0), 100))},
        )
    if name in (TURN_ON, _SET_PERCENTAGE) and arguments.get("percentage") == 0:
        return TURN_OFF, {}
    return name, arguments


_STEP = Field(type="number", minimum=0, maximum=100, unit="%")
_PRESET = Field(type="option", is_required=True, options_attribute="preset_modes")
_ON_FIELDS = {
    "percentage": Field(
        type="integer", minimum=0, maximum=100, unit="%", feature=Feature.SET_SPEED
    ),
    "preset_mode": Field(
        type="option", options_attribute="preset_modes", feature=Feature.PRESET_MODE
    ),
}

SPEC = DomainSpec(
    domain="fan",
    actions={
        **on_off_actions("a fan", on_fields=_ON_FIELDS),
        _SET_PERCENTAGE: ActionSpec(
            description="Sets the speed of a fan.",
            fields={
                "percentage": Field(
                    type="integer",
                    is_required=True,
                    minimum=0,
                    maximum=100,
                    unit="%",
                    description="0 turns the fan off.",
                )
            },
            feature=Feature.SET_SPEED,
        ),
        "increase_speed": ActionSpec(
            description="Makes a fan one step faster.",
            fields={"percentage_step": _STEP},
            feature=Feature.SET_SPEED,
        ),
        "decrease_speed": ActionSpec(
            description="Makes a fan one step slower.",
            fields={"percentage_step": _STEP},
            feature=Feature.SET_SPEED,
        ),
        "oscillate": ActionSpec(
            description="Makes a fan swing or stand still.",
            fields={"oscillating": Field(type="boolean", is_required=True)},
            feature=Feature.OSCILLATE,
        ),
        "set_direction": ActionSpec(
            description="Sets which way a fan turns.",
            fields={
                "direction": Field(type="option", is_required=True, options=("forward", "reverse"))
            },
            feature=Feature.DIRECTION,
        ),
        "set_preset_mode": ActionSpec(
            description="Chooses a preset.",
            fields={"preset_mode": _PRESET},
            feature=Feature.PRESET_MODE,
        ),
    },
    toggle=toggle,
    canonical=_canonical,
)
