"""One load on one whole server: gateways report, subscribers are told, and what that cost.

The same load is put on the hub and on the reference in turn, each in fresh processes, and medians
are compared. Reports come at random times (Poisson), as a home's do.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Literal

import msgspec

from tests.bench.crowd import Crowd
from tests.bench.feeder import AREAS, FRAMES_PER_S, Feeder
from tests.bench.figures import median, percentile
from tests.bench.hub_server import HomeTokens, Place
from tests.bench.processes import Child, child

Side = Literal["relay", "hub"]
SIDES: tuple[Side, ...] = ("relay", "hub")
SAMPLED = 10
_SETTLE_S = 0.5
_FRAME_SHARE = 0.6
"""Of the frames a gateway may send: bursts of chance must not run into its limit."""


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a server."""

    homes: int = 1
    people: int
    """Subscribers of each home."""
    sensors: int
    """Of each home."""
    changes_per_s: float
    """Of each home."""
    gateways: int = 1
    """Of each home."""
    changes_per_frame: int = 1
    seconds: float = 4.0
    has_guests: bool = False
    """Whether every fifth subscriber may be in one area only."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    us_per_delivery: float
    """Server CPU time for one change reaching one subscriber."""
    us_per_report: float
    """Server CPU time for one report, subscribers included."""
    core: float
    """Share of a core the server used, in percent."""
    deliveries_per_s: float
    p50_ms: float
    p99_ms: float
    lost: float
    """Reports not told one by one to those who may know, as a share."""
    leaks: int


async def compare(load: Load, rounds: int) -> dict[Side, Figures]:
    """Put the load on both sides in turn and return the medians of each."""
    runs: dict[Side, list[Figures]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            runs[side].append(await measure(side, load))
    return {side: _medians(figures) for side, figures in runs.items()}


def _medians(runs: Sequence[Figures]) -> Figures:
    def of(name: str) -> float:
        return median(getattr(run, name) for run in runs)

    return Figures(
        us_per_delivery=of("us_per_delivery"),
        us_per_report=of("us_per_report"),
        core=of("core"),
        deliveries_per_s=of("deliveries_per_s"),
        p50_ms=of("p50_ms"),
        p99_ms=of("p99_ms"),
        lost=max(run.lost for run in runs),
        leaks=max(run.leaks for run in runs),
    )


async def measure(side: Side, load: Load) -> Figures:
    """Put the load on one side."""
    sizes = (str(load.homes), str(load.gateways))
    with tempfile.TemporaryDirectory() as folder:
        arguments = {
            "hub": ("tests.bench.hub_server", folder, *sizes),
            "relay": ("tests.bench.relay_server", *sizes),
        }
        async with child(arguments[side]) as server:
            place = await server.hear(Place)
            async with AsyncExitStack() as stack:
                feeders, crowd = await _gather(place, load, stack, has_guests=side == "hub")
                await asyncio.sleep(_SETTLE_S)
                return await _press(server, feeders, crowd, load, has_guests=side == "hub")


async def _gather(
    place: Place, load: Load, stack: AsyncExitStack, *, has_guests: bool
) -> tuple[list[list[Feeder]], Crowd]:
    homes, crowd = [], Crowd()
    stack.callback(crowd.leave)
    for home in place.homes:
        feeders = [
            Feeder(gateway_id, token, load.sensors // load.gateways)
            for gateway_id, token in home.gateways.items()
        ]
        for feeder in feeders:
            stack.push_async_callback(feeder.close)
            await feeder.open(place.gateway_url)
        homes.append(feeders)
    # Only what is known when somebody subscribes is no change to them.
    await asyncio.sleep(_SETTLE_S)
    sample = max(1, load.people * load.homes // SAMPLED)
    for number, home in enumerate(place.homes):
        for one in range(load.people):
            token = _token(home, one, load)
            is_guest = has_guests and token == home.guest
            await crowd.join(
                place.url,
                token,
                is_sampled=(number * load.people + one) % sample == 0,
                forbidden=f"_{AREAS[1].lower()}_".encode() if is_guest else None,
            )
    return homes, crowd


def _token(home: HomeTokens, number: int, load: Load) -> str:
    people = home.people if load.has_guests else home.people[:-1]
    return people[number % len(people)]


async def _press(
    server: Child, homes: Sequence[Sequence[Feeder]], crowd: Crowd, load: Load, *, has_guests: bool
) -> Figures:
    crowd.begin()
    cpu_s, begun_s = server.cpu_s, time.perf_counter()
    reports = await _report(homes, load)
    spent_s, elapsed_s = server.cpu_s - cpu_s, time.perf_counter() - begun_s
    await asyncio.sleep(_SETTLE_S)
    guests = load.people // 5 if load.has_guests and has_guests else 0
    expected = reports * (load.people - guests) + reports * guests / len(AREAS)
    deliveries = crowd.deliveries
    ages = crowd.ages_ms
    return Figures(
        us_per_delivery=spent_s / max(1, deliveries) * 1e6,
        us_per_report=spent_s / max(1, reports) * 1e6,
        core=spent_s / elapsed_s * 100,
        deliveries_per_s=deliveries / elapsed_s,
        p50_ms=percentile(ages, 0.5),
        p99_ms=percentile(ages, 0.99),
        lost=max(0.0, 1 - deliveries / expected) if load.people else 0.0,
        leaks=crowd.leaks,
    )


async def _report(homes: Sequence[Sequence[Feeder]], load: Load) -> int:
    """Report at random times until the time is over; return how many changes that were."""
    frames_per_s = load.changes_per_s * load.homes / load.changes_per_frame
    assert frames_per_s / (load.homes * load.gateways) <= FRAMES_PER_S * _FRAME_SHARE
    feeders = [feeder for home in homes for feeder in home]
    chance = random.Random(1)  # noqa: S311 - the same load each time
    begun_s, due_s, frames = time.perf_counter(), 0.0, 0
    while due_s < load.seconds:
        wait_s = due_s - (time.perf_counter() - begun_s)
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        await feeders[frames % len(feeders)].report_next(load.changes_per_frame)
        frames += 1
        due_s += chance.expovariate(frames_per_s)
    return frames * load.changes_per_frame
