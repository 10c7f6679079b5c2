"""How long after it was said was it heard? By cross-correlation of two recordings."""

import random
from array import array
from collections.abc import Sequence
from math import sqrt
from operator import mul

import msgspec

RATE = 48_000
STEP = 12
"""Samples one value of the spoken noise lasts; so a twelfth of them tells everything."""
WINDOW = RATE // STEP // 4
"""A quarter of a second is looked for at once: a slip inside would blur it."""
LONGEST = RATE // STEP * 6 // 10


class Match(msgspec.Struct, frozen=True):
    """Where a piece of what was said was heard."""

    delay_ms: float
    likeness: float
    """1 is the same sound."""


def noise(seconds: float, seed: int = 1) -> bytes:
    """Make sound that is like nothing else a moment later."""
    draw = random.Random(seed)  # noqa: S311 - sound, not a secret
    values = [draw.randint(-9000, 9000) for _ in range(round(seconds * RATE / STEP))]
    return array("h", [value for value in values for _ in range(STEP)]).tobytes()


def thinned(samples: "array[int]") -> list[int]:
    """Average each twelve samples."""
    return [sum(samples[at : at + STEP]) // STEP for at in range(0, len(samples), STEP)]


def matches(
    said: Sequence[int], heard: Sequence[int], offset: int = 0, quietest: float = 1 / 8
) -> list[Match]:
    """Look for each quarter second that was said in what was heard.

    Args:
        said: Thinned.
        heard: Thinned.
        offset: How many thinned samples later ``heard`` began.
        quietest: How loud a piece is at least, on average, seen from the loudest sample; speech
            needs 1/24.
    """
    loudest = max(map(abs, said), default=0)
    first = next(
        (at for at, value in enumerate(said) if abs(value) > loudest * quietest), len(said)
    )
    found = []
    for at in range(first, len(said) - WINDOW, WINDOW):
        piece = said[at : at + WINDOW]
        if sum(map(abs, piece)) / WINDOW > loudest * quietest:
            found.append(_find(piece, heard, at - offset))
    return found


def _find(piece: Sequence[int], heard: Sequence[int], at: int) -> Match:
    best, best_score = 0, 0.0
    power = sum(map(mul, piece, piece))
    for lag in range(max(0, -at), LONGEST):
        window = heard[at + lag : at + lag + WINDOW]
        if len(window) < WINDOW:
            break
        score = sum(map(mul, piece, window))
        if score > best_score:
            likeness = score / sqrt(power * (sum(map(mul, window, window)) or 1))
            best, best_score = lag, score
            found = likeness
    return Match(best * STEP * 1000 / RATE, found if best_score else 0.0)
