"""Voice through a whole hub: one talker, many listeners, while states flow to all of them.

Usage: ``python -m tests.bench.bench_voice [--quick]``. Times run from the talker's write to the
listener's read, both in another process than the hub: the way through the kernel and the time the
load's own process takes to get to it are counted too.

=======  =========================================================================
quiet    50 frames a second to 50 listeners, nothing else
states   the same while 200 changes a second go to everybody
crowd    200 listeners and 200 changes a second
pcm      50 listeners, half of whom need PCM16
=======  =========================================================================
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import msgspec

from tests.bench.command import run
from tests.bench.feeder import Feeder
from tests.bench.figures import Row, cost, median, percentile
from tests.bench.hub_server import Place
from tests.bench.processes import Child, child
from tests.bench.voice_client import VoiceClient

FRAME_S = 0.02
GATEWAYS = 8
"""So many that each stays well below what a gateway may send."""
SENSORS = 80
_SETTLE_S = 0.5


class VoiceLoad(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the hub."""

    listeners: int
    changes_per_s: float = 0.0
    pcm_share: float = 0.0
    seconds: float = 6.0


class VoiceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    p50_ms: float
    p99_ms: float
    missing: float
    """Frames that did not arrive, in percent."""
    core: float
    """Share of a core the hub used, in percent."""


LOADS = {
    "quiet": VoiceLoad(listeners=50),
    "states": VoiceLoad(listeners=50, changes_per_s=200),
    "crowd": VoiceLoad(listeners=200, changes_per_s=200),
    "pcm": VoiceLoad(listeners=50, pcm_share=0.5),
}
GOALS = {"quiet": (2.0, 8.0), "states": (2.0, 8.0)}


async def measure(is_quick: bool) -> Sequence[Row]:
    """Run every load."""
    rounds, seconds = (1, 3.0) if is_quick else (5, 6.0)
    rows: list[Row] = []
    for name, load in LOADS.items():
        lasting = msgspec.structs.replace(load, seconds=seconds)
        rows.extend(_rows(name, [await _press(lasting) for _ in range(rounds)]))
    return rows


def _rows(name: str, runs: Sequence[VoiceFigures]) -> Iterator[Row]:
    p50, p99 = GOALS.get(name, (None, None))
    yield cost(f"{name}: p50", "ms", median(one.p50_ms for one in runs), at_most=p50)
    yield cost(f"{name}: p99", "ms", median(one.p99_ms for one in runs), at_most=p99)
    yield cost(f"{name}: missing", "%", max(one.missing for one in runs), at_most=0)
    yield cost(f"{name}: share of a core", "%", median(one.core for one in runs))


async def _press(load: VoiceLoad) -> VoiceFigures:
    with tempfile.TemporaryDirectory() as folder:
        async with child(("tests.bench.hub_server", folder, "1", str(GATEWAYS))) as server:
            place = await server.hear(Place)
            async with AsyncExitStack() as stack:
                return await _measured(server, place, load, stack)


async def _measured(
    server: Child, place: Place, load: VoiceLoad, stack: AsyncExitStack
) -> VoiceFigures:
    home = place.homes[0]
    feeders = [
        Feeder(gateway_id, token, SENSORS // GATEWAYS)
        for gateway_id, token in home.gateways.items()
    ]
    for feeder in feeders:
        stack.push_async_callback(feeder.close)
        await feeder.open(place.gateway_url)
    talker = await join_talker(place, home.owner, stack)
    listeners = [
        await _join(
            place,
            home.family[0],
            stack,
            codec="pcm16" if number < load.listeners * load.pcm_share else "opus",
        )
        for number in range(load.listeners)
    ]
    await asyncio.sleep(_SETTLE_S)
    handler = await talker.ask_floor()
    cpu_before, began_s = server.cpu_s, time.monotonic()
    noise = asyncio.create_task(_report(feeders, load))
    count = await _speak(talker, handler, load.seconds)
    core = (server.cpu_s - cpu_before) / (time.monotonic() - began_s) * 100
    noise.cancel()
    await asyncio.gather(noise, return_exceptions=True)
    await asyncio.sleep(_SETTLE_S)
    ages = sorted(age for listener in listeners for age in listener.ages_ms)
    arrived = sum(listener.frames for listener in listeners)
    return VoiceFigures(
        p50_ms=percentile(ages, 0.5),
        p99_ms=percentile(ages, 0.99),
        missing=(1 - arrived / (count * len(listeners))) * 100,
        core=core,
    )


async def _join(place: Place, token: str, stack: AsyncExitStack, codec: str) -> VoiceClient:
    address = urlsplit(place.url)
    _, client = await asyncio.get_running_loop().create_connection(
        lambda: VoiceClient(address.netloc, address.path, token, codec),
        address.hostname or "127.0.0.1",
        address.port or 80,
    )
    stack.callback(client.leave)
    async with asyncio.timeout(10):
        await client.is_ready
    return client


async def join_talker(place: Place, token: str, stack: AsyncExitStack) -> VoiceClient:
    """Connect somebody who will speak; hangs up with the stack."""
    return await _join(place, token, stack, codec="opus")


async def _speak(talker: VoiceClient, handler: int, seconds: float) -> int:
    began_s = time.monotonic()
    count = round(seconds / FRAME_S)
    for number in range(count):
        await asyncio.sleep(max(0.0, began_s + number * FRAME_S - time.monotonic()))
        talker.say(handler, number)
    return count


async def _report(feeders: Sequence[Feeder], load: VoiceLoad) -> None:
    chance = random.Random(1)  # noqa: S311 - the same load each time
    while load.changes_per_s:
        await asyncio.sleep(chance.expovariate(load.changes_per_s))
        feeder = chance.choice(feeders)
        await feeder.report([chance.randrange(SENSORS // GATEWAYS)])


if __name__ == "__main__":
    run("Measure voice through a whole hub.", measure)
