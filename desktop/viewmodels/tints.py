"""Which colour token tells what an entity is doing. Never alone: shape and word say it too."""

from collections.abc import Callable, Mapping

from desktop.viewmodels.features.lights import hex_color
from embedded_hub.model.capability import light
from embedded_hub.model.capability.attributes import device_class, text
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import UNAVAILABLE, UNKNOWN, State

NEUTRAL = "textMuted"
ACCENT, LIGHT, HEAT, COOL = "accent", "light", "heat", "cool"
GOOD, ATTENTION, ALARM = "good", "attention", "alarm"

_ALARMING = frozenset(
    {"smoke", "gas", "carbon_monoxide", "moisture", "safety", "tamper", "problem"}
)
_OPENINGS = frozenset({"door", "window", "opening", "garage_door", "garage", "gate", "lock"})
_WARNINGS = frozenset({"battery", "cold", "heat", "update"})
_WARM_CLASSES = frozenset({"temperature"})
_WET_CLASSES = frozenset({"humidity", "moisture", "water", "precipitation"})
_WORKING = frozenset({"playing", "buffering", "cleaning", "mowing", "home", "on", "idle_active"})


def tint_of(state: State) -> str:
    """Return the colour token of a state's icon."""
    if state.value in (UNAVAILABLE, UNKNOWN):
        return NEUTRAL
    rule = _RULES.get(domain_of(state.entity_id))
    if rule is not None:
        return rule(state)
    return ACCENT if state.value in _WORKING else NEUTRAL


def own_color(state: State) -> str:
    """Return the colour a lamp shines in as ``#rrggbb``; "" where it has none of its own."""
    if domain_of(state.entity_id) != "light" or state.value != "on":
        return ""
    if not light.supports_color(state):
        return ""
    rgb = light.color_rgb(state)
    return hex_color(rgb) if rgb is not None else ""


def _light(state: State) -> str:
    return LIGHT if state.value == "on" else NEUTRAL


def _lock(state: State) -> str:
    if state.value == "locked":
        return GOOD
    return ALARM if state.value == "jammed" else ATTENTION


def _cover(state: State) -> str:
    if state.value == "closed":
        return GOOD if device_class(state) in _OPENINGS else NEUTRAL
    return ATTENTION if device_class(state) in _OPENINGS else ACCENT


def _binary_sensor(state: State) -> str:
    kind = device_class(state)
    if state.value != "on":
        return GOOD if kind in _OPENINGS or kind in _ALARMING else NEUTRAL
    if kind in _ALARMING:
        return ALARM
    return ATTENTION if kind in _OPENINGS or kind in _WARNINGS else ACCENT


def _climate(state: State) -> str:
    action = text(state, "hvac_action")
    if state.value == "off" or action == "off":
        return NEUTRAL
    if action in ("heating", "preheating") or (action is None and state.value == "heat"):
        return HEAT
    if action == "cooling" or (action is None and state.value == "cool"):
        return COOL
    return NEUTRAL if action == "idle" else ACCENT


def _water_heater(state: State) -> str:
    return NEUTRAL if state.value == "off" else HEAT


def _sensor(state: State) -> str:
    kind = device_class(state)
    if kind in _WARM_CLASSES:
        return HEAT
    return COOL if kind in _WET_CLASSES else NEUTRAL


def _alarm(state: State) -> str:
    if state.value == "triggered":
        return ALARM
    if state.value in ("arming", "pending", "disarming"):
        return ATTENTION
    return GOOD if state.value.startswith("armed") else NEUTRAL


def _siren(state: State) -> str:
    return ALARM if state.value == "on" else NEUTRAL


def _update(state: State) -> str:
    return ATTENTION if state.value == "on" else NEUTRAL


_RULES: Mapping[str, Callable[[State], str]] = {
    "alarm_control_panel": _alarm,
    "binary_sensor": _binary_sensor,
    "climate": _climate,
    "cover": _cover,
    "light": _light,
    "lock": _lock,
    "sensor": _sensor,
    "siren": _siren,
    "update": _update,
    "water_heater": _water_heater,
}
