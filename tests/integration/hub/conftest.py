"""A whole hub in this process, on a port of its own, with a demo flat where asked."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions

WAIT_S = 10.0


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something the hub does by itself; a test that waits in vain fails here."""
    async with asyncio.timeout(WAIT_S):
        while not is_so():
            await asyncio.sleep(0.01)


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    yield hub
    await hub.stop()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Hub]:
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    await until(lambda: sum(state.is_available for state in hub.home.states) > 80)
    yield hub
    await hub.stop()


@pytest.fixture
async def owner(demo: Hub) -> AsyncIterator[HubClient]:
    async with await HubClient.connect(demo.url, await demo.issue_token(Role.OWNER, "Anna")) as one:
        yield one


def value_of(home: Home, entity_id: str) -> str | None:
    """Return an entity's state text."""
    return next((state.value for state in home.states if state.entity_id == entity_id), None)
