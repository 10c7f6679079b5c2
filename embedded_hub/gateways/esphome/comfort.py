"""Thermostats, boilers and fans. Temperatures of a home are in degrees Celsius."""

import math

from aioesphomeapi import (
    APIVersion,
    ClimateAction,
    ClimateFanMode,
    ClimateFeature,
    ClimateInfo,
    ClimateMode,
    ClimatePreset,
    ClimateState,
    ClimateSwingMode,
    FanDirection,
    FanInfo,
    FanSpeed,
    FanState,
    TemperatureUnit,
    WaterHeaterFeature,
    WaterHeaterInfo,
    WaterHeaterMode,
    WaterHeaterState,
    WaterHeaterStateFlag,
)

from embedded_hub.gateways.esphome.facet import Command, Facet, finite
from embedded_hub.gateways.facet import Holds, Reading, becomes, on_off
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import plain
from embedded_hub.model.capability.climate import Feature
from embedded_hub.model.capability.fan import Feature as FanFeature
from embedded_hub.model.capability.water_heater import Feature as HeaterFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_LEVELS_SINCE = APIVersion(1, 4)
"""Before it a fan had three named speeds."""
_LEGACY_SPEEDS = (FanSpeed.LOW, FanSpeed.MEDIUM, FanSpeed.HIGH)
_ZERO_F, _ZERO_K = 32.0, 273.15
_TWO_POINT_MODES = (ClimateMode.HEAT_COOL, ClimateMode.AUTO)
_TEMPERATURES = (
    ("temperature", "target_temperature"),
    ("target_temp_low", "target_temperature_low"),
    ("target_temp_high", "target_temperature_high"),
)
_CLOSE = 0.06


