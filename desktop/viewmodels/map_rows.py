"""What stands on the map and in the list beside it, worked out from what is known."""

from collections.abc import Iterable, Sequence

import msgspec

from desktop.viewmodels.entity_icons import entity_glyph
from desktop.viewmodels.map_words import length_text, marker_line, place_text, way_text
from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.people_words import initials
from desktop.viewmodels.words import age_text, joined
from embedded_hub.model.capability import tracker
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.ids import EntityId, GatewayId, domain_of
from embedded_hub.model.mercator import World, per_metre, to_world
from embedded_hub.model.position import Point
from embedded_hub.model.state import State

ZONES_GATEWAY = GatewayId("zones")
HOME_ZONE = EntityId("zone.home")
STALE_S = 3600.0
"""Phones tell where they are every few minutes while they move; after this the age matters."""


class Marker(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Somebody or something that moves. Places are in parts of the projection's square."""

    key: str
    name: str
    initials: str
    symbol: str
    is_person: bool
    has_place: bool
    world_x: float
    world_y: float
    per_metre: float
    accuracy_m: float
    place_text: str
    line_text: str
    age_text: str
    spoken: str
    is_stale: bool
    is_home: bool


class ZoneMark(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A zone. ``zone_id`` is empty for those only a gateway knows."""

    key: str
    zone_id: str
    name: str
    icon_name: str
    """Its name in the icon font, ``mdi:briefcase``."""
    symbol: str
    world_x: float
    world_y: float
    per_metre: float
    radius_m: float
    is_home: bool
    can_edit: bool
    line_text: str


def roles_of(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return what QML calls the fields of a mark."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


def home_of(mirror: HomeMirror) -> Point | None:
    """Return where the home stands."""
    state = mirror.states.get(HOME_ZONE)
    return tracker.position(state) if state is not None else None


def is_on_map(entity_id: str) -> bool:
    """Say whether a change of an entity changes the map."""
    return domain_of(entity_id) in tracker.TRACKED_DOMAINS | {tracker.ZONE_DOMAIN}


def markers_of(mirror: HomeMirror, now: float) -> list[Marker]:
    """Return everybody and everything that is somewhere: people first, then by name.

    A tracker a person is known by is that person.
    """
    moving = [state for one, state in mirror.states.items() if _moves(mirror, one)]
    theirs = _followed(state for state in moving if _is_person(state))
    home = home_of(mirror)
    found = [_marker(mirror, one, home, now) for one in moving if one.entity_id not in theirs]
    return sorted(found, key=lambda one: (not one.is_person, one.name.casefold()))


def zones_of(mirror: HomeMirror, *, can_edit: bool) -> list[ZoneMark]:
    """Return every zone, the home first, then by name."""
    home = home_of(mirror)
    zones = (one for entity_id, one in mirror.states.items() if _is_zone(entity_id))
    marks = (_zone(mirror, state, home, can_edit=can_edit) for state in zones)
    found = [mark for mark in marks if mark is not None]
    return sorted(found, key=lambda one: (not one.is_home, one.name.casefold()))


def spots(markers: Sequence[Marker], zones: Sequence[ZoneMark]) -> list[tuple[World, float]]:
    """Return what is to be in view when everything is, each with the reach around it."""
    found = [((one.world_x, one.world_y), one.radius_m * one.per_metre) for one in zones]
    placed = (one for one in markers if one.has_place)
    return found + [((one.world_x, one.world_y), one.accuracy_m * one.per_metre) for one in placed]


# --- parts ----------------------------------------------------------------------------------------


def _moves(mirror: HomeMirror, entity_id: EntityId) -> bool:
    return domain_of(entity_id) in tracker.TRACKED_DOMAINS and mirror.is_shown(entity_id)


def _is_person(state: State) -> bool:
    return domain_of(state.entity_id) == tracker.PERSON.domain


def _is_zone(entity_id: EntityId) -> bool:
    return domain_of(entity_id) == tracker.ZONE_DOMAIN


def _followed(people: Iterable[State]) -> set[str]:
    found: set[str] = set()
    for state in people:
        listed = state.attributes.get("device_trackers")
        found.update(str(one) for one in (listed if isinstance(listed, list | tuple) else ()))
        if tracker.position(state) is not None:
            found.add(str(state.attributes.get("source")))
    return found


def _marker(mirror: HomeMirror, state: State, home: Point | None, now: float) -> Marker:
    entity = mirror.entity(state.entity_id)
    name, here = mirror.name_of(entity), tracker.position(state)
    place, line = place_text(state), marker_line(state, here, home, now)
    x, y = to_world(here) if here is not None else (0.0, 0.0)
    return Marker(
        key=str(state.entity_id),
        name=name,
        initials=initials(name),
        symbol=entity_glyph(entity, state),
        is_person=_is_person(state),
        has_place=here is not None,
        world_x=x,
        world_y=y,
        per_metre=per_metre(here[0]) if here is not None else 0.0,
        accuracy_m=tracker.accuracy_m(state) or 0.0,
        place_text=place,
        line_text=line,
        age_text=age_text(max(0.0, now - state.updated_at)),
        spoken=". ".join(part for part in (name, place, line) if part),
        is_stale=not state.is_available or now - state.updated_at > STALE_S,
        is_home=tracker.is_home(state),
    )


def _zone(
    mirror: HomeMirror, state: State, home: Point | None, *, can_edit: bool
) -> ZoneMark | None:
    here, radius_m = tracker.position(state), number_of(state.attributes.get("radius"))
    if here is None or radius_m is None or radius_m <= 0:
        return None
    entity = mirror.entity(state.entity_id)
    is_ours = entity.gateway_id == ZONES_GATEWAY
    is_home = state.entity_id == HOME_ZONE
    x, y = to_world(here)
    return ZoneMark(
        key=str(state.entity_id),
        zone_id=str(entity.key) if is_ours else "",
        name=mirror.name_of(entity),
        icon_name=str(entity.icon or state.attributes.get("icon") or ""),
        symbol=entity_glyph(entity, state),
        world_x=x,
        world_y=y,
        per_metre=per_metre(here[0]),
        radius_m=radius_m,
        is_home=is_home,
        can_edit=can_edit and is_ours,
        line_text=joined("" if is_home else way_text(here, home), length_text(radius_m)),
    )
