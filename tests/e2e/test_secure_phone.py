"""A phone's first minutes in a real browser, over the network, with the home's authority.

The loopback counts as secure for every browser, so it would prove nothing: the hub is opened under
an address other machines use.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.people import Invitation, Role
from embedded_hub.hub import Hub, HubOptions
from tests.e2e.browser import chromium, missing_browser

PHONE = (360, 740)

pytestmark = pytest.mark.skipif(bool(missing_browser()), reason="there is no browser here")


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    running = Hub(HubOptions(folder=tmp_path / "data", host="", port=0, has_demo=True))
    await running.start()
    if not running.addresses[0][len("https://") :].startswith(("[f", "10.", "172.", "192.")):
        pytest.skip("this machine is in no home's network")
    yield running
    await running.stop()


def authority(folder: Path) -> Path:
    return folder / "data" / "tls" / "authority.pem"


async def test_a_phone_that_trusts_the_home_gets_microphone_worker_and_socket_without_a_warning(
    hub: Hub, tmp_path: Path
) -> None:
    async with chromium(tmp_path, authority=authority(tmp_path)) as browser:
        page = await browser.open(hub.addresses[0], size=PHONE)
        await page.wait_for("document.readyState == 'complete'")
        assert await page.evaluate("isSecureContext")
        assert await page.evaluate("typeof navigator.mediaDevices.getUserMedia") == "function"
        worker = "navigator.serviceWorker.register('/service-worker.js').then(() => true)"
        assert await page.evaluate(worker)
        socket = "new WebSocket(`wss://${location.host}/api/websocket`)"
        first = f"new Promise(ok => {{ {socket}.onmessage = (one) => ok(one.data) }})"
        assert "auth_required" in await page.evaluate(first)
        assert page.errors == []


async def test_a_phone_that_does_not_know_the_home_is_warned(hub: Hub, tmp_path: Path) -> None:
    async with chromium(tmp_path) as browser:
        page = await browser.open()
        with pytest.raises(AssertionError, match="ERR_CERT_AUTHORITY_INVALID"):
            await page.go(hub.addresses[0])


async def test_a_phone_comes_in_by_the_link_of_the_code_once(hub: Hub, tmp_path: Path) -> None:
    offer = await hub.open_pairing(Invitation(role=Role.FAMILY, name="Anna"))
    async with chromium(tmp_path, authority=authority(tmp_path)) as browser:
        page = await browser.open(str(offer["url"]), size=PHONE)
        await page.fill("textbox", "What is this device called?", "Pixel 8")
        await page.click("button", "Connect")
        await page.wait_for("document.body?.innerText.includes('Kitchen')")
        assert "#" not in await page.evaluate("location.href") or "c=" not in (
            await page.evaluate("location.href")
        )
        assert page.errors == []
        [device] = [one for one in hub.home.people.tokens() if one.name == "Pixel 8"]
        user = hub.home.people.get(device.user_id)
        assert user is not None
        assert (user.name, user.role) == ("Anna", Role.FAMILY)


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_way_to_trust_is_shown_in_clear_and_without_a_complaint(
    hub: Hub, tmp_path: Path, language: str
) -> None:
    identity = hub.identity
    assert identity is not None
    async with chromium(tmp_path, language=language) as browser:
        page = await browser.open(hub.addresses[0].replace("https", "http"), size=PHONE)
        await page.wait_for("document.readyState == 'complete'")
        assert (await page.evaluate("location.pathname")) == "/trust"
        assert (await page.evaluate("document.documentElement.lang")) == language
        assert identity.name in await page.tree()
        is_narrow = "document.documentElement.scrollWidth <= innerWidth"
        await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert await page.evaluate(is_narrow)
        assert page.errors == []


async def test_typed_digits_show_the_words_the_owner_sees(hub: Hub, tmp_path: Path) -> None:
    codes = await hub.home.pairing.open(Invitation(role=Role.FAMILY))
    async with chromium(tmp_path, authority=authority(tmp_path)) as browser:
        page = await browser.open(f"{hub.addresses[0]}/pair", size=PHONE)
        await page.fill("textbox", "Code from the desktop app or the hub", "0000-0000")
        await page.click("button", "Connect")
        await page.wait_for("document.body?.innerText.includes('Tries left: 4.')")
        await page.fill("textbox", "Code from the desktop app or the hub", codes.typed)
        await page.click("button", "Connect")
        await page.wait_for("document.body?.innerText.includes('Compare these words')")
        asking = hub.home.pairing.status
        assert " · ".join(asking.words) in await page.tree()
        hub.home.pairing.confirm(asking.request_id or "", is_accepted=True)
        await page.wait_for("document.body?.innerText.includes('Kitchen')")
        assert page.errors == []


async def test_a_link_that_was_used_is_explained_and_leads_on(hub: Hub, tmp_path: Path) -> None:
    offer = await hub.open_pairing(Invitation(role=Role.FAMILY))
    await hub.home.pairing.close()
    async with chromium(tmp_path, authority=authority(tmp_path)) as browser:
        page = await browser.open(str(offer["url"]), size=PHONE)
        await page.click("button", "Connect")
        await page.wait_for("document.body?.innerText.includes('Code from the desktop app')")
        assert page.errors == []
