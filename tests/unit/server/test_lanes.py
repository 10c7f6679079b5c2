from collections.abc import Sequence

import msgspec
import pytest

from embedded_hub.model.ids import EntityId
from embedded_hub.protocol.bulk_frame import MAX_PIECE_BYTES
from embedded_hub.server.bulk import Fragments, Pieces
from embedded_hub.server.frames import PIECE_BYTES, text_frame
from embedded_hub.server.lanes import CATCH_UP_ENTITIES, Lane, Lanes
from embedded_hub.server.limits import ServerLimits

LIMITS = ServerLimits(queued_messages=4, queued_bytes=200_000, stuck_s=5.0)


class Newest:
    """A source that answers with the names it was asked for."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.asked: list[list[str]] = []

    def newest(self, entity_ids: Sequence[EntityId]) -> bytes:
        self.asked.append(list(entity_ids))
        return f"{self.name}{','.join(entity_ids)}".encode()


class Sound:
    """Sound that waits."""

    def __init__(self, *frames: bytes) -> None:
        self._frames = list(frames)

    def take(self) -> bytes:
        return self._frames.pop(0) if self._frames else b""


def ids(count: int) -> list[EntityId]:
    return [EntityId(f"sensor.s{number}") for number in range(count)]


def long_ago() -> float:
    return -100.0


@pytest.fixture
def lanes() -> Lanes:
    return Lanes(LIMITS, Fragments(long_ago))


def drained(lanes: Lanes, now_s: float = 0.0) -> list[bytes]:
    taken = []
    while frames := lanes.take(now_s):
        taken.append(frames)
    return taken


def test_what_is_urgent_leaves_first(lanes: Lanes) -> None:
    lanes.push_bulk(b"bulk", 0.0)
    lanes.mark(Newest("state:"), ids(1))
    lanes.push(Lane.NOTICE, (b"notice",), 0.0)
    lanes.mark_voice(Sound(b"voice"))
    lanes.push(Lane.CONTROL, (b"control",), 0.0)
    order = [b"control", b"voice", b"notice", text_frame(b"bulk"), b"state:sensor.s0"]
    assert drained(lanes) == order
    assert lanes.is_empty


def test_between_two_pieces_goes_whatever_is_more_urgent() -> None:
    lanes = Lanes(LIMITS, Pieces(1 << 20))
    lanes.push_bulk(b"x" * (3 * MAX_PIECE_BYTES), 0.0)
    pieces = [lanes.take(0.0)]
    lanes.push(Lane.CONTROL, (b"control",), 0.0)
    lanes.mark_voice(Sound(b"voice"))
    lanes.mark(Newest("state:"), ids(1))
    assert [lanes.take(0.0) for _ in range(3)] == [b"control", b"voice", b"state:sensor.s0"]
    pieces += drained(lanes)
    assert [len(piece) for piece in pieces] == [4096 + 4] * 3
    assert lanes.is_empty


def test_a_client_whose_receipts_are_waited_for_is_not_stuck() -> None:
    lanes = Lanes(LIMITS, Pieces(4096))
    lanes.push_bulk(b"x" * (2 * LIMITS.queued_bytes), 0.0)
    assert drained(lanes)
    assert lanes.is_full
    for now_s in (0.2, 0.4):
        assert lanes.take(now_s) == b""
        assert lanes.stuck_at_s == now_s + LIMITS.stuck_s


def test_a_message_begun_in_pieces_is_finished_before_anything_else(lanes: Lanes) -> None:
    lanes.push_bulk(b"x" * (3 * PIECE_BYTES), 0.0)
    first = lanes.take(0.0)
    lanes.push(Lane.CONTROL, (b"control",), 0.0)
    rest = drained(lanes)
    assert len(first) > PIECE_BYTES
    assert [len(frames) > PIECE_BYTES for frames in rest] == [True, True, False]
    assert lanes.waiting_bytes == 0


def test_an_entity_that_changed_often_is_sent_once_with_its_newest_value(lanes: Lanes) -> None:
    source = Newest()
    for _ in range(1000):
        lanes.mark(source, ids(1))
    assert drained(lanes) == [b"sensor.s0"]


def test_catching_up_goes_in_steps_so_that_a_result_gets_between(lanes: Lanes) -> None:
    source = Newest()
    lanes.mark(source, ids(CATCH_UP_ENTITIES + 1))
    lanes.take(0.0)
    lanes.push(Lane.CONTROL, (b"control",), 0.0)
    assert lanes.take(0.0) == b"control"
    assert [len(asked) for asked in source.asked] == [CATCH_UP_ENTITIES]
    assert len(drained(lanes)) == 1


def test_a_large_subscription_does_not_starve_a_small_one(lanes: Lanes) -> None:
    large, small = Newest("large:"), Newest("small:")
    lanes.mark(large, ids(10 * CATCH_UP_ENTITIES))
    lanes.mark(small, ids(1))
    lanes.take(0.0)
    assert lanes.take(0.0) == b"small:sensor.s0"


def test_a_subscription_that_ended_is_not_caught_up(lanes: Lanes) -> None:
    source = Newest()
    lanes.mark(source, ids(5))
    lanes.forget(source)
    assert lanes.is_empty
    assert drained(lanes) == []


def test_sound_is_asked_for_again_until_none_waits(lanes: Lanes) -> None:
    sound = Sound(b"first", b"second")
    lanes.mark_voice(sound)
    assert not lanes.is_empty
    assert drained(lanes) == [b"first", b"second"]
    assert lanes.is_empty


def test_a_full_client_gets_no_more_notices_but_its_results(lanes: Lanes) -> None:
    for _ in range(LIMITS.queued_messages):
        assert lanes.push(Lane.CONTROL, (b"r",), 0.0)
    assert lanes.is_full
    assert not lanes.push(Lane.NOTICE, (b"event",), 0.0)
    assert lanes.push(Lane.CONTROL, (b"r",), 0.0)


def test_bytes_fill_a_client_as_messages_do(lanes: Lanes) -> None:
    lanes.push(Lane.NOTICE, (b"x" * LIMITS.queued_bytes,), 0.0)
    assert lanes.is_full
    lanes.take(0.0)
    assert not lanes.is_full


def test_a_full_client_that_takes_nothing_is_stuck_after_the_limit(lanes: Lanes) -> None:
    assert lanes.stuck_at_s is None
    for number in range(2 * LIMITS.queued_messages):
        lanes.push(Lane.CONTROL, (b"r",), 10.0 + number)
    assert lanes.stuck_at_s == 13.0 + LIMITS.stuck_s


def test_a_slow_client_that_takes_a_little_is_given_more_time(lanes: Lanes) -> None:
    for _ in range(2 * LIMITS.queued_messages):
        lanes.push(Lane.CONTROL, (b"r",), 10.0)
    lanes.take(14.0)
    assert lanes.stuck_at_s == 14.0 + LIMITS.stuck_s
    drained(lanes, 15.0)
    assert lanes.stuck_at_s is None


def test_memory_for_states_does_not_grow_with_time() -> None:
    limits = msgspec.structs.replace(LIMITS, queued_bytes=1)
    lanes, source = Lanes(limits, Fragments(long_ago)), Newest()
    for _ in range(100):
        lanes.mark(source, ids(50))
    assert lanes.waiting_bytes == 0
    assert sum(len(frames.split(b",")) for frames in drained(lanes)) == 50
