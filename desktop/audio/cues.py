"""The short sounds of the talk key, made when they are needed: nothing to ship, nothing to load.

Each has a shape of its own, so that they can be told apart without perfect hearing: a grant rises,
an end falls, a denial repeats one low note. A bell rings twice, and that is for every ear.
"""

import math
from array import array
from functools import cache
from typing import Literal

from embedded_hub.audio.pcm import pcm_of
from embedded_hub.model.voice import CLOCK_HZ

Cue = Literal["granted", "ended", "denied", "ring"]

LOUDNESS = 0.18
"""Of full scale: heard over speech, and no fright at night."""
FADE_S = 0.006
"""Without it every note begins and ends with a click."""
_REST_HZ = 0.0
_NOTES: dict[Cue, tuple[tuple[float, float], ...]] = {
    "granted": ((660.0, 0.055), (990.0, 0.075)),
    "ended": ((740.0, 0.055), (494.0, 0.075)),
    "ring": ((880.0, 0.28), (_REST_HZ, 0.04), (698.0, 0.42)),
    "denied": ((262.0, 0.09), (_REST_HZ, 0.05), (262.0, 0.13)),
}
"""Pitch in hertz and length in seconds."""


@cache
def cue_sound(cue: Cue) -> bytes:
    """Return a cue as 16-bit mono PCM at 48 kHz."""
    samples = array("h")
    for pitch_hz, length_s in _NOTES[cue]:
        count = round(length_s * CLOCK_HZ)
        fade = round(FADE_S * CLOCK_HZ)
        for at in range(count):
            swell = min(1.0, at / fade, (count - at) / fade)
            wave = math.sin(2 * math.pi * pitch_hz * at / CLOCK_HZ)
            samples.append(round(LOUDNESS * 32_767 * swell * wave))
    return pcm_of(samples)
