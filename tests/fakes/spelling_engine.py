"""A transcriber that spells: each byte pair of sound is one letter. Deterministic and tiny."""

import os
import sys

from embedded_hub.errors import NotSupported
from embedded_hub.speech.api import Guess

DIE = "crash!"
"""A word that ends the process, as a crash in a library does; no other sound spells it."""


def pcm_of(text: str) -> bytes:
    """Return the sound of a text."""
    return text.encode("utf-16-le")


class Spelling:
    """One person spelling."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._pcm = b""

    def feed(self, pcm: bytes) -> None:
        self._pcm += pcm
        if pcm_of(DIE) in self._pcm:
            os._exit(7)

    def partial(self) -> Guess:
        text = self._text()
        return Guess(text=text, stable_chars=len(text) // 2)

    def finish(self) -> Guess:
        text = self._text()
        sys.stdout.write("an engine that prints disturbs nobody\n")
        return Guess(text=text, stable_chars=len(text), language=self._language, confidence=1.0)

    def _text(self) -> str:
        # The last frame is filled up with silence; other sounds spell what is no letter.
        return self._pcm.decode("utf-16-le", errors="replace").rstrip("\0")


class SpellingEngine:
    """Its model."""

    @property
    def name(self) -> str:
        return "Spelling"

    def open(self, language: str | None) -> Spelling:
        if language == "tlh":
            raise NotSupported("this model knows no Klingon")
        return Spelling(language)


def open_engine(folder: str | None) -> SpellingEngine:
    if folder == "missing":
        raise NotSupported("there is no model")
    return SpellingEngine()
