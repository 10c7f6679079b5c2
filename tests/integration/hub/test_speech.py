"""Speech in a whole hub: what its owner chose outlives it, and what was missed is caught up."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.audio.codec import make_encoder
from embedded_hub.audio.opus import is_opus_there
from embedded_hub.audio.pcm import frames_of, pcm_of
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.core.people import Role
from embedded_hub.errors import NotAllowed
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import HomeId
from embedded_hub.speech.hub_transcriber import EngineChoice
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.parrot_engine import SENTENCE, install
from tests.fakes.sounds import speech

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")
ROOT = Path(__file__).parents[3]
SAID = "dinner is ready"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "model"
    folder.mkdir()
    install(folder)
    (folder / SENTENCE).write_text(SAID)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{folder}")
    return str(folder)


async def started(folder: Path, **options: Any) -> Hub:
    hub = Hub(HubOptions(folder=folder, port=0, **options))
    await hub.start()
    return hub


async def talk(client: HubClient) -> str:
    line = await VoiceLine.open(client, encode=["opus"], decode=["opus"])
    held = await line.talk("all")
    encoder, stamper = make_encoder("opus", 48_000), FrameStamper()
    pieces = frames_of(pcm_of(speech(0.6)))
    await held.send([stamper.stamp(encoder.encode(piece)) for piece in pieces])
    done = await held.release()
    await line.close()
    return done.message


async def until_text(client: HubClient, message: str) -> str:
    async with asyncio.timeout(20):
        while True:
            history: Any = await client.call("voice/history")
            for one in history["messages"]:
                if one["message"] == message and one["text"] is not None:
                    return str(one["text"])
            await asyncio.sleep(0.02)


async def test_a_chosen_engine_is_used_again_and_catches_up(tmp_path: Path, model: str) -> None:
    folder = tmp_path / "hub"
    hub = await started(folder)
    token = await hub.issue_token(Role.OWNER, "Olga")
    async with await HubClient.connect(hub.url, token) as owner:
        status: Any = await owner.call("speech/status")
        assert status["transcripts"] == (status["reason"] is None)
        await owner.call("speech/configure", engine="parrot", model_folder=str(tmp_path))
        early = await talk(owner)  # there is no model where the owner said
        await owner.call("voice/history")
        chosen: Any = await owner.call("speech/configure", model_folder=model)
        assert (chosen["transcripts"], chosen["engine"]) == (True, "parrot")
        assert await until_text(owner, await talk(owner)) == SAID
    await hub.stop()

    again = await started(folder)
    async with await HubClient.connect(again.url, token) as owner:
        status = await owner.call("speech/status")
        assert (status["engine"], status["model_folder"]) == ("parrot", model)
        assert await until_text(owner, early) == SAID
    await again.stop()


async def test_what_was_said_while_nothing_was_to_be_written_never_is(
    tmp_path: Path, model: str
) -> None:
    folder = tmp_path / "hub"
    hub = await started(folder)
    token = await hub.issue_token(Role.OWNER, "Olga")
    async with await HubClient.connect(hub.url, token) as owner:
        await owner.call("speech/configure", engine="parrot", model_folder=model, is_on=False)
        private = await talk(owner)
        await owner.call("speech/configure", is_on=True)
    await hub.stop()
    again = await started(folder)
    async with await HubClient.connect(again.url, token) as owner:
        assert await until_text(owner, await talk(owner)) == SAID
        history: Any = await owner.call("voice/history")
        texts = {one["message"]: one["text"] for one in history["messages"]}
        assert texts[private] is None
    await again.stop()


async def test_no_household_chooses_for_the_others(tmp_path: Path, model: str) -> None:
    homes = {HomeId("one"): "One", HomeId("two"): "Two"}
    choice = EngineChoice(engine="parrot", model_folder=model)
    hub = await started(tmp_path / "hub", home_names=homes, speech_engine=choice)
    token = await hub.issue_token(Role.OWNER, "Olga")
    async with await HubClient.connect(hub.url, token) as owner:
        status: Any = await owner.call("speech/status")
        assert (status["engine"], status["can_choose"]) == ("parrot", False)
        with pytest.raises(NotAllowed):
            await owner.call("speech/configure", model_folder="/")
        off: Any = await owner.call("speech/configure", is_on=False)
        assert off["reason"] == "off"
    assert hub.homes[HomeId("two")].intercom.transcripts.engine is not None
    assert hub.homes[HomeId("one")].intercom.transcripts.engine is None
    await hub.stop()


async def test_a_model_that_is_not_where_it_was_said_to_be_is_noted(tmp_path: Path) -> None:
    choice = EngineChoice(engine="whisper", model_folder=str(tmp_path / "nowhere"))
    hub = await started(tmp_path / "hub", speech_engine=choice)
    [note] = hub.notes
    assert note.startswith("What is said is not written down: ")
    await hub.stop()
