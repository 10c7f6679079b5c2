"""Covers, locks and valves of Matter. Pure.

Positions of covers count hundredths of a percent from open; a valve's count percents from closed.
"""

import base64
from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.matter.facet import Command, Endpoint, Facet, Request
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.capability.lock import Feature as LockFeature
from embedded_hub.model.capability.valve import Feature as ValveFeature
from embedded_hub.model.values import JsonObject, JsonValue

COVERING, LOCK, VALVE = 258, 257, 129
_LIFTS, _TILTS, _KNOWS_LIFT, _KNOWS_TILT = 1, 2, 4, 16
_TYPE, _MOVING, _LIFT, _TILT, _LIFT_PERCENT, _TILT_PERCENT, _END_PRODUCT = 0, 10, 14, 15, 8, 9, 13
_OPENING, _CLOSING = 1, 2
_COVER_CLASSES = {4: "curtain", 5: "awning", 6: "shutter", 7: "blind", 8: "blind"}
_END_CLASSES = {
    **dict.fromkeys((9, 10, 11, 12, 13), "blind"),
    **dict.fromkeys((14, 15, 16), "curtain"),
    **dict.fromkeys((17, 22, 23), "shutter"),
    **dict.fromkeys((19, 20), "awning"),
}
_LOCK_STATE, _DOOR_STATE, _MAX_PIN, _MIN_PIN, _NEEDS_PIN = 0, 3, 23, 24, 51
_HAS_PIN, _HAS_DOOR, _HAS_BOLT = 1, 32, 4096
_ALARM, _OPERATION, _JAMMED = 0, 2, 0
_LOCK_WORDS = {0: "unlocked", 1: "locked", 2: "unlocked", 3: "open"}
_WITHOUT_BOLT = {**_LOCK_WORDS, 3: "unlocked"}
_DOOR_OPEN = {0: "on", 1: "off", 2: "on", 3: "on", 5: "on"}
_SOURCES = ("unspecified", "manual", "keypad", "itself", "button", "schedule", "remote", "rfid")
_VALVE_STATE, _VALVE_TARGET, _VALVE_LEVEL, _VALVE_FAULT = 4, 5, 6, 9
_IN_BETWEEN = 2


