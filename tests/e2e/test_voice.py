"""From mouth to ear on a sound card of our own, through the product's own capture and playout."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.delay import RATE, STEP, Match, matches, noise, thinned
from tests.e2e.sound_card import SoundCard

ROOT = Path(__file__).parents[2]
SPOKEN_S = 4.0
MOST_BUFFERED = 10
"""Frames that may still be in the buffer when the program is ended."""
RECORDINGS = 4
LIKE = 0.6
"""Opus alone leaves a likeness of 0.8, and chance never this."""
RECOGNIZED = 2
"""Pieces that must be ours beyond doubt. A buffer that grows or shrinks inside a piece makes it
like nothing that was said, so how many stay whole is for the benchmark."""
QUIET_START = bytes(RATE)
"""Half a second."""
UNSEEN = {"QT_LOGGING_RULES": "qt.multimedia*=false", "QT_QPA_PLATFORM": "offscreen"}


class Loop:
    """A program under test: what its microphone hears comes out of its loudspeaker."""

    def __init__(self, surroundings: Mapping[str, str], program: str = "sound_loop.py") -> None:
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name(program)],
            env={**surroundings, "PYTHONPATH": str(ROOT), **UNSEEN},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def finish(self) -> dict[str, Any]:
        """Let it end and return what it counted."""
        out, _ = self._process.communicate("", timeout=20)
        assert self._process.returncode == 0
        counts: dict[str, Any] = json.loads(out.splitlines()[-1]) if out else {}
        return counts


def heard_back(card: SoundCard, program: str) -> tuple[list[Match], dict[str, Any]]:
    """Speak to a loop; return where each piece came out, and what the player counted."""
    loop = Loop(card.surroundings, program)
    assert loop.line() == "listening"
    said, heard = card.record("mic_feed.monitor"), card.record("hw_speaker.monitor")
    time.sleep(0.5)  # both recordings run, and the buffer has found its depth
    card.speak(QUIET_START + noise(SPOKEN_S))
    time.sleep(0.7)  # the longest delay that is looked for
    spoken, played = thinned(said.finish()), thinned(heard.finish())
    offset = round((heard.began_s - said.began_s) * RATE / STEP)
    return matches(spoken, played, offset), loop.finish()


@pytest.mark.parametrize("program", ["sound_loop.py", "hub_loop.py"])
def test_all_that_is_said_is_heard_once_and_in_order(card: SoundCard, program: str) -> None:
    # A computer with no time for its sound card breaks the recording itself, and a broken one says
    # nothing: then another is made.
    for _ in range(RECORDINGS):
        found, counts = heard_back(card, program)
        delays_ms = sorted(one.delay_ms for one in found)
        print(f"{program}: mouth to ear {delays_ms[len(delays_ms) // 2]:.1f} ms")  # noqa: T201
        if sum(one.likeness > LIKE for one in found) >= RECOGNIZED:
            break
    assert len(found) >= 4 * SPOKEN_S - 2
    assert sum(one.likeness > LIKE for one in found) >= RECOGNIZED, found
    assert counts["foreign"] == counts["duplicates"] == 0
    # Late and skipped are none on a computer that has time, which no test can promise.
    done_with = sum(counts[name] for name in ("played", "trimmed", "late", "skipped"))
    assert 0 <= counts["received"] - done_with <= MOST_BUFFERED


def test_a_device_that_is_unplugged_is_told_and_ends_nothing(card: SoundCard) -> None:
    loop = Loop(card.surroundings)
    assert loop.line() == "listening"
    card.control("unload-module", "module-null-sink")
    assert json.loads(loop.line())["lost"] == "unplugged"
    assert "unplugged" in loop.finish()["lost"]


def test_without_a_sound_card_the_program_says_so(card: SoundCard) -> None:
    card.control("unload-module", "module-remap-source")
    card.control("unload-module", "module-null-sink")
    loop = Loop(card.surroundings)
    assert json.loads(loop.line())["missing"] in ("no_microphone", "no_speaker", "not_opened")
    loop.finish()


DUCK = """
import sys
from desktop.audio.ducking import PulseDucking
ducking = PulseDucking()
for line in sys.stdin:
    ducking.set_on(line.strip() == "on")
    ducking._thread.submit(print, "done", flush=True)
ducking.close()
"""


def loudness(card: SoundCard) -> int:
    """Return how loud the one other program plays, in percent."""
    listed = card.control("list", "sink-inputs")
    return int(listed.split("Volume:")[1].split("%")[0].split("/")[-1])


def test_other_programs_are_quiet_while_somebody_speaks_and_then_as_loud_as_before(
    card: SoundCard,
) -> None:
    play = ["pacat", "--playback", "--device=hw_speaker", "--volume=52428"]
    with subprocess.Popen(
        [*play, "/dev/zero"], env=card.surroundings, stderr=subprocess.DEVNULL
    ) as music:
        while "Sink Input" not in card.control("list", "sink-inputs"):
            time.sleep(0.05)
        with subprocess.Popen(
            [sys.executable, "-c", DUCK],
            env={**card.surroundings, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as program:
            heard = [loudness(card)]
            for word in ("on", "off", "on"):
                assert program.stdin is not None
                assert program.stdout is not None
                program.stdin.write(word + "\n")
                program.stdin.flush()
                assert program.stdout.readline() == "done\n"
                heard.append(loudness(card))
        heard.append(loudness(card))  # it was ended while they were quiet
        music.terminate()
    assert heard == [80, 40, 80, 40, 80]
