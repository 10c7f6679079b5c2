"""Where something is, how far that is, and in which direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.position import EARTH_RADIUS_M, Point, bearing_deg, eighth, way_m

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("here", "there", "expected_km"),
    [
        ((52.52, 13.405), (48.8566, 2.3522), 878),
        ((0.0, 179.9), (0.0, -179.9), 22.2),
        ((90.0, 0.0), (-90.0, 0.0), 20_015),
        ((51.5, -0.1), (51.5, -0.1), 0),
    ],
)
def test_the_way_is_that_along_the_surface(here: Point, there: Point, expected_km: float) -> None:
    assert way_m(here, there) / 1000 == pytest.approx(expected_km, rel=0.005, abs=0.01)


@given(POINTS, POINTS)
def test_it_is_as_far_back_and_never_farther_than_half_around(here: Point, there: Point) -> None:
    way = way_m(here, there)
    assert way == pytest.approx(way_m(there, here), abs=0.1)
    assert 0 <= way <= 3.1416 * EARTH_RADIUS_M


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((51.0, 8.0), 0),
        ((50.5, 8.8), 1),
        ((50.0, 9.0), 2),
        ((49.5, 8.8), 3),
        ((49.0, 8.0), 4),
        ((50.0, 7.0), 6),
        ((50.5, 7.2), 7),
    ],
)
def test_a_direction_is_one_of_eight_that_people_have_names_for(
    there: Point, expected: int
) -> None:
    assert eighth(bearing_deg((50.0, 8.0), there)) == expected


@given(POINTS, POINTS)
def test_every_direction_is_a_direction(here: Point, there: Point) -> None:
    assert 0 <= bearing_deg(here, there) <= 360
    assert eighth(bearing_deg(here, there)) in range(8)
