"""Lamps, plugs and groups of them. Pure.

Brightness is a percentage the bridge keeps in 254 steps, whites are in mirek, colours in CIE xy
within the lamp's own triangle. A group's brightness is the mean of what is on in it.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from embedded_hub.gateways.facet import Holds, Reading, becomes, on_off
from embedded_hub.gateways.hue.facet import Facet, Lane, Request, entity, yes_no
from embedded_hub.gateways.hue.gamut import Gamut, Point, distance, gamut_of, point_at
from embedded_hub.gateways.hue.resource import Resource, value_at
from embedded_hub.gateways.lights import LightNow, LightSpec, passing, to_255
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.light import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

LIGHT, GROUP = "light", "grouped_light"
NO_EFFECT = "off"
"""What people choose to end an effect; Home Assistant's word."""
_NO_EFFECT = "no_effect"
_MIREK_OF_1K = 1_000_000
_MIREK_USUAL = (153, 500)
_MIREK_SANE = range(50, 1001)
"""Some makers' lamps say 0 and 65535 for what they do not know."""
_TIMED_EFFECT_MS = 30 * 60 * 1000
"""How long a sunrise takes where nobody says."""
_MOST_MS = 6_000_000
_CLOSE_LEVEL, _CLOSE_KELVIN, _CLOSE_COLOR = 4, 0.03, 0.03
"""What rounding adds on the way there and back."""
_SAME_COLOR = 0.01


def lights(light: Resource, name: str | None, *, is_plug: bool) -> Iterator[Facet]:
    """Yield the entities of one light service.

    Args:
        light: The service.
        name: Its own name, where the device has several.
        is_plug: Whether it is a plug, which switches whatever is in it.
    """
    if is_plug and not light.has("dimming"):
        yield _plug(light, name)
        return
    yield _lamp(light, name)
    if light.objects("gradient", "points") and light.texts("gradient", "mode_values"):
        yield _gradient(light, name)
    if light.has("powerup", "preset"):
        yield _power_up(light, name)


def group(grouped: Resource, name: str | None, *, is_enabled: bool = True) -> Facet:
    """Make the light that several are together."""
    return _lamp(grouped, name, is_enabled=is_enabled)


