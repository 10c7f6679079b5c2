"""Switches, covers and locks of Zigbee2MQTT. Pure."""

from collections.abc import Sequence
from typing import Any

import msgspec

from embedded_hub.gateways.facet import Reading, becomes
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
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_MOTORS = ("moving", "motor_state")
_WAYS = dict.fromkeys(("opening", "open", "forward", "up", "rising"), "opening") | dict.fromkeys(
    ("closing", "close", "backward", "back", "reverse", "down", "declining"), "closing"
)
"""What the two ways are called by those who make motors."""


def switch(key: str, name: str | None, expose: Expose, _: Sequence[Expose]) -> Facet:
    """Return the entity of a ``switch`` ability."""
    state = part(expose.features, "state") or (expose.features[0] if expose.features else expose)
    on, off = state.value_on, state.value_off
    prop = state.property or "state"

    def read(payload: Payload) -> Reading:
        return Reading(_on_off(payload.get(prop), on, off))

    def write(action: Action, _: Payload) -> Setting:
        is_on = action.name == "turn_on"
        return Setting({prop: on if is_on else off}, becomes("on" if is_on else "off"))

    entity = _entity(key, "switch", name)
    if key.endswith(f"/{prop}"):  # beside the switch itself, such as away_mode
        entity = msgspec.structs.replace(entity, category="config")
    return Facet(entity=entity, read=read, write=write, shows=properties(state))


def lock(key: str, name: str | None, expose: Expose, _: Sequence[Expose]) -> Facet:
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

    entity = _entity(key, "lock", name)
    return Facet(entity=entity, read=read, write=write, shows=properties(state, detail))


def cover(key: str, name: str | None, expose: Expose, others: Sequence[Expose]) -> Facet:
    """Return the entity of a ``cover`` ability; 0 is closed in both directions."""
    state, position = part(expose.features, "state"), part(expose.features, "position")
    tilt, motor = part(expose.features, "tilt"), _motor(expose, others)
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
    entity = _entity(key, "cover", name, attributes)
    shown = properties(state, position, tilt, part(expose.features, "moving"))
    return Facet(entity=entity, read=read, write=write, shows=shown)


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


def _motor(expose: Expose, others: Sequence[Expose]) -> Expose | None:
    """Return what says which way a cover moves; most devices expose it beside the cover."""
    if (own := part(expose.features, *_MOTORS)) is not None:
        return own
    beside = [one for one in others if one.endpoint in (None, expose.endpoint)]
    return part([one for one in beside if one.type == "enum"], *_MOTORS)


def _opening(moving: str | None, position: float | None, told: object) -> str | None:
    is_at_end = (position, told) in ((0, "CLOSE"), (100, "OPEN"))
    # What it said of its motor may be from before it arrived.
    if not is_at_end and (way := _WAYS.get((moving or "").lower())) is not None:
        return way
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
