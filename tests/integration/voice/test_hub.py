"""Voice on a whole hub: what is kept outlives it, and rights hold while somebody speaks."""

import asyncio
from pathlib import Path

from embedded_hub.audio.codec import make_encoder
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import Talk, VoiceLine
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import Frame
from embedded_hub.protocol.voice_events import MessageKept, StreamStart, VoiceEvent
from embedded_hub.voice.stream import FrameStamper
from tests.integration.hub.conftest import until


def said(count: int) -> list[Frame]:
    encoder, stamper = make_encoder("opus", 48_000), FrameStamper()
    return [stamper.stamp(encoder.encode(bytes(1920))) for _ in range(count)]


class Heard:
    """Everything one line heard."""

    def __init__(self) -> None:
        self.events: list[VoiceEvent] = []
        self.frames: list[Frame] = []

    def take(self, event: VoiceEvent) -> None:
        self.events.append(event)

    def hear(self, _: StreamStart, frames: object) -> None:
        assert isinstance(frames, tuple)
        self.frames += frames

    @property
    def messages(self) -> list[MessageKept]:
        return [event for event in self.events if isinstance(event, MessageKept)]


async def open_line(client: HubClient) -> tuple[VoiceLine, Heard]:
    heard = Heard()
    line = await VoiceLine.open(client, on_event=heard.take, on_frames=heard.hear)
    await line.follow()
    return line, heard


async def test_what_was_said_is_there_after_a_restart(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(hub.url, token) as client:
        line, heard = await open_line(client)
        talk = await line.talk("all")
        await talk.send(said(10))
        await talk.release()
        await until(lambda: bool(heard.messages))
    await hub.stop()

    again = Hub(HubOptions(folder=tmp_path, port=0))
    await again.start()
    async with await HubClient.connect(again.url, token) as client:
        line, heard = await open_line(client)
        [message] = (await line.history()).messages
        assert (message.talking.name, message.duration_ms, len(message.peaks)) == ("Anna", 200, 10)
        await line.play(message.message)
        await until(lambda: len(heard.frames) == 10)
    await again.stop()
    assert [one.payload for one in heard.frames] == [one.payload for one in said(10)]


async def test_a_talk_that_a_stop_of_the_hub_cuts_short_is_kept(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    client = await HubClient.connect(hub.url, token)
    line, _ = await open_line(client)
    talk = await line.talk("all")
    await talk.send(said(7))
    await client.call("ping")
    await hub.stop()
    await client.close()
    stored = list(tmp_path.glob("homes/home/voice/*/*.opus"))
    assert len(stored) == 1


async def test_whose_token_is_revoked_speaks_no_more(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    owner = await hub.issue_token(Role.OWNER, "Anna")
    other = await hub.issue_token(Role.FAMILY, "Ben")
    async with (
        await HubClient.connect(hub.url, owner) as anna,
        await HubClient.connect(hub.url, other) as ben,
    ):
        line, _ = await open_line(anna)
        held = await (await open_line(ben))[0].talk("all")
        waiting = await line.talk("all", can_queue=True)
        assert waiting.is_queued
        speaking = asyncio.create_task(keep_speaking(held))
        await hub.home.people.revoke(other.split(".")[1])
        await asyncio.wait_for(waiting.granted(), 2.0)
        assert waiting.is_granted
        await asyncio.gather(speaking, return_exceptions=True)
    await hub.stop()


async def keep_speaking(talk: Talk) -> None:
    for frame in said(200):
        await talk.send([frame])
        await asyncio.sleep(0.02)
