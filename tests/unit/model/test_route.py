"""A route told in few points, and how far those may be off."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.route import Fix, offset_m, simplify

LEGS = st.lists(st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01)), max_size=60)


def route(legs: list[tuple[float, float]]) -> list[Fix]:
    latitude, longitude, fixes = 50.0, 8.0, []
    for number, (north, east) in enumerate(legs):
        latitude, longitude = latitude + north, longitude + east
        fixes.append(Fix(at=float(number), latitude=latitude, longitude=longitude))
    return fixes


@given(LEGS, st.floats(0, 500))
def test_whatever_is_left_out_lies_within_the_tolerance_of_what_is_kept(
    legs: list[tuple[float, float]], tolerance_m: float
) -> None:
    fixes = route(legs)
    kept = simplify(fixes, tolerance_m)
    assert kept == sorted(kept, key=lambda fix: fix.at)
    assert set(kept) <= set(fixes)
    assert kept[:1] == fixes[:1]
    assert kept[-1:] == fixes[-1:]
    for start, end in pairwise(kept):
        for fix in fixes[int(start.at) : int(end.at)]:
            assert offset_m(fix, start, end) <= tolerance_m


def test_a_straight_drive_is_two_points_and_a_corner_a_third() -> None:
    straight = [(0.0001, 0.0)] * 100
    assert len(simplify(route(straight), 5)) == 2
    corner = simplify(route([*straight, *[(0.0, 0.0001)] * 100]), 5)
    assert [fix.at for fix in corner] == [0, 99, 199]


def test_a_long_zigzag_keeps_its_corners_however_long_it_is() -> None:
    zigzag = route([(0.001, 0.0) if turn % 2 else (0.0, 0.001) for turn in range(1500)])
    assert len(simplify(zigzag, 5)) == 1500


def test_who_comes_back_to_where_they_began_is_not_forgotten_to_have_been_away() -> None:
    there_and_back = [(0.01, 0.0)] * 5 + [(-0.01, 0.0)] * 5
    assert max(fix.latitude for fix in simplify(route(there_and_back), 10)) == pytest.approx(50.05)


def test_a_ship_across_the_date_line_does_not_go_around_the_world() -> None:
    west, east = (Fix(at=0, latitude=0, longitude=179.99), Fix(at=2, latitude=0, longitude=-179.99))
    between = Fix(at=1, latitude=0, longitude=180.0)
    assert offset_m(between, west, east) < 1
