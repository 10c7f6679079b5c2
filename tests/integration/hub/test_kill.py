"""kill -9 at any moment loses nothing that was acknowledged."""

import asyncio
import json
import random
import signal
import sys
from pathlib import Path
from typing import Any

from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import LinkError

ROUNDS = 6


async def serve(data: Path, token_file: Path) -> tuple[asyncio.subprocess.Process, str]:
    """Start a hub as a program and return it with its address, once it says it is ready."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "embedded_hub", "serve", "--data", str(data), "--port", "0"),
        *("--token-file", str(token_file)),
        stdout=asyncio.subprocess.PIPE,
        stderr=None,
    )
    assert process.stdout is not None
    ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    return process, ready["url"]


async def make_areas(url: str, token: str, round_number: int, acknowledged: set[str]) -> None:
    """Make areas one after the other until the hub dies, noting those it acknowledged."""
    number = 0
    try:
        async with await HubClient.connect(url, token) as client:
            while True:
                number += 1
                area: Any = await client.call(
                    "config/area_registry/create", name=f"r{round_number} n{number}"
                )
                acknowledged.add(area["area_id"])
    except LinkError:
        return


async def test_a_killed_hub_comes_back_with_everything_it_acknowledged(tmp_path: Path) -> None:
    data, token_file = tmp_path / "data", tmp_path / "owner.token"
    acknowledged: set[str] = set()
    chance = random.Random(1)  # noqa: S311 - when to kill is no secret
    for round_number in range(ROUNDS):
        process, url = await serve(data, token_file)
        token = token_file.read_text("utf-8").strip()
        writer = asyncio.create_task(make_areas(url, token, round_number, acknowledged))
        known = len(acknowledged)
        while len(acknowledged) < known + chance.randrange(1, 30):
            await asyncio.sleep(0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        await writer
    process, url = await serve(data, token_file)
    async with await HubClient.connect(url, token_file.read_text("utf-8").strip()) as client:
        areas: Any = await client.call("config/area_registry/list")
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert acknowledged <= {area["area_id"] for area in areas}


async def write_messages(
    url: str, token: str, round_number: int, unsure: str | None, acknowledged: dict[str, str]
) -> str:
    """Write until the hub dies, the one nobody answered first; return the one nobody answered."""
    number = 0
    nonce = unsure or f"r{round_number} n0"
    try:
        async with await HubClient.connect(url, token) as client:
            while True:
                sent: Any = await client.call(
                    "message/send", channel="all", text=nonce, nonce=nonce
                )
                acknowledged[nonce] = sent["message"]
                number += 1
                nonce = f"r{round_number} n{number}"
    except LinkError:
        return nonce


async def test_a_killed_hub_has_every_message_it_acknowledged_and_each_of_them_once(
    tmp_path: Path,
) -> None:
    data, token_file = tmp_path / "data", tmp_path / "owner.token"
    acknowledged: dict[str, str] = {}
    unsure: str | None = None
    chance = random.Random(2)  # noqa: S311 - when to kill is no secret
    for round_number in range(3):
        process, url = await serve(data, token_file)
        token = token_file.read_text("utf-8").strip()
        writer = asyncio.create_task(write_messages(url, token, round_number, unsure, acknowledged))
        known = len(acknowledged)
        # Within what one person may send at once.
        while len(acknowledged) < known + chance.randrange(2, 15):
            await asyncio.sleep(0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        unsure = await writer
    process, url = await serve(data, token_file)
    async with await HubClient.connect(url, token_file.read_text("utf-8").strip()) as client:
        repeated: Any = await client.call("message/send", channel="all", text="x", nonce=unsure)
        listed: Any = await client.call("message/list", limit=200)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    kept = {one["nonce"]: one["message"] for one in listed["messages"]}
    assert kept == acknowledged | {unsure: repeated["message"]}
    assert len(listed["messages"]) == len(kept)
