import pytest

from embedded_hub.server.ticks import PER_CHANGE_S, Ticks

LIMIT_S = 0.02


def test_the_first_change_after_quiet_leaves_at_once() -> None:
    assert Ticks(LIMIT_S).delay_s(100.0) == 0.0


def test_changes_that_follow_wait_for_the_end_of_the_tick() -> None:
    ticks = Ticks(LIMIT_S)
    ticks.flushed(100.0, changes=1, writes=1)
    assert ticks.delay_s(100.001) == pytest.approx(PER_CHANGE_S - 0.001)
    assert ticks.delay_s(100.1) == 0.0


def test_many_clients_make_a_longer_tick_up_to_the_limit() -> None:
    ticks = Ticks(LIMIT_S)
    ticks.flushed(100.0, changes=1, writes=250)
    assert ticks.delay_s(100.0) == pytest.approx(0.01)
    ticks.flushed(100.0, changes=1, writes=10_000)
    assert ticks.delay_s(100.0) == pytest.approx(LIMIT_S)


@pytest.mark.parametrize(("rate", "tick_s"), [(100, PER_CHANGE_S), (2000, LIMIT_S)])
def test_a_busy_home_gathers_and_a_calm_one_does_not(rate: int, tick_s: float) -> None:
    ticks, now_s, tick = Ticks(LIMIT_S), 0.0, 0.0
    for _ in range(50):
        ticks.flushed(now_s, changes=max(1, round(rate * tick)), writes=1)
        tick = ticks.delay_s(now_s)
        now_s += max(tick, 1 / rate)
    assert tick == pytest.approx(tick_s)
