"""The floors of one home, one for each channel that somebody has asked for."""

from collections.abc import Iterator

from embedded_hub.core.intercom.talk_groups import TalkGroup
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.voice.floor import Floor, FloorLimits
from embedded_hub.voice.floor_events import FloorStatus

MANY = 500


class Floors:
    """Makes floors when they are needed.

    Args:
        limits: Of every floor.
    """

    def __init__(self, limits: FloorLimits) -> None:
        self._limits = limits
        self._floors: dict[TalkGroupId, Floor] = {}
        self._groups: dict[TalkGroupId, TalkGroup] = {}

    def of(self, group: TalkGroup) -> Floor:
        """Return the floor of a channel."""
        self._groups[group.id] = group
        return self._floors.setdefault(group.id, Floor(self._limits))

    def get(self, channel: TalkGroupId) -> Floor | None:
        """Return the floor of a channel, if somebody has asked for it."""
        return self._floors.get(channel)

    def group(self, channel: TalkGroupId) -> TalkGroup:
        """Return the channel a floor is of, as it was last known."""
        return self._groups[channel]

    def regroup(self, group: TalkGroup) -> None:
        """Take a channel as it is now."""
        if group.id in self._groups:
            self._groups[group.id] = group

    def due(self, now_s: float) -> Iterator[tuple[TalkGroupId, Floor]]:
        """Yield the floors for which time has come."""
        for channel, floor in list(self._floors.items()):
            if floor.next_tick_s is not None and floor.next_tick_s <= now_s:
                yield channel, floor

    @property
    def next_tick_s(self) -> float | None:
        """When the first of them is due."""
        ticks = (floor.next_tick_s for floor in self._floors.values())
        return min((at for at in ticks if at is not None), default=None)

    def drop_if_idle(self, channel: TalkGroupId) -> None:
        """Forget a floor nobody needs; it remembers how often somebody asked, so not at once."""
        floor = self._floors.get(channel)
        if floor is not None and floor.status == FloorStatus() and len(self._floors) > MANY:
            del self._floors[channel], self._groups[channel]
