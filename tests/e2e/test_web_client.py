"""The web client as a family uses it: a real browser on a real hub with the demo home."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.notice import NoticeDraft
from embedded_hub.core.people import Invitation, Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import EntityId
from tests.e2e.browser import Browser, Page, chromium, missing_browser

SIZES = ((360, 740), (768, 1024), (1280, 800))
TILES = "document.querySelectorAll('.tile').length > 20"
CONNECTED = "document.querySelector('#app:not(.offline)') !== null"
NAMED_ROLES = ("button", "link", "switch", "slider", "spinbutton", "combobox", "textbox", "radio")
"""What a person can act on, and a screen reader therefore has to name."""
PAGES = ("home", "areas", "talk", "activity", "more", "scenes", "people", "gateways", "settings")


TARGETS = "main button:not(.segment):not(.unseen), main a.row, nav a"
"""Some reach beyond their box by a pseudo element, so boxes of 32 px and more are fine."""


class Served:
    """A demo home that can be stopped and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._options = HubOptions(folder=folder, port=probe.getsockname()[1], has_demo=True)
        self.hub = Hub(self._options)
        self.address = f"http://127.0.0.1:{self._options.port}"

    async def start(self) -> None:
        self.hub = Hub(self._options)
        await self.hub.start()

    async def stop(self) -> None:
        await self.hub.stop()

    def value(self, entity_id: str) -> str:
        state = self.hub.home.states.get(EntityId(entity_id))
        return state.value if state is not None else ""

    async def becomes(self, entity_id: str, wanted: str) -> None:
        async with asyncio.timeout(20):
            while self.value(entity_id) != wanted:
                await asyncio.sleep(0.02)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Served]:
    served = Served(tmp_path / "hub")
    await served.start()
    yield served
    await served.stop()


@pytest.fixture
async def browser(home: Served, tmp_path: Path) -> AsyncIterator[Browser]:
    """Start a browser that is gone before its hub."""
    assert home.address
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path, language="en") as browser:
        yield browser


async def open_home(
    browser: Browser, home: Served, size: tuple[int, int] = (360, 740), place: str = ""
) -> Page:
    """Open the page of a device that was paired before."""
    page = await browser.open(size=size)
    await page.go(f"{home.address}/pair")
    token = await home.hub.issue_token(Role.OWNER, "Anna")
    await page.wait_for("document.querySelector('#code') !== null")
    await page.evaluate(f"localStorage.setItem('homewire.token', {json.dumps(token)})")
    await page.go(f"{home.address}/{place}")
    await page.wait_for(TILES)
    return page


async def test_a_scanned_link_pairs_and_leaves_the_address_bar(
    browser: Browser, home: Served
) -> None:
    offer = await home.hub.open_pairing(Invitation(role=Role.FAMILY, name="Tom"))
    page = await browser.open(str(offer["url"]), size=(360, 740))
    await page.find("textbox", "What is this device called?")
    assert await page.evaluate("location.hash") == ""
    await page.fill("textbox", "What is this device called?", "Tom's phone")
    await page.click("button", "Connect")
    await page.wait_for(TILES)
    assert await page.evaluate("location.pathname + location.search + location.hash") == "/"
    assert [token.name for token in home.hub.home.people.tokens() if token.name == "Tom's phone"]
    assert page.errors == []


async def test_a_device_nobody_paired_is_asked_for_a_code(browser: Browser, home: Served) -> None:
    page = await browser.open(home.address)
    await page.wait_for("document.querySelector('#code') !== null")
    await page.find("textbox", "Code from the desktop app or the hub")
    await page.fill("textbox", "Code from the desktop app or the hub", "1111-2222")
    await page.click("button", "Connect")
    await page.wait_for("document.querySelector('[role=alert]') !== null")
    assert await page.evaluate("localStorage.getItem('homewire.token')") is None


async def test_a_used_link_says_so_and_asks_for_a_new_code(browser: Browser, home: Served) -> None:
    await home.hub.open_pairing(Invitation(role=Role.FAMILY, name="Tom"))
    page = await browser.open(f"{home.address}/pair#c=AAAAAAAAAAAAAAAA", size=(360, 740))
    await page.find("textbox", "What is this device called?")
    await page.click("button", "Connect")
    await page.wait_for("document.querySelector('[role=alert]') !== null")
    assert await page.has("textbox", "Code from the desktop app or the hub")


