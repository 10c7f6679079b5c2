"""In which zone something is, and that it does not flutter at an edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.position import Point
from embedded_hub.model.zone import Zone, has_left, zone_at

HOME = Zone(id="home", name="Home", latitude=50.0, longitude=8.0)
GARDEN = Zone(id="garden", name="Garden", latitude=50.0, longitude=8.0, radius_m=20)
WORK = Zone(id="work", name="Work", latitude=50.02, longitude=8.0, radius_m=200)
TOWN = Zone(id="town", name="Town", latitude=50.01, longitude=8.0, radius_m=5000)
METRES = st.floats(0, 2000)
ACCURACY = st.floats(0, 5000)


def north(metres: float) -> Point:
    return (50.0 + metres / 111_195, 8.0)


@pytest.mark.parametrize(
    ("metres", "accuracy_m", "first", "later"),
    [
        (90, 0, True, True),
        (110, 0, False, False),
        (110, 20, True, True),
        (180, 90, True, False),
        (250, 5000, False, False),
    ],
)
def test_a_poor_fix_has_the_benefit_of_the_doubt_but_not_of_a_whole_town(
    metres: float, accuracy_m: float, first: bool, later: bool
) -> None:
    here = north(metres)
    assert (zone_at(here, accuracy_m, [HOME], is_first=True) is HOME) is first
    assert (zone_at(here, accuracy_m, [HOME]) is HOME) is later


def test_who_was_there_stays_until_a_fix_proves_otherwise() -> None:
    assert zone_at(north(130), 5, [HOME], before=HOME) is HOME
    assert zone_at(north(1000), 2000, [HOME], before=HOME) is HOME
    assert zone_at(north(1000), 20, [HOME], before=HOME) is None


def test_the_smallest_of_several_wins_and_lets_go_into_the_larger_one() -> None:
    zones = [TOWN, HOME, GARDEN]
    assert zone_at(north(5), 3, zones) is GARDEN
    assert zone_at(north(5), 3, zones, before=HOME) is GARDEN
    assert zone_at(north(70), 3, zones, before=GARDEN) is HOME
    assert zone_at(north(2224), 3, [*zones, WORK], before=HOME) is WORK
    assert zone_at(north(800), 3, zones, before=HOME) is TOWN


def test_a_passive_zone_is_nobodys_place() -> None:
    passive = Zone(id="p", name="P", latitude=50.0, longitude=8.0, is_passive=True)
    assert zone_at(north(0), 3, [passive]) is None


@given(METRES, st.lists(ACCURACY, min_size=2, max_size=8))
def test_what_stands_still_is_not_in_and_out_by_turns(
    metres: float, accuracies: list[float]
) -> None:
    here, before = north(metres), zone_at(north(metres), accuracies[0], [HOME], is_first=True)
    turns = 0
    for accuracy_m in accuracies[1:]:
        now = zone_at(here, accuracy_m, [HOME], before=before)
        turns += now is not before
        before = now
    assert turns <= 1


@given(st.floats(50, 150), st.lists(st.floats(-15, 15), min_size=2, max_size=12))
def test_who_walks_along_the_edge_is_not_in_and_out_by_turns(
    metres: float, steps: list[float]
) -> None:
    before, turns = zone_at(north(metres), 4, [HOME], is_first=True), 0
    for step in steps:
        now = zone_at(north(metres + step), 4, [HOME], before=before)
        turns += now is not before
        before = now
    assert turns <= 1


@given(METRES, ACCURACY, st.sampled_from([HOME, GARDEN, WORK, TOWN]))
def test_whatever_enters_a_zone_has_not_left_it(
    metres: float, accuracy_m: float, zone: Zone
) -> None:
    if zone_at(north(metres), accuracy_m, [zone]) is zone:
        assert not has_left(north(metres), 0, zone)
