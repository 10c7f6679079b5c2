"""What a frozen program runs first, run as it would be: by name, with pipes."""

import subprocess
import sys
from pathlib import Path

import pytest

from embedded_hub.speech.messages import (
    FROM_WORKER,
    LENGTH,
    Feed,
    Finish,
    FromWorker,
    Heard,
    Open,
    Ready,
    ToWorker,
    framed,
)
from embedded_hub.speech.worker_process import WORKER_ARGUMENT, worker_command
from tests.fakes.spelling_engine import pcm_of

ROOT = Path(__file__).parents[3]
HOOK = ROOT / "build" / "speech_worker_hook.py"
FACTORY = "tests.fakes.spelling_engine:open_engine"


def messages_in(raw: bytes) -> list[FromWorker]:
    found = []
    while raw:
        (length,) = LENGTH.unpack_from(raw)
        end = LENGTH.size + length
        found.append(FROM_WORKER.decode(raw[LENGTH.size : end]))
        raw = raw[end:]
    return found


def test_a_frozen_program_becomes_the_worker_before_anything_else() -> None:
    said: list[ToWorker] = [Open(1, "en"), Feed(1, pcm_of("hello")), Finish(1)]
    done = subprocess.run(
        [sys.executable, str(HOOK), WORKER_ARGUMENT, FACTORY],
        input=b"".join(framed(one) for one in said),
        capture_output=True,
        timeout=50,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    ready, heard = messages_in(done.stdout)
    assert isinstance(ready, Ready)
    assert isinstance(heard, Heard)
    assert (heard.text, heard.is_final) == ("hello", True)


def test_without_the_word_the_program_goes_on() -> None:
    done = subprocess.run([sys.executable, str(HOOK), "serve"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker_command(["f"])[1:3] == ["-m", "embedded_hub.speech.worker"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command(["f", "folder"]) == [sys.executable, WORKER_ARGUMENT, "f", "folder"]
