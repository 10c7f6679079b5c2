"""A door station talks to people and hears their answer, over real sockets and a whole hub."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.core.people import Role
from embedded_hub.errors import NotSupported
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
        # A stranger at the door is not told who lives here.
        assert (link.calls[-1].by, link.calls[-1].open) == (None, True)

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
        assert link.streams[-1].by == ""
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


async def test_what_a_visitor_said_is_read_while_the_door_is_not_connected(tmp_path: Path) -> None:
    first = Hub(HubOptions(folder=tmp_path, port=0))
    await first.start()
    token = await first.issue_token(Role.FAMILY, "Anna")
    async with entry(first, door("opus")) as link:
        link.event("door/bell", "press")
        talk = await link.voice.talk("door", codec="opus")
        talk.send(opus(10))
        await talk.release()
        channel = channel_of(first, "door")
    await first.stop()

    again = Hub(HubOptions(folder=tmp_path, port=0))
    await again.start()
    async with person(again, "Anna", token=token) as anna:
        [message] = (await anna.line.history(channel)).messages
        assert (message.talking.name, message.duration_ms) == ("Front door", 200)
        gate = next(one for one in await anna.line.channels() if one.channel == channel)
        assert (gate.kind, gate.online, gate.can) == ("gate", 0, "talk")
        denied = await anna.line.talk(channel)
        assert denied.answer.reason == "offline"
        await anna.line.play(message.message)
        await until(lambda: len(anna.frames) == 10)
    await again.stop()


async def test_a_drop_in_on_a_panel_is_taken_at_the_panel_or_was_allowed_before(hub: Hub) -> None:
    async with (
        entry(hub, panel("panel", "Kitchen", "opus")) as link,
        person(hub, "Olga", Role.OWNER) as olga,
    ):
        channel = channel_of(hub, "panel")
        call = await olga.line.drop_in(channel, "listen")
        await until(lambda: bool(link.calls))
        assert (link.calls[-1].state, link.calls[-1].by, link.calls[-1].open) == (
            "ringing",
            "Olga",
            False,
        )
        link.voice.answer("panel", call.call, is_accepted=True)
        active = await olga.call("active")
        assert (active.talk, active.opens_microphone) == (None, False)
        await until(lambda: link.calls[-1].open)
        talk = await link.voice.talk("panel", codec="opus")
        talk.send(opus(3))
        await until(lambda: len(olga.frames) == 3)
        link.voice.answer("panel", call.call, is_accepted=False)
        assert (await olga.call("ended")).reason == "hung_up"
        await until(lambda: talk.is_over)

        me = hub.home.people.users()[-1].id
        await olga.client.call("voice/dropin.allow", target=channel, users=[me])
        assert (await olga.line.drop_in(channel, "talk")).talk == channel
        await until(lambda: link.calls[-1].state == "active")
        assert not link.calls[-1].open


async def test_an_announcement_is_heard_at_a_panel(hub: Hub) -> None:
    async with entry(hub, panel()) as link, person(hub, "Anna") as anna:
        try:
            await anna.client.call("voice/say", channel=channel_of(hub, "panel"), text="Dinner")
        except NotSupported:
            pytest.skip("there is no espeak-ng")
        await until(lambda: bool(link.ends))
        assert link.ends[-1].reason == "released"
        assert len(link.heard["panel"]) > 10
