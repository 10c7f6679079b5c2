"""Turns one way of naming a colour into another: RGB, hue and saturation, CIE xy, kelvin, white.

RGB parts are integers 0 to 255, hue is 0 to 360, saturation 0 to 100, x and y are 0 to 1. All
results are rounded the same way in Python and in JavaScript (integers half up, others to three
places), so that both pass one set of vectors.
"""

import colorsys
import math

from embedded_hub.model.capability.attributes import round_half_up

Rgb = tuple[int, int, int]
Pair = tuple[float, float]

# Linear RGB to XYZ for the wide gamut of colour lamps with white at D65, and its inverse.
_TO_XYZ = (
    (0.664511, 0.154324, 0.162028),
    (0.283881, 0.668433, 0.047685),
    (0.000088, 0.072310, 0.986039),
)
_TO_RGB = (
    (1.656492, -0.354851, -0.255038),
    (-0.707196, 1.655397, 0.036152),
    (0.051713, -0.121364, 1.011530),
)
_FULL = 255
_DARKEST_Y = 0.0001
"""Keeps the division finite; no lamp shows colours near it."""
_D65 = (0.323, 0.329)
"""White of these primaries; what black, which has no colour of its own, is given."""


def hs_to_rgb(hue: float, saturation: float) -> Rgb:
    """Give the brightest RGB of a hue and saturation."""
    red, green, blue = colorsys.hsv_to_rgb(hue / 360, saturation / 100, 1)
    return (
        round_half_up(red * _FULL),
        round_half_up(green * _FULL),
        round_half_up(blue * _FULL),
    )


def rgb_to_hs(red: float, green: float, blue: float) -> Pair:
    """Give hue and saturation; how bright the RGB is gets lost."""
    hue, saturation, _ = colorsys.rgb_to_hsv(red / _FULL, green / _FULL, blue / _FULL)
    return _places(hue * 360), _places(saturation * 100)


def rgb_to_xy(red: float, green: float, blue: float) -> Pair:
    """Give the chromaticity; how bright the RGB is gets lost."""
    linear = [_linear(part / _FULL) for part in (red, green, blue)]
    xyz = [sum(k * part for k, part in zip(row, linear, strict=True)) for row in _TO_XYZ]
    total = sum(xyz)
    return (_places(xyz[0] / total), _places(xyz[1] / total)) if total > 0 else _D65


def xy_to_rgb(x: float, y: float) -> Rgb:
    """Give the brightest RGB of a chromaticity; what lamps cannot show is cut to their gamut."""
    y = max(y, _DARKEST_Y)
    xyz = (x / y, 1.0, (1 - x - y) / y)
    linear = [max(0.0, sum(k * part for k, part in zip(row, xyz, strict=True))) for row in _TO_RGB]
    brightest = max(linear)
    red, green, blue = (round_half_up(_gamma(part / brightest) * _FULL) for part in linear)
    return red, green, blue


def kelvin_to_rgb(kelvin: float) -> Rgb:
    """Give the RGB of a white: Tanner Helland's fit to the black body, 1000 to 40000 K."""
    hundreds = min(max(kelvin, 1000), 40000) / 100
    if hundreds <= 66:
        red = 255.0
        green = 99.4708025861 * math.log(hundreds) - 161.1195681661
    else:
        red = 329.698727446 * math.pow(hundreds - 60, -0.1332047592)
        green = 288.1221695283 * math.pow(hundreds - 60, -0.0755148492)
    return _byte(red), _byte(green), _byte(_blue(hundreds))


def rgb_to_rgbw(red: int, green: int, blue: int) -> tuple[int, int, int, int]:
    """Move what the three parts share to the white channel, then stretch to the old maximum."""
    white = min(red, green, blue)
    parts = (red - white, green - white, blue - white, white)
    top = max(red, green, blue)
    scale = top / max(parts) if top else 0
    r, g, b, w = (round_half_up(part * scale) for part in parts)
    return r, g, b, w


def kelvin_to_whites(kelvin: float, coldest: float, warmest: float) -> tuple[int, int]:
    """Share full light between a cold and a warm channel, linear in mired as lamps mix."""
    span = 1 / warmest - 1 / coldest
    warm = (1 / kelvin - 1 / coldest) / span if span > 0 else 0
    warm_level = round_half_up(min(max(warm, 0), 1) * _FULL)
    return _FULL - warm_level, warm_level


def _blue(hundreds: float) -> float:
    if hundreds >= 66:
        return 255
    if hundreds <= 19:
        return 0
    return 138.5177312231 * math.log(hundreds - 10) - 305.0447927307


def _byte(value: float) -> int:
    return round_half_up(min(max(value, 0), _FULL))


def _linear(part: float) -> float:
    return ((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92


def _gamma(part: float) -> float:
    return 1.055 * part ** (1 / 2.4) - 0.055 if part > 0.0031308 else part * 12.92


def _places(value: float) -> float:
    return math.floor(value * 1000 + 0.5) / 1000
