"""Robotic vacuums of Matter: a run mode, and what the robot does. Pure."""

from collections.abc import Iterator
from typing import Any

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.matter.facet import Command, Endpoint, Facet, Request, field
from embedded_hub.gateways.matter.modes import STATE, state_word
from embedded_hub.model.action import Action
from embedded_hub.model.capability.vacuum import Feature

RUN_MODE, OPERATION, IDENTIFY = 84, 97, 3
_MODES, _MODE = 0, 1
_IDLE, _CLEANING = 0x4000, 0x4001
"""Tags of modes."""
_PAUSE, _RESUME, _GO_HOME = 0, 3, 128
_STATES = {
    "running": "cleaning",
    "paused": "paused",
    "error": "error",
    "seeking_charger": "returning",
    "charging": "docked",
    "docked": "docked",
    "emptying_dust_bin": "docked",
    "cleaning_mop": "docked",
    "filling_water_tank": "docked",
}


def vacuums(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield the robot of an endpoint that is one."""
    if not endpoint.has(OPERATION, STATE) or not endpoint.has(RUN_MODE, _MODE):
        return
    features = Feature.STATE | Feature.START | Feature.STOP
    features |= Feature.PAUSE if endpoint.accepts(OPERATION, _PAUSE) else Feature(0)
    features |= Feature.RETURN_HOME if endpoint.accepts(OPERATION, _GO_HOME) else Feature(0)
    features |= Feature.LOCATE if endpoint.has(IDENTIFY, 0) else Feature(0)
    yield Facet(
        slug="vacuum",
        domain="vacuum",
        clusters=frozenset({RUN_MODE, OPERATION}),
        attributes={"supported_features": int(features)},
        read=_read,
        write=_write,
    )


def _read(endpoint: Endpoint) -> Reading:
    word = state_word(endpoint, OPERATION)
    if word is None:
        return Reading(None)
    value = _STATES.get(word, "idle")
    now = endpoint.number_of(RUN_MODE, _MODE)
    if word == "stopped" and now is not None and now == _mode_with(endpoint, _CLEANING):
        value = "cleaning"
    return Reading(value)


def _write(action: Action, endpoint: Endpoint) -> Request | None:
    match action.name:
        case "start":
            if state_word(endpoint, OPERATION) == "paused":
                return _ask(OPERATION, "Resume")
            return _run(endpoint, _CLEANING)
        case "stop":
            return _run(endpoint, _IDLE)
        case "pause":
            return _ask(OPERATION, "Pause")
        case "return_to_base":
            return _ask(OPERATION, "GoHome")
        case "locate":
            return _ask(IDENTIFY, "Identify", identifyTime=15)
    return None


def _run(endpoint: Endpoint, tag: int) -> Request | None:
    mode = _mode_with(endpoint, tag)
    return None if mode is None else _ask(RUN_MODE, "ChangeToMode", newMode=mode)


def _mode_with(endpoint: Endpoint, tag: int) -> int | None:
    listed = endpoint.get(RUN_MODE, _MODES)
    for one in listed if isinstance(listed, list) else ():
        tags, number = field(one, 2), field(one, 1)
        if isinstance(number, int) and tag in _tags(tags):
            return number
    return None


def _tags(listed: Any) -> list[Any]:
    return [field(one, 1) for one in listed] if isinstance(listed, list) else []


def _ask(cluster: int, name: str, **payload: int) -> Request:
    return Request((Command(cluster=cluster, name=name, payload=dict(payload)),))
