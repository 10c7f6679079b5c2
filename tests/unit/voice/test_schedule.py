"""Sending what is stored: everything once, not all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.voice import FRAME_S
from embedded_hub.voice.schedule import SendSchedule


def test_a_lead_goes_at_once_and_the_rest_as_it_is_played() -> None:
    schedule = SendSchedule(100.0, speed=1.0)
    assert schedule.due(100.0, 500) == range(25)
    assert schedule.due(100.1, 500) == range(25, 30)
    assert schedule.due(100.1, 500) == range(30, 30)


def test_who_joins_three_seconds_late_is_level_within_twenty() -> None:
    schedule, joined_s, now_s = SendSchedule(3.0), 3.0, 3.0
    sent: list[int] = []
    while not schedule.is_level(int(now_s / FRAME_S)) or now_s == joined_s:
        sent += schedule.due(now_s, int(now_s / FRAME_S))
        if schedule.is_level(int(now_s / FRAME_S)):
            break
        now_s += 0.02
    assert sent == list(range(len(sent)))
    assert now_s - joined_s < 20.0


def test_a_replay_may_be_moved_while_it_runs() -> None:
    schedule = SendSchedule(0.0, speed=2.0, first=100)
    assert schedule.due(0.0, 1000) == range(100, 125)
    schedule.seek(400, 1.0)
    assert schedule.due(1.0, 1000) == range(400, 425)
    schedule.seek(-5, 2.0)
    assert schedule.next_frame == 0


def test_the_end_is_sent_and_then_nothing_is_due() -> None:
    schedule = SendSchedule(0.0)
    assert schedule.due(0.0, 10) == range(10)
    assert schedule.is_level(10)
    assert schedule.next_due_s(10) is None


@given(
    waits=st.lists(st.floats(0.0, 2.0), max_size=50),
    available=st.integers(0, 500),
    speed=st.floats(0.8, 2.0),
)
def test_every_frame_is_due_exactly_once(waits: list[float], available: int, speed: float) -> None:
    schedule, now_s = SendSchedule(0.0, speed=speed), 0.0
    sent: list[int] = []
    for wait_s in [0.0, *waits]:
        now_s += wait_s
        sent += schedule.due(now_s, available)
        due_s = schedule.next_due_s(available)
        if due_s is not None:
            assert len(schedule.due(due_s + 1e-6, available)) >= 1
            sent.append(schedule.next_frame - 1)
    assert sent == list(range(schedule.next_frame))


def test_nothing_is_due_before_its_time() -> None:
    schedule = SendSchedule(0.0, speed=1.0)
    schedule.due(0.0, 100)
    due_s = schedule.next_due_s(100)
    assert due_s == pytest.approx(0.02)