def completed(light: Resource, update: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an update of a light with what it says without words.

    The bridge tells of a new colour that the light shows no white any more; others that speak its
    language leave it at the colour. A colour that is hardly another is a lamp's own correction.
    """
    if light.type != LIGHT or not light.has("color_temperature"):
        return update
    if "color_temperature" not in update:
        is_other = _is_other_color(light, light.merged(update))
        return {**update, "color_temperature": {"mirek_valid": False}} if is_other else update
    white = update["color_temperature"]
    if value_at(white, "mirek") is None or "mirek_valid" in white:
        return update
    return {**update, "color_temperature": {**white, "mirek_valid": True}}


def _is_other_color(before: Resource, after: Resource) -> bool:
    old, new = point_at(before, "color", "xy"), point_at(after, "color", "xy")
    return old is not None and new is not None and distance(old, new) > _SAME_COLOR


def _lamp(light: Resource, name: str | None, *, is_enabled: bool = True) -> Facet:
    lamp = _Lamp(light)
    lasting: dict[str, JsonValue] = dict(lamp.spec.lasting())
    if light.texts("alert", "action_values"):
        lasting["supported_features"] = int(lamp.features | Feature.FLASH)
    return Facet(
        entity=entity(f"{light.type}/{light.id}", "light", name, lasting, is_enabled=is_enabled),
        resource=light.id,
        read=lamp.read,
        write=lamp.write,
    )


class _Lamp:
    def __init__(self, light: Resource) -> None:
        self._lane: Lane = "group" if light.type == GROUP else "light"
        self._gamut: Gamut | None = gamut_of(light)
        self._mirek = _mirek_range(light)
        self._effects = _effects(light)
        self._timed = _named(light.texts("timed_effects", "effect_values"))
        self._is_modern = light.has("effects_v2", "action")
        can_white = light.has("color_temperature")
        modes = [
            mode for mode, can in (("xy", light.has("color")), ("color_temp", can_white)) if can
        ]
        if not modes:
            modes = ["brightness" if light.has("dimming") else "onoff"]
        effects = (*self._effects, *(one for one in self._timed if one not in self._effects))
        self.spec = LightSpec(
            modes=tuple(modes),
            warmest_k=math.ceil(_MIREK_OF_1K / self._mirek[1]) if can_white else None,
            coldest_k=math.floor(_MIREK_OF_1K / self._mirek[0]) if can_white else None,
            effects=(NO_EFFECT, *effects) if effects else (),
            has_transition=light.has("dynamics"),
        )
        self.features = Feature.EFFECT if effects else Feature(0)
        self.features |= Feature.TRANSITION if self.spec.has_transition else Feature(0)

    def read(self, light: Resource) -> Reading:
        """Return what it shows."""
        is_on = light.flag("on", "on")
        if is_on is None:
            return Reading(None)
        mirek = light.number("color_temperature", "mirek")
        is_white = bool(mirek) and light.flag("color_temperature", "mirek_valid") is not False
        color = point_at(light, "color", "xy")
        level = light.number("dimming", "brightness")
        now = LightNow(
            is_on=is_on,
            brightness=None if level is None else max(1, to_255(level, 100)),
            color_mode=self._mode(is_white=is_white, has_color=color is not None),
            color=color or (),
            kelvin=round(_MIREK_OF_1K / mirek) if mirek else None,
            effect=_effect_now(light),
        )
        return Reading(on_off(is_on), passing(self.spec, now))

    def write(self, action: Action, light: Resource) -> Request | None:
        """Return what an action sends."""
        if "flash" in action.arguments and action.name == "turn_on":
            return self._request(light, {"alert": {"action": "breathe"}}, None)
        if action.name == "turn_off":
            body: dict[str, JsonValue] = {"on": {"on": False}, **_taking(action.arguments)}
            return self._request(light, body, becomes("off"))
        body = {"on": {"on": True}, **self._look(action.arguments)}
        return self._request(light, body, self._confirmation(action.arguments))

    def _request(self, light: Resource, body: JsonObject, holds: Holds | None) -> Request:
        return Request(rtype=light.type, rid=light.id, body=body, holds=holds, lane=self._lane)

    def _mode(self, *, is_white: bool, has_color: bool) -> str | None:
        modes = self.spec.modes
        if is_white and "color_temp" in modes:
            return "color_temp"
        if has_color and "xy" in modes:
            return "xy"
        # A group does not tell which of its ways it is in.
        return modes[0] if len(modes) == 1 else None

    def _look(self, arguments: JsonObject) -> dict[str, JsonValue]:
        look: dict[str, JsonValue] = {}
        if (level := number_of(arguments.get("brightness"))) is not None:
            look["dimming"] = {"brightness": round(level * 100 / 255, 2)}
        if (kelvin := number_of(arguments.get("color_temp_kelvin"))) is not None:
            coldest, warmest = self._mirek
            mirek = min(max(round(_MIREK_OF_1K / kelvin), coldest), warmest)
            look["color_temperature"] = {"mirek": mirek}
        if (color := self._wanted_color(arguments)) is not None:
            look["color"] = {"xy": {"x": round(color[0], 4), "y": round(color[1], 4)}}
        effect = self._wanted_effect(arguments)
        # An effect has its own pace: with a transition the bridge refuses it.
        return {**look, **(effect or _taking(arguments))}

    def _wanted_color(self, arguments: JsonObject) -> Point | None:
        given = arguments.get("xy_color")
        if not isinstance(given, list | tuple):
            return None
        x, y = number_of(given[0]), number_of(given[1])
        if x is None or y is None:
            return None
        return self._gamut.nearest((x, y)) if self._gamut else (x, y)

    def _wanted_effect(self, arguments: JsonObject) -> dict[str, JsonValue]:
        wanted = arguments.get("effect")
        if not isinstance(wanted, str) or wanted not in self.spec.effects:
            return {}
        if wanted in self._timed and wanted not in self._effects:
            seconds = number_of(arguments.get("transition"))
            lasts_ms = _TIMED_EFFECT_MS if seconds is None else round(seconds * 1000)
            return {"timed_effects": {"effect": wanted, "duration": lasts_ms}}
        effect = _NO_EFFECT if wanted == NO_EFFECT else wanted
        ended: dict[str, JsonValue] = {}
        if wanted == NO_EFFECT and self._timed:
            ended["timed_effects"] = {"effect": effect}
        if self._is_modern:
            return {"effects_v2": {"action": {"effect": effect}}, **ended}
        return {"effects": {"effect": effect}, **ended} if self._effects else ended

    def _confirmation(self, arguments: JsonObject) -> Holds:
        level = number_of(arguments.get("brightness")) if self._lane == "light" else None
        kelvin = number_of(arguments.get("color_temp_kelvin"))
        color, effect = self._wanted_color(arguments), arguments.get("effect")

        def holds(seen: StateReport) -> bool:
            shown = seen.attributes
            if seen.value != "on" or self._lane == "group":
                # Lamps of a group differ in what they can; it tells their mean.
                return seen.value == "on"
            if level is not None and not _is_near(shown.get("brightness"), level, _CLOSE_LEVEL):
                return False
            closeness = _CLOSE_KELVIN * (kelvin or 0)
            if kelvin and not _is_near(shown.get("color_temp_kelvin"), kelvin, closeness):
                return False
            if color is not None and not _is_color(shown.get("xy_color"), color):
                return False
            return effect is None or shown.get("effect") == effect

        return holds


def _plug(light: Resource, name: str | None) -> Facet:
    def write(action: Action, _now: Resource) -> Request:
        is_on = action.name == "turn_on"
        return Request(
            rtype=light.type,
            rid=light.id,
            body={"on": {"on": is_on}},
            holds=becomes(on_off(is_on)),
            lane="light",
        )

    return Facet(
        entity=entity(f"{LIGHT}/{light.id}", "switch", name, {"device_class": "outlet"}),
        resource=light.id,
        read=lambda now: Reading(yes_no(now.flag("on", "on"))),
        write=write,
    )


def _gradient(light: Resource, name: str | None) -> Facet:
    """Make the choice of how the colours of a strip lie on it."""

    def write(action: Action, now: Resource) -> Request | None:
        mode = action.arguments.get("option")
        points: list[JsonValue] = [dict(one) for one in now.objects("gradient", "points")]
        if not isinstance(mode, str) or not points:
            return None
        body: JsonObject = {"gradient": {"points": points, "mode": mode}}
        return Request(rtype=LIGHT, rid=light.id, body=body, holds=becomes(mode), lane="light")

    options = list(light.texts("gradient", "mode_values"))
    return Facet(
        entity=entity(
            f"gradient/{light.id}",
            "select",
            _of(name, "Gradient"),
            {"options": options, "icon": "mdi:gradient-horizontal"},
            category="config",
        ),
        resource=light.id,
        read=lambda now: Reading(now.text("gradient", "mode")),
        write=write,
    )


def _power_up(light: Resource, name: str | None) -> Facet:
    """Make the choice of what a lamp does when its power comes back."""

    def write(action: Action, _now: Resource) -> Request | None:
        preset = action.arguments.get("option")
        if not isinstance(preset, str):
            return None
        body: JsonObject = {"powerup": {"preset": preset}}
        return Request(rtype=LIGHT, rid=light.id, body=body, holds=becomes(preset), lane="light")

    options: list[JsonValue] = ["safety", "powerfail", "last_on_state"]
    if light.text("powerup", "preset") == "custom":
        options.append("custom")
    return Facet(
        entity=entity(
            f"powerup/{light.id}",
            "select",
            _of(name, "Power-on behaviour"),
            {"options": options, "icon": "mdi:power-settings"},
            category="config",
        ),
        resource=light.id,
        read=lambda now: Reading(now.text("powerup", "preset")),
        write=write,
    )


def _taking(arguments: JsonObject) -> dict[str, JsonValue]:
    seconds = number_of(arguments.get("transition"))
    if seconds is None:
        return {}
    return {"dynamics": {"duration": min(round(seconds * 1000), _MOST_MS)}}


def _effects(light: Resource) -> tuple[str, ...]:
    modern = light.texts("effects_v2", "action", "effect_values")
    return _named(modern or light.texts("effects", "effect_values"))


def _named(effects: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in effects if one != _NO_EFFECT))


def _effect_now(light: Resource) -> str:
    for path in (("effects_v2", "status", "effect"), ("effects", "status")):
        effect = light.text(*path)
        if effect is not None and effect != _NO_EFFECT:
            return effect
    timed = light.text("timed_effects", "status")
    return NO_EFFECT if timed is None or timed == _NO_EFFECT else timed


def _mirek_range(light: Resource) -> tuple[int, int]:
    limits = []
    for name, usual in zip(("mirek_minimum", "mirek_maximum"), _MIREK_USUAL, strict=True):
        said = light.number("color_temperature", "mirek_schema", name)
        limits.append(round(said) if said is not None and round(said) in _MIREK_SANE else usual)
    coldest, warmest = limits
    return (coldest, warmest) if coldest < warmest else _MIREK_USUAL


def _is_near(shown: JsonValue, wanted: float, closeness: float) -> bool:
    number = number_of(shown)
    return number is not None and abs(number - wanted) <= closeness


def _is_color(shown: JsonValue, wanted: Point) -> bool:
    if not isinstance(shown, list | tuple):
        return False
    x, y = number_of(shown[0]), number_of(shown[1])
    return x is not None and y is not None and distance((x, y), wanted) <= _CLOSE_COLOR


def _of(name: str | None, what: str) -> str:
    return f"{name} {what.lower()}" if name else what
