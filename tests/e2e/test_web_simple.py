"""Simple mode, as somebody uses it who was handed a tablet: large tiles, a key for each room."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.people import Role
from tests.e2e.browser import Page, chromium, missing_browser
from tests.e2e.people import open_as, origin_of, running_hub, speech

KEPT = """(async () => {
  const [{ HubSocket }, { hubUrl, savedToken }] = await Promise.all([
    import('/net/hub_socket.js'), import('/app/session.js')]);
  const socket = new HubSocket(hubUrl(), savedToken());
  await new Promise((open) => { socket.addEventListener('open', open); socket.start(); });
  const { messages } = await socket.call('message/list', {});
  socket.close();
  return messages.map((one) => one.channel);
})()"""
"""The channels in which something was said that the hub keeps."""


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """Hand somebody a tablet with a microphone."""
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    wav = speech(tmp_path / "speech.wav")
    async with (
        running_hub(tmp_path / "hub", has_demo=True) as hub,
        chromium(tmp_path, microphone=wav) as browser,
    ):
        await browser.allow(origin_of(hub), "audioCapture")
        token = await hub.issue_token(Role.FAMILY, "Grandma")
        page = await open_as(browser, hub, token, "#/simple-setup", size=(768, 1024))
        yield page
        assert page.errors == []


async def test_a_key_talks_to_its_room_alone(page: Page) -> None:
    await page.find("switch", "Living room")
    await page.click("button", "Begin simple mode")
    spot = await page.spot("button", "Hold to talk to Kitchen")
    await page.mouse_down(spot)
    await page.find("button", "Live")
    others = "[...document.querySelectorAll('.simple-keys .talk-button')]"
    assert await page.evaluate(f"{others}.filter((one) => one.disabled).length") == 3
    await page.wait_for(f"{others}.filter((one) => one.ariaPressed === 'true').length === 1")
    await asyncio.sleep(1)  # something is said
    await page.mouse_up(spot)
    await page.find("button", "Hold to talk to Kitchen")
    await page.wait_for(f"{KEPT}.then((all) => all.length === 1 && all[0] === 'area:kitchen')")


async def test_keys_and_tiles_are_chosen_and_fit_on_the_screen(page: Page) -> None:
    for name in ("Kitchen", "Bedroom"):
        await page.click("switch", name)
    await page.click("button", "Begin simple mode")
    await page.find("button", "Hold to talk to Everyone")
    keys = "document.querySelectorAll('.simple-keys .talk-button')"
    await page.wait_for(f"{keys}.length === 2")
    low, high = await page.evaluate(
        f"[Math.max(...[...{keys}].map((one) => one.getBoundingClientRect().bottom)),"
        " Math.min(...[...document.querySelectorAll('.simple-tile')].map("
        "(one) => one.getBoundingClientRect().width))]"
    )
    assert low <= 1024
    assert high > 300
    size = "parseFloat(getComputedStyle(document.querySelector('.simple-name')).fontSize)"
    assert await page.evaluate(size) >= 24
