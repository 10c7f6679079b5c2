"""A real browser for tests: Chromium without a window, driven the way a person acts.

::

    async with chromium(folder, microphone=wav) as browser:
        page = await browser.open(url, size=(360, 740), is_dark=True)
        await page.click("button", "Talk")
        assert await page.has("heading", "Kitchen")
        assert page.errors == []

What is clicked and read is found by role and accessible name, as a screen reader finds it: what
has none cannot be used by a test either.
"""

import asyncio
import base64
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.e2e.devtools import DevTools, DevToolsError

START_S = 30.0
WAIT_S = 20.0
POLL_S = 0.05
STILL_S = 0.1
"""As long as a person's eye rests on what they are about to click."""
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--remote-debugging-port=0",
)
_KEYS = {
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Tab": (9, ""),
    " ": (32, " "),
    "ArrowLeft": (37, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}
_CODES = {" ": "Space"}


class Spot(msgspec.Struct, frozen=True):
    """A point of a page, in its pixels."""

    x: float
    y: float


class Page:
    """One tab."""

    def __init__(self, tools: DevTools, session: str, target: str) -> None:
        self._tools = tools
        self._session = session
        self._target = target
        self.errors: list[str] = []
        """What the page complained of: console errors, exceptions, refused loads."""
        self.log: list[str] = []
        """Everything else it wrote to the console."""
        tools.listen(session, self._told)

    async def call(self, method: str, **params: Any) -> Any:
        """Carry out a DevTools command on this page."""
        return await self._tools.call(method, self._session, **params)

    async def go(self, url: str) -> None:
        """Open an address; returns when it is being loaded."""
        result = await self.call("Page.navigate", url=url)
        assert "errorText" not in result, f"{url}: {result['errorText']}"

    async def close(self) -> None:
        """Close the tab."""
        await self._tools.call("Target.closeTarget", targetId=self._target)

    async def evaluate(self, expression: str) -> Any:
        """Run a script and return what it yields; to the page that is no touch of a person.

        Raises:
            AssertionError: it threw.
        """
        told = await self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            thrown = details.get("exception", {})
            raise AssertionError(thrown.get("description") or thrown.get("value") or details)
        return told["result"].get("value")

    async def wait_for(self, expression: str, timeout_s: float = WAIT_S) -> Any:
        """Wait until a script yields something true, and return that."""
        try:
            async with asyncio.timeout(timeout_s):
                while not (value := await self._now(expression)):
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise AssertionError(f"never true: {expression}\n{await self.tree()}") from None
        return value

    async def find(self, role: str, name: str, timeout_s: float = WAIT_S) -> int:
        """Wait for an element with this role and accessible name; return its DOM number."""
        try:
            async with asyncio.timeout(timeout_s):
                while not (found := await self._find(role, name)):
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise AssertionError(f"no {role} “{name}” in\n{await self.tree()}") from None
        return found[0]

    async def has(self, role: str, name: str) -> bool:
        """Say whether there is such an element now."""
        return bool(await self._find(role, name))

    async def spot(self, role: str, name: str) -> Spot:
        """Bring an element into view and return its middle, once it stays there."""
        before = None
        async with asyncio.timeout(WAIT_S):
            while True:
                number = await self.find(role, name)
                try:
                    await self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=number)
                    told = await self.call("DOM.getContentQuads", backendNodeId=number)
                except DevToolsError:  # the page drew it anew in between
                    await asyncio.sleep(POLL_S)
                    continue
                quad = told["quads"][0]
                spot = Spot(sum(quad[0::2]) / 4, sum(quad[1::2]) / 4)
                if spot == before:
                    return spot
                before = spot
                await asyncio.sleep(STILL_S)

    async def click(self, role: str, name: str) -> None:
        """Click an element."""
        spot = await self.spot(role, name)
        await self.mouse_down(spot)
        await self.mouse_up(spot)

    async def mouse_down(self, spot: Spot) -> None:
        """Press the button there and keep it down."""
        await self._mouse("mouseMoved", spot)
        await self._mouse("mousePressed", spot)

    async def mouse_move(self, spot: Spot) -> None:
        """Move there with the button down."""
        await self._mouse("mouseMoved", spot, buttons=1)

    async def mouse_up(self, spot: Spot) -> None:
        """Let the button go."""
        await self._mouse("mouseReleased", spot)

    async def fill(self, role: str, name: str, text: str) -> None:
        """Write a text into a field, in place of what it holds."""
        await self.call("DOM.focus", backendNodeId=await self.find(role, name))
        await self.evaluate("document.activeElement.select?.()")
        await self.call("Input.insertText", text=text)

    async def key_down(self, key: str) -> None:
        """Press a key and keep it down."""
        code, text = _KEYS.get(key, (ord(key.upper()[0]), key if len(key) == 1 else ""))
        await self.call(
            "Input.dispatchKeyEvent",
            type="keyDown" if text else "rawKeyDown",
            key=key,
            code=_CODES.get(key, key),
            text=text,
            windowsVirtualKeyCode=code,
        )

    async def key_up(self, key: str) -> None:
        """Let a key go."""
        code, _ = _KEYS.get(key, (ord(key.upper()[0]), ""))
        await self.call(
            "Input.dispatchKeyEvent",
            type="keyUp",
            key=key,
            code=_CODES.get(key, key),
            windowsVirtualKeyCode=code,
        )

    async def press(self, key: str) -> None:
        """Press a key and let it go, wherever the focus is."""
        await self.key_down(key)
        await self.key_up(key)

    async def screenshot(self, target: Path) -> None:
        """Take a picture of what is in view."""
        picture = (await self.call("Page.captureScreenshot", format="png"))["data"]
        target.write_bytes(base64.b64decode(picture))

    async def tree(self) -> str:
        """Return what a screen reader sees, an element a line."""
        nodes = (await self.call("Accessibility.getFullAXTree"))["nodes"]
        lines = []
        for node in nodes:
            if node.get("ignored") or node["role"]["value"] in ("InlineTextBox", "none"):
                continue
            name = node.get("name", {}).get("value", "")
            lines.append(f"{node['role']['value']} “{name}”")
        return "\n".join(lines)

    async def _now(self, expression: str) -> Any:
        try:
            return await self.evaluate(expression)
        except DevToolsError:
            return None  # the page is on its way to another address

    async def _find(self, role: str, name: str) -> list[int]:
        try:
            root = await self.call("DOM.getDocument", depth=0)
            found = await self.call(
                "Accessibility.queryAXTree",
                backendNodeId=root["root"]["backendNodeId"],
                accessibleName=name,
                role=role,
            )
        except DevToolsError:
            return []
        return [
            node["backendDOMNodeId"]
            for node in found["nodes"]
            if not node.get("ignored") and "backendDOMNodeId" in node
        ]

    async def _mouse(self, type_: str, spot: Spot, **more: Any) -> None:
        button = "none" if type_ == "mouseMoved" and not more else "left"
        await self.call(
            "Input.dispatchMouseEvent",
            type=type_,
            x=spot.x,
            y=spot.y,
            button=button,
            clickCount=1,
            **more,
        )

    def _told(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                thrown = details.get("exception", {}).get("description")
                self.errors.append(thrown or details["text"])
            case "Runtime.consoleAPICalled":
                words = [str(one.get("value", one.get("description"))) for one in params["args"]]
                is_error = params["type"] in ("error", "assert")
                (self.errors if is_error else self.log).append(" ".join(words))
            case "Log.entryAdded":
                entry = params["entry"]
                told = f"{entry['text']} {entry.get('url', '')}".strip()
                (self.errors if entry["level"] == "error" else self.log).append(told)
            case _:
                pass


class Browser:
    """A browser that runs, with one profile of its own."""

    def __init__(self, tools: DevTools) -> None:
        self._tools = tools

    async def open(
        self,
        url: str = "about:blank",
        *,
        size: tuple[int, int] = (1280, 800),
        is_dark: bool = False,
        is_touch: bool = False,
    ) -> Page:
        """Open a tab as wide and high as this."""
        # A window of its own: a tab behind another one is neither painted nor in a hurry.
        created = await self._tools.call("Target.createTarget", url="about:blank", newWindow=True)
        target = created["targetId"]
        attached = await self._tools.call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self._tools, attached["sessionId"], target)
        for domain in ("Page", "Runtime", "Log", "DOM", "Accessibility"):
            await page.call(f"{domain}.enable")
        width, height = size
        await page.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_touch,
        )
        theme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        await page.call("Emulation.setEmulatedMedia", features=[theme])
        if is_touch:
            await page.call("Emulation.setTouchEmulationEnabled", enabled=True)
        # Two pages of one browser are both looked at: none is throttled for being behind.
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        if url != "about:blank":
            await page.go(url)
        return page

    async def allow(self, origin: str, *permissions: str) -> None:
        """Grant an origin what a person would have been asked for, ``audioCapture`` say."""
        await self._tools.call(
            "Browser.grantPermissions", origin=origin, permissions=list(permissions)
        )

    async def save_into(self, folder: Path) -> None:
        """Let pages save files there."""
        await self._tools.call(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder)
        )

    async def deny(self, origin: str, name: str) -> None:
        """Refuse an origin a permission, ``microphone`` say."""
        await self._tools.call(
            "Browser.setPermission", origin=origin, permission={"name": name}, setting="denied"
        )


