"""Firefox without a window, driven by WebDriver BiDi: enough to see that the web client runs there.

Its microphone is a tone of its own making; its loudspeaker is the sound card it is given, without
which its audio contexts never start.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.e2e.devtools import DevTools
from tests.e2e.sound_card import SoundCard

PROGRAM = "firefox-esr"
START_S = 60.0
WAIT_S = 20.0
POLL_S = 0.1
PREFERENCES = {
    "media.navigator.streams.fake": "true",
    "media.navigator.permission.disabled": "true",
    "media.autoplay.default": "0",
    "media.autoplay.blocking_policy": "0",
    "browser.shell.checkDefaultBrowser": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "toolkit.telemetry.enabled": "false",
    "app.update.auto": "false",
}


class FirefoxPage:
    """One tab."""

    def __init__(self, tools: DevTools, context: str) -> None:
        self._tools = tools
        self._context = context

    async def evaluate(self, expression: str) -> Any:
        """Run a script as if a person had caused it; return the text or number it yields."""
        told = await self._tools.call(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return told["result"].get("value")

    async def wait_for(self, expression: str) -> Any:
        """Wait until a script yields something true, and return that."""
        async with asyncio.timeout(WAIT_S):
            while not (value := await self.evaluate(expression)):
                await asyncio.sleep(POLL_S)
        return value


class Firefox:
    """A browser that runs, with a profile of its own."""

    def __init__(self, tools: DevTools) -> None:
        self._tools = tools

    async def open(self, url: str) -> FirefoxPage:
        """Open a tab; returns when it is loaded."""
        context = (await self._tools.call("browsingContext.create", type="tab"))["context"]
        await self._tools.call(
            "browsingContext.navigate", context=context, url=url, wait="complete"
        )
        return FirefoxPage(self._tools, context)


@asynccontextmanager
async def firefox(folder: Path, card: SoundCard) -> AsyncIterator[Firefox]:
    """Run a browser that knows nothing and leaves nothing behind."""
    profile = folder / "firefox"
    profile.mkdir()
    lines = [f'user_pref("{name}", {value});\n' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM, "--headless", "--no-remote", "--profile", profile),
        *("--remote-debugging-port", "0"),
        env={**card.surroundings, "HOME": str(folder)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    draining: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(START_S):
            address = await _address(process.stderr)
        draining = asyncio.create_task(process.stderr.read())
        tools = await DevTools.connect(f"{address}/session")
        await tools.call("session.new", capabilities={})
        yield Firefox(tools)
        await tools.close()
    finally:
        process.terminate()
        await process.wait()
        if draining is not None:
            await draining


async def _address(lines: asyncio.StreamReader) -> str:
    while line := await lines.readline():
        if found := re.search(r"ws://\S+", line.decode()):
            return found[0]
    raise AssertionError("Firefox ended before it listened")
