"""Thermostats of Z-Wave: a mode, a setpoint per mode, what is measured and what is done. Pure."""

from collections.abc import Iterator, Mapping

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.gateways.zwave_js.facet import Facet, Values, Write, entity, used
from embedded_hub.gateways.zwave_js.wire import Value
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature
from embedded_hub.model.values import JsonValue

MODE, OPERATING_STATE, SETPOINT, FAN_MODE, SENSOR = 64, 66, 67, 68, 49
_HVAC = {
    0: "off",
    1: "heat",
    2: "cool",
    3: "heat_cool",
    4: "heat",
    6: "fan_only",
    7: "heat",
    8: "dry",
    10: "heat_cool",
    11: "heat",
    12: "cool",
    13: "heat_cool",
    15: "heat",
}
"""What each mode does; "auto" of Z-Wave keeps between two temperatures."""
_PLAIN = (0, 1, 2, 3, 6, 8, 10)
"""Modes that are nothing but what they do; the others are shown as presets besides."""
_SETPOINT_OF = {1: 1, 2: 2, 3: 10, 7: 7, 8: 8, 10: 10, 11: 11, 12: 12, 13: 13, 15: 15}
_HEATING, _COOLING = 1, 2
_RANGES = (3, 10)
_DOING = {
    0: "idle",
    1: "heating",
    2: "cooling",
    3: "fan",
    4: "idle",
    5: "idle",
    6: "fan",
    7: "heating",
    8: "heating",
    9: "cooling",
    10: "heating",
    11: "heating",
}
_LOWEST, _HIGHEST = 5.0, 35.0
_NO_PRESET = "none"


def thermostats(prefix: str, name: str | None, values: Values) -> Iterator[Facet]:
    """Yield the thermostat of an endpoint that has setpoints."""
    setpoints = {
        int(one.property_key): one
        for one in values.of(SETPOINT)
        if one.prop == "setpoint" and isinstance(one.property_key, int)
    }
    if setpoints:
        thermostat = _Thermostat(values, setpoints)
        described = entity(f"{prefix}/climate", "climate", name, thermostat.lasting())
        yield Facet(
            entity=described, read=thermostat.read, write=thermostat.write, uses=thermostat.uses
        )


