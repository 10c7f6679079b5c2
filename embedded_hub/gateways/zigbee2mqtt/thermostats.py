"""Thermostats of Zigbee2MQTT. Pure."""

from collections.abc import Sequence

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import (
    Facet,
    Payload,
    Setting,
    number,
    part,
    properties,
    word,
)
from embedded_hub.gateways.zigbee2mqtt.wire import Expose
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import HVAC_MODES, Feature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

_HEATING = ("occupied_heating_setpoint", "current_heating_setpoint", "unoccupied_heating_setpoint")
_COOLING = ("occupied_cooling_setpoint",)
_COLDEST_C, _WARMEST_C, _STEP_C = 5.0, 30.0, 0.5
_DOING = {"idle": "idle", "heat": "heating", "cool": "cooling", "fan_only": "fan"}
_ALWAYS_HEATS = ("heat",)
_CHOICES = {
    "preset_mode": ("preset", Feature.PRESET_MODE),
    "fan_mode": ("fan_mode", Feature.FAN_MODE),
    "swing_mode": ("swing_mode", Feature.SWING_MODE),
}
"""What is chosen by a word: the attribute, and the part of the ability that holds it."""


def climate(key: str, name: str | None, expose: Expose, others: Sequence[Expose]) -> Facet:
    """Return the entity of a ``climate`` ability."""
    thermostat = _Thermostat(expose, part(others, "humidity"))
    entity = EntityDescription(
        key=EntityKey(key), domain="climate", name=name, attributes=thermostat.lasting()
    )
    shown = thermostat.shows
    return Facet(entity=entity, read=thermostat.read, write=thermostat.write, shows=shown)


class _Thermostat:
    def __init__(self, expose: Expose, humidity: Expose | None) -> None:
        features = expose.features
        heating, cooling = part(features, *_HEATING), part(features, *_COOLING)
        self._targets: dict[str, Expose] = {}
        """By the attribute that shows each."""
        if heating is not None and cooling is not None:
            self._targets = {"target_temp_low": heating, "target_temp_high": cooling}
        elif (only := heating or cooling) is not None:
            self._targets = {"temperature": only}
        self._mode = part(features, "system_mode")
        self._measured, self._humidity = part(features, "local_temperature"), humidity
        self._doing = part(features, "running_state")
        self._chosen = {
            attribute: chosen
            for attribute, (name, _) in _CHOICES.items()
            if (chosen := part(features, name)) is not None and chosen.type == "enum"
        }
        told = [str(one) for one in (self._mode.values if self._mode else _ALWAYS_HEATS)]
        self._modes = [one for one in told if one in HVAC_MODES] or list(_ALWAYS_HEATS)
        own = (self._mode, self._measured, self._doing)
        self.shows = properties(*self._targets.values(), *own, *self._chosen.values())

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for the thermostat's life."""
        features = Feature(0)
        attributes: dict[str, JsonValue] = {"hvac_modes": list(self._modes)}
        if self._targets:
            is_range = len(self._targets) > 1
            features |= Feature.TARGET_TEMPERATURE_RANGE if is_range else Feature(0)
            features |= Feature(0) if is_range else Feature.TARGET_TEMPERATURE
            attributes |= self._limits()
        for attribute, chosen in self._chosen.items():
            features |= _CHOICES[attribute][1]
            attributes[f"{attribute}s"] = [str(one) for one in chosen.values]
        if self._mode is not None and "off" in self._modes:
            features |= Feature.TURN_OFF | Feature.TURN_ON
        attributes["supported_features"] = int(features)
        return attributes

    def _limits(self) -> dict[str, JsonValue]:
        targets = list(self._targets.values())
        lowest, highest = targets[0].value_min, targets[-1].value_max
        return {
            "min_temp": _COLDEST_C if lowest is None else lowest,
            "max_temp": _WARMEST_C if highest is None else highest,
            "target_temp_step": targets[0].value_step or _STEP_C,
        }

    def read(self, payload: Payload) -> Reading:
        """Return what it does now."""
        mode = word(payload, self._mode) if self._mode is not None else self._modes[0]
        attributes: dict[str, JsonValue] = {
            "current_temperature": number(payload, self._measured),
            **{name: number(payload, target) for name, target in self._targets.items()},
        }
        if self._humidity is not None:
            attributes["current_humidity"] = number(payload, self._humidity)
        if self._doing is not None:
            doing = _DOING.get(word(payload, self._doing) or "")
            attributes["hvac_action"] = "off" if mode == "off" else doing
        for attribute, chosen in self._chosen.items():
            attributes[attribute] = word(payload, chosen)
        return Reading(mode if mode in HVAC_MODES else None, attributes)

    def write(self, action: Action, payload: Payload) -> Setting | None:
        """Return what sets it."""
        message: dict[str, JsonValue] = {}
        expected: dict[str, JsonValue] = {}
        mode = self._wanted_mode(action, payload)
        if mode is not None and self._mode is not None:
            message[self._mode.property or "system_mode"] = mode
        for attribute, target in self._targets.items():
            if (wanted := number_of(action.arguments.get(attribute))) is not None:
                message[target.property or ""] = expected[attribute] = wanted
        for attribute, chosen in self._chosen.items():
            if (asked := action.arguments.get(attribute)) is not None:
                message[chosen.property or attribute] = expected[attribute] = asked

        def holds(seen: StateReport) -> bool:
            is_in_mode = mode is None or seen.value == mode
            return is_in_mode and all(seen.attributes.get(k) == v for k, v in expected.items())

        return Setting(message, holds) if message else None

    def _wanted_mode(self, action: Action, payload: Payload) -> str | None:
        if action.name == "turn_off":
            return "off"
        if action.name == "turn_on":
            now = word(payload, self._mode)
            liked = (now, "auto", "heat", *self._modes)
            return next((one for one in liked if one in self._modes and one != "off"), None)
        chosen = action.arguments.get("hvac_mode")
        return chosen if isinstance(chosen, str) else None
