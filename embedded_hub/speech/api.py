"""What an engine that writes down speech must offer; everything here runs in its own process.

A package offers one through the entry-point group ``homewire.stt``: the name is what people
choose it by, the value leads to an :data:`OpenEngine`.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

ENTRY_POINT_GROUP = "homewire.stt"
SAMPLE_RATE_HZ = 16_000
BYTES_PER_S = 2 * SAMPLE_RATE_HZ


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What was understood so far; ``stable_chars`` of it will not change."""

    text: str
    stable_chars: int = 0
    language: str | None = None
    confidence: float | None = None


class Dictation(Protocol):
    """One person speaking, from the first syllable to the last."""

    def feed(self, pcm: bytes) -> None:
        """Take the next samples, 16 kHz mono PCM16; quick, nothing is understood here."""

    def partial(self) -> Guess:
        """Say what was understood so far; may take a while and is left out when time is short."""

    def finish(self) -> Guess:
        """Say what was understood in all."""


class Engine(Protocol):
    """A loaded model."""

    @property
    def name(self) -> str:
        """What people see."""

    def open(self, language: str | None) -> Dictation:
        """Begin to listen to one person; ``language`` is what they probably speak, ISO 639.

        Raises:
            NotSupported: it does not know this language.
        """


OpenEngine = Callable[[str | None], Engine]
"""Loads the model in a folder, or the engine's own when there is none; may take seconds.

Raises:
    NotSupported: a package or the model is not there.
"""
