"""Where speech begins and ends in a stream of 16 kHz samples, by loudness alone.

::

    silence ──0.1 s of voice──▶ speech ──0.7 s without──▶ silence

A hint for who waits for the end of a sentence, and for where a long talk may be cut.
"""

from array import array
from collections.abc import Sequence
from typing import Literal

import msgspec

from embedded_hub.model.voice import FRAME_MS, FRAME_S
from embedded_hub.voice.vad import EnergyVad, VadOptions

FRAME_SAMPLES_16K = 320


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One end of an utterance."""

    kind: Literal["began", "ended"]
    at_ms: int
    """From the start of the stream."""


class Utterances:
    """Follows one stream.

    Args:
        pause_s: Silence that ends an utterance; shorter ones are breath.
        least_s: Voice that begins one; a cough is shorter.
    """

    def __init__(self, *, pause_s: float = 0.7, least_s: float = 0.1) -> None:
        self._vad = EnergyVad(VadOptions(hang_s=FRAME_S))
        self._pause_frames = round(pause_s / FRAME_S)
        self._least_frames = round(least_s / FRAME_S)
        self._rest = array("h")
        self._frame = 0
        self._voiced = 0
        self._silent = 0
        self._is_speech = False

    @property
    def is_speech(self) -> bool:
        """Whether an utterance is under way."""
        return self._is_speech

    @property
    def now_ms(self) -> int:
        """How much of the stream was looked at."""
        return self._frame * FRAME_MS

    def feed(self, samples: Sequence[int]) -> list[Mark]:
        """Take any number of samples; returns what begins and ends in them."""
        self._rest.extend(samples)
        marks: list[Mark] = []
        whole = len(self._rest) // FRAME_SAMPLES_16K * FRAME_SAMPLES_16K
        for at in range(0, whole, FRAME_SAMPLES_16K):
            level = self._vad.judge(self._rest[at : at + FRAME_SAMPLES_16K])
            if (mark := self._step(is_voice=level.is_voice)) is not None:
                marks.append(mark)
        del self._rest[:whole]
        return marks

    def _step(self, *, is_voice: bool) -> Mark | None:
        self._frame += 1
        if is_voice:
            self._voiced, self._silent = self._voiced + 1, 0
        else:
            self._silent += 1
            # Syllables have gaps: what was heard fades, it is not forgotten at once.
            self._voiced = max(0, self._voiced - 1)
        if not self._is_speech and self._voiced >= self._least_frames:
            self._is_speech = True
            began = self._frame - self._least_frames
            return Mark(kind="began", at_ms=began * FRAME_MS)
        if self._is_speech and self._silent >= self._pause_frames:
            self._is_speech, self._voiced = False, 0
            return Mark(kind="ended", at_ms=(self._frame - self._silent) * FRAME_MS)
        return None
