"""A tile's face: every role QML reads, worked out from what is known. Pure but for translation.

The table of roles is the contract with QML; the model compares old and new faces and tells QML
only the roles that differ.
"""

from collections.abc import Callable, Sequence

import msgspec

from desktop.viewmodels.answering import answer_text, can_answer
from desktop.viewmodels.details import detail_text, value_and_unit
from desktop.viewmodels.entity_icons import entity_glyph
from desktop.viewmodels.features.table import features_of
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.main_action import hold_text, main_action
from desktop.viewmodels.marks import Pending, Problem
from desktop.viewmodels.naming import TileName
from desktop.viewmodels.problem_words import problem_sentence
from desktop.viewmodels.state_words import state_word
from desktop.viewmodels.tints import ATTENTION, own_color, tint_of
from desktop.viewmodels.words import age_text, joined, translate, with_unit
from embedded_hub.model.capability import media_player
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import device_class, number, text
from embedded_hub.model.registry import Area, Entity
from embedded_hub.model.state import LAST_SEEN_AT, LAST_STATE, UNAVAILABLE, UNKNOWN, State

Face = dict[str, object]

ROLES = (
    "entityId", "deviceId", "areaId", "areaName", "domain", "deviceClass", "name", "fullName",
    "deviceText", "icon", "tint", "tintColor", "stateText", "detailText", "stateLine", "valueText",
    "unitText", "isOn", "isAvailable", "isPending", "pendingText", "isStale", "isMinor",
    "isFavorite", "problemKind", "problemText", "ageText", "badges", "size", "mainAction",
    "holdText", "features", "trend", "accessibleText", "pictureUrl", "mediaTitle", "mediaArtist",
    "canAnswer", "answerText",
)  # fmt: skip

LOW_BATTERY_PERCENT = 15
RESTING_VALUES = frozenset(
    {"off", "closed", "locked", "idle", "paused", "standby", "docked", "disarmed", "not_home"}
)
TALL_KINDS = frozenset({"slider", "range", "stepper", "buttons", "options"})
BIG_DOMAINS = frozenset({"media_player", "camera", "device_tracker"})
WIDE_DOMAINS = frozenset({"weather"})
SMALL_DOMAINS = frozenset({"button", "input_button", "lock", "scene", "script", "siren", "update"})
"""Their disc is the whole of it; a row of buttons would say it twice."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of the entity a tile stands for."""

    entity: Entity
    state: State
    name: TileName
    area: Area | None = None
    gateway_title: str = ""
    pending: Pending | None = None
    problem: Problem | None = None
    is_favorite: bool = False
    trend: Sequence[float] = ()
    battery_percent: float | None = None
    is_stale: bool = False
    is_minor: bool = False


def build_face(subject: Subject, now: float) -> Face:
    """Work out every role of a tile.

    Args:
        subject: What is known.
        now: Seconds UTC, for ages.
    """
    entity, state, area = subject.entity, subject.state, subject.area
    is_available = state.value != UNAVAILABLE
    problem_text = ""
    if subject.problem is not None:
        problem_text = problem_sentence(subject.problem, subject.name.full, subject.gateway_title)
    features = features_of(entity.domain, state)
    face: Face = {
        "entityId": entity.entity_id,
        "deviceId": entity.device_id or "",
        "areaId": area.area_id if area is not None else "",
        "areaName": area.name if area is not None else "",
        "domain": entity.domain,
        "deviceClass": device_class(state) or "",
        "fullName": subject.name.full,
        "deviceText": subject.name.device,
        "icon": entity_glyph(entity, state),
        "tint": tint_of(state),
        "tintColor": own_color(state),
        "isOn": is_on(state),
        "isAvailable": is_available,
        "isPending": subject.pending is not None,
        "pendingText": subject.pending.asked if subject.pending is not None else "",
        "isFavorite": subject.is_favorite,
        "isStale": subject.is_stale,
        "isMinor": subject.is_minor,
        "problemKind": subject.problem.kind if subject.problem is not None else "",
        "problemText": problem_text,
        "ageText": _age(subject, now),
        "badges": _badges(subject),
        "size": _size(entity.domain, features),
        "mainAction": main_action(state),
        "holdText": hold_text(state),
        "features": features,
        "trend": list(subject.trend),
        "pictureUrl": shown_picture(state),
        "mediaTitle": _media(state, media_player.title),
        "mediaArtist": _media(state, media_player.artist),
    }
    face |= {"canAnswer": can_answer(state), "answerText": answer_text(state)}
    face |= _value_roles(state, now)
    # A reading has one line: what it measures comes first, so that neighbours differ.
    is_reading = bool(face["valueText"])
    face["name"] = joined(subject.name.short, subject.name.device if is_reading else "")
    face["stateLine"] = _state_line(face)
    face["accessibleText"] = ", ".join(
        str(part) for part in (subject.name.full, face["stateLine"]) if part
    )
    return face


