import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from zeroconf.asyncio import AsyncServiceInfo

from embedded_hub.gateways.discovery import mdns
from embedded_hub.gateways.discovery.mdns import RESOLVERS, MdnsBrowser
from tests.fakes.gateways import settled

KEY = ("_hue._tcp.local.", "Bridge._hue._tcp.local.")


async def test_a_service_that_changes_while_it_is_asked_for_is_asked_again_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[asyncio.Future[bool]] = []

    async def ask(*_: Any) -> bool:
        answers.append(asyncio.get_running_loop().create_future())
        return await answers[-1]

    async def start_nothing() -> None:
        pass

    library = SimpleNamespace(
        zeroconf=SimpleNamespace(async_wait_for_start=start_nothing), async_close=start_nothing
    )
    browser = MdnsBrowser(["_hue._tcp"], on_seen=lambda _: None, on_gone=lambda *_: None)
    monkeypatch.setattr(AsyncServiceInfo, "async_request", ask)
    monkeypatch.setattr(mdns, "_load", lambda: mdns._Network((), ()))
    monkeypatch.setattr(browser, "_open", lambda: library)
    monkeypatch.setattr(browser, "_browse", lambda _: SimpleNamespace(async_cancel=start_nothing))
    assert await browser.start() is None
    try:
        for _ in range(RESOLVERS + 1):
            browser._noticed(library.zeroconf, *KEY, SimpleNamespace(name="Updated"))  # type: ignore[arg-type]
            await settled()
        assert len(answers) == 1
        answers[0].set_result(False)
        await settled()
        assert len(answers) == 2
    finally:
        await browser.stop()
