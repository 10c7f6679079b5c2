"""A humidifier or dehumidifier with a humidity to aim at."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import number, text, texts
from embedded_hub.model.capability.on_off import on_off_actions, toggle
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a humidifier's ``supported_features``."""

    MODES = 1


def target_humidity(state: State) -> float | None:
    """Return the humidity it aims at, in percent."""
    return number(state, "humidity")


def current_humidity(state: State) -> float | None:
    """Return the humidity it measures, in percent."""
    return number(state, "current_humidity")


def limits(state: State) -> tuple[float, float]:
    """Return the lowest and highest humidity it can be set to, in percent."""
    low, high = number(state, "min_humidity"), number(state, "max_humidity")
    return (0 if low is None else low, 100 if high is None else high)


def action(state: State) -> str | None:
    """Return what it does right now, such as ``humidifying`` or ``idle``."""
    return text(state, "action")


def modes(state: State) -> tuple[str, ...]:
    """Return the modes it knows."""
    return texts(state, "available_modes")


def supports_modes(state: State) -> bool:
    """Say whether a mode can be chosen."""
    return bool(features_of(state) & Feature.MODES)


SPEC = DomainSpec(
    domain="humidifier",
    actions={
        **on_off_actions("a humidifier"),
        "set_humidity": ActionSpec(
            description="Sets the humidity to aim at.",
            fields={
                "humidity": Field(
                    type="integer",
                    is_required=True,
                    minimum=0,
                    maximum=100,
                    minimum_attribute="min_humidity",
                    maximum_attribute="max_humidity",
                    unit="%",
                )
            },
        ),
        "set_mode": ActionSpec(
            description="Chooses a mode.",
            fields={
                "mode": Field(type="option", is_required=True, options_attribute="available_modes")
            },
            feature=Feature.MODES,
        ),
    },
    toggle=toggle,
)
