"""The jitter buffer, case by case, on links that behave as told."""

import random
from collections.abc import Container

import pytest

from embedded_hub.model.voice import FRAME_S, Frame, FrameFlag
from embedded_hub.voice.jitter import JitterBuffer, JitterOptions
from embedded_hub.voice.playout import (
    Concealed,
    Ended,
    Play,
    PlayoutStatistics,
    Silence,
    Waiting,
)
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.voice_link import Heard, in_order, listen, number_of, spoken

BUNDLE = FrameFlag.BUNDLE


def run(
    count: int, delay_s: dict[int, float] | None = None, lost: Container[int] = ()
) -> tuple[Heard, PlayoutStatistics]:
    delays = delay_s or {}
    buffer = JitterBuffer()
    deliveries = in_order(spoken(count), lambda number: 0.03 + delays.get(number, 0.0))
    heard = listen(buffer, [one for one in deliveries if number_of(one[1]) not in lost])
    return heard, buffer.statistics()


def test_a_steady_link_is_played_whole_in_order_and_soon() -> None:
    heard, stats = run(200)
    assert heard.played == list(range(200))
    assert heard.kinds(Concealed) == 0
    assert (stats.played, stats.underruns, stats.stalled) == (200, 0, 0)
    assert heard.delay_of(199) <= 0.03 + 2 * FRAME_S


def test_the_first_frame_never_waits_longer_than_the_target() -> None:
    for target in range(1, 11):
        buffer = JitterBuffer(JitterOptions(target_s=target * FRAME_S))
        heard = listen(buffer, in_order(spoken(50), lambda _: 0.0))
        assert heard.first_s <= target * FRAME_S + 1e-9


def test_a_burst_shorter_than_the_target_is_played_at_once() -> None:
    buffer = JitterBuffer(JitterOptions(target_s=0.2))
    heard = listen(buffer, in_order(spoken(2), lambda _: 0.0))
    assert heard.played == [0, 1]
    assert heard.first_s <= 0.02


def test_one_lost_frame_is_concealed_in_its_place() -> None:
    heard, stats = run(100, lost={50})
    assert heard.played == [*range(50), *range(51, 100)]
    assert (stats.concealed, stats.skipped) == (1, 0)
    assert stats.played + stats.concealed == 100


def test_forward_error_correction_is_used_when_the_next_frame_has_it() -> None:
    frames = spoken(10, flags=[FrameFlag.NONE] * 5 + [FrameFlag.FEC])
    buffer = JitterBuffer(JitterOptions(target_s=0.06))
    deliveries = [one for one in in_order(frames, lambda _: 0.0) if number_of(one[1]) != 4]
    heard = listen(buffer, deliveries)
    [concealed] = [a for _, a in heard.answers if isinstance(a, Concealed)]
    assert concealed.kind == "fec"
    assert concealed.following == frames[5]


def test_a_longer_hole_fades_into_comfort_noise() -> None:
    buffer = JitterBuffer()
    frame = spoken(2)[0]
    buffer.push(frame, 0.0)
    kinds = []
    for pull in range(1, 8):
        answer = buffer.pull(pull * 0.02)
        if isinstance(answer, Concealed):
            kinds.append(answer.kind)
    assert kinds == ["plc", "plc", "fade", "noise", "noise", "noise"]


def test_a_stall_delays_and_loses_nothing() -> None:
    heard, stats = run(300, {100: 0.15})
    assert heard.played == list(range(300))
    assert stats.underruns == 1
    assert stats.concealed == stats.skipped == 0
    assert heard.delay_of(299) <= 0.03 + stats.target_ms / 1000 + 2 * FRAME_S


def test_running_dry_makes_the_buffer_longer_at_once() -> None:
    buffer = JitterBuffer()
    before_s = buffer.target_s
    buffer.push(spoken(2)[0], 0.0)
    assert isinstance(buffer.pull(0.02), Play)
    assert isinstance(buffer.pull(0.04), Concealed)
    assert buffer.target_s == pytest.approx(before_s + FRAME_S)


