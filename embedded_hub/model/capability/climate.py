"""A thermostat, heat pump or air conditioner. Temperatures are in the home's unit."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    invalid,
    number_of,
    unsupported,
)
from embedded_hub.model.capability.attributes import OFF, number, text, texts
from embedded_hub.model.capability.on_off import TURN_OFF, TURN_ON
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a thermostat's ``supported_features``."""

    TARGET_TEMPERATURE = 1
    TARGET_TEMPERATURE_RANGE = 2
    TARGET_HUMIDITY = 4
    FAN_MODE = 8
    PRESET_MODE = 16
    SWING_MODE = 32
    AUX_HEAT = 64
    TURN_OFF = 128
    TURN_ON = 256


HVAC_MODES = ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only")
_TURN_ON_MODES = ("heat_cool", "heat", "cool", "auto", "dry", "fan_only")
"""Which mode turning on means, first come first, where the device does not know itself."""
_COLDEST = 7.0
_WARMEST = 35.0
_SET_MODE = "set_hvac_mode"


def current_temperature(state: State) -> float | None:
    """Return what it measures."""
    return number(state, "current_temperature")


def current_humidity(state: State) -> float | None:
    """Return the relative humidity it measures, in percent."""
    return number(state, "current_humidity")


def target_temperature(state: State) -> float | None:
    """Return the one temperature it aims at, ``None`` while it holds a range or nothing."""
    return number(state, "temperature")


def target_range(state: State) -> tuple[float, float] | None:
    """Return the lowest and highest temperature it allows, while it holds a range."""
    low, high = number(state, "target_temp_low"), number(state, "target_temp_high")
    return None if low is None or high is None else (low, high)


def limits(state: State) -> tuple[float, float]:
    """Return the lowest and highest temperature it can be set to."""
    low, high = number(state, "min_temp"), number(state, "max_temp")
    return (_COLDEST if low is None else low, _WARMEST if high is None else high)


def step(state: State) -> float:
    """Return the grain of its temperatures."""
    grain = number(state, "target_temp_step")
    return grain if grain is not None and grain > 0 else 0.5


def modes(state: State) -> tuple[str, ...]:
    """Return the modes it knows, ``off`` among them."""
    return texts(state, "hvac_modes")


def action(state: State) -> str | None:
    """Return what it does right now, such as ``heating`` or ``idle``."""
    return text(state, "hvac_action")


def is_on(state: State) -> bool:
    """Say whether it is in any mode but off."""
    return state.is_available and state.value not in (OFF, "unknown")


def supports_target_temperature(state: State) -> bool:
    """Say whether it can be given one temperature."""
    return bool(features_of(state) & Feature.TARGET_TEMPERATURE)


def supports_target_range(state: State) -> bool:
    """Say whether it can be given a range."""
    return bool(features_of(state) & Feature.TARGET_TEMPERATURE_RANGE)


def supports_preset_modes(state: State) -> bool:
    """Say whether it has presets, such as ``eco``."""
    return bool(features_of(state) & Feature.PRESET_MODE)


def supports_fan_modes(state: State) -> bool:
    """Say whether its fan can be set."""
    return bool(features_of(state) & Feature.FAN_MODE)


def toggle(state: State) -> str:
    """Turn off what is in any mode, else turn on."""
    return TURN_OFF if is_on(state) else TURN_ON


def _requires(_state: State, name: str, arguments: JsonObject) -> None:
    if name != "set_temperature":
        return
    low = number_of(arguments.get("target_temp_low"))
    high = number_of(arguments.get("target_temp_high"))
    if (low is None) != (high is None):
        missing = "target_temp_low" if low is None else "target_temp_high"
        raise invalid(missing, "a range needs both ends")
    if low is not None and high is not None and low > high:
        raise invalid("target_temp_low", "must not be above target_temp_high")
    if low is None and "temperature" not in arguments:
        raise invalid("temperature", "a temperature or a range is required")


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    """Where a device has no switch of its own, on and off are modes."""
    known = modes(state)
    if name == TURN_OFF and not features_of(state) & Feature.TURN_OFF:
        mode = OFF if OFF in known else None
    elif name == TURN_ON and not features_of(state) & Feature.TURN_ON:
        mode = next((mode for mode in _TURN_ON_MODES if mode in known), None)
    else:
        return name, arguments
    if mode is None:
        raise unsupported(state, name)
    return _SET_MODE, {"hvac_mode": mode}


def _temperature(feature: Feature, description: str) -> Field:
    return Field(
        type="number",
        minimum=_COLDEST,
        maximum=_WARMEST,
        minimum_attribute="min_temp",
        maximum_attribute="max_temp",
        unit="°",
        step=0.5,
        feature=feature,
        description=description,
    )


_MODE = Field(type="option", options=HVAC_MODES, options_attribute="hvac_modes")


def _choice(attribute: str) -> Field:
    return Field(type="option", is_required=True, options_attribute=attribute)


SPEC = DomainSpec(
    domain="climate",
    actions={
        TURN_ON: ActionSpec(description="Turns climate control on."),
        TURN_OFF: ActionSpec(description="Turns climate control off."),
        "toggle": ActionSpec(description="Turns climate control off when it is on, else on."),
        _SET_MODE: ActionSpec(
            description="Sets what the device does.",
            fields={
                "hvac_mode": Field(
                    type="option",
                    is_required=True,
                    options=HVAC_MODES,
                    options_attribute="hvac_modes",
                )
            },
        ),
        "set_temperature": ActionSpec(
            description="Sets a temperature, or a range to stay within.",
            fields={
                "temperature": _temperature(Feature.TARGET_TEMPERATURE, "What to aim at."),
                "target_temp_low": _temperature(
                    Feature.TARGET_TEMPERATURE_RANGE, "Lower end of the range."
                ),
                "target_temp_high": _temperature(
                    Feature.TARGET_TEMPERATURE_RANGE, "Upper end of the range."
                ),
                "hvac_mode": _MODE,
            },
            feature=Feature.TARGET_TEMPERATURE | Feature.TARGET_TEMPERATURE_RANGE,
        ),
        "set_humidity": ActionSpec(
            description="Sets the humidity to aim at.",
            fields={
                "humidity": Field(
                    type="integer",
                    is_required=True,
                    minimum=30,
                    maximum=99,
                    minimum_attribute="min_humidity",
                    maximum_attribute="max_humidity",
                    unit="%",
                )
            },
            feature=Feature.TARGET_HUMIDITY,
        ),
        "set_fan_mode": ActionSpec(
            description="Sets how the fan runs.",
            fields={"fan_mode": _choice("fan_modes")},
            feature=Feature.FAN_MODE,
        ),
        "set_preset_mode": ActionSpec(
            description="Chooses a preset.",
            fields={"preset_mode": _choice("preset_modes")},
            feature=Feature.PRESET_MODE,
        ),
        "set_swing_mode": ActionSpec(
            description="Sets how the louvres swing.",
            fields={"swing_mode": _choice("swing_modes")},
            feature=Feature.SWING_MODE,
        ),
        "set_aux_heat": ActionSpec(
            description="Turns the auxiliary heater on or off.",
            fields={"aux_heat": Field(type="boolean", is_required=True)},
            feature=Feature.AUX_HEAT,
        ),
    },
    toggle=toggle,
    requires=_requires,
    canonical=_canonical,
)
