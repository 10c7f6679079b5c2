from embedded_hub.server.ticks import Ticks


def test_the_first_change_after_quiet_leaves_at_once() -> None:
    assert Ticks(0.02).delay_s(100.0) == 0.0


def test_changes_that_follow_wait_for_the_end_of_the_tick() -> None:
    ticks = Ticks(0.02)
    ticks.flushed(100.0)
    assert abs(ticks.delay_s(100.005) - 0.015) < 1e-9
    assert ticks.delay_s(100.03) == 0.0
