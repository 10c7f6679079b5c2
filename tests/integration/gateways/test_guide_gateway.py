"""The guide *Write a gateway*, as a reader follows it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.protocol import gateway_messages as gw
from tests.fakes.terminal import run_program
from tests.integration.cli.served_hub import Served, serve
from tests.integration.gateways.guides import EXAMPLES, GUIDES, blocks, hub_commands

GUIDE = "write-a-gateway.md"


@asynccontextmanager
async def dialling_in(program: Path, hub: Served, entity_id: str) -> AsyncIterator[None]:
    """Run a program as the gateway of the guide until the context ends, once its lamp is there."""
    url = hub.ready["gateway_url"] + "gw_attic"
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(program), url, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        while entity_id not in (seen := await run_program("states")).out:
            assert (seen.code, process.returncode) == (0, None), seen.err
        yield
    finally:
        process.terminate()
        await process.wait()


async def test_what_the_guide_says_to_type_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest = tmp_path / "lamp.py"
    smallest.write_text(blocks(GUIDE, "python")[0], encoding="utf-8")
    look, switch, look_again, look_at_both, dim = hub_commands(GUIDE)
    async with serve(tmp_path) as hub:
        monkeypatch.setenv("HOMEWIRE_HUB", hub.url.removesuffix("/api/websocket"))
        monkeypatch.setenv("HOMEWIRE_TOKEN_FILE", str(tmp_path / "token"))
        who = ("--role", "gateway", "--name", "Attic", "--gateway", "gw_attic")
        made = await run_program("token", "--data", str(tmp_path / "home"), *who)
        monkeypatch.setenv("HOMEWIRE_TOKEN", made.out.strip())
        async with dialling_in(smallest, hub, "light.desk_lamp"):
            assert "off" in (await run_program(*look)).out
            assert "Done" in (await run_program(*switch)).out
            assert "on" in (await run_program(*look_again)).out.split()
        async with dialling_in(EXAMPLES / "gateway.py", hub, "light.attic_lamp"):
            assert "°C" in (await run_program(*look_at_both)).out
            assert "Done" in (await run_program(*dim)).out


def test_every_message_shown_is_one_the_hub_reads_or_says() -> None:
    text = (GUIDES / GUIDE).read_text("utf-8")
    in_tables = [piece for piece in text.split("`") if piece.startswith('{"t":')]
    lines = [line for block in blocks(GUIDE, "json") for line in block.splitlines()]
    messages = [*in_tables, *(line for line in lines if line.startswith('{"t":'))]
    assert len(messages) > 10
    for message in messages:
        read_either_way(message.replace('"devices":[…]', '"devices":[]'))


def test_the_device_shown_is_one_the_hub_takes() -> None:
    shown = json.loads("".join(blocks(GUIDE, "json")[2:]))
    announce = gw.Announce(rev=1, full=True, devices=(msgspec.Raw(json.dumps(shown).encode()),))
    devices, bad = gw.read_devices(announce)
    assert (len(devices[0].entities), list(bad)) == (1, [])


def read_either_way(message: str) -> None:
    try:
        gw.decode_from_gateway(message)
    except RemoteProtocolError:
        gw.decode_from_hub(message)
