"""Rates and frames of plain samples."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.audio.pcm import Resampler, frames_of, pcm_of, resampled, samples_of
from tests.fakes.sounds import likeness, tone


@pytest.mark.parametrize(
    ("from_hz", "to_hz"),
    [(48_000, 16_000), (16_000, 48_000), (44_100, 48_000), (8_000, 48_000), (22_050, 48_000)],
)
def test_a_tone_keeps_its_pitch_its_loudness_and_its_place(from_hz: int, to_hz: int) -> None:
    heard = resampled(tone(440, 0.2, from_hz), from_hz, to_hz)
    wanted = tone(440, 0.2, to_hz)
    assert len(heard) == pytest.approx(len(wanted), abs=to_hz / from_hz + 1)
    middle = slice(len(wanted) // 4, len(wanted) // 2)
    assert likeness(wanted[middle], heard[middle]) > 0.9999
    worst = max(abs(a - b) for a, b in zip(wanted[middle], heard[middle], strict=True))
    assert worst < 8000 * 0.02


def test_what_the_lower_rate_cannot_hold_is_taken_out() -> None:
    heard = resampled(tone(11_000, 0.1), 48_000, 16_000)
    assert max(heard[200:-200]) < 8000 * 0.03


@settings(deadline=None, max_examples=30)
@given(cuts=st.lists(st.integers(0, 400), max_size=12))
def test_pieces_of_any_size_make_the_same_sound(cuts: list[int]) -> None:
    spoken = tone(300, 0.05)
    resampler, heard, at = Resampler(48_000, 16_000), array("h"), 0
    for cut in cuts:
        heard += resampler.feed(spoken[at : at + cut])
        at += cut
    heard += resampler.feed(spoken[at:])
    whole = Resampler(48_000, 16_000).feed(spoken)
    assert heard == whole


def test_the_same_rate_changes_nothing() -> None:
    spoken = tone(300, 0.01)
    assert resampled(spoken, 48_000, 48_000) == spoken


def test_full_scale_never_overflows() -> None:
    square = array("h", ([32_767] * 50 + [-32_768] * 50) * 20)
    heard = resampled(square, 48_000, 16_000)
    assert max(heard) == 32_767
    assert min(heard) == -32_768


def test_samples_are_little_endian_whatever_the_computer() -> None:
    assert pcm_of(array("h", [1, -2])) == b"\x01\x00\xfe\xff"
    assert list(samples_of(b"\x01\x00\xfe\xff")) == [1, -2]


def test_the_last_frame_is_filled_up() -> None:
    frames = list(frames_of(b"\x01" * 2000))
    assert [len(frame) for frame in frames] == [1920, 1920]
    assert frames[1] == b"\x01" * 80 + bytes(1840)
