"""What is said becomes text: real sockets, a real process, and a fake model inside it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.audio.opus import is_opus_there
from embedded_hub.audio.pcm import frames_of
from embedded_hub.core.people import Role
from embedded_hub.model.voice import Frame
from embedded_hub.speech.transcriber import TranscriberProcess
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.spelling_engine import DIE, pcm_of
from tests.fakes.warm_up import warm_up
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, VoiceClient, spoken

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")
ROOT = Path(__file__).parents[3]
FACTORY = "tests.fakes.spelling_engine:open_engine"
HZ = 16_000


def spelled(text: str) -> list[Frame]:
    """Make frames of plain samples that the fake model reads."""
    stamper = FrameStamper()
    return [stamper.stamp(piece) for piece in frames_of(pcm_of(text), HZ)]


@pytest.fixture
async def engine(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    process = TranscriberProcess("Spelling", FACTORY)
    await warm_up(process)
    bench.home.intercom.transcripts.use(process)
    yield
    await bench.home.intercom.transcripts.close()
    await process.close()


async def say(talker: VoiceClient, frames: list[Frame], **fields: Any) -> str:
    """Say something from the press of the key to its release; returns the message."""
    answer = await talker.talk(codec="pcm16", rate=HZ, **fields)
    await talker.say(answer["handler"], frames)
    await talker.call("voice/release", stream=answer["stream"])
    return str(answer["message"])


async def final(client: VoiceClient, message: str) -> Any:
    """Return the text of a message once it is whole, and what was told before."""
    told: list[Any] = []
    while not told or not told[-1]["final"]:
        event = await client.told("voice/transcript")
        if event["message"] == message:
            told.append(event)
    return told


async def read(join: Join, name: str | None = None) -> VoiceClient:
    """Bring in somebody who reads along."""
    client = await join(Role.FAMILY, name=name, encode=["opus", "pcm16"], is_following=False)
    await client.call("voice/subscribe", transcripts=True)
    return client


@pytest.mark.usefixtures("engine")
async def test_what_is_said_is_read_by_talker_and_listener_and_kept(join: Join) -> None:
    talker, reader = await read(join), await read(join)
    message = await say(talker, spelled("dinner is ready"))
    for one in (talker, reader):
        *_, last = await final(one, message)
        assert (last["text"].rstrip("\0"), last["rev"]) == ("dinner is ready", 1)
    history = await reader.call("voice/history", query="dinner")
    assert [one["message"] for one in history["messages"]] == [message]
    assert history["messages"][0]["text"].startswith("dinner is ready")


@pytest.mark.usefixtures("engine")
async def test_a_long_talk_is_read_while_it_is_spoken(join: Join) -> None:
    talker, reader = await read(join), await read(join)
    answer = await talker.talk(codec="pcm16", rate=HZ)
    frames = spelled("a" * HZ * 60)
    sent = 60
    await talker.say(answer["handler"], frames[:sent])
    first = asyncio.create_task(reader.told("voice/transcript"))
    while not first.done():  # whoever says nothing loses the floor
        await talker.say(answer["handler"], frames[sent : sent + 1])
        sent += 1
        await asyncio.sleep(0.05)
    told = await first
    assert (told["final"], told["rev"], told["stream"]) == (False, 0, answer["stream"])
    await talker.call("voice/release", stream=answer["stream"])
    *_, last = await final(reader, answer["message"])
    assert last["text"] == "a" * (HZ // 50) * sent
    assert last["text"].startswith(told["text"])


@pytest.mark.usefixtures("engine")
async def test_who_did_not_ask_for_text_gets_none(join: Join) -> None:
    talker, silent = await read(join), await join()
    message = await say(talker, spelled("hello"))
    await final(talker, message)
    await silent.told("voice/message")
    await silent.ask("ping")
    assert [e for e in silent.events if e["event"]["type"] == "voice/transcript"] == []


@pytest.mark.usefixtures("engine")
async def test_a_private_talk_is_read_by_those_two_alone(join: Join) -> None:
    talker, partner, third = [await read(join, name) for name in ("Anna", "Ben", "Cleo")]
    message = await say(talker, spelled("a secret"), channel=f"user:{partner.user_id}")
    for one in (talker, partner):
        *_, last = await final(one, message)
        assert last["text"].startswith("a secret")
    await third.ask("ping")
    assert [e for e in third.events if e["event"]["type"] == "voice/transcript"] == []


@pytest.mark.usefixtures("engine")
async def test_what_a_person_corrected_is_not_overwritten(join: Join) -> None:
    talker = await read(join)
    message = await say(talker, spelled("halo"))
    await final(talker, message)
    fixed = await talker.call("voice/transcript.fix", message=message, text="hello")
    assert fixed == {"rev": 2}
    [entry] = (await talker.call("voice/history"))["messages"]
    assert entry["text"] == "hello"


@pytest.mark.usefixtures("engine")
async def test_after_a_crash_the_text_comes_from_the_record(join: Join) -> None:
    talker = await read(join)
    message = await say(talker, spelled(f"oh no {DIE}"))
    *_, last = await final(talker, message)
    assert last["final"]
    [entry] = (await talker.call("voice/history"))["messages"]
    assert entry["text"] == last["text"]


@pytest.mark.usefixtures("engine")
async def test_what_was_taken_back_is_not_written_down(bench: Bench, join: Join) -> None:
    talker = await read(join)
    answer = await talker.talk(codec="pcm16", rate=HZ)
    await talker.say(answer["handler"], spelled("never mind"))
    await talker.call("voice/release", stream=answer["stream"], cancel=True)
    kept = await say(talker, spelled("this one"))
    told = await final(talker, kept)
    assert {event["message"] for event in told} == {kept}
    assert (await talker.call("voice/history"))["messages"][0]["message"] == kept


async def test_without_an_engine_everything_else_works(join: Join) -> None:
    talker = await read(join)
    message = await say(talker, spelled("hello"))
    assert (await talker.told("voice/message"))["message"] == message
    await asyncio.sleep(0)
    [entry] = (await talker.call("voice/history"))["messages"]
    assert entry["text"] is None


@pytest.mark.usefixtures("engine")
async def test_sound_that_only_looks_like_a_codec_ends_in_a_text_and_disturbs_nobody(
    join: Join,
) -> None:
    talker = await read(join)
    answer = await talker.talk()
    await talker.say(answer["handler"], spoken(20))  # packets nobody can decode
    await talker.call("voice/release", stream=answer["stream"])
    *_, last = await final(talker, answer["message"])
    assert last["final"]
    message = await say(talker, spelled("after"))
    *_, last = await final(talker, message)
    assert last["text"] == "after"
