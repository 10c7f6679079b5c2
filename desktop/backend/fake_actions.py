"""What an action makes of a state in the fake home: pure, and only as real as tests need."""

from collections.abc import Callable, Mapping

import msgspec

from embedded_hub.model.capability.attributes import number
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

_VALUES: Mapping[str, str] = {
    "turn_on": "on",
    "turn_off": "off",
    "lock": "locked",
    "unlock": "unlocked",
    "open": "open",
    "open_cover": "open",
    "close_cover": "closed",
    "open_valve": "open",
    "close_valve": "closed",
    "media_play": "playing",
    "media_pause": "paused",
    "media_stop": "idle",
    "start": "cleaning",
    "pause": "paused",
    "stop": "idle",
    "return_to_base": "returning",
    "alarm_disarm": "disarmed",
    "alarm_arm_home": "armed_home",
    "alarm_arm_away": "armed_away",
    "alarm_arm_night": "armed_night",
}
_VALUE_FIELDS = ("value", "option", "date", "time", "datetime", "hvac_mode", "operation_mode")
_RENAMED: Mapping[str, str] = {
    "position": "current_position",
    "tilt_position": "current_tilt_position",
}


def after(state: State, action: str, arguments: JsonObject, now: float) -> State:
    """Return what an entity is after an action; equal to before where nothing is known of it."""
    value = _value(state, action, arguments)
    attributes = {**state.attributes, **_attributes(state, action, arguments)}
    return msgspec.structs.replace(
        state,
        value=value,
        attributes=attributes,
        changed_at=now if value != state.value else state.changed_at,
        updated_at=now,
    )


def _value(state: State, action: str, arguments: JsonObject) -> str:
    special = _SPECIAL.get((domain_of(state.entity_id), action))
    if special is not None:
        return special(state, arguments)
    for name in _VALUE_FIELDS:
        if name in arguments:
            return str(arguments[name])
    return _VALUES.get(action, state.value)


def _attributes(state: State, action: str, arguments: JsonObject) -> dict[str, JsonValue]:
    changed = {_RENAMED.get(name, name): value for name, value in arguments.items()}
    changed.pop("code", None)
    if action == "turn_off":
        changed["brightness"] = None
    elif domain_of(state.entity_id) == "light" and "brightness" not in changed:
        changed["brightness"] = number(state, "brightness") or 255
    return changed


def _covered(_state: State, arguments: JsonObject) -> str:
    return "closed" if arguments.get("position") == 0 else "open"


def _same(state: State, _arguments: JsonObject) -> str:
    return state.value


_SPECIAL: Mapping[tuple[str, str], Callable[[State, JsonObject], str]] = {
    ("cover", "set_cover_position"): _covered,
    ("valve", "set_valve_position"): _covered,
    ("climate", "turn_on"): lambda _state, _arguments: "heat",
    ("scene", "turn_on"): _same,
}
