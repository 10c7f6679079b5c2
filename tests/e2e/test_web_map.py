"""The map on a phone and on a wide screen: real positions in, seen and moved in a real browser."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.browser import Browser, Page, Spot, chromium, missing_browser
from tests.e2e.people import open_as, running_hub

PHONE, DESK = (360, 740), (1920, 1080)
HOME, WORK = (52.4987, 13.4030), (52.5208, 13.4095)
MARKS = "[...document.querySelectorAll('.map-mark')].map((one) => one.ariaLabel)"
ZOOM = "parseFloat(document.querySelector('.map-scale').style.getPropertyValue('--length'))"
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    async with running_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        yield browser


async def opened(
    browser: Browser, hub: Hub, token: str, size: tuple[int, int] = DESK, *, is_dark: bool = False
) -> Page:
    """Open the map with somebody's token."""
    return await open_as(browser, hub, token, "#/map", size=size, is_dark=is_dark)


async def told(hub: Hub, token: str, place: tuple[float, float]) -> None:
    """Have somebody's device tell where it is."""
    async with await HubClient.connect(hub.url, token) as client:
        await client.call("home/location/share", is_shared=True)
        position = {"latitude": place[0], "longitude": place[1], "accuracy_m": 20.0}
        await client.call("home/location/report", position=position)


async def lived_in(hub: Hub) -> str:
    """Have a home with a place of work, and Anna on the way to it; return the owner's token."""
    token = await hub.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(hub.url, token) as client:
        await client.call("home/configure", latitude=HOME[0], longitude=HOME[1])
        work = {"latitude": WORK[0], "longitude": WORK[1], "radius": 200}
        await client.call("zone/create", name="Work", icon="mdi:briefcase", **work)
    for share in (0.0, 0.3, 0.6, 1.0):
        way = [start + share * (end - start) for start, end in zip(HOME, WORK, strict=True)]
        await told(hub, token, (way[0], way[1]))
    return token


@pytest.mark.parametrize(("size", "is_dark"), [(PHONE, False), (DESK, True)])
async def test_everybody_and_every_place_is_in_sight(
    hub: Hub, browser: Browser, size: tuple[int, int], is_dark: bool, tmp_path: Path
) -> None:
    page = await opened(browser, hub, await lived_in(hub), size, is_dark=is_dark)
    await page.wait_for(f"{MARKS}.length === 1")
    (anna,) = await page.evaluate(MARKS)
    assert anna.startswith("Anna. Work. ")
    assert "north of home" in anna
    await page.screenshot(tmp_path / "map.png")
    names = await page.evaluate(
        "[...document.querySelectorAll('.map-name')].map((one) => one.textContent)"
    )
    assert sorted(names) == ["Home", "Work"]
    assert await page.evaluate(OVERFLOW) is False
    assert await page.has("application", "Map")
    assert page.errors == []


async def test_the_way_of_today_is_drawn_with_its_words(hub: Hub, browser: Browser) -> None:
    page = await opened(browser, hub, await lived_in(hub), PHONE)
    await page.wait_for(f"{MARKS}.length === 1")
    await page.evaluate("document.querySelector('.map-mark').click()")
    await page.wait_for("document.querySelectorAll('.map-way').length === 2")
    points = await page.evaluate("document.querySelector('.map-way').points.length")
    assert points >= 2
    await page.find("heading", "Anna")
    await page.find("slider", "Where at what time")
    slider = "document.querySelector('.map-panel input[type=range]')"
    await page.evaluate(f"{slider}.focus()")
    await page.press("ArrowLeft")
    await page.wait_for(f"{slider}.getAttribute('aria-valuetext').includes(':')")
    await page.press("Escape")
    await page.find("heading", "Who is where")
    assert await page.evaluate("document.activeElement.id") == "who-person.anna"
    assert page.errors == []


async def test_mouse_wheel_and_keys_move_the_map(hub: Hub, browser: Browser) -> None:
    await lived_in(hub)
    # Who may make no places: a busy computer may hold the button long enough for one.
    page = await opened(browser, hub, await hub.issue_token(Role.FAMILY, "Tom"))
    await page.wait_for(f"{MARKS}.length === 1")
    box = "document.querySelector('.map-ground').getBoundingClientRect()"
    middle = Spot(
        *await page.evaluate(
            f"(() => {{ const b = {box}; return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
    )
    place = "document.querySelector('.map-mark').getBoundingClientRect().x"
    before = await page.evaluate(place)
    await page.mouse_down(middle)
    for step in range(1, 5):
        await page.mouse_move(Spot(middle.x + 25 * step, middle.y))
    await page.mouse_up(Spot(middle.x + 100, middle.y))
    await page.wait_for(f"Math.abs({place} - {before} - 100) < 2")
    await page.call(
        "Input.dispatchMouseEvent", type="mouseWheel", x=middle.x, y=middle.y, deltaX=0, deltaY=-240
    )
    await page.wait_for(f"Math.abs({place} - {before} - 100) > 4")
    await page.evaluate("document.querySelector('.map-ground').focus()")
    await page.press("0")
    await page.wait_for(f"Math.abs({place} - {before}) < 2")
    await page.press("ArrowRight")
    await page.wait_for(f"Math.abs({place} - {before} + 80) < 2")
    assert page.errors == []


async def test_two_fingers_come_nearer(hub: Hub, browser: Browser) -> None:
    page = await opened(browser, hub, await lived_in(hub), PHONE)
    await page.wait_for(f"{MARKS}.length === 1")
    length = "document.querySelector('.map-zone.home').r.baseVal.value"
    before = await page.evaluate(length)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 80)):
        fingers = [{"x": 180 - apart, "y": 200, "id": 1}, {"x": 180 + apart, "y": 200, "id": 2}]
        await page.call("Input.dispatchTouchEvent", type=kind, touchPoints=fingers)
    await page.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    await page.wait_for(f"{length} > {before} * 2")
    assert page.errors == []