class Thermostat(Facet[ClimateInfo, ClimateState]):
    """A thermostat, a heat pump, an air conditioner."""

    domain = kind = "climate"

    def __init__(self, info: ClimateInfo, api: APIVersion) -> None:
        super().__init__(info, api)
        self._able = ClimateFeature(info.supported_feature_flags_compat(api))
        self._presets = [preset.name.lower() for preset in info.supported_presets_compat(api)]

    def lasting(self) -> JsonObject:
        """Return its limits and modes."""
        info, unit, features = self.info, self.info.temperature_unit, self._features()
        step = _span(unit, info.visual_target_temperature_step)
        attributes: dict[str, JsonValue] = {
            "hvac_modes": [mode.name.lower() for mode in info.supported_modes],
            "min_temp": _celsius(unit, info.visual_min_temperature),
            "max_temp": _celsius(unit, info.visual_max_temperature),
            "target_temp_step": step or 0.5,
            "supported_features": int(features),
        }
        if features & Feature.FAN_MODE:
            attributes["fan_modes"] = self._fan_modes()
        if features & Feature.PRESET_MODE:
            attributes["preset_modes"] = [*self._presets, *info.supported_custom_presets]
        if features & Feature.SWING_MODE:
            attributes["swing_modes"] = [mode.name.lower() for mode in info.supported_swing_modes]
        if features & Feature.TARGET_HUMIDITY:
            attributes["min_humidity"] = round(finite(info.visual_min_humidity))
            attributes["max_humidity"] = round(finite(info.visual_max_humidity)) or 100
        return attributes

    def read(self, now: ClimateState) -> Reading:
        """Return what it does now."""
        unit, able = self.info.temperature_unit, self._able
        attributes: dict[str, JsonValue] = {}
        has_range = self._holds_range(now.mode)
        for name, field in _TEMPERATURES:
            is_shown = (name == "temperature") is not has_range
            value = getattr(now, field)
            attributes[name] = _celsius(unit, value) if is_shown else None
        if able & ClimateFeature.SUPPORTS_CURRENT_TEMPERATURE:
            attributes["current_temperature"] = _celsius(unit, now.current_temperature)
        if able & ClimateFeature.SUPPORTS_CURRENT_HUMIDITY:
            attributes["current_humidity"] = _whole(now.current_humidity)
        if able & ClimateFeature.SUPPORTS_TARGET_HUMIDITY:
            attributes["humidity"] = _whole(now.target_humidity)
        if able & ClimateFeature.SUPPORTS_ACTION:
            attributes["hvac_action"] = _word(now.action)
        return Reading(_word(now.mode), {**attributes, **self._looks(now)})

    def write(self, action: Action) -> Command | None:
        """Set what is asked for, all in one message."""
        command = self._wanted(action)
        if not command:
            return None
        info = self.info
        return Command(
            send=lambda client: client.climate_command(
                info.key,
                device_id=info.device_id,
                **command,  # type: ignore[arg-type]
            ),
            holds=lambda seen: _follows(seen, action.arguments, command.get("mode")),
        )

    def _features(self) -> Feature:
        info, able, features = self.info, self._able, Feature(0)
        if able & ClimateFeature.REQUIRES_TWO_POINT_TARGET_TEMPERATURE:
            features |= Feature.TARGET_TEMPERATURE_RANGE
        else:
            features |= Feature.TARGET_TEMPERATURE
        if able & ClimateFeature.SUPPORTS_TWO_POINT_TARGET_TEMPERATURE:
            features |= Feature.TARGET_TEMPERATURE_RANGE
        offers = (
            (able & ClimateFeature.SUPPORTS_TARGET_HUMIDITY, Feature.TARGET_HUMIDITY),
            (self._fan_modes(), Feature.FAN_MODE),
            (self._presets or info.supported_custom_presets, Feature.PRESET_MODE),
            (info.supported_swing_modes, Feature.SWING_MODE),
            (ClimateMode.OFF in info.supported_modes, Feature.TURN_OFF | Feature.TURN_ON),
        )
        for offered, feature in offers:
            features |= feature if offered else Feature(0)
        return features

    def _fan_modes(self) -> list[JsonValue]:
        info = self.info
        named: list[JsonValue] = [mode.name.lower() for mode in info.supported_fan_modes]
        return [*named, *info.supported_custom_fan_modes]

    def _holds_range(self, mode: ClimateMode | None) -> bool:
        if self._able & ClimateFeature.REQUIRES_TWO_POINT_TARGET_TEMPERATURE:
            return True
        has_both = self._able & ClimateFeature.SUPPORTS_TWO_POINT_TARGET_TEMPERATURE
        return bool(has_both) and mode in _TWO_POINT_MODES

    def _looks(self, now: ClimateState) -> dict[str, JsonValue]:
        looks: dict[str, JsonValue] = {}
        if self._fan_modes():
            looks["fan_mode"] = now.custom_fan_mode or _word(now.fan_mode)
        if self._presets or self.info.supported_custom_presets:
            looks["preset_mode"] = now.custom_preset or _word(now.preset_compat(self.api))
        if self.info.supported_swing_modes:
            looks["swing_mode"] = _word(now.swing_mode)
        return looks

    def _wanted(self, action: Action) -> dict[str, object]:
        arguments, unit = action.arguments, self.info.temperature_unit
        command: dict[str, object] = {}
        if (mode := self._wanted_mode(action)) is not None:
            command["mode"] = mode
        for name, field in _TEMPERATURES:
            if (degrees := number_of(arguments.get(name))) is not None:
                command[field] = _native(unit, degrees)
        if (humidity := number_of(arguments.get("humidity"))) is not None:
            command["target_humidity"] = humidity
        return command | self._wanted_looks(arguments)

    def _wanted_mode(self, action: Action) -> ClimateMode | None:
        modes = self.info.supported_modes
        if action.name == "turn_off":
            return ClimateMode.OFF
        if action.name == "turn_on":
            order = (ClimateMode.HEAT_COOL, ClimateMode.HEAT, ClimateMode.COOL, *modes)
            return next((mode for mode in order if mode in modes and mode), None)
        name = str(action.arguments.get("hvac_mode")).upper()
        return ClimateMode.__members__.get(name)

    def _wanted_looks(self, arguments: JsonObject) -> dict[str, object]:
        looks: dict[str, object] = {}
        custom = {
            "fan_mode": (self.info.supported_custom_fan_modes, ClimateFanMode),
            "preset_mode": (self.info.supported_custom_presets, ClimatePreset),
            "swing_mode": ([], ClimateSwingMode),
        }
        for name, (others, named) in custom.items():
            wanted = arguments.get(name)
            field = "preset" if name == "preset_mode" else name
            if not isinstance(wanted, str):
                continue
            if wanted in others:
                looks[f"custom_{field}"] = wanted
            elif wanted.upper() in named.__members__:
                looks[field] = named[wanted.upper()]
        return looks