def test_a_stream_that_fell_behind_plays_faster_until_level() -> None:
    heard, _ = run(500, {100: 0.6})
    speeds = {round(a.speed, 2) for _, a in heard.answers if isinstance(a, Play)}
    assert 1.15 in speeds
    assert heard.played == list(range(500))
    assert heard.delay_of(499) <= 0.03 + 0.2


def test_what_is_older_than_a_second_is_skipped_and_marked() -> None:
    heard, stats = run(400, {100: 2.5})
    assert stats.skipped > 50
    assert stats.played + stats.skipped == 400
    marks = [a.skipped for _, a in heard.answers if isinstance(a, Play) and a.skipped]
    assert sum(marks) == stats.skipped
    assert heard.delay_of(heard.played[-1]) < 0.5


def test_a_late_joiner_hears_everything_and_is_level_within_twenty_seconds() -> None:
    frames = spoken(1600)
    backlog = [
        (3.0, Frame(sequence=f.sequence, clock=f.clock, payload=f.payload, flags=f.flags | BUNDLE))
        for f in frames[:150]
    ]
    live = [(number * FRAME_S, frames[number]) for number in range(150, 1600)]
    buffer = JitterBuffer(JitterOptions(pace="catch_up"))
    heard = listen(buffer, [*backlog, *live], start_s=3.0)
    assert heard.played == list(range(1600))
    spoken_at_23_s = int(23.0 / FRAME_S) - 5
    assert heard.delay_of(spoken_at_23_s) <= 0.1


def test_pre_roll_is_caught_up_quickly_and_does_not_count_as_jitter() -> None:
    frames = spoken(400)
    preroll = [
        (0.3, Frame(sequence=f.sequence, clock=f.clock, payload=f.payload, flags=f.flags | BUNDLE))
        for f in frames[:15]
    ]
    live = [(number * FRAME_S, frames[number]) for number in range(15, 400)]
    buffer = JitterBuffer()
    heard = listen(buffer, [*preroll, *live], start_s=0.3)
    assert heard.played == list(range(400))
    assert heard.first_s == 0.3
    assert buffer.target_s == pytest.approx(FRAME_S)
    assert heard.delay_of(200) <= 3 * FRAME_S


def test_silence_is_left_out_to_catch_up() -> None:
    flags = [FrameFlag.NONE] * 100 + [FrameFlag.SILENCE] * 60
    buffer = JitterBuffer()
    deliveries = in_order(spoken(300, flags=flags), lambda n: 0.5 if n == 99 else 0.0)
    heard = listen(buffer, deliveries)
    stats = buffer.statistics()
    assert stats.trimmed > 5
    assert stats.played + stats.trimmed == 300
    assert set(range(300)) - set(heard.played) <= set(range(100, 160))


def test_a_pause_of_the_talker_is_kept() -> None:
    stamper = FrameStamper()
    frames = [(0.02 * n, stamper.stamp(bytes([n]))) for n in range(10)]
    stamper.pause(20)
    frames += [(0.02 * n, stamper.stamp(bytes([n]))) for n in range(30, 40)]
    frames.append((0.8, stamper.end()))
    buffer = JitterBuffer(JitterOptions(target_s=0.1))
    heard = listen(buffer, frames)
    stats = buffer.statistics()
    assert stats.played == 20
    assert stats.concealed == stats.skipped == 0
    first, second = (
        next(at for at, a in heard.answers if isinstance(a, Play) and a.frame.payload == bytes([n]))
        for n in (9, 30)
    )
    assert second - first == pytest.approx(21 * FRAME_S, abs=3 * FRAME_S)


def test_a_pause_known_beforehand_is_silence() -> None:
    stamper = FrameStamper()
    early = [stamper.stamp(b"a")]
    stamper.pause(3)
    early += [stamper.stamp(b"b", FrameFlag.LAST)]
    buffer = JitterBuffer(JitterOptions(pace="steady"))
    for frame in early:
        buffer.push(frame, 0.0)
    answers = [buffer.pull(0.1 + n * FRAME_S) for n in range(6)]
    assert [type(answer) for answer in answers] == [Play, Silence, Silence, Silence, Play, Ended]


def test_the_end_drains_without_a_fault() -> None:
    heard, stats = run(20)
    assert isinstance(heard.answers[-1][1], Ended)
    assert stats.underruns == 0