async def test_a_place_is_made_by_holding_and_removed_again(hub: Hub, browser: Browser) -> None:
    page = await opened(browser, hub, await lived_in(hub))
    await page.wait_for(f"{MARKS}.length === 1")
    at = Spot(600, 300)
    await page.mouse_down(at)
    await page.find("textbox", "Name")
    await page.mouse_up(at)
    await page.fill("textbox", "Name", "Gym")
    await page.fill("textbox", "Coordinates", "52.51, 13.42")
    await page.press("Enter")
    await page.find("heading", "Who is where")
    (gym,) = [zone for zone in hub.home.zones.made() if zone.name == "Gym"]
    assert (round(gym.latitude, 4), round(gym.longitude, 4)) == (52.51, 13.42)
    # A chevron: its entry in the registry has come, too.
    await page.wait_for(
        "document.getElementById('zone-zone.gym')?.lastChild.className.includes('icon')"
    )
    await page.evaluate("document.getElementById('zone-zone.gym').click()")
    await page.click("button", "Remove")
    remove = "document.querySelector('dialog .danger')"
    await page.wait_for(f"{remove} !== null")
    await page.evaluate(f"{remove}.click()")
    await page.find("heading", "Who is where")
    await page.wait_for("document.getElementById('zone-zone.gym') === null")
    assert [zone.name for zone in hub.home.zones.made()] == ["Work"]
    assert page.errors == []


async def test_arrivals_are_asked_for(hub: Hub, browser: Browser) -> None:
    await lived_in(hub)
    token = await hub.issue_token(Role.FAMILY, "Tom")
    page = await opened(browser, hub, token)
    await page.wait_for(f"{MARKS}.length === 1")
    await page.evaluate("document.querySelector('.map-mark').click()")
    select = "document.querySelector('select[aria-label=\"Notices about Work\"]')"
    await page.wait_for(f"{select} !== null")
    await page.evaluate(f"{select}.value = 'arrive'; {select}.dispatchEvent(new Event('change'))")
    tom = next(one for one in hub.home.household.persons() if one.name == "Tom")
    await page.wait_for(f"{select}.value === 'arrive'")
    watch = {"entity_id": "person.anna", "zone_id": "work", "on": "arrive"}
    async with await HubClient.connect(hub.url, token) as client, asyncio.timeout(20):
        while await client.call("home/location/watches") != {"watches": [watch]}:
            await asyncio.sleep(0.05)
    assert hub.home.arrivals.of(tom.id)
    # Who lives here sees places, and cannot change them.
    await page.evaluate("document.querySelector('.map-head button').click()")
    await page.find("heading", "Places")
    assert not await page.has("button", "Add a place")
    assert page.errors == []


async def test_an_empty_map_says_how_phones_join(hub: Hub, browser: Browser) -> None:
    page = await opened(browser, hub, await hub.issue_token(Role.OWNER, "Anna"), PHONE)
    await page.find("heading", "Nobody is on the map yet")
    assert "OwnTracks" in await page.evaluate("document.querySelector('.empty').textContent")
    await page.click("button", "Say where the home is")
    await page.fill("textbox", "Coordinates", "52.5, 13.4")
    await page.press("Enter")
    await page.wait_for("document.querySelectorAll('.map-zone.home').length === 1")
    assert hub.home.settings.place == pytest.approx((52.5, 13.4), abs=1e-4)


async def test_a_guest_sees_nothing_of_it(hub: Hub, browser: Browser) -> None:
    await lived_in(hub)
    page = await opened(browser, hub, await hub.issue_token(Role.GUEST, "Visitor"))
    await page.find("heading", "Nobody is on the map yet")
    assert (
        await page.evaluate(f"{MARKS}.length + document.querySelectorAll('.map-zone').length") == 0
    )
    assert await page.evaluate("document.querySelector('.side a[data-page=map]')") is None


async def test_detail_shows_a_small_map_and_leads_to_the_large_one(
    hub: Hub, browser: Browser
) -> None:
    page = await opened(browser, hub, await lived_in(hub), PHONE)
    await page.wait_for(f"{MARKS}.length === 1")
    await page.evaluate("location.hash = '#/home?open=person.anna'")
    await page.wait_for("document.querySelector('.place.full .glimpse circle.map-zone') !== null")
    await page.click("link", "Show on the map")
    await page.find("heading", "Anna")
    await page.wait_for("document.querySelector('.map-mark').ariaPressed === 'true'")
    assert page.errors == []
