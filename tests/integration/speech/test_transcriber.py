"""The worker is a real process; only the model in it is a fake."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from embedded_hub.core.intercom.ports import Partial, Transcript
from embedded_hub.errors import NotSupported, RequestError
from embedded_hub.speech.api import BYTES_PER_S
from embedded_hub.speech.transcriber import TranscriberProcess
from tests.fakes.spelling_engine import DIE, pcm_of

ROOT = Path(__file__).parents[3]
FACTORY = "tests.fakes.spelling_engine:open_engine"


@pytest.fixture(autouse=True)
def finds_the_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
async def transcriber() -> AsyncIterator[TranscriberProcess]:
    process = TranscriberProcess("Spelling", FACTORY)
    yield process
    await process.close()


async def spoken(text: str, piece: int = 4) -> AsyncIterator[bytes]:
    pcm = pcm_of(text)
    for at in range(0, len(pcm), piece):
        yield pcm[at : at + piece]


async def written(
    transcriber: TranscriberProcess, pcm: AsyncIterator[bytes]
) -> Sequence[Partial | Transcript]:
    async with aclosing(transcriber.transcribe(pcm, language="en")) as heard:
        return [one async for one in heard]


async def test_what_is_said_is_written_down_once(transcriber: TranscriberProcess) -> None:
    assert await written(transcriber, spoken("turn on the light")) == [
        Transcript(text="turn on the light", language="en", confidence=1.0)
    ]


async def test_a_long_burst_is_told_in_parts_and_then_whole(
    transcriber: TranscriberProcess,
) -> None:
    text = "x" * (BYTES_PER_S * 5 // 4)
    heard = await written(transcriber, spoken(text, piece=BYTES_PER_S // 50))
    *parts, last = heard
    assert isinstance(last, Transcript)
    assert last.text == text
    assert all(isinstance(part, Partial) and text.startswith(part.text) for part in parts)


async def test_people_who_speak_at_once_share_one_process(
    transcriber: TranscriberProcess,
) -> None:
    heard = await asyncio.gather(
        *(written(transcriber, spoken(f"I am number {n}")) for n in range(8))
    )
    texts = [one.text for (one,) in heard]
    assert texts == [f"I am number {n}" for n in range(8)]


async def test_after_a_crash_the_next_burst_starts_another(
    transcriber: TranscriberProcess,
) -> None:
    with pytest.raises(RequestError, match="ended in the middle"):
        await written(transcriber, spoken(f"oh no{DIE}"))
    (heard,) = await written(transcriber, spoken("again"))
    assert heard.text == "again"


async def test_a_talker_who_fails_ends_their_own_transcript_alone(
    transcriber: TranscriberProcess,
) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield pcm_of("half a")
        raise RequestError("the microphone is gone")

    with pytest.raises(RequestError, match="microphone"):
        await written(transcriber, broken())
    (heard,) = await written(transcriber, spoken("whole"))
    assert heard.text == "whole"


async def test_a_missing_model_is_said_in_a_sentence() -> None:
    transcriber = TranscriberProcess("Spelling", FACTORY, "missing")
    with pytest.raises(NotSupported, match="there is no model"):
        await written(transcriber, spoken("hello"))
    await transcriber.close()


async def test_a_language_the_model_does_not_know_is_refused(
    transcriber: TranscriberProcess,
) -> None:
    with pytest.raises(NotSupported, match="no Klingon"):
        async for _ in transcriber.transcribe(spoken("nuqneH"), language="tlh"):
            pass
    (heard,) = await written(transcriber, spoken("hello"))
    assert heard.text == "hello"


async def test_nobody_needs_to_listen_to_the_end(transcriber: TranscriberProcess) -> None:
    text = "y" * BYTES_PER_S * 2
    async with aclosing(
        transcriber.transcribe(spoken(text, piece=3200), language=None)
    ) as listening:
        async for _ in listening:
            break
    (heard,) = await written(transcriber, spoken("next"))
    assert heard.text == "next"


async def test_a_process_with_nothing_to_do_ends_and_the_next_talk_starts_another() -> None:
    transcriber = TranscriberProcess("Spelling", FACTORY, idle_s=0.05)
    await written(transcriber, spoken("hello"))
    async with asyncio.timeout(10):
        while transcriber.is_running:
            await asyncio.sleep(0.01)
    (heard,) = await written(transcriber, spoken("again"))
    assert heard.text == "again"
    await transcriber.close()
    assert not transcriber.is_running


async def test_nothing_ends_while_somebody_speaks() -> None:
    transcriber = TranscriberProcess("Spelling", FACTORY, idle_s=0.02)
    go_on = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield pcm_of("long ")
        await go_on.wait()
        yield pcm_of("talk")

    talking = asyncio.create_task(written(transcriber, slow()))
    await written(transcriber, spoken("short"))
    await asyncio.sleep(0.1)
    go_on.set()
    (heard,) = await talking
    assert heard.text == "long talk"
    await transcriber.close()


async def test_who_chose_the_engine_is_told_that_it_cannot_run() -> None:
    told: list[NotSupported] = []
    transcriber = TranscriberProcess("Spelling", FACTORY, "missing", on_missing=told.append)
    with pytest.raises(NotSupported):
        await written(transcriber, spoken("hello"))
    assert [error.details for error in told] == [{"reason": "failed"}]
    await transcriber.close()