class _Thermostat:
    def __init__(self, values: Values, setpoints: dict[int, Value]) -> None:
        self._setpoints = setpoints
        self._mode = values.find(MODE, "mode")
        self._fan = values.find(FAN_MODE, "mode")
        self._doing = values.find(OPERATING_STATE, "state")
        self._measured = values.find(SENSOR, "Air temperature")
        self._humidity = values.find(SENSOR, "Humidity")
        told = self._mode.metadata.words if self._mode is not None else {1: "Heat"}
        self._modes = {key: _HVAC[key] for key in told if key in _HVAC}
        self._presets = {word: key for key, word in told.items() if key not in _PLAIN}
        self._fans = self._fan.metadata.words if self._fan is not None else {}
        self._has_range = any(mode in self._modes for mode in _RANGES) and {
            _HEATING,
            _COOLING,
        } <= set(setpoints)
        self.uses = used(self._mode, self._fan, self._doing, *setpoints.values())

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for its life."""
        limits = [one.metadata for one in self._setpoints.values()]
        lowest = [one.min for one in limits if one.min is not None]
        highest = [one.max for one in limits if one.max is not None]
        features = Feature.TARGET_TEMPERATURE
        named: dict[str, JsonValue] = {}
        if self._has_range:
            features |= Feature.TARGET_TEMPERATURE_RANGE
        if self._presets:
            features |= Feature.PRESET_MODE
            named["preset_modes"] = [_NO_PRESET, *self._presets]
        if self._fans:
            features |= Feature.FAN_MODE
            named["fan_modes"] = list(self._fans.values())
        if "off" in self._modes.values():
            features |= Feature.TURN_OFF | Feature.TURN_ON
        return {
            "hvac_modes": list(dict.fromkeys(self._modes.values())),
            "min_temp": min(lowest, default=_LOWEST),
            "max_temp": max(highest, default=_HIGHEST),
            "target_temp_step": 0.5,
            **named,
            "supported_features": int(features),
        }

    def read(self, values: Values) -> Reading:
        """Return what it does now."""
        number = self._number_now(values)
        attributes: dict[str, JsonValue] = self._targets(number, values)
        attributes["current_temperature"] = self._told(self._measured, values)
        if self._humidity is not None:
            attributes["current_humidity"] = self._told(self._humidity, values)
        if self._doing is not None:
            doing = values.number(self._doing.id)
            attributes["hvac_action"] = None if doing is None else _DOING.get(int(doing))
        if self._presets:
            known = {key: word for word, key in self._presets.items()}
            attributes["preset_mode"] = known.get(number or 0, _NO_PRESET)
        if self._fan is not None:
            fan = values.number(self._fan.id)
            attributes["fan_mode"] = None if fan is None else self._fans.get(int(fan))
        return Reading(self._word(number), attributes)

    def write(self, action: Action, values: Values) -> Write | None:
        """Return the one value to set."""
        arguments = action.arguments
        if (fan := arguments.get("fan_mode")) is not None:
            return self._set_word(self._fan, self._fans, str(fan), "fan_mode")
        if (preset := arguments.get("preset_mode")) is not None:
            return self._set_preset(str(preset), values)
        mode = self._wanted_mode(action)
        if (setpoint := self._wanted_setpoint(action, mode, values)) is not None:
            return setpoint
        number = next((key for key, word in self._modes.items() if word == mode), None)
        if self._mode is None or number is None:
            return None
        return Write(id=self._mode.id, value=number, holds=lambda seen: seen.value == mode)

    def _wanted_setpoint(self, action: Action, mode: str | None, values: Values) -> Write | None:
        number = self._number_now(values)
        if mode is not None and mode != self._word(number):
            number = next((key for key, word in self._modes.items() if word == mode), number)
        wished = {
            "temperature": self._setpoint_for(number),
            "target_temp_low": self._setpoints.get(_HEATING),
            "target_temp_high": self._setpoints.get(_COOLING),
        }
        found: Write | None = None
        for attribute, setpoint in wished.items():
            wanted = number_of(action.arguments.get(attribute))
            if setpoint is not None and wanted is not None:
                holds = _shows(attribute, wanted)
                found = Write(id=setpoint.id, value=wanted, holds=holds, first=found)
        return found

    def _set_preset(self, preset: str, values: Values) -> Write | None:
        number = self._presets.get(preset)
        if preset == _NO_PRESET:
            word = self._word(self._number_now(values))
            plain = (key for key in self._modes if key in _PLAIN)
            number = next((key for key in plain if self._modes[key] == word), None)
        if self._mode is None or number is None:
            return None
        return Write(
            id=self._mode.id,
            value=number,
            holds=lambda seen: seen.attributes.get("preset_mode") == preset,
        )

    def _set_word(
        self, value: Value | None, words: Mapping[int, str], word: str, attribute: str
    ) -> Write | None:
        number = next((key for key, one in words.items() if one == word), None)
        if value is None or number is None:
            return None
        return Write(
            id=value.id,
            value=number,
            holds=lambda seen: seen.attributes.get(attribute) == word,
        )

    def _wanted_mode(self, action: Action) -> str | None:
        if action.name == "turn_off":
            return "off"
        if action.name == "turn_on":
            return next((word for word in self._modes.values() if word != "off"), None)
        chosen = action.arguments.get("hvac_mode")
        return chosen if isinstance(chosen, str) else None

    def _number_now(self, values: Values) -> int | None:
        if self._mode is None:
            return _HEATING
        mode = values.number(self._mode.id)
        return None if mode is None else int(mode)

    def _word(self, number: int | None) -> str | None:
        return None if number is None else _HVAC.get(number)

    def _targets(self, number: int | None, values: Values) -> dict[str, JsonValue]:
        if self._has_range and number in _RANGES:
            ends = {"target_temp_low": _HEATING, "target_temp_high": _COOLING}
            low_high: dict[str, JsonValue] = {
                name: self._told(self._setpoints[key], values) for name, key in ends.items()
            }
            return {"temperature": None, **low_high}
        found = self._told(self._setpoint_for(number), values)
        return {
            "temperature": found,
            **(dict.fromkeys(("target_temp_low", "target_temp_high")) if self._has_range else {}),
        }

    def _told(self, value: Value | None, values: Values) -> float | None:
        return None if value is None else values.number(value.id)

    def _setpoint_for(self, number: int | None) -> Value | None:
        chosen = self._setpoints.get(_SETPOINT_OF.get(number or _HEATING, _HEATING))
        return chosen or next(iter(self._setpoints.values()), None)


def _shows(attribute: str, wanted: float) -> Holds:
    return lambda seen: number_of(seen.attributes.get(attribute)) == wanted
