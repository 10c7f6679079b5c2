"""A light: what it can show, what it shows now, and one way to say what it should show.

Clients name brightness in four ways and colour in eight. A driver gets at most ``brightness``
(1 to 255) and one colour field of a mode the light itself has: ``color_temp_kelvin``,
``rgb_color``, ``rgbw_color``, ``rgbww_color``, ``hs_color``, ``xy_color`` or ``white``.
"""

import math
from collections.abc import Mapping
from enum import IntFlag

from embedded_hub.model.capability import color
from embedded_hub.model.capability.api import DomainSpec, Field, features_of, invalid
from embedded_hub.model.capability.attributes import (
    is_on,
    number,
    numbers,
    round_half_up,
    text,
    texts,
)
from embedded_hub.model.capability.color_names import COLOR_NAMES
from embedded_hub.model.capability.on_off import TURN_OFF, TURN_ON, on_off_actions, toggle
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue


class Feature(IntFlag):
    """Bits of a light's ``supported_features``."""

    EFFECT = 4
    FLASH = 8
    TRANSITION = 32


_COLOR_MODES = ("hs", "xy", "rgb", "rgbw", "rgbww")
_DIMMABLE_MODES = ("brightness", "color_temp", *_COLOR_MODES, "white")
_FULL = 255
_COLDEST_KELVIN = 6535
_WARMEST_KELVIN = 2000
_MODES = "supported_color_modes"
_BRIGHTNESS_FIELDS = ("brightness", "brightness_pct", "brightness_step", "brightness_step_pct")
_COLOR_FIELDS = (
    "rgb_color",
    "hs_color",
    "xy_color",
    "color_name",
    "rgbw_color",
    "rgbww_color",
    "color_temp_kelvin",
    "kelvin",
    "color_temp",
    "white",
)

_TRANSITION = Field(
    type="number",
    minimum=0,
    maximum=6553,  # what the longest time of a Zigbee or DALI command holds
    unit="s",
    feature=Feature.TRANSITION,
    description="How long the change takes.",
)
_FLASH = Field(type="option", options=("short", "long"), feature=Feature.FLASH)
_KELVIN = Field(
    type="integer",
    minimum=_WARMEST_KELVIN,
    maximum=_COLDEST_KELVIN,
    minimum_attribute="min_color_temp_kelvin",
    maximum_attribute="max_color_temp_kelvin",
    unit="K",
    needs_attribute=_MODES,
    needs_any=("color_temp", *_COLOR_MODES),
    description="Colour temperature: low is warm, high is cold.",
)


def _dimming(minimum: float, maximum: float, description: str, unit: str | None = None) -> Field:
    return Field(
        type="number" if unit else "integer",
        minimum=minimum,
        maximum=maximum,
        unit=unit,
        needs_attribute=_MODES,
        needs_any=_DIMMABLE_MODES,
        description=description,
    )


_ON_FIELDS: Mapping[str, Field] = {
    "brightness": _dimming(0, _FULL, "Level; 0 turns the light off."),
    "brightness_pct": _dimming(0, 100, "Level in percent; 0 turns the light off.", "%"),
    "brightness_step": _dimming(-_FULL, _FULL, "Change of the level; it stops at either end."),
    "brightness_step_pct": _dimming(-100, 100, "Change in percent; it stops at either end.", "%"),
    "rgb_color": Field(type="color_rgb", needs_attribute=_MODES, needs_any=_COLOR_MODES),
    "hs_color": Field(type="color_hs", needs_attribute=_MODES, needs_any=_COLOR_MODES),
    "xy_color": Field(type="color_xy", needs_attribute=_MODES, needs_any=_COLOR_MODES),
    "color_name": Field(
        type="option", options=tuple(COLOR_NAMES), needs_attribute=_MODES, needs_any=_COLOR_MODES
    ),
    "rgbw_color": Field(type="color_rgbw", needs_attribute=_MODES, needs_any=("rgbw",)),
    "rgbww_color": Field(type="color_rgbww", needs_attribute=_MODES, needs_any=("rgbww",)),
    "color_temp_kelvin": _KELVIN,
    "kelvin": _KELVIN,
    "color_temp": Field(
        type="integer",
        minimum=1,
        maximum=1000,
        unit="mired",
        needs_attribute=_MODES,
        needs_any=("color_temp", *_COLOR_MODES),
        description="Colour temperature in mired: high is warm, low is cold.",
    ),
    "white": Field(
        type="level",
        minimum=0,
        maximum=_FULL,
        needs_attribute=_MODES,
        needs_any=("white",),
        description="White light at this level, or at the level there is.",
    ),
    "effect": Field(type="option", options_attribute="effect_list", feature=Feature.EFFECT),
    "transition": _TRANSITION,
    "flash": _FLASH,
}
_OFF_FIELDS: Mapping[str, Field] = {"transition": _TRANSITION, "flash": _FLASH}


