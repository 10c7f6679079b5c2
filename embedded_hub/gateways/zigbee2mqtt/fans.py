"""Fans of Zigbee2MQTT: words for speeds, or a number, as steps of a hundred. Pure."""

import math
from collections.abc import Sequence

from embedded_hub.gateways.facet import Holds, Reading, becomes
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
from embedded_hub.model.capability.fan import Feature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

_SPEEDS = ("low", "medium", "high", *"123456789")
_NO_SPEED = ("off", "on")


def fan(key: str, name: str | None, expose: Expose, _: Sequence[Expose]) -> Facet:
    """Return the entity of a ``fan`` ability."""
    wheel = _Fan(expose)
    entity = EntityDescription(
        key=EntityKey(key), domain="fan", name=name, attributes=wheel.lasting()
    )
    return Facet(entity=entity, read=wheel.read, write=wheel.write, shows=wheel.shows)


class _Fan:
    def __init__(self, expose: Expose) -> None:
        state = part(expose.features, "state")
        self._mode, self._speed = part(expose.features, "mode"), part(expose.features, "speed")
        self._state_prop = (state.property if state else None) or "fan_state"
        self._mode_prop = (self._mode.property if self._mode else None) or "fan_mode"
        words = [str(one) for one in (self._mode.values if self._mode else ())]
        self._speeds = [one for one in words if one in _SPEEDS]
        self._presets = [one for one in words if one not in (*_SPEEDS, *_NO_SPEED)]
        self.shows = properties(state, self._mode, self._speed)

    @property
    def _steps(self) -> int:
        if self._speed is not None:
            return round(self._speed.value_max or 100)
        return len(self._speeds)

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for the fan's life."""
        features = Feature(0)
        attributes: dict[str, JsonValue] = {}
        if self._steps:
            features |= Feature.SET_SPEED
            attributes["percentage_step"] = max(1, 100 / self._steps)
        if self._presets:
            features |= Feature.PRESET_MODE
            attributes["preset_modes"] = list(self._presets)
        return {**attributes, "supported_features": int(features)}

    def read(self, payload: Payload) -> Reading:
        """Return what it does now."""
        mode = word(payload, self._mode)
        value = {"ON": "on", "OFF": "off"}.get(str(payload.get(self._state_prop)))
        if value is None and mode is not None:
            value = "off" if mode == "off" else "on"
        attributes: dict[str, JsonValue] = {}
        if self._steps:
            attributes["percentage"] = self._percentage(payload, mode) if value == "on" else 0
        if self._presets:
            attributes["preset_mode"] = mode if mode in self._presets else None
        return Reading(value, attributes)

    def write(self, action: Action, _: Payload) -> Setting | None:
        """Return what sets it."""
        percentage = number_of(action.arguments.get("percentage"))
        preset = action.arguments.get("preset_mode")
        if action.name == "turn_off" or percentage == 0:
            return Setting({self._state_prop: "OFF"}, becomes("off"))
        if isinstance(preset, str):
            return Setting({self._mode_prop: preset}, _shows("preset_mode", preset))
        if percentage is not None and self._steps:
            return self._at(percentage)
        if action.name == "turn_on":
            return Setting({self._state_prop: "ON"}, becomes("on"))
        return None

    def _at(self, percentage: float) -> Setting:
        place = min(max(math.ceil(percentage * self._steps / 100), 1), self._steps)
        shown = round(place * 100 / self._steps)
        if self._speed is not None:
            prop = self._speed.property or "speed"
            speed: dict[str, JsonValue] = {self._state_prop: "ON", prop: place}
            return Setting(speed, _shows("percentage", shown))
        return Setting({self._mode_prop: self._speeds[place - 1]}, _shows("percentage", shown))

    def _percentage(self, payload: Payload, mode: str | None) -> int | None:
        if self._speed is not None:
            told = number(payload, self._speed)
            return None if told is None else round(min(told, self._steps) * 100 / self._steps)
        place = self._speeds.index(mode) + 1 if mode in self._speeds else 0
        return round(place * 100 / len(self._speeds))


def _shows(attribute: str, value: JsonValue) -> Holds:
    def holds(seen: StateReport) -> bool:
        return seen.value == "on" and seen.attributes.get(attribute) == value

    return holds
