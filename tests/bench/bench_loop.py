"""What one loop for asyncio and Qt costs, against asyncio's own.

Usage: ``python -m tests.bench.bench_loop [--quick]``. The same small server on each loop,
offscreen; server CPU time for an echo and for a message to each of 20 listeners.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import Sequence

import msgspec
from websockets.asyncio.client import connect

from tests.bench.command import run
from tests.bench.figures import Row, cost, median
from tests.bench.loop_server import MESSAGE, Rounds
from tests.bench.processes import child

LOOPS = ("asyncio", "qasync", "native")
LISTENERS = 20
BROADCASTS_PER_S = 100


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What one loop took."""

    echo_us: float
    broadcast_us: float
    idle_percent: float


async def measure(is_quick: bool) -> Sequence[Row]:
    """Measure every loop in turn."""
    rounds, seconds = (1, 1.0) if is_quick else (3, 2.0)
    runs: dict[str, list[Figures]] = {name: [] for name in LOOPS}
    for _ in range(rounds):
        for name in LOOPS:
            runs[name].append(await _measure(name, seconds))
    rows = []
    for title, field, unit in (
        ("echo", "echo_us", "us"),
        ("broadcast, a delivery", "broadcast_us", "us"),
        ("idle, share of a core", "idle_percent", "%"),
    ):
        plain, qasync, native = (
            median(getattr(one, field) for one in runs[name]) for name in LOOPS
        )
        rows.append(
            cost(f"{title}: desktop's loop", unit, native, reference=qasync, against="qasync")
        )
        rows.append(
            cost(f"{title}: desktop's loop", unit, native, reference=plain, against="asyncio")
        )
    return rows


async def _measure(name: str, seconds: float) -> Figures:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    async with child(("tests.bench.loop_server", name), environment=environment) as server:
        port = await server.hear(int)
        url = f"ws://127.0.0.1:{port}"
        async with connect(f"{url}/echo", compression=None) as echo:
            await echo.send(MESSAGE)
            await echo.recv()
            cpu_s, count, end_s = server.cpu_s, 0, time.perf_counter() + seconds
            while time.perf_counter() < end_s:
                await echo.send(MESSAGE)
                await echo.recv()
                count += 1
            echo_us = (server.cpu_s - cpu_s) / count * 1e6
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(LISTENERS):
                await stack.enter_async_context(connect(url, compression=None, max_queue=None))
            cpu_s = server.cpu_s
            await asyncio.sleep(1)
            idle_percent = (server.cpu_s - cpu_s) * 100
            told = Rounds(count=int(seconds * BROADCASTS_PER_S), every_s=1 / BROADCASTS_PER_S)
            cpu_s = server.cpu_s
            await server.ask(told, str)
            broadcast_us = (server.cpu_s - cpu_s) / (told.count * LISTENERS) * 1e6
    return Figures(echo_us=echo_us, broadcast_us=broadcast_us, idle_percent=idle_percent)


if __name__ == "__main__":
    run("Measure what the desktop's event loop costs.", measure)
