"""A transcriber that hears whether somebody speaks, and then says what its model's folder says.

Unlike the one that spells, it does not mind what a codec does to sound.
"""

from pathlib import Path

from embedded_hub.audio.pcm import samples_of
from embedded_hub.speech.api import ENTRY_POINT_GROUP, Guess
from embedded_hub.voice.vad import rms_dbfs

SENTENCE = "sentence.txt"
_LOUD_DBFS = -50.0


class Parroting:
    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._heard = bytearray()

    def feed(self, pcm: bytes) -> None:
        self._heard += pcm

    def partial(self) -> Guess:
        return Guess(text=self._text().partition(" ")[0])

    def finish(self) -> Guess:
        return Guess(text=self._text(), language="en", confidence=1.0)

    def _text(self) -> str:
        is_loud = rms_dbfs(samples_of(bytes(self._heard))) > _LOUD_DBFS
        return self._sentence if is_loud else ""


class ParrotEngine:
    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    @property
    def name(self) -> str:
        return "Parrot"

    def open(self, language: str | None) -> Parroting:
        return Parroting(self._sentence)


def open_engine(folder: str | None) -> ParrotEngine:
    return ParrotEngine((Path(folder or ".") / SENTENCE).read_text())


def install(folder: Path) -> None:
    """Make a folder in which the engine is an installed package, once it is on the path."""
    metadata = folder / "parrot-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: parrot\nVersion: 1.0\n")
    points = f"[{ENTRY_POINT_GROUP}]\nparrot = tests.fakes.parrot_engine:open_engine\n"
    (metadata / "entry_points.txt").write_text(points)
