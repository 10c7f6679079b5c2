"""Speaking with the house over a real socket: a fake model hears, the real sentences answer."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.audio.opus import is_opus_there
from embedded_hub.conversation.house import HouseVoice
from embedded_hub.core.people import Role
from embedded_hub.speech.home_speech import HomeSpeech
from embedded_hub.speech.hub_transcriber import EngineChoice, HubTranscriber
from tests.fakes.speaker_program import write_speaker
from tests.fakes.warm_up import warm_up
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, VoiceClient
from tests.integration.voice.test_transcripts import HZ, ROOT, say, spelled

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")
FAKE = {"spelling": "tests.fakes.spelling_engine:open_engine"}


@pytest.fixture
async def transcriber(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HubTranscriber]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr("embedded_hub.speech.hub_transcriber.factories", lambda: FAKE)
    hub = HubTranscriber()
    yield hub
    await hub.close()


@pytest.fixture
async def speech(
    bench: Bench, transcriber: HubTranscriber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> HomeSpeech:
    write_speaker(tmp_path / "espeak-ng")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    speech = HomeSpeech(bench.home, transcriber, HouseVoice(bench.home), can_choose=True)
    await speech.start(())
    await warm_up(transcriber.process)
    return speech


async def ask(client: VoiceClient, text: str) -> tuple[str, Any]:
    """Say a sentence to the house; returns the message and what it answers."""
    message = await say(client, spelled(text), channel="house")
    return message, await client.told("voice/answer")


async def person(join: Join, name: str = "Anna", role: Role = Role.FAMILY) -> VoiceClient:
    client = await join(
        role, name=name, encode=["pcm16"], decode=["opus"], is_following=False, area="kitchen"
    )
    await client.call("voice/subscribe", transcripts=True)
    return client


@pytest.mark.usefixtures("speech")
async def test_what_is_said_to_the_house_is_done_and_answered(bench: Bench, join: Join) -> None:
    anna = await person(join)
    message, answer = await ask(anna, "turn on the spot")
    assert (answer["message"], answer["response_type"]) == (message, "action_done")
    assert answer["question"].rstrip("\0") == "turn on the spot"
    assert [(one.name, one.key) for one in bench.actions] == [("turn_on", "spot")]
    assert answer["done"] == [{"name": "Spot", "type": "entity", "id": "light.spot"}]


@pytest.mark.usefixtures("speech")
async def test_the_answer_is_said_to_whoever_asked_and_kept_with_the_question(join: Join) -> None:
    anna, tablet = await person(join), await person(join)
    message, answer = await ask(anna, "turn on the spot")
    start = await anna.told("voice/stream.start")
    assert (start["from"]["user"], start["message"]) == ("house", message)
    assert len(await anna.hears(start["handler"], 10)) >= 10
    assert (await tablet.told("voice/answer"))["text"] == answer["text"]
    [entry] = (await tablet.call("voice/history", channel="house"))["messages"]
    assert entry["text"].startswith("turn on the spot")
    assert entry["answer"] == answer["text"] == "Turned on the light"
    assert tablet.heard == {}


@pytest.mark.usefixtures("speech")
async def test_nobody_else_hears_reads_or_finds_what_somebody_asked(join: Join) -> None:
    anna, ben = await person(join), await person(join, "Ben", Role.OWNER)
    before = await ben.call("voice/channels")
    await ask(anna, "turn on the spot")
    await ben.ask("ping")
    told = {event["event"]["type"] for event in ben.events}
    assert told.isdisjoint({"voice/stream.start", "voice/transcript", "voice/answer"})
    assert not any("house" in str(event["event"].get("channel")) for event in ben.events)
    assert (await ben.call("voice/history"))["messages"] == []
    assert (await ben.fail("voice/history", channel=f"house:{anna.user_id}"))["code"] == "not_found"
    answer = await ben.ask("voice/talk", channel=f"house:{anna.user_id}")
    assert answer["error"]["code"] == "not_found"
    houses = [one["channel"] for one in before if one["kind"] == "house"]
    assert houses == [f"house:{ben.user_id}"]


@pytest.mark.usefixtures("speech")
async def test_two_people_speak_with_the_house_at_once(join: Join) -> None:
    anna, ben = await person(join), await person(join, "Ben")
    first = await anna.talk("house", codec="pcm16", rate=HZ)
    second = await ben.talk("house", codec="pcm16", rate=HZ)
    assert (first["granted"], second["granted"]) == (True, True)


@pytest.mark.usefixtures("speech")
async def test_a_voice_locks_and_does_not_unlock(bench: Bench, join: Join) -> None:
    anna = await person(join)
    _, locked = await ask(anna, "lock the door")
    _, refused = await ask(anna, "unlock the door")
    assert (locked["response_type"], refused["response_type"]) == ("action_done", "error")
    assert refused["reason"] == "voice_not_trusted"
    assert [one.name for one in bench.actions] == ["lock"]


async def test_a_voice_unlocks_where_the_owner_wants_it(
    bench: Bench, join: Join, speech: HomeSpeech
) -> None:
    owner = await person(join, "Olga", Role.OWNER)
    changed = await owner.call("speech/configure", can_unlock_by_voice=True)
    assert changed["can_unlock_by_voice"]
    _, answer = await ask(owner, "unlock the door")
    assert answer["response_type"] == "action_done"
    assert [one.name for one in bench.actions] == ["unlock"]
    assert speech.settings.can_unlock_by_voice


@pytest.mark.usefixtures("speech")
async def test_a_typed_sentence_is_trusted_kept_and_not_done_twice(
    bench: Bench, join: Join
) -> None:
    anna = await person(join)
    first = await anna.call("voice/ask", text="unlock the door", nonce="n1")
    again = await anna.call("voice/ask", text="unlock the door", nonce="n1")
    assert first == again
    assert [one.name for one in bench.actions] == ["unlock"]
    [entry] = (await anna.call("voice/history", channel="house"))["messages"]
    assert (entry["text"], entry["answer"]) == ("unlock the door", first["text"])
    assert (await anna.call("voice/history", query="unlock"))["messages"] == [entry]


@pytest.mark.usefixtures("speech")
async def test_a_guest_reaches_by_voice_what_they_may_reach_and_nothing_else(
    bench: Bench, join: Join
) -> None:
    token = await bench.token(Role.GUEST, "kitchen", name="Gus")
    gus = await join(token=token, encode=["pcm16"])
    own = await gus.call("voice/ask", text="turn on the spot")
    other = await gus.call("voice/ask", text="unlock the door")
    assert (own["response_type"], other["response_type"]) == ("action_done", "error")
    assert [one.key for one in bench.actions] == ["spot"]


@pytest.mark.usefixtures("speech")
async def test_what_was_cut_short_is_not_carried_out(bench: Bench, join: Join) -> None:
    anna = await person(join)
    answer = await anna.talk("house", codec="pcm16", rate=HZ)
    await anna.say(answer["handler"], spelled("turn on the spot"))
    assert (await anna.told("voice/floor.revoked"))["reason"] == "silence"
    _, later = await ask(anna, "turn off the spot")
    assert later["response_type"] == "action_done"
    assert [one.name for one in bench.actions] == ["turn_off"]


async def test_hello_says_what_is_missing_and_the_owner_sees_why(
    bench: Bench, join: Join, transcriber: HubTranscriber
) -> None:
    speech = HomeSpeech(bench.home, transcriber, HouseVoice(bench.home), can_choose=True)
    await speech.start(())
    owner = await person(join, "Olga", Role.OWNER)
    off = await owner.call("speech/configure", is_on=False)
    assert (off["transcripts"], off["reason"]) == (False, "off")
    late = await join(is_following=False)
    assert [one for one in await late.call("voice/channels") if one["kind"] == "house"] == []
    error = await late.fail("voice/talk", channel="house")
    assert (error["code"], error["translation_placeholders"]["reason"]) == ("not_supported", "off")
    await owner.call("speech/configure", is_on=True, model_folder="missing")
    message = await say(owner, spelled("hello"))
    await owner.told("voice/message")
    status = await owner.call("speech/status")
    while status["reason"] is None:
        status = await owner.call("speech/status")
    assert (status["reason"], status["message"]) == ("failed", "there is no model")
    assert message
    error = await owner.fail("speech/configure", engine="nonsense")
    assert error["code"] == "invalid_info"


async def test_only_the_owner_configures_and_only_where_it_is_theirs_to_choose(
    bench: Bench, join: Join, transcriber: HubTranscriber
) -> None:
    await transcriber.choose(EngineChoice())
    speech = HomeSpeech(bench.home, transcriber, None, can_choose=False)
    await speech.start(())
    owner, anna = await person(join, "Olga", Role.OWNER), await person(join)
    assert (await anna.fail("speech/configure", is_on=False))["code"] == "unauthorized"
    error = await owner.fail("speech/configure", engine="spelling")
    assert error["code"] == "not_allowed"
    status = await anna.call("speech/status")
    assert (status["house"], status["house_voice"], status["can_choose"]) == (False, False, False)
    assert (await anna.fail("voice/ask", text="turn on the spot"))["code"] == "not_supported"