async def test_a_device_that_was_turned_away_is_told_and_can_pair_again(
    browser: Browser, home: Served
) -> None:
    page = await open_home(browser, home)
    people = home.hub.home.people
    for token in people.tokens():
        if token.name == "Anna":
            await people.revoke(token.id)
    await page.find("button", "Pair again")
    told = await page.evaluate("document.querySelector('.notice p').textContent")
    assert told == ("This home does not let this device in any more. Ask the owner for a new link.")
    await page.click("button", "Pair again")
    await page.wait_for("location.pathname === '/pair' && document.querySelector('#code') !== null")
    assert await page.evaluate("localStorage.getItem('homewire.token')") is None


async def test_a_touched_light_is_switched_at_the_hub(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home)
    before = home.value("light.hall_light")
    await page.click("switch", "Hall light")
    await home.becomes("light.hall_light", "off" if before == "on" else "on")
    checked = "false" if before == "on" else "true"
    await page.wait_for(
        "document.querySelector('[data-entity=\"light.hall_light\"] .disc')"
        f".getAttribute('aria-checked') === '{checked}'"
    )
    assert page.errors == []


async def test_a_lock_opens_only_when_it_is_held(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home)
    assert home.value("lock.front_door") == "locked"
    spot = await page.spot("button", "Front door: Hold to unlock")
    await page.mouse_down(spot)
    await page.mouse_up(spot)
    await page.mouse_down(spot)
    await home.becomes("lock.front_door", "unlocked")
    await page.mouse_up(spot)
    await page.find("button", "Front door: Hold to lock")


async def test_a_restarted_hub_is_found_again_without_a_reload(
    browser: Browser, home: Served
) -> None:
    page = await open_home(browser, home)
    await page.evaluate("window.isSamePage = true")
    await home.stop()
    await page.wait_for("document.querySelector('.notice:not([hidden])') !== null")
    told = await page.evaluate("document.querySelector('.notice p').textContent")
    assert "is not connected since" in told
    assert await page.evaluate(TILES)
    await home.start()
    await page.wait_for(CONNECTED)
    await switch_a_light(page, home)
    assert await page.evaluate("window.isSamePage") is True


async def switch_a_light(page: Page, home: Served) -> None:
    """Switch a light as soon as its gateway is there again, too."""
    await page.wait_for(
        "document.querySelector('[data-entity=\"light.hall_light\"] .disc[role=switch]') !== null"
    )
    before = home.value("light.hall_light")
    await page.click("switch", "Hall light")
    await home.becomes("light.hall_light", "off" if before == "on" else "on")


async def test_the_page_opens_without_the_hub_and_says_so(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home)
    await page.wait_for("navigator.serviceWorker.controller !== null")
    await page.wait_for(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name)"
        ".then(cache => cache.match('/'))))).then(found => found.some(Boolean))"
    )
    await home.stop()
    # The page that was there says so too, until the other one has taken its place.
    await page.evaluate("window.isPageBefore = true; location.reload()")
    told = await page.wait_for(
        "!window.isPageBefore && document.querySelector('.notice:not([hidden]) p')?.textContent"
    )
    assert "not connected" in told
    kept = await page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name)"
        ".then(cache => cache.keys())))).then(all => all.flat().map(one => one.url))"
    )
    assert not [url for url in kept if "/api/" in url]
    await home.start()
    await page.wait_for(TILES)


async def test_everything_one_can_act_on_has_a_name(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home)
    for place in PAGES:
        await page.evaluate(f"location.hash = '#/{place}'")
        await page.wait_for("document.querySelector('.host').children.length === 1")
        nodes = (await page.call("Accessibility.getFullAXTree"))["nodes"]
        nameless = [
            node["role"]["value"]
            for node in nodes
            if not node.get("ignored")
            and node["role"]["value"] in NAMED_ROLES
            and not node.get("name", {}).get("value")
        ]
        assert nameless == [], place
    assert page.errors == []


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_no_page_is_wider_than_its_screen(
    browser: Browser, home: Served, size: tuple[int, int]
) -> None:
    page = await open_home(browser, home, size)
    for place in PAGES:
        await page.evaluate(f"location.hash = '#/{place}'")
        await page.wait_for("document.querySelector('.host').children.length === 1")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wide) <= 0, place
        assert (
            await page.evaluate(
                f"[...document.querySelectorAll({json.dumps(TARGETS)})]"
                ".filter(one => { const box = one.getBoundingClientRect();"
                " return box.width > 0 && box.height < 32; }).length"
            )
            == 0
        ), place


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_detail_shows_history_and_closes_with_escape(
    browser: Browser, home: Served, size: tuple[int, int]
) -> None:
    page = await open_home(browser, home, size, "#/home?open=light.living_ceiling")
    await page.find("dialog", "Living ceiling")
    await page.find("slider", "Living ceiling, Brightness")
    await page.wait_for("document.querySelector('.plot, .plot-host p')?.textContent !== ''")
    sheet = "document.querySelector('.detail-sheet')"
    assert await page.evaluate(f"{sheet}.scrollWidth - {sheet}.clientWidth") <= 0
    await page.press("Escape")
    await page.wait_for("document.querySelector('.detail-sheet') === null")
    assert page.errors == []


