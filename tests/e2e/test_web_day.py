"""A phone's days with its home: it comes in, is used, and everything goes wrong that does."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.core.people import Invitation, Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import AreaId, EntityId
from tests.e2e.browser import Browser, Page, chromium, missing_browser
from tests.e2e.people import origin_of

PHONE = (360, 740)
TILES = "document.querySelectorAll('.tile').length > 20"
CONNECTED = "document.querySelector('#app:not(.offline)') !== null"
NAME = "What is this device called?"
A_YEAR_BEHIND = """(() => {
  const YEAR = 365 * 86400e3, Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(Real.now() - YEAR) : super(...given); }
    static now() { return Real.now() - YEAR; }
  };
})()"""
AS_GUEST = """(async () => {
  const [{ HubSocket }, { hubUrl, savedToken }] = await Promise.all([
    import('/net/hub_socket.js'), import('/app/session.js')]);
  const socket = new HubSocket(hubUrl(), savedToken());
  await new Promise((open) => { socket.addEventListener('open', open); socket.start(); });
  const ended = [];
  for (const [type, fields] of %s) {
    ended.push(await socket.call(type, fields).then((result) => result, (error) => error.code));
  }
  socket.close();
  return ended;
})()"""
"""What each command ended in: its result, or the code it was refused with."""


class House:
    """A home in the network, whose hub can stop and come back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.hub = self._new(_free_port())

    def _new(self, port: int) -> Hub:
        return Hub(HubOptions(folder=self._folder, port=port, has_demo=True))

    async def restart(self, port: int | None = None) -> None:
        """Let the hub stop and come back, at another address where one is given."""
        port = port or self.hub.port
        await self.hub.stop(1.0)
        self.hub = self._new(port)
        await self.hub.start()

    async def link(self) -> str:
        """Make the link of a code that is scanned."""
        offer = await self.hub.open_pairing(Invitation(role=Role.FAMILY, name="Tom"))
        return str(offer["url"])

    def value(self, entity_id: str) -> str:
        state = self.hub.home.states.get(EntityId(entity_id))
        return state.value if state is not None else ""

    async def becomes(self, entity_id: str, wanted: str) -> None:
        async with asyncio.timeout(20):
            while self.value(entity_id) != wanted:
                await asyncio.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path / "hub")
    await house.hub.start()
    yield house
    await house.hub.stop(1.0)


@pytest.fixture
async def browser(house: House, tmp_path: Path) -> AsyncIterator[Browser]:
    """Start a browser that is gone before its hub."""
    assert house.hub.port
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        yield browser


async def come_in(browser: Browser, house: House) -> Page:
    """Pair by the link of the code."""
    page = await browser.open(await house.link(), size=PHONE)
    await page.fill("textbox", NAME, "Tom's phone")
    await page.click("button", "Connect")
    await page.wait_for(TILES)
    return page


async def switch_a_light(page: Page, house: House) -> None:
    disc = "document.querySelector('[data-entity=\"light.hall_light\"] .disc[role=switch]')"
    await page.wait_for(f"{disc} !== null")
    before = house.value("light.hall_light")
    await page.click("switch", "Hall light")
    await house.becomes("light.hall_light", "off" if before == "on" else "on")


async def test_a_phone_comes_in_switches_a_light_and_outlives_a_restart_of_the_hub(
    browser: Browser, house: House
) -> None:
    page = await come_in(browser, house)
    await switch_a_light(page, house)
    await page.evaluate("window.isSamePage = true")
    await house.restart()
    await page.wait_for(CONNECTED)
    await switch_a_light(page, house)
    assert await page.evaluate("window.isSamePage") is True


async def test_a_link_opens_one_door_and_says_so_at_the_next(
    browser: Browser, house: House
) -> None:
    link = await house.link()
    for _ in range(2):
        page = await browser.open(link, size=PHONE)
        await page.fill("textbox", NAME, "Tom's phone")
        await page.click("button", "Connect")
        await page.wait_for(f"{TILES} || document.querySelector('[role=alert]') !== null")
    told = await page.evaluate("document.querySelector('[role=alert]').textContent")
    assert "Ask the owner for a new one" in told
    await page.find("textbox", "Code from the desktop app or the hub")


