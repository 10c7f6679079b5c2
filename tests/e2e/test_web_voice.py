"""Two people with real browsers talk through a real hub."""

import asyncio
import json
import sys
import wave
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.browser import Browser, Spot, chromium, missing_browser
from tests.e2e.browser_loop import spoken_sound, talk_through
from tests.e2e.people import SPEECH, Person, origin_of, running_hub, sit_down, speech
from tests.e2e.sound_card import missing_programs, sound_card

KEY = "Hold to talk to Everyone"
ENDED = "!intercom.session.key.isDown"

Sit = Callable[..., Awaitable[Person]]


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    async with running_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
async def browser(tmp_path: Path, hub: Hub) -> AsyncIterator[Browser]:
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path, microphone=speech(tmp_path / "speech.wav")) as browser:
        await browser.allow(origin_of(hub), "audioCapture")
        yield browser


@pytest.fixture
async def sit(browser: Browser, hub: Hub) -> AsyncIterator[Sit]:
    """Put somebody in front of the page; at the end nobody's page may have complained."""
    people: list[Person] = []

    async def place(role: Role, name: str, **options: Any) -> Person:
        person = await sit_down(browser, hub, role, name, **options)
        people.append(person)
        return person

    yield place
    assert [complaint for person in people for complaint in person.complaints] == []


async def talk(person: Person, seconds: float) -> None:
    """Hold the key, speak, let go."""
    spot = await person.page.spot("button", KEY)
    await person.page.mouse_down(spot)
    await person.phase("onAir")
    await asyncio.sleep(seconds)
    await person.page.mouse_up(spot)
    await person.page.wait_for(ENDED)


def assert_whole(counts: dict[str, Any], kept: dict[str, Any]) -> None:
    """All that was said has arrived once, and no more than a twentieth was not played."""
    frames = kept["duration_ms"] // 20
    assert counts["received"] == frames
    assert counts["duplicates"] == counts["foreign"] == counts["late"] == 0
    assert counts["played"] + counts["trimmed"] >= 0.95 * frames, counts


