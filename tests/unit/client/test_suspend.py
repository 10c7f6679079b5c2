import pytest

from embedded_hub.client.suspend import SuspendDetector
from embedded_hub.core.backoff import full_jitter_s


def test_steady_ticks_are_no_sleep() -> None:
    detector = SuspendDetector(1.0)
    assert not any(detector.has_slept(100.0 + tick, 5_000.0 + tick) for tick in range(5))


def test_a_gap_on_either_clock_is_a_sleep_and_is_told_once() -> None:
    linux = SuspendDetector(1.0)
    linux.has_slept(100.0, 5_000.0)
    assert linux.has_slept(101.0, 5_600.0)
    assert not linux.has_slept(102.0, 5_601.0)
    windows = SuspendDetector(1.0)
    windows.has_slept(100.0, 5_000.0)
    assert windows.has_slept(700.0, 5_600.0)


@pytest.mark.parametrize(("attempt", "longest_s"), [(0, 0.5), (1, 1.0), (4, 8.0), (9, 30.0)])
def test_back_off_draws_from_nothing_up_to_a_doubling_limit(attempt: int, longest_s: float) -> None:
    assert full_jitter_s(attempt, 0.0) == 0.0
    assert full_jitter_s(attempt, 0.999_999) == pytest.approx(longest_s, rel=1e-5)


def test_back_off_survives_any_number_of_failures() -> None:
    assert full_jitter_s(10_000, 0.5) == 15.0
