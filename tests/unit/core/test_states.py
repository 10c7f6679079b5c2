import math

from embedded_hub.core.events import StateChanged
from embedded_hub.core.home import Home
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import LAST_SEEN_AT, LAST_STATE, StateReport
from tests.fakes.clock import ManualClock
from tests.unit.core.conftest import GATEWAY

LIGHT = EntityId("light.ceiling_lamp")
KEY = EntityKey("lamp/light")


def report(value: str | None = "on", brightness: int = 40) -> StateReport:
    return StateReport(key=KEY, value=value, attributes={"brightness": brightness})


async def test_an_equal_report_changes_nothing(flat: Home, clock: ManualClock) -> None:
    seen: list[StateChanged] = []
    flat.bus.subscribe(StateChanged, seen.append)
    clock.advance(5)
    flat.intake(GATEWAY).state(report())
    assert seen == []


async def test_an_attribute_alone_moves_updated_and_not_changed(
    flat: Home, clock: ManualClock
) -> None:
    before = flat.states.get(LIGHT)
    clock.advance(5)
    flat.intake(GATEWAY).state(report(brightness=80))
    after = flat.states.get(LIGHT)
    assert before is not None
    assert after is not None
    assert after.changed_at == before.changed_at
    assert after.updated_at == before.updated_at + 5


async def test_an_unavailable_entity_keeps_its_last_value_and_age(
    flat: Home, clock: ManualClock
) -> None:
    clock.advance(60)
    flat.intake(GATEWAY).available([KEY], False)
    seen_at = clock.utc_s()
    clock.advance(60)
    state = flat.states.get(LIGHT)
    assert state is not None
    assert (state.value, state.is_available) == ("unavailable", False)
    assert state.attributes[LAST_STATE] == "on"
    assert state.attributes[LAST_SEEN_AT] == seen_at


async def test_an_entity_that_answers_again_shows_what_it_last_reported(flat: Home) -> None:
    flat.intake(GATEWAY).available([KEY], False)
    flat.intake(GATEWAY).available([KEY], True)
    state = flat.states.get(LIGHT)
    assert state is not None
    assert state.value == "on"
    assert LAST_STATE not in state.attributes


async def test_a_button_nobody_pressed_comes_back_though_it_reports_nothing(flat: Home) -> None:
    described = EntityDescription(key=EntityKey("press"), domain="button", name="Press")
    device = DeviceDescription(key="pad", name="Pad", entities=(described,))
    intake = flat.intake(GATEWAY)
    intake.devices([device], is_complete=False)
    for is_there in (False, True):
        intake.available([described.key], is_there)
    state = flat.states.get(EntityId("button.pad_press"))
    assert state is not None
    assert state.value == "unknown"


async def test_no_value_is_unknown(flat: Home) -> None:
    flat.intake(GATEWAY).state(report(value=None))
    state = flat.states.get(LIGHT)
    assert state is not None
    assert state.value == "unknown"


async def test_a_time_in_the_future_is_taken_as_now(flat: Home, clock: ManualClock) -> None:
    flat.intake(GATEWAY).state(StateReport(key=KEY, value="off", observed_at=clock.utc_s() + 3600))
    state = flat.states.get(LIGHT)
    assert state is not None
    assert state.changed_at == clock.utc_s()


async def test_a_clock_set_back_does_not_stop_changes(flat: Home, clock: ManualClock) -> None:
    clock.set_utc(clock.utc_s() - 86_400)
    flat.intake(GATEWAY).state(report(value="off"))
    state = flat.states.get(LIGHT)
    assert state is not None
    assert state.value == "off"
    assert math.isclose(state.updated_at, clock.utc_s())


async def test_a_report_before_its_description_is_left_out(flat: Home) -> None:
    flat.intake(GATEWAY).state(StateReport(key=EntityKey("nobody"), value="1"))
    assert all(state.value != "1" for state in flat.states)


async def test_changes_are_numbered_without_gaps(flat: Home) -> None:
    numbers: list[int] = []
    flat.bus.subscribe(StateChanged, lambda event: numbers.append(event.sequence))
    for brightness in range(5):
        flat.intake(GATEWAY).state(report(brightness=brightness))
    assert numbers == list(range(numbers[0], numbers[0] + 5))
