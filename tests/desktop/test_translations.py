"""German is complete, nothing is stale, and English counts properly."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

from desktop.platform.translations import Translations
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.state_words import KNOWN_WORDS, key_word
from desktop.viewmodels.words import translate

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def translations(qapp: QGuiApplication) -> Iterator[Translations]:
    made = Translations(qapp)
    yield made
    made.drop()


def test_translations_are_complete_and_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build" / "translations.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("de", "1 Licht an", "3 Lichter an"), ("en", "1 light on", "3 lights on"),
     ("fr", "1 light on", "3 lights on")],
)  # fmt: skip
def test_counts_take_the_form_they_need(
    translations: Translations, language: str, one: str, many: str
) -> None:
    translations.use(language)
    assert (PLURALS.lights_on(1), PLURALS.lights_on(3)) == (one, many)


def test_every_word_for_a_state_is_german(translations: Translations) -> None:
    english = {key: key_word(key) for key in KNOWN_WORDS}
    translations.use("de")
    same = {key for key in KNOWN_WORDS if key_word(key) == english[key]}
    assert same <= {"eco", "gas", "normal", "problem", "streaming", "triggered", "vibration"}


def test_other_language_takes_effect_at_once_and_can_be_taken_back(
    translations: Translations,
) -> None:
    translations.use("de")
    assert translate("Time", "just now") == "gerade eben"
    assert QLocale().decimalPoint() == ","
    translations.use("en")
    assert translate("Time", "just now") == "just now"
