"""A number people set on a device, and the number helper they make themselves."""

from typing import Literal

from embedded_hub.model.capability import attributes
from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    invalid,
    number_of,
)
from embedded_hub.model.capability.attributes import plain, text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

_SET_VALUE = "set_value"
_DIRECTIONS = {"increment": 1, "decrement": -1}
_MAX_SLIDER_STEPS = 256
"""More steps than this and a finger no longer finds the one it wants."""


def value(state: State) -> float | None:
    """Return the number it is set to."""
    return number_of(state.value)


def limits(state: State) -> tuple[float, float]:
    """Return the lowest and highest number it accepts."""
    low, high = attributes.number(state, "min"), attributes.number(state, "max")
    return (0 if low is None else low, 100 if high is None else high)


def step(state: State) -> float:
    """Return the grain of the number."""
    grain = attributes.number(state, "step")
    return grain if grain is not None and grain > 0 else 1


def unit(state: State) -> str | None:
    """Return the unit the number is in."""
    return text(state, "unit_of_measurement")


def control(state: State) -> Literal["slider", "box"]:
    """Return how it is best set; ``auto`` is a slider while that has few enough steps."""
    mode = text(state, "mode")
    low, high = limits(state)
    if mode == "box" or (mode != "slider" and (high - low) / step(state) > _MAX_SLIDER_STEPS):
        return "box"
    return "slider"


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name not in _DIRECTIONS:
        return name, arguments
    now = value(state)
    if now is None:
        raise invalid("value", "is unknown now, so it cannot be stepped")
    low, high = limits(state)
    target = round(now + _DIRECTIONS[name] * step(state), 9)
    return _SET_VALUE, {"value": plain(float(min(max(target, low), high)))}


def _spec(domain: str) -> DomainSpec:
    return DomainSpec(
        domain=domain,
        actions={
            _SET_VALUE: ActionSpec(
                description="Sets the number.",
                fields={
                    "value": Field(
                        type="number",
                        is_required=True,
                        minimum=0,
                        maximum=100,
                        minimum_attribute="min",
                        maximum_attribute="max",
                    )
                },
            ),
            "increment": ActionSpec(description="Raises the number by one step."),
            "decrement": ActionSpec(description="Lowers the number by one step."),
        },
        canonical=_canonical,
    )


SPEC = _spec("number")
INPUT_NUMBER = _spec("input_number")
