"""Who may speak before the floor is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.voice import DenyReason, TalkPriority
from embedded_hub.voice.rights import MINUTES_A_DAY, QuietHours, Standing, refusal

NIGHT = QuietHours(from_minute=22 * 60, to_minute=7 * 60, allow_priority=TalkPriority.URGENT)


@pytest.mark.parametrize(
    ("standing", "reason", "in_emergency"),
    [
        (Standing(), None, None),
        (Standing(may_talk=False, is_muted=True), "listen_only", "listen_only"),
        (Standing(is_muted=True, is_anyone_there=False), "muted", "muted"),
        (Standing(is_engaged=True, is_anyone_there=False), "busy", None),
        (Standing(is_anyone_there=False), "offline", None),
        (Standing(quiet=(NIGHT,), minute=23 * 60), "quiet_hours", None),
        (Standing(quiet=(NIGHT,), minute=12 * 60), None, None),
    ],
)
def test_the_first_reason_counts_and_an_emergency_passes_some(
    standing: Standing, reason: DenyReason | None, in_emergency: DenyReason | None
) -> None:
    assert refusal(standing, TalkPriority.ROUTINE) == reason
    assert refusal(standing, TalkPriority.EMERGENCY) == in_emergency


def test_the_important_gets_through_at_night() -> None:
    standing = Standing(quiet=(NIGHT,), minute=3 * 60)
    assert refusal(standing, TalkPriority.RAISED) == "quiet_hours"
    assert refusal(standing, TalkPriority.URGENT) is None


@pytest.mark.parametrize(
    ("minute", "is_quiet"), [(22 * 60, True), (22 * 60 - 1, False), (7 * 60, False), (0, True)]
)
def test_quiet_hours_cross_midnight(minute: int, is_quiet: bool) -> None:
    assert NIGHT.covers(minute) == is_quiet


@given(start=st.integers(0, MINUTES_A_DAY - 1), length=st.integers(1, MINUTES_A_DAY))
def test_quiet_hours_last_exactly_their_length(start: int, length: int) -> None:
    hours = QuietHours(from_minute=start, to_minute=(start + length) % MINUTES_A_DAY)
    assert sum(hours.covers(minute) for minute in range(MINUTES_A_DAY)) == length
