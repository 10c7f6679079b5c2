"""Covers, valves and locks: what opens and closes."""

from collections.abc import Callable

from embedded_hub.gateways.native.mapping.table import (
    Facet,
    Kind,
    Order,
    Values,
    Verb,
    checked,
    number,
    word,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import EntitySpec

_OPEN, _CLOSE, _SET, _STOP = 1, 2, 4, 8
_OPEN_TILT, _CLOSE_TILT, _STOP_TILT, _SET_TILT = 16, 32, 64, 128
_LATCH = 1


def _opening(_spec: EntitySpec, values: Values) -> str | None:
    moving = values.get("moving")
    if moving in ("opening", "closing"):  # a tuple: a gateway may send what has no hash
        return str(moving)
    position = number(values, "position")
    if position is not None:
        return "open" if position > 0 else "closed"
    is_open = values.get("open")
    return ("open" if is_open else "closed") if isinstance(is_open, bool) else None


def _can_set(spec: EntitySpec, cap: str) -> bool:
    return cap in spec.caps and bool(spec.caps[cap].w)


def _travel(spec: EntitySpec) -> int:
    features = _OPEN | _CLOSE if _can_set(spec, "position") or _can_set(spec, "open") else 0
    return features | (_SET if _can_set(spec, "position") else 0)


def _cover_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    features = _travel(spec)
    if _can_set(spec, "tilt"):
        features |= _OPEN_TILT | _CLOSE_TILT | _SET_TILT
        features |= _STOP_TILT if "stop" in spec.does else 0
    return {"supported_features": features}


def _to_end(is_open: bool) -> Callable[[EntitySpec, Values, JsonObject], Order]:
    """Move to an end, by position where there is one."""

    def make(spec: EntitySpec, _values: Values, _arguments: JsonObject) -> Order:
        args: dict[str, JsonValue] = {"open": is_open}
        if "position" in spec.caps:
            args = {"position": 100 if is_open else 0}
        return checked(spec, Order(do="set", args=args))

    return make


_POSITION = Facet(cap="position", attribute="current_position")
COVER = Kind(
    domain="cover",
    value=_opening,
    facets=(_POSITION, Facet(cap="tilt", attribute="current_tilt_position")),
    does={"stop": _STOP},
    lasting=_cover_lasting,
    verbs={
        "open_cover": _to_end(True),
        "close_cover": _to_end(False),
        "set_cover_position": Verb(arguments={"position": "position"}),
        "stop_cover": Verb(do="stop"),
        "open_cover_tilt": Verb(fixed={"tilt": 100}),
        "close_cover_tilt": Verb(fixed={"tilt": 0}),
        "set_cover_tilt_position": Verb(arguments={"tilt_position": "tilt"}),
        "stop_cover_tilt": Verb(do="stop"),
    },
)
VALVE = Kind(
    domain="valve",
    value=_opening,
    facets=(_POSITION,),
    does={"stop": _STOP},
    lasting=lambda spec: {
        "supported_features": _travel(spec),
        "reports_position": "position" in spec.caps,
    },
    verbs={
        "open_valve": _to_end(True),
        "close_valve": _to_end(False),
        "set_valve_position": Verb(arguments={"position": "position"}),
        "stop_valve": Verb(do="stop"),
    },
)


def _turn_key(wanted: str) -> Callable[[EntitySpec, Values, JsonObject], Order]:
    def make(spec: EntitySpec, _values: Values, arguments: JsonObject) -> Order:
        args = checked(spec, Order(do="set", args={"lock": wanted})).args
        code = arguments.get("code") if "code" in spec.caps else None
        return Order(do="set", args=args if code is None else {**args, "code": code})

    return make


LOCK = Kind(
    domain="lock",
    value=word("lock"),
    facets=(Facet(cap="changed_by", attribute="changed_by"),),
    does={"open": _LATCH},
    lasting=lambda spec: (
        {"code_format": spec.caps["code"].format or "^.+$"} if "code" in spec.caps else {}
    ),
    verbs={
        "lock": _turn_key("locked"),
        "unlock": _turn_key("unlocked"),
        "open": Verb(do="open", arguments={"code": "code"}),
    },
)
