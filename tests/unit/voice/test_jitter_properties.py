"""Whatever a link does: nothing twice, nothing out of order, and every frame accounted for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.model.voice import FRAME_S, Frame, FrameFlag
from embedded_hub.voice.jitter import JitterBuffer, JitterOptions
from embedded_hub.voice.playout import Ended, Play
from tests.fakes.voice_link import Delivery, listen, number_of, spoken

frame_fates = st.one_of(
    st.just("lost"),
    st.floats(0.0, 0.06),
    st.floats(0.0, 0.06),
    st.floats(0.0, 0.06),
    st.floats(0.0, 3.0),
)
links = st.lists(frame_fates, min_size=1, max_size=120)
kinds = st.sampled_from([FrameFlag.NONE, FrameFlag.NONE, FrameFlag.SILENCE, FrameFlag.FEC])


def sent_over(link: list[str | float], clock: int, flags: list[FrameFlag]) -> list[Delivery]:
    frames = spoken(len(link), clock=clock, flags=flags)
    return [
        (number * FRAME_S + fate, frame)
        for number, (frame, fate) in enumerate(zip(frames, link, strict=True))
        if isinstance(fate, float)
    ]


@settings(deadline=None, max_examples=150)
@given(
    link=links,
    clock=st.integers(0, 0xFFFFFFFF),
    flags=st.lists(kinds, max_size=120),
    again=st.lists(st.integers(0, 119), max_size=10),
    start_s=st.floats(0.0, 1.0),
    pace=st.sampled_from(["live", "catch_up", "steady"]),
)
def test_every_frame_is_played_once_in_order_or_counted(
    link: list[str | float],
    clock: int,
    flags: list[FrameFlag],
    again: list[int],
    start_s: float,
    pace: str,
) -> None:
    deliveries = sent_over(link, clock, flags)
    repeats = [(at_s + 0.01, frame) for at_s, frame in deliveries if number_of(frame) in again]
    buffer = JitterBuffer(JitterOptions(pace=pace))  # type: ignore[arg-type]
    heard = listen(buffer, [*deliveries, *repeats], start_s=start_s, longest_s=10.0)
    if not isinstance(heard.answers[-1][1], Ended):
        buffer.finish()
        heard.answers += listen(buffer, [], start_s=10.0).answers
    stats = buffer.statistics()

    assert heard.played == sorted(set(heard.played))
    assert set(heard.played) <= {number_of(frame) for _, frame in deliveries}
    assert stats.played == len(heard.played)
    assert isinstance(heard.answers[-1][1], Ended)
    assert buffer.waiting_count == 0
    if heard.played:
        slots = stats.played + stats.concealed + stats.skipped + stats.trimmed
        assert len(heard.played) <= slots <= len(link)
        first, last = heard.played[0], heard.played[-1]
        assert last - first + 1 <= slots
    assert stats.received <= len(deliveries)
    assert stats.stalled >= 0


@settings(deadline=None, max_examples=100)
@given(delays=st.lists(st.floats(0.0, 0.4), min_size=1, max_size=200))
def test_over_tcp_within_a_second_everything_is_heard(delays: list[float]) -> None:
    ready_s, deliveries = 0.0, []
    for number, frame in enumerate(spoken(len(delays))):
        ready_s = max(ready_s, number * FRAME_S + delays[number])
        deliveries.append((ready_s, frame))
    buffer = JitterBuffer()
    heard = listen(buffer, deliveries)
    stats = buffer.statistics()
    assert heard.played == list(range(len(delays)))
    assert (stats.concealed, stats.skipped, stats.late) == (0, 0, 0)


@settings(deadline=None, max_examples=100)
@given(lost=st.sets(st.integers(1, 98), max_size=40))
def test_over_a_lossy_link_played_and_concealed_are_all_that_was_sent(lost: set[int]) -> None:
    deliveries = [
        (number * FRAME_S, frame) for number, frame in enumerate(spoken(100)) if number not in lost
    ]
    buffer = JitterBuffer()
    heard = listen(buffer, deliveries)
    stats = buffer.statistics()
    assert heard.played == [number for number in range(100) if number not in lost]
    assert stats.played + stats.concealed + stats.skipped == 100


headers = st.tuples(
    st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.integers(0, 63), st.floats(0.0, 0.1)
)


@settings(deadline=None, max_examples=150)
@given(lies=st.lists(headers, max_size=60), empty=st.booleans())
def test_lying_headers_neither_raise_nor_grow_nor_play_twice(
    lies: list[tuple[int, int, int, float]], empty: bool
) -> None:
    buffer = JitterBuffer()
    now_s, played = 0.0, []
    for number, (sequence, clock, bits, wait_s) in enumerate(lies):
        payload = b"" if empty and number % 7 == 3 else number.to_bytes(4, "big")
        frame = Frame(sequence=sequence, clock=clock, payload=payload, flags=FrameFlag(bits))
        buffer.push(frame, now_s)
        now_s += wait_s
        answer = buffer.pull(now_s)
        if isinstance(answer, Play):
            played.append(number_of(answer.frame))
            assert 0.9 <= answer.speed <= 1.15
    assert len(played) == len(set(played))
    assert buffer.waiting_count <= 150
