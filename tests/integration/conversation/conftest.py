"""A whole hub with a demo flat, and people who speak to it over its socket."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions

WAIT_S = 10.0


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Hub]:
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    async with asyncio.timeout(WAIT_S):
        while sum(state.is_available for state in hub.home.states) <= 80:
            await asyncio.sleep(0.01)
    yield hub
    await hub.stop()


@pytest.fixture
async def owner(demo: Hub) -> AsyncIterator[HubClient]:
    async with await HubClient.connect(demo.url, await demo.issue_token(Role.OWNER, "Anna")) as one:
        yield one


async def say(client: HubClient, text: str, **fields: Any) -> Any:
    """Say a sentence and return the response."""
    result = await client.call("conversation/process", text=text, **fields)
    assert isinstance(result, dict)
    return result["response"]


async def until_value(hub: Hub, entity_id: str, value: str) -> None:
    """Wait until a device reports a value."""
    async with asyncio.timeout(WAIT_S):
        while all((one.entity_id, one.value) != (entity_id, value) for one in hub.home.states):
            await asyncio.sleep(0.01)
