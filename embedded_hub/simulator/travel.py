"""A van on its round and people who come and go: positions, speed and heading."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import Thing, Values, toward

Point = tuple[float, float]
"""Latitude and longitude, degrees."""
HOME: Point = (52.4987, 13.4030)
OFFICE: Point = (52.5208, 13.4095)
SCHOOL: Point = (52.4921, 13.4190)
TO_OFFICE: Sequence[Point] = (
    (52.5006, 13.4021),
    (52.5041, 13.4069),
    (52.5093, 13.4052),
    (52.5127, 13.4091),
    (52.5176, 13.4068),
    OFFICE,
)
TO_SCHOOL: Sequence[Point] = ((52.4975, 13.4079), (52.4951, 13.4127), (52.4938, 13.4189), SCHOOL)
VAN_ROUTE: Sequence[Point] = (
    HOME,
    (52.5012, 13.4102),
    (52.5049, 13.4188),
    (52.5098, 13.4233),
    (52.5142, 13.4169),
    (52.5131, 13.4058),
    (52.5090, 13.3955),
    (52.5035, 13.3921),
)
_METRES_PER_DEGREE = 111_320.0
_HOME_RADIUS_M = 100.0
_TOLD_EVERY_S = 2.0
_POSITION = {
    "place": Cap(type="text"),
    "lat": Cap(type="float"),
    "lon": Cap(type="float"),
    "accuracy": Cap(type="int", unit="m"),
}


def distance_m(a: Point, b: Point) -> float:
    """Return the way between two points of one town."""
    north = (b[0] - a[0]) * _METRES_PER_DEGREE
    east = (b[1] - a[1]) * _METRES_PER_DEGREE * math.cos(math.radians(a[0]))
    return math.hypot(north, east)


def heading_deg(a: Point, b: Point) -> float:
    """Return the direction from one point to another: 0 north, 90 east."""
    north = b[0] - a[0]
    east = (b[1] - a[1]) * math.cos(math.radians(a[0]))
    return math.degrees(math.atan2(east, north)) % 360


class Van(Thing):
    """Drives round and round, and stops at each corner for a delivery.

    Args:
        route: The corners, in order; the last one leads back to the first.
        stop_s: How long a delivery takes.
    """

    def __init__(self, route: Sequence[Point] = VAN_ROUTE, stop_s: float = 20.0) -> None:
        super().__init__(
            EntitySpec(
                id="tracker",
                kind="device_tracker",
                icon="mdi:van-utility",
                caps={
                    **_POSITION,
                    "speed": Cap(type="float", unit="km/h"),
                    "heading": Cap(type="int", unit="°"),
                    "battery": Cap(type="int", unit="%"),
                },
            ),
            {
                "place": "home",
                "lat": route[0][0],
                "lon": route[0][1],
                "accuracy": 6,
                "speed": 0.0,
                "heading": 0,
                "battery": 87,
            },
        )
        self._route = tuple(route)
        self._stop_s = stop_s
        self._from, self._done_m = 0, 0.0
        self._speed_kmh = 0.0
        self._waits_until_s: float | None = None
        self._told_at_s = 0.0
        self._battery = 87.0

    def step(self, now_s: float, passed_s: float) -> None:
        """Drive on."""
        if self._waits_until_s is None:
            self._waits_until_s = now_s
        if now_s >= self._waits_until_s:
            self._drive(now_s, passed_s)
        if now_s - self._told_at_s >= _TOLD_EVERY_S:
            self._told_at_s = now_s
            self._tell()

    def _drive(self, now_s: float, passed_s: float) -> None:
        start, end = self._leg()
        length_m = distance_m(start, end)
        left_m = length_m - self._done_m
        # Fast enough to brake with 1.5 m/s² before the corner, at most 50 km/h.
        wanted = min(50.0, math.sqrt(max(0.0, 2 * 1.5 * left_m)) * 3.6)
        self._speed_kmh = max(3.0, toward(self._speed_kmh, wanted, 7.0 * passed_s))
        self._done_m += self._speed_kmh / 3.6 * passed_s
        self._battery = max(12.0, self._battery - 0.002 * passed_s)
        if self._done_m >= length_m:
            self._from = (self._from + 1) % len(self._route)
            self._done_m = self._speed_kmh = 0.0
            self._waits_until_s = now_s + self._stop_s

    def _leg(self) -> tuple[Point, Point]:
        return self._route[self._from], self._route[(self._from + 1) % len(self._route)]

    def _tell(self) -> None:
        start, end = self._leg()
        share = min(1.0, self._done_m / (distance_m(start, end) or 1.0))
        here = (
            start[0] + (end[0] - start[0]) * share,
            start[1] + (end[1] - start[1]) * share,
        )
        self.put(
            lat=round(here[0], 6),
            lon=round(here[1], 6),
            speed=round(self._speed_kmh, 1),
            heading=round(heading_deg(start, end)) % 360,
            place="home" if distance_m(here, HOME) < _HOME_RADIUS_M else "not_home",
            battery=round(self._battery),
        )


class Phone(Thing):
    """A person's phone, day after day: at home, on foot to somewhere, there, and back.

    Where it is follows from the time alone, so that its past can be told at any moment.

    Args:
        way: The corners between the home and where it goes, the last one included.
        home_s: How long it stays at home.
        way_s: How long each way takes.
        away_s: How long it stays away.
    """

    def __init__(self, way: Sequence[Point], *, home_s: float, way_s: float, away_s: float) -> None:
        super().__init__(
            EntitySpec(
                id="tracker",
                kind="device_tracker",
                caps={
                    **_POSITION,
                    "speed": Cap(type="float", unit="km/h"),
                    "battery": Cap(type="int", unit="%"),
                },
            ),
            {
                "place": "home",
                "lat": HOME[0],
                "lon": HOME[1],
                "accuracy": 12,
                "speed": 0.0,
                "battery": 76,
            },
        )
        self._way = (HOME, *way)
        legs = [distance_m(*leg) for leg in pairwise(self._way)]
        self._reached_m = (0.0, *accumulate(legs))
        self._home_s, self._way_s, self._away_s = home_s, way_s, away_s
        self._began_s: float | None = None
        self._told_at_s = 0.0

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Go on with the day."""
        if now_s - self._told_at_s < _TOLD_EVERY_S * 5:
            return
        self._told_at_s = now_s
        self.put(**self._at(now_s))

    def past(self, at_s: float) -> Values:
        """Return where it was."""
        return {**self.values, **self._at(at_s)}

    def _at(self, now_s: float) -> Values:
        if self._began_s is None:
            # Not everybody leaves the house at the same second.
            self._began_s = self.chance.uniform(0, self._home_s)
        share = self._share(now_s - self._began_s)
        here = self._here(share)
        is_moving = 0.0 < share < 1.0
        metres_per_s = self._reached_m[-1] / self._way_s
        return {
            "lat": round(here[0], 5),
            "lon": round(here[1], 5),
            "speed": round(metres_per_s * 3.6, 1) if is_moving else 0.0,
            "place": "home" if distance_m(here, HOME) < _HOME_RADIUS_M else "not_home",
        }

    def _here(self, share: float) -> Point:
        done_m = share * self._reached_m[-1]
        leg = min(bisect_right(self._reached_m, done_m), len(self._way) - 1) - 1
        start, end = self._way[leg], self._way[leg + 1]
        begins_m, ends_m = self._reached_m[leg], self._reached_m[leg + 1]
        part = min(1.0, (done_m - begins_m) / (ends_m - begins_m))
        return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part

    def _share(self, passed_s: float) -> float:
        """Return how much of the way is behind it: 0 home, 1 there."""
        at_s = passed_s % (self._home_s + self._away_s + 2 * self._way_s)
        if at_s < self._home_s:
            return 0.0
        at_s -= self._home_s
        if at_s < self._way_s:
            return at_s / self._way_s
        at_s -= self._way_s
        return 1.0 if at_s < self._away_s else 1.0 - (at_s - self._away_s) / self._way_s


class Person(Thing):
    """Is where their phone is."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(
            EntitySpec(id="person", kind="person", caps=_POSITION),
            {name: phone.values[name] for name in _POSITION},
        )
        self._phone = phone

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Follow the phone."""
        self.put(**{name: self._phone.values[name] for name in _POSITION})

    def past(self, at_s: float) -> Values:
        """Return where the phone was."""
        there = self._phone.past(at_s)
        return {name: there[name] for name in _POSITION}
