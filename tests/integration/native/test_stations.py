"""A door station talks to people and hears their answer, over real sockets and a whole hub."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import Frame
from embedded_hub.voice.stream import FrameStamper
from tests.integration.native.stations import channel_of, door, entry, panel, person, until


def opus(count: int) -> list[Frame]:
    encoder, stamper = make_encoder("opus", 16_000), FrameStamper()
    return [stamper.stamp(encoder.encode(bytes(640))) for _ in range(count)]


def pcm(count: int) -> list[Frame]:
    stamper = FrameStamper()
    return [stamper.stamp(bytes(640)) for _ in range(count)]


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    running = Hub(HubOptions(folder=tmp_path, port=0))
    await running.start()
    yield running
    await running.stop()


async def test_a_visitor_rings_is_answered_and_both_hear_each_other(hub: Hub) -> None:
    async with entry(hub, door("opus")) as link, person(hub, "Anna") as anna:
        link.event("door/bell", "press")
        ringing = await anna.call("ringing")
        assert (ringing.kind, ringing.channel) == ("ring", channel_of(hub, "door"))
        assert ringing.talking.name == "Front door"

        active = await anna.line.answer(ringing.call)
        assert (active.state, active.talk, active.opens_microphone) == (
            "active",
            channel_of(hub, "door"),
            True,
        )
        await until(lambda: link.calls[-1].state == "active")
        assert (link.calls[-1].by, link.calls[-1].open) == ("Anna", True)

        said = opus(10)
        visitor = await link.voice.talk("door", codec="opus")
        visitor.send(said)
        await until(lambda: len(anna.frames) == 10)
        assert [one.payload for one in anna.frames] == [one.payload for one in said]
        done = await visitor.release()
        assert done is not None
        assert (done.state, done.duration_ms, done.listeners) == ("released", 200, 1)

        answer = await anna.line.talk(active.talk or "")
        assert answer.is_granted
        await answer.send(said)
        await until(lambda: len(link.heard.get("door", ())) == 10)
        assert [one.payload for one in link.heard["door"]] == [one.payload for one in said]
        await answer.release()

        await anna.line.hang_up(ringing.call)
        await until(lambda: link.calls[-1].state == "ended")
        assert link.calls[-1].reason == "hung_up"


async def test_samples_of_a_panel_are_opus_for_people_and_the_other_way_round(hub: Hub) -> None:
    async with entry(hub, panel()) as link, person(hub, "Anna", codecs=("opus",)) as anna:
        talk = await link.voice.talk("panel")
        talk.send(pcm(5))
        await until(lambda: len(anna.frames) == 5)
        decoder = make_decoder("opus", 48_000)
        assert [len(decoder.decode(one.payload)) for one in anna.frames] == [1920] * 5
        await talk.release()

        answer = await anna.line.talk(channel_of(hub, "panel"))
        await answer.send(opus(5))
        await until(lambda: len(link.heard.get("panel", ())) == 5)
        assert link.streams[-1].codec == "pcm16"
        assert [len(one.payload) for one in link.heard["panel"]] == [640] * 5
        await answer.release()
