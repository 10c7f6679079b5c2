"""Rollers and blinds, with slats where they have some. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.shelly.facet import (
    Facet,
    Part,
    Request,
    Status,
    entity,
    flag,
    number,
    within,
)
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

_OPEN = 100
_WORDS = {"open": "open", "closed": "closed", "opening": "opening", "closing": "closing"}
_SLATS = Feature.OPEN_TILT | Feature.CLOSE_TILT | Feature.STOP_TILT | Feature.SET_TILT_POSITION


def cover(part: Part) -> Iterator[Facet]:
    """Yield the entity of a cover; one that was never calibrated knows no positions."""
    has_slats = within(part.config, "slat", "enable") is True
    features = Feature.OPEN | Feature.CLOSE | Feature.STOP
    if flag(part.status, "pos_control") is not False:
        features |= Feature.SET_POSITION
    if has_slats:
        features |= _SLATS

    def read(status: Status) -> Reading:
        position = number(status, "current_pos")
        attributes: dict[str, JsonValue] = {
            "current_position": None if position is None else round(position)
        }
        if has_slats:
            slats = number(status, "slat_pos")
            attributes["current_tilt_position"] = None if slats is None else round(slats)
        return Reading(_state(status, position), attributes)

    def write(action: Action, _: Status) -> Request | None:
        return _request(part.number, action)

    described = entity(part.component, "cover", part.name, {"supported_features": int(features)})
    yield Facet(entity=described, component=part.component, read=read, write=write)


def _state(status: Status, position: float | None) -> str | None:
    told = str(status.get("state"))
    if told in _WORDS:
        return _WORDS[told]
    if position is not None:
        return "open" if position > 0 else "closed"
    return "open" if told == "stopped" else None


def _request(number_: int, action: Action) -> Request | None:
    where = {"id": number_}
    match action.name:
        case "open_cover":
            return Request("Cover.Open", where, _opens)
        case "close_cover":
            return Request("Cover.Close", where, becomes("closed", "closing"))
        case "stop_cover" | "stop_cover_tilt":
            return Request("Cover.Stop", where)
        case "set_cover_position":
            return _go_to(where, "pos", action.arguments.get("position"))
        case "open_cover_tilt":
            return _go_to(where, "slat_pos", _OPEN)
        case "close_cover_tilt":
            return _go_to(where, "slat_pos", 0)
        case "set_cover_tilt_position":
            return _go_to(where, "slat_pos", action.arguments.get("tilt_position"))
    return None


def _go_to(where: dict[str, int], what: str, wish: JsonValue) -> Request | None:
    wanted = number_of(wish)
    return None if wanted is None else Request("Cover.GoToPosition", {**where, what: round(wanted)})


def _opens(seen: StateReport) -> bool:
    is_fully = seen.attributes.get("current_position") in (None, _OPEN)
    return seen.value == "opening" or (seen.value == "open" and is_fully)
