"""The example a maker copies, as a program of its own against the hub's side."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from embedded_hub.model.action import OutcomeKind
from tests.integration.native.conftest import TOKEN, SmallHub, until

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "gateway.py"


@asynccontextmanager
async def example(hub: SmallHub, token: str = TOKEN) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(EXAMPLE),
        hub.url("gw_attic"),
        "--every",
        "0.05",
        env={**os.environ, "HOMEWIRE_TOKEN": token},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


def test_it_stays_short_enough_to_read() -> None:
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) <= 250


async def test_it_announces_measures_and_obeys(hub: SmallHub) -> None:
    async with example(hub):
        await until(lambda: hub.sink.connected_count == 1)
        assert hub.sink.devices_by_key["lamp"].area == "Attic"
        measured = len(hub.sink.reports)
        await until(lambda: len(hub.sink.reports) >= measured + 5)
        outcome = await hub.act("gw_attic", "lamp/light", "turn_on", {"brightness": 128})
        assert outcome.kind is OutcomeKind.DONE
        assert hub.sink.states["lamp/light"].attributes["brightness"] == 128
        assert hub.sink.states["lamp/light"].cause is not None


async def test_it_comes_back_and_goes_on_where_it_was(hub: SmallHub) -> None:
    async with example(hub):
        await until(lambda: hub.sink.connected_count == 1 and len(hub.sink.reports) > 5)
        memory = hub.gateway("gw_attic").memory
        boot, taken = memory.boot, memory.taken
        hub.cut()
        await until(lambda: hub.sink.connected_count == 2)
        await until(lambda: memory.taken > taken + 5)
        assert memory.boot == boot
        assert (await hub.act("gw_attic", "lamp/light", "turn_off")).kind is OutcomeKind.DONE


async def test_a_command_on_what_it_has_not_is_refused(hub: SmallHub) -> None:
    async with example(hub):
        await until(lambda: hub.sink.connected_count == 1)
        outcome = await hub.act("gw_attic", "lamp/light", "turn_on", {"color_temp_kelvin": 3000})
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unsupported")


async def test_it_stops_with_a_sentence_when_the_token_is_wrong(hub: SmallHub) -> None:
    async with example(hub, token="hw1.wrong.token") as process:
        assert process.stderr is not None
        said = await process.stderr.read()
        assert b"does not know this token" in said
        assert await process.wait() == 1