def color_modes(state: State) -> frozenset[str]:
    """Return the ways this light can be set; empty when it only turns on and off."""
    return frozenset(texts(state, _MODES))


def supports_brightness(state: State) -> bool:
    """Say whether it can be dimmed."""
    return not color_modes(state).isdisjoint(_DIMMABLE_MODES)


def supports_color(state: State) -> bool:
    """Say whether it can show colours."""
    return not color_modes(state).isdisjoint(_COLOR_MODES)


def supports_color_temperature(state: State) -> bool:
    """Say whether its white can be made warmer and colder."""
    return "color_temp" in color_modes(state)


def supports_effects(state: State) -> bool:
    """Say whether it has effects to choose from."""
    return bool(features_of(state) & Feature.EFFECT and effects(state))


def effects(state: State) -> tuple[str, ...]:
    """Return the effects it knows."""
    return texts(state, "effect_list")


def effect(state: State) -> str | None:
    """Return the effect that runs."""
    return text(state, "effect")


def brightness(state: State) -> int | None:
    """Return the level, 0 to 255; ``None`` while off or where it cannot be dimmed."""
    level = number(state, "brightness")
    return round_half_up(level) if level is not None and 0 <= level <= _FULL else None


def brightness_percent(state: State) -> int | None:
    """Return the level in percent; a light that glows at all has at least 1."""
    level = brightness(state)
    if level is None:
        return None
    return max(round_half_up(level * 100 / _FULL), 1 if level else 0)


def color_rgb(state: State) -> color.Rgb | None:
    """Return the colour it shows, whites included, at full brightness; for tinting a tile."""
    rgb = numbers(state, "rgb_color", 3)
    if rgb is not None:
        red, green, blue = (round_half_up(min(max(part, 0), _FULL)) for part in rgb)
        return red, green, blue
    hs = numbers(state, "hs_color", 2)
    if hs is not None:
        return color.hs_to_rgb(hs[0] % 360, min(max(hs[1], 0), 100))
    kelvin = color_temperature_kelvin(state)
    return None if kelvin is None else color.kelvin_to_rgb(kelvin)


def color_temperature_kelvin(state: State) -> int | None:
    """Return the colour temperature while it shows a white."""
    kelvin = number(state, "color_temp_kelvin")
    return round_half_up(kelvin) if kelvin is not None and kelvin > 0 else None


def color_temperature_range(state: State) -> tuple[int, int]:
    """Return the warmest and the coldest white in kelvin."""
    warmest, coldest = (
        number(state, "min_color_temp_kelvin"),
        number(state, "max_color_temp_kelvin"),
    )
    if warmest is None or coldest is None or not 0 < warmest < coldest:
        return _WARMEST_KELVIN, _COLDEST_KELVIN
    return round_half_up(warmest), round_half_up(coldest)


def _requires(_state: State, _name: str, arguments: JsonObject) -> None:
    for family in (_BRIGHTNESS_FIELDS, _COLOR_FIELDS):
        given = [field for field in family if field in arguments]
        if len(given) > 1:
            raise invalid(given[1], f"cannot be given together with {given[0]}")


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name != TURN_ON:
        return name, arguments
    kept: dict[str, JsonValue] = {
        key: value
        for key, value in arguments.items()
        if key not in _BRIGHTNESS_FIELDS and key not in _COLOR_FIELDS
    }
    level = _level(state, arguments)
    if level == 0:
        return TURN_OFF, {key: value for key, value in kept.items() if key in _OFF_FIELDS}
    colored = _color(state, arguments)
    if level is not None and "white" not in colored:
        kept["brightness"] = level
    return TURN_ON, {**kept, **colored}


