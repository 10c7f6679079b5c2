"""Faster or slower speech at the same pitch: WSOLA, one period at a time.

Speech repeats itself: a vowel is the same wave every 2.5 to 15 ms. Leaving one wave out, or
playing one twice, changes the length and not the pitch, provided the seam joins two places that
look alike. So for each frame::

    debt += what the speed should have saved
    while a wave's worth is owed (or overpaid, when slower):
        look for the lag L at which the start of the frame is most like itself L later
        faster:  fade from x[0:F] to x[L:L+F],  then go on at x[L+F:]      saves L
        slower:  play x[0:L],  fade from x[L:L+F] to x[0:F],  go on at x[F:]   adds L

Most samples leave as they came. The search runs on every sixth sample first and then around the
best lag on every other one. Verhelst & Roelands 1993; NetEQ of WebRTC does much the same.

Pure Python is fast enough: 0.15 to 0.45 ms for a frame that is cut, measured at 0.9 to 2, and at
1.15 only every few frames are.
"""

from array import array
from collections.abc import Sequence
from operator import mul

from embedded_hub.model.voice import CLOCK_HZ

FADE = CLOCK_HZ // 200
"""5 ms."""
MIN_LAG = CLOCK_HZ // 400
"""2.5 ms, the wave of a child's high voice."""
MAX_LAG = CLOCK_HZ * 3 // 200
"""15 ms, that of a deep one; with the fade it just fits into a frame."""
_COARSE = 6
_FINE = 2
_RAMP = [index / FADE for index in range(FADE)]
MIN_SPEED, MAX_SPEED = 0.8, 2.0


class Stretcher:
    """Plays one talker's frames at a speed that may change with every frame."""

    def __init__(self) -> None:
        self._debt = 0.0

    def stretch(self, samples: "array[int]", speed: float) -> "array[int]":
        """Return a frame's samples, more or fewer: on average ``len / speed``.

        Args:
            samples: 16-bit mono at 48 kHz, ``array("h")`` of 20 ms or more.
            speed: 0.8 to 2; at 1 the samples come back as they are.
        """
        if speed == 1.0 or len(samples) < MAX_LAG + FADE:
            self._debt = 0.0
            return samples
        self._debt += len(samples) * (1 - 1 / min(max(speed, MIN_SPEED), MAX_SPEED))
        if abs(self._debt) < MIN_LAG:
            return samples
        lag = best_lag(samples, shortest=round(abs(self._debt) / 2))
        if self._debt > 0:
            self._debt -= lag
            return _fade(samples, samples[lag:]) + samples[lag + FADE :]
        self._debt += lag
        return samples[:lag] + _fade(samples[lag:], samples) + samples[FADE:]


def best_lag(samples: Sequence[int], shortest: int = MIN_LAG) -> int:
    """Return after how many samples the start of these repeats itself best.

    Args:
        samples: At least ``MAX_LAG + FADE`` of them.
        shortest: No lag below this: when much is owed, small cuts would never catch up.
    """
    shortest = min(max(shortest, MIN_LAG), MAX_LAG - _COARSE)
    rough = _search(samples, range(shortest, MAX_LAG + 1, _COARSE), _COARSE)
    around = range(max(shortest, rough - _COARSE), min(MAX_LAG, rough + _COARSE) + 1)
    return _search(samples, around, _FINE)


def _search(samples: Sequence[int], lags: range, every: int) -> int:
    template = samples[0:FADE:every]
    best, best_score = lags[-1], 0.0
    for lag in lags:
        window = samples[lag : lag + FADE : every]
        likeness = sum(map(mul, template, window))
        if likeness <= 0:
            continue
        score = likeness * likeness / sum(map(mul, window, window))
        if score > best_score:
            best, best_score = lag, score
    return best


def _fade(out: Sequence[int], into: Sequence[int]) -> "array[int]":
    pairs = zip(out[:FADE], into[:FADE], _RAMP, strict=True)
    return array("h", [round(a + (b - a) * share) for a, b, share in pairs])
