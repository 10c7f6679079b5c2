"""The weather outside, and what it will be."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    unsupported,
)
from embedded_hub.model.capability.attributes import number, text
from embedded_hub.model.state import UNKNOWN, State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a weather entity's ``supported_features``."""

    FORECAST_DAILY = 1
    FORECAST_HOURLY = 2
    FORECAST_TWICE_DAILY = 4


_FORECASTS = {
    "daily": Feature.FORECAST_DAILY,
    "hourly": Feature.FORECAST_HOURLY,
    "twice_daily": Feature.FORECAST_TWICE_DAILY,
}


def condition(state: State) -> str | None:
    """Return the word for the weather, such as ``sunny`` or ``clear-night``."""
    return state.value if state.is_available and state.value != UNKNOWN else None


def temperature(state: State) -> float | None:
    """Return the temperature outside."""
    return number(state, "temperature")


def temperature_unit(state: State) -> str | None:
    """Return the unit of the temperature."""
    return text(state, "temperature_unit")


def humidity_percent(state: State) -> float | None:
    """Return the relative humidity outside."""
    return number(state, "humidity")


def wind_speed(state: State) -> float | None:
    """Return how fast the wind blows, in the unit of ``wind_speed_unit``."""
    return number(state, "wind_speed")


def forecast_types(state: State) -> tuple[str, ...]:
    """Return the forecasts it can be asked for."""
    return tuple(name for name, bit in _FORECASTS.items() if features_of(state) & bit)


def _requires(state: State, _name: str, arguments: JsonObject) -> None:
    if arguments["type"] not in forecast_types(state):
        raise unsupported(state, f"a forecast of type {arguments['type']}", field="type")


SPEC = DomainSpec(
    domain="weather",
    actions={
        "get_forecasts": ActionSpec(
            description="Tells what the weather will be.",
            fields={"type": Field(type="option", is_required=True, options=tuple(_FORECASTS))},
            feature=Feature.FORECAST_DAILY | Feature.FORECAST_HOURLY | Feature.FORECAST_TWICE_DAILY,
            has_response=True,
        )
    },
    requires=_requires,
)
