"""Where somebody stayed, and where they were at a moment."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.route import Fix
from embedded_hub.model.stay import STAY_S, place_at, stays

HOME, WORK = (52.5, 13.4), (52.52, 13.41)


def fix(at: float, place: tuple[float, float]) -> Fix:
    return Fix(at=at, latitude=place[0], longitude=place[1])


STEPS = st.lists(
    st.tuples(st.floats(1, 2000), st.floats(52.4, 52.6), st.floats(13.3, 13.5)), max_size=30
)


def route(steps: list[tuple[float, float, float]]) -> list[Fix]:
    at, fixes = 0.0, []
    for wait, latitude, longitude in steps:
        at += wait
        fixes.append(fix(at, (latitude, longitude)))
    return fixes


def test_a_day_at_work_is_three_stays() -> None:
    day = [fix(0, HOME), fix(8000, HOME), fix(9800, WORK), fix(30000, WORK), fix(32000, HOME)]
    found = stays(day, 40000)
    assert [(one.begins_at, one.ends_at) for one in found] == [
        (0, 8000),
        (9800, 30000),
        (32000, 40000),
    ]
    assert [one.place for one in found] == [HOME, WORK, HOME]


def test_passing_by_is_no_stay() -> None:
    assert stays([fix(0, HOME), fix(STAY_S - 1, HOME), fix(1200, WORK)]) == []


def test_the_last_fix_holds_only_as_far_as_anybody_knows() -> None:
    assert stays([fix(0, HOME)]) == []
    assert len(stays([fix(0, HOME)], STAY_S)) == 1


@given(STEPS)
def test_stays_are_in_order_and_never_overlap(steps: list[tuple[float, float, float]]) -> None:
    found = stays(route(steps))
    for one in found:
        assert one.ends_at - one.begins_at >= STAY_S
    for one, other in pairwise(found):
        assert one.ends_at <= other.begins_at


@given(STEPS, st.floats(0, 60_000))
def test_a_moment_lies_between_its_fixes(
    steps: list[tuple[float, float, float]], at: float
) -> None:
    fixes = route(steps)
    place = place_at(fixes, at)
    if not fixes or at < fixes[0].at:
        assert place is None
        return
    assert place is not None
    before = max((one for one in fixes if one.at <= at), key=lambda one: one.at)
    after = next((one for one in fixes if one.at > at), before)
    low, high = sorted((before.latitude, after.latitude))
    assert low - 1e-9 <= place[0] <= high + 1e-9


def test_the_way_over_the_date_line_is_the_short_one() -> None:
    place = place_at([fix(0, (0.0, 179.0)), fix(10, (0.0, -179.0))], 5)
    assert place is not None
    assert abs(abs(place[1]) - 180.0) < 1e-9