class WaterHeater(Facet[WaterHeaterInfo, WaterHeaterState]):
    """A boiler."""

    domain = kind = "water_heater"

    def lasting(self) -> JsonObject:
        """Return its limits and modes."""
        info, unit = self.info, self.info.temperature_unit
        able, features = WaterHeaterFeature(info.supported_features), HeaterFeature(0)
        for theirs, ours in (
            (WaterHeaterFeature.SUPPORTS_TARGET_TEMPERATURE, HeaterFeature.TARGET_TEMPERATURE),
            (WaterHeaterFeature.SUPPORTS_OPERATION_MODE, HeaterFeature.OPERATION_MODE),
            (WaterHeaterFeature.SUPPORTS_AWAY_MODE, HeaterFeature.AWAY_MODE),
            (WaterHeaterFeature.SUPPORTS_ON_OFF, HeaterFeature.ON_OFF),
        ):
            features |= ours if able & theirs else HeaterFeature(0)
        return {
            "min_temp": _celsius(unit, info.min_temperature),
            "max_temp": _celsius(unit, info.max_temperature),
            "target_temp_step": _span(unit, info.target_temperature_step) or 1,
            "operation_list": [mode.name.lower() for mode in info.supported_modes],
            "supported_features": int(features),
        }

    def read(self, now: WaterHeaterState) -> Reading:
        """Return the mode it works in."""
        unit, flags = self.info.temperature_unit, WaterHeaterStateFlag(now.state)
        able = WaterHeaterFeature(self.info.supported_features)
        has_range = able & WaterHeaterFeature.SUPPORTS_TWO_POINT_TARGET_TEMPERATURE
        attributes: dict[str, JsonValue] = {
            "temperature": None if has_range else _celsius(unit, now.target_temperature)
        }
        if has_range:
            attributes["target_temp_low"] = _celsius(unit, now.target_temperature_low)
            attributes["target_temp_high"] = _celsius(unit, now.target_temperature_high)
        if able & WaterHeaterFeature.SUPPORTS_CURRENT_TEMPERATURE:
            attributes["current_temperature"] = _celsius(unit, now.current_temperature)
        if able & WaterHeaterFeature.SUPPORTS_AWAY_MODE:
            attributes["away_mode"] = on_off(bool(flags & WaterHeaterStateFlag.AWAY))
        is_off = able & WaterHeaterFeature.SUPPORTS_ON_OFF and not flags & WaterHeaterStateFlag.ON
        return Reading("off" if is_off else _word(now.mode), attributes)

    def write(self, action: Action) -> Command | None:
        """Set what is asked for."""
        arguments, info, unit = action.arguments, self.info, self.info.temperature_unit
        mode = WaterHeaterMode.__members__.get(str(arguments.get("operation_mode")).upper())
        degrees = number_of(arguments.get("temperature"))
        away = arguments.get("away_mode")
        is_on = {"turn_on": True, "turn_off": False}.get(action.name)
        if mode is None and degrees is None and not isinstance(away, bool) and is_on is None:
            return None
        return Command(
            send=lambda client: client.water_heater_command(
                info.key,
                mode=mode,
                target_temperature=None if degrees is None else _native(unit, degrees),
                away=away if isinstance(away, bool) else None,
                on=is_on,
                device_id=info.device_id,
            ),
            holds=_boiler_holds(mode, degrees, away, is_on),
        )