async def test_what_one_says_the_other_hears_whole(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await anna.unmute()
    await talk(tom, 3.0)
    [counts] = await anna.heard()
    [kept] = await anna.kept(1)
    assert kept["duration_ms"] > 1000
    assert_whole(counts, kept)
    await tom.open("all")
    assert await tom.page.find("StaticText", "Heard by Anna")


async def test_who_comes_late_hears_it_from_the_beginning(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom")
    spot = await tom.page.spot("button", KEY)
    await tom.page.mouse_down(spot)
    await tom.phase("onAir")
    anna = await sit(Role.FAMILY, "Anna")
    await asyncio.sleep(1.5)
    await anna.unmute()
    await asyncio.sleep(1.5)
    await tom.page.mouse_up(spot)
    [counts] = await anna.heard()
    [kept] = await anna.kept(1)
    assert_whole(counts, kept)


async def test_somebody_whose_sound_is_off_gets_it_as_a_message(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await talk(tom, 1.5)
    await talk(tom, 1.5)
    await anna.page.wait_for("intercom.missedCount === 2")
    await anna.open("all")
    await anna.page.click("button", "Play what you missed (2)")
    played = await anna.heard(2)
    kept = await anna.kept(2)
    for counts, message in zip(played, reversed(kept), strict=True):
        assert_whole(counts, message)
    await anna.page.wait_for("intercom.missedCount === 0")
    await tom.open("all")
    assert await tom.page.find("StaticText", "Heard by Anna")


async def test_a_message_is_played_from_where_it_is_touched(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await talk(tom, 3.0)
    await anna.open("all")
    [message] = await anna.kept(1)
    await anna.page.click("slider", "Position")  # in its middle
    [counts] = await anna.heard()
    half = message["duration_ms"] // 40
    assert half - 2 <= counts["received"] <= half + 2


async def test_who_comes_second_waits_and_is_then_heard(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await tom.unmute()
    toms, annas = await tom.page.spot("button", KEY), await anna.page.spot("button", KEY)
    await tom.page.mouse_down(toms)
    await tom.phase("onAir")
    await anna.page.mouse_down(annas)
    assert await anna.page.find("button", "Tom is talking · you are number 1 in the queue")
    await tom.page.mouse_up(toms)
    await anna.phase("onAir")
    await asyncio.sleep(1.0)
    await anna.page.mouse_up(annas)
    [counts] = await tom.heard()
    annas_message, toms_message = await tom.kept(2)
    assert [annas_message["from"]["name"], toms_message["from"]["name"]] == ["Anna", "Tom"]
    assert_whole(counts, annas_message)


async def test_a_finger_that_slides_off_takes_it_back(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom", size=(360, 740))
    spot = await tom.page.spot("button", KEY)
    await tom.page.mouse_down(spot)
    await tom.phase("onAir")
    below = type(spot)(spot.x, spot.y + 90)
    await tom.page.mouse_move(below)
    assert await tom.page.find("StaticText", "Let go to cancel")
    await tom.page.mouse_up(below)
    await tom.page.wait_for(ENDED)
    assert await tom.timeline() == []


async def test_pulling_up_keeps_talking_until_a_tap(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom", size=(360, 740))
    spot = await tom.page.spot("button", KEY)
    await tom.page.mouse_down(spot)
    await tom.phase("onAir")
    above = type(spot)(spot.x, spot.y - 120)
    await tom.page.mouse_move(above)
    await tom.page.mouse_up(above)
    assert await tom.page.find("StaticText", "Hands-free: tap to stop")
    assert await tom.page.evaluate("intercom.session.key.isDown")
    await tom.page.click("button", "Live")
    await tom.page.wait_for(ENDED)
    await tom.kept(1)


async def test_the_space_bar_talks(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom")
    await tom.page.find("button", KEY)
    await tom.page.key_down(" ")
    await tom.phase("onAir")
    await asyncio.sleep(0.6)
    await tom.page.key_up(" ")
    await tom.page.wait_for(ENDED)
    await tom.kept(1)


async def test_a_tap_talks_and_a_tap_ends_for_those_who_cannot_hold(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom")
    await tom.page.click("checkbox", "Tap to talk")
    await tom.page.click("button", "Tap to talk to Everyone")
    await tom.phase("onAir")
    await asyncio.sleep(0.6)
    assert await tom.page.evaluate("intercom.session.key.isDown")
    await tom.page.click("button", "Live")
    await tom.page.wait_for(ENDED)
    await tom.kept(1)


async def test_what_a_screen_reader_sends_talks_too(sit: Sit) -> None:
    tom = await sit(Role.OWNER, "Tom")
    await tom.page.find("button", KEY)
    await tom.page.evaluate("document.querySelector('.talk-button').click()")
    await tom.phase("onAir")
    await asyncio.sleep(0.6)
    await tom.page.evaluate("document.querySelector('.talk-button').click()")
    await tom.page.wait_for(ENDED)
    await tom.kept(1)


async def test_what_is_written_is_read_and_answered(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna", language="de")
    await tom.open("all")
    await anna.open("all")
    await tom.page.fill("textbox", "Message", "Who brings the plates?")
    await tom.page.press("Enter")
    await anna.page.find("StaticText", "Who brings the plates?")
    await tom.page.find("StaticText", "Read by Anna")
    await anna.page.click("button", "Tom antworten")
    await anna.page.fill("textbox", "Nachricht", "Ich!")
    await anna.page.click("button", "Senden")
    await tom.page.find("StaticText", "Ich!")
    assert await tom.page.find("StaticText", "Tom: Who brings the plates?")


async def test_what_is_deleted_is_gone_for_everybody(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await tom.open("all")
    await anna.open("all")
    await tom.page.fill("textbox", "Message", "Nonsense")
    await tom.page.press("Enter")
    await anna.page.find("StaticText", "Nonsense")
    await tom.kept(1)
    await tom.page.click("button", "Delete")
    await tom.page.wait_for("document.querySelector('dialog') !== null")
    spot = await tom.page.evaluate("""
        (() => {
          const box = document.querySelector("dialog .danger").getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        })()
    """)
    await tom.page.mouse_down(Spot(*spot))
    await tom.page.mouse_up(Spot(*spot))
    await anna.page.wait_for("!document.body.textContent.includes('Nonsense')")
    assert await anna.timeline() == []


async def test_a_denied_microphone_is_told_in_a_sentence(
    sit: Sit, browser: Browser, hub: Hub
) -> None:
    await browser.deny(origin_of(hub), "microphone")
    tom = await sit(Role.OWNER, "Tom")
    await tom.page.click("button", KEY)
    told = "This page may not use the microphone. Allow it in the browser, beside the address."
    assert await tom.page.find("StaticText", told)
    assert await tom.page.has("button", KEY)


async def test_older_browsers_talk_in_plain_samples(sit: Sit) -> None:
    missing = ("AudioEncoder", "AudioDecoder", "MediaStreamTrackProcessor")
    old = ";".join(f"delete window.{name}" for name in missing)
    tom = await sit(Role.OWNER, "Tom", before=old)
    anna = await sit(Role.FAMILY, "Anna", before=old)
    assert await tom.page.evaluate("intercom.session.line.codecOut") == "pcm16"
    await anna.unmute()
    await talk(tom, 2.0)
    [counts] = await anna.heard()
    [kept] = await anna.kept(1)
    assert_whole(counts, kept)


async def test_sound_that_was_interrupted_comes_back_with_a_touch(sit: Sit) -> None:
    tom, anna = await sit(Role.OWNER, "Tom"), await sit(Role.FAMILY, "Anna")
    await anna.unmute()
    for interruption in ("suspend", "close"):
        await anna.page.evaluate(f"intercom.session.listening._speaker._context.{interruption}()")
        await tom.page.wait_for(presence_of("Anna", "dnd"))
        await anna.unmute()
        await tom.page.wait_for(presence_of("Anna", "live"))
    await talk(tom, 1.5)
    [counts] = await anna.heard()
    [kept] = await anna.kept(1)
    assert_whole(counts, kept)


def presence_of(name: str, can_hear: str) -> str:
    """Return a script that says whether somebody is known to hear like that."""
    seen = "[...intercom.presence.values()]"
    return f"{seen}.some((one) => one.name === '{name}' && one.can_hear === '{can_hear}')"


async def test_after_a_restart_of_the_hub_the_same_page_talks_again(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    wav = speech(tmp_path / "speech.wav")
    async with chromium(tmp_path, microphone=wav) as browser:
        async with running_hub(folder) as hub:
            port = hub.port
            await browser.allow(origin_of(hub), "audioCapture")
            tom = await sit_down(browser, hub, Role.OWNER, "Tom")
            await talk(tom, 0.6)
        assert await tom.page.find("button", "Not connected to the hub.")
        async with running_hub(folder, port):
            await talk(tom, 0.6)
            await tom.kept(2)


async def test_from_mouth_to_ear_once_and_in_order(tmp_path: Path) -> None:
    if missing := missing_programs() + missing_browser():
        pytest.fail(f"nothing to hear with: {', '.join(missing)} not installed")
    (tmp_path / "card").mkdir()
    sound = spoken_sound(tmp_path / "speech.wav", SPEECH)
    with sound_card(tmp_path / "card") as card:
        [passage] = await talk_through(card, tmp_path, [sound])
    counts, delays_ms = passage.counts, passage.delays_ms
    print(f"mouth to ear {delays_ms[len(delays_ms) // 2]:.1f} ms")  # noqa: T201
    assert counts["received"] == passage.frames
    assert counts["duplicates"] == counts["foreign"] == counts["late"] == 0
    assert counts["played"] + counts["trimmed"] >= 0.95 * passage.frames, counts
    # A piece in which a busy computer made the buffer grow or shrink is like nothing that was said:
    # that all was played, the counts say; that it was this speech, a third of it proves.
    assert len(delays_ms) > len(passage.pieces) / 3 > 3, passage.pieces


async def test_the_command_line_and_a_page_hear_each_other(
    sit: Sit, hub: Hub, tmp_path: Path
) -> None:
    anna = await sit(Role.FAMILY, "Anna")
    await anna.unmute()
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text(await hub.issue_token(Role.FAMILY, "Script"))
    told = await command(hub, token, "talk", "--channel", "all", tmp_path / "speech.wav")
    assert json.loads(told)["spoken"]
    [counts] = await anna.heard()
    assert_whole(counts, (await anna.kept(1))[0])
    heard_file = tmp_path / "heard.wav"
    words = ("listen", "--channel", "all", "--out", heard_file, "--count", "1")
    listening = asyncio.create_task(command(hub, token, *words))
    await anna.page.wait_for(presence_of("Script", "live"))
    await talk(anna, 2.0)
    await listening
    with wave.open(str(heard_file)) as file:
        frames = file.getnframes() / 960
    assert frames == (await anna.kept(2))[0]["duration_ms"] // 20


async def command(hub: Hub, token: Path, *words: str | Path) -> bytes:
    """Run homewire-hub as a program against this hub; return what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "embedded_hub", *words, "--hub", hub.url, "--token-file", token, "--json"),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out
