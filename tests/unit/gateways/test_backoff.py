from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.gateways.backoff import HELD_S, Backoff
from embedded_hub.gateways.flood import BURST, RATE_PER_S, FloodGauge


def test_waits_double_up_to_a_minute() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.failed(0) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 10_000))
def test_a_wait_is_drawn_from_nothing_up_to_the_limit(draw: float, failures: int) -> None:
    backoff = Backoff(lambda: draw)
    for _ in range(min(failures, 40)):
        backoff.failed(0)
    assert 0 <= backoff.failed(0) <= 60


def test_a_connection_that_held_starts_a_new_row() -> None:
    backoff = Backoff(lambda: 1.0)
    for _ in range(5):
        backoff.failed(0)
    assert backoff.failed(HELD_S) == 1


def test_a_peer_that_accepts_and_hangs_up_is_dialled_ever_less_often() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.failed(held_s=2.0) for _ in range(4)] == [1, 2, 4, 8]


def test_a_person_asking_starts_a_new_row() -> None:
    backoff = Backoff(lambda: 1.0)
    for _ in range(5):
        backoff.failed(0)
    backoff.reset()
    assert backoff.failed(0) == 1


def test_a_burst_passes_and_a_flood_is_cut_to_its_rate() -> None:
    gauge = FloodGauge(0.0)
    assert sum(gauge.admits(0.0) for _ in range(int(BURST) + 500)) == BURST
    assert sum(gauge.admits(1.0) for _ in range(int(BURST))) == RATE_PER_S
