"""Numbers, times and ages as people read them."""

import pytest
from PySide6.QtCore import QLocale

from desktop.viewmodels import state_words, words
from embedded_hub.model.capability.wording import WORDS
from tests.unit.desktop.homes import NOW, state


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (21.44, "21.4"),
        (21.0, "21"),
        (0.256, "0.26"),
        (1234.5, "1,234"),
        (-3.14159, "-3.14"),
        (0, "0"),
    ],
)
def test_numbers_are_as_short_as_they_mean_something(value: float, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        assert words.number_text(value) == text
    finally:
        QLocale.setDefault(before)


def test_german_numbers_have_a_comma() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        assert words.measure(21.4, "°C") == "21,4°"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("age_s", "text"),
    [
        (3, "just now"),
        (59, "just now"),
        (840, "14 min ago"),
        (7300, "2 h ago"),
        (200_000, "2 day(s) ago"),
    ],
)
def test_ages_count_in_the_largest_unit_that_fits(age_s: float, text: str) -> None:
    assert words.age_text(age_s) == text


def test_moments_name_today_yesterday_or_the_day() -> None:
    now = words.moment_of("2026-11-23T14:30:00")
    assert now is not None
    at = {
        name: words.moment_of(text) or 0
        for name, text in (
            ("today", "2026-11-23T14:02:00"),
            ("yesterday", "2026-11-22T21:10:00"),
            ("earlier", "2026-11-02T08:00:00"),
        )
    }
    assert words.clock_text(at["today"], now) == "14:02"
    assert words.clock_text(at["yesterday"], now) == "yesterday 21:10"
    assert words.clock_text(at["earlier"], now).endswith("08:00")
    assert words.day_text(at["today"], now) == "Today"
    assert words.day_text(at["yesterday"], now) == "Yesterday"
    assert words.since_text(at["today"], now) == "since 14:02"


@pytest.mark.parametrize("text", ["", "on", "12", "2026", "-5.0", "never-ever-at-all", "9" * 40])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert words.moment_of(text) is None


def test_every_word_of_the_model_has_a_sentence_and_no_other() -> None:
    assert state_words.KNOWN_WORDS == WORDS


def test_option_nobody_translated_is_made_readable() -> None:
    assert state_words.option_word("fan_only") == "Fan only"
    assert state_words.option_word("deep_clean_2") == "Deep clean 2"


def test_button_says_when_it_was_pressed() -> None:
    pressed = state("button.x", "2026-11-23T08:12:00+00:00")
    assert ":" in state_words.state_word(pressed, NOW)
