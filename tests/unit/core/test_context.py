import re

from embedded_hub.core.context import Contexts, Ulids
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context
from tests.fakes.clock import ManualClock

LAMP = EntityId("light.lamp")


def test_ulids_sort_in_the_order_they_were_made_and_tell_when() -> None:
    clock = ManualClock()
    ulids = Ulids(clock)
    made = []
    for _ in range(50):
        made += [ulids.make() for _ in range(50)]
        clock.advance(0.001)
    assert made == sorted(set(made))
    assert all(re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", one) for one in made)
    assert {one[:10] for one in made[:50]} == {made[0][:10]}
    assert made[0][:10] != made[-1][:10]


def test_two_homes_make_different_ulids_at_the_same_moment() -> None:
    clock = ManualClock()
    assert Ulids(clock).make() != Ulids(clock).make()


def test_a_report_belongs_to_the_action_it_names_or_to_the_one_just_before() -> None:
    clock = ManualClock()
    contexts = Contexts(clock)
    first, second = Context(id="first"), Context(id="second")
    contexts.remember("a", LAMP, first)
    contexts.remember("b", LAMP, second)
    assert contexts.of_report(LAMP, "a") == first
    assert contexts.of_report(LAMP, None) == second
    clock.advance(5.1)
    assert contexts.of_report(LAMP, None).id not in {"first", "second"}
