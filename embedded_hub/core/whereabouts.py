"""In which zone each tracker and person is: their position decides, whoever reports it.

A phone of this home, OwnTracks, a small device and Home Assistant each have words of their own for
where something is. Where they tell a position, this home's zones say what to call it; what tells
no position is believed as it is.
"""

from collections.abc import Sequence

from embedded_hub.core.states import States
from embedded_hub.model.capability.tracker import (
    DEVICE_TRACKER,
    HOME,
    NOT_HOME,
    TRACKED_DOMAINS,
    accuracy_in,
    last_known,
    position_in,
)
from embedded_hub.model.ids import EntityId, domain_of
from embedded_hub.model.position import Point, way_m
from embedded_hub.model.state import UNKNOWN
from embedded_hub.model.values import JsonObject
from embedded_hub.model.zone import HOME_ZONE_ID, Zone, zone_at


class Whereabouts:
    """Names where things are, for one home.

    Args:
        states: What was last said of each; its zone is remembered there and nowhere else.
    """

    def __init__(self, states: States) -> None:
        self._states = states
        self.zones: Sequence[Zone] = ()
        """Every zone there is, the home's own first."""

    def is_placed(self, entity_id: EntityId) -> bool:
        """Say whether the entity is of a kind that is somewhere."""
        return domain_of(entity_id) in TRACKED_DOMAINS

    def value_of(self, entity_id: EntityId, told: str | None, attributes: JsonObject) -> str | None:
        """Return what a tracker's state is to say.

        Args:
            entity_id: The tracker or person.
            told: What its gateway calls the place.
            attributes: What its gateway says besides.
        """
        here = position_in(attributes)
        if here is None:
            return told
        followed = self._followed(attributes, here)
        if followed is not None:
            return followed
        before = last_known(self._states.get(entity_id))
        zone = zone_at(
            here,
            accuracy_in(attributes) or 0.0,
            self.zones,
            before=self._nearest_named(before, here),
            is_first=before is None,
        )
        return value_in(zone) if zone is not None else self._outside(told)

    def zone_named(self, value: str | None) -> Zone | None:
        """Return the zone a tracker's state speaks of; any of those that share the name."""
        return next((zone for zone in self.zones if value_in(zone) == value), None)

    def _outside(self, told: str | None) -> str:
        """Return what something outside of every zone is called.

        A name none of our zones has comes from zones only the foreign system knows.
        """
        ours = {zone.name.casefold() for zone in self.zones}
        has_home = any(zone.id == HOME_ZONE_ID for zone in self.zones)
        if told is None or told.casefold() in ours | {NOT_HOME, UNKNOWN, ""}:
            return NOT_HOME
        if told.casefold() == HOME:
            return NOT_HOME if has_home else HOME
        return told

    def _followed(self, attributes: JsonObject, here: Point) -> str | None:
        """Return where the tracker is that a person is known by, so that both say the same."""
        source = attributes.get("source")
        if not isinstance(source, str) or domain_of(source) != DEVICE_TRACKER.domain:
            return None
        state = self._states.get(EntityId(source))
        if state is None or not state.is_available or position_in(state.attributes) != here:
            return None
        return state.value

    def _nearest_named(self, value: str | None, here: Point) -> Zone | None:
        named = [zone for zone in self.zones if value_in(zone) == value]
        return min(named, key=lambda zone: way_m(here, zone.centre), default=None)


def value_in(zone: Zone) -> str:
    """Return the state of whatever is in a zone."""
    return HOME if zone.id == HOME_ZONE_ID else zone.name