def shown_picture(state: State) -> str:
    """Return a picture that needs no further connection: one the state itself carries.

    Paths are the foreign system's own, and an address elsewhere would tell strangers who looks.
    """
    picture = text(state, "entity_picture") or ""
    return picture if picture.startswith("data:image/") else ""


def is_on(state: State) -> bool:
    """Say whether a tile is shown as active."""
    if state.value in (UNAVAILABLE, UNKNOWN) or state.value in RESTING_VALUES:
        return False
    return number_of(state.value) is None and entity_is_switchable(state)


def entity_is_switchable(state: State) -> bool:
    """Say whether being active means anything for this kind of entity."""
    return state.entity_id.partition(".")[0] not in _NEVER_ON


_NEVER_ON = frozenset(
    {"button", "date", "datetime", "event", "input_button", "input_select", "input_text", "number",
     "scene", "select", "sensor", "text", "time", "weather"}
)  # fmt: skip


def _value_roles(state: State, now: float) -> Face:
    last = text(state, LAST_STATE) if state.value == UNAVAILABLE else None
    shown = state if last is None else msgspec.structs.replace(state, value=last)
    value, unit = value_and_unit(shown, shown.value)
    return {
        "valueText": value,
        "unitText": unit,
        "stateText": with_unit(value, unit) if value else state_word(shown, now),
        "detailText": "" if last is not None else detail_text(state),
    }


def _state_line(face: Face) -> str:
    if face["problemText"]:
        return str(face["problemText"])
    if face["isPending"] and face["pendingText"]:
        return str(face["pendingText"])
    if not face["isAvailable"]:
        return joined(str(face["stateText"]), str(face["ageText"]))
    device = "" if face["valueText"] else str(face["deviceText"])
    parts = (str(face[role]) for role in ("stateText", "detailText", "ageText"))
    return joined(*parts, device)


def _age(subject: Subject, now: float) -> str:
    state = subject.state
    if state.value == UNAVAILABLE:
        seen_at = number(state, LAST_SEEN_AT)
        return age_text(max(0.0, now - (state.changed_at if seen_at is None else seen_at)))
    return age_text(max(0.0, now - state.updated_at)) if subject.is_stale else ""


def _badges(subject: Subject) -> list[Face]:
    badges: list[Face] = []
    level = subject.battery_percent
    if level is not None and level <= LOW_BATTERY_PERCENT:
        words = translate("Tile", "Battery %1 %").replace("%1", str(round(level)))
        badges.append(
            {"kind": "battery", "icon": glyph("battery-alert"), "text": words, "tint": ATTENTION}
        )
    if subject.entity.domain == "update" and subject.state.value == "on":
        words = translate("Tile", "Update available")
        badges.append({"kind": "update", "icon": glyph("update"), "text": words, "tint": ATTENTION})
    return badges


def _size(domain: str, features: Sequence[Face]) -> str:
    if domain in BIG_DOMAINS:
        return "2x2"
    if domain in WIDE_DOMAINS:
        return "2x1"
    if domain in SMALL_DOMAINS:
        return "1x1"
    return "1x2" if features and features[0]["kind"] in TALL_KINDS else "1x1"


def _media(state: State, read: Callable[[State], str | None]) -> str:
    return (read(state) or "") if state.entity_id.startswith("media_player.") else ""
