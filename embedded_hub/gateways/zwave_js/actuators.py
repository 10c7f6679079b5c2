"""Lights, switches, fans, covers and locks of Z-Wave. Pure.

Levels run from 0 to 99, and 255 asks for the level before; colours are parts of 0 to 255.
"""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.zwave_js.facet import (
    Facet,
    Values,
    Write,
    entity,
    level_of,
    percent_of,
    used,
)
from embedded_hub.gateways.zwave_js.lamps import Lamp
from embedded_hub.gateways.zwave_js.wire import DeviceClass, Value
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.capability.fan import Feature as FanFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

BINARY_SWITCH, MULTILEVEL_SWITCH, DOOR_LOCK, BARRIER = 37, 38, 98, 102
_BEFORE = 255
_MULTILEVEL_GENERIC, _FAN_SPECIFIC = 17, 8
_MOTOR_SPECIFICS = frozenset({3, 5, 6, 7})
_UNSECURED, _SECURED = 0, 255
_BARRIER_WORDS = {0: "closed", 252: "closing", 253: "open", 254: "opening", 255: "open"}


def actuators(prefix: str, name: str | None, values: Values, kind: DeviceClass) -> Iterator[Facet]:
    """Yield what of an endpoint can be switched, dimmed, moved or locked."""
    level = values.find(MULTILEVEL_SWITCH, "currentValue")
    target = values.find(MULTILEVEL_SWITCH, "targetValue")
    if level is not None and target is not None:
        yield _level(prefix, name, values, kind, level, target)
    now, wanted = (
        values.find(BINARY_SWITCH, "currentValue"),
        values.find(BINARY_SWITCH, "targetValue"),
    )
    if now is not None and wanted is not None and level is None:
        yield _switch(f"{prefix}/switch", name, now, wanted)
    mode, asked = values.find(DOOR_LOCK, "currentMode"), values.find(DOOR_LOCK, "targetMode")
    if mode is not None and asked is not None:
        yield _lock(f"{prefix}/lock", name, mode, asked)
    state, goal = values.find(BARRIER, "currentState"), values.find(BARRIER, "targetState")
    if state is not None and goal is not None:
        yield _barrier(f"{prefix}/cover", name, state, goal)


def _level(
    prefix: str, name: str | None, values: Values, kind: DeviceClass, now: Value, target: Value
) -> Facet:
    if kind.generic.key == _MULTILEVEL_GENERIC and kind.specific.key in _MOTOR_SPECIFICS:
        return _cover(f"{prefix}/cover", name, now, target, values)
    if kind.generic.key == _MULTILEVEL_GENERIC and kind.specific.key == _FAN_SPECIFIC:
        return _fan(f"{prefix}/fan", name, now, target)
    lamp = Lamp(now, target, values)
    described = entity(f"{prefix}/light", "light", name, lamp.spec.lasting())
    return Facet(entity=described, read=lamp.read, write=lamp.write, uses=lamp.uses)


def _switch(key: str, name: str | None, now: Value, target: Value) -> Facet:
    def read(values: Values) -> Reading:
        is_on = values.now(now.id)
        return Reading(on_off(is_on) if isinstance(is_on, bool) else None)

    def write(action: Action, _: Values) -> Write:
        is_on = action.name == "turn_on"
        return Write(id=target.id, value=is_on, holds=becomes(on_off(is_on)))

    return Facet(entity=entity(key, "switch", name), read=read, write=write, uses=used(now, target))


def _fan(key: str, name: str | None, now: Value, target: Value) -> Facet:
    attributes: JsonObject = {
        "supported_features": int(FanFeature.SET_SPEED),
        "percentage_step": 1,
    }

    def read(values: Values) -> Reading:
        level = values.number(now.id)
        if level is None:
            return Reading(None)
        return Reading(on_off(level > 0), {"percentage": percent_of(level)})

    def write(action: Action, _: Values) -> Write:
        percentage = number_of(action.arguments.get("percentage"))
        level = 0 if action.name == "turn_off" else _BEFORE
        if percentage is not None and level:
            level = level_of(percentage)

        def holds(seen: StateReport) -> bool:
            told = number_of(seen.attributes.get("percentage"))
            is_there = level in (0, _BEFORE) or told is None or level_of(told) == level
            return is_there and seen.value == on_off(level > 0)

        return Write(id=target.id, value=level, holds=holds)

    described = entity(key, "fan", name, attributes)
    return Facet(entity=described, read=read, write=write, uses=used(now, target))


def _cover(key: str, name: str | None, now: Value, target: Value, values: Values) -> Facet:
    stop = values.find(MULTILEVEL_SWITCH, "Up") or values.find(MULTILEVEL_SWITCH, "Open")
    features = CoverFeature.OPEN | CoverFeature.CLOSE | CoverFeature.SET_POSITION
    features |= CoverFeature.STOP if stop is not None else CoverFeature(0)

    def read(known: Values) -> Reading:
        level = known.number(now.id)
        if level is None:
            return Reading(None, {"current_position": None})
        value = "open" if level > 0 else "closed"
        return Reading(value, {"current_position": percent_of(level)})

    def write(action: Action, _: Values) -> Write | None:
        if action.name == "stop_cover":
            # Ending a move that was begun by hand or by us: the same value, false.
            return None if stop is None else Write(id=stop.id, value=False)
        wanted = {"open_cover": 100.0, "close_cover": 0.0}.get(action.name)
        if wanted is None:
            wanted = number_of(action.arguments.get("position"))
        if wanted is None:
            return None
        level = level_of(wanted)

        def holds(seen: StateReport) -> bool:
            at = number_of(seen.attributes.get("current_position"))
            return at is not None and abs(at - wanted) <= 2

        return Write(id=target.id, value=level, holds=holds)

    described = entity(key, "cover", name, {"supported_features": int(features)})
    return Facet(entity=described, read=read, write=write, uses=used(now, target, stop))


def _lock(key: str, name: str | None, now: Value, target: Value) -> Facet:
    def read(values: Values) -> Reading:
        mode = values.number(now.id)
        return Reading(None if mode is None else "locked" if mode == _SECURED else "unlocked")

    def write(action: Action, _: Values) -> Write | None:
        modes = {"lock": (_SECURED, "locked"), "unlock": (_UNSECURED, "unlocked")}
        wanted = modes.get(action.name)
        if wanted is None:
            return None
        return Write(id=target.id, value=wanted[0], holds=becomes(wanted[1]))

    return Facet(entity=entity(key, "lock", name), read=read, write=write, uses=used(now, target))


def _barrier(key: str, name: str | None, now: Value, target: Value) -> Facet:
    features = CoverFeature.OPEN | CoverFeature.CLOSE
    attributes: dict[str, JsonValue] = {
        "supported_features": int(features),
        "device_class": "garage",
    }

    def read(values: Values) -> Reading:
        state = values.number(now.id)
        return Reading(None if state is None else _BARRIER_WORDS.get(int(state), "open"))

    def write(action: Action, _: Values) -> Write | None:
        wanted = {"open_cover": (255, "open"), "close_cover": (0, "closed")}.get(action.name)
        if wanted is None:
            return None
        moving = "opening" if wanted[0] else "closing"
        return Write(id=target.id, value=wanted[0], holds=becomes(wanted[1], moving))

    described = entity(key, "cover", name, attributes)
    return Facet(entity=described, read=read, write=write, uses=used(now, target))
