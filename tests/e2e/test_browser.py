"""The browser rig itself: what it finds, does and hears of complaints."""

from pathlib import Path

import pytest

from tests.e2e.browser import chromium, missing_browser

PAGE = (
    "data:text/html,<h1>Kitchen</h1><button onclick='this.textContent=`On`'>Off</button>"
    "<input aria-label=Name><script>console.error('a complaint')</script>"
)


async def test_a_page_is_driven_by_what_a_screen_reader_sees(tmp_path: Path) -> None:
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        page = await browser.open(PAGE, size=(360, 740))
        await page.click("button", "Off")
        assert await page.has("button", "On")
        assert not await page.has("button", "Off")
        await page.fill("textbox", "Name", "Anna")
        assert await page.evaluate("document.querySelector('input').value") == "Anna"
        assert page.errors == ["a complaint"]
        await page.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 1000
