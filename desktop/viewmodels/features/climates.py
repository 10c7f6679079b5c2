"""Thermostats and boilers: what temperature, and how."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.state_words import option_word
from desktop.viewmodels.words import measure, translate
from embedded_hub.model.capability import climate, water_heater
from embedded_hub.model.capability.attributes import text, texts
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue

_DEGREE = "°"
_MODE_ICONS = {
    "off": "power",
    "heat": "fire",
    "cool": "snowflake",
    "heat_cool": "sun-snowflake-variant",
    "auto": "thermostat-auto",
    "dry": "water-percent",
    "fan_only": "fan",
}
_BOILER_STEP = 1.0


def _build_climate(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    span, grain = climate.limits(state), climate.step(state)
    label = translate("Feature", "Temperature")
    both = climate.target_range(state)
    goal = climate.target_temperature(state)
    if climate.supports_target_range(state) and both is not None:
        rows.append(
            kinds.range_slider(
                "targetRange", label, "thermometer", both, span, step=grain, unit=_DEGREE
            )
        )
    elif climate.supports_target_temperature(state):
        rows.append(
            kinds.stepper("target", label, "thermometer", goal, span, step=grain, unit=_DEGREE)
        )
    if modes := climate.modes(state):
        rows.append(_options("mode", translate("Feature", "Mode"), modes, state.value))
    if climate.supports_preset_modes(state):
        current = text(state, "preset_mode")
        presets = texts(state, "preset_modes")
        rows.append(_options("preset", translate("Feature", "Preset"), presets, current))
    if climate.supports_fan_modes(state):
        current = text(state, "fan_mode")
        rows.append(
            _options("fan", translate("Feature", "Fan"), texts(state, "fan_modes"), current)
        )
    return rows


def _build_boiler(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if water_heater.supports_target_temperature(state):
        rows.append(
            kinds.stepper(
                "target",
                translate("Feature", "Temperature"),
                "thermometer",
                water_heater.target_temperature(state),
                water_heater.limits(state),
                step=_BOILER_STEP,
                unit=_DEGREE,
            )
        )
    if modes := water_heater.modes(state):
        rows.append(_options("operation", translate("Feature", "Mode"), modes, state.value))
    return rows


def _options(id_: str, label: str, values: tuple[str, ...], current: str | None) -> FeatureMap:
    words = {value: option_word(value) for value in values}
    return kinds.options(id_, label, "", kinds.choices_of(values, words, _MODE_ICONS), current)


def _command_climate(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "target":
            return _temperature(value)
        case "targetRange" if isinstance(value, list):
            low, high = (kinds.as_number(part) for part in value)
            return Command(
                action="set_temperature",
                arguments={"target_temp_low": low, "target_temp_high": high},
                asked=kinds.span_text(measure(low, _DEGREE), measure(high, _DEGREE)),
            )
        case "mode":
            return _chosen("set_hvac_mode", "hvac_mode", value)
        case "preset":
            return _chosen("set_preset_mode", "preset_mode", value)
        case "fan":
            return _chosen("set_fan_mode", "fan_mode", value)
    return None


def _command_boiler(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "target":
            return _temperature(value)
        case "operation":
            return _chosen("set_operation_mode", "operation_mode", value)
    return None


def _temperature(value: JsonValue) -> Command:
    degrees = kinds.as_number(value)
    return Command(
        action="set_temperature",
        arguments={"temperature": degrees},
        asked=measure(degrees, _DEGREE),
    )


def _chosen(action: str, field: str, value: JsonValue) -> Command:
    return Command(action=action, arguments={field: value}, asked=option_word(str(value)))


CLIMATE = DomainFeatures(build=_build_climate, command=_command_climate)
WATER_HEATER = DomainFeatures(build=_build_boiler, command=_command_boiler)
