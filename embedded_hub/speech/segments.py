"""Cuts what one person says at their pauses, so that a long talk is not understood again and again.

::

    silence │ speech … pause │ speech … pause │ speech …
    dropped │    closed once it is 12 s long  │  open

A closed segment is understood once. What is open is understood with each partial answer, and is
short; so the last words are ready soon after they were said, however long the talk was.
"""

from embedded_hub.audio.pcm import samples_of
from embedded_hub.speech.api import BYTES_PER_S
from embedded_hub.voice.utterance import Utterances
from embedded_hub.voice.vad import rms_dbfs

LEAST_S = 12.0
"""Shorter segments would take the model the words around them."""
MOST_S = 26.0
"""The model hears 30 s at a time; who never pauses is cut here."""
LEAD_S = 0.4
"""Silence kept in front of speech: the first sound of a word is soft."""
LOUD_DBFS = -45.0
"""What is louder is listened to even when it does not sound like speech beginning and ending."""
PAUSE_S = 0.5


class Segments:
    """One talk, from its first sample; 16 kHz mono PCM16."""

    def __init__(self) -> None:
        self._utterances = Utterances(pause_s=PAUSE_S)
        self._open = bytearray()
        self._closed: list[bytes] = []
        self._is_spoken = False
        """Whether anybody spoke in what is open."""

    def feed(self, pcm: bytes) -> None:
        """Take the next samples."""
        self._open += pcm
        samples = samples_of(pcm[: len(pcm) & ~1])
        marks = self._utterances.feed(samples)
        self._is_spoken |= self._utterances.is_speech or bool(marks)
        self._is_spoken |= rms_dbfs(samples) > LOUD_DBFS
        if not self._is_spoken:
            del self._open[: -_bytes_of(LEAD_S)]
        elif self._is_due(has_paused=any(mark.kind == "ended" for mark in marks)):
            self._closed.append(bytes(self._open))
            self._open.clear()
            self._is_spoken = False

    def take_closed(self) -> list[bytes]:
        """Return the segments that were closed since this was asked last."""
        closed, self._closed = self._closed, []
        return closed

    @property
    def open(self) -> bytes:
        """What is not closed yet; empty while nobody speaks."""
        return bytes(self._open) if self._is_spoken else b""

    def _is_due(self, *, has_paused: bool) -> bool:
        length = len(self._open)
        return length >= _bytes_of(MOST_S) or (has_paused and length >= _bytes_of(LEAST_S))


def _bytes_of(seconds: float) -> int:
    return int(seconds * BYTES_PER_S) & ~1