class Fan(Facet[FanInfo, FanState]):
    """A fan."""

    domain = kind = "fan"

    def __init__(self, info: FanInfo, api: APIVersion) -> None:
        super().__init__(info, api)
        self._count = info.supported_speed_count or 100
        if api < _LEVELS_SINCE:
            self._count = len(_LEGACY_SPEEDS)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        info, features = self.info, FanFeature(0)
        attributes: dict[str, JsonValue] = {}
        if info.supports_speed:
            features |= FanFeature.SET_SPEED
            attributes["percentage_step"] = 100 / self._count
        features |= FanFeature.OSCILLATE if info.supports_oscillation else FanFeature(0)
        features |= FanFeature.DIRECTION if info.supports_direction else FanFeature(0)
        if info.supported_preset_modes:
            features |= FanFeature.PRESET_MODE
            attributes["preset_modes"] = list(info.supported_preset_modes)
        return {**attributes, "supported_features": int(features)}

    def read(self, now: FanState) -> Reading:
        """Return what it does now."""
        info, attributes = self.info, dict[str, JsonValue]()
        if info.supports_speed:
            share = round(self._level(now) * 100 / self._count)
            attributes["percentage"] = min(share, 100) if now.state else 0
        if info.supports_oscillation:
            attributes["oscillating"] = now.oscillating
        if info.supports_direction:
            attributes["direction"] = _word(now.direction)
        if info.supported_preset_modes:
            attributes["preset_mode"] = now.preset_mode or None
        return Reading(on_off(now.state), attributes)

    def write(self, action: Action) -> Command | None:
        """Set what is asked for."""
        arguments, info = action.arguments, self.info
        percentage = number_of(arguments.get("percentage"))
        level = None if percentage is None else max(1, math.ceil(percentage * self._count / 100))
        is_old = self.api < _LEVELS_SINCE
        state = {"turn_off": False, "turn_on": True, "set_percentage": True}.get(action.name)
        state = True if action.name == "set_preset_mode" else state
        swings, preset = arguments.get("oscillating"), arguments.get("preset_mode")
        way = FanDirection.__members__.get(str(arguments.get("direction")).upper())
        return Command(
            send=lambda client: client.fan_command(
                info.key,
                state=state,
                speed=_LEGACY_SPEEDS[level - 1] if is_old and level else None,
                speed_level=None if is_old else level,
                oscillating=swings if isinstance(swings, bool) else None,
                direction=way,
                preset_mode=preset if isinstance(preset, str) else None,
                device_id=info.device_id,
            ),
            holds=lambda seen: _blows(seen, state, arguments, 100 / self._count),
        )

    def _level(self, now: FanState) -> int:
        if self.api >= _LEVELS_SINCE:
            return now.speed_level
        return _LEGACY_SPEEDS.index(now.speed) + 1 if now.speed in _LEGACY_SPEEDS else 0


def _blows(seen: StateReport, state: bool | None, arguments: JsonObject, step: float) -> bool:
    if state is not None and seen.value != on_off(state):
        return False
    wanted, at = (
        number_of(arguments.get("percentage")),
        number_of(seen.attributes.get("percentage")),
    )
    if wanted is not None and (at is None or abs(at - wanted) > step):
        return False
    return all(
        seen.attributes.get(name) == arguments[name]
        for name in ("oscillating", "direction", "preset_mode")
        if name in arguments
    )


def _follows(seen: StateReport, arguments: JsonObject, mode: object) -> bool:
    if isinstance(mode, ClimateMode) and seen.value != mode.name.lower():
        return False
    for name in ("temperature", "target_temp_low", "target_temp_high", "humidity"):
        wanted, at = number_of(arguments.get(name)), number_of(seen.attributes.get(name))
        if wanted is not None and (at is None or abs(at - wanted) > _CLOSE):
            return False
    return all(
        seen.attributes.get(name) == arguments[name]
        for name in ("fan_mode", "preset_mode", "swing_mode")
        if name in arguments
    )


def _boiler_holds(
    mode: WaterHeaterMode | None, degrees: float | None, away: JsonValue, is_on: bool | None
) -> Holds:
    def holds(seen: StateReport) -> bool:
        at = number_of(seen.attributes.get("temperature"))
        if degrees is not None and (at is None or abs(at - degrees) > _CLOSE):
            return False
        if isinstance(away, bool) and seen.attributes.get("away_mode") != on_off(away):
            return False
        if is_on is not None and (seen.value != "off") is not is_on:
            return False
        return mode is None or becomes(mode.name.lower())(seen)

    return holds


def _word(
    value: "ClimateMode | ClimateAction | ClimateFanMode | ClimatePreset | ClimateSwingMode"
    " | FanDirection | WaterHeaterMode | None",
) -> str | None:
    return None if value is None else value.name.lower()


def _whole(value: float) -> int | None:
    return round(value) if math.isfinite(value) else None


def _celsius(unit: TemperatureUnit | None, value: float) -> float | None:
    if not math.isfinite(value):
        return None
    if unit is TemperatureUnit.FAHRENHEIT:
        return plain(round((value - _ZERO_F) / 1.8, 2))
    if unit is TemperatureUnit.KELVIN:
        return plain(round(value - _ZERO_K, 2))
    return plain(value)


def _native(unit: TemperatureUnit | None, degrees: float) -> float:
    if unit is TemperatureUnit.FAHRENHEIT:
        return round(degrees * 1.8 + _ZERO_F, 2)
    return round(degrees + _ZERO_K, 2) if unit is TemperatureUnit.KELVIN else degrees


def _span(unit: TemperatureUnit | None, degrees: float) -> float:
    return plain(round(degrees / 1.8, 2) if unit is TemperatureUnit.FAHRENHEIT else degrees)
