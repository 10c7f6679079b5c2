"""Sound that is computed: tones, syllables and how alike two sounds are."""

import math
import random
from array import array
from operator import mul

from embedded_hub.audio.pcm import pcm_of


def tone(hz: float, seconds: float, rate_hz: int = 48_000, peak: int = 8000) -> "array[int]":
    """Make a sine."""
    step = 2 * math.pi * hz / rate_hz
    return array("h", [round(peak * math.sin(step * at)) for at in range(int(seconds * rate_hz))])


def speech(seconds: float, seed: int = 1, rate_hz: int = 48_000) -> "array[int]":
    """Make something with the rhythm and the overtones of speech, never twice the same."""
    chance = random.Random(seed)  # noqa: S311 - the same sentence every time
    out = array("h")
    phase = 0.0
    while len(out) < seconds * rate_hz:
        length = int(chance.uniform(0.08, 0.25) * rate_hz)
        start_hz, end_hz = chance.uniform(90, 180), chance.uniform(90, 180)
        overtones = [chance.uniform(0.0, 1.0) for _ in range(10)]
        scale = 6000 / sum(overtones)
        for at in range(length):
            share = at / length
            phase += 2 * math.pi * (start_hz + (end_hz - start_hz) * share) / rate_hz
            loud = math.sin(math.pi * share) ** 0.5
            wave = sum(a * math.sin(phase * n) for n, a in enumerate(overtones, start=1))
            out.append(round(scale * loud * wave))
        out.extend([0] * int(chance.uniform(0.0, 0.06) * rate_hz))
    return out[: int(seconds * rate_hz)]


def pcm(samples: "array[int]") -> bytes:
    """Write samples as the codecs want them."""
    return pcm_of(samples)


def likeness(one: "array[int]", other: "array[int]") -> float:
    """Return how alike two sounds of the same length are: 1 is the same but for loudness."""
    power = math.sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))
    return sum(map(mul, one, other)) / power if power else 0.0


def best_likeness(
    part: "array[int]", whole: "array[int]", around: int, within: int
) -> tuple[float, int]:
    """Find where a part is in a whole: the likeness and its place, near a place."""
    places = range(max(0, around - within), min(len(whole) - len(part), around + within) + 1, 4)
    return max((likeness(part[::4], whole[at : at + len(part) : 4]), at) for at in places)
