"""Somebody at the desktop and somebody with a browser talk to each other on one sound card."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.browser import chromium, missing_browser
from tests.e2e.browser_loop import LEAD, spoken_sound
from tests.e2e.people import SPEECH, Person, origin_of, running_hub, sit_down
from tests.e2e.sound_card import SoundCard, missing_programs, sound_card

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("desktop_talker.py")
UNSEEN = {"QT_LOGGING_RULES": "qt.multimedia*=false", "QT_QPA_PLATFORM": "offscreen"}
LAST_FRAMES = 3
"""May still be on their way to the loudspeaker when the desktop is asked for the last time."""


class Desktop:
    """The desktop's voice as a program."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, card: SoundCard, hub: Hub, token: str) -> "Desktop":
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, PROGRAM, hub.url, token),
            env={**card.surroundings, "PYTHONPATH": str(ROOT), **UNSEEN},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        desktop = cls(process)
        assert await desktop.line() == "listening"
        return desktop

    async def line(self) -> str:
        assert self._process.stdout is not None
        return (await self._process.stdout.readline()).decode().strip()

    def order(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n".encode())

    async def counts(self) -> list[dict[str, Any]]:
        self.order("counts")
        counts: list[dict[str, Any]] = json.loads(await self.line())
        return counts

    async def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert await self._process.wait() == 0


@pytest.fixture
def card(tmp_path: Path) -> Iterator[SoundCard]:
    if missing := missing_programs() + missing_browser():
        pytest.fail(f"nothing to hear with: {', '.join(missing)} not installed")
    (tmp_path / "card").mkdir()
    with sound_card(tmp_path / "card") as made:
        yield made


async def test_desktop_and_browser_hear_each_other_whole(card: SoundCard, tmp_path: Path) -> None:
    sound = LEAD + await asyncio.to_thread(spoken_sound, tmp_path / "speech.wav", SPEECH)
    async with (
        running_hub(tmp_path / "hub") as hub,
        chromium(tmp_path, surroundings=card.surroundings) as browser,
    ):
        await browser.allow(origin_of(hub), "audioCapture")
        tom = await sit_down(browser, hub, Role.OWNER, "Tom")
        await tom.unmute()
        anna = await Desktop.start(card, hub, await hub.issue_token(Role.FAMILY, "Anna"))
        await _browser_talks(tom, card, sound)
        [kept] = await tom.kept(1)
        frames = kept["duration_ms"] // 20
        [heard] = await anna.counts()
        assert frames - LAST_FRAMES <= heard["received"] <= frames
        assert heard["duplicates"] == heard["foreign"] == heard["late"] == 0
        assert heard["played"] + heard["trimmed"] >= 0.9 * frames, heard

        speaking = asyncio.create_task(asyncio.to_thread(card.speak, sound))
        anna.order("press")
        await speaking
        anna.order("let go")
        [counts] = await tom.heard()
        newest, _ = await tom.kept(2)
        assert newest["from"]["name"] == "Anna"
        assert counts["received"] == newest["duration_ms"] // 20
        assert counts["played"] + counts["trimmed"] >= 0.95 * counts["received"], counts
        await anna.end()


async def _browser_talks(tom: Person, card: SoundCard, sound: bytes) -> None:
    speaking = asyncio.create_task(asyncio.to_thread(card.speak, sound))
    spot = await tom.page.spot("button", "Hold to talk to Everyone")
    await tom.page.mouse_down(spot)
    await tom.phase("onAir")
    await speaking
    await tom.page.mouse_up(spot)
    await tom.page.wait_for("!intercom.session.key.isDown")
