"""Every page of the web client, examined as an accessibility and app audit does."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.browser import Browser, Page, chromium, missing_browser
from tests.e2e.people import open_as, origin_of, running_hub

PHONE, DESKTOP = (360, 740), (1280, 800)
TILES = "document.querySelectorAll('.tile').length > 20"
PAGES = (
    *("home", "areas", "area/kitchen", "talk", "activity", "more", "scenes", "people", "audit"),
    *("gateways", "arrange/new", "duplicates", "settings", "simple-setup", "map"),
)
READY = (
    "document.querySelector('.host')?.children.length === 1"
    " && document.querySelector('main').innerText.trim().length > 3"
)
ACTING = ("button", "link", "switch", "slider", "spinbutton", "combobox", "textbox", "checkbox")
SMALL = """[...document.querySelectorAll(
    'button, a[href], select, input:not([type=hidden]), summary')].flatMap((one) => {
  if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
  const reach = (part) => {
    const style = getComputedStyle(one, part);
    return style.content === 'none' || style.position !== 'absolute' ? 0
      : Math.max(0, -parseFloat(style.top) || 0) + Math.max(0, -parseFloat(style.bottom) || 0);
  };
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  const isInText = one.matches('p a');
  if (box.width === 0 || box.height === 0 || isInText || box.bottom < 0) return [];
  const height = box.height + Math.max(reach('::before'), reach('::after'));
  const name = one.ariaLabel ?? one.textContent;
  return height < 43.5 ? [`${one.tagName}.${one.className} ${name}: ${height}`] : [];
})"""
"""What a finger would miss: lower than 44 px, with what reaches beyond its box counted in."""
FAINT = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] / 255
    + under[i] * (1 - top[3] / 255));
  const luminance = (rgb) => rgb.map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (one) => {
    const layers = [];
    for (let at = one; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none') return null;
      layers.push(read(style.backgroundColor));
      if (layers.at(-1)[3] === 255) break;
    }
    return layers.reduceRight((under, top) => over(top, under), [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = new Set();
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const one = text.parentElement;
    if (!text.data.trim() || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest(':disabled, .icon, .unseen, svg, option, [aria-hidden=true]')) continue;
    const style = getComputedStyle(one);
    const under = ground(one);
    if (under === null) continue;
    const [a, b] = [luminance(over(read(style.color), under)), luminance(under)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    if (ratio < (isLarge ? 3 : 4.5) - 0.05) {
      faint.add(`${text.data.trim().slice(0, 40)} (${one.className}): ${ratio.toFixed(2)}`);
    }
  }
  return [...faint];
})()"""
"""Texts that are hard to tell from what is under them (WCAG 1.4.3)."""
WRONG_FOCUS = """(() => {
  const seen = [];
  for (const one of document.querySelectorAll('[tabindex]')) {
    if (one.tabIndex > 0) seen.push(`order of its own: ${one.outerHTML.slice(0, 80)}`);
  }
  for (const one of document.querySelectorAll('[aria-hidden=true]')) {
    const inside = [...one.querySelectorAll('a[href], button, input, select, [tabindex="0"]')];
    if (inside.some((part) => part.checkVisibility())) seen.push(`hidden: ${one.className}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) seen.push(`twice: ${id}`);
  for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      for (const id of one.getAttribute(name).split(' ')) {
        if (document.getElementById(id) === null) seen.push(`${name} of nothing: ${id}`);
      }
    }
  }
  return seen;
})()"""


FOCUS_NAME = """(() => {
  const one = document.activeElement;
  if (one === document.body) return '';
  const words = [...one.querySelectorAll('span:not(.icon)')].map((part) => part.textContent);
  return one.ariaLabel || words[0] || one.textContent || one.tagName;
})()"""
FOCUS_SEEN = """(() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement === document.body || style.outlineStyle !== 'none'
    || style.boxShadow !== 'none';
})()"""


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    async with running_hub(tmp_path / "hub", has_demo=True) as hub:
        yield hub