def _level(state: State, arguments: JsonObject) -> int | None:
    """Return the level 0 to 255 the arguments ask for, ``None`` when they leave it."""
    white = arguments.get("white")
    for name, value in arguments.items():
        # Checked before: each of these is a number in its range.
        amount = value if isinstance(value, int | float) else 0
        if name == "brightness":
            return int(amount)
        if name == "brightness_pct":
            return _from_percent(amount)
        if name in ("brightness_step", "brightness_step_pct"):
            change = amount if name == "brightness_step" else amount * _FULL / 100
            now = (brightness(state) or 0) if is_on(state) else 0
            return min(max(round_half_up(now + change), 0), _FULL)
    return white if isinstance(white, int) and not isinstance(white, bool) else None


def _from_percent(percent: float) -> int:
    """A percentage above 0 never rounds down to darkness."""
    return max(round_half_up(percent * _FULL / 100), 1 if percent > 0 else 0)


def _color(state: State, arguments: JsonObject) -> dict[str, JsonValue]:
    """Return the one colour field the arguments ask for, in a mode this light has."""
    name = next((field for field in _COLOR_FIELDS if field in arguments), None)
    if name is None:
        return {}
    value = arguments[name]
    if name in ("color_temp_kelvin", "kelvin"):
        return _white_of(state, float(value) if isinstance(value, int | float) else 0.0)
    if name == "color_temp":
        return _white_of(state, _kelvin_of_mired(state, value))
    if name == "white":
        return {"white": _white_level(state, arguments)}
    if name in ("rgbw_color", "rgbww_color"):
        return {name: value}
    return _hue_of(state, name, value)


def _white_level(state: State, arguments: JsonObject) -> int:
    return _level(state, arguments) or brightness(state) or _FULL


def _kelvin_of_mired(state: State, value: JsonValue) -> float:
    """Convert mired, whose limits are kelvin's rounded; what rounding adds is taken off again."""
    warmest, coldest = color_temperature_range(state)
    mired = float(value) if isinstance(value, int | float) else 0.0
    if not math.floor(1e6 / coldest) <= mired <= math.ceil(1e6 / warmest):
        raise invalid(
            "color_temp",
            f"must be from {math.floor(1e6 / coldest)} to {math.ceil(1e6 / warmest)} mired",
        )
    return float(min(max(math.floor(1e6 / mired), warmest), coldest))


def _white_of(state: State, kelvin: float) -> dict[str, JsonValue]:
    if supports_color_temperature(state):
        return {"color_temp_kelvin": round_half_up(kelvin)}
    if "rgbww" in color_modes(state):
        warmest, coldest = color_temperature_range(state)
        return {"rgbww_color": [0, 0, 0, *color.kelvin_to_whites(kelvin, coldest, warmest)]}
    return _hue_of(state, "rgb_color", list(color.kelvin_to_rgb(kelvin)))


def _hue_of(state: State, name: str, value: JsonValue) -> dict[str, JsonValue]:
    modes = color_modes(state)
    if name.removesuffix("_color") in modes:
        return {name: value}
    red, green, blue = _rgb_of(name, value)
    if "rgb" in modes:
        return {"rgb_color": [red, green, blue]}
    if "rgbw" in modes:
        return {"rgbw_color": list(color.rgb_to_rgbw(red, green, blue))}
    if "rgbww" in modes:
        return {"rgbww_color": [red, green, blue, 0, 0]}
    if "hs" in modes:
        return {"hs_color": list(color.rgb_to_hs(red, green, blue))}
    return {"xy_color": list(color.rgb_to_xy(red, green, blue))}


def _rgb_of(name: str, value: JsonValue) -> color.Rgb:
    if isinstance(value, str):
        return COLOR_NAMES[value]
    # Checked before: a list of numbers, as long as its kind has parts.
    parts = [float(part) for part in value if isinstance(part, int | float)]  # type: ignore[union-attr]
    if name == "hs_color":
        return color.hs_to_rgb(parts[0], parts[1])
    if name == "xy_color":
        return color.xy_to_rgb(parts[0], parts[1])
    red, green, blue = map(round_half_up, parts)
    return red, green, blue


SPEC = DomainSpec(
    domain="light",
    actions=on_off_actions("a light", on_fields=_ON_FIELDS, off_fields=_OFF_FIELDS),
    toggle=toggle,
    requires=_requires,
    canonical=_canonical,
)
