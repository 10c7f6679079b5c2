"""People and a van on their ways: believable speeds, and a past that is always the same."""

from itertools import pairwise

from embedded_hub.simulator.flat import Flat
from embedded_hub.simulator.travel import HOME, OFFICE, TO_OFFICE, Person, Phone, Point, distance_m

DAY_S = 86_400
START_S = 1_795_399_200.0


def phone() -> Phone:
    return Phone(TO_OFFICE, home_s=4200, way_s=1800, away_s=5400)


def place(values: object) -> Point:
    assert isinstance(values, dict)
    return values["lat"], values["lon"]


def test_somebody_on_foot_is_at_home_at_the_office_and_on_every_corner() -> None:
    anna = phone()
    day = [place(anna.past(START_S + step)) for step in range(0, DAY_S, 30)]
    for corner in (HOME, OFFICE, *TO_OFFICE):
        assert min(distance_m(corner, one) for one in day) < 50
    fastest = max(distance_m(*step) / 30 for step in pairwise(day))
    assert 0.5 < fastest < 2.5  # metres a second


def test_the_past_is_what_the_present_was() -> None:
    anna = phone()
    past = anna.past(START_S + 100)
    anna.step(START_S + 100, 1.0)
    assert place(anna.values) == place(past)
    assert anna.past(START_S + 100) == past


def test_a_person_was_where_the_phone_was() -> None:
    anna = phone()
    person = Person(anna)
    for at_s in (START_S, START_S + 5000, START_S + 9000):
        assert place(person.past(at_s)) == place(anna.past(at_s))


def test_the_flat_tells_a_day_of_ways() -> None:
    told = list(Flat().past(START_S))
    ways = [place(values["anna_phone/tracker"]) for _, values in told]
    assert len(ways) == len(told) > 100
    assert max(distance_m(HOME, one) for one in ways) > 2000
    assert all("van/tracker" not in values for _, values in told)
