"""kill -9 while somebody speaks: what was said until then is kept, and said to have broken off."""

import asyncio
import signal
from pathlib import Path

from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from tests.integration.hub.conftest import until
from tests.integration.hub.test_kill import serve
from tests.integration.voice.sounds import opus_frames


async def test_a_talk_survives_the_hub_as_far_as_it_was_spoken(tmp_path: Path) -> None:
    data, token_file = tmp_path / "data", tmp_path / "owner.token"
    process, url = await serve(data, token_file)
    token = token_file.read_text("utf-8").strip()
    frames = opus_frames(90)
    client = await HubClient.connect(url, token)
    line = await VoiceLine.open(client)
    talk = await line.talk("all")
    await talk.send(frames)
    await until(lambda: _written(data) > 2000)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await client.close()

    process, url = await serve(data, token_file)
    async with await HubClient.connect(url, token) as again:
        line = await VoiceLine.open(again)
        [message] = (await line.history()).messages
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert (message.message, message.reason) == (talk.answer.message, "disconnected")
    assert 500 <= message.duration_ms <= 1800
    assert message.duration_ms % 20 == 0


def _written(data: Path) -> int:
    return sum(path.stat().st_size for path in data.glob("homes/home/voice/*/*.part"))