def test_an_end_told_elsewhere_drains_too() -> None:
    buffer = JitterBuffer()
    for number, frame in enumerate(spoken(10)[:-1]):
        buffer.push(frame, number * FRAME_S)
    buffer.finish()
    answers = [buffer.pull(0.2 + n * FRAME_S) for n in range(10)]
    assert [type(a) for a in answers] == [Play] * 9 + [Ended]
    assert buffer.statistics().underruns == 0


def test_a_buffer_nobody_sent_to_ends_when_told() -> None:
    buffer = JitterBuffer()
    assert isinstance(buffer.pull(0.0), Waiting)
    buffer.finish()
    assert isinstance(buffer.pull(0.1), Ended)
    assert isinstance(buffer.pull(0.2), Ended)


def test_a_stream_silent_for_half_a_second_begins_anew() -> None:
    heard, stats = run(200, {100: 0.9})
    assert heard.kinds(Waiting) > 2
    assert heard.played == list(range(200))
    assert stats.stalled == 25


def test_repeats_are_heard_once() -> None:
    buffer = JitterBuffer()
    deliveries = in_order(spoken(50), lambda _: 0.01)
    heard = listen(buffer, [*deliveries, *deliveries])
    assert heard.played == list(range(50))
    assert buffer.statistics().duplicates == 50


def test_frames_of_another_stream_are_counted_and_ignored() -> None:
    buffer = JitterBuffer()
    for number, frame in enumerate(spoken(10)):
        buffer.push(frame, number * FRAME_S)
    buffer.push(Frame(sequence=30_000, clock=0, payload=b"zzzz"), 0.2)
    assert buffer.statistics().foreign == 1
    assert buffer.waiting_count == 10


@pytest.mark.parametrize("leap", [5_000_000, 0x80000000, 0xF0000000])
def test_a_leaping_clock_costs_no_more_than_a_moment(leap: int) -> None:
    stamper = FrameStamper()
    frames = [(n * FRAME_S, stamper.stamp(n.to_bytes(4, "big"))) for n in range(100)]
    stamper._clock += leap
    frames += [(n * FRAME_S, stamper.stamp(n.to_bytes(4, "big"))) for n in range(100, 400)]
    frames.append((8.0, stamper.end()))
    buffer = JitterBuffer()
    heard = listen(buffer, frames)
    assert len(heard.played) > 350
    assert heard.played == sorted(set(heard.played))
    assert heard.delay_of(399) < 0.2


def test_a_player_that_stopped_asking_costs_no_memory() -> None:
    buffer = JitterBuffer()
    for number, frame in enumerate(spoken(2000)):
        buffer.push(frame, number * FRAME_S)
    assert buffer.waiting_count == 150
    played = listen(buffer, [], start_s=40.0).played
    stats = buffer.statistics()
    assert stats.played + stats.skipped == 2000
    assert played == sorted(played)


def test_five_minutes_with_stalls_never_drift_away_from_the_target() -> None:
    chance = random.Random(6354)  # noqa: S311 - the same link every time
    stalls = {number: chance.choice((0.0, 0.05, 0.15)) for number in range(0, 15_000, 50)}
    buffer = JitterBuffer()
    deliveries = in_order(
        spoken(15_000), lambda n: 0.01 + chance.random() * 0.004 + stalls.get(n, 0.0)
    )
    heard = listen(buffer, deliveries)
    stats = buffer.statistics()
    assert heard.played == list(range(15_000))
    assert stats.skipped == stats.concealed == 0
    delays = [at - number_of(a.frame) * FRAME_S for at, a in heard.answers if isinstance(a, Play)]
    for start in range(0, len(delays) - 150, 150):
        assert min(delays[start : start + 150]) <= 0.2 + 0.03
    assert stats.stalled < sum(stalls.values()) / FRAME_S / 2


def test_three_seconds_after_a_stall_the_delay_is_back_at_its_target() -> None:
    for stall_s in (0.05, 0.15, 0.4):
        buffer = JitterBuffer()
        deliveries = in_order(spoken(1000), lambda n, s=stall_s: s if n == 200 else 0.0)  # type: ignore[misc]
        listen(buffer, deliveries, longest_s=200 * FRAME_S + stall_s + 3.0)
        stats = buffer.statistics()
        assert stats.buffer_ms <= stats.target_ms + 20


