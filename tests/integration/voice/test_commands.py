"""``talk``, ``listen`` and ``voices`` as programs, at a hub that is one too."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.terminal import run_program, start_program
from tests.integration.cli.served_hub import Served, serve, token_in
from tests.integration.voice.conftest import packet
from tests.integration.voice.sounds import likeness, read_samples, speech_like, write_wav

WINDOW_S = 0.2


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with serve(tmp_path) as hub:
        yield hub


def access(served: Served, folder: Path) -> tuple[str, ...]:
    return ("--hub", served.url, "--token-file", str(folder / "token"))


async def line_of(process: asyncio.subprocess.Process) -> Any:
    assert process.stdout is not None
    return msgspec.json.decode(await process.stdout.readline())


async def test_a_recording_is_heard_from_its_first_to_its_last_sound(
    served: Served, tmp_path: Path
) -> None:
    said = speech_like(1.5)
    write_wav(tmp_path / "said.wav", said)
    listener = await start_program(
        *("listen", "--channel", "all", "--out", str(tmp_path / "heard.wav"), "--count", "1"),
        *("--json", *access(served, tmp_path)),
    )
    assert (await line_of(listener))["event"] == "listening"
    spoken = await run_program(
        *("talk", "--channel", "Everyone", str(tmp_path / "said.wav"), "--json"),
        *access(served, tmp_path),
    )
    await listener.communicate()
    assert (spoken.code, listener.returncode) == (0, 0), spoken.err
    assert (spoken.json()["listeners"], spoken.json()["kept"]) == (1, True)
    heard = read_samples(tmp_path / "heard.wav")
    assert abs(len(heard) - len(said)) <= 2 * 960
    assert likeness(said, heard, 0.0, WINDOW_S) > 0.8
    assert likeness(said, heard, 0.65, WINDOW_S) > 0.8
    assert likeness(said, heard, 1.5 - WINDOW_S, WINDOW_S) > 0.8


async def test_a_talker_who_comes_second_is_told_who_speaks(served: Served, tmp_path: Path) -> None:
    write_wav(tmp_path / "said.wav", speech_like(0.3))
    async with await HubClient.connect(served.url, token_in(tmp_path)) as client:
        line = await VoiceLine.open(client)
        talk = await line.talk("all")
        speaking = asyncio.create_task(keep_speaking(talk))
        denied = await run_program(
            *("talk", "--channel", "all", str(tmp_path / "said.wav")), *access(served, tmp_path)
        )
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)
    assert denied.code == 3
    assert "somebody else is speaking (Owner)" in denied.err


async def keep_speaking(talk: Any) -> None:
    stamper = FrameStamper()
    while True:
        await talk.send([stamper.stamp(packet(0))])
        await asyncio.sleep(0.02)


async def test_without_a_hub_nothing_is_spoken_and_the_code_says_so(
    served: Served, tmp_path: Path
) -> None:
    write_wav(tmp_path / "said.wav", speech_like(0.1))
    await served.stop()
    ran = await run_program(
        *("talk", "--channel", "all", str(tmp_path / "said.wav")), *access(served, tmp_path)
    )
    assert ran.code == 4


async def test_what_is_no_recording_and_what_is_no_channel_are_told(
    served: Served, tmp_path: Path
) -> None:
    (tmp_path / "text.wav").write_text("hello")
    ran = await run_program(
        *("talk", "--channel", "all", str(tmp_path / "text.wav")), *access(served, tmp_path)
    )
    assert (ran.code, "no WAV file" in ran.err) == (2, True)
    write_wav(tmp_path / "said.wav", speech_like(0.1))
    ran = await run_program(
        *("talk", "--channel", "cellar", str(tmp_path / "said.wav")), *access(served, tmp_path)
    )
    assert (ran.code, "no channel 'cellar'" in ran.err) == (3, True)


async def test_voices_lists_channels_and_who_is_there(served: Served, tmp_path: Path) -> None:
    async with await HubClient.connect(served.url, token_in(tmp_path)) as client:
        line = await VoiceLine.open(client)
        await line.follow()
        listed = (await run_program("voices", "--json", *access(served, tmp_path))).json()
        shown = await run_program("voices", *access(served, tmp_path))
    everybody = next(one for one in listed["channels"] if one["channel"] == "all")
    assert (everybody["can"], everybody["online"]) == ("talk", 1)
    assert [one["can_hear"] for one in listed["presence"]] == ["live"]
    assert "Everyone" in shown.out
    assert "Owner" in shown.out


async def test_a_listener_who_is_told_to_stop_leaves_a_file_that_plays(
    served: Served, tmp_path: Path
) -> None:
    listener = await start_program(
        *("listen", "--channel", "all", "--out", str(tmp_path / "heard.wav"), "--json"),
        *access(served, tmp_path),
    )
    await line_of(listener)
    listener.terminate()
    await listener.communicate()
    assert listener.returncode == 0
    assert len(read_samples(tmp_path / "heard.wav")) == 0
