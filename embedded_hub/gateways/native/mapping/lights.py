"""Lights: level in per cent, colour in the one form the lamp speaks.

The type of the ``color`` cap (``rgb hs xy rgbw rgbww``) says which form that is. Of ``color`` and
``color_temp`` the lamp holds the one it does not use at ``None``. Actions arrive with at most one
brightness and one colour, already in a form this lamp has (:mod:`embedded_hub.model.capability`).
"""

from collections.abc import Sequence

from embedded_hub.gateways.native.mapping.table import (
    Facet,
    Kind,
    Order,
    Values,
    checked,
    number,
    on_off,
)
from embedded_hub.model.capability import color as colors
from embedded_hub.model.capability.attributes import round_half_up
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import EntitySpec

_EFFECT, _TRANSITION = 4, 32
_COLOR_SIZES = {"rgb": 3, "hs": 2, "xy": 2, "rgbw": 4, "rgbww": 5}
_WARMEST_K, _COLDEST_K = 2000, 6500
_LOWEST_K, _HIGHEST_K = 500, 100_000
"""No light is outside; 1,000,000 / K must stay a mired."""


def level_to_brightness(level: float) -> int:
    """Return 0-255 for 0-100 %; a lamp that is on at all never shows as 0."""
    return max(1, round_half_up(level * 255 / 100)) if level > 0 else 0


def brightness_to_level(brightness: float) -> int:
    """Return 0-100 % for 0-255, the inverse of :func:`level_to_brightness` on whole per cents."""
    return max(1, round_half_up(brightness * 100 / 255)) if brightness > 0 else 0


def _color_mode(spec: EntitySpec) -> str | None:
    cap = spec.caps.get("color")
    if cap is None:
        return None
    return cap.type if cap.type in _COLOR_SIZES else "rgb"


def _modes(spec: EntitySpec) -> list[str]:
    color = _color_mode(spec)
    modes = [color] if color else []
    if "color_temp" in spec.caps:
        modes.append("color_temp")
    return modes or ["brightness" if "level" in spec.caps else "onoff"]


def _lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    features = _EFFECT if "effect" in spec.caps else 0
    if "transition" in spec.does:
        features |= _TRANSITION
    attributes: dict[str, JsonValue] = {
        "supported_color_modes": list(_modes(spec)),
        "supported_features": features,
    }
    if (cap := spec.caps.get("color_temp")) is not None:
        warmest, coldest = _kelvin(cap.min) or _WARMEST_K, _kelvin(cap.max) or _COLDEST_K
        attributes["min_color_temp_kelvin"] = round(warmest)
        attributes["max_color_temp_kelvin"] = round(coldest)
        attributes["min_mireds"] = round(1_000_000 / coldest)
        attributes["max_mireds"] = round(1_000_000 / warmest)
    return attributes


def _passing(spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    modes = _modes(spec)
    # Home Assistant's clients expect an off light's attributes to be there, as null.
    seen = values if values.get("on") is True else {}
    kelvin, color = _kelvin(number(seen, "color_temp")), _color(spec, seen)
    attributes: dict[str, JsonValue] = {"color_mode": None}
    if seen:
        white = "color_temp" if "color_temp" in modes else modes[-1]
        attributes["color_mode"] = modes[0] if color else white
    if modes != ["onoff"]:
        level = number(seen, "level")
        shown = None if level is None else level_to_brightness(min(max(level, 0), 100))
        attributes["brightness"] = shown
    if "color" in spec.caps:
        attributes |= _color_attributes(modes[0], color)
    if "color_temp" in spec.caps:
        is_white = kelvin and not color
        attributes["color_temp_kelvin"] = kelvin if is_white else None
        attributes["color_temp"] = round(1_000_000 / kelvin) if kelvin and is_white else None
    return attributes


def _kelvin(value: float | None) -> float | None:
    return value if value is not None and _LOWEST_K <= value <= _HIGHEST_K else None


def _color(spec: EntitySpec, values: Values) -> Sequence[float] | None:
    value, mode = values.get("color"), _color_mode(spec)
    if mode is None or not isinstance(value, list | tuple):
        return None
    most = {"hs": 360, "xy": 1}.get(mode, 255)
    parts = [min(max(part, 0), most) for part in value if isinstance(part, int | float)]
    return parts if len(parts) == len(value) == _COLOR_SIZES[mode] else None


def _color_attributes(mode: str, color: Sequence[float] | None) -> dict[str, JsonValue]:
    names = ("rgb_color", "hs_color", "xy_color", f"{mode}_color")
    attributes: dict[str, JsonValue] = dict.fromkeys(names)
    if color is not None:
        rgb = _to_rgb(mode, color)
        attributes["rgb_color"] = list(rgb)
        attributes["hs_color"] = list(colors.rgb_to_hs(*rgb))
        attributes["xy_color"] = list(colors.rgb_to_xy(*rgb))
        attributes[f"{mode}_color"] = list(color)
    return attributes


def _to_rgb(mode: str, color: Sequence[float]) -> colors.Rgb:
    if mode == "hs":
        return colors.hs_to_rgb(color[0] % 360, min(color[1], 100))
    if mode == "xy":
        return colors.xy_to_rgb(color[0], color[1])
    # White channels lift every part towards white, as a person sees it.
    white = max(color[3:], default=0) / 255
    red, green, blue = (round(part + white * (255 - part)) for part in color[:3])
    return red, green, blue


def _turn_on(spec: EntitySpec, _values: Values, arguments: JsonObject) -> Order:
    args: dict[str, JsonValue] = {"on": True}
    if (brightness := number(arguments, "brightness")) is not None:
        args["level"] = brightness_to_level(brightness)
    if (kelvin := number(arguments, "color_temp_kelvin")) is not None:
        args["color_temp"] = round(kelvin)
    color = arguments.get(f"{_color_mode(spec)}_color")
    if color is not None:
        args["color"] = color
    if (effect := arguments.get("effect")) is not None:
        args["effect"] = effect
    return _in_time(spec, checked(spec, Order(do="set", args=args)), arguments)


def _turn_off(spec: EntitySpec, _values: Values, arguments: JsonObject) -> Order:
    return _in_time(spec, checked(spec, Order(do="set", args={"on": False})), arguments)


def _in_time(spec: EntitySpec, wanted: Order, arguments: JsonObject) -> Order:
    seconds = arguments.get("transition")
    if seconds is None or "transition" not in spec.does:
        return wanted
    return Order(do=wanted.do, args={**wanted.args, "transition": seconds})


LIGHT = Kind(
    domain="light",
    value=on_off("on"),
    facets=(Facet(cap="effect", attribute="effect", options="effect_list"),),
    verbs={"turn_on": _turn_on, "turn_off": _turn_off},
    lasting=_lasting,
    passing=_passing,
)
