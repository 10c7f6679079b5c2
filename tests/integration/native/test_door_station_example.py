"""The speaking device a maker copies, as a program of its own against a whole hub."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from embedded_hub.audio.codec import make_decoder
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import GatewayId
from tests.integration.native.stations import person, until
from tests.integration.native.test_stations import opus

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "door_station.py"


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    running = Hub(HubOptions(folder=tmp_path, port=0))
    await running.start()
    yield running
    await running.stop()


@asynccontextmanager
async def visitor(hub: Hub) -> AsyncIterator[asyncio.subprocess.Process]:
    token = await hub.issue_token(Role.GATEWAY, "Gate", gateway_id=GatewayId("gw_gate"))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(EXAMPLE), f"{hub.gateway_url}gw_gate", "--ring"),
        env={**os.environ, "HOMEWIRE_TOKEN": token},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


def test_it_stays_short_enough_to_read() -> None:
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) <= 120


async def test_it_rings_speaks_is_spoken_to_and_speaks_again(hub: Hub) -> None:
    async with person(hub, "Anna", codecs=("opus",)) as anna, visitor(hub) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ringing = await anna.call("ringing")
        assert ringing.talking.name == "Garden gate"
        talk_to = (await anna.line.answer(ringing.call)).talk
        assert talk_to is not None

        speaking = asyncio.create_task(_keep_speaking(process.stdin))
        await until(lambda: len(anna.frames) >= 5)
        decoder = make_decoder("opus", 48_000)
        assert all(len(decoder.decode(frame.payload)) == 1920 for frame in anna.frames)

        answer = await anna.line.talk(talk_to)
        assert answer.is_granted
        await answer.send(opus(6))
        assert len(await process.stdout.readexactly(6 * 640)) == 6 * 640
        heard = len(anna.frames)
        await answer.release()
        # The visitor had waited for the floor and has it again.
        await until(lambda: len(anna.frames) >= heard + 5)
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)


async def _keep_speaking(microphone: asyncio.StreamWriter) -> None:
    while True:
        microphone.write(bytes(640))
        await microphone.drain()
        await asyncio.sleep(0.02)
