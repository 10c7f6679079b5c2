"""The same job as Home Assistant core: 100 changes a second, and 500 screens are told.

Usage: ``python -m tests.bench.bench_home_assistant [--quick]``, with ``HOMEWIRE_HA_URL`` the
``ws://`` address of a Home Assistant on this machine, ``HOMEWIRE_HA_TOKEN_FILE`` a file with a
token of it, and a hundred ``input_number.load_<n>`` (0 to 1,000,000,000) in it. Without them
nothing is measured.

On both sides 500 clients have subscribed to a hundred entities with ``subscribe_entities`` and
coalescing, and these change at random times, 100 times a second in all.

=======  =========================================================================
reports  thermometers: native gateways on our side, ``POST /api/states`` on theirs
calls    a client calls ``set_value`` of numbers; ours are a gateway's, which is asked
         over its own WebSocket and reports back, theirs are kept by the core itself
=======  =========================================================================
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
import psutil

from embedded_hub.client.gateway_link import (
    DONE,
    Command,
    GatewayLink,
    Profile,
    Reply,
    websocket_dial,
)
from embedded_hub.protocol import gateway_messages as gw
from tests.bench.command import run
from tests.bench.crowd import Crowd
from tests.bench.feeder import Feeder
from tests.bench.figures import Row, cost, median, percentile
from tests.bench.hub_server import Place
from tests.bench.processes import SERVER_CORE, child, cpu_s, pinned
from tests.bench.reporters import Caller, FeederReporter, Reporter, RestReporter

PEOPLE, ENTITIES, CHANGES_PER_S, GATEWAYS = 500, 100, 100, 5
Job = Literal["reports", "calls"]
JOBS: tuple[Job, ...] = ("reports", "calls")
_SAMPLED_EVERY = 50
_SETTLE_S = 1.0
_LATEST = 1_000_000_000


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A server to measure."""

    url: str
    token: str
    pid: int
    entity_ids: tuple[str, ...]
    reporter: Reporter


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What it took."""

    us_per_delivery: float
    core: float
    delivered: float
    p50_ms: float
    p99_ms: float


async def measure(is_quick: bool) -> Sequence[Row]:
    """Measure both in turn; nothing when there is no Home Assistant to measure."""
    url, token_file = os.environ.get("HOMEWIRE_HA_URL"), os.environ.get("HOMEWIRE_HA_TOKEN_FILE")
    if not url or not token_file:
        return []
    url = url if urlsplit(url).path.strip("/") else url.rstrip("/") + "/api/websocket"
    token = await asyncio.to_thread(_read, token_file)
    rounds, seconds = (1, 3.0) if is_quick else (3, 5.0)
    rows: list[Row] = []
    for job in JOBS:
        theirs, ours = [], []
        for _ in range(rounds):
            peer = _home_assistant(job, url, token)
            with pinned(SERVER_CORE, peer.pid):
                theirs.append(await _press(peer, seconds))
            async with _hub(job) as hub:
                ours.append(await _press(hub, seconds))
        rows.extend(_rows(job, ours, theirs))
    return rows


def _home_assistant(job: Job, url: str, token: str) -> Peer:
    entity_ids = tuple(f"input_number.load_{number}" for number in range(ENTITIES))
    reporters: dict[Job, Reporter] = {
        "reports": RestReporter(url, token, entity_ids),
        "calls": Caller(url, token, "input_number", entity_ids),
    }
    return Peer(
        url=url,
        token=token,
        pid=_listener(urlsplit(url).port or 8123),
        entity_ids=entity_ids,
        reporter=reporters[job],
    )


def _rows(job: Job, ours: Sequence[Figures], theirs: Sequence[Figures]) -> list[Row]:
    def row(title: str, unit: str, name: str, times_less: float | None = None) -> Row:
        return cost(
            f"500 screens, {job}: {title}",
            unit,
            median(getattr(one, name) for one in ours),
            reference=median(getattr(one, name) for one in theirs),
            against="Home Assistant",
            times_less=times_less,
        )

    return [
        row("CPU a delivery", "us", "us_per_delivery", times_less=5 if job == "reports" else None),
        row("share of a core", "%", "core"),
        row("p50 to the screen", "ms", "p50_ms"),
        row("p99 to the screen", "ms", "p99_ms"),
        row("delivered", "%", "delivered"),
    ]


def _read(path: str) -> str:
    return Path(path).read_text("utf-8").strip()


def _listener(port: int) -> int:
    """Return who listens on a port of this machine."""
    for one in psutil.net_connections("tcp"):
        if one.status == psutil.CONN_LISTEN and tuple(one.laddr)[1:2] == (port,) and one.pid:
            return int(one.pid)
    raise ConnectionError(f"nothing on this machine listens on port {port}")


async def _press(peer: Peer, seconds: float) -> Figures:
    crowd = Crowd()
    try:
        await peer.reporter.open()
        await asyncio.sleep(_SETTLE_S)
        for number in range(PEOPLE):
            await crowd.join(
                peer.url,
                peer.token,
                entity_ids=peer.entity_ids,
                is_sampled=number % _SAMPLED_EVERY == 0,
                coalesces=True,
            )
        await asyncio.sleep(_SETTLE_S)
        crowd.begin()
        used_s, begun_s = cpu_s(peer.pid), time.perf_counter()
        changes = await _change(peer.reporter, seconds)
        used_s, elapsed_s = cpu_s(peer.pid) - used_s, time.perf_counter() - begun_s
        await asyncio.sleep(_SETTLE_S)
        return Figures(
            us_per_delivery=used_s / max(1, crowd.deliveries) * 1e6,
            core=used_s / elapsed_s * 100,
            delivered=crowd.deliveries / (changes * PEOPLE) * 100,
            p50_ms=percentile(crowd.ages_ms, 0.5),
            p99_ms=percentile(crowd.ages_ms, 0.99),
        )
    finally:
        crowd.leave()
        await peer.reporter.close()


async def _change(reporter: Reporter, seconds: float) -> int:
    """Change entities at random times; return how often."""
    chance = random.Random(1)  # noqa: S311 - the same load each time
    begun_s, due_s, changes = time.perf_counter(), 0.0, 0
    while due_s < seconds:
        if (wait_s := due_s - (time.perf_counter() - begun_s)) > 0:
            await asyncio.sleep(wait_s)
        await reporter.change(changes)
        changes += 1
        due_s += chance.expovariate(CHANGES_PER_S)
    return changes


@asynccontextmanager
async def _hub(job: Job) -> AsyncIterator[Peer]:
    """Run our hub with the gateways the job needs."""
    with tempfile.TemporaryDirectory() as folder:
        async with child(("tests.bench.hub_server", folder, "1", str(GATEWAYS))) as hub:
            place = await hub.hear(Place)
            if job == "reports":
                yield _thermometers(place, hub.pid)
                return
            async with _numbers(place) as entity_ids:
                token = place.homes[0].owner
                yield Peer(
                    url=place.url,
                    token=token,
                    pid=hub.pid,
                    entity_ids=entity_ids,
                    reporter=Caller(place.url, token, "number", entity_ids),
                )


def _thermometers(place: Place, pid: int) -> Peer:
    feeders = [
        Feeder(one, token, ENTITIES // GATEWAYS) for one, token in place.homes[0].gateways.items()
    ]
    return Peer(
        url=place.url,
        token=place.homes[0].owner,
        pid=pid,
        entity_ids=tuple(
            f"sensor.{feeder.address(number).removesuffix('/t')}"
            for feeder in feeders
            for number in range(ENTITIES // GATEWAYS)
        ),
        reporter=FeederReporter(place.gateway_url, feeders),
    )


@asynccontextmanager
async def _numbers(place: Place) -> AsyncIterator[tuple[str, ...]]:
    """Run gateways that do what they are told; gives the ids of their numbers."""
    gateways = [
        Numbers(place.gateway_url + one, token, ENTITIES // GATEWAYS)
        for one, token in place.homes[0].gateways.items()
    ]
    running = [asyncio.create_task(gateway.link.run()) for gateway in gateways]
    await asyncio.sleep(_SETTLE_S)
    try:
        yield tuple(entity_id for gateway in gateways for entity_id in gateway.entity_ids)
    finally:
        for gateway in gateways:
            await gateway.link.close()
        await asyncio.wait(running)


class Numbers:
    """A gateway with numbers that may be set."""

    def __init__(self, url: str, token: str, count: int) -> None:
        self._id = url.rpartition("/")[2]
        names = [f"{self._id}_{number}" for number in range(count)]
        self.entity_ids = [f"number.{name}" for name in names]
        self.link = GatewayLink(websocket_dial(url, token), Profile(id=self._id), self._handle)
        self.link.announce([self._device(name) for name in names])
        for name in names:
            self.link.state(f"{name}/n", {"v": 0.0})

    def _device(self, name: str) -> gw.DeviceSpec:
        cap = gw.Cap(type="float", w=1, min=0, max=_LATEST, step=0.0001)
        return gw.DeviceSpec(
            id=name, name=name, entities=(gw.EntitySpec(id="n", kind="number", caps={"v": cap}),)
        )

    async def _handle(self, command: Command) -> Reply:
        self.link.state(command.to, command.args, cause=command.id)
        return DONE


if __name__ == "__main__":
    run("Measure the same job on Home Assistant core.", measure)
