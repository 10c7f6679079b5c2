"""Thermostats of Zigbee2MQTT. Pure."""

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload, Setting, number, part, word
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


def climate(key: str, name: str | None, expose: Expose) -> Facet:
    """Return the entity of a ``climate`` ability."""
    thermostat = _Thermostat(expose)
    entity = EntityDescription(
        key=EntityKey(key), domain="climate", name=name, attributes=thermostat.lasting()
    )
    return Facet(entity=entity, read=thermostat.read, write=thermostat.write)


class _Thermostat:
    def __init__(self, expose: Expose) -> None:
        features = expose.features
        self._target = part(features, *_HEATING) or part(features, *_COOLING)
        self._mode = part(features, "system_mode")
        self._measured = part(features, "local_temperature")
        self._doing = part(features, "running_state")
        self._preset, self._fan = part(features, "preset"), part(features, "fan_mode")
        told = [str(one) for one in (self._mode.values if self._mode else _ALWAYS_HEATS)]
        self._modes = [one for one in told if one in HVAC_MODES] or list(_ALWAYS_HEATS)

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for the thermostat's life."""
        target, features = self._target, Feature(0)
        attributes: dict[str, JsonValue] = {"hvac_modes": list(self._modes)}
        if target is not None:
            features |= Feature.TARGET_TEMPERATURE
            attributes["min_temp"] = _COLDEST_C if target.value_min is None else target.value_min
            attributes["max_temp"] = _WARMEST_C if target.value_max is None else target.value_max
            attributes["target_temp_step"] = target.value_step or _STEP_C
        if self._preset is not None:
            features |= Feature.PRESET_MODE
            attributes["preset_modes"] = [str(one) for one in self._preset.values]
        if self._fan is not None:
            features |= Feature.FAN_MODE
            attributes["fan_modes"] = [str(one) for one in self._fan.values]
        if self._mode is not None and "off" in self._modes:
            features |= Feature.TURN_OFF | Feature.TURN_ON
        attributes["supported_features"] = int(features)
        return attributes

    def read(self, payload: Payload) -> Reading:
        """Return what it does now."""
        mode = word(payload, self._mode) if self._mode is not None else self._modes[0]
        attributes: dict[str, JsonValue] = {
            "current_temperature": number(payload, self._measured),
            "temperature": number(payload, self._target),
        }
        if self._doing is not None:
            doing = _DOING.get(word(payload, self._doing) or "")
            attributes["hvac_action"] = "off" if mode == "off" else doing
        if self._preset is not None:
            attributes["preset_mode"] = word(payload, self._preset)
        if self._fan is not None:
            attributes["fan_mode"] = word(payload, self._fan)
        return Reading(mode if mode in HVAC_MODES else None, attributes)

    def write(self, action: Action, payload: Payload) -> Setting | None:
        """Return what sets it."""
        message: dict[str, JsonValue] = {}
        expected: dict[str, JsonValue] = {}
        mode = self._wanted_mode(action, payload)
        if mode is not None and self._mode is not None:
            message[self._mode.property or "system_mode"] = mode
        wanted = number_of(action.arguments.get("temperature"))
        if wanted is not None and self._target is not None:
            message[self._target.property or ""] = wanted
            expected["temperature"] = wanted
        for argument, expose in (("preset_mode", self._preset), ("fan_mode", self._fan)):
            if expose is not None and (chosen := action.arguments.get(argument)) is not None:
                message[expose.property or argument] = chosen
                expected[argument] = chosen

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
