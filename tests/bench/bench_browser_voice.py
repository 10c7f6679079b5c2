"""Voice between two browsers: from mouth to ear on a virtual sound card, and what was lost.

The web client as it is: microphone with noise suppression and gain control, Opus by WebCodecs, a
whole hub over loopback, the jitter buffer on the audio thread, a loudspeaker. The delay is where
each quarter second of speech is found again, by cross-correlation of two recordings.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.command import run
from tests.bench.figures import Row, cost
from tests.e2e.browser_loop import spoken_sound, talk_through
from tests.e2e.people import SPEECH
from tests.e2e.sound_card import sound_card

TALKS = 3
REPEATED = 3
"""A talk is then 20 s long."""
P50_MS = 170
P95_MS = 220
LOST_PERCENT = 1


async def measure(is_quick: bool) -> Sequence[Row]:
    """Talk three times for 20 s; once, and shorter, when quick."""
    # A browser is many processes that run beside each other: it gets every core there is.
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "card").mkdir()
        words = SPEECH if is_quick else " ".join([SPEECH] * REPEATED)
        sound = spoken_sound(folder / "speech.wav", words)
        with sound_card(folder / "card") as card:
            passages = await talk_through(card, folder, [sound] * (1 if is_quick else TALKS))
    delays_ms = sorted(delay for passage in passages for delay in passage.delays_ms)
    pieces = sum(len(passage.pieces) for passage in passages)
    frames = sum(passage.frames for passage in passages)
    counts = [passage.counts for passage in passages]
    lost = frames - sum(one["played"] + one["trimmed"] for one in counts)
    return [
        cost("browser to browser, p50", "ms", _share(delays_ms, 0.5), at_most=P50_MS),
        cost("browser to browser, p95", "ms", _share(delays_ms, 0.95), at_most=P95_MS),
        cost(
            "browser to browser, frames not played",
            "%",
            100 * lost / frames,
            at_most=LOST_PERCENT,
        ),
        cost("browser to browser, ran dry", "times", sum(one["underruns"] for one in counts)),
        cost("browser to browser, frames", "", frames),
        cost(
            "browser to browser, pieces not recognised",
            "%",
            100 * (1 - len(delays_ms) / pieces) if pieces else 100.0,
        ),
    ]


def _share(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("inf")


if __name__ == "__main__":
    run("Voice between two browsers.", measure)
