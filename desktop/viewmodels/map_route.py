"""Where one of those on the map was on one day: the line, the stays, and any moment of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from desktop.viewmodels.map_words import stay_text, time_text, way_text
from desktop.viewmodels.row_model import Row
from desktop.viewmodels.words import joined, translate
from embedded_hub.model.mercator import World, to_world
from embedded_hub.model.position import Point, way_m
from embedded_hub.model.route import Fix
from embedded_hub.model.stay import Stay, place_at, stays
from embedded_hub.model.zone import HOME_ZONE_ID, Zone, zone_at

_STILL_THERE_S = 60.0


def day_span(now: float, days_back: int) -> tuple[float, float]:
    """Return when a local day begins and ends, seconds UTC; today ends now."""
    today = datetime.fromtimestamp(now).replace(hour=0, minute=0, second=0, microsecond=0)  # noqa: DTZ006 - people live in local days
    begins = today - timedelta(days=days_back)
    ends = now if days_back == 0 else (begins + timedelta(days=1)).timestamp()
    return begins.timestamp(), ends


class Route:
    """One day of one marker.

    Args:
        fixes: Oldest first.
        begins_at: When the day begins, seconds UTC.
        ends_at: When it ends, or now.
        is_today: Whether it is not over, so that the last stay is open.
    """

    def __init__(
        self, fixes: Sequence[Fix], begins_at: float, ends_at: float, *, is_today: bool
    ) -> None:
        self.fixes = fixes
        self.begins_at = begins_at
        self.ends_at = ends_at
        self._is_today = is_today

    def followed(self, fix: Fix) -> "Route":
        """Return it with where they are now, where that is news."""
        if self.fixes and fix.at <= self.fixes[-1].at:
            return self
        ends_at = max(self.ends_at, fix.at)
        return Route((*self.fixes, fix), self.begins_at, ends_at, is_today=self._is_today)

    def line(self) -> list[float]:
        """Return the points of the line, x and y by turns, in parts of the projection's square."""
        points = (to_world((fix.latitude, fix.longitude)) for fix in self.fixes)
        return [part for point in points for part in point]

    def spots(self) -> list[tuple[World, float]]:
        """Return what is to be in view when all of it is."""
        return [(to_world((fix.latitude, fix.longitude)), 0.0) for fix in self.fixes]

    def moment(self, share: float) -> Row:
        """Return where they were at a share of the day, and when that was."""
        at = self.begins_at + share * (self.ends_at - self.begins_at)
        place = place_at(self.fixes, at)
        if place is None:
            return {"isKnown": False, "x": 0.0, "y": 0.0, "text": time_text(at)}
        return {"isKnown": True, **_row(to_world(place)), "text": time_text(at)}

    def stay_rows(self, zones: Sequence[Zone], home: Point | None) -> list[Row]:
        """Return where they stayed, oldest first, as places with times."""
        return [
            {
                **_row(to_world(stay.place)),
                "timeText": stay_text(stay.begins_at, self._end_of(stay)),
                "placeText": _place_name(stay.place, zones, home),
            }
            for stay in stays(self.fixes, self.ends_at)
        ]

    def way_m(self) -> float:
        """Return how far they went."""
        points = [(fix.latitude, fix.longitude) for fix in self.fixes]
        return sum(way_m(*pair) for pair in pairwise(points))

    def _end_of(self, stay: Stay) -> float | None:
        is_open = self._is_today and self.ends_at - stay.ends_at < _STILL_THERE_S
        return None if is_open else stay.ends_at


def _row(world: tuple[float, float]) -> Row:
    return {"x": world[0], "y": world[1]}


def _place_name(place: Point, zones: Sequence[Zone], home: Point | None) -> str:
    zone = zone_at(place, 0.0, zones, is_first=True)
    if zone is None:
        return joined(way_text(place, home)) or translate("Map", "Away")
    return translate("Map", "At home") if zone.id == HOME_ZONE_ID else zone.name
