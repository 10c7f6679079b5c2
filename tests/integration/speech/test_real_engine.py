"""The real model, where the extra is installed; espeak-ng speaks to it."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from embedded_hub.core.intercom.ports import Transcript
from embedded_hub.speech.api import BYTES_PER_S
from embedded_hub.speech.engines import WHISPER, factories, find_fault
from embedded_hub.speech.espeak import PROGRAM, EspeakNg
from embedded_hub.speech.transcriber import TranscriberProcess

pytestmark = [
    pytest.mark.skipif(find_fault(WHISPER, None) is not None, reason="no speech model"),
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="espeak-ng is not installed"),
]
FACTORY = factories()[WHISPER]
SENTENCE = "turn on the kitchen light"


@pytest.fixture
async def transcriber() -> AsyncIterator[TranscriberProcess]:
    process = TranscriberProcess(WHISPER, FACTORY)
    yield process
    await process.close()


async def sound_of(text: str, *, silence_s: float = 0.0) -> AsyncIterator[bytes]:
    pcm = bytes(int(silence_s * BYTES_PER_S) & ~1)
    if text:
        pcm += await EspeakNg(rate_hz=16_000).speak(text, language="en", voice=None)
    for at in range(0, len(pcm), BYTES_PER_S // 5):
        yield pcm[at : at + BYTES_PER_S // 5]


async def final(transcriber: TranscriberProcess, pcm: AsyncIterator[bytes]) -> Transcript:
    async with aclosing(transcriber.transcribe(pcm, language="en")) as heard:
        *_, last = [one async for one in heard]
    assert isinstance(last, Transcript)
    return last


async def test_a_sentence_is_understood_word_by_word(transcriber: TranscriberProcess) -> None:
    heard = await final(transcriber, sound_of(SENTENCE))
    assert re.sub(r"[^a-z ]", "", heard.text.lower()) == SENTENCE


async def test_silence_is_not_filled_with_words(transcriber: TranscriberProcess) -> None:
    assert (await final(transcriber, sound_of("", silence_s=4.0))).text == ""
    after = await final(transcriber, sound_of(SENTENCE, silence_s=4.0))
    assert re.sub(r"[^a-z ]", "", after.text.lower()) == SENTENCE
