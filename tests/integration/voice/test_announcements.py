"""Texts that are said to a channel; the program that speaks is a stand-in, the rest is real."""

import os
from pathlib import Path

import pytest

from embedded_hub.audio.opus import is_opus_there
from embedded_hub.audio.pcm import samples_of
from embedded_hub.core.people import Role
from tests.fakes.speaker_program import write_speaker
from tests.integration.voice.conftest import Join, spoken

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")


@pytest.fixture
def speaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_speaker(tmp_path / "espeak-ng")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("speaker")
async def test_a_text_is_heard_by_everybody_as_one_message(join: Join) -> None:
    asker = await join(decode=["pcm16"])
    listener = await join(decode=["pcm16"])
    answer = await asker.call("voice/say", channel="all", text="hi", lang="en")
    for one in (asker, listener):
        start = await one.told("voice/stream.start")
        assert start["message"] == answer["message"]
        assert start["from"]["user"] == asker.user_id
        frames = await one.hears(start["handler"], 10)
        assert abs(samples_of(frames[5].payload)[160] - 1000) <= 2
        kept = await one.told("voice/message")
        assert (kept["message"], kept["duration_ms"]) == (answer["message"], 200)


@pytest.mark.usefixtures("speaker")
async def test_a_text_does_not_interrupt_who_is_speaking(join: Join) -> None:
    asker, talker = await join(), await join()
    answer = await talker.talk()
    await talker.say(answer["handler"], spoken(3))
    error = await asker.fail("voice/say", channel="all", text="hi", lang="en")
    assert error["code"] == "not_allowed"
    assert error["translation_placeholders"]["reason"] == "busy"


@pytest.mark.usefixtures("speaker")
async def test_a_guest_has_nothing_said_where_they_may_not_speak(join: Join) -> None:
    await join()
    guest = await join(Role.GUEST, "kitchen")
    error = await guest.fail("voice/say", channel="all", text="hi", lang="en")
    assert error["code"] in ("not_found", "not_allowed")


async def test_without_a_program_that_speaks_it_is_said_so(
    join: Join, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = await join()
    monkeypatch.setenv("PATH", str(tmp_path))
    error = await asker.fail("voice/say", channel="all", text="hi", lang="en")
    assert error["code"] == "not_supported"
    assert "espeak-ng" in error["message"]
