import math

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.storage.summary import Point, Summary, summarise

NUMBERS = st.floats(-1e6, 1e6)


def test_value_counts_for_as_long_as_it_held() -> None:
    (hour,) = summarise([(0, 20.0), (45, 24.0)], None, [0, 60])
    assert hour == Summary(60, 21.0, 20.0, 24.0, 24.0)


def test_value_from_before_counts_until_the_first_change() -> None:
    (hour,) = summarise([(30, 10.0)], 20.0, [0, 60])
    assert (hour.mean, hour.min, hour.max) == (15.0, 10.0, 20.0)


def test_time_without_a_number_does_not_count() -> None:
    (hour,) = summarise([(10, 20.0), (20, None), (50, 40.0)], None, [0, 60])
    assert (hour.span_ms, hour.mean, hour.last) == (20, 30.0, 40.0)


def test_end_without_a_number_leaves_no_last() -> None:
    first, second = summarise([(10, None)], 20.0, [0, 60, 120])
    assert (first.last, first.is_empty) == (None, False)
    assert second.is_empty


def test_constant_value_fills_every_period() -> None:
    assert list(summarise([], 7.0, [0, 10, 25])) == [
        Summary(10, 7.0, 7.0, 7.0, 7.0),
        Summary(15, 7.0, 7.0, 7.0, 7.0),
    ]


def test_value_replaced_at_once_did_not_happen() -> None:
    (hour,) = summarise([(0, 10.0)], 99.0, [0, 60])
    assert hour == Summary(60, 10.0, 10.0, 10.0, 10.0)


def test_mean_of_the_largest_numbers_is_finite() -> None:
    (hour,) = summarise([(0, 1e300), (30, -1e300)], None, [0, 60])
    assert math.isfinite(hour.mean)


@st.composite
def points_and_cut(draw: st.DrawFn) -> tuple[list[Point], int]:
    times = draw(st.lists(st.integers(0, 999), unique=True, max_size=20))
    points = [(at, draw(st.one_of(st.none(), NUMBERS))) for at in sorted(times)]
    return points, draw(st.integers(1, 999))


@given(points_and_cut(), st.one_of(st.none(), NUMBERS))
def test_two_parts_merged_are_the_whole(case: tuple[list[Point], int], carry: float | None) -> None:
    points, cut = case
    (whole,) = summarise(points, carry, [0, 1000])
    merged = Summary()
    for part in summarise(points, carry, [0, cut, 1000]):
        merged.add(part)
    assert (merged.span_ms, merged.min, merged.max, merged.last) == (
        whole.span_ms,
        whole.min,
        whole.max,
        whole.last,
    )
    assert math.isclose(merged.mean, whole.mean, rel_tol=1e-9, abs_tol=1e-6)


@given(points_and_cut(), st.one_of(st.none(), NUMBERS))
def test_mean_lies_between_minimum_and_maximum(
    case: tuple[list[Point], int], carry: float | None
) -> None:
    (whole,) = summarise(case[0], carry, [0, 1000])
    if not whole.is_empty:
        slack = 1e-9 * max(abs(whole.min), abs(whole.max))
        assert whole.min - slack <= whole.mean <= whole.max + slack
