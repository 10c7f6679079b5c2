"""A stand-in program speaks here; where espeak-ng is installed, it speaks as well."""

import shutil
from pathlib import Path

import pytest

from embedded_hub.audio.pcm import samples_of
from embedded_hub.errors import InvalidInfo, NotSupported
from embedded_hub.speech.espeak import MAX_TEXT, PROGRAM, EspeakNg
from tests.fakes.speaker_program import write_speaker


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "speaker"
    write_speaker(path)
    return str(path)


@pytest.mark.parametrize("rate_hz", [48_000, 16_000])
async def test_a_text_becomes_sound_at_the_rate_asked_for(program: str, rate_hz: int) -> None:
    pcm = await EspeakNg(rate_hz=rate_hz, program=program).speak("hello", language="en", voice=None)
    samples = samples_of(pcm)
    assert abs(len(samples) - rate_hz // 2) <= rate_hz // 1000
    assert abs(samples[len(samples) // 2] - 1000) <= 2


@pytest.mark.parametrize("language", ["de-CH", "de_AT", "en-GB"])
async def test_a_dialect_it_does_not_have_is_said_in_the_language(
    program: str, language: str
) -> None:
    speaker = EspeakNg(program=program)
    assert await speaker.speak("hoi", language=language, voice=None)
    with pytest.raises(NotSupported, match="de-CH"):
        await speaker.speak("hoi", language=None, voice="de-CH")


async def test_a_language_it_does_not_have_is_said(program: str) -> None:
    with pytest.raises(NotSupported, match="tlh"):
        await EspeakNg(program=program).speak("nuqneH", language="tlh", voice=None)


@pytest.mark.parametrize("voice", ["../../etc/passwd", "-f/etc/passwd", "en x", ""])
async def test_a_voice_is_a_name_and_nothing_else(program: str, voice: str) -> None:
    if voice:
        with pytest.raises(NotSupported, match="no voice"):
            await EspeakNg(program=program).speak("hello", language=None, voice=voice)
    else:
        assert await EspeakNg(program=program).speak("hello", language="de", voice=voice)


@pytest.mark.parametrize("text", ["", "  ", "x" * (MAX_TEXT + 1)])
async def test_nothing_and_too_much_are_not_said(program: str, text: str) -> None:
    with pytest.raises(InvalidInfo):
        await EspeakNg(program=program).speak(text, language="en", voice=None)


async def test_a_program_that_is_not_there_is_said_not_to_be() -> None:
    with pytest.raises(NotSupported, match="not installed"):
        await EspeakNg(program="no-such-speaker").speak("hello", language="en", voice=None)


@pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="espeak-ng is not installed")
async def test_the_real_program_says_more_for_a_longer_text() -> None:
    speaker = EspeakNg()
    short = await speaker.speak("Yes.", language="en", voice=None)
    long = await speaker.speak("The front door is open, as is the gate.", language="en", voice=None)
    assert 0 < len(short) < len(long)
    assert max(samples_of(short)) > 1000
