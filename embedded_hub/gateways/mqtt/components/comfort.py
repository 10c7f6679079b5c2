"""Thermostats, fans and humidifiers. Pure."""

from collections.abc import Callable

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.mqtt.component import Base, Command, Publish, as_number, shown, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature as ClimateFeature
from embedded_hub.model.capability.fan import Feature as FanFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_MODES = ("auto", "off", "cool", "heat", "dry", "fan_only")


class Climate(Base):
    """A thermostat."""

    domain = "climate"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._now: dict[str, JsonValue] = {}
        self._mode: str | None = None
        self.listen("mode_state_topic", "mode_state_template", self._take_mode)
        for topic, attribute, template in (
            ("temperature_state_topic", "temperature", "temperature_state_template"),
            ("temperature_low_state_topic", "target_temp_low", "temperature_low_state_template"),
            ("temperature_high_state_topic", "target_temp_high", "temperature_high_state_template"),
            ("current_temperature_topic", "current_temperature", "current_temperature_template"),
            ("current_humidity_topic", "current_humidity", "current_humidity_template"),
        ):
            self.listen(topic, template, self._number(attribute))
        for topic, attribute, template in (
            ("action_topic", "hvac_action", "action_template"),
            ("fan_mode_state_topic", "fan_mode", "fan_mode_state_template"),
            ("preset_mode_state_topic", "preset_mode", "preset_mode_value_template"),
            ("swing_mode_state_topic", "swing_mode", "swing_mode_state_template"),
        ):
            self.listen(topic, template, self._word(attribute))

    def lasting(self) -> JsonObject:
        """Return its limits and modes."""
        config, features = self.config, ClimateFeature(0)
        modes = texts(config.get("modes")) or list(_MODES)
        attributes: dict[str, JsonValue] = {
            "hvac_modes": list(modes),
            "min_temp": config.get("min_temp", 7),
            "max_temp": config.get("max_temp", 35),
            "target_temp_step": config.get("temp_step", 1),
        }
        if self.has("temperature_command_topic"):
            features |= ClimateFeature.TARGET_TEMPERATURE
        if self.has("temperature_low_command_topic", "temperature_high_command_topic"):
            features |= ClimateFeature.TARGET_TEMPERATURE_RANGE
        for name, feature in (
            ("fan", ClimateFeature.FAN_MODE),
            ("preset", ClimateFeature.PRESET_MODE),
            ("swing", ClimateFeature.SWING_MODE),
        ):
            if self.has(f"{name}_mode_command_topic"):
                features |= feature
                attributes[f"{name}_modes"] = list(texts(config.get(f"{name}_modes")))
        if "off" in modes:
            features |= ClimateFeature.TURN_OFF | ClimateFeature.TURN_ON
        return {**super().lasting(), **attributes, "supported_features": int(features)}

    def read(self) -> Reading:
        """Return what it does now."""
        return Reading(self._mode, dict(self._now))

    def write(self, action: Action) -> Command | None:
        """Set what is asked for, each by its own topic."""
        arguments = action.arguments
        wanted = [
            ("mode", self._wanted_mode(action)),
            ("temperature", arguments.get("temperature")),
            ("temperature_low", arguments.get("target_temp_low")),
            ("temperature_high", arguments.get("target_temp_high")),
            ("fan_mode", arguments.get("fan_mode")),
            ("preset_mode", arguments.get("preset_mode")),
            ("swing_mode", arguments.get("swing_mode")),
        ]
        messages: list[Publish] = []
        for name, value in wanted:
            if value is not None:
                write = command_template(self.config.get(f"{name}_command_template"))
                plain = shown(value) if isinstance(value, float) else value
                messages += self.send(f"{name}_command_topic", write(plain))
        if not messages:
            return None
        return Command(tuple(messages), self._confirmation(action))

    def _confirmation(self, action: Action) -> Callable[[StateReport], bool] | None:
        mode = self._wanted_mode(action)
        temperature = number_of(action.arguments.get("temperature"))
        if temperature is not None and self.has("temperature_state_topic"):
            return lambda seen: number_of(seen.attributes.get("temperature")) == temperature
        if mode is not None and self.has("mode_state_topic"):
            return becomes(mode)
        return None

    def _wanted_mode(self, action: Action) -> str | None:
        if action.name == "turn_off":
            return "off"
        if action.name == "turn_on":
            modes = texts(self.config.get("modes")) or list(_MODES)
            return next((mode for mode in ("heat", "auto", *modes) if mode in modes), None)
        chosen = action.arguments.get("hvac_mode")
        return chosen if isinstance(chosen, str) else None

    def _take_mode(self, value: str) -> None:
        self._mode = value or None

    def _number(self, attribute: str) -> Callable[[str], None]:
        def take(value: str) -> None:
            self._now[attribute] = as_number(value)

        return take

    def _word(self, attribute: str) -> Callable[[str], None]:
        def take(value: str) -> None:
            self._now[attribute] = value

        return take


