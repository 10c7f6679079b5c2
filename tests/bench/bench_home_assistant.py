"""The same job as Home Assistant core: people set numbers and 500 screens are told.

Usage: ``python -m tests.bench.bench_home_assistant [--quick]``, with ``HOMEWIRE_HA_URL`` the
``ws://`` address of a Home Assistant on this machine, ``HOMEWIRE_HA_TOKEN_FILE`` a file with a
token of it, and a hundred ``input_number.load_<n>`` (0 to 1,000,000,000) in it. Without them
nothing is measured.

On both sides one client calls ``set_value`` at random times, 100 times a second, and 500 others
have subscribed to these entities with ``subscribe_entities`` and coalescing. Our hub has more to
do: the numbers are a gateway's, which is asked over its own WebSocket and reports back.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psutil
from websockets.asyncio.client import ClientConnection, connect

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
from tests.bench.figures import Row, cost, median, percentile
from tests.bench.hub_server import Place
from tests.bench.processes import child, cpu_s

PEOPLE, ENTITIES, CALLS_PER_S, GATEWAYS = 500, 100, 100, 5
_SAMPLED_EVERY = 50
_SETTLE_S = 1.0
_LATEST = 1_000_000_000


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A server to measure."""

    url: str
    token: str
    pid: int
    domain: str
    entity_ids: tuple[str, ...]


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
    token = await asyncio.to_thread(_read, token_file)
    peer = Peer(
        url=url if urlsplit(url).path.strip("/") else url.rstrip("/") + "/api/websocket",
        token=token,
        pid=_listener(urlsplit(url).port or 8123),
        domain="input_number",
        entity_ids=tuple(f"input_number.load_{number}" for number in range(ENTITIES)),
    )
    theirs, ours = [], []
    for _ in range(1 if is_quick else 3):
        theirs.append(await _press(peer, 3.0 if is_quick else 5.0))
        async with _hub() as hub:
            ours.append(await _press(hub, 3.0 if is_quick else 5.0))
    return _rows(ours, theirs)


def _rows(ours: Sequence[Figures], theirs: Sequence[Figures]) -> list[Row]:
    def row(title: str, unit: str, name: str, times_less: float | None = None) -> Row:
        return cost(
            f"500 screens: {title}",
            unit,
            median(getattr(one, name) for one in ours),
            reference=median(getattr(one, name) for one in theirs),
            against="Home Assistant",
            times_less=times_less,
        )

    return [
        row("CPU a delivery", "us", "us_per_delivery", times_less=5),
        row("share of a core", "%", "core"),
        row("p50 from call to screen", "ms", "p50_ms"),
        row("p99 from call to screen", "ms", "p99_ms"),
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
        for number in range(PEOPLE):
            await crowd.join(
                peer.url,
                peer.token,
                entity_ids=peer.entity_ids,
                is_sampled=number % _SAMPLED_EVERY == 0,
                coalesces=True,
            )
        async with connect(peer.url, compression=None, max_queue=None) as caller:
            await _log_in(caller, peer.token)
            reading = asyncio.create_task(_read_all(caller))
            await asyncio.sleep(_SETTLE_S)
            crowd.begin()
            used_s, begun_s = cpu_s(peer.pid), time.perf_counter()
            calls = await _call(caller, peer, seconds)
            used_s, elapsed_s = cpu_s(peer.pid) - used_s, time.perf_counter() - begun_s
            await asyncio.sleep(_SETTLE_S)
            reading.cancel()
        return Figures(
            us_per_delivery=used_s / max(1, crowd.deliveries) * 1e6,
            core=used_s / elapsed_s * 100,
            delivered=crowd.deliveries / (calls * PEOPLE) * 100,
            p50_ms=percentile(crowd.ages_ms, 0.5),
            p99_ms=percentile(crowd.ages_ms, 0.99),
        )
    finally:
        crowd.leave()


async def _log_in(caller: ClientConnection, token: str) -> None:
    await caller.recv()
    await caller.send(msgspec.json.encode({"type": "auth", "access_token": token}), text=True)
    await caller.recv()


async def _read_all(caller: ClientConnection) -> None:
    async for message in caller:
        if '"success":false' in str(message):
            raise RuntimeError(f"a call failed: {message!r}")


async def _call(caller: ClientConnection, peer: Peer, seconds: float) -> int:
    """Set numbers to the monotonic time of the call, at random times; return how many."""
    chance = random.Random(1)  # noqa: S311 - the same load each time
    begun_s, due_s, calls = time.perf_counter(), 0.0, 0
    while due_s < seconds:
        if (wait_s := due_s - (time.perf_counter() - begun_s)) > 0:
            await asyncio.sleep(wait_s)
        calls += 1
        message = {
            "id": calls,
            "type": "call_service",
            "domain": peer.domain,
            "service": "set_value",
            "service_data": {"value": round(time.monotonic(), 4)},
            "target": {"entity_id": peer.entity_ids[calls % len(peer.entity_ids)]},
        }
        await caller.send(msgspec.json.encode(message), text=True)
        due_s += chance.expovariate(CALLS_PER_S)
    return calls


@asynccontextmanager
async def _hub() -> AsyncIterator[Peer]:
    """Run our hub with gateways that do what they are told."""
    with tempfile.TemporaryDirectory() as folder:
        async with child(("tests.bench.hub_server", folder, "1", str(GATEWAYS))) as hub:
            place = await hub.hear(Place)
            links = [
                Numbers(place.gateway_url + one, token, ENTITIES // GATEWAYS)
                for one, token in place.homes[0].gateways.items()
            ]
            running = [asyncio.create_task(numbers.link.run()) for numbers in links]
            await asyncio.sleep(_SETTLE_S)
            try:
                yield Peer(
                    url=place.url,
                    token=place.homes[0].owner,
                    pid=hub.pid,
                    domain="number",
                    entity_ids=tuple(entity for numbers in links for entity in numbers.entity_ids),
                )
            finally:
                for numbers in links:
                    await numbers.link.close()
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
