"""``talk -`` speaks a pipe while it arrives; ``listen`` leaves a file that plays."""

import asyncio
import signal
from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.audio.wav import wav_header
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.model.voice import Frame
from embedded_hub.protocol.voice_events import StreamStart
from tests.fakes.terminal import start_program
from tests.integration.cli.served_hub import Served, serve, token_in
from tests.integration.hub.conftest import until
from tests.integration.voice.sounds import likeness, read_samples, speech_like
from tests.integration.voice.test_commands import access, line_of


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with serve(tmp_path) as hub:
        yield hub


class Listener:
    """Somebody at the hub who counts what is heard."""

    def __init__(self, line: VoiceLine) -> None:
        self.line = line
        self.frames: list[Frame] = []
        line.on_frames = self._hear

    def _hear(self, _: StreamStart, frames: object) -> None:
        assert isinstance(frames, tuple)
        self.frames += frames


async def feed(process: asyncio.subprocess.Process, sound: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(sound)
    await process.stdin.drain()


def pcm(seconds: float) -> bytes:
    return speech_like(seconds).tobytes()


async def test_a_pipe_is_heard_before_it_ends(served: Served, tmp_path: Path) -> None:
    async with await HubClient.connect(served.url, token_in(tmp_path)) as client:
        listener = Listener(await VoiceLine.open(client))
        await listener.line.follow()
        talker = await start_program(
            *("talk", "-", "--channel", "all"),
            *access(served, tmp_path),
            stdin=asyncio.subprocess.PIPE,
        )
        await feed(talker, wav_header() + pcm(0.5))
        await until(lambda: len(listener.frames) >= 25)
        # Nobody has closed the pipe yet; what comes later is heard too.
        await feed(talker, pcm(0.3))
        await until(lambda: len(listener.frames) >= 40)
        _, err = await talker.communicate()
        assert talker.returncode == 0, err
        assert b"heard by Owner" in err


async def test_bare_samples_of_any_rate_are_spoken(served: Served, tmp_path: Path) -> None:
    listener = await start_program(
        *("listen", "--channel", "all", "--out", str(tmp_path / "heard.wav"), "--count", "1"),
        *("--json", *access(served, tmp_path)),
    )
    await line_of(listener)
    said = speech_like(1.0)
    talker = await start_program(
        *("talk", "-", "--raw", "--rate", "16000", "--channels", "2", "--channel", "all"),
        *access(served, tmp_path),
        stdin=asyncio.subprocess.PIPE,
    )
    both = array("h", [sample for one in said[::3] for sample in (one, one)])
    _, err = await talker.communicate(both.tobytes())
    assert talker.returncode == 0, err
    await listener.communicate()
    heard = read_samples(tmp_path / "heard.wav")
    assert likeness(said, heard, 0.3, 0.2) > 0.7


async def test_a_talker_who_is_interrupted_lets_go_and_what_was_said_is_kept(
    served: Served, tmp_path: Path
) -> None:
    async with await HubClient.connect(served.url, token_in(tmp_path)) as client:
        listener = Listener(await VoiceLine.open(client))
        await listener.line.follow()
        talker = await start_program(
            *("talk", "-", "--raw", "--channel", "all"),
            *access(served, tmp_path),
            stdin=asyncio.subprocess.PIPE,
        )
        await feed(talker, pcm(0.4))
        await until(lambda: len(listener.frames) >= 10)
        talker.send_signal(signal.SIGINT)
        _, err = await talker.communicate()
        assert talker.returncode == 130, err
        [message] = (await listener.line.history()).messages
        assert message.reason == "released"


async def test_nothing_in_the_pipe_is_said_to_be_nothing(served: Served, tmp_path: Path) -> None:
    for content in (b"", b"RIFF", b"hello, this is no sound"):
        talker = await start_program(
            *("talk", "-", "--channel", "all"),
            *access(served, tmp_path),
            stdin=asyncio.subprocess.PIPE,
        )
        _, err = await talker.communicate(content)
        assert talker.returncode == 2, err
        assert b"WAV" in err


async def test_a_killed_listener_leaves_a_file_that_plays(served: Served, tmp_path: Path) -> None:
    out = tmp_path / "heard.wav"
    listener = await start_program(
        *("listen", "--channel", "all", "--out", str(out), "--json"), *access(served, tmp_path)
    )
    await line_of(listener)
    talker = await start_program(
        *("talk", "-", "--raw", "--channel", "all"),
        *access(served, tmp_path),
        stdin=asyncio.subprocess.PIPE,
    )
    await feed(talker, pcm(1.0))
    await until(lambda: len(read_samples(out)) > 20_000)
    listener.kill()
    await listener.communicate()
    await talker.communicate()
    assert len(read_samples(out)) > 20_000


async def test_listening_ends_when_its_time_is_over(served: Served, tmp_path: Path) -> None:
    listener = await start_program(
        *("listen", "--channel", "all", "--out", str(tmp_path / "heard.wav")),
        *("--seconds", "0.2", *access(served, tmp_path)),
    )
    await listener.communicate()
    assert listener.returncode == 0
    assert len(read_samples(tmp_path / "heard.wav")) == 0


async def test_where_nothing_can_be_kept_talking_goes_on_and_says_so(
    served: Served, tmp_path: Path
) -> None:
    [voice] = tmp_path.glob("home/homes/home/voice")
    for number in range(256):
        (voice / f"{number:02x}").write_bytes(b"in the way")
    talker = await start_program(
        *("talk", "-", "--raw", "--channel", "all"),
        *access(served, tmp_path),
        stdin=asyncio.subprocess.PIPE,
    )
    _, err = await talker.communicate(pcm(0.2))
    assert talker.returncode == 0, err
    assert b"could not be kept" in err
