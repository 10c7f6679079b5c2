"""The desktop app, offscreen: how soon a tile lives, what it holds and what it costs at rest.

Usage: ``python -m tests.bench.bench_desktop [--quick]``. With the demo home in its own process, and
with 200 tiles of a hub elsewhere: four flats that stand still, and four that drift as the demo
does. The reference is an empty QML window of the same size in a process of its own.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from embedded_hub.client.gateway_link import DONE, Command, GatewayLink, Profile, Reply
from embedded_hub.client.gateway_link import websocket_dial as dial
from embedded_hub.simulator.flat import Flat
from embedded_hub.simulator.runner import run_simulator
from tests.bench.command import run
from tests.bench.figures import Row, cost, median
from tests.bench.hub_server import Place
from tests.bench.processes import Child, child

FLATS = 5
"""Of some forty tiles each."""
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "HOMEWIRE_LOG": "ERROR"}
_SETTLE_S = 4.0
_APP = "tests.bench.desktop_server"


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the app."""

    live_s: float
    live_cpu_s: float
    memory_mb: float
    idle_percent: float


async def measure(is_quick: bool) -> Sequence[Row]:
    """Run every case some times in turn."""
    rounds, idle_s = (1, 5.0) if is_quick else (3, 20.0)
    demo: list[Figures] = []
    still: list[Figures] = []
    drifting: list[Figures] = []
    empty: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await _demo(folder, 1.0)
        for number in range(rounds):
            empty.append(await _empty())
            demo.append(await _demo(folder, idle_s))
            for runs, drifts in ((still, False), (drifting, True)):
                data = folder / f"{drifts}{number}"
                async with _flats(data, drifts=drifts) as place:
                    runs.append(await _remote(data, place, idle_s))
    empty_mb = median(empty)
    rows = [
        cost("desktop: first live tile, demo home", "s", _of(demo, "live_s"), at_most=2),
        cost("desktop: CPU time until then", "s", _of(demo, "live_cpu_s")),
        cost(
            "desktop: memory, demo home",
            "MB",
            _of(demo, "memory_mb"),
            reference=empty_mb,
            against="empty window",
            at_most=150,
        ),
        cost("desktop: CPU, demo home and its hub", "% of a core", _of(demo, "idle_percent")),
    ]
    for title, runs in (("still", still), ("drifting", drifting)):
        rows.append(
            cost(
                f"desktop: memory, 200 tiles {title}",
                "MB",
                _of(runs, "memory_mb"),
                reference=empty_mb,
                against="empty window",
                at_most=150,
            )
        )
        rows.append(
            cost(
                f"desktop: CPU, 200 tiles {title}",
                "% of a core",
                _of(runs, "idle_percent"),
                at_most=2,
            )
        )
    return rows


def _of(runs: Sequence[Figures], name: str) -> float:
    return median(getattr(one, name) for one in runs)


async def _demo(folder: Path, idle_s: float) -> Figures:
    return await _watch(folder, ("--demo", "--data", str(folder / "demo")), idle_s)


async def _remote(folder: Path, place: Place, idle_s: float) -> Figures:
    token = folder / "token"
    token.touch(0o600)
    token.write_text(place.homes[0].owner, "utf-8")
    return await _watch(folder, ("--hub", place.url, "--token-file", str(token)), idle_s)


async def _watch(folder: Path, arguments: Sequence[str], idle_s: float) -> Figures:
    # A start for a picture leaves no trace and takes no port; it ends by itself after a while.
    picture = ("--screenshot", str(folder / "window.png"), "--after", "600")
    begun_s = time.perf_counter()
    async with child((_APP, *arguments, *picture), environment=_OFFSCREEN) as app:
        await app.hear(str)
        live_s, live_cpu_s = time.perf_counter() - begun_s, app.cpu_s
        await asyncio.sleep(_SETTLE_S)
        return Figures(
            live_s=live_s,
            live_cpu_s=live_cpu_s,
            idle_percent=await _idle(app, idle_s),
            memory_mb=app.memory_mb,
        )


async def _idle(app: Child, seconds: float) -> float:
    cpu_s = app.cpu_s
    await asyncio.sleep(seconds)
    return (app.cpu_s - cpu_s) / seconds * 100


async def _empty() -> float:
    async with child(("tests.bench.empty_window",), environment=_OFFSCREEN) as app:
        await app.hear(str)
        return app.memory_mb


@asynccontextmanager
async def _flats(folder: Path, *, drifts: bool) -> AsyncIterator[Place]:
    """Run a hub with flats that drift or stand still."""
    folder.mkdir()
    async with child(("tests.bench.hub_server", str(folder), "1", str(FLATS)), core=1) as hub:
        place = await hub.hear(Place)
        gateways = [
            (place.gateway_url + gateway_id, token)
            for gateway_id, token in place.homes[0].gateways.items()
        ]
        running = asyncio.create_task(_drift(gateways) if drifts else _stand_still(gateways))
        await asyncio.sleep(2)
        try:
            yield place
        finally:
            running.cancel()
            await asyncio.wait([running])


async def _drift(gateways: Sequence[tuple[str, str]]) -> None:
    await run_simulator(lambda index: gateways[index], flats=len(gateways))


async def _stand_still(gateways: Sequence[tuple[str, str]]) -> None:
    async with asyncio.TaskGroup() as group:
        for seed, (url, token) in enumerate(gateways):
            flat = Flat(seed)
            link = GatewayLink(dial(url, token), Profile(id=url.rpartition("/")[2]), _do_nothing)
            link.announce(flat.devices())
            for key, values in flat.states().items():
                link.state(key, values)
            group.create_task(link.run())


async def _do_nothing(_: Command) -> Reply:
    return DONE


if __name__ == "__main__":
    run("Measure the desktop app.", measure)
