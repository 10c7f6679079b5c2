"""The voice of a real hub over a real socket, as the window uses it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from desktop.backend.hub import HubBackend
from desktop.backend.voice import StreamReport, Voice, VoiceNews, VoiceStanding
from embedded_hub.audio.codec import make_encoder
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.errors import NotFound
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import CLOCK_HZ, Frame, FrameFlag, StreamId, TalkGroupId
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_events import MessageKept, StreamStart
from embedded_hub.voice.stream import FrameStamper
from tests.desktop.home_rig import until

ALL = TalkGroupId("all")
COUNT = 50
"""Frames of a second."""


class Person:
    """Somebody with a window on a hub."""

    def __init__(self, hub: Hub, token: str) -> None:
        self.backend = HubBackend(HubLink(hub.url, token))
        self.standings: list[VoiceStanding] = []
        self.news: list[VoiceNews] = []
        self.frames: list[tuple[StreamStart, Frame]] = []
        self.backend.voice.subscribe(self._stand)
        self.backend.start()

    @property
    def voice(self) -> Voice:
        voice = self.standings[-1].voice
        assert voice is not None, self.standings[-1].reason
        return voice

    async def there(self) -> None:
        await until(lambda: bool(self.standings) and self.standings[-1].voice is not None)

    def of(self, kind: type) -> list[VoiceNews]:
        return [one for one in self.news if isinstance(one, kind)]

    def _stand(self, standing: VoiceStanding) -> None:
        self.standings.append(standing)
        if standing.voice is not None:
            standing.voice.listen(self.news.append)
            standing.voice.hear(self._hear)

    def _hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        self.frames += [(start, frame) for frame in frames]


class Flat:
    """A hub, and two who live there."""

    def __init__(self, hub: Hub, anna: Person, tom: Person) -> None:
        self.hub, self.anna, self.tom = hub, anna, tom

    async def say(self, channel: TalkGroupId = ALL) -> MessageKept:
        """Let Anna speak for a second; return it as it is kept."""
        voice = self.anna.voice
        before = len(self.anna.of(MessageKept))
        asked = voice.ask(channel, 5, preroll_ms=0, wants_queue=False)
        voice.send(5, sound())
        answer = await asked
        assert answer.stream is not None
        await voice.release(answer.stream, frame_count=COUNT, clock_end=0, is_cancelled=False)
        await until(lambda: len(self.anna.of(MessageKept)) > before)
        kept = self.anna.of(MessageKept)[-1]
        assert isinstance(kept, MessageKept)
        return kept


def sound() -> list[Frame]:
    stamper, encoder = FrameStamper(), make_encoder("opus", CLOCK_HZ)
    packet = encoder.encode(bytes(1920))
    flags = [FrameFlag.NONE] * (COUNT - 1) + [FrameFlag.LAST]
    return [stamper.stamp(packet, flag) for flag in flags]


@pytest_asyncio.fixture
async def flat(tmp_path: Path) -> AsyncIterator[Flat]:
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    anna = Person(hub, await hub.issue_token(Role.OWNER, "Anna"))
    tom = Person(hub, await hub.issue_token(Role.FAMILY, "Tom"))
    await anna.there()
    await tom.there()
    yield Flat(hub, anna, tom)
    await anna.backend.close()
    await tom.backend.close()
    await hub.stop(1.0)


async def test_what_one_says_the_other_hears_whole_and_finds_again(flat: Flat) -> None:
    kept = await flat.say()
    await until(lambda: len(flat.tom.frames) >= COUNT)
    assert [frame.sequence for _, frame in flat.tom.frames][:COUNT] == list(range(COUNT))
    page = await flat.tom.voice.page(ALL)
    assert [one.message for one in page.entries] == [kept.message]
    missed = await flat.tom.voice.missed(ALL)
    assert [one.message for one in missed] == [kept.message]
    await flat.tom.voice.heard(kept.message)
    assert await flat.tom.voice.missed(ALL) == ()


async def test_what_was_said_is_played_again_from_anywhere(flat: Flat) -> None:
    kept = await flat.say()
    await until(lambda: len(flat.tom.frames) >= COUNT)
    flat.tom.frames.clear()
    answer = await flat.tom.voice.play(kept.message, from_ms=500, speed=2.0)
    await until(lambda: len(flat.tom.frames) >= COUNT // 2)
    start, _ = flat.tom.frames[0]
    assert (start.stream, start.replay, start.message) == (answer.stream, True, kept.message)
    with pytest.raises(NotFound):
        await flat.tom.voice.stop_play(StreamId(4_000_000), 0)


async def test_a_text_stands_between_what_was_said_on_both_sides(flat: Flat) -> None:
    kept = await flat.say()
    await flat.tom.voice.write(ALL, "I heard you.", "nonce-1", kept.message)
    await until(lambda: bool(flat.anna.of(TextMessage)))
    page = await flat.anna.voice.page(ALL)
    assert [type(one).__name__ for one in page.entries] == ["MessageKept", "TextMessage"]
    text = page.entries[1]
    assert isinstance(text, TextMessage)
    assert (text.reply_to, text.writer.name) == (kept.message, "Tom")
    found = await flat.anna.voice.page(ALL, words="heard")
    assert [one.message for one in found.entries] == [text.message]
    await flat.anna.voice.acknowledge(text, "read")
    await flat.tom.voice.acknowledge(text, "deleted")
    assert len((await flat.anna.voice.page(ALL)).entries) == 1


async def test_how_a_person_is_reached_is_kept_by_the_hub(flat: Flat) -> None:
    reach = await flat.anna.voice.reach(dnd_until=4e9, same_area_mute=False)
    assert (reach.dnd_until, reach.same_area_mute) == (4e9, False)
    assert await flat.anna.voice.reach() == reach


async def test_channels_name_rooms_people_and_the_house(flat: Flat) -> None:
    kinds = {one.channel: one.kind for one in await flat.anna.voice.channels()}
    assert kinds[ALL] == "all"
    assert "room" in kinds.values()
    assert abs(await flat.anna.voice.clock_offset_s()) < 1.0


async def test_a_report_is_taken(flat: Flat) -> None:
    report = StreamReport(
        stream=StreamId(1), recv=1, late=0, lost=0, concealed=0, buffer_ms=40.0, jitter_ms=1.0,
        m2e_ms=None, underruns=0,
    )  # fmt: skip
    await flat.tom.voice.report(report)


async def test_a_hub_that_comes_back_brings_another_voice(flat: Flat) -> None:
    first = flat.anna.voice
    client = flat.anna.backend._link.client
    assert client is not None
    await client.close(is_peer_dead=True)
    await until(lambda: len(flat.anna.standings) >= 4)
    await flat.anna.there()
    assert flat.anna.voice is not first
    assert await flat.anna.voice.channels()


async def test_another_place_greets_the_hub_anew_and_one_that_is_gone_does_no_harm(
    flat: Flat,
) -> None:
    for area in ("kitchen", "no_such_room"):
        count = len(flat.anna.standings)
        flat.anna.backend.voice.set_area(area)
        flat.anna.backend.voice.set_area(area)
        assert flat.anna.standings[-1].reason == "not_connected"
        await flat.anna.there()
        assert len(flat.anna.standings) == count + 2
    areas = {one.area for one in flat.tom.voice.picture.presence if one.name == "Anna"}
    assert areas <= {None, "kitchen"}


async def test_a_hub_that_refuses_the_greeting_has_no_voice(
    flat: Flat, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = HubClient.subscribe

    async def refuse(self: HubClient, type_: str, *args: object, **fields: object) -> object:
        if type_ == "voice/hello":
            raise NotFound("unknown command")
        return await call(self, type_, *args, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(HubClient, "subscribe", refuse)
    flat.anna.backend.voice.set_area("kitchen")
    await until(lambda: flat.anna.standings[-1].reason == "no_voice")
    assert flat.anna.standings[-1].voice is None


async def test_a_person_who_closes_the_window_is_gone(flat: Flat) -> None:
    await flat.tom.backend.close()
    async with asyncio.timeout(10):
        while len(flat.hub.home.intercom.members) > 1 + _panels(flat):
            await asyncio.sleep(0.02)


def _panels(flat: Flat) -> int:
    members = flat.hub.home.intercom.members
    return sum(one.principal.role is Role.GATEWAY for one in members)


async def test_a_link_that_ends_first_leaves_nothing_to_wait_for(flat: Flat) -> None:
    await flat.anna.backend._link.close()
    async with asyncio.timeout(10):
        await flat.anna.backend.voice.close()
