"""Zones: places with a name and a radius, and which of them something is in.

A fix is never exact, so a zone is entered and left at different distances::

    distance to the centre   0 ────── radius ── + benefit ── + margin ── + accuracy ──►
    was outside              │ enters         │ stays outside                        │
    was inside               │ stays inside                            │ proven to have left

``benefit`` is what a fix's own inaccuracy may add when entering, never more than a quarter of the
radius. Because the way out is longer than the way in, whatever the accuracy is said to be,
something that stands still is never in and out by turns.
"""

from collections.abc import Sequence

import msgspec

from embedded_hub.model.position import Point, way_m

HOME_ZONE_ID = "home"
HOME_RADIUS_M = 100.0
_BENEFIT_SHARE = 0.25
_MARGIN_SHARE = 0.1
_LEAST_MARGIN_M = 10.0
_MOST_MARGIN_M = 50.0


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """One place. ``name`` is what a tracker's state says while it is there."""

    id: str
    name: str
    latitude: float
    longitude: float
    radius_m: float = HOME_RADIUS_M
    is_passive: bool = False
    """Whether it is only looked at and never somebody's state."""
    icon: str | None = None

    @property
    def centre(self) -> Point:
        """Where its middle is."""
        return (self.latitude, self.longitude)


def zone_at(
    here: Point,
    accuracy_m: float,
    zones: Sequence[Zone],
    *,
    before: Zone | None = None,
    is_first: bool = False,
) -> Zone | None:
    """Return the zone something is in; ``None`` for none of them.

    Where several hold it, the smallest wins: a shop lies in its town.

    Args:
        here: Where it says it is.
        accuracy_m: How far off that may be.
        zones: All there are.
        before: The zone it was in; it stays there until it is proven to have left.
        is_first: Whether nothing is known of before. A first fix has the full benefit of its
            inaccuracy, up to the radius, for it need not contradict anything.
    """
    share = 1.0 if is_first else _BENEFIT_SHARE
    inside = [
        zone
        for zone in zones
        if not zone.is_passive
        and way_m(here, zone.centre) <= zone.radius_m + min(accuracy_m, share * zone.radius_m)
    ]
    if before is not None and not before.is_passive and not has_left(here, accuracy_m, before):
        # Only what lies within where it is already is closer to the truth.
        inside = [zone for zone in inside if zone.radius_m < before.radius_m]
        inside.append(before)
    return min(inside, key=lambda zone: (zone.radius_m, way_m(here, zone.centre)), default=None)


def has_left(here: Point, accuracy_m: float, zone: Zone) -> bool:
    """Say whether a fix proves that something which was in a zone is not there any more."""
    margin_m = min(max(_LEAST_MARGIN_M, _MARGIN_SHARE * zone.radius_m), _MOST_MARGIN_M)
    reach_m = zone.radius_m * (1 + _BENEFIT_SHARE) + margin_m
    return way_m(here, zone.centre) - accuracy_m > reach_m
