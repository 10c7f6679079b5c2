"""Thermostats of Z-Wave: a mode, a setpoint per mode, what is measured and what is done. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zwave_js.facet import Facet, Values, Write, entity, used
from embedded_hub.gateways.zwave_js.wire import Value
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

MODE, OPERATING_STATE, SETPOINT, FAN_MODE, SENSOR = 64, 66, 67, 68, 49
_HVAC = {0: "off", 1: "heat", 2: "cool", 3: "auto", 6: "fan_only", 8: "dry", 10: "heat_cool"}
_ENERGY_HEAT, _ENERGY_COOL = 11, 12
_PRESETS = {_ENERGY_HEAT: "heat", _ENERGY_COOL: "cool"}
"""Modes that are another mode with less energy; shown as that mode."""
_SETPOINT_OF = {"heat": 1, "cool": 2, "auto": 10, "heat_cool": 10}
_DOING = {0: "idle", 1: "heating", 2: "cooling", 3: "fan"}
_LOWEST, _HIGHEST = 5.0, 35.0


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
        self._doing = values.find(OPERATING_STATE, "state")
        self._measured = values.find(SENSOR, "Air temperature")
        told = self._mode.metadata.states if self._mode is not None else {"1": "Heat"}
        self._modes = {int(key): _HVAC[int(key)] for key in told if int(key) in _HVAC}
        self.uses = used(self._mode, self._doing, *setpoints.values())

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for its life."""
        limits = [one.metadata for one in self._setpoints.values()]
        lowest = [one.min for one in limits if one.min is not None]
        highest = [one.max for one in limits if one.max is not None]
        features = Feature.TARGET_TEMPERATURE
        if "off" in self._modes.values():
            features |= Feature.TURN_OFF | Feature.TURN_ON
        return {
            "hvac_modes": list(dict.fromkeys(self._modes.values())),
            "min_temp": min(lowest, default=_LOWEST),
            "max_temp": max(highest, default=_HIGHEST),
            "target_temp_step": 0.5,
            "supported_features": int(features),
        }

    def read(self, values: Values) -> Reading:
        """Return what it does now."""
        mode = self._mode_now(values)
        setpoint = self._setpoint_for(mode)
        attributes: dict[str, JsonValue] = {
            "temperature": values.number(setpoint.id) if setpoint is not None else None,
            "current_temperature": values.number(self._measured.id) if self._measured else None,
        }
        if self._doing is not None:
            doing = values.number(self._doing.id)
            attributes["hvac_action"] = None if doing is None else _DOING.get(int(doing))
        return Reading(mode, attributes)

    def write(self, action: Action, values: Values) -> Write | None:
        """Return the one value to set."""
        mode = self._wanted_mode(action)
        temperature = number_of(action.arguments.get("temperature"))
        if temperature is not None:
            setpoint = self._setpoint_for(mode or self._mode_now(values))
            if setpoint is None:
                return None

            def holds(seen: StateReport) -> bool:
                return number_of(seen.attributes.get("temperature")) == temperature

            return Write(id=setpoint.id, value=temperature, holds=holds)
        number = next((key for key, word in self._modes.items() if word == mode), None)
        if self._mode is None or number is None:
            return None
        return Write(id=self._mode.id, value=number, holds=lambda seen: seen.value == mode)

    def _wanted_mode(self, action: Action) -> str | None:
        if action.name == "turn_off":
            return "off"
        if action.name == "turn_on":
            return next((word for word in self._modes.values() if word != "off"), None)
        chosen = action.arguments.get("hvac_mode")
        return chosen if isinstance(chosen, str) else None

    def _mode_now(self, values: Values) -> str | None:
        if self._mode is None:
            return "heat"
        mode = values.number(self._mode.id)
        return None if mode is None else _HVAC.get(int(mode)) or _PRESETS.get(int(mode))

    def _setpoint_for(self, mode: str | None) -> Value | None:
        chosen = self._setpoints.get(_SETPOINT_OF.get(mode or "", 1))
        return chosen or next(iter(self._setpoints.values()), None)
