"""A slow listener loses old frames, then its place; it never holds anybody up."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.voice.listener_queue import MAX_FRAMES, Degraded, ListenerQueue, Taken


def message(number: int) -> bytes:
    return number.to_bytes(4, "big")


def test_a_listener_that_keeps_up_gets_everything_unmarked() -> None:
    queue = ListenerQueue()
    for number in range(100):
        assert queue.put(message(number), number * 0.02) is None
        assert queue.take() == Taken(message=message(number), has_gap=False)
    assert queue.take() is None
    assert (queue.sent_count, queue.dropped_count) == (100, 0)


def test_a_full_queue_drops_the_oldest_and_marks_what_follows_once() -> None:
    queue = ListenerQueue()
    for number in range(MAX_FRAMES + 2):
        assert queue.put(message(number), 0.0) is None
    assert len(queue) == MAX_FRAMES
    assert queue.take() == Taken(message=message(2), has_gap=True)
    assert queue.take() == Taken(message=message(3), has_gap=False)
    assert queue.dropped_count == 2


def fill_over(queue: ListenerQueue, now_s: float) -> Degraded | None:
    """Overflow once by one frame, and let the writer take one."""
    said = None
    while len(queue) < MAX_FRAMES:
        queue.put(message(0), now_s)
    said = queue.put(message(0), now_s)
    if queue.is_live:
        queue.take()
    return said


def test_the_third_overflow_in_ten_seconds_sends_the_rest_afterwards() -> None:
    queue = ListenerQueue()
    assert fill_over(queue, 0.0) is None
    assert fill_over(queue, 4.0) is None
    said = fill_over(queue, 9.0)
    assert said is not None
    assert said.reason == "overflows"
    assert not queue.is_live
    assert queue.take() is None
    assert queue.put(message(1), 9.1) is None


def test_overflows_far_apart_are_forgiven() -> None:
    queue = ListenerQueue()
    for number in range(10):
        assert fill_over(queue, number * 6.0) is None
    assert queue.is_live


def test_more_than_a_second_behind_is_too_much_at_once() -> None:
    queue = ListenerQueue()
    said = [queue.put(message(number), number * 0.02) for number in range(51)]
    assert said[:50] == [None] * 50
    assert said[50] == Degraded(reason="behind", dropped=51)
    assert queue.put(message(0), 2.0) is None
    assert queue.dropped_count == 52


def test_a_bundle_longer_than_the_queue_fits_alone() -> None:
    queue = ListenerQueue()
    assert queue.put(b"pre-roll", 0.0, frames=40) is None
    assert queue.take() == Taken(message=b"pre-roll", has_gap=False)
    assert queue.sent_count == 40


@given(steps=st.lists(st.tuples(st.booleans(), st.floats(0.0, 1.0)), max_size=300))
def test_every_frame_is_sent_dropped_or_waiting_and_order_is_kept(
    steps: list[tuple[bool, float]],
) -> None:
    queue, now_s, put, taken = ListenerQueue(), 0.0, 0, []
    for is_put, wait_s in steps:
        now_s += wait_s
        if is_put:
            queue.put(message(put), now_s)
            put += 1
        elif (found := queue.take()) is not None:
            taken.append((int.from_bytes(found.message, "big"), found.has_gap))
    assert queue.sent_count + queue.dropped_count + len(queue) == put
    assert len(queue) <= MAX_FRAMES
    numbers = [number for number, _ in taken]
    assert numbers == sorted(set(numbers))
    for (before, _), (number, has_gap) in pairwise(taken):
        assert has_gap == (number != before + 1)
