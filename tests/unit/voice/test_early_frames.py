"""What is said before the answer is kept for a while."""

from embedded_hub.voice.early_frames import MAX_EARLY_FRAMES, EarlyFrames
from tests.fakes.voice_link import spoken


def test_frames_before_the_decision_come_out_in_order_and_once() -> None:
    early, frames = EarlyFrames(10.0), spoken(20)
    for number, frame in enumerate(frames):
        early.add(frame, 10.0 + number * 0.02)
    assert early.take() == frames
    assert early.take() == []


def test_a_decision_that_takes_too_long_costs_what_came_after_half_a_second() -> None:
    early = EarlyFrames(10.0)
    early.add(spoken(1)[0], 10.5)
    early.add(spoken(1)[0], 10.51)
    assert len(early.take()) == 1
    assert early.dropped_count == 1


def test_a_flood_before_the_decision_is_bounded() -> None:
    early = EarlyFrames(10.0)
    for frame in spoken(500):
        early.add(frame, 10.0)
    assert len(early.take()) == MAX_EARLY_FRAMES
    assert early.dropped_count == 500 - MAX_EARLY_FRAMES
