"""Where speech begins and ends, in sound that is computed."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.voice.utterance import Utterances
from tests.fakes.sounds import speech, tone

HZ = 16_000


def silence(seconds: float) -> "array[int]":
    return array("h", bytes(2 * int(seconds * HZ)))


def said(seconds: float, seed: int = 1) -> "array[int]":
    return speech(seconds, seed, rate_hz=HZ)


def marks(samples: "array[int]") -> list[tuple[str, int]]:
    return [(one.kind, one.at_ms) for one in Utterances().feed(samples)]


def test_a_sentence_has_a_beginning_and_an_end() -> None:
    [(began, at_ms), (ended, end_ms)] = marks(silence(0.5) + said(1.0) + silence(1.0))
    assert (began, ended) == ("began", "ended")
    assert at_ms == pytest.approx(500, abs=60)
    assert end_ms == pytest.approx(1500, abs=100)


def test_a_breath_does_not_end_a_sentence_and_a_pause_does() -> None:
    assert len(marks(silence(0.3) + said(1.0) + silence(0.4) + said(1.0, 2))) == 1
    assert len(marks(silence(0.3) + said(1.0) + silence(0.9) + said(1.0, 2))) == 3


def test_a_click_begins_nothing() -> None:
    assert marks(silence(0.5) + tone(900, 0.04, HZ) + silence(1.0)) == []


def test_what_goes_on_has_no_end_yet() -> None:
    heard = Utterances()
    heard.feed(silence(0.2) + said(2.0))
    assert heard.is_speech
    assert heard.now_ms == 2200


@given(st.lists(st.integers(1, 4000), max_size=40))
def test_it_does_not_matter_in_which_pieces_sound_comes(sizes: list[int]) -> None:
    whole = silence(0.3) + said(0.6) + silence(0.9)
    heard, at = Utterances(), 0
    found = []
    for size in (*sizes, len(whole)):
        found += heard.feed(whole[at : at + size])
        at += size
    assert [(one.kind, one.at_ms) for one in found] == marks(whole)
