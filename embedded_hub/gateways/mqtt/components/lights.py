"""What lights share, and those that say and are told everything in JSON. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.lights import (
    COLOR_MODES,
    LightNow,
    LightSpec,
    from_255,
    passing,
    to_255,
)
from embedded_hub.gateways.mqtt.component import Base, Command, as_number, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

_MIREDS = 1_000_000
_PARTS = {
    "rgb": ("r", "g", "b"),
    "rgbw": ("r", "g", "b", "w"),
    "rgbww": ("r", "g", "b", "c", "w"),
    "xy": ("x", "y"),
    "hs": ("h", "s"),
}
_COLDEST_MIREDS, _WARMEST_MIREDS = 153, 500


class Light(Base):
    """What lights of all forms share."""

    domain = "light"

    def __init__(self, config: Config, modes: tuple[str, ...], effects: Sequence[str]) -> None:
        super().__init__(config)
        self._scale = as_number(str(config.get("brightness_scale") or 255)) or 255
        self._is_kelvin = config.get("color_temp_kelvin") is True
        coldest = as_number(str(config.get("min_mireds") or _COLDEST_MIREDS)) or _COLDEST_MIREDS
        warmest = as_number(str(config.get("max_mireds") or _WARMEST_MIREDS)) or _WARMEST_MIREDS
        has_white = "color_temp" in modes
        warmest_k = as_number(str(config.get("min_kelvin"))) or _MIREDS / warmest
        coldest_k = as_number(str(config.get("max_kelvin"))) or _MIREDS / coldest
        self.spec = LightSpec(
            modes=modes,
            warmest_k=round(warmest_k) if has_white else None,
            coldest_k=round(coldest_k) if has_white else None,
            effects=tuple(effects),
            has_transition=config.get("schema") == "json",
        )
        self._is_on: bool | None = None
        self._level: float | None = None
        self._mode: str | None = None
        self._color: tuple[float, ...] = ()
        self._white: float | None = None
        self._effect: str | None = None

    def lasting(self) -> JsonObject:
        """Return what it can show."""
        return {**super().lasting(), **self.spec.lasting()}

    def read(self) -> Reading:
        """Return what it shows."""
        if self._is_on is None:
            return Reading(None)
        kelvin = None
        if self._white:
            kelvin = round(self._white if self._is_kelvin else _MIREDS / self._white)
        level = None if self._level is None else max(1, to_255(self._level, self._scale))
        now = LightNow(
            is_on=self._is_on,
            brightness=level,
            color_mode=self._mode if self._mode in self.spec.modes else self.spec.modes[0],
            color=self._color,
            kelvin=kelvin,
            effect=self._effect,
        )
        return Reading(on_off(self._is_on), passing(self.spec, now))

    def _holds(self, seen: StateReport, action: Action, level: int | None) -> bool:
        is_on = action.name == "turn_on"
        if seen.value != on_off(is_on):
            return False
        told, white = seen.attributes.get("brightness"), seen.attributes.get("color_temp_kelvin")
        shown, wanted = number_of(told), number_of(action.arguments.get("color_temp_kelvin"))
        if level is not None and shown is not None:
            return abs(from_255(shown, self._scale) - level) <= 1
        kelvin = number_of(white)
        # Mireds are whole numbers: at 6500 K one of them is 42 K.
        return wanted is None or kelvin is None or abs(kelvin - wanted) <= wanted / 100

    def _wanted_level(self, action: Action) -> int | None:
        brightness = number_of(action.arguments.get("brightness"))
        if brightness is None or action.name != "turn_on":
            return None
        return from_255(brightness, self._scale)

    def _wanted_white(self, action: Action) -> int | None:
        kelvin = number_of(action.arguments.get("color_temp_kelvin"))
        if kelvin is None:
            return None
        return round(kelvin if self._is_kelvin else _MIREDS / kelvin)


class JsonLight(Light):
    """A light that says and is told everything in one JSON object."""

    def __init__(self, config: Config) -> None:
        modes = tuple(mode for mode in texts(config.get("supported_color_modes")) if mode)
        if not modes:
            modes = _legacy_modes(config)
        effects = texts(config.get("effect_list")) if config.get("effect") else ()
        super().__init__(config, modes, effects)
        self.listen("state_topic", "-", self._take)

    def write(self, action: Action) -> Command:
        """Return the one message."""
        is_on = action.name == "turn_on"
        message: dict[str, Any] = {"state": "ON" if is_on else "OFF"}
        level = self._wanted_level(action)
        if level is not None:
            message["brightness"] = level
        if (white := self._wanted_white(action)) is not None:
            message["color_temp"] = white
        for mode, names in _PARTS.items():
            color = action.arguments.get(f"{mode}_color")
            if isinstance(color, list | tuple):
                message["color"] = dict(zip(names, color, strict=False))
        if (effect := action.arguments.get("effect")) is not None:
            message["effect"] = effect
        if (seconds := number_of(action.arguments.get("transition"))) is not None:
            message["transition"] = seconds
        payload = msgspec.json.encode(message).decode()
        holds = None
        if self.has("state_topic"):
            holds = lambda seen: self._holds(seen, action, level)  # noqa: E731 - of this action
        else:
            self._apply(message)
        return Command(self.send("command_topic", payload), holds)

    def _take(self, payload: str) -> None:
        try:
            told = msgspec.json.decode(payload)
        except (msgspec.DecodeError, RecursionError):
            return
        if isinstance(told, dict):
            self._apply(told)

    def _apply(self, told: Mapping[str, Any]) -> None:
        state = told.get("state")
        if state in ("ON", "OFF"):
            self._is_on = state == "ON"
        elif "state" in told and state is None:
            self._is_on = None
        self._level = _number(told.get("brightness"), self._level)
        self._white = _number(told.get("color_temp"), self._white)
        if isinstance(effect := told.get("effect"), str):
            self._effect = effect
        mode = told.get("color_mode")
        color = told.get("color")
        self._mode = mode if isinstance(mode, str) else self._mode
        if isinstance(color, Mapping):
            self._take_color(color, mode)
        elif mode is None and "color_temp" in told and "color_temp" in self.spec.modes:
            self._mode = "color_temp"

    def _take_color(self, color: Mapping[str, Any], mode: Any) -> None:
        for name in (mode, *(one for one in self.spec.modes if one in COLOR_MODES)):
            parts = [color.get(part) for part in _PARTS.get(str(name), ())]
            if parts and all(isinstance(part, int | float) for part in parts):
                self._color = tuple(float(part) for part in parts if part is not None)
                self._mode = str(name)
                return


def _legacy_modes(config: Config) -> tuple[str, ...]:
    modes = [mode for mode in ("rgb", "hs", "xy") if config.get(mode)][:1]
    modes += ["color_temp"] if config.get("color_temp") else []
    return tuple(modes) or (("brightness",) if config.get("brightness") else ("onoff",))


def _number(value: Any, known: float | None) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    return known
