"""Lights: brightness, warmth, colour and effects."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import measure, percent, translate
from embedded_hub.model.capability import light
from embedded_hub.model.capability.attributes import is_on, round_half_up
from embedded_hub.model.capability.color import kelvin_to_rgb
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue

_FULL = 255
SWATCHES = ("#ff6b4a", "#ffb347", "#ffe9c4", "#f4f8ff", "#7cc7ff", "#6a7dff", "#c77dff", "#5fd38d")
"""Favourite colours: two warm whites' neighbours first, then around the wheel."""


def hex_color(rgb: tuple[int, int, int]) -> str:
    """Write a colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def rgb_of(text: str) -> list[int] | None:
    """Read ``#rrggbb``; ``None`` when it is not one."""
    digits = text.removeprefix("#")
    try:
        return list(bytes.fromhex(digits)) if len(digits) == len("rrggbb") else None
    except ValueError:
        return None


def _build(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if light.supports_brightness(state):
        rows.append(_brightness(state))
    if light.supports_color_temperature(state):
        rows.append(_warmth(state))
    if light.supports_color(state):
        rgb = light.color_rgb(state)
        current = hex_color(rgb) if rgb is not None and is_on(state) else ""
        rows.append(kinds.color("color", translate("Feature", "Colour"), SWATCHES, current))
    if light.supports_effects(state):
        choices = kinds.choices_of(light.effects(state))
        label = translate("Feature", "Effect")
        rows.append(kinds.options("effect", label, "creation", choices, light.effect(state)))
    label = translate("Feature", "Power")
    rows.append(kinds.toggle("power", label, "power", is_on=is_on(state)))
    return rows


def _brightness(state: State) -> FeatureMap:
    return kinds.slider(
        "brightness",
        translate("Feature", "Brightness"),
        "brightness-6",
        light.brightness_percent(state) if is_on(state) else 0,
        (0, 100),
        variant="brightness",
        is_off=not is_on(state),
    )


def _warmth(state: State) -> FeatureMap:
    warmest, coldest = light.color_temperature_range(state)
    return kinds.slider(
        "colorTemp",
        translate("Feature", "Warmth"),
        "thermometer",
        light.color_temperature_kelvin(state),
        (warmest, coldest),
        step=50,
        unit="K",
        variant="colorTemp",
        is_off=not is_on(state),
        colors=(hex_color(kelvin_to_rgb(warmest)), hex_color(kelvin_to_rgb(coldest))),
    )


def _command(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "power":
            return Command(action="turn_on" if value else "turn_off")
        case "brightness":
            return _dim(kinds.as_number(value))
        case "colorTemp":
            kelvin = round_half_up(kinds.as_number(value))
            return Command(
                action="turn_on",
                arguments={"color_temp_kelvin": kelvin},
                asked=measure(kelvin, "K", 0),
            )
        case "color":
            rgb = rgb_of(str(value))
            return None if rgb is None else Command(action="turn_on", arguments={"rgb_color": rgb})
        case "effect":
            return Command(action="turn_on", arguments={"effect": value}, asked=str(value))
    return None


def _dim(level_percent: float) -> Command:
    if level_percent < 1:
        return Command(action="turn_off", asked=percent(0))
    level = max(1, round_half_up(level_percent * _FULL / 100))
    return Command(action="turn_on", arguments={"brightness": level}, asked=percent(level_percent))


LIGHT = DomainFeatures(build=_build, command=_command)
