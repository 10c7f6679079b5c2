from embedded_hub.gateways.sleep_watch import TICK_S, SleepWatch
from tests.fakes.clock import ManualClock


def test_ordinary_and_late_ticks_are_no_sleep() -> None:
    clock = ManualClock()
    watch = SleepWatch(clock)
    for late_s in (0.0, 0.5, 3.0):
        clock.advance(TICK_S + late_s)
        assert not watch.has_slept()


def test_a_tick_a_minute_late_was_a_sleep_and_is_told_once() -> None:
    clock = ManualClock()
    watch = SleepWatch(clock)
    clock.advance(60)
    assert watch.has_slept()
    clock.advance(TICK_S)
    assert not watch.has_slept()


def test_a_sleep_that_stopped_the_monotonic_clock_shows_on_the_wall_clock() -> None:
    clock = ManualClock()
    watch = SleepWatch(clock)
    clock.advance(TICK_S)
    clock.set_utc(clock.utc_s() + 3600)
    assert watch.has_slept()


def test_a_wall_clock_set_back_is_no_sleep() -> None:
    clock = ManualClock()
    watch = SleepWatch(clock)
    clock.advance(TICK_S)
    clock.set_utc(clock.utc_s() - 3600)
    assert not watch.has_slept()
