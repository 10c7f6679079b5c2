"""Lamps of Z-Wave: a level in percent, and parts of colours of 0 to 255. Pure."""

from collections.abc import Mapping

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
from embedded_hub.gateways.zwave_js.facet import Values, Write, level_of, percent_of, used
from embedded_hub.gateways.zwave_js.wire import Value
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

COLOR_SWITCH = 51
_BEFORE = 255
_RGB = ("red", "green", "blue")
_WARM, _COLD = "warmWhite", "coldWhite"
_MIREDS = 1_000_000
_COLDEST_MIREDS, _WARMEST_MIREDS = 153.0, 370.0
"""What two whites are taken for, since no lamp says."""


class Lamp:
    """A level, and the colours that go with it.

    Args:
        now: The level it is at.
        target: The level it is told.
        values: What else its endpoint has.
    """

    def __init__(self, now: Value, target: Value, values: Values) -> None:
        self._now, self._target = now, target
        self._color = values.find(COLOR_SWITCH, "currentColor")
        self._target_color = values.find(COLOR_SWITCH, "targetColor")
        self._parts = _parts(self._color) if self._target_color is not None else frozenset[str]()
        self._white = next((one for one in (_WARM, _COLD) if one in self._parts), None)
        self.spec = LightSpec(
            modes=self._modes() or ("brightness",),
            warmest_k=round(_MIREDS / _WARMEST_MIREDS) if self._has_two_whites else None,
            coldest_k=round(_MIREDS / _COLDEST_MIREDS) if self._has_two_whites else None,
            has_transition=True,
        )
        self.uses = used(now, target, self._color, self._target_color)

    @property
    def _has_two_whites(self) -> bool:
        return {_WARM, _COLD} <= self._parts

    def _modes(self) -> tuple[str, ...]:
        has_rgb = set(_RGB) <= self._parts
        if self._has_two_whites:
            return ("rgb", "color_temp") if has_rgb else ("color_temp",)
        if has_rgb:
            return ("rgbw",) if self._white else ("rgb",)
        return ()

    def read(self, values: Values) -> Reading:
        """Return what it shows."""
        level = values.number(self._now.id)
        if level is None:
            return Reading(None)
        told = values.now(self._color.id) if self._color is not None else None
        color = told if isinstance(told, Mapping) else {}
        whites = [number_of(color.get(part)) or 0.0 for part in (_WARM, _COLD)]
        is_white = self._has_two_whites and (sum(whites) > 0 or self.spec.modes[0] != "rgb")
        now = LightNow(
            is_on=level > 0,
            brightness=max(1, to_255(percent_of(level), 100)),
            color_mode="color_temp" if is_white else self.spec.modes[0],
            color=self._shown(color),
            kelvin=_kelvin(*whites) if is_white else None,
        )
        return Reading(on_off(level > 0), passing(self.spec, now))

    def write(self, action: Action, values: Values) -> Write:
        """Return the value to set: its colour alone while it is on and nothing else is asked."""
        arguments = action.arguments
        brightness = number_of(arguments.get("brightness"))
        is_on = action.name == "turn_on"
        colored = self._colored(arguments) if is_on else None
        is_lit = (values.number(self._now.id) or 0) > 0
        if colored is not None and is_lit and brightness is None:
            return colored
        level = 0
        if is_on:
            level = _BEFORE if brightness is None else level_of(from_255(brightness, 100))
        return Write(
            id=self._target.id,
            value=level,
            options=_lasting(arguments),
            holds=lambda seen: _shows(seen, level),
            first=colored,
        )

    def _colored(self, arguments: JsonObject) -> Write | None:
        if self._target_color is None:
            return None
        parts: dict[str, JsonValue] = {}
        names = (*_RGB, self._white or _WARM)
        for argument in ("rgb_color", "rgbw_color"):
            if isinstance(color := arguments.get(argument), list | tuple):
                parts = dict.fromkeys(self._parts & {_WARM, _COLD}, 0)
                parts |= dict(zip(names, color, strict=False))
        kelvin = number_of(arguments.get("color_temp_kelvin"))
        if kelvin and self._has_two_whites:
            parts = dict.fromkeys(self._parts & set(_RGB), 0)
            parts |= _whites(_MIREDS / kelvin)
        if not parts:
            return None
        return Write(id=self._target_color.id, value=parts, options=_lasting(arguments))

    def _shown(self, color: Mapping[str, object]) -> tuple[float, ...]:
        names = (*_RGB, self._white) if self.spec.modes[0] == "rgbw" else _RGB
        parts = [color.get(str(name), 0) for name in names]
        return tuple(float(one) if isinstance(one, int | float) else 0.0 for one in parts)


def _parts(color: Value | None) -> frozenset[str]:
    now = color.value if color is not None else None
    return frozenset(map(str, now)) if isinstance(now, Mapping) else frozenset()


def _kelvin(warm: float, cold: float) -> int | None:
    if warm + cold <= 0:
        return None
    mireds = _WARMEST_MIREDS - cold / (warm + cold) * (_WARMEST_MIREDS - _COLDEST_MIREDS)
    return round(_MIREDS / mireds)


def _whites(mireds: float) -> dict[str, JsonValue]:
    share = (_WARMEST_MIREDS - mireds) / (_WARMEST_MIREDS - _COLDEST_MIREDS)
    cold = round(min(max(share, 0), 1) * 255)
    return {_WARM: 255 - cold, _COLD: cold}


def _shows(seen: StateReport, level: int) -> bool:
    if level in (0, _BEFORE):
        return seen.value == on_off(level > 0)
    brightness = number_of(seen.attributes.get("brightness"))
    return brightness is not None and abs(level_of(from_255(brightness, 100)) - level) <= 1


def _lasting(arguments: JsonObject) -> JsonObject:
    seconds = number_of(arguments.get("transition"))
    return {} if seconds is None else {"transitionDuration": f"{round(seconds)}s"}