async def test_a_hub_with_a_new_address_is_found_by_a_new_link(
    browser: Browser, house: House
) -> None:
    page = await come_in(browser, house)
    await house.restart(_free_port())
    await page.click("button", "What helps")
    told = await page.wait_for("document.querySelector('dialog')?.innerText")
    assert "ask the owner for a new link" in told
    assert "date" in told
    page = await come_in(browser, house)
    await switch_a_light(page, house)


async def test_a_phone_whose_clock_is_a_year_behind_is_told_and_shows_the_home_s_time(
    browser: Browser, house: House
) -> None:
    page = await browser.open(size=PHONE)
    await page.call("Page.addScriptToEvaluateOnNewDocument", source=A_YEAR_BEHIND)
    await page.go(await house.link())
    await page.fill("textbox", NAME, "Old phone")
    await page.click("button", "Connect")
    await page.wait_for(TILES)
    told = "document.querySelector('.notice:not([hidden]) p')?.textContent"
    assert "The clock of this device is wrong" in await page.wait_for(told)
    await switch_a_light(page, house)
    ages = "document.querySelector('main').innerText.match(/days? ago|in the future/)"
    assert await page.evaluate(f"{ages} === null")
    assert page.errors == []


async def test_a_guest_reaches_nothing_but_their_room_however_they_spell_it(
    browser: Browser, house: House
) -> None:
    areas = {one.name: one.area_id for one in house.hub.home.registry.areas.all()}
    page = await browser.open(f"{origin_of(house.hub)}/pair", size=PHONE)
    await page.wait_for("document.querySelector('#code') !== null")
    offer = await house.hub.open_pairing(
        Invitation(role=Role.GUEST, name="Guest", area_ids=(AreaId(areas["Hall"]),))
    )
    # The page stands there already: only what is behind the # is another, and it begins anew.
    await page.evaluate("window.isBefore = true")
    await page.go(str(offer["url"]))
    await page.wait_for("!window.isBefore && document.querySelector('#name') !== null")
    await page.fill("textbox", NAME, "Guest's phone")
    await page.click("button", "Connect")
    await page.wait_for("document.querySelector('[data-entity=\"light.hall_light\"]') !== null")
    assert await page.evaluate("document.querySelector('[data-entity^=\"lock.\"]') === null")
    before = {one.entity_id: one.value for one in house.hub.home.states}
    foreign = "light.living_ceiling"
    assert foreign in before
    commands: list[tuple[str, dict[str, Any]]] = [
        ("call_service", {"domain": "light", "service": "toggle", "target": target})
        for target in (
            {"entity_id": foreign},
            {"entity_id": foreign.upper()},
            {"entity_id": [foreign]},
            {"entity_id": f"light.hall_light, {foreign}"},
            {"area_id": areas["Living room"]},
            {"area_id": areas["Living room"].upper()},
            {"area_id": [areas["Living room"]]},
        )
    ]
    commands += [
        ("call_service", {"domain": "lock", "service": "unlock", "target": {"entity_id": "all"}}),
        ("home/gateways/diagnose", {"gateway_id": "demo"}),
        ("home/audit/list", {"person_id": "somebody"}),
        ("home/people/add", {"name": "Mallory", "role": "owner"}),
        ("home/pairing/open", {"role": "owner"}),
        ("home/devices/arrange", {"changes": [{"device_id": "x", "name": "y"}]}),
    ]
    ended = await page.evaluate(AS_GUEST % json.dumps(commands))
    reached = [one for one, end in zip(commands, ended, strict=True) if not isinstance(end, str)]
    assert reached == [], ended
    [known] = await page.evaluate(AS_GUEST % json.dumps([("get_states", {})]))
    assert foreign not in {one["entity_id"] for one in known}
    locks = {name for name in before if name.startswith(("lock.", "light."))}
    assert {name: house.value(name) for name in locks} == {name: before[name] for name in locks}
