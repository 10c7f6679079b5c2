"""Gathers what is known of an entity into its tile's face."""

from desktop.viewmodels.face import Face, Subject, build_face
from desktop.viewmodels.home import Home
from desktop.viewmodels.importance import is_minor
from desktop.viewmodels.naming import tile_name
from desktop.viewmodels.trends import Trends
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import device_class, number
from embedded_hub.model.ids import EntityId
from embedded_hub.model.registry import Entity
from embedded_hub.model.state import UNAVAILABLE, Context, State


class FaceBuilder:
    """Builds faces of one home."""

    def __init__(self, home: Home, trends: Trends) -> None:
        self._home = home
        self._trends = trends

    def build(self, entity_id: EntityId) -> Face:
        """Return the face of an entity as it is known now."""
        home, mirror = self._home, self._home.mirror
        entity = mirror.entity(entity_id)
        status = mirror.gateways.get(entity.gateway_id)
        now = home.now()
        device, area = mirror.device_of(entity), mirror.area_of(entity)
        state = mirror.states.get(entity_id) or _gone(entity_id, now)
        return build_face(
            Subject(
                entity=entity,
                state=state,
                name=tile_name(mirror.name_of(entity), entity, device, area),
                area=area,
                gateway_title=status.title if status is not None else "",
                pending=home.commands.marks.pending(entity_id),
                problem=home.commands.marks.problem(entity_id),
                is_favorite=entity_id in mirror.layout.favorites,
                trend=self._trends.line(entity_id),
                battery_percent=self._battery(entity),
                is_stale=state.is_available and home.rhythm.is_overdue(entity_id, now),
                is_minor=is_minor(state, self._siblings(entity)),
            ),
            now,
        )

    def _siblings(self, entity: Entity) -> list[State]:
        """Return the states of the device's other entities that have tiles."""
        mirror = self._home.mirror
        return [
            mirror.states[other.entity_id]
            for other in mirror.siblings_of(entity)
            if mirror.is_shown(other.entity_id)
        ]

    def _battery(self, entity: Entity) -> float | None:
        mirror = self._home.mirror
        own = mirror.states.get(entity.entity_id)
        if own is not None and (level := number(own, "battery_level")) is not None:
            return level
        for sibling in mirror.siblings_of(entity):
            state = mirror.states[sibling.entity_id]
            if sibling.domain == "sensor" and device_class(state) == "battery":
                return number_of(state.value)
        return None


def _gone(entity_id: EntityId, now: float) -> State:
    """Stand in for a state that went while its tile is still being taken away."""
    return State(
        entity_id=entity_id,
        value=UNAVAILABLE,
        attributes={},
        changed_at=now,
        updated_at=now,
        context=Context(id=""),
    )