class Fan(Base):
    """A fan."""

    domain = "fan"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._is_on: bool | None = None
        self._speed: float | None = None
        self._preset: str | None = None
        self._swings: bool | None = None
        self._on, self._off = self.word("payload_on", "ON"), self.word("payload_off", "OFF")
        self._least = as_number(self.word("speed_range_min", "1")) or 1
        self._most = as_number(self.word("speed_range_max", "100")) or 100
        self.listen("state_topic", "state_value_template", self._take)
        self.listen("percentage_state_topic", "percentage_value_template", self._take_speed)
        self.listen("preset_mode_state_topic", "preset_mode_value_template", self._take_preset)
        self.listen("oscillation_state_topic", "oscillation_value_template", self._take_swing)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features, attributes = FanFeature(0), dict[str, JsonValue]()
        if self.has("percentage_command_topic"):
            features |= FanFeature.SET_SPEED
            attributes["percentage_step"] = 100 / (self._most - self._least + 1)
        if self.has("preset_mode_command_topic"):
            features |= FanFeature.PRESET_MODE
            attributes["preset_modes"] = list(texts(self.config.get("preset_modes")))
        if self.has("oscillation_command_topic"):
            features |= FanFeature.OSCILLATE
        return {**super().lasting(), **attributes, "supported_features": int(features)}

    def read(self) -> Reading:
        """Return what it does now."""
        if self._is_on is None:
            return Reading(None)
        attributes: dict[str, JsonValue] = {}
        if self.has("percentage_command_topic"):
            share = None
            if self._speed is not None:
                share = round(
                    (self._speed - self._least + 1) * 100 / (self._most - self._least + 1)
                )
            attributes["percentage"] = share if self._is_on else 0
        if self.has("preset_mode_command_topic"):
            attributes["preset_mode"] = self._preset
        if self.has("oscillation_command_topic"):
            attributes["oscillating"] = self._swings
        return Reading(on_off(self._is_on), attributes)

    def write(self, action: Action) -> Command | None:
        """Set what is asked for."""
        percentage = number_of(action.arguments.get("percentage"))
        is_off = action.name == "turn_off" or percentage == 0
        messages: list[Publish] = []
        if is_off:
            messages += self.send("command_topic", self._off)
        else:
            messages += self._looks(action, percentage)
            if action.name == "turn_on":
                messages += self.send("command_topic", self._on)
        if not messages:
            return None
        if not self.has("state_topic"):
            self._is_on = not is_off
        is_known = self.has("state_topic") and action.name in ("turn_on", "turn_off")
        return Command(tuple(messages), becomes(on_off(not is_off)) if is_known else None)

    def _looks(self, action: Action, percentage: float | None) -> list[Publish]:
        messages: list[Publish] = []
        if percentage is not None:
            steps = self._most - self._least + 1
            raw = round(self._least - 1 + percentage * steps / 100)
            write = command_template(self.config.get("percentage_command_template"))
            messages += self.send("percentage_command_topic", write(max(raw, round(self._least))))
        if isinstance(preset := action.arguments.get("preset_mode"), str):
            write = command_template(self.config.get("preset_mode_command_template"))
            messages += self.send("preset_mode_command_topic", write(preset))
        swings = action.arguments.get("oscillating")
        if isinstance(swings, bool):
            name = "payload_oscillation_on" if swings else "payload_oscillation_off"
            default = "oscillate_on" if swings else "oscillate_off"
            messages += self.send("oscillation_command_topic", self.word(name, default))
        return messages

    def _take(self, value: str) -> None:
        if value in (self._on, self._off):
            self._is_on = value == self._on

    def _take_speed(self, value: str) -> None:
        self._speed = as_number(value)

    def _take_preset(self, value: str) -> None:
        self._preset = value

    def _take_swing(self, value: str) -> None:
        self._swings = value == self.word("payload_oscillation_on", "oscillate_on")


class Humidifier(Base):
    """A humidifier or its opposite."""

    domain = "humidifier"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._is_on: bool | None = None
        self._target: float | None = None
        self._current: float | None = None
        self._on, self._off = self.word("payload_on", "ON"), self.word("payload_off", "OFF")
        self.listen("state_topic", "state_value_template", self._take)
        self.listen(
            "target_humidity_state_topic", "target_humidity_state_template", self._take_target
        )
        self.listen("current_humidity_topic", "current_humidity_template", self._take_current)

    def lasting(self) -> JsonObject:
        """Return its limits."""
        limits: dict[str, JsonValue] = {
            "min_humidity": self.config.get("min_humidity", 0),
            "max_humidity": self.config.get("max_humidity", 100),
            "supported_features": 0,
        }
        return {**super().lasting(), **limits}

    def read(self) -> Reading:
        """Return what it does now."""
        value = None if self._is_on is None else on_off(self._is_on)
        return Reading(value, {"humidity": self._target, "current_humidity": self._current})

    def write(self, action: Action) -> Command | None:
        """Set what is asked for."""
        wanted = number_of(action.arguments.get("humidity"))
        if wanted is not None:
            write = command_template(self.config.get("target_humidity_command_template"))
            messages = self.send("target_humidity_command_topic", write(shown(wanted)))
            return Command(messages)
        is_on = action.name == "turn_on"
        if not self.has("state_topic"):
            self._is_on = is_on
        holds = becomes(on_off(is_on)) if self.has("state_topic") else None
        return Command(self.send("command_topic", self._on if is_on else self._off), holds)

    def _take(self, value: str) -> None:
        if value in (self._on, self._off):
            self._is_on = value == self._on

    def _take_target(self, value: str) -> None:
        self._target = as_number(value)

    def _take_current(self, value: str) -> None:
        self._current = as_number(value)