def missing_browser() -> list[str]:
    """Return what has to be installed before there can be a browser."""
    return [] if shutil.which("chromium") else ["chromium"]


@asynccontextmanager
async def chromium(
    folder: Path,
    *,
    surroundings: Mapping[str, str] | None = None,
    microphone: Path | None = None,
    authority: Path | None = None,
    language: str = "en",
    flags: tuple[str, ...] = (),
) -> AsyncIterator[Browser]:
    """Run a browser that knows nothing and leaves nothing behind.

    Args:
        folder: Empty; its home and profile.
        surroundings: Variables, such as those of a sound card; its devices are then used.
        microphone: A WAV file that is heard, over and over, by whoever opens the microphone.
        authority: A certificate authority (PEM) it trusts; needs ``certutil``.
        language: Of the person in front of it.
        flags: More of Chromium's own.
    """
    home = folder / "home"
    home.mkdir(parents=True)
    if authority is not None:
        _trust(home, authority)
    profile = folder / "profile"
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    words = [*FLAGS, *flags, f"--user-data-dir={profile}", f"--lang={language}"]
    words.append(f"--accept-lang={language}")
    if microphone is not None:
        words += (
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone}",
        )
    with (folder / "chromium.log").open("w") as log:
        process = subprocess.Popen(
            ["chromium", *words, "about:blank"],
            env={**(surroundings or os.environ), **own, "DBUS_SESSION_BUS_ADDRESS": "/dev/null"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        address = await _address(profile / "DevToolsActivePort", process, folder / "chromium.log")
        tools = await DevTools.connect(address)
        try:
            yield Browser(tools)
        finally:
            await tools.close()
    finally:
        await asyncio.to_thread(_end, process)


async def _address(told: Path, process: "subprocess.Popen[bytes]", log: Path) -> str:
    try:
        async with asyncio.timeout(START_S):
            while process.poll() is None:
                lines = told.read_text().split() if told.exists() else []
                if len(lines) == 2:
                    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
                await asyncio.sleep(POLL_S)
    except TimeoutError:
        pass
    raise AssertionError(f"Chromium did not start: {log.read_text()[-2000:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the browser with all its processes; they are a group of their own."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _trust(home: Path, authority: Path) -> None:
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    database = f"sql:{store}"
    for words in (
        ("-N", "--empty-password"),
        ("-A", "-t", "C,,", "-n", authority.stem, "-i", str(authority)),
    ):
        subprocess.run(["certutil", "-d", database, *words], check=True, capture_output=True)
