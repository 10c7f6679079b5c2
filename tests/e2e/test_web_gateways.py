"""Gateways on a phone: found or chosen, let in, looked after, and what they bring arranged."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.people import Role
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.hub import Hub
from tests.e2e.browser import Browser, Page, chromium, missing_browser
from tests.e2e.people import open_as, running_hub
from tests.fakes import button_bridge
from tests.fakes.announcer import announcer
from tests.fakes.button_bridge import bridge, lamp
from tests.fakes.wled_server import wled_server

CATALOG = Catalog(
    [*Catalog.installed().manifests(), button_bridge.MANIFEST, button_bridge.WINDOW_MANIFEST]
)
PHONE = (360, 740)
MAC = "a8032a112233"
HALL, DESK = "00:17:88:01:10:01", "00:17:88:01:10:02"
BRIDGE, OLD_BRIDGE = "127.0.0.2", "127.0.0.3"
TROUBLE = (
    "[...document.querySelectorAll('dialog .trouble:not([hidden]) p')].map(one => one.textContent)"
)


@pytest.fixture
async def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    """Run a hub that looks around, with a driver beside its own."""
    monkeypatch.setattr(Catalog, "installed", lambda: CATALOG)
    async with running_hub(tmp_path / "hub", finds_gateways=True) as hub:
        yield hub


@pytest.fixture
async def browser(hub: Hub, tmp_path: Path) -> AsyncIterator[Browser]:
    """Start a browser that is gone before its hub."""
    assert hub.port
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        yield browser


@pytest.fixture
async def page(hub: Hub, browser: Browser) -> AsyncIterator[Page]:
    """Put the owner in front of a phone."""
    token = await hub.issue_token(Role.OWNER, "Anna")
    page = await open_as(browser, hub, token, "#/gateways", size=PHONE)
    await page.find("button", "Add a gateway")
    yield page
    assert page.errors == []


async def open_place(page: Page, place: str) -> None:
    await page.evaluate(f"location.hash = '#/{place}'")


async def choose_kind(page: Page, title: str) -> None:
    await page.click("button", "Add a gateway")
    names = "[...document.querySelectorAll('dialog .row-name')]"
    row = f"{names}.find((one) => one.textContent === {json.dumps(title)})"
    await page.wait_for(f"{row} !== undefined")
    await page.evaluate(f"{row}.closest('button').click()")


async def pick(page: Page, name: str, words: str) -> None:
    """Choose in a menu what is called so."""
    await page.find("combobox", name)
    menu = f"document.querySelector('select[aria-label={json.dumps(name)}]')"
    value = f"[...{menu}.options].find((one) => one.textContent === {json.dumps(words)})?.value"
    await page.wait_for(f"{value} !== undefined")
    await page.evaluate(
        f"(() => {{ const one = {menu}; one.value = {value};"
        " one.dispatchEvent(new Event('change')); })()"
    )


def titles(hub: Hub) -> list[str]:
    assert hub.home.directory is not None
    return sorted(one.title for one in hub.home.directory.list())


def areas_of(hub: Hub) -> dict[str, str | None]:
    """Return in which area each device is, by their names."""
    registry = hub.home.registry
    found = {one.display_name: registry.areas.get(one.area_id) for one in registry.devices.all()}
    return {name: area.name if area is not None else None for name, area in found.items()}


async def add_bridge(hub: Hub, host: str, title: str, kind: str = "button_bridge") -> str:
    """Add a bridge whose key is known."""
    assert hub.home.directory is not None
    options = {"host": host, "app_key": button_bridge.KEY}
    return (await hub.home.directory.add(kind, title, options)).id


async def test_a_gateway_is_tried_added_and_what_it_brings_is_arranged(
    page: Page, hub: Hub
) -> None:
    async with wled_server() as (_, host):
        await choose_kind(page, "WLED")
        await page.fill("textbox", "Address", "127.0.0.1:9")
        await page.click("button", "Test the connection")
        await page.find("StaticText", "Nothing answered at that address.")
        await page.fill("textbox", "Address", host)
        await page.click("button", "Test the connection")
        await page.wait_for("document.querySelector('.good-words').textContent.includes('device')")
        assert titles(hub) == []
        await page.click("button", "Connect")
        await page.click("button", "Choose their areas")
        await page.find("checkbox", "Choose Shelf")
        await pick(page, "Area of Shelf", "New area …")
        await page.fill("textbox", "Name", "Study")
        await page.press("Enter")
        await page.fill("textbox", "Name of Shelf", "Book light")
        await page.find("StaticText", "1 change")
        assert areas_of(hub) == {"Shelf": None}
        await page.click("button", "Save")
        await page.find("textbox", "Name of Book light")
        assert areas_of(hub) == {"Book light": "Study"}
        await page.click("button", "Undo")
        await page.find("textbox", "Name of Shelf")
        assert areas_of(hub) == {"Shelf": None}


async def test_what_announces_itself_is_added_with_one_touch_or_hidden(
    page: Page, hub: Hub
) -> None:
    async with wled_server() as (_, host), announcer() as network:
        await network.announce("_wled._tcp", "Shelf", int(host.split(":")[1]), {"mac": MAC})
        await page.click("button", "Hide Shelf")
        await page.click("button", "Show what was hidden (1)")
        await page.click("button", "Show Shelf again")
        await page.find("button", "Hide Shelf")
        await page.click("button", "Add Shelf")
        await page.find("StaticText", "Shelf is connected.")
        await page.click("button", "Done")
        assert titles(hub) == ["Shelf"]
        # It is a gateway now, and no longer something to add.
        await page.find("link", "Shelf")
        await page.wait_for("document.querySelector('[id^=\"found-wled\"]') === null")


async def test_a_button_is_waited_for_until_somebody_gives_up_or_presses_it(
    page: Page, hub: Hub
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)) as one:
        await choose_kind(page, "Lumen Bridge")
        await page.find("StaticText", "Press the round button on the bridge.")
        await page.fill("textbox", "Address", BRIDGE)
        await page.click("button", "Connect")
        await page.find("StaticText", "Press the button now.")
        async with asyncio.timeout(20):
            await one.is_waiting.wait()
        await page.click("button", "Cancel")
        await page.find("button", "Connect")
        async with asyncio.timeout(20):
            while one.is_waiting.is_set():
                await asyncio.sleep(0.02)
        assert titles(hub) == []
        await page.click("button", "Connect")
        async with asyncio.timeout(20):
            await one.is_waiting.wait()
        one.is_pressed.set()
        await page.find("StaticText", "Lumen Bridge is connected.")
        assert titles(hub) == ["Lumen Bridge"]


async def test_a_secret_that_is_wrong_is_said_to_be_and_can_be_given_anew(
    page: Page, hub: Hub
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)):
        await choose_kind(page, "Lumen Bridge")
        await page.fill("textbox", "Address", BRIDGE)
        await page.evaluate("document.querySelector('dialog summary').click()")
        await page.fill("textbox", "Application key (optional)", "not it")
        await page.click("button", "Connect")
        await page.find("StaticText", "It refused the key or password.")
        assert titles(hub) == []
        await page.fill("textbox", "Application key (optional)", button_bridge.KEY)
        await page.click("button", "Connect")
        await page.find("StaticText", "Lumen Bridge is connected.")
        await page.click("button", "Done")
        assert titles(hub) == ["Lumen Bridge"]


async def test_a_gateway_is_paused_renamed_examined_and_removed(
    page: Page, browser: Browser, hub: Hub, tmp_path: Path
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)):
        gateway_id = await add_bridge(hub, BRIDGE, "Lumen")
        await page.click("link", "Lumen")
        await page.click("button", "Pause")
        await page.click("button", "Resume")
        await page.find("button", "Pause")
        await page.click("button", "Change")
        await page.fill("textbox", "Your name for it", "Lamps")
        await page.click("button", "Save")
        await page.wait_for("document.querySelector('dialog') === null")
        assert titles(hub) == ["Lamps"]
        await page.find("heading", "Lamps")
        await browser.save_into(tmp_path / "saved")
        await page.click("button", "Save a diagnostics file")
        saved = tmp_path / "saved" / f"homewire-{gateway_id}.json"
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(saved.exists):
                await asyncio.sleep(0.05)
        text = await asyncio.to_thread(saved.read_text)
        report = json.loads(text)
        assert report["driver"]["type"] == "button_bridge"
        assert report["counts"]["devices"] == 1
        assert button_bridge.KEY not in text
        await page.click("button", "Remove")
        await page.wait_for("document.querySelector('dialog') !== null")
        await page.evaluate("document.querySelector('dialog .button.danger').click()")
        await page.find("StaticText", "No gateway yet")
        assert titles(hub) == []


async def test_a_device_is_let_in_by_its_code(page: Page, hub: Hub) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)):
        await add_bridge(hub, BRIDGE, "Lumen")
        await page.click("link", "Lumen")
        await page.click("button", "Add a device")
        await page.fill("textbox", "Code of the device", "1234")
        await page.click("button", "Let it in")
        await page.wait_for(f"{TROUBLE}.some((one) => one.startsWith('That is no code'))")
        await page.fill("textbox", "Code of the device", button_bridge.CODE)
        await page.click("button", "Let it in")
        await page.find("StaticText", "It is in.")
        await page.click("button", "Choose their areas")
        await page.find("textbox", "Name of New lamp")


async def test_a_network_is_open_until_somebody_closes_it_or_a_device_came(
    page: Page, hub: Hub
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)) as one:
        await add_bridge(hub, BRIDGE, "Lumen", "window_bridge")
        await page.click("link", "Lumen")
        await page.click("button", "Add a device")
        await page.click("button", "Begin")
        async with asyncio.timeout(20):
            await one.is_open.wait()
        await page.click("button", "Cancel")
        await page.find("button", "Begin")
        async with asyncio.timeout(20):
            while one.is_open.is_set():
                await asyncio.sleep(0.02)
        one.joining = lamp("Desk lamp", DESK)
        await page.click("button", "Begin")
        await page.find("StaticText", "It is in.")
        await page.find("StaticText", "Desk lamp")
        await page.find("button", "Begin")


async def test_many_devices_are_given_an_area_at_once(page: Page, hub: Hub) -> None:
    lamps = [lamp(f"Lamp {number}", f"00:17:88:01:20:{number:02x}") for number in range(12)]
    with bridge(BRIDGE, *lamps):
        await add_bridge(hub, BRIDGE, "Lumen")
        await open_place(page, "arrange/new")
        await page.click("checkbox", "Choose all")
        await pick(page, "Area for all that are chosen", "New area …")
        await page.fill("textbox", "Name", "Attic")
        await page.press("Enter")
        await page.find("StaticText", "12 changes")
        assert set(areas_of(hub).values()) == {None}
        await page.click("button", "Save")
        await page.find("StaticText", "12 devices arranged")
        assert set(areas_of(hub).values()) == {"Attic"}
        await page.find("StaticText", "Every device has an area")


async def test_what_is_here_twice_is_shown_as_one_or_said_to_be_two(page: Page, hub: Hub) -> None:
    here = bridge(BRIDGE, lamp("Hall lamp", HALL), lamp("Desk", DESK))
    there = bridge(OLD_BRIDGE, lamp("Old hall", HALL), lamp("Old desk", DESK))
    with here, there:
        await add_bridge(hub, BRIDGE, "Lumen")
        await add_bridge(hub, OLD_BRIDGE, "Old one")
        await open_place(page, "duplicates")
        await page.wait_for("document.querySelectorAll('fieldset').length === 2")
        card = (
            "[...document.querySelectorAll('.card')].find((one) => one.textContent.includes('%s'))"
        )
        press = f"{card}.querySelector('button.%s').click()"
        await page.evaluate(press % ("Old desk", "quiet"))
        await page.wait_for("document.querySelectorAll('fieldset').length === 1")
        await page.evaluate(press % ("Old hall", "primary"))
        await page.click("button", "Separate")
        await page.wait_for("document.querySelectorAll('fieldset').length === 1")
        (offered,) = hub.home.merging.offers()
        assert len(offered.device_ids) == 2


async def test_a_device_that_dials_in_is_given_its_address_to_enter(page: Page, hub: Hub) -> None:
    await choose_kind(page, "Shelly, dialling in")
    await page.click("button", "Connect")
    address = await page.wait_for("document.querySelector('dialog input[readonly]')?.value")
    assert address.startswith("ws")
    await page.find("StaticText", "Shelly, dialling in waits for its device.")
    await page.find("button", "Copy")
    assert titles(hub) == ["Shelly, dialling in"]


async def test_a_system_that_has_moved_is_followed_with_one_touch(page: Page, hub: Hub) -> None:
    directory = hub.home.directory
    assert directory is not None
    async with announcer() as network, wled_server() as (_, there):
        async with wled_server() as (_, here):
            await directory.add("wled", "Shelf", {"host": here})
        txt: dict[str | bytes, str | bytes | None] = {"mac": MAC}
        await network.announce("_wled._tcp", "Shelf", int(there.split(":")[1]), txt)
        await page.click("button", "Use the new address of Shelf")
        async with asyncio.timeout(20):
            while directory.list()[0].options["host"] != there:
                await asyncio.sleep(0.02)
