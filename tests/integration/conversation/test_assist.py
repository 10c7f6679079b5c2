"""Assist's pipeline over a raw socket, spoken to exactly as Home Assistant's clients do."""

import asyncio
import os
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from embedded_hub.audio.pcm import pcm_of
from embedded_hub.conversation.house import HouseVoice
from embedded_hub.core.people import Role
from embedded_hub.speech.home_speech import HomeSpeech
from embedded_hub.speech.hub_transcriber import HubTranscriber
from tests.fakes.sounds import speech as speech_like
from tests.fakes.speaker_program import write_speaker
from tests.fakes.spelling_engine import DIE
from tests.fakes.spelling_engine import pcm_of as spelled
from tests.fakes.warm_up import warm_up
from tests.integration.server.conftest import Bench, Client

ROOT = Path(__file__).parents[3]
FAKE = {"spelling": "tests.fakes.spelling_engine:open_engine"}
PIECE = 2048
"""What Home Assistant's frontend puts into one binary message."""


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = Bench()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def hearing(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    write_speaker(tmp_path / "espeak-ng")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr("embedded_hub.speech.hub_transcriber.factories", lambda: FAKE)
    transcriber = HubTranscriber()
    speech = HomeSpeech(bench.home, transcriber, HouseVoice(bench.home), can_choose=True)
    await speech.start(())
    await warm_up(transcriber.process)
    yield
    await transcriber.close()


@pytest.fixture
async def client(bench: Bench) -> AsyncIterator[Client]:
    async with connect(bench.server.hub_url, max_size=None, compression=None) as socket:
        opened = Client(socket)
        await opened.auth(await bench.token(Role.FAMILY))
        yield opened


class Run:
    """One run of the pipeline, whatever else its connection does."""

    def __init__(self, client: Client, id_: int) -> None:
        self._client = client
        self.id = id_
        self.handler = 0

    async def event(self) -> Any:
        while True:
            for event in self._client.events:
                if event["id"] == self.id:
                    self._client.events.remove(event)
                    return event["event"]
            await self._client._sort()

    async def send(self, pcm: bytes, *, is_whole: bool = True) -> None:
        for at in range(0, len(pcm), PIECE):
            await self._client.socket.send(bytes([self.handler]) + pcm[at : at + PIECE])
        if is_whole:
            await self._client.socket.send(bytes([self.handler]))

    async def rest(self) -> dict[str, Any]:
        """Return what else it tells, by its type, in order."""
        told: dict[str, Any] = {}
        while "run-end" not in told:
            event = await self.event()
            assert event["timestamp"].startswith("20")
            told[event["type"]] = event["data"]
        return told


async def run(client: Client, **fields: Any) -> Run:
    """Begin a run."""
    begun = Run(client, await client.subscribe("assist_pipeline/run", **fields))
    start = await begun.event()
    assert start["type"] == "run-start"
    begun.handler = start["data"]["runner_data"]["stt_binary_handler_id"] or 0
    return begun


async def hear(client: Client, end_stage: str = "stt", **fields: Any) -> Run:
    """Begin a run that listens."""
    given = {"sample_rate": 16000, **fields}
    return await run(client, start_stage="stt", end_stage=end_stage, input=given)


@pytest.mark.usefixtures("hearing")
async def test_a_spoken_sentence_goes_through_every_stage(bench: Bench, client: Client) -> None:
    heard = await hear(client, "tts")
    assert 1 <= heard.handler <= 255
    await heard.send(spelled("turn on the spot"))
    told = await heard.rest()
    assert list(told) == [
        *("stt-start", "stt-end", "intent-start", "intent-end", "tts-start", "tts-end", "run-end")
    ]
    assert told["stt-start"]["metadata"] == {
        "language": "en",
        "format": "wav",
        "codec": "pcm",
        "bit_rate": 16,
        "sample_rate": 16000,
        "channel": 1,
    }
    assert told["stt-end"] == {"stt_output": {"text": "turn on the spot"}}
    answer = told["intent-end"]["intent_output"]["response"]
    assert answer["speech"]["plain"]["speech"] == told["tts-start"]["tts_input"]
    assert [one.key for one in bench.actions] == ["spot"]
    output = told["tts-end"]["tts_output"]
    assert output["mime_type"] == "audio/wav"
    url = bench.server.hub_url.replace("ws:", "http:").replace("/api/websocket", output["url"])
    spoken = await asyncio.to_thread(lambda: urllib.request.urlopen(url).read())  # noqa: S310
    assert spoken[:4] == b"RIFF"
    assert len(spoken) > 1000


@pytest.mark.usefixtures("hearing")
async def test_the_end_of_speech_ends_the_run_without_the_byte_alone(client: Client) -> None:
    heard = await hear(client)
    voice = pcm_of(speech_like(1.0, rate_hz=16_000))
    silence = bytes(16_000 * 2)
    await heard.send(silence[:16000] + voice + silence, is_whole=False)
    told = await heard.rest()
    assert list(told)[:3] == ["stt-start", "stt-vad-start", "stt-vad-end"]
    assert 400 <= told["stt-vad-start"]["timestamp"] <= 700
    assert 1300 <= told["stt-vad-end"]["timestamp"] <= 1700


@pytest.mark.usefixtures("hearing")
async def test_silence_is_answered_as_home_assistant_does(client: Client) -> None:
    heard = await hear(client, "intent")
    await heard.send(b"")
    told = await heard.rest()
    assert list(told) == ["stt-start", "error", "run-end"]
    assert told["error"]["code"] == "stt-no-text-recognized"


@pytest.mark.usefixtures("hearing")
async def test_a_run_that_takes_too_long_says_so(client: Client) -> None:
    begun = await run(
        client, start_stage="stt", end_stage="stt", input={"sample_rate": 16000}, timeout=0.2
    )
    told = await begun.rest()
    assert told["error"] == {"code": "timeout", "message": "Timeout running pipeline"}


@pytest.mark.usefixtures("hearing")
async def test_a_crash_of_the_engine_is_an_error_of_that_run_alone(client: Client) -> None:
    heard = await hear(client)
    await heard.send(spelled(f"oh no {DIE}"))
    assert (await heard.rest())["error"]["code"] == "stt-stream-failed"
    heard = await hear(client)
    await heard.send(spelled("again"))
    assert (await heard.rest())["stt-end"]["stt_output"]["text"] == "again"


@pytest.mark.usefixtures("hearing")
async def test_sound_of_another_rate_is_taken(client: Client) -> None:
    heard = await hear(client, sample_rate=48000, no_vad=True)
    await heard.send(pcm_of(speech_like(0.5)))
    told = await heard.rest()
    assert "run-end" in told
    assert "stt-vad-start" not in told


@pytest.mark.usefixtures("hearing")
async def test_a_run_and_a_talk_burst_on_one_connection_never_share_a_number(
    client: Client,
) -> None:
    await client.call("voice/hello", encode=["pcm16"], decode=["pcm16"])
    heard = await hear(client)
    answer = await client.call(
        "voice/talk", channel="all", codec="pcm16", rate=16000, handler=heard.handler
    )
    assert answer["granted"]
    assert answer["handler"] != heard.handler
    second = await hear(client)
    assert second.handler not in (heard.handler, answer["handler"])
    await second.send(spelled("two"))
    await heard.send(spelled("one"))
    texts = [(await one.rest())["stt-end"]["stt_output"]["text"] for one in (heard, second)]
    assert texts == ["one", "two"]


@pytest.mark.usefixtures("hearing")
async def test_an_unsubscribed_run_stops_and_its_number_is_free_again(client: Client) -> None:
    heard = await hear(client)
    await client.call("unsubscribe_events", subscription=heard.id)
    again = await hear(client)
    assert again.handler == heard.handler


@pytest.mark.usefixtures("hearing")
async def test_a_text_can_be_spoken_alone(client: Client) -> None:
    said = await run(client, start_stage="tts", end_stage="tts", input={"text": "hello"})
    told = await said.rest()
    assert list(told) == ["tts-start", "tts-end", "run-end"]
    assert told["tts-end"]["tts_output"]["url"].startswith("/api/tts_proxy/")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start_stage": "stt", "end_stage": "intent"}, "stt-provider-missing"),
        ({"start_stage": "intent", "end_stage": "tts"}, "tts-provider-missing"),
        ({"start_stage": "wake_word", "end_stage": "tts"}, "wake-engine-missing"),
        ({"start_stage": "tts", "end_stage": "intent"}, "invalid_format"),
        ({"start_stage": "intent", "end_stage": "intent", "pipeline": "x"}, "pipeline-not-found"),
    ],
)
async def test_what_is_not_there_is_refused_with_home_assistants_code(
    client: Client, fields: dict[str, str], code: str
) -> None:
    error = await client.fail("assist_pipeline/run", input={"text": "hello"}, **fields)
    assert error["code"] == code