async def test_a_value_is_set_with_the_keyboard(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home, (1280, 800))
    assert home.value("light.living_ceiling") == "on"
    number = await page.find("slider", "Living ceiling, Brightness")
    await page.call("DOM.focus", backendNodeId=number)
    await page.press("Home")
    await home.becomes("light.living_ceiling", "off")


async def test_a_notice_is_shown_and_read(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home)
    draft = NoticeDraft(title="Bins", message="Put them out tonight.")
    await home.hub.home.notices.create(draft)
    await page.find("heading", "Bins")
    await page.click("button", "Mark as read")
    await page.wait_for("document.querySelector('.notices').hidden")
    assert page.errors == []


async def test_search_finds_and_gives_back_the_page(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home, (1280, 800))
    await page.fill("searchbox", "Search devices", "hall lig")
    await page.wait_for("document.querySelectorAll('main .tile').length === 1")
    await page.fill("searchbox", "Search devices", "")
    # What is told twice goes back once: before the home lies the page that pairs.
    await page.evaluate("document.activeElement.dispatchEvent(new Event('input'))")
    await page.wait_for(TILES)
    assert await page.evaluate("location.pathname + location.hash") == "/"


async def test_back_never_leaves_the_home(browser: Browser, home: Served) -> None:
    page = await open_home(browser, home, (1280, 800))
    await page.go("about:blank")
    await page.go(f"{home.address}/#/search/hall")
    await page.wait_for("document.querySelector('input[type=search]')?.value === 'hall'")
    await page.fill("searchbox", "Search devices", "")
    await page.wait_for(TILES)
    await page.click("link", "Settings")
    await page.click("button", "Back")
    await page.wait_for(TILES)
    assert await page.evaluate("location.pathname + location.hash") == "/#/home"
    await page.go("about:blank")
    await page.go(f"{home.address}/#/gateways")
    await page.click("button", "Back")
    await page.wait_for(TILES)


async def test_simple_mode_is_left_with_a_long_press_and_a_word(
    browser: Browser, home: Served
) -> None:
    page = await open_home(browser, home)
    await page.evaluate("localStorage.setItem('homewire.settings', '{\"isSimple\":true}')")
    await page.go(f"{home.address}/?simple")
    await page.wait_for("document.querySelectorAll('.simple-tile').length > 3")
    spot = await page.spot("button", "Leave simple mode: press and hold")
    await page.mouse_down(spot)
    await page.find("textbox", "The word")
    await page.mouse_up(spot)
    await page.fill("textbox", "The word", "home")
    await page.press("Enter")
    await page.wait_for(TILES)


async def test_a_person_is_left_alone_and_a_device_speaks_lower(
    browser: Browser, home: Served
) -> None:
    page = await open_home(browser, home)
    await page.evaluate("location.hash = '#/settings'")
    chosen = "document.querySelector('select[aria-label=\"%s\"]')"
    pick = "(() => { const one = %s; one.value = '%s'; one.dispatchEvent(new Event('change')); })()"
    await page.find("combobox", "Do not disturb")
    await page.evaluate(pick % (chosen % "Volume of voices", "0.5"))
    await page.evaluate(pick % (chosen % "Do not disturb", "60"))
    await page.find("button", "End it")
    await page.go(f"{home.address}/?again#/settings")
    await page.click("button", "End it")
    await page.find("combobox", "Do not disturb")
    assert await page.evaluate(f"{chosen % 'Volume of voices'}.value") == "0.5"
    assert page.errors == []
