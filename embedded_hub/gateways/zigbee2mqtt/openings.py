"""Switches, covers, locks and fans of Zigbee2MQTT. Pure."""

import math
from typing import Any

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload, Setting, number, part, word
from embedded_hub.gateways.zigbee2mqtt.wire import Expose
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.capability.fan import Feature as FanFeature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_SPEEDS = ("low", "medium", "high")
_NO_SPEED = ("off", "on")


def switch(key: str, name: str | None, expose: Expose) -> Facet:
    """Return the entity of a ``switch`` ability."""
    state = part(expose.features, "state") or (expose.features[0] if expose.features else expose)
    on, off = state.value_on, state.value_off
    prop = state.property or "state"

    def read(payload: Payload) -> Reading:
        return Reading(_on_off(payload.get(prop), on, off))

    def write(action: Action, _: Payload) -> Setting:
        is_on = action.name == "turn_on"
        return Setting({prop: on if is_on else off}, becomes("on" if is_on else "off"))

    return Facet(entity=_entity(key, "switch", name), read=read, write=write)


def lock(key: str, name: str | None, expose: Expose) -> Facet:
    """Return the entity of a ``lock`` ability."""
    state, detail = part(expose.features, "state"), part(expose.features, "lock_state")
    prop = (state.property if state else None) or "state"

    def read(payload: Payload) -> Reading:
        if (told := word(payload, detail)) == "not_fully_locked":
            return Reading("jammed")
        if told in ("locked", "unlocked"):
            return Reading(told)
        return Reading({"LOCK": "locked", "UNLOCK": "unlocked"}.get(str(payload.get(prop))))

    def write(action: Action, _: Payload) -> Setting | None:
        wanted = {"lock": ("LOCK", "locked"), "unlock": ("UNLOCK", "unlocked")}.get(action.name)
        return Setting({prop: wanted[0]}, becomes(wanted[1])) if wanted else None

    return Facet(entity=_entity(key, "lock", name), read=read, write=write)


def cover(key: str, name: str | None, expose: Expose) -> Facet:
    """Return the entity of a ``cover`` ability; 0 is closed in both directions."""
    state, position = part(expose.features, "state"), part(expose.features, "position")
    tilt, motor = part(expose.features, "tilt"), part(expose.features, "moving")
    prop = (state.property if state else None) or "state"
    features = CoverFeature.OPEN | CoverFeature.CLOSE | CoverFeature.STOP
    features |= CoverFeature.SET_POSITION if position else CoverFeature(0)
    if tilt:
        features |= (
            CoverFeature.OPEN_TILT | CoverFeature.CLOSE_TILT | CoverFeature.SET_TILT_POSITION
        )

    def read(payload: Payload) -> Reading:
        at, leaning = number(payload, position), number(payload, tilt)
        attributes: dict[str, JsonValue] = {}
        if position is not None:
            attributes["current_position"] = None if at is None else round(at)
        if tilt is not None:
            attributes["current_tilt_position"] = None if leaning is None else round(leaning)
        return Reading(_opening(word(payload, motor), at, payload.get(prop)), attributes)

    def write(action: Action, _: Payload) -> Setting | None:
        return _cover_setting(action, prop, position, tilt)

    attributes: JsonObject = {"supported_features": int(features)}
    return Facet(entity=_entity(key, "cover", name, attributes), read=read, write=write)


def fan(key: str, name: str | None, expose: Expose) -> Facet:
    """Return the entity of a ``fan`` ability; its words for speeds are steps of a hundred."""
    wheel = _Fan(expose)
    entity = _entity(key, "fan", name, wheel.lasting())
    return Facet(entity=entity, read=wheel.read, write=wheel.write)


class _Fan:
    def __init__(self, expose: Expose) -> None:
        state = part(expose.features, "state")
        self._mode = part(expose.features, "mode")
        self._state_prop = (state.property if state else None) or "fan_state"
        self._mode_prop = (self._mode.property if self._mode else None) or "fan_mode"
        words = [str(one) for one in (self._mode.values if self._mode else ())]
        self._speeds = [one for one in words if one in _SPEEDS]
        self._presets = [one for one in words if one not in (*_SPEEDS, *_NO_SPEED)]

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for the fan's life."""
        features = FanFeature(0)
        attributes: dict[str, JsonValue] = {}
        if self._speeds:
            features |= FanFeature.SET_SPEED
            attributes["percentage_step"] = 100 / len(self._speeds)
        if self._presets:
            features |= FanFeature.PRESET_MODE
            attributes["preset_modes"] = list(self._presets)
        return {**attributes, "supported_features": int(features)}

    def read(self, payload: Payload) -> Reading:
        """Return what it does now."""
        mode = word(payload, self._mode)
        value = _on_off(payload.get(self._state_prop), "ON", "OFF")
        if value is None and mode is not None:
            value = "off" if mode == "off" else "on"
        attributes: dict[str, JsonValue] = {}
        if self._speeds:
            place = self._speeds.index(mode) + 1 if mode in self._speeds else 0
            share = round(place * 100 / len(self._speeds))
            attributes["percentage"] = share if value == "on" else 0
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
            return Setting({self._mode_prop: preset}, becomes("on"))
        if percentage is not None and self._speeds:
            place = math.ceil(percentage * len(self._speeds) / 100) - 1
            speed = self._speeds[min(max(place, 0), len(self._speeds) - 1)]
            return Setting({self._mode_prop: speed}, becomes("on"))
        if action.name == "turn_on":
            return Setting({self._state_prop: "ON"}, becomes("on"))
        return None


def _cover_setting(
    action: Action, prop: str, position: Expose | None, tilt: Expose | None
) -> Setting | None:
    match action.name:
        case "open_cover":
            return Setting({prop: "OPEN"}, becomes("open", "opening"))
        case "close_cover":
            return Setting({prop: "CLOSE"}, becomes("closed", "closing"))
        case "stop_cover" | "stop_cover_tilt":
            return Setting({prop: "STOP"}, lambda _: True)
        case "set_cover_position":
            return _moved(position, action.arguments.get("position"), "current_position")
        case "open_cover_tilt":
            return _moved(tilt, 100, "current_tilt_position")
        case "close_cover_tilt":
            return _moved(tilt, 0, "current_tilt_position")
        case "set_cover_tilt_position":
            return _moved(tilt, action.arguments.get("tilt_position"), "current_tilt_position")
    return None


def _moved(expose: Expose | None, wanted: JsonValue, attribute: str) -> Setting | None:
    where = number_of(wanted)
    if expose is None or where is None:
        return None

    def holds(seen: StateReport) -> bool:
        now = number_of(seen.attributes.get(attribute))
        is_moving = seen.value in ("opening", "closing")
        return is_moving or (now is not None and abs(now - where) <= 1)

    return Setting({expose.property or "": round(where)}, holds)


def _opening(moving: str | None, position: float | None, told: object) -> str | None:
    way = {"UP": "opening", "OPENING": "opening", "DOWN": "closing", "CLOSING": "closing"}
    if (moving or "").upper() in way:
        return way[(moving or "").upper()]
    if position is not None:
        return "open" if position > 0 else "closed"
    return {"OPEN": "open", "CLOSE": "closed"}.get(str(told))


def _on_off(now: object, on: Any, off: Any) -> str | None:
    if now == on:
        return "on"
    return "off" if now == off else None


def _entity(
    key: str, domain: str, name: str | None, attributes: JsonObject | None = None
) -> EntityDescription:
    return EntityDescription(
        key=EntityKey(key), domain=domain, name=name, attributes=attributes or {}
    )
