"""Thermostats of Matter: modes, one setpoint to heat and one to cool, in hundredths of a degree.

Pure.
"""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.matter.facet import Endpoint, Facet, Request, Setting
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

THERMOSTAT = 513
_LOCAL, _COOL_TO, _HEAT_TO, _MODE, _RUNNING_MODE, _RUNNING = 0, 17, 18, 28, 30, 41
_LIMITS = {_HEAT_TO: ((21, 3), (22, 4)), _COOL_TO: ((23, 5), (24, 6))}
"""The lowest and highest of each setpoint: as set, else as built."""
_HEATS, _COOLS, _HAS_AUTO = 1, 2, 32
_MODES = {
    0: "off",
    1: "heat_cool",
    3: "cool",
    4: "heat",
    5: "heat",
    6: "cool",
    7: "fan_only",
    8: "dry",
    9: "auto",
}
_MODE_NUMBERS = {"off": 0, "heat_cool": 1, "cool": 3, "heat": 4, "fan_only": 7, "dry": 8}
_RUNNING_HEAT, _RUNNING_COOL, _RUNNING_FAN = 1 | 8, 2 | 16, 4 | 32 | 64
_CENTI = 100
_COLDEST, _WARMEST = 7.0, 35.0


def thermostats(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield the thermostat of an endpoint that is one."""
    if endpoint.has(THERMOSTAT, _MODE):
        thermostat = _Thermostat(endpoint)
        yield Facet(
            slug="climate",
            domain="climate",
            clusters=frozenset({THERMOSTAT}),
            attributes=thermostat.lasting(endpoint),
            read=thermostat.read,
            write=thermostat.write,
        )


class _Thermostat:
    def __init__(self, endpoint: Endpoint) -> None:
        can = endpoint.bits(THERMOSTAT)
        self._setpoints = [one for one in (_HEAT_TO, _COOL_TO) if endpoint.has(THERMOSTAT, one)]
        heats, cools = can & _HEATS, can & _COOLS
        modes = ["off", *(["heat"] if heats else []), *(["cool"] if cools else [])]
        if can & _HAS_AUTO:
            modes.append("heat_cool")
        now = _MODES.get(int(endpoint.number_of(THERMOSTAT, _MODE) or 0), "off")
        self._modes = modes if now in modes else [*modes, now]
        self._has_range = bool(can & _HAS_AUTO) and len(self._setpoints) > 1

    def lasting(self, endpoint: Endpoint) -> dict[str, JsonValue]:
        """Return what holds for its life."""
        features = Feature.TURN_ON | Feature.TURN_OFF
        if self._setpoints:
            features |= Feature.TARGET_TEMPERATURE
        if self._has_range:
            features |= Feature.TARGET_TEMPERATURE_RANGE
        lowest = [_limit(endpoint, one, 0, _COLDEST) for one in self._setpoints]
        highest = [_limit(endpoint, one, 1, _WARMEST) for one in self._setpoints]
        return {
            "hvac_modes": list(self._modes),
            "min_temp": min(lowest, default=_COLDEST),
            "max_temp": max(highest, default=_WARMEST),
            "target_temp_step": 0.5,
            "supported_features": int(features),
        }

    def read(self, endpoint: Endpoint) -> Reading:
        """Return what it does now."""
        told = endpoint.number_of(THERMOSTAT, _MODE)
        mode = None if told is None else _MODES.get(int(told))
        heat_to, cool_to = (_degrees(endpoint, one) for one in (_HEAT_TO, _COOL_TO))
        is_range = mode == "heat_cool" and self._has_range
        one = self._setpoint(mode)
        attributes: dict[str, JsonValue] = {
            "current_temperature": _degrees(endpoint, _LOCAL),
            "temperature": None if is_range or one is None else _degrees(endpoint, one),
            "hvac_action": _doing(endpoint, mode),
        }
        if self._has_range:
            attributes["target_temp_low"] = heat_to if is_range else None
            attributes["target_temp_high"] = cool_to if is_range else None
        return Reading(mode, attributes)

    def write(self, action: Action, endpoint: Endpoint) -> Request | None:
        """Return the mode to set and then the setpoints, which depend on it."""
        arguments = action.arguments
        told = endpoint.number_of(THERMOSTAT, _MODE)
        mode = self._wanted_mode(action)
        meant = mode or (None if told is None else _MODES.get(int(told)))
        wanted: dict[int, float] = {}
        if (low := number_of(arguments.get("target_temp_low"))) is not None:
            wanted[_HEAT_TO] = low
        if (high := number_of(arguments.get("target_temp_high"))) is not None:
            wanted[_COOL_TO] = high
        setpoint = self._setpoint(meant)
        if (at := number_of(arguments.get("temperature"))) is not None and setpoint is not None:
            wanted[setpoint] = at
        steps = [_set(one, round(degrees * _CENTI)) for one, degrees in wanted.items()]
        if mode is not None:
            steps.insert(0, _set(_MODE, _MODE_NUMBERS[mode]))
        if not steps:
            return None

        def holds(seen: StateReport) -> bool:
            names = ("temperature", "target_temp_low", "target_temp_high")
            asked = {name: number_of(arguments.get(name)) for name in names}
            return (mode is None or seen.value == mode) and all(
                one is None or number_of(seen.attributes.get(name)) == one
                for name, one in asked.items()
            )

        return Request(tuple(steps), holds)

    def _wanted_mode(self, action: Action) -> str | None:
        if action.name == "turn_off":
            return "off"
        if action.name == "turn_on":
            order = ("heat_cool", "heat", "cool")
            return next((one for one in order if one in self._modes), None)
        chosen = action.arguments.get("hvac_mode")
        return chosen if isinstance(chosen, str) and chosen in _MODE_NUMBERS else None

    def _setpoint(self, mode: str | None) -> int | None:
        preferred = _COOL_TO if mode in ("cool", "dry") else _HEAT_TO
        if preferred in self._setpoints:
            return preferred
        return self._setpoints[0] if self._setpoints else None


def _limit(endpoint: Endpoint, setpoint: int, end: int, otherwise: float) -> float:
    found = (_degrees(endpoint, one) for one in _LIMITS[setpoint][end])
    return next((one for one in found if one is not None), otherwise)


def _degrees(endpoint: Endpoint, attribute: int) -> float | None:
    value = endpoint.number_of(THERMOSTAT, attribute)
    return None if value is None else value / _CENTI


def _doing(endpoint: Endpoint, mode: str | None) -> str | None:
    if mode == "off":
        return "off"
    if endpoint.has(THERMOSTAT, _RUNNING):
        running = endpoint.bits(THERMOSTAT, _RUNNING)
        words = ((_RUNNING_HEAT, "heating"), (_RUNNING_COOL, "cooling"), (_RUNNING_FAN, "fan"))
        return next((word for bits, word in words if running & bits), "idle")
    running_mode = endpoint.number_of(THERMOSTAT, _RUNNING_MODE)
    if running_mode is None:
        return None
    return {0: "idle", 3: "cooling", 4: "heating"}.get(int(running_mode))


def _set(attribute: int, value: int) -> Setting:
    return Setting(cluster=THERMOSTAT, attribute=attribute, value=value)
