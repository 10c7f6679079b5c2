import pytest

from embedded_hub.server.auth_limits import (
    FIRST_PENALTY_S,
    LONGEST_PENALTY_S,
    MAX_ADDRESSES,
    MAX_WRONG,
    AuthLimits,
)


@pytest.fixture
def limits() -> AuthLimits:
    return AuthLimits()


def guess(limits: AuthLimits, times: int, now_s: float, address: str = "a") -> list[float]:
    waits = []
    for _ in range(times):
        limits.begin(address, now_s)
        waits.append(limits.fail(address, now_s))
    return waits


def test_ten_wrong_tokens_a_minute_are_judged(limits: AuthLimits) -> None:
    assert guess(limits, MAX_WRONG + 1, 0.0) == [0.0] * MAX_WRONG + [FIRST_PENALTY_S]


def test_another_address_is_not_punished(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    assert guess(limits, 1, 0.0, "b") == [0.0]


def test_slow_guessing_is_never_limited(limits: AuthLimits) -> None:
    for minute in range(20):
        assert not any(guess(limits, MAX_WRONG, minute * 61.0))


def test_the_penalty_ends_by_itself(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    assert guess(limits, 1, FIRST_PENALTY_S - 1) == [1.0]
    assert guess(limits, 1, FIRST_PENALTY_S) == [0.0]


def test_the_penalty_doubles_up_to_a_quarter_of_an_hour(limits: AuthLimits) -> None:
    now_s, penalties = 0.0, []
    for _ in range(6):
        penalties.append(guess(limits, MAX_WRONG + 1, now_s)[-1])
        now_s += penalties[-1]
    assert penalties == [60.0, 120.0, 240.0, 480.0, LONGEST_PENALTY_S, LONGEST_PENALTY_S]


def test_after_a_long_quiet_the_penalty_is_small_again(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    later_s = FIRST_PENALTY_S + LONGEST_PENALTY_S
    assert guess(limits, MAX_WRONG + 1, later_s)[-1] == FIRST_PENALTY_S


def test_a_crowd_with_right_tokens_coming_back_at_once_is_not_limited(limits: AuthLimits) -> None:
    for _ in range(5 * MAX_WRONG):
        limits.begin("a", 0.0)
    for _ in range(5 * MAX_WRONG):
        limits.succeed("a")
    assert limits.begin("a", 0.0) == 0.0


def test_attempts_under_way_count_so_that_parallel_ones_do_not_slip_past(
    limits: AuthLimits,
) -> None:
    waits = [limits.begin("a", 0.0) for _ in range(MAX_WRONG + 1)]
    assert [wait > 0 for wait in waits] == [False] * MAX_WRONG + [True]


def test_a_right_token_does_not_wash_wrong_ones_away(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG, 0.0)
    limits.begin("a", 0.0)
    limits.succeed("a")
    assert guess(limits, 1, 0.0) == [FIRST_PENALTY_S]


def test_a_crowd_of_addresses_costs_bounded_memory(limits: AuthLimits) -> None:
    for number in range(MAX_ADDRESSES + 10):
        limits.begin(str(number), 0.0)
    assert len(limits) == MAX_ADDRESSES
