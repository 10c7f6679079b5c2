"""A hub without a screen, with the demo home: how soon it is there and what it holds.

Usage: ``python -m tests.bench.bench_headless [--quick]``. The reference is a Python process that
has only imported ``websockets`` and ``msgspec``: what no hub written with them can be without.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.bench.command import run
from tests.bench.figures import Row, cost, median
from tests.bench.processes import child

_SETTLE_S = 5.0
"""Until the demo home is in, and what the start left behind is given back."""
_BARE = ("timeit", "-n", "1", "-r", "1", "-s")
_BARE_CODE = "import asyncio, msgspec, sys, websockets.asyncio.server; print(0, flush=True)"


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One start."""

    ready_s: float
    memory_mb: float
    idle_percent: float


class Ready(msgspec.Struct, frozen=True):
    """What the hub says once it accepts connections."""

    url: str


async def measure(is_quick: bool) -> Sequence[Row]:
    """Start it some times on the same data; the first start does not count."""
    runs, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        await _start(Path(folder), 1.0)
        for _ in range(1 if is_quick else 3):
            runs.append(await _start(Path(folder), 5.0 if is_quick else 20.0))
            bare.append(await _start_bare())
    bare_s, bare_mb = (median(values) for values in zip(*bare, strict=True))
    return [
        cost(
            "headless: ready",
            "s",
            median(run.ready_s for run in runs),
            reference=bare_s,
            against="bare",
        ),
        cost(
            "headless: memory with the demo home",
            "MB",
            median(run.memory_mb for run in runs),
            reference=bare_mb,
            against="bare",
            at_most=50,
        ),
        cost(
            "headless: CPU with the demo home",
            "% of a core",
            median(run.idle_percent for run in runs),
        ),
    ]


async def _start(folder: Path, idle_s: float) -> Figures:
    begun_s = time.perf_counter()
    arguments = ("embedded_hub", "serve", "--demo", "--port", "0", "--data", str(folder))
    async with child((*arguments, "--log-json")) as hub:
        await hub.hear(Ready)
        ready_s = time.perf_counter() - begun_s
        await asyncio.sleep(_SETTLE_S)
        cpu_s = hub.cpu_s
        await asyncio.sleep(idle_s)
        return Figures(
            ready_s=ready_s,
            memory_mb=hub.memory_mb,
            idle_percent=(hub.cpu_s - cpu_s) / idle_s * 100,
        )


async def _start_bare() -> tuple[float, float]:
    begun_s = time.perf_counter()
    async with child((*_BARE, _BARE_CODE, "sys.stdin.read()")) as bare:
        await bare.hear(int)
        return time.perf_counter() - begun_s, bare.memory_mb


if __name__ == "__main__":
    run("Measure a hub without a screen.", measure)