def openings(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield what of an endpoint opens and closes."""
    if endpoint.has(COVERING, _MOVING) or endpoint.bits(COVERING):
        yield _cover(endpoint)
    if endpoint.has(LOCK, _LOCK_STATE):
        yield _lock(endpoint)
        if endpoint.bits(LOCK) & _HAS_DOOR and endpoint.has(LOCK, _DOOR_STATE):
            yield _door()
    if endpoint.has(VALVE, _VALVE_STATE):
        yield _valve(endpoint)
        if endpoint.has(VALVE, _VALVE_FAULT):
            yield _fault()


def _cover(endpoint: Endpoint) -> Facet:
    can = endpoint.bits(COVERING)
    features = CoverFeature(0)
    if can & _LIFTS or not can & _TILTS:
        features |= CoverFeature.OPEN | CoverFeature.CLOSE | CoverFeature.STOP
    if can & _KNOWS_LIFT:
        features |= CoverFeature.SET_POSITION
    if can & _TILTS:
        features |= CoverFeature.OPEN_TILT | CoverFeature.CLOSE_TILT | CoverFeature.STOP_TILT
    if can & _KNOWS_TILT:
        features |= CoverFeature.SET_TILT_POSITION
    product, kind = endpoint.number_of(COVERING, _END_PRODUCT), endpoint.number_of(COVERING, _TYPE)
    device_class = _END_CLASSES.get(int(product or 0)) or _COVER_CLASSES.get(int(kind or 0))
    attributes: dict[str, JsonValue] = {
        "supported_features": int(features),
        "device_class": device_class or "shade",
    }
    return Facet(
        slug="cover",
        domain="cover",
        clusters=frozenset({COVERING}),
        attributes=attributes,
        read=_covered,
        write=_move,
    )


def _covered(endpoint: Endpoint) -> Reading:
    lift = _open_share(endpoint, _LIFT, _LIFT_PERCENT)
    tilt = _open_share(endpoint, _TILT, _TILT_PERCENT)
    attributes: dict[str, JsonValue] = {}
    if lift is not None or endpoint.bits(COVERING) & _KNOWS_LIFT:
        attributes["current_position"] = lift
    if tilt is not None or endpoint.bits(COVERING) & _KNOWS_TILT:
        attributes["current_tilt_position"] = tilt
    moving = endpoint.bits(COVERING, _MOVING) & 3
    place = tilt if lift is None else lift
    if moving in (_OPENING, _CLOSING):
        return Reading("opening" if moving == _OPENING else "closing", attributes)
    if place is None:
        return Reading(None, attributes)
    # What is open by less than half a percent rounds to closed and is not.
    raw = endpoint.number_of(COVERING, _TILT if lift is None else _LIFT)
    is_closed = place == 0 if raw is None else raw >= 100 * 100
    return Reading("closed" if is_closed else "open", attributes)


def _open_share(endpoint: Endpoint, fine: int, coarse: int) -> int | None:
    hundredths = endpoint.number_of(COVERING, fine)
    if hundredths is not None:
        return round(100 - hundredths / 100)
    percent = endpoint.number_of(COVERING, coarse)
    return None if percent is None else round(100 - percent)


def _move(action: Action, endpoint: Endpoint) -> Request | None:
    """Return what moves it; it takes its time, so the device's word is enough."""
    can_go = endpoint.bits(COVERING)
    tilted = {"open_cover_tilt": 100.0, "close_cover_tilt": 0.0}
    match action.name:
        case "stop_cover" | "stop_cover_tilt":
            return _asked("StopMotion")
        case "open_cover":
            return _asked("UpOrOpen")
        case "close_cover":
            return _asked("DownOrClose")
        case "set_cover_position":
            wanted = number_of(action.arguments.get("position"))
            return None if wanted is None else _asked("GoToLiftPercentage", "lift", wanted)
        case "open_cover_tilt" | "close_cover_tilt" if not can_go & _KNOWS_TILT:
            return _asked("UpOrOpen" if action.name == "open_cover_tilt" else "DownOrClose")
        case "open_cover_tilt" | "close_cover_tilt":
            return _asked("GoToTiltPercentage", "tilt", tilted[action.name])
        case "set_cover_tilt_position":
            wanted = number_of(action.arguments.get("tilt_position"))
            return None if wanted is None else _asked("GoToTiltPercentage", "tilt", wanted)
    return None


def _asked(name: str, what: str = "", wanted: float = 0) -> Request:
    payload: JsonObject = {}
    if what:
        payload = {f"{what}Percent100thsValue": round((100 - wanted) * 100)}
    return Request((Command(cluster=COVERING, name=name, payload=payload),))


def _lock(endpoint: Endpoint) -> Facet:
    can = endpoint.bits(LOCK)
    words = _LOCK_WORDS if can & _HAS_BOLT else _WITHOUT_BOLT
    attributes: dict[str, JsonValue] = {
        "supported_features": int(LockFeature.OPEN if can & _HAS_BOLT else 0)
    }
    if can & _HAS_PIN and endpoint.get(LOCK, _NEEDS_PIN) is True:
        shortest = int(endpoint.number_of(LOCK, _MIN_PIN) or 1)
        longest = int(endpoint.number_of(LOCK, _MAX_PIN) or 8)
        attributes["code_format"] = rf"^\d{{{shortest},{longest}}}$"

    def read(seen: Endpoint) -> Reading:
        state = seen.number_of(LOCK, _LOCK_STATE)
        value = None if state is None else words.get(int(state))
        alarm = seen.happened.get((LOCK, _ALARM), {})
        if value != "locked" and alarm.get("alarmCode") == _JAMMED:
            value = "jammed"
        return Reading(value, {"changed_by": _changed_by(seen)})

    def write(action: Action, _: Endpoint) -> Request | None:
        wanted = {
            "lock": ("LockDoor", ("locked",)),
            "unlock": ("UnboltDoor" if can & _HAS_BOLT else "UnlockDoor", ("unlocked", "open")),
            "open": ("UnlockDoor", ("unlocked", "open")),
        }.get(action.name)
        if wanted is None:
            return None
        code = action.arguments.get("code")
        payload: JsonObject = {}
        if isinstance(code, str) and code:
            payload = {"PINCode": base64.b64encode(code.encode()).decode()}
        command = Command(cluster=LOCK, name=wanted[0], payload=payload, is_timed=True)
        return Request((command,), becomes(*wanted[1]))

    return Facet(
        slug="lock",
        domain="lock",
        clusters=frozenset({LOCK}),
        attributes=attributes,
        read=read,
        write=write,
    )


def _changed_by(endpoint: Endpoint) -> str | None:
    operation = endpoint.happened.get((LOCK, _OPERATION), {})
    source, user = operation.get("operationSource"), operation.get("userIndex")
    if not isinstance(source, int) or not 0 <= source < len(_SOURCES):
        return None
    return f"{_SOURCES[source]} {user}" if isinstance(user, int) else _SOURCES[source]


def _door() -> Facet:
    def read(endpoint: Endpoint) -> Reading:
        state = endpoint.number_of(LOCK, _DOOR_STATE)
        return Reading(None if state is None else _DOOR_OPEN.get(int(state)))

    return Facet(
        slug="door",
        domain="binary_sensor",
        name="Door",
        clusters=frozenset({LOCK}),
        attributes={"device_class": "door"},
        read=read,
    )


def _valve(endpoint: Endpoint) -> Facet:
    has_level = endpoint.has(VALVE, _VALVE_LEVEL)
    features = ValveFeature.OPEN | ValveFeature.CLOSE
    features |= ValveFeature.SET_POSITION if has_level else ValveFeature(0)
    attributes: JsonObject = {"supported_features": int(features), "device_class": "water"}

    def read(seen: Endpoint) -> Reading:
        state, target = (seen.number_of(VALVE, one) for one in (_VALVE_STATE, _VALVE_TARGET))
        value = {0.0: "closed", 1.0: "open"}.get(state) if state is not None else None
        if state == _IN_BETWEEN:
            value = "closing" if target == 0 else "opening"
        level = seen.number_of(VALVE, _VALVE_LEVEL)
        shown = {"current_position": None if level is None else round(level)}
        return Reading(value, shown if has_level else {})

    def write(action: Action, _: Endpoint) -> Request | None:
        payload: JsonObject = {}
        if action.name == "close_valve":
            return Request((Command(cluster=VALVE, name="Close"),), becomes("closed", "closing"))
        if action.name == "set_valve_position":
            wanted = number_of(action.arguments.get("position"))
            if wanted is None:
                return None
            if wanted == 0:
                return Request((Command(cluster=VALVE, name="Close"),))
            payload = {"targetLevel": round(wanted)}
        elif action.name != "open_valve":
            return None
        holds = None if payload else becomes("open", "opening")
        return Request((Command(cluster=VALVE, name="Open", payload=payload),), holds)

    return Facet(
        slug="valve",
        domain="valve",
        clusters=frozenset({VALVE}),
        attributes=attributes,
        read=read,
        write=write,
    )


def _fault() -> Facet:
    return Facet(
        slug="valve_fault",
        domain="binary_sensor",
        name="Fault",
        clusters=frozenset({VALVE}),
        category="diagnostic",
        attributes={"device_class": "problem"},
        read=lambda endpoint: Reading(on_off(endpoint.bits(VALVE, _VALVE_FAULT) != 0)),
    )
