"""A made-up day on the road, and zones that are kept for as long as the gallery is open."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

import msgspec

from desktop.backend.places import Watch, ZoneDraft
from embedded_hub.errors import NotFound
from embedded_hub.model.ids import EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Entity
from embedded_hub.model.route import Fix
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue

HOME = (52.4987, 13.4030)
_WORK = (52.5208, 13.4095)
_HOUR_S = 3600.0
_ROUND_STEPS = 24


class FakePlaces:
    """Answers at once; shows a home and a place of work as soon as it is made.

    Args:
        utc_s: What time it is.
        put: Shows a zone with its entry in the registry.
        remove: Takes one away.
    """

    def __init__(
        self,
        utc_s: Callable[[], float],
        put: Callable[[Entity, State], None],
        remove: Callable[[EntityId], None],
    ) -> None:
        self._utc_s = utc_s
        self._put = put
        self._remove = remove
        self._zones: dict[str, ZoneDraft] = {}
        self._watches: list[Watch] = []
        self._show(
            "home",
            ZoneDraft(
                name="Gallery home",
                latitude=HOME[0],
                longitude=HOME[1],
                radius=100.0,
                icon="mdi:home",
            ),
        )
        self._show(
            "work",
            ZoneDraft(
                name="Work",
                latitude=_WORK[0],
                longitude=_WORK[1],
                radius=200.0,
                icon="mdi:briefcase",
            ),
        )

    async def route(
        self,
        entity_id: EntityId,  # noqa: ARG002 - everybody went the same way
        start_at: float,
        end_at: float,
    ) -> Sequence[Fix]:
        """Return a morning at home, a way to work, a day there and a round back."""
        leaves, comes = start_at + 8 * _HOUR_S, start_at + 8.5 * _HOUR_S
        points = [(start_at, HOME), (leaves, HOME)]
        points += [
            (leaves + step / 12 * (comes - leaves), _between(HOME, _WORK, step / 12))
            for step in range(1, 13)
        ]
        points.append((comes + 8 * _HOUR_S, _WORK))
        points += [
            (comes + (8 + step / _ROUND_STEPS) * _HOUR_S, _around(step / _ROUND_STEPS))
            for step in range(1, _ROUND_STEPS + 1)
        ]
        until = min(end_at, self._utc_s())
        return [
            Fix(at=at, latitude=place[0], longitude=place[1], accuracy_m=12.0)
            for at, place in points
            if at <= until
        ]

    async def add_zone(self, zone: ZoneDraft) -> None:
        """Show it."""
        self._show((zone.name or "zone").lower().replace(" ", "_"), zone)

    async def change_zone(self, zone_id: str, changes: ZoneDraft) -> None:
        """Show it as it is then."""
        given = {
            name: value
            for name, value in msgspec.structs.asdict(changes).items()
            if value is not None
        }
        self._show(zone_id, msgspec.structs.replace(self._zone(zone_id), **given))

    async def remove_zone(self, zone_id: str) -> None:
        """Take it away."""
        self._zone(zone_id)
        del self._zones[zone_id]
        self._remove(EntityId(f"zone.{zone_id}"))

    async def watches(self) -> Sequence[Watch]:
        """Return what was asked for."""
        return tuple(self._watches)

    async def watch(self, watch: Watch, *, is_on: bool) -> None:
        """Keep what was asked for."""
        self._watches = [
            one
            for one in self._watches
            if (one.entity_id, one.zone_id) != (watch.entity_id, watch.zone_id)
        ]
        if is_on:
            self._watches.append(watch)

    def _zone(self, zone_id: str) -> ZoneDraft:
        if zone_id not in self._zones:
            raise NotFound(f"There is no zone {zone_id}.")
        return self._zones[zone_id]

    def _show(self, zone_id: str, zone: ZoneDraft) -> None:
        self._zones[zone_id] = zone
        entity_id = EntityId(f"zone.{zone_id}")
        entity = Entity(
            entity_id=entity_id,
            gateway_id=GatewayId("zones"),
            key=EntityKey(zone_id),
            hidden_by="integration",
        )
        attributes: dict[str, JsonValue] = {
            "friendly_name": zone.name,
            "icon": zone.icon or "mdi:map-marker",
            "latitude": zone.latitude,
            "longitude": zone.longitude,
            "radius": zone.radius or 100.0,
            "passive": False,
            "editable": zone_id != "home",
        }
        now = self._utc_s()
        state = State(
            entity_id=entity_id,
            value="0",
            attributes=attributes,
            changed_at=now,
            updated_at=now,
            context=Context(id=zone_id),
        )
        self._put(entity, state)


def _between(
    one: tuple[float, float], other: tuple[float, float], share: float
) -> tuple[float, float]:
    bend = 0.004 * sin(share * pi)
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share + bend,
    )


def _around(share: float) -> tuple[float, float]:
    there = _between(_WORK, HOME, share)
    return there[0] + 0.003 * sin(2 * pi * share), there[1] - 0.009 * (1 - cos(2 * pi * share)) / 2