@pytest.fixture
async def browser(hub: Hub, tmp_path: Path) -> AsyncIterator[Browser]:
    """Start a browser that is gone before its hub."""
    assert hub.port
    if missing_browser():
        pytest.fail("there is no browser to test with: apt install chromium")
    async with chromium(tmp_path) as browser:
        yield browser


async def open_home(browser: Browser, hub: Hub, size: tuple[int, int]) -> Page:
    token = await hub.issue_token(Role.OWNER, "Anna")
    page = await open_as(browser, hub, token, size=size)
    await page.wait_for(TILES)
    return page


async def show(page: Page, place: str) -> None:
    await page.evaluate(f"location.hash = '#/{place}'")
    await page.wait_for(READY)


async def nameless(page: Page) -> list[str]:
    """Return what can be acted on and has no name a screen reader could say."""
    nodes: list[dict[str, Any]] = (await page.call("Accessibility.getFullAXTree"))["nodes"]
    return [
        node["role"]["value"]
        for node in nodes
        if not node.get("ignored")
        and node["role"]["value"] in ACTING
        and not node.get("name", {}).get("value", "").strip()
    ]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_everything_is_named_reachable_and_large_enough(
    browser: Browser, hub: Hub, size: tuple[int, int]
) -> None:
    page = await open_home(browser, hub, size)
    found: dict[str, object] = {}
    for place in PAGES:
        await show(page, place)
        small = await page.evaluate(SMALL) if size == PHONE else []
        faults = [*await nameless(page), *await page.evaluate(WRONG_FOCUS), *small]
        if await page.evaluate("document.querySelectorAll('h1').length") != 1:
            faults.append("not one heading of the first order")
        if faults:
            found[place] = faults
    assert found == {}
    assert page.errors == []


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
async def test_every_text_is_told_from_what_is_under_it(
    browser: Browser, hub: Hub, is_dark: bool
) -> None:
    page = await open_home(browser, hub, DESKTOP)
    theme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    await page.call("Emulation.setEmulatedMedia", features=[theme, calm])
    found = {}
    for place in PAGES:
        await show(page, place)
        if faint := await page.evaluate(FAINT):
            found[place] = faint
    assert found == {}


async def test_the_page_can_be_installed_as_an_app(browser: Browser, hub: Hub) -> None:
    page = await open_home(browser, hub, PHONE)
    await page.wait_for("navigator.serviceWorker.controller !== null")
    async with asyncio.timeout(20):
        while (await page.call("Page.getInstallabilityErrors"))["installabilityErrors"]:
            await asyncio.sleep(0.1)
    told = await page.call("Page.getAppManifest")
    assert told["errors"] == []
    manifest = json.loads(told["data"])
    assert manifest["display"] == "standalone"
    sizes = {one["sizes"] for one in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    assert any(one.get("purpose") == "maskable" for one in manifest["icons"])
    icon = "document.querySelector('link[rel=apple-touch-icon]').href"
    assert await page.evaluate(f"fetch({icon}).then((one) => one.ok)")
    assert await page.evaluate("document.documentElement.lang") == "en"
    assert "user-scalable=no" not in await page.evaluate(
        "document.querySelector('meta[name=viewport]').content"
    )


async def test_the_keyboard_goes_through_a_page_once_from_top_to_bottom(
    browser: Browser, hub: Hub
) -> None:
    page = await open_home(browser, hub, DESKTOP)
    await page.go(f"{origin_of(hub)}/?again#/gateways")
    await page.find("button", "Add a gateway")
    visited: list[str] = []
    while (name := await tabbed(page)) and name not in visited[:1]:
        visited.append(name)
    assert visited[0] == "Skip to the tiles"
    assert visited.index("Home") < visited.index("Add a gateway")


async def tabbed(page: Page) -> str:
    """Go on to what comes next and return its name; empty behind the last."""
    await page.press("Tab")
    assert await page.evaluate(FOCUS_SEEN), "nobody sees where the focus is"
    return str(await page.evaluate(FOCUS_NAME))
