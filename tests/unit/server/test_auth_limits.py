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


def guess(limits: AuthLimits, times: int, now_s: float, address: str = "a") -> None:
    for _ in range(times):
        limits.begin(address, now_s)


def test_ten_wrong_tokens_a_minute_are_judged(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG, 0.0)
    assert limits.retry_after_s("a", 0.0) == 0.0
    guess(limits, 1, 1.0)
    assert limits.retry_after_s("a", 1.0) == FIRST_PENALTY_S


def test_another_address_is_not_punished(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    assert limits.retry_after_s("b", 0.0) == 0.0


def test_slow_guessing_is_never_limited(limits: AuthLimits) -> None:
    for minute in range(20):
        guess(limits, MAX_WRONG, minute * 61.0)
    assert limits.retry_after_s("a", 20 * 61.0) == 0.0


def test_the_penalty_ends_by_itself(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    assert limits.retry_after_s("a", FIRST_PENALTY_S) == 0.0


def test_the_penalty_doubles_up_to_a_quarter_of_an_hour(limits: AuthLimits) -> None:
    now_s, penalties = 0.0, []
    for _ in range(6):
        guess(limits, MAX_WRONG + 1, now_s)
        penalties.append(limits.retry_after_s("a", now_s))
        now_s += penalties[-1]
    assert penalties == [60.0, 120.0, 240.0, 480.0, LONGEST_PENALTY_S, LONGEST_PENALTY_S]


def test_after_a_long_quiet_the_penalty_is_small_again(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG + 1, 0.0)
    guess(limits, MAX_WRONG + 1, 60.0 + LONGEST_PENALTY_S)
    assert limits.retry_after_s("a", 60.0 + LONGEST_PENALTY_S) == FIRST_PENALTY_S


def test_a_right_token_does_not_count(limits: AuthLimits) -> None:
    for _ in range(3 * MAX_WRONG):
        limits.begin("a", 0.0)
        limits.succeed("a")
    assert limits.retry_after_s("a", 0.0) == 0.0


def test_a_right_token_does_not_wash_wrong_ones_away(limits: AuthLimits) -> None:
    guess(limits, MAX_WRONG, 0.0)
    limits.begin("a", 0.0)
    limits.succeed("a")
    guess(limits, MAX_WRONG + 1, 0.0)
    assert limits.retry_after_s("a", 0.0) > 0.0


def test_a_crowd_of_addresses_costs_bounded_memory(limits: AuthLimits) -> None:
    for number in range(MAX_ADDRESSES + 10):
        limits.begin(str(number), 0.0)
    assert len(limits) == MAX_ADDRESSES
