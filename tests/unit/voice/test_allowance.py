"""How much one connection may say."""

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.voice.allowance import MESSAGES_A_SECOND, MESSAGES_SAVED, MessageAllowance


def test_what_was_saved_passes_and_no_more() -> None:
    allowance = MessageAllowance(0.0)
    assert sum(allowance.admits(0.0) for _ in range(2000)) == MESSAGES_SAVED
    assert not allowance.admits(0.0)
    assert allowance.admits(1.0)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=50))
def test_over_any_time_no_more_passes_than_was_saved_and_fits(pauses: list[float]) -> None:
    allowance, now_s, passed = MessageAllowance(0.0), 0.0, 0
    for pause_s in pauses:
        now_s += pause_s
        passed += sum(allowance.admits(now_s) for _ in range(300))
    assert passed <= MESSAGES_SAVED + now_s * MESSAGES_A_SECOND + 1


def test_two_streams_pass_for_ever() -> None:
    allowance = MessageAllowance(0.0)
    assert all(allowance.admits(number * 0.01) for number in range(6000))
