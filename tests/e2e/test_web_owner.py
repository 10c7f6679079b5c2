"""What the owner does for people on a phone."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.browser import Page, chromium, missing_browser
from tests.e2e.people import open_as, running_hub

PHONE = (360, 740)
RED_AND_BLUE = """(() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [400, 200];
  const drawing = canvas.getContext('2d');
  drawing.fillStyle = '#f00';
  drawing.fillRect(0, 0, 200, 200);
  drawing.fillStyle = '#00f';
  drawing.fillRect(200, 0, 200, 200);
  return canvas.toDataURL('image/png').split(',')[1];
})()"""
COLORS = """(async () => {
  const image = document.querySelector('.face-button img');
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const drawing = canvas.getContext('2d');
  drawing.drawImage(image, 0, 0);
  const at = (x) => [...drawing.getImageData(x, canvas.height / 2, 1, 1).data].slice(0, 3);
  return [canvas.width, canvas.height, at(8), at(canvas.width - 8)];
})()"""


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    async with running_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
async def page(hub: Hub, tmp_path: Path) -> AsyncIterator[Page]:
    """Put the owner in front of a phone."""
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        token = await hub.issue_token(Role.OWNER, "Anna")
        page = await open_as(browser, hub, token, size=PHONE)
        await page.find("heading", "Your home is ready for its first device")
        yield page
        assert page.errors == []


async def open_place(page: Page, place: str) -> None:
    await page.evaluate(f"location.hash = '#/{place}'")


async def test_somebody_chooses_a_picture_and_cuts_it(page: Page, hub: Hub, tmp_path: Path) -> None:
    picture = tmp_path / "flag.png"
    picture.write_bytes(base64.b64decode(await page.evaluate(RED_AND_BLUE)))
    await open_place(page, "people")
    await page.call("Page.setInterceptFileChooserDialog", enabled=True)
    await page.click("button", "Picture of Anna")
    await page.wait_for("document.querySelector('input[type=file]') !== null")
    root = (await page.call("DOM.getDocument"))["root"]["nodeId"]
    found = await page.call("DOM.querySelector", nodeId=root, selector="input[type=file]")
    await page.call("DOM.setFileInputFiles", nodeId=found["nodeId"], files=[str(picture)])
    canvas = "document.querySelector('.cropper')"
    await page.wait_for(f"{canvas} !== null")
    await page.evaluate(f"{canvas}.focus()")
    for _ in range(12):  # as far to the right as it goes, and further
        await page.press("ArrowRight")
    await page.click("button", "Use this picture")
    await page.wait_for("document.querySelector('.face-button img') !== null")
    width, height, left, right = await page.evaluate(COLORS)
    assert width == height <= 512
    assert left[2] > 200 > 60 > left[0]
    assert right[2] > 200 > 60 > right[0]
    (anna,) = [one for one in hub.home.household.persons() if one.name == "Anna"]
    kept = hub.home.household.avatar(anna.id)
    assert kept is not None
    assert len(kept.content) < 48 * 1024


async def test_the_owner_reads_who_did_what_and_can_narrow_it(page: Page, hub: Hub) -> None:
    await hub.issue_token(Role.FAMILY, "Tom")
    await open_place(page, "people")
    card = "document.querySelector('.card[aria-label=Tom]')"
    await page.wait_for(f"{card} !== null")
    await page.evaluate(f"{card}.querySelector('.dialog-actions .quiet').click()")
    await page.fill("textbox", "Name", "Thomas")
    await page.press("Enter")
    await page.wait_for("document.querySelector('.card[aria-label=Thomas]') !== null")
    await page.click("button", "Who did what")
    await page.find("StaticText", "Changed what is known of Thomas")
    what = "document.querySelector('select[aria-label=What]')"
    await page.evaluate(f"{what}.value = 'gateway/'; {what}.dispatchEvent(new Event('change'))")
    await page.find("heading", "Nothing was done")
