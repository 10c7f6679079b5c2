"""The web client's voice in Firefox, which takes another way from the microphone than Chromium."""

import json
import shutil
from pathlib import Path

import pytest

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from tests.e2e.firefox import PROGRAM, Firefox, FirefoxPage, firefox
from tests.e2e.people import BLANK, SCRIPT, origin_of, running_hub
from tests.e2e.sound_card import missing_programs, sound_card

SPOKEN_FRAMES = 100
HEARD = "JSON.stringify([...intercom.session.listening.counts.values()])"
ENDED = (
    "intercom.session.listening.counts.size === 1 && intercom.session.listening.speaking.size === 0"
)


async def sit(browser: Firefox, hub: Hub, role: Role, name: str) -> FirefoxPage:
    page = await browser.open(origin_of(hub) + BLANK)
    words = (hub.url, await hub.issue_token(role, name), "en")
    await page.evaluate(f"{SCRIPT}({', '.join(map(json.dumps, words))})")
    await page.wait_for("intercom.channels.length > 0")
    return page


async def test_two_people_with_firefox_hear_each_other_whole(tmp_path: Path) -> None:
    if shutil.which(PROGRAM) is None:
        pytest.skip(f"{PROGRAM} is not installed")
    if missing := missing_programs():
        pytest.fail(f"there is no sound card to test with: {', '.join(missing)} not installed")
    (tmp_path / "card").mkdir()
    with sound_card(tmp_path / "card") as card:
        async with running_hub(tmp_path / "hub") as hub, firefox(tmp_path, card) as browser:
            tom = await sit(browser, hub, Role.OWNER, "Tom")
            anna = await sit(browser, hub, Role.FAMILY, "Anna")
            await anna.evaluate("intercom.session.enableSound()")
            await tom.evaluate("void intercom.press()")
            await anna.wait_for("intercom.speaking.length === 1")
            await tom.wait_for(f"intercom.session.key._talker._stamper.count > {SPOKEN_FRAMES}")
            await tom.evaluate("void intercom.session.letGo()")
            await anna.wait_for(ENDED)
            [counts] = json.loads(await anna.evaluate(HEARD))
    assert counts["received"] > SPOKEN_FRAMES
    assert counts["duplicates"] == counts["foreign"] == counts["late"] == 0
    assert counts["played"] + counts["trimmed"] >= 0.95 * counts["received"], counts