@pytest.mark.parametrize("drift", [0.9998, 1.0002])
def test_a_drifting_sound_card_is_followed(drift: float) -> None:
    buffer = JitterBuffer()
    heard = listen(buffer, in_order(spoken(6000), lambda _: 0.01), period_s=FRAME_S * drift)
    assert heard.played == list(range(6000))
    assert heard.delay_of(5999) <= 0.1


def test_a_frame_that_comes_after_its_turn_is_counted_and_thrown_away() -> None:
    first, second, third = spoken(3)
    buffer = JitterBuffer(JitterOptions(target_s=0.02))
    buffer.push(first, 0.0)
    buffer.push(third, 0.01)
    answers = [buffer.pull(0.02), buffer.pull(0.04)]
    assert [type(answer) for answer in answers] == [Play, Concealed]
    buffer.push(second, 0.05)
    stats = buffer.statistics()
    assert (stats.late, stats.received, buffer.waiting_count) == (1, 3, 1)


def test_filler_that_stood_in_for_a_lost_frame_is_its_concealment() -> None:
    first, _, third = spoken(3)
    buffer = JitterBuffer()
    buffer.push(first, 0.0)
    assert isinstance(buffer.pull(0.02), Play)
    assert isinstance(buffer.pull(0.04), Concealed)
    assert buffer.statistics().stalled == 1
    buffer.push(third, 0.05)
    answer = buffer.pull(0.06)
    assert isinstance(answer, Play)
    assert answer.frame == third
    stats = buffer.statistics()
    assert (stats.stalled, stats.concealed, stats.played) == (0, 1, 2)


def test_nothing_counts_after_the_end() -> None:
    buffer = JitterBuffer()
    for number, frame in enumerate(spoken(3)):
        buffer.push(frame, number * FRAME_S)
    buffer.push(Frame(sequence=3, clock=2880, payload=b"more"), 0.06)
    assert buffer.waiting_count == 3
    assert buffer.statistics().late == 1


@pytest.mark.parametrize("flag", [FrameFlag.NONE, FrameFlag.SILENCE])
def test_a_player_that_is_too_fast_is_slowed_or_given_silence(flag: FrameFlag) -> None:
    buffer = JitterBuffer(JitterOptions(target_s=0.1))
    jittery = in_order(spoken(800, flags=[flag] * 799), lambda n: 0.08 if n % 10 == 0 else 0.0)
    heard = listen(buffer, jittery, period_s=FRAME_S * 0.995)
    assert len(heard.played) + buffer.statistics().trimmed == 800
    speeds = {answer.speed for _, answer in heard.answers if isinstance(answer, Play)}
    if flag:
        assert heard.kinds(Silence) > 3
    else:
        assert 0.9 in speeds
    assert buffer.statistics().underruns == 0


def test_a_very_long_pause_is_shortened() -> None:
    stamper = FrameStamper()
    first = stamper.stamp(b"a")
    stamper.pause(500)
    buffer = JitterBuffer(JitterOptions(pace="steady"))
    buffer.push(first, 0.0)
    buffer.push(stamper.stamp(b"b", FrameFlag.LAST), 0.0)
    answers = [buffer.pull(0.1 + n * FRAME_S) for n in range(60)]
    assert sum(isinstance(answer, Silence) for answer in answers) == 50
    assert sum(isinstance(answer, Play) for answer in answers) == 2


def test_an_end_whose_last_frames_never_come_is_not_waited_for_long() -> None:
    frames = spoken(5)
    end = Frame(sequence=5, clock=5 * 960, payload=b"", flags=FrameFlag.LAST)
    buffer = JitterBuffer()
    for frame in (*frames[:2], end):
        buffer.push(frame, 0.0)
    heard = listen(buffer, [], start_s=0.02, longest_s=2.0)
    assert isinstance(heard.answers[-1][1], Ended)
    assert heard.answers[-1][0] < 0.7
    stats = buffer.statistics()
    assert stats.played + stats.skipped == 5
    assert stats.underruns == 0
