"""The door and the house, from a browser: a hub with the simulated flat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.people import Role
from tests.e2e.browser import chromium, missing_browser
from tests.e2e.people import Person, origin_of, running_hub, sit_down, speech

VISITOR = "'button.door_station_visitor'"


@pytest.fixture
async def tom(tmp_path: Path) -> AsyncIterator[Person]:
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    wav = speech(tmp_path / "speech.wav")
    async with (
        running_hub(tmp_path / "hub", has_demo=True) as hub,
        chromium(tmp_path, microphone=wav) as browser,
    ):
        await browser.allow(origin_of(hub), "audioCapture")
        tom = await sit_down(browser, hub, Role.OWNER, "Tom")
        states = "intercom.socket.call('get_states')"
        await tom.page.wait_for(
            f"{states}.then((all) => all.some((one) => one.entity_id === {VISITOR}))"
        )
        yield tom
    assert tom.complaints == []


async def test_the_door_rings_is_answered_and_is_heard(tom: Person) -> None:
    await tom.page.click("button", "Enable sound")
    press = f"{{domain: 'button', service: 'press', target: {{entity_id: {VISITOR}}}}}"
    await tom.page.evaluate(f"intercom.socket.call('call_service', {press})")
    await tom.page.find("StaticText", "Door station rings")
    await tom.page.click("button", "Answer")
    await tom.page.find("StaticText", "In a call with Door station")
    assert await tom.page.evaluate("intercom.channel.kind") == "gate"
    await tom.heard()
    spot = await tom.page.spot("button", "Hold to talk to Door station")
    await tom.page.mouse_down(spot)
    await tom.page.find("StaticText", "Door station hears your microphone")
    await tom.page.mouse_up(spot)
    await tom.page.click("button", "Hang up")
    await tom.page.wait_for("intercom.calls.size === 0")


async def test_the_house_does_what_is_written_to_it_and_says_so(tom: Person) -> None:
    await tom.open("house")
    await tom.page.fill("textbox", "Message", "turn on the kitchen light")
    await tom.page.press("Enter")
    assert await tom.page.find("StaticText", "Turned on the light")
    await tom.page.fill("textbox", "Message", "make me happy")
    await tom.page.press("Enter")
    await tom.page.wait_for(
        "document.querySelectorAll('.message-answer:not([hidden])').length === 2"
    )
