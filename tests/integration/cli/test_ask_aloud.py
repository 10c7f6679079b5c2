"""A recording asked of the house from a terminal; hub and engine are programs of their own."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.audio.opus import is_opus_there
from embedded_hub.audio.pcm import pcm_of
from embedded_hub.audio.wav import wav_header
from tests.fakes.parrot_engine import SENTENCE, install
from tests.fakes.sounds import speech
from tests.fakes.terminal import Ran, run_program
from tests.integration.cli.served_hub import Served, serve

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")
ROOT = Path(__file__).parents[3]


@pytest.fixture
async def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    install(tmp_path)
    (tmp_path / SENTENCE).write_text("turn off the kitchen light")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{tmp_path}")
    words = ("--demo", "--stt-engine", "parrot", "--stt-model", str(tmp_path))
    async with serve(tmp_path, *words) as hub:
        yield hub


async def ask(served: Served, folder: Path, *words: str) -> Ran:
    variables = {"HOMEWIRE_HUB": served.url, "HOMEWIRE_TOKEN_FILE": str(folder / "token")}
    return await run_program("ask", *words, variables=variables)


def record(path: Path, pcm: bytes) -> str:
    path.write_bytes(wav_header(len(pcm)) + pcm)
    return str(path)


async def test_a_recording_is_heard_done_and_answered(served: Served, tmp_path: Path) -> None:
    spoken = record(tmp_path / "spoken.wav", pcm_of(speech(0.8)))
    silent = record(tmp_path / "silent.wav", bytes(48_000))
    done = await ask(served, tmp_path, "--audio", spoken)
    assert (done.code, done.out) == (0, "Turned off the light\n"), done.err
    assert done.err == "Understood: turn off the kitchen light\n"
    empty = await ask(served, tmp_path, "--audio", silent, "--json")
    assert (empty.code, empty.json()["code"]) == (3, "stt_no_text")
    both = await ask(served, tmp_path, "--audio", spoken, "words", "too")
    assert both.code == 2


async def test_an_engine_that_does_not_exist_stops_the_hub_with_a_sentence(tmp_path: Path) -> None:
    ran = await run_program(
        *("serve", "--port", "0", "--data", str(tmp_path / "d"), "--stt-engine", "nonsense")
    )
    assert ran.code == 2
    assert "nonsense" in ran.err
    assert "whisper" in ran.err
