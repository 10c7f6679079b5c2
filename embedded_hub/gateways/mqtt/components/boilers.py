"""Boilers. Pure."""

from collections.abc import Callable

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.mqtt.component import Base, Command, Publish, as_number, shown, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.water_heater import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_MODES = ("off", "eco", "electric", "gas", "heat_pump", "high_demand", "performance")
_COLDEST_C, _HOTTEST_C = 43.3, 60.0


class WaterHeater(Base):
    """A boiler."""

    domain = "water_heater"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._mode: str | None = None
        self._target: float | None = None
        self._current: float | None = None
        self._modes = texts(config.get("modes")) or list(_MODES)
        self.listen("mode_state_topic", "mode_state_template", self._take_mode)
        self.listen("temperature_state_topic", "temperature_state_template", self._take_target)
        self.listen("current_temperature_topic", "current_temperature_template", self._take_current)

    def lasting(self) -> JsonObject:
        """Return its limits and modes."""
        features = Feature(0)
        features |= Feature.OPERATION_MODE if self.has("mode_command_topic") else Feature(0)
        features |= Feature.ON_OFF if self.has("power_command_topic") else Feature(0)
        if self.has("temperature_command_topic"):
            features |= Feature.TARGET_TEMPERATURE
        modes: JsonValue = list(self._modes)
        return {
            **super().lasting(),
            "operation_list": modes,
            "min_temp": self.config.get("min_temp", _COLDEST_C),
            "max_temp": self.config.get("max_temp", _HOTTEST_C),
            "supported_features": int(features),
        }

    def read(self) -> Reading:
        """Return what it does now."""
        told: dict[str, JsonValue] = {
            "operation_mode": self._mode,
            "temperature": self._target,
            "current_temperature": self._current,
        }
        return Reading(self._mode, told)

    def write(self, action: Action) -> Command | None:
        """Set what is asked for, each by its own topic."""
        if action.name in ("turn_on", "turn_off"):
            is_on = action.name == "turn_on"
            word = self.word("payload_on", "ON") if is_on else self.word("payload_off", "OFF")
            return Command(self._power(word))
        messages: list[Publish] = []
        mode = action.arguments.get("operation_mode")
        wanted = number_of(action.arguments.get("temperature"))
        if isinstance(mode, str):
            messages += self._send("mode", mode)
        if wanted is not None:
            messages += self._send("temperature", shown(wanted))
        return Command(tuple(messages), self._confirmation(mode, wanted)) if messages else None

    def _power(self, payload: str) -> tuple[Publish, ...]:
        write = command_template(self.config.get("power_command_template"))
        return self.send("power_command_topic", write(payload))

    def _send(self, name: str, value: JsonValue) -> tuple[Publish, ...]:
        write = command_template(self.config.get(f"{name}_command_template"))
        return self.send(f"{name}_command_topic", write(value))

    def _confirmation(
        self, mode: JsonValue, wanted: float | None
    ) -> Callable[[StateReport], bool] | None:
        if wanted is not None and self.has("temperature_state_topic"):
            return lambda seen: number_of(seen.attributes.get("temperature")) == wanted
        if isinstance(mode, str) and self.has("mode_state_topic"):
            return becomes(mode)
        return None

    def _take_mode(self, value: str) -> None:
        if value in self._modes:
            self._mode = value
        elif value == "None":
            self._mode = None

    def _take_target(self, value: str) -> None:
        self._target = as_number(value)

    def _take_current(self, value: str) -> None:
        self._current = as_number(value)
