"""Fans and humidifiers: how much, and how."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.state_words import option_word
from desktop.viewmodels.words import percent, translate
from embedded_hub.model.capability import fan, humidifier
from embedded_hub.model.capability.api import features_of
from embedded_hub.model.capability.attributes import is_on, round_half_up, text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def _build_fan(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if fan.supports_speed(state):
        rows.append(
            kinds.slider(
                "speed",
                translate("Feature", "Speed"),
                "fan",
                fan.speed_percent(state) if is_on(state) else 0,
                (0, 100),
                step=fan.speed_step(state),
                variant="speed",
                is_off=not is_on(state),
            )
        )
    if presets := fan.preset_modes(state):
        label = translate("Feature", "Preset")
        rows.append(_options("preset", label, presets, text(state, "preset_mode")))
    if features_of(state) & fan.Feature.OSCILLATE:
        label = translate("Feature", "Swing")
        swings = fan.is_oscillating(state)
        rows.append(kinds.toggle("oscillate", label, "arrow-oscillating", is_on=swings))
    rows.append(_power(state))
    return rows


def _build_humidifier(state: State) -> list[FeatureMap]:
    rows = [
        kinds.slider(
            "humidity",
            translate("Feature", "Humidity"),
            "water-percent",
            humidifier.target_humidity(state),
            humidifier.limits(state),
            variant="humidity",
            is_off=not is_on(state),
        )
    ]
    if humidifier.supports_modes(state):
        label = translate("Feature", "Mode")
        rows.append(_options("mode", label, humidifier.modes(state), text(state, "mode")))
    rows.append(_power(state))
    return rows


def _power(state: State) -> FeatureMap:
    return kinds.toggle("power", translate("Feature", "Power"), "power", is_on=is_on(state))


def _options(id_: str, label: str, values: tuple[str, ...], current: str | None) -> FeatureMap:
    words = {value: option_word(value) for value in values}
    return kinds.options(id_, label, "", kinds.choices_of(values, words), current)


def _command_fan(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "speed":
            speed = round_half_up(kinds.as_number(value))
            if speed == 0:
                return Command(action="turn_off", asked=percent(0))
            return Command(
                action="set_percentage", arguments={"percentage": speed}, asked=percent(speed)
            )
        case "preset":
            return _chosen("set_preset_mode", "preset_mode", value)
        case "oscillate":
            return Command(action="oscillate", arguments={"oscillating": bool(value)})
        case "power":
            return Command(action="turn_on" if value else "turn_off")
    return None


def _command_humidifier(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "humidity":
            goal = round_half_up(kinds.as_number(value))
            return Command(action="set_humidity", arguments={"humidity": goal}, asked=percent(goal))
        case "mode":
            return _chosen("set_mode", "mode", value)
        case "power":
            return Command(action="turn_on" if value else "turn_off")
    return None


def _chosen(action: str, field: str, value: JsonValue) -> Command:
    return Command(action=action, arguments={field: value}, asked=option_word(str(value)))


FAN = DomainFeatures(build=_build_fan, command=_command_fan)
HUMIDIFIER = DomainFeatures(build=_build_humidifier, command=_command_humidifier)