@pytest.mark.usefixtures("hearing")
async def test_the_pipeline_lists_what_it_can_do(client: Client) -> None:
    [pipeline] = (await client.call("assist_pipeline/pipeline/list"))["pipelines"]
    assert (pipeline["stt_engine"], pipeline["tts_engine"]) == ("homewire", "homewire")
    assert await client.call("assist_pipeline/pipeline/get") == pipeline
    for listed in ("stt/engine/list", "tts/engine/list"):
        answer = await client.call(listed)
        assert answer == {"providers": [{"engine_id": "homewire", "supported_languages": ["en"]}]}


async def test_a_hub_that_neither_hears_nor_speaks_lists_no_engines(client: Client) -> None:
    for listed in ("stt/engine/list", "tts/engine/list"):
        assert await client.call(listed) == {"providers": []}
    error = await client.fail("assist_pipeline/pipeline/get", pipeline_id="nope")
    assert error["code"] == "pipeline-not-found"


@pytest.mark.usefixtures("hearing")
async def test_more_sound_than_a_sentence_holds_ends_the_run_and_costs_nothing(
    bench: Bench, client: Client
) -> None:
    heard = await hear(client, no_vad=True)
    minute = bytes(60 * 32_000)
    for at in range(0, len(minute), 32_000):
        await client.socket.send(bytes([heard.handler]) + minute[at : at + 32_000])
    for _ in range(200):
        await client.socket.send(bytes([heard.handler]))
    told = await heard.rest()
    assert told["error"]["code"] == "stt-no-text-recognized"
    assert await client.ask("ping")


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("message", [b"", b"\0", b"\xff" * 9, bytes([250]) + bytes(700)])
async def test_sound_for_nobody_disturbs_no_run(client: Client, message: bytes) -> None:
    heard = await hear(client)
    await client.socket.send(message)
    await heard.send(spelled("hello"))
    assert (await heard.rest())["stt-end"]["stt_output"]["text"] == "hello"


@pytest.mark.usefixtures("hearing")
async def test_no_connection_listens_to_more_than_four_sentences_at_once(client: Client) -> None:
    runs = [await hear(client) for _ in range(4)]
    error = await client.fail(
        "assist_pipeline/run", start_stage="stt", end_stage="stt", input={"sample_rate": 16000}
    )
    assert error["code"] == "quota"
    await runs[0].send(spelled("hello"))
    assert "stt-end" in await runs[0].rest()
    await hear(client)
