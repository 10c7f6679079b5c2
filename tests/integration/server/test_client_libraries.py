"""Client libraries of Home Assistant's users as judges: they connect to us unchanged."""

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hass_client import HomeAssistantClient  # type: ignore[import-untyped]
from hass_client.exceptions import (  # type: ignore[import-untyped]
    AuthenticationFailed,
    FailedCommand,
)

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench

ROOT = Path(__file__).parents[3]
JUDGE = Path(__file__).with_name("js")
ENTITIES = ["light.lamp", "light.spot", "lock.door", "sensor.heat", "switch.fan"]


async def test_hass_client_lists_subscribes_and_calls(bench: Bench) -> None:
    token = await bench.token(Role.OWNER)
    async with (
        aiohttp.ClientSession() as session,
        HomeAssistantClient(bench.server.hub_url, token, session) as client,
    ):
        assert client.version == "2024.3.3"
        assert sorted(state["entity_id"] for state in await client.get_states()) == ENTITIES
        assert (await client.get_config())["state"] == "RUNNING"
        assert "turn_on" in (await client.get_services())["light"]
        assert len(await client.get_area_registry()) == 2
        assert {one["name"] for one in await client.get_device_registry()} >= {"Lamp", "Door"}
        assert len(await client.get_entity_registry()) == len(ENTITIES)
        assert (await client.get_entity_registry_entry("light.lamp"))["aliases"] == []

        entities: asyncio.Queue[Any] = asyncio.Queue()
        events: asyncio.Queue[Any] = asyncio.Queue()
        stop = await client.subscribe_entities(entities.put_nowait, ["light.lamp"])
        await client.subscribe_events(events.put_nowait, "state_changed")
        assert set((await entities.get())["a"]) == {"light.lamp"}
        await client.call_service("light", "turn_off", target={"entity_id": "light.lamp"})
        assert (await entities.get())["c"]["light.lamp"]["+"]["s"] == "off"
        assert (await events.get())["data"]["new_state"]["state"] == "off"
        stop()
        with pytest.raises(FailedCommand):
            await client.call_service("light", "turn_off", target={"entity_id": "light.no"})


async def test_hass_client_learns_that_its_token_is_wrong(bench: Bench) -> None:
    async with aiohttp.ClientSession() as session:
        client = HomeAssistantClient(bench.server.hub_url, "hw1.aaaaaaaa.no", session)
        with pytest.raises(AuthenticationFailed):
            await client.connect()


@pytest.fixture(scope="module")
def judge() -> Path:
    """Install the JavaScript library once, outside the source tree."""
    if shutil.which("npm") is None:
        pytest.skip("node is not installed")
    folder = ROOT / ".cache" / "client-judge"
    folder.mkdir(parents=True, exist_ok=True)
    for file in JUDGE.iterdir():
        shutil.copy(file, folder)
    return folder


async def run(*command: str, folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "npm_config_update_notifier": "false"},
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


async def test_home_assistant_s_own_library_lists_subscribes_and_calls(
    bench: Bench, judge: Path
) -> None:
    if not (judge / "node_modules" / "home-assistant-js-websocket").exists():
        await run("npm", "install", "--no-audit", "--no-fund", folder=judge)
    url = f"http://127.0.0.1:{bench.server.port}"
    token = await bench.token(Role.OWNER)
    seen = json.loads(await run("node", "judge.mjs", url, token, folder=judge))
    me = next(user for user in bench.home.people.users() if user.role is Role.OWNER)
    assert seen == {
        "version": "2024.3.3",
        "ping": "pong",
        "states": ENTITIES,
        "location": "Home",
        "services": seen["services"],
        "user": me.name,
        "config": "RUNNING",
        "serviceDomains": seen["serviceDomains"],
        "entities": ENTITIES,
        "before": "on",
        "context": "string",
        "after": "off",
        "brightness": 77,
        "event": "on",
        "refusal": "service_validation_error",
        "unknown": "unknown_command",
        "areas": 2,
        "afterReconnect": ENTITIES,
        "wrongToken": "invalid_auth",
    }
    assert {"turn_on", "turn_off", "toggle"} <= set(seen["services"])
    assert {"light", "lock", "homeassistant"} <= set(seen["serviceDomains"])
