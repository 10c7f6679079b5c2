"""Lights in the words of a home, for drivers whose systems have words of their own. Pure."""

from collections.abc import Sequence

import msgspec

from embedded_hub.model.capability import color as colors
from embedded_hub.model.capability.attributes import round_half_up
from embedded_hub.model.values import JsonObject, JsonValue

_EFFECT, _TRANSITION = 4, 32
_MIREDS = 1_000_000
COLOR_MODES = frozenset({"rgb", "rgbw", "rgbww", "hs", "xy"})
"""Modes that show a colour."""


class LightSpec(msgspec.Struct, frozen=True, kw_only=True):
    """What a light can show."""

    modes: tuple[str, ...]
    """Of ``onoff brightness color_temp rgb rgbw hs xy``; the best for a colour first."""
    warmest_k: int | None = None
    coldest_k: int | None = None
    effects: tuple[str, ...] = ()
    has_transition: bool = False

    def lasting(self) -> JsonObject:
        """Return the attributes that hold for its life."""
        features = (_EFFECT if self.effects else 0) | (_TRANSITION if self.has_transition else 0)
        attributes: dict[str, JsonValue] = {
            "supported_color_modes": list(self.modes),
            "supported_features": features,
        }
        if self.effects:
            attributes["effect_list"] = list(self.effects)
        if self.warmest_k and self.coldest_k:
            attributes["min_color_temp_kelvin"] = self.warmest_k
            attributes["max_color_temp_kelvin"] = self.coldest_k
            attributes["min_mireds"] = round(_MIREDS / self.coldest_k)
            attributes["max_mireds"] = round(_MIREDS / self.warmest_k)
        return attributes


class LightNow(msgspec.Struct, frozen=True, kw_only=True):
    """What a light shows; everything but ``is_on`` counts only while it is on."""

    is_on: bool
    brightness: int | None = None
    """1 to 255."""
    color_mode: str | None = None
    color: Sequence[float] = ()
    """In the words of ``color_mode``."""
    kelvin: int | None = None
    effect: str | None = None


def passing(spec: LightSpec, now: LightNow) -> JsonObject:
    """Return the attributes of this moment; those of a light that is off are there, as null."""
    attributes: dict[str, JsonValue] = {"color_mode": now.color_mode if now.is_on else None}
    if spec.modes != ("onoff",):
        attributes["brightness"] = now.brightness if now.is_on else None
    if any(mode in COLOR_MODES for mode in spec.modes):
        attributes |= dict.fromkeys(("rgb_color", "hs_color", "xy_color"))
        if now.is_on and now.color_mode in COLOR_MODES and now.color:
            attributes |= _color_attributes(now.color_mode, now.color)
    if "color_temp" in spec.modes:
        kelvin = now.kelvin if now.is_on and now.color_mode == "color_temp" else None
        attributes["color_temp_kelvin"] = kelvin
        attributes["color_temp"] = round(_MIREDS / kelvin) if kelvin else None
    if spec.effects:
        attributes["effect"] = now.effect if now.is_on else None
    return attributes


def to_255(level: float, most: float) -> int:
    """Return a level of 0 to ``most`` as 0 to 255; what is on at all never shows as 0."""
    return max(1, round_half_up(min(level, most) / most * 255)) if level > 0 else 0


def from_255(brightness: float, most: float) -> int:
    """Return 0 to 255 as a whole level of 0 to ``most``; what is on at all is never 0."""
    return min(round(most), max(1, round_half_up(brightness * most / 255))) if brightness > 0 else 0


def _rgb_of(mode: str, color: Sequence[float]) -> colors.Rgb:
    if mode == "hs":
        return colors.hs_to_rgb(color[0] % 360, min(color[1], 100))
    if mode == "xy":
        return colors.xy_to_rgb(color[0], color[1])
    # White channels lift every part towards white, as a person sees it.
    white = max(color[3:], default=0) / 255
    red, green, blue = (round(part + white * (255 - part)) for part in color[:3])
    return red, green, blue


def _color_attributes(mode: str, color: Sequence[float]) -> dict[str, JsonValue]:
    rgb = _rgb_of(mode, color)
    return {
        "rgb_color": list(rgb),
        "hs_color": list(colors.rgb_to_hs(*rgb)),
        "xy_color": list(colors.rgb_to_xy(*rgb)),
        f"{mode}_color": list(color),
    }
