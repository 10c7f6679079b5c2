"""A voice-like sound, and how much of it is found in a recording; on 8 kHz, in plain Python."""

import math
import wave
from array import array
from pathlib import Path

from embedded_hub.audio.codec import make_encoder
from embedded_hub.model.voice import Frame
from embedded_hub.voice.stream import FrameStamper

RATE_HZ = 48_000
_EVERY = 6
_SEARCH_S = 0.04


def speech_like(seconds: float) -> "array[int]":
    """Make a gliding voice with syllables, loud from the first sample to the last."""
    samples = array("h")
    phase = 0.0
    for number in range(round(seconds * RATE_HZ)):
        at_s = number / RATE_HZ
        phase += (140 + 60 * math.sin(5.1 * at_s) + 25 * at_s) / RATE_HZ
        voice = sum(math.sin(2 * math.pi * phase * harmonic) / harmonic for harmonic in range(1, 8))
        loudness = 0.65 + 0.35 * math.sin(2 * math.pi * 3.3 * at_s)
        samples.append(round(6000 * loudness * voice))
    return samples


def write_wav(path: Path, samples: "array[int]") -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())


def read_samples(path: Path) -> "array[int]":
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return array("h", file.readframes(file.getnframes()))


def likeness(said: "array[int]", heard: "array[int]", at_s: float, length_s: float) -> float:
    """Return the best correlation of a piece of what was said with what was heard near there."""
    start, length = round(at_s * RATE_HZ), round(length_s * RATE_HZ)
    wanted = said[start : start + length : _EVERY]
    reach = round(_SEARCH_S * RATE_HZ)
    best = 0.0
    for shift in range(-reach, reach, _EVERY):
        first = start + shift
        if first < 0:
            continue
        found = heard[first : first + length : _EVERY]
        if len(found) == len(wanted):
            best = max(best, _correlation(wanted, found))
    return best


def _correlation(one: "array[int]", other: "array[int]") -> float:
    product = sum(a * b for a, b in zip(one, other, strict=True))
    size = math.sqrt(sum(a * a for a in one) * sum(b * b for b in other))
    return product / size if size else 0.0


def opus_frames(count: int) -> list[Frame]:
    """Make so many frames of a voice, as Opus."""
    encoder, stamper = make_encoder("opus", RATE_HZ), FrameStamper()
    pcm = speech_like(count * 0.02).tobytes()
    return [
        stamper.stamp(encoder.encode(pcm[at : at + 1920])) for at in range(0, count * 1920, 1920)
    ]
