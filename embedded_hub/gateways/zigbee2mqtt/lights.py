"""Lights of Zigbee2MQTT: level 0 to 254, colour as xy or hue and saturation, mired. Pure."""

from collections.abc import Sequence
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
from embedded_hub.gateways.zigbee2mqtt.facet import (
    Facet,
    Payload,
    Setting,
    number,
    part,
    properties,
    word,
)
from embedded_hub.gateways.zigbee2mqtt.wire import Expose
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_MIREDS = 1_000_000
_MOST = 254.0
_COLDEST_MIREDS, _WARMEST_MIREDS = 153.0, 500.0


def light(key: str, name: str | None, expose: Expose, others: Sequence[Expose]) -> Facet:
    """Return the entity of a ``light`` ability."""
    lamp = _Lamp(expose, None if expose.endpoint else part(others, "effect"))
    entity = EntityDescription(
        key=EntityKey(key), domain="light", name=name, attributes=lamp.spec.lasting()
    )
    return Facet(entity=entity, read=lamp.read, write=lamp.write, shows=lamp.shows)


class _Lamp:
    def __init__(self, expose: Expose, effect: Expose | None) -> None:
        features = expose.features
        self._suffix = f"_{expose.endpoint}" if expose.endpoint else ""
        self._effect = effect if effect is not None and effect.type == "enum" else None
        self._state = part(features, "state") or Expose(type="binary", property="state")
        self._level = part(features, "brightness")
        self._white = part(features, "color_temp")
        self._xy, self._hs = part(features, "color_xy"), part(features, "color_hs")
        # The better known comes first: some bulbs say both and do one well.
        if self._xy and self._hs and features.index(self._hs) < features.index(self._xy):
            self._xy = None
        color = self._xy or self._hs
        self._color = (color.property or "color") if color else ""
        self._most = (self._level.value_max if self._level else None) or _MOST
        modes = ["xy" if self._xy else "hs"] if color else []
        modes += ["color_temp"] if self._white else []
        low = (self._white.value_min if self._white else None) or _COLDEST_MIREDS
        high = (self._white.value_max if self._white else None) or _WARMEST_MIREDS
        self.spec = LightSpec(
            modes=tuple(modes) or (("brightness",) if self._level else ("onoff",)),
            warmest_k=round(_MIREDS / high) if self._white else None,
            coldest_k=round(_MIREDS / low) if self._white else None,
            effects=tuple(str(one) for one in self._effect.values) if self._effect else (),
            has_transition=self._level is not None,
        )
        both = (part(features, "color_xy"), part(features, "color_hs"))
        self.shows = properties(self._state, self._level, self._white, *both, self._effect)

    def read(self, payload: Payload) -> Reading:
        """Return what it shows now."""
        state = payload.get(self._state.property or "")
        if state is None:
            return Reading(None)
        is_on = state == self._on
        level, mireds = number(payload, self._level), number(payload, self._white)
        now = LightNow(
            is_on=is_on,
            brightness=None if level is None else max(1, to_255(level, self._most)),
            color_mode=self._mode(payload),
            color=self._shown_color(payload),
            kelvin=round(_MIREDS / mireds) if mireds else None,
            effect=word(payload, self._effect),
        )
        return Reading("on" if is_on else "off", passing(self.spec, now))

    def write(self, action: Action, _: Payload) -> Setting | None:
        """Return what sets it."""
        is_on = action.name == "turn_on"
        message: dict[str, JsonValue] = {
            self._state.property or "state": self._on if is_on else self._off
        }
        if (seconds := number_of(action.arguments.get("transition"))) is not None:
            message["transition"] = seconds
        wish = self._wish(action.arguments, message) if is_on else _Wish()
        return Setting(message, lambda seen: wish.is_met(seen, is_on=is_on))

    def _wish(self, arguments: JsonObject, message: dict[str, JsonValue]) -> "_Wish":
        """Put what is asked for into the message."""
        brightness = number_of(arguments.get("brightness"))
        if brightness is not None and self._level is not None:
            message[self._level.property or "brightness"] = from_255(brightness, self._most)
        kelvin = number_of(arguments.get("color_temp_kelvin"))
        if kelvin is not None and self._white is not None:
            message[self._white.property or "color_temp"] = round(_MIREDS / kelvin)
        if (color := self._wanted_color(arguments)) is not None:
            message[self._color] = color
        if (effect := arguments.get("effect")) is not None and self._effect is not None:
            message[self._effect.property or "effect"] = effect
        return _Wish(
            # A level goes through 0 to 254 and back: one off is what was asked.
            brightness=brightness,
            slack=1 + 255 / self._most,
            kelvin=kelvin,
            has_color=color is not None,
        )

    @property
    def _on(self) -> Any:
        return "ON" if self._state.value_on is True else self._state.value_on

    @property
    def _off(self) -> Any:
        return "OFF" if self._state.value_off is False else self._state.value_off

    def _mode(self, payload: Payload) -> str:
        told = payload.get(f"color_mode{self._suffix}")
        if told in self.spec.modes:
            return str(told)
        if told in ("xy", "hs") and self._color:
            return self.spec.modes[0]
        return self.spec.modes[-1]

    def _shown_color(self, payload: Payload) -> tuple[float, ...]:
        color = payload.get(self._color)
        if not isinstance(color, dict):
            return ()
        names = ("x", "y") if self.spec.modes[0] == "xy" else ("hue", "saturation")
        parts = [color.get(name) for name in names]
        return (
            tuple(one for one in parts if isinstance(one, int | float)) if None not in parts else ()
        )

    def _wanted_color(self, arguments: Any) -> JsonValue:
        if isinstance(xy := arguments.get("xy_color"), list | tuple):
            return {"x": xy[0], "y": xy[1]}
        if isinstance(hs := arguments.get("hs_color"), list | tuple):
            return {"hue": hs[0], "saturation": hs[1]}
        return None


class _Wish(msgspec.Struct, frozen=True):
    """What a lamp that is on was asked to be."""

    brightness: float | None = None
    slack: float = 0.0
    kelvin: float | None = None
    has_color: bool = False

    def is_met(self, seen: StateReport, *, is_on: bool) -> bool:
        """Say whether a report shows it. What a lamp does not report counts as done."""
        if seen.value != ("on" if is_on else "off"):
            return False
        told = seen.attributes
        if is_on and self.has_color and told.get("color_mode") == "color_temp":
            return False
        return not is_on or (
            _is_near(told.get("brightness"), self.brightness, self.slack)
            and _is_near(told.get("color_temp"), self.kelvin and _MIREDS / self.kelvin, 2)
        )


def _is_near(told: JsonValue, wanted: float | None, slack: float) -> bool:
    shown = number_of(told)
    return wanted is None or shown is None or abs(shown - wanted) <= slack
