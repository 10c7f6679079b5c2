"""People in front of a browser in one home: with its web client, or with the page Talk alone."""

import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from tests.e2e.browser import Browser, Page

SCRIPT = Path(__file__).with_name("talk_page.js").read_text("utf-8")
BLANK = "/voice/frame.js"
"""A file of the web client shown as text: a page of the hub's origin with nothing on it."""
SPEECH = (
    "The kitchen light is on, and the front door is locked. "
    "Dinner is ready in ten minutes. Who has seen the cat?"
)


def speech(target: Path, words: str = SPEECH) -> Path:
    """Write somebody speaking to a WAV file."""
    subprocess.run(["espeak-ng", "-w", target, "-s", "150", words], check=True)
    return target


@asynccontextmanager
async def running_hub(
    folder: Path, port: int = 0, *, has_demo: bool = False, finds_gateways: bool = False
) -> AsyncIterator[Hub]:
    """Run a hub with nobody in it; a simulated flat where it is wanted."""
    hub = Hub(
        HubOptions(folder=folder, port=port, has_demo=has_demo, finds_gateways=finds_gateways)
    )
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop(1.0)


def origin_of(hub: Hub) -> str:
    """Return what a browser calls this hub."""
    return f"http://127.0.0.1:{hub.port}"


async def open_as(
    browser: Browser,
    hub: Hub,
    token: str,
    place: str = "",
    *,
    size: tuple[int, int],
    is_dark: bool = False,
) -> Page:
    """Open the web client on a device that was paired before.

    Args:
        browser: Whose window it is.
        hub: Of the home.
        token: Of the device.
        place: Where in the client, as the address bar has it: ``#/map``.
        size: Of the window.
        is_dark: Whether the system prefers dark colors.
    """
    page = await browser.open(f"{origin_of(hub)}/pair", size=size, is_dark=is_dark)
    await page.wait_for("document.querySelector('#code') !== null")
    await page.evaluate(f"localStorage.setItem('homewire.token', {json.dumps(token)})")
    await page.go(f"{origin_of(hub)}/{place}")
    # What is drawn before the home is known is drawn anew then.
    await page.wait_for(
        "location.pathname === '/' && document.querySelector('main:not([aria-busy])') !== null"
    )
    return page


class Person:
    """Somebody with the page Talk in front of them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def complaints(self) -> list[str]:
        """What the page complained of; that a page with nothing on it has no icon is no fault."""
        return [error for error in self.page.errors if "favicon.ico" not in error]

    async def unmute(self) -> None:
        """Allow the page to sound."""
        await self.page.click("button", "Enable sound")
        await self.page.wait_for("intercom.session.isAudible")

    async def open(self, channel: str) -> None:
        """Open a conversation."""
        await self.page.wait_for(f"intercom.channels.some((one) => one.channel === '{channel}')")
        await self.page.evaluate(f"page.open('{channel}')")

    async def phase(self, phase: str) -> None:
        """Wait until the key is in a phase."""
        await self.page.wait_for(f"intercom.session.key.state.phase === '{phase}'")

    async def heard(self, streams: int = 1) -> list[dict[str, Any]]:
        """Wait until so many streams were played to their end; return what was counted of each."""
        counts = "intercom.session.listening.counts"
        await self.page.wait_for(
            f"{counts}.size >= {streams} && intercom.session.listening.speaking.size === 0"
        )
        return list(await self.page.evaluate(f"[...{counts}.values()]"))

    async def timeline(self) -> list[dict[str, Any]]:
        """Return what the hub keeps of what was said to everybody, newest first."""
        asked = "intercom.socket.call('message/list', {channel: 'all'})"
        return list((await self.page.evaluate(asked))["messages"])

    async def kept(self, count: int) -> list[dict[str, Any]]:
        """Wait until the hub has written down so much; return it, newest first."""
        asked = "intercom.socket.call('message/list', {channel: 'all'})"
        await self.page.wait_for(f"{asked}.then((list) => list.messages.length === {count})")
        return await self.timeline()


async def sit_down(
    browser: Browser,
    hub: Hub,
    role: Role,
    name: str,
    *,
    size: tuple[int, int] = (1280, 800),
    language: str = "en",
    before: str = "",
) -> Person:
    """Put somebody in front of the page Talk.

    Args:
        browser: Whose window it is.
        hub: Of their home.
        role: Of them.
        name: Of them.
        size: Of the window.
        language: Of the page.
        before: A script that changes the browser before the page is made.
    """
    page = await browser.open(origin_of(hub) + BLANK, size=size)
    if before:
        await page.evaluate(before)
    words = (hub.url, await hub.issue_token(role, name), language)
    await page.evaluate(f"{SCRIPT}({', '.join(map(json.dumps, words))})")
    await page.wait_for("intercom.channels.length > 0")
    return Person(page)
