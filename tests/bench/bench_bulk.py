"""A word behind a long answer: how old sound is when its listener also asked for a megabyte.

Usage: ``python -m tests.bench.bench_bulk [--quick]``. One talker, 50 frames a second; one listener
takes 4 Mbit/s and asks for the states of a home with 3000 sensors while the word is spoken. Times
run from the talker's write to the listener's read.

===========  ===================================================================================
alone        the same line without the question
states       ``subscribe_entities`` by a client that knows nothing of pieces
pieces       ``get_states`` by a client with a bulk window, little held by its socket
deep         the same; its socket holds what a system holds by default
uncut        ``get_states`` by a client that takes no pieces: it waits until the word is over
===========  ===================================================================================
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack

import msgspec

from tests.bench.bench_voice import join_talker
from tests.bench.command import run
from tests.bench.feeder import Feeder
from tests.bench.figures import Row, cost, percentile
from tests.bench.hub_server import Place
from tests.bench.processes import child
from tests.bench.slow_client import SlowClient

BYTES_PER_S = 4e6 / 8
GATEWAYS, SENSORS = 8, 3000
FRAME_S = 0.02
_SMALL_BUFFER = 8 * 1024
_SPEECH_S = 4.0
_ASK_AFTER_S = 0.5


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """How one listener asks."""

    command: str | None
    bulk_window: int | None = None
    receive_buffer: int | None = _SMALL_BUFFER


CASES = {
    "alone": Case(command=None),
    "states": Case(command="subscribe_entities"),
    "pieces": Case(command="get_states", bulk_window=32 * 1024),
    "deep": Case(command="get_states", bulk_window=32 * 1024, receive_buffer=None),
    "uncut": Case(command="get_states"),
}


async def measure(is_quick: bool) -> Sequence[Row]:
    """Run every case against one hub."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        async with child(("tests.bench.hub_server", folder, "1", str(GATEWAYS))) as server:
            place = await server.hear(Place)
            async with AsyncExitStack() as stack:
                await _fill(place, stack)
                for name, case in CASES.items():
                    rows.extend(await _measured(place, name, case))
    return rows


async def _fill(place: Place, stack: AsyncExitStack) -> None:
    for gateway_id, token in place.homes[0].gateways.items():
        feeder = Feeder(gateway_id, token, SENSORS // GATEWAYS)
        stack.push_async_callback(feeder.close)
        await feeder.open(place.gateway_url)
    await asyncio.sleep(2.0)


async def _measured(place: Place, name: str, case: Case) -> Iterator[Row]:
    home = place.homes[0]
    async with AsyncExitStack() as stack:
        talker = await join_talker(place, home.owner, stack)
        listener = SlowClient(
            place.url, home.family[0], bytes_per_s=BYTES_PER_S, bulk_window=case.bulk_window
        )
        await listener.open(place.url, case.receive_buffer)
        stack.callback(listener.leave)
        handler = await talker.ask_floor()
        began_s, count = time.monotonic(), round(_SPEECH_S / FRAME_S)
        for number in range(count):
            await asyncio.sleep(max(0.0, began_s + number * FRAME_S - time.monotonic()))
            talker.say(handler, number)
            if number == round(_ASK_AFTER_S / FRAME_S) and case.command is not None:
                listener.ask(case.command)
        await asyncio.sleep(1.0)
        ages = sorted(listener.ages_ms)
        megabytes = listener.received_bytes / 1e6
    return iter(
        (
            cost(f"{name}: p95", "ms", percentile(ages, 0.95)),
            cost(f"{name}: worst", "ms", ages[-1], at_most=120),
            cost(f"{name}: missing", "%", (1 - len(ages) / count) * 100, at_most=0),
            cost(f"{name}: taken meanwhile", "MB", megabytes),
        )
    )


if __name__ == "__main__":
    run("Measure sound behind a long answer.", measure)
