"""The desktop app with a large home in its own hub: what fifteen gateways cost it.

Usage: ``python -m tests.bench.bench_big_home [--quick]``. Fifteen simulated flats, some 1,500
entities, dial the hub in the app's own process and drift as the demo does; the app shows its home
page, then its settings. The reference is an empty QML window in a process of its own.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from embedded_hub.simulator.runner import run_simulator
from tests.bench.command import run
from tests.bench.figures import Row, cost, median
from tests.bench.processes import child

FLATS = 15
"""Of some 105 entities each."""
SETTLE_S = 75.0
"""The app gives back what it no longer uses once a minute: desktop/memory.py."""
IDLE_S = 20.0
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "HOMEWIRE_LOG": "ERROR"}
_PAGES = ("home", "settings")


async def measure(is_quick: bool) -> Sequence[Row]:
    """Show each page some times in turn."""
    memory: dict[str, list[float]] = {page: [] for page in _PAGES}
    busy: dict[str, list[float]] = {page: [] for page in _PAGES}
    for _ in range(1 if is_quick else 3):
        for page in _PAGES:
            memory_mb, percent = await _show(page)
            memory[page].append(memory_mb)
            busy[page].append(percent)
    empty_mb = await _empty()
    rows: list[Row] = []
    for page in _PAGES:
        title = f"desktop: {FLATS} gateways, 1,500 entities, {page} page"
        rows.append(
            cost(
                f"{title}: memory",
                "MB",
                median(memory[page]),
                reference=empty_mb,
                against="empty window",
                at_most=250,
            )
        )
        rows.append(cost(f"{title}: CPU", "% of a core", median(busy[page])))
    return rows


async def _show(page: str) -> tuple[float, float]:
    """Return the memory in MB and the share of a core in percent."""
    with tempfile.TemporaryDirectory() as folder:
        # A start for a picture leaves no trace elsewhere; it ends by itself after a while.
        picture = ("--screenshot", str(Path(folder) / "window.png"), "--after", "600")
        words = ("--data", folder, "--size", "1280x800", "--page", page, *picture)
        server = ("tests.bench.big_home_server", str(FLATS), *words)
        async with child(server, environment=_OFFSCREEN) as app:
            places = await app.hear(list[tuple[str, str]])
            flats = asyncio.create_task(run_simulator(lambda index: places[index], flats=FLATS))
            await asyncio.sleep(SETTLE_S)
            cpu_s = app.cpu_s
            await asyncio.sleep(IDLE_S)
            percent = (app.cpu_s - cpu_s) / IDLE_S * 100
            memory_mb = app.memory_mb
            flats.cancel()
            await asyncio.wait([flats])
            return memory_mb, percent


async def _empty() -> float:
    async with child(("tests.bench.empty_window",), environment=_OFFSCREEN) as app:
        await app.hear(str)
        return app.memory_mb


if __name__ == "__main__":
    run("Measure a large home.", measure)
