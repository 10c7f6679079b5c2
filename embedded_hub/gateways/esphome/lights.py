"""Lights of ESPHome in the words of a home, and back.

Levels are parts of 1, colours are given at full brightness with how bright the colour is beside
them, and whites in mired or as a cold and a warm channel. What a light can show is a sum of bits,
one mode each; a mode of ours is made of those bits.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from aioesphomeapi import APIVersion, LightColorCapability, LightInfo, LightState

from embedded_hub.gateways.esphome.facet import Command, Facet, finite
from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.lights import LightNow, LightSpec, passing
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import round_half_up
from embedded_hub.model.capability.light import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_FULL = 255
_MIREDS = 1_000_000
_FLASH_S = {"short": 2.0, "long": 10.0}
_RGB, _WHITE = LightColorCapability.RGB, LightColorCapability.WHITE
_KELVIN, _WHITES = LightColorCapability.COLOR_TEMPERATURE, LightColorCapability.COLD_WARM_WHITE
_BRIGHTNESS = LightColorCapability.BRIGHTNESS
_BEST_FIRST = ("rgbww", "rgbw", "rgb", "color_temp", "white", "brightness", "onoff")
_NO_COLOR = (0.0, 0.0, 0.0)
_NEAR_PARTS, _NEAR_MIREDS = 3, 3
"""Devices count in single precision, and some in steps of their own."""
_MODES_SINCE = APIVersion(1, 6)
"""Before it a light told flags and knew no modes."""


class Range(msgspec.Struct, frozen=True):
    """The whites of a light, in mired."""

    coldest: float
    warmest: float

    def kelvin(self, cold: float, warm: float) -> int:
        """Return the white two channels make."""
        share = warm / (cold + warm)
        return round(_MIREDS / (self.coldest + share * (self.warmest - self.coldest)))

    def whites(self, mireds: float, level: float) -> tuple[float, float]:
        """Return how bright the two channels are for a white, the brighter one at ``level``."""
        span = self.warmest - self.coldest
        warm = min(max((mireds - self.coldest) / span, 0), 1) if span > 0 else 0
        top = max(warm, 1 - warm)
        return level * (1 - warm) / top, level * warm / top


class Light(Facet[LightInfo, LightState]):
    """A light."""

    domain = kind = "light"

    def __init__(self, info: LightInfo, api: APIVersion) -> None:
        super().__init__(info, api)
        self._native = [
            LightColorCapability(int(mode)) for mode in info.supported_color_modes_compat(api)
        ]
        has_range = 0 < info.min_mireds < info.max_mireds
        self._range = Range(info.min_mireds, info.max_mireds) if has_range else None
        modes = {mode for native in self._native for mode in self._modes_of(native)}
        is_dimmable = any(native & _BRIGHTNESS for native in self._native)
        self._spec = LightSpec(
            modes=_without_lesser(modes),
            warmest_k=round(_MIREDS / info.max_mireds) if has_range else None,
            coldest_k=round(_MIREDS / info.min_mireds) if has_range else None,
            effects=tuple(info.effects),
            has_transition=is_dimmable,
        )

    def lasting(self) -> JsonObject:
        """Return what it can show; every light can flash."""
        attributes = self._spec.lasting()
        features = number_of(attributes.get("supported_features")) or 0
        return {**attributes, "supported_features": int(features) | int(Feature.FLASH)}

    def read(self, now: LightState) -> Reading:
        """Return what it shows."""
        native = self._native_now(now)
        mode, color, kelvin = self._shown(now, native)
        shown = LightNow(
            is_on=now.state,
            brightness=max(1, _byte(now.brightness)),
            color_mode=mode,
            color=color,
            kelvin=kelvin,
            effect=now.effect or None,
        )
        return Reading(on_off(now.state), passing(self._spec, shown))

    def write(self, action: Action) -> Command | None:
        """Turn it on or off, with whatever else is asked for."""
        arguments, info = action.arguments, self.info
        is_on = action.name == "turn_on"
        look = self._look(arguments) if is_on else {}
        flash = arguments.get("flash")
        command: dict[str, Any] = {
            "state": is_on,
            **look,
            "transition_length": number_of(arguments.get("transition")),
            "flash_length": _FLASH_S.get(flash) if isinstance(flash, str) else None,
        }
        if self.api < _MODES_SINCE:
            command.pop("color_mode", None)
            command.pop("color_brightness", None)
        return Command(
            send=lambda client: client.light_command(
                key=info.key, device_id=info.device_id, **command
            ),
            holds=lambda seen: _is_as_asked(seen, arguments, is_on=is_on),
        )

    # --- what it shows ------------------------------------------------------------------------

    def _native_now(self, now: LightState) -> LightColorCapability:
        if self.api >= _MODES_SINCE and int(now.color_mode):
            return LightColorCapability(int(now.color_mode))
        return self._native[0] if self._native else LightColorCapability.ON_OFF

    def _shown(
        self, now: LightState, native: LightColorCapability
    ) -> tuple[str, Sequence[float], int | None]:
        """Return mode, colour in its words, and white."""
        is_plain = self.api < _MODES_SINCE
        bright = 1.0 if is_plain else now.color_brightness
        rgb = [_byte(part * bright) for part in (now.red, now.green, now.blue)]
        cold, warm = self._channels(now, native)
        has_color, has_white = any(rgb), max(cold, warm) > 0
        modes = self._modes_of(native)
        is_white = modes[0] == "color_temp" or (has_white and not has_color)
        if "color_temp" in modes and is_white:
            return "color_temp", (), self._white(now, native, cold, warm)
        if "rgbww" in modes:
            return "rgbww", (*rgb, _byte(cold), _byte(warm)), None
        if "rgbw" in modes:
            return "rgbw", (*rgb, _byte(now.white)), None
        mode = next((one for one in modes if one in self._spec.modes), self._spec.modes[0])
        return mode, rgb if mode == "rgb" else (), None

    def _channels(self, now: LightState, native: LightColorCapability) -> tuple[float, float]:
        if native & _WHITES:
            return now.cold_white, now.warm_white
        if native & _KELVIN and native & _RGB and self._range is not None:
            return self._range.whites(now.color_temperature, now.white)
        return (1.0, 0.0) if native & _KELVIN else (0.0, 0.0)

    def _white(
        self, now: LightState, native: LightColorCapability, cold: float, warm: float
    ) -> int | None:
        if now.color_temperature > 0:
            return round(_MIREDS / now.color_temperature)
        # Two channels that were set one by one.
        if native & _WHITES and self._range is not None and cold + warm > 0:
            return self._range.kelvin(cold, warm)
        return None

    # --- what is asked ------------------------------------------------------------------------

    def _look(self, arguments: JsonObject) -> dict[str, Any]:
        look: dict[str, Any] = {}
        if (brightness := number_of(arguments.get("brightness"))) is not None:
            look["brightness"] = brightness / _FULL
        if isinstance(effect := arguments.get("effect"), str):
            look["effect"] = effect
        for name in ("rgb_color", "rgbw_color", "rgbww_color"):
            if isinstance(color := arguments.get(name), list | tuple):
                look |= self._colored(name, [number_of(part) or 0 for part in color])
        if (kelvin := number_of(arguments.get("color_temp_kelvin"))) is not None and kelvin > 0:
            look |= self._whitened(kelvin)
        if (white := number_of(arguments.get("white"))) is not None:
            look |= {"brightness": white / _FULL, "white": 1.0, **self._mode(_WHITE)}
        return look

    def _colored(self, name: str, color: Sequence[float]) -> dict[str, Any]:
        parts = [part / _FULL for part in color]
        top = max(parts[:3], default=0.0)
        rgb = tuple(part / top for part in parts[:3]) if top > 0 else _NO_COLOR
        look: dict[str, Any] = {"rgb": rgb, "color_brightness": top}
        if name == "rgbw_color":
            return {**look, "white": parts[3], **self._mode(_RGB | _WHITE)}
        if name == "rgbww_color":
            return {**look, **self._two_whites(parts[3], parts[4])}
        return {**look, **self._mode(_RGB)}

    def _two_whites(self, cold: float, warm: float) -> dict[str, Any]:
        level = max(cold, warm)
        look: dict[str, Any] = {}
        if level > 0 and self._range is not None:
            look["color_temperature"] = _MIREDS / self._range.kelvin(cold, warm)
        if mode := self._mode(_RGB | _WHITES):
            return {**look, "cold_white": cold, "warm_white": warm, **mode}
        return {**look, "white": level, **self._mode(_RGB | _KELVIN)}

    def _whitened(self, kelvin: float) -> dict[str, Any]:
        """Ask for a white; a light of two channels mixes it as its own gamma wants it."""
        mode = self._mode(_KELVIN) or self._mode(_WHITES)
        native = LightColorCapability(mode.get("color_mode", _KELVIN))
        look: dict[str, Any] = {"color_temperature": _MIREDS / kelvin, **mode}
        if native & _RGB:
            look |= {"rgb": _NO_COLOR, "color_brightness": 0.0}
        if native & _WHITE:
            look["white"] = 1.0
        return look

    def _mode(self, wanted: LightColorCapability) -> dict[str, int]:
        """Return the mode with these bits: the one there is, else the one with fewest others."""
        fitting = [native for native in self._native if native & wanted == wanted]
        if self.now is not None and (now := self._native_now(self.now)) in fitting:
            return {"color_mode": int(now)}
        best = min(fitting, key=lambda native: native.value.bit_count(), default=None)
        return {} if best is None else {"color_mode": int(best)}

    def _modes_of(self, native: LightColorCapability) -> tuple[str, ...]:
        """Return our modes of one of theirs, best for a colour first."""
        if native & _RGB:
            if native & _WHITES or (native & _KELVIN and native & _WHITE):
                return ("rgbww", "color_temp") if self._range is not None else ("rgbww",)
            if native & _KELVIN:
                return ("rgb", "color_temp")
            return ("rgbw",) if native & _WHITE else ("rgb",)
        if native & (_KELVIN | _WHITES):
            return ("color_temp",)
        if native & _WHITE:
            return ("white",)
        return ("brightness",) if native & _BRIGHTNESS else ("onoff",)


def _without_lesser(modes: set[str]) -> tuple[str, ...]:
    """Leave out what every light of a better mode can do, and white where nothing is coloured."""
    colored = modes & {"rgbww", "rgbw", "rgb", "color_temp"}
    if colored:
        return tuple(mode for mode in _BEST_FIRST if mode in colored or (mode in modes & {"white"}))
    return ("brightness",) if modes & {"white", "brightness"} else ("onoff",)


def _byte(part: float) -> int:
    return min(max(round_half_up(finite(part) * _FULL), 0), _FULL)


def _is_as_asked(seen: StateReport, arguments: Mapping[str, JsonValue], *, is_on: bool) -> bool:
    if seen.value != on_off(is_on):
        return False
    if not is_on:
        return True
    brightness = number_of(arguments.get("brightness"))
    at = number_of(seen.attributes.get("brightness"))
    if brightness is not None and at is not None and abs(at - brightness) > 1:
        return False
    effect = arguments.get("effect")
    if effect is not None and seen.attributes.get("effect") != effect:
        return False
    return _has_color(seen, arguments)


def _has_color(seen: StateReport, arguments: Mapping[str, JsonValue]) -> bool:
    for name in ("rgb_color", "rgbw_color", "rgbww_color"):
        if name in arguments and not _is_near(seen.attributes.get(name), arguments[name]):
            return False
    wanted = number_of(arguments.get("color_temp_kelvin"))
    at = number_of(seen.attributes.get("color_temp_kelvin"))
    if wanted is None:
        return True
    return at is not None and abs(_MIREDS / at - _MIREDS / wanted) <= _NEAR_MIREDS


def _is_near(seen: JsonValue, wanted: JsonValue) -> bool:
    if not isinstance(seen, list | tuple) or not isinstance(wanted, list | tuple):
        return False
    pairs = zip(map(number_of, seen), map(number_of, wanted), strict=False)
    return len(seen) == len(wanted) and all(
        abs((at or 0) - (part or 0)) <= _NEAR_PARTS for at, part in pairs
    )
