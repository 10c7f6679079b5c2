"""How often a sensor usually speaks, and whether it is overdue: pure.

A hub tells changes only, so silence alone means little: a value may simply not change. A sensor
counts as overdue when it has shown a rhythm and then stays away for many times that long.
"""

import msgspec

from embedded_hub.model.ids import EntityId

FEWEST_GAPS = 5
"""Fewer are no rhythm yet."""
OVERDUE_FACTOR = 20.0
SHORTEST_OVERDUE_S = 3600.0
"""A temperature that stands still for an hour at night is nothing to wonder about."""
NEWEST_WEIGHT = 0.3


class _Beat(msgspec.Struct):
    last_at: float
    mean_gap_s: float = 0.0
    gap_count: int = 0


class Rhythm:
    """The rhythm of every entity that changed while somebody listened. Times are seconds UTC."""

    def __init__(self) -> None:
        self._beats: dict[EntityId, _Beat] = {}

    def note(self, entity_id: EntityId, at: float) -> None:
        """Take note of a report; one that is no newer than the last is none."""
        beat = self._beats.get(entity_id)
        if beat is None:
            self._beats[entity_id] = _Beat(last_at=at)
            return
        gap_s = at - beat.last_at
        if gap_s <= 0:
            return
        weight = NEWEST_WEIGHT if beat.gap_count else 1.0
        beat.mean_gap_s += weight * (gap_s - beat.mean_gap_s)
        beat.gap_count += 1
        beat.last_at = at

    def forget(self) -> None:
        """Begin anew: nobody listened for a while."""
        self._beats.clear()

    def is_overdue(self, entity_id: EntityId, now: float) -> bool:
        """Say whether an entity stays away far longer than it usually does."""
        beat = self._beats.get(entity_id)
        if beat is None or beat.gap_count < FEWEST_GAPS:
            return False
        return now - beat.last_at > max(SHORTEST_OVERDUE_S, OVERDUE_FACTOR * beat.mean_gap_s)
