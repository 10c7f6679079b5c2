"""Where something is, and how far that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.position import EARTH_RADIUS_M, Position, distance_m, is_within

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("here", "there", "expected_km"),
    [
        ((52.52, 13.405), (48.8566, 2.3522), 878),
        ((0.0, 179.9), (0.0, -179.9), 22.2),
        ((90.0, 0.0), (-90.0, 0.0), 20_015),
        ((51.5, -0.1), (51.5, -0.1), 0),
    ],
)
def test_the_way_is_that_along_the_surface(
    here: tuple[float, float], there: tuple[float, float], expected_km: float
) -> None:
    found = distance_m(*here, Position(latitude=there[0], longitude=there[1]))
    assert found / 1000 == pytest.approx(expected_km, rel=0.005, abs=0.01)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_it_is_as_far_back_and_never_farther_than_half_around(
    a: float, b: float, c: float, d: float
) -> None:
    way = distance_m(a, b, Position(latitude=c, longitude=d))
    back = distance_m(c, d, Position(latitude=a, longitude=b))
    assert way == pytest.approx(back, abs=0.1)
    assert 0 <= way <= 3.1416 * EARTH_RADIUS_M


@pytest.mark.parametrize(
    ("metres", "accuracy_m", "expected"),
    [(90, None, True), (110, None, False), (110, 20, True), (250, 5000, False)],
)
def test_a_poor_fix_has_the_benefit_of_the_doubt_but_not_of_a_whole_town(
    metres: float, accuracy_m: float | None, expected: bool
) -> None:
    north = metres / 111_195
    fix = Position(latitude=50 + north, longitude=8.0, accuracy_m=accuracy_m)
    assert is_within(fix, 50.0, 8.0, 100.0) is expected
