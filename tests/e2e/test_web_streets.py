"""Street pictures below the map, from a server of their own; nobody is asked while they are off."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from aiohttp import web

from embedded_hub.client.hub_client import HubClient
from embedded_hub.hub import Hub
from tests.e2e.browser import chromium, missing_browser
from tests.e2e.people import origin_of, running_hub
from tests.e2e.test_web_map import DESK, MARKS, PHONE, lived_in, opened

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">'
    b'<rect width="256" height="256" fill="#cde"/></svg>'
)


class Pictures(msgspec.Struct):
    """A server of street pictures."""

    address: str
    asked: list[str]
    is_broken: bool = False


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    async with running_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
async def pictures() -> AsyncIterator[Pictures]:
    served = Pictures(address="", asked=[])

    async def answer(request: web.Request) -> web.Response:
        served.asked.append(request.path)
        if served.is_broken:
            raise web.HTTPNotFound
        return web.Response(body=PICTURE, content_type="image/svg+xml")

    app = web.Application()
    app.router.add_get("/{z}/{x}/{y}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    served.address = f"http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}"
    yield served
    await runner.cleanup()


async def test_streets_are_shown_only_where_the_owner_wants_them(
    hub: Hub, pictures: Pictures, tmp_path: Path
) -> None:
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    token = await lived_in(hub)
    async with chromium(tmp_path) as browser:
        page = await opened(browser, hub, token)
        await page.wait_for(f"{MARKS}.length === 1")
        assert pictures.asked == []
        await page.wait_for("caches.match('/').then((kept) => kept !== undefined)")
        version = "caches.keys().then((all) => all.filter((one) => one.includes('shell')).join())"
        before = await page.evaluate(version)
        await page.evaluate("document.querySelector('.map-panel details').open = true")
        field = "Address of the pictures, with {z}, {x} and {y}; empty for none"
        await page.fill("textbox", field, pictures.address)
        await page.fill("textbox", "Whom they are owed to", "Example streets")
        await page.press("Enter")
        await page.wait_for("document.querySelector('details [role=status]').textContent !== ''")
        assert hub.home.settings.map_tiles == pictures.address
        assert page.errors == []

        # A page the browser has kept brings its policy along, and is replaced with it.
        await page.go(f"{origin_of(hub)}/?again#/map")
        only_new = f"now !== {json.dumps(before)} && !now.includes(',')"
        await page.wait_for(f"{version}.then((now) => {only_new})")
        # The policy of that page allowed no pictures yet; it complains until it is left.
        await page.go("about:blank")
        await page.wait_for("location.href === 'about:blank'")
        page.errors.clear()
        await page.go(f"{origin_of(hub)}/?once-more#/map")
        await page.wait_for("document.querySelectorAll('.map-street.here').length > 1")
        assert page.errors == []
    async with chromium(tmp_path / "other") as browser:
        page = await opened(browser, hub, token, PHONE)
        await page.wait_for("document.querySelectorAll('.map-street.here').length > 1")
        credit = "document.querySelector('.map-credit').textContent"
        assert await page.evaluate(credit) == "Example streets"
        await page.screenshot(tmp_path / "streets.png")
        assert page.errors == []


async def test_streets_that_do_not_come_leave_the_map_whole(
    hub: Hub, pictures: Pictures, tmp_path: Path
) -> None:
    pictures.is_broken = True
    token = await lived_in(hub)
    async with await HubClient.connect(hub.url, token) as client:
        await client.call("home/configure", map_tiles=pictures.address)
    async with chromium(tmp_path) as browser:
        page = await opened(browser, hub, token, DESK)
        await page.wait_for(f"{MARKS}.length === 1")
        said = "document.querySelector('.map-credit').textContent"
        await page.wait_for(f"{said} === 'Some streets could not be loaded.'")
        assert await page.evaluate("document.querySelectorAll('.map-zone').length") == 2
        assert all("404" in error for error in page.errors)
