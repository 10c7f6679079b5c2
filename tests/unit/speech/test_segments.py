"""A long talk is cut at its pauses, and nothing that was said is lost."""

from array import array

import pytest

from embedded_hub.audio.pcm import pcm_of
from embedded_hub.speech.api import BYTES_PER_S
from embedded_hub.speech.segments import LEAD_S, LEAST_S, MOST_S, Segments
from tests.fakes.sounds import speech, tone

HZ = 16_000
PIECE = BYTES_PER_S // 5


def silence(seconds: float) -> bytes:
    return bytes(int(seconds * BYTES_PER_S) & ~1)


def said(seconds: float, seed: int = 1) -> bytes:
    return pcm_of(speech(seconds, seed, rate_hz=HZ))


def fed(pcm: bytes) -> Segments:
    segments = Segments()
    for at in range(0, len(pcm), PIECE):
        segments.feed(pcm[at : at + PIECE])
    return segments


def test_silence_is_never_given_to_a_model() -> None:
    segments = fed(silence(40))
    assert segments.take_closed() == []
    assert segments.open == b""


def test_a_little_silence_stays_in_front_of_the_first_word() -> None:
    spoken = said(1.0)
    segments = fed(silence(5) + spoken)
    assert segments.open.endswith(spoken)
    lead_s = (len(segments.open) - len(spoken)) / BYTES_PER_S
    assert LEAD_S <= lead_s <= LEAD_S + 0.4


def test_a_talk_is_cut_at_a_pause_once_it_is_long_enough() -> None:
    first, second = said(LEAST_S, 1), said(3.0, 2)
    segments = fed(first + silence(1.0) + second)
    [closed] = segments.take_closed()
    assert closed.startswith(first)
    assert segments.open.endswith(second)
    assert segments.take_closed() == []


def test_a_short_talk_stays_in_one_piece_over_its_pauses() -> None:
    pcm = said(3.0) + silence(1.0) + said(3.0, 2)
    segments = fed(pcm)
    assert segments.take_closed() == []
    assert segments.open == pcm


def test_who_never_pauses_is_cut_all_the_same() -> None:
    pcm = said(MOST_S + 3)
    segments = fed(pcm)
    [closed] = segments.take_closed()
    assert closed + segments.open == pcm


def test_a_steady_voice_that_never_begins_is_heard_if_it_is_loud() -> None:
    assert fed(pcm_of(tone(200, 2.0, HZ))).open
    assert not fed(pcm_of(tone(200, 2.0, HZ, peak=20))).open


@pytest.mark.parametrize("odd", [1, 3, 639])
def test_half_a_sample_breaks_nothing(odd: int) -> None:
    segments = Segments()
    segments.feed(said(0.5)[:-odd])
    assert segments.open


def test_samples_may_be_any_array() -> None:
    segments = Segments()
    segments.feed(array("h", [3000, -3000] * 4000).tobytes())
    assert segments.open
