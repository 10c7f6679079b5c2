"""Is somebody speaking? By loudness alone, over a floor that follows the room.

::

    floor   falls to a quieter frame at once, rises by 3 dB a second under louder ones
    voice   begins 10 dB over the floor and above -55 dBFS, in two frames running
            ends 300 ms after the last such frame: people pause between words

A hint, nothing more: it shortens tails, trims pre-rolls, marks frames that may be left out and
drives the level meter. A fan that starts is voice for a few seconds, and then it is the room.
Where speech has to be told from other noise, a trained detector belongs behind the same result.
"""

from collections.abc import Sequence
from math import log10
from operator import mul

import msgspec

from embedded_hub.model.voice import FRAME_S

SILENCE_DBFS = -96.0
"""What 16 bits can tell from nothing."""
_FULL_SCALE = 32_768.0
_EVERY = 4
"""Samples looked at: 12 kHz is enough for loudness and a quarter of the work."""


class VadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where speech begins and ends."""

    over_floor_db: float = 10.0
    least_dbfs: float = -55.0
    rise_db_per_s: float = 3.0
    attack_frames: int = 2
    hang_s: float = 0.3


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """How loud 20 ms were."""

    rms_dbfs: float
    peak: int
    """Largest absolute sample, 0 to 32768."""
    is_voice: bool


class EnergyVad:
    """Judges one microphone's frames in their order."""

    def __init__(self, options: VadOptions | None = None) -> None:
        self._options = options or VadOptions()
        self._floor_dbfs: float | None = None
        self._loud = 0
        self._hang = 0

    def judge(self, samples: Sequence[int]) -> Level:
        """Measure 20 ms of 16-bit mono samples, such as ``array("h")``; about 30 µs."""
        rms = rms_dbfs(samples)
        self._follow(rms)
        is_loud = rms > self._threshold_dbfs()
        self._loud = self._loud + 1 if is_loud else 0
        if self._loud >= self._options.attack_frames:
            self._hang = round(self._options.hang_s / FRAME_S)
        elif self._hang:
            self._hang -= 1
        return Level(rms_dbfs=rms, peak=peak_of(samples), is_voice=self._hang > 0 or is_loud)

    def _follow(self, rms_dbfs: float) -> None:
        floor = self._floor_dbfs
        if floor is None or rms_dbfs < floor:
            self._floor_dbfs = rms_dbfs
        else:
            self._floor_dbfs = min(rms_dbfs, floor + self._options.rise_db_per_s * FRAME_S)

    def _threshold_dbfs(self) -> float:
        floor = SILENCE_DBFS if self._floor_dbfs is None else self._floor_dbfs
        return max(self._options.least_dbfs, floor + self._options.over_floor_db)


class VoiceSwitch:
    """Holds the key for somebody whose hands are full: voice presses, silence lets go.

    Args:
        hold_s: Silence that ends a talk; Mumble's default of 20 frames of 20 ms.
    """

    def __init__(self, hold_s: float = 0.4) -> None:
        self._hold_s = hold_s
        self._heard_s: float | None = None

    @property
    def is_on(self) -> bool:
        """The key is held."""
        return self._heard_s is not None

    def feed(self, now_s: float, *, is_voice: bool) -> bool:
        """Take the judgement of 20 ms; returns whether the key is held now."""
        if is_voice:
            self._heard_s = now_s
        elif self._heard_s is not None and now_s - self._heard_s >= self._hold_s:
            self._heard_s = None
        return self.is_on


def rms_dbfs(samples: Sequence[int]) -> float:
    """Return the loudness of samples, 0 for a full-scale square wave, at least -96."""
    some = samples[::_EVERY]
    if not some:
        return SILENCE_DBFS
    power = sum(map(mul, some, some)) / (len(some) * _FULL_SCALE**2)
    return max(SILENCE_DBFS, 10 * log10(power)) if power else SILENCE_DBFS


def peak_of(samples: Sequence[int]) -> int:
    """Return the largest absolute sample."""
    return max(map(abs, samples), default=0)
