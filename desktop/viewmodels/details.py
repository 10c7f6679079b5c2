"""The second half of a tile's state line, and a sensor's large value."""

from collections.abc import Callable, Mapping

from desktop.viewmodels.features.kinds import span_text
from desktop.viewmodels.features.places import speed_text
from desktop.viewmodels.words import joined, measure, number_text, percent, with_unit
from embedded_hub.model.capability import climate, cover, fan, light, media_player
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import number, text
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State

NUMERIC_DOMAINS = frozenset({"sensor", "number", "input_number", "counter"})
ARROW = " \N{RIGHTWARDS ARROW} "


def value_and_unit(state: State, value: str) -> tuple[str, str]:
    """Return a number's large value and its unit; two empty texts for everything else.

    Args:
        state: Whose unit and precision count.
        value: The value to write, which may be an older one of the same entity.
    """
    if domain_of(state.entity_id) not in NUMERIC_DOMAINS:
        return "", ""
    parsed = number_of(value)
    if parsed is None:
        return "", ""
    precision = number(state, "suggested_display_precision")
    decimals = int(precision) if precision is not None and 0 <= precision <= 6 else None
    return number_text(parsed, decimals), unit_of(state)


def unit_of(state: State) -> str:
    """Return the unit an entity measures in."""
    return text(state, "unit_of_measurement") or ""


def detail_text(state: State) -> str:
    """Return what stands behind the state's word: ``40 %``, ``21.4° → 22°``."""
    rule = _RULES.get(domain_of(state.entity_id))
    return rule(state) if rule is not None else ""


def _light(state: State) -> str:
    level = light.brightness_percent(state)
    return percent(level) if level is not None and state.value == "on" else ""


def _cover(state: State) -> str:
    place = cover.position(state)
    return percent(place) if place is not None and 0 < place < 100 else ""


def _climate(state: State) -> str:
    now, goal = climate.current_temperature(state), climate.target_temperature(state)
    span = climate.target_range(state)
    parts = [_degrees(now)] if now is not None else []
    if span is not None and goal is None:
        parts.append(span_text(_degrees(span[0]), _degrees(span[1])))
    elif goal is not None and state.value != "off":
        parts.append(_degrees(goal))
    return ARROW.join(parts)


def _fan(state: State) -> str:
    speed = fan.speed_percent(state)
    return percent(speed) if speed is not None and state.value == "on" else ""


def _humidifier(state: State) -> str:
    goal = number(state, "humidity")
    return percent(goal) if goal is not None and state.value == "on" else ""


def _media(state: State) -> str:
    return joined(media_player.title(state) or "", media_player.artist(state) or "")


def _weather(state: State) -> str:
    now = number(state, "temperature")
    return measure(now, text(state, "temperature_unit") or "°C") if now is not None else ""


def _update(state: State) -> str:
    newest = text(state, "latest_version")
    return (
        newest
        if newest is not None and state.value == "on"
        else text(state, "installed_version") or ""
    )


def _vacuum(state: State) -> str:
    level = number(state, "battery_level")
    return percent(level) if level is not None else ""


def _degrees(value: float) -> str:
    return with_unit(number_text(value), "°")


_RULES: Mapping[str, Callable[[State], str]] = {
    "climate": _climate,
    "cover": _cover,
    "device_tracker": speed_text,
    "fan": _fan,
    "humidifier": _humidifier,
    "light": _light,
    "media_player": _media,
    "update": _update,
    "vacuum": _vacuum,
    "water_heater": _climate,
    "weather": _weather,
}
