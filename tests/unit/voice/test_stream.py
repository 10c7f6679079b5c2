"""Numbers that wrap, holes, repeats and strangers."""

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.voice import FRAME_SAMPLES, Frame, FrameFlag
from embedded_hub.voice.stream import MAX_LEAP, Arrival, FrameStamper, StreamOrder, unwrap


def at(sequence: int, flags: FrameFlag = FrameFlag.NONE) -> Frame:
    clock = (sequence * FRAME_SAMPLES) & 0xFFFFFFFF
    return Frame(sequence=sequence & 0xFFFF, clock=clock, payload=b"x", flags=flags)


def arrivals(*frames: Frame) -> list[Arrival]:
    order = StreamOrder()
    return [order.place(frame).arrival for frame in frames]


@given(near=st.integers(0, 1 << 40), off=st.integers(-0x8000, 0x7FFF))
def test_unwrapping_finds_whatever_is_within_half_the_range(near: int, off: int) -> None:
    assert unwrap((near + off) & 0xFFFF, near, 16) == near + off


def test_frames_are_stamped_from_the_first_to_the_last() -> None:
    stamper = FrameStamper(clock=0xFFFFFFFF)
    first, second = stamper.stamp(b"a"), stamper.stamp(b"b", FrameFlag.FEC)
    assert (first.sequence, first.clock, first.flags) == (0, 0xFFFFFFFF, FrameFlag.FIRST)
    assert (second.sequence, second.clock, second.flags) == (1, FRAME_SAMPLES - 1, FrameFlag.FEC)
    end = stamper.end()
    assert (end.sequence, end.payload, end.is_last) == (2, b"", True)
    assert stamper.count == 2


def test_a_pause_shows_in_the_clock_and_a_loss_in_both() -> None:
    stamper = FrameStamper()
    stamper.stamp(b"a")
    stamper.pause(10)
    after_pause = stamper.stamp(b"b")
    assert (after_pause.sequence, after_pause.clock) == (1, 11 * FRAME_SAMPLES)
    assert after_pause.flags == FrameFlag.NONE
    stamper.lose(2)
    after_loss = stamper.stamp(b"c")
    assert (after_loss.sequence, after_loss.clock) == (4, 14 * FRAME_SAMPLES)
    assert after_loss.flags == FrameFlag.GAP
    assert stamper.clock_end == 15 * FRAME_SAMPLES


def test_a_stream_longer_than_its_numbers_goes_on() -> None:
    order = StreamOrder()
    placed = [order.place(at(sequence)) for sequence in range(0, 0x2_0100, 200)]
    assert [one.index for one in placed] == list(range(0, 0x2_0100, 200))
    assert placed[-1].time_s == placed[-1].index * 0.02
    assert order.foreign_count == 0


def test_a_hole_is_ahead_and_what_fills_it_behind() -> None:
    assert arrivals(at(0), at(3), at(1), at(2), at(4)) == [
        Arrival.NEXT,
        Arrival.AHEAD,
        Arrival.BEHIND,
        Arrival.BEHIND,
        Arrival.NEXT,
    ]


def test_frames_from_before_the_first_one_seen_belong_too() -> None:
    assert arrivals(at(5), at(3), at(4), at(3)) == [
        Arrival.NEXT,
        Arrival.BEHIND,
        Arrival.BEHIND,
        Arrival.DUPLICATE,
    ]


def test_a_repeat_is_known_at_once() -> None:
    order = StreamOrder()
    for frame in (at(0), at(1), at(1), at(0)):
        order.place(frame)
    assert (order.count, order.duplicate_count) == (2, 2)


def test_a_stranger_is_not_believed_alone() -> None:
    assert arrivals(at(0), at(20_000), at(1)) == [Arrival.NEXT, Arrival.FOREIGN, Arrival.NEXT]


def test_three_that_agree_are_believed() -> None:
    found = arrivals(at(0), at(20_000), at(20_001), at(20_002), at(20_003))
    assert found == [
        Arrival.NEXT,
        Arrival.FOREIGN,
        Arrival.FOREIGN,
        Arrival.AHEAD,
        Arrival.NEXT,
    ]


def test_a_confessed_gap_is_believed_however_wide() -> None:
    assert arrivals(at(0), at(5_000, FrameFlag.GAP)) == [Arrival.NEXT, Arrival.AHEAD]


def test_a_frame_from_long_ago_is_no_part_of_the_stream() -> None:
    far = MAX_LEAP + 10
    assert arrivals(at(far * 2), at(far * 2 - far)) == [Arrival.NEXT, Arrival.FOREIGN]


@given(sent=st.lists(st.integers(0, 200), min_size=1, max_size=200), offset=st.integers(0, 0xFFFF))
def test_each_number_is_accepted_exactly_once(sent: list[int], offset: int) -> None:
    order = StreamOrder()
    accepted = []
    for number in sent:
        placed = order.place(at(number + offset))
        assert placed.arrival is not Arrival.FOREIGN
        if placed.arrival is not Arrival.DUPLICATE:
            accepted.append(placed.index)
    assert len(accepted) == len(set(accepted)) == len(set(sent)) == order.count
