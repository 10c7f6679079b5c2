"""Telling many clients what changed: our fan-out against ``websockets.broadcast()``, in one run.

Usage: ``python -m tests.bench.bench_fanout [--seconds S] [--rounds N]``.

Both sides publish the same changes of 1000 entities in the same bytes to the same clients, from a
process and on a core of their own; the clients are another process. Rounds of both sides alternate
and medians are compared. The sound figure is the server's CPU time per delivery, one change
reaching one client; ratios hold on any machine, figures only on this one.

=======  =========================================================================
single   one change at a time to 500 clients, gathering switched off on our side
flood    2000 changes a second offered to 500 clients
calm     100 changes a second to 50 clients: how long until each has it
=======  =========================================================================
"""

import argparse
import asyncio
import contextlib
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Literal, Protocol

import msgspec
from websockets.asyncio.server import ServerConnection, broadcast, serve

from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.protocol.compressed import change_member, event_body
from embedded_hub.server.audiences import EncodedStates, event_payload
from embedded_hub.server.config import ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.fanout import Fanout
from embedded_hub.server.handshake import Refusal
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.listener import Listener
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.pages import answer

ENTITIES = 1000
SUBSCRIPTION = 6
SAMPLED_CLIENTS = 10
Arm = Literal["ours", "broadcast"]
ARMS: tuple[Arm, ...] = ("broadcast", "ours")
LIMITS = ServerLimits(unauthenticated_per_address=100_000)
Publish = Callable[[EntityId, State, State], None]


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one measurement asks of a server."""

    clients: int
    changes_per_s: float
    seconds: float
    limits: ServerLimits = LIMITS


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What it cost the server."""

    cpu_s: float
    published: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    cpu_us: float
    """Server CPU time per delivery."""
    deliveries_per_s: float
    delivered: float
    """Deliveries over those that all changes offered would make."""
    core: float
    """Share of a core the server used."""
    p50_ms: float
    p99_ms: float


LOADS: dict[str, Load] = {
    "single": Load(
        clients=500,
        changes_per_s=100,
        seconds=1,
        limits=msgspec.structs.replace(LIMITS, tick_s=0.0),
    ),
    "flood": Load(clients=500, changes_per_s=2000, seconds=1),
    "calm": Load(clients=50, changes_per_s=100, seconds=1),
}


# --- the server's process -----------------------------------------------------------------------


class Side(Protocol):
    """One way to tell clients."""

    async def open(self) -> int:
        """Listen and return the port."""

    def publish(self, entity_id: EntityId, old: State, new: State) -> None:
        """Tell everybody one change."""

    async def shut(self) -> None:
        """Hang up."""


class Ours:
    """The hub's own listener, outboxes and fan-out."""

    def __init__(self, states: dict[EntityId, State], limits: ServerLimits) -> None:
        self._limits = limits
        self._fanout = Fanout(EncodedStates(states), limits)
        self._listener = Listener(
            ServerConfig(port=0, limits=limits),
            serve_client=self._serve,
            admit_gateway=_admit_nobody,
            serve_gateway=_serve_nobody,
            serve_page=lambda path: answer(200, path),
        )

    async def open(self) -> int:
        await self._listener.start()
        return self._listener.port

    def publish(self, entity_id: EntityId, old: State, new: State) -> None:
        self._fanout.state_changed(entity_id, old, new)

    async def shut(self) -> None:
        self._fanout.close()
        await self._listener.stop()

    async def _serve(self, connection: WireConnection) -> None:
        connection.trust()
        outbox = Outbox(connection, self._limits)
        audience = self._fanout.join_states(outbox, Scope("all", None), SUBSCRIPTION, None)
        try:
            await connection.wait_closed()
        finally:
            self._fanout.leave_states(outbox, audience)
            outbox.close()


class Broadcast:
    """The library's own fan-out, the message encoded once for all."""

    def __init__(self) -> None:
        self._connections: set[ServerConnection] = set()
        self._closing: list[Callable[[], Awaitable[None]]] = []

    async def open(self) -> int:
        server = await serve(
            self._serve, "127.0.0.1", 0, compression=None, ping_interval=None, backlog=1024
        )

        async def close() -> None:
            for connection in self._connections:
                connection.transport.abort()
            server.close()
            await server.wait_closed()

        self._closing.append(close)
        return int(next(iter(server.sockets)).getsockname()[1])

    def publish(self, entity_id: EntityId, old: State, new: State) -> None:
        body = event_body(changed=[change_member(old, new)])
        broadcast(self._connections, event_payload(SUBSCRIPTION, body), text=True)

    async def shut(self) -> None:
        for close in self._closing:
            await close()

    async def _serve(self, connection: ServerConnection) -> None:
        self._connections.add(connection)
        await connection.wait_closed()
        self._connections.discard(connection)


async def _admit_nobody(_: WireConnection, _id: str, _token: str) -> Refusal | None:
    return Refusal(status=403, text="No gateways here.")


async def _serve_nobody(_: WireConnection, _id: str) -> None:
    return


def make_states() -> dict[EntityId, State]:
    ids = [EntityId(f"sensor.room_{number}_temperature") for number in range(ENTITIES)]
    return {entity_id: _state(entity_id, 0) for entity_id in ids}


def _state(entity_id: EntityId, number: int) -> State:
    now = time.time()
    return State(
        entity_id=entity_id,
        value=f"{number % 400 / 10:.1f}",
        attributes={"friendly_name": "Temperature", "unit_of_measurement": "°C"},
        changed_at=now,
        updated_at=now,
        context=Context(id=f"01M8326YWGJ6EVH9EWC{number:07}"),
    )


async def keep_publishing(side: Side, states: dict[EntityId, State], load: Load) -> Spent:
    """Publish at fixed times, in order; what is late is published as soon as can be."""
    ids = list(states)
    begun_at, cpu_s, published = time.perf_counter(), time.process_time(), 0
    while (elapsed_s := time.perf_counter() - begun_at) < load.seconds:
        # Never long enough to keep the loop from its sockets.
        due = min(int(elapsed_s * load.changes_per_s) + 1, published + 20)
        for number in range(published, due):
            entity_id = ids[number % ENTITIES]
            old, new = states[entity_id], _state(entity_id, number + 1)
            states[entity_id] = new
            side.publish(entity_id, old, new)
        published = max(published, due)
        next_s = published / load.changes_per_s - (time.perf_counter() - begun_at)
        await asyncio.sleep(max(0.0, next_s))
    return Spent(cpu_s=time.process_time() - cpu_s, published=published)


async def run_server(arm: Arm) -> None:
    """Serve one side: a load comes in as a line, an empty one begins it, its cost goes out."""
    states = make_states()
    load = msgspec.json.decode(await asyncio.to_thread(sys.stdin.readline), type=Load)
    side: Side = Ours(states, load.limits) if arm == "ours" else Broadcast()
    say(await side.open())
    await asyncio.to_thread(sys.stdin.readline)
    say(await keep_publishing(side, states, load))
    await side.shut()


def say(value: object) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def pin(core: int) -> None:
    """Keep to one core where the system lets us: even ones serve, odd ones listen."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core % (os.cpu_count() or 1)})


# --- the clients' process -----------------------------------------------------------------------

_HANDSHAKE = (
    b"GET /api/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
_CHANGE = b'"+":{'
_CHANGED_AT = re.compile(rb'"lc":([0-9.]+)')


class CountingClient(asyncio.Protocol):
    """Counts the changes it is told; every tenth also looks at how old they are."""

    def __init__(self, *, is_sampled: bool) -> None:
        self.changes = 0
        self.ages_ms: list[float] = []
        self.transport: asyncio.Transport | None = None
        self._is_sampled = is_sampled
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(_HANDSHAKE)

    def data_received(self, data: bytes) -> None:
        # A mark may be cut in two by where a read ended.
        data = self._rest + data
        self._rest = data[-(len(_CHANGE) - 1) :]
        count = data.count(_CHANGE)
        self.changes += count
        if count and self._is_sampled:
            now = time.time()
            self.ages_ms += [(now - float(at[1])) * 1000 for at in _CHANGED_AT.finditer(data)]


class Crowd:
    """The clients of one measurement."""

    def __init__(self, clients: list[CountingClient]) -> None:
        self._clients = clients

    @classmethod
    async def gather(cls, port: int, count: int) -> "Crowd":
        """Connect so many clients and wait until they have their first picture."""
        loop, clients = asyncio.get_running_loop(), []
        for number in range(count):
            _, client = await loop.create_connection(
                lambda number=number: CountingClient(  # type: ignore[misc]
                    is_sampled=number % (count // SAMPLED_CLIENTS) == 0
                ),
                "127.0.0.1",
                port,
            )
            clients.append(client)
        await asyncio.sleep(0.5)
        return cls(clients)

    def begin(self) -> None:
        """Count from now."""
        for client in self._clients:
            client.changes = 0
            client.ages_ms.clear()

    def leave(self) -> None:
        """Hang up."""
        for client in self._clients:
            if client.transport is not None:
                client.transport.abort()

    def figures(self, load: Load, spent: Spent) -> Figures:
        """Sum up what the clients saw and what it cost the server."""
        deliveries = sum(client.changes for client in self._clients)
        ages = sorted(age for client in self._clients for age in client.ages_ms) or [0.0]
        return Figures(
            cpu_us=spent.cpu_s / max(1, deliveries) * 1e6,
            deliveries_per_s=deliveries / load.seconds,
            delivered=deliveries / (load.changes_per_s * load.seconds * load.clients),
            core=spent.cpu_s / load.seconds,
            p50_ms=statistics.median(ages),
            p99_ms=ages[int(len(ages) * 0.99)],
        )


async def measure(arm: Arm, load: Load) -> Figures:
    """Run one load against one side, in fresh processes."""
    command = [sys.executable, "-m", "tests.bench.bench_fanout", "--serve", arm]
    server = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        server.stdin.write(msgspec.json.encode(load) + b"\n")
        port = msgspec.json.decode(await server.stdout.readline(), type=int)
        crowd = await Crowd.gather(port, load.clients)
        crowd.begin()
        server.stdin.write(b"\n")
        spent = msgspec.json.decode(await server.stdout.readline(), type=Spent)
        await asyncio.sleep(0.2)
        figures = crowd.figures(load, spent)
        crowd.leave()
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.terminate()
        await server.wait()
    return figures


async def compare(load: Load, rounds: int) -> dict[Arm, Figures]:
    """Measure both sides in turn and return the medians of each."""
    runs: dict[Arm, list[Figures]] = {arm: [] for arm in ARMS}
    for _ in range(rounds):
        for arm in ARMS:
            runs[arm].append(await measure(arm, load))
    return {arm: medians(figures) for arm, figures in runs.items()}


def medians(runs: list[Figures]) -> Figures:
    names = Figures.__struct_fields__
    return Figures(
        **{name: statistics.median(getattr(one, name) for one in runs) for name in names}
    )


def report(results: dict[str, dict[Arm, Figures]]) -> Iterator[str]:
    yield (
        f"{'load':<8}{'side':<11}{'us/delivery':>12}{'deliveries/s':>14}{'of all':>8}"
        f"{'core':>7}{'p50 ms':>9}{'p99 ms':>9}"
    )
    for name, sides in results.items():
        for arm, one in sides.items():
            yield (
                f"{name:<8}{arm:<11}{one.cpu_us:>12.2f}{one.deliveries_per_s:>14.0f}"
                f"{one.delivered:>8.2f}{one.core:>7.2f}{one.p50_ms:>9.1f}{one.p99_ms:>9.1f}"
            )
    yield ""
    for name, sides in results.items():
        ours, theirs = sides["ours"], sides["broadcast"]
        yield f"{name}: {theirs.cpu_us / ours.cpu_us:.1f}x less CPU a delivery than broadcast()"


async def run(seconds: float, rounds: int) -> None:
    results = {}
    for name, load in LOADS.items():
        results[name] = await compare(msgspec.structs.replace(load, seconds=seconds), rounds)
    sys.stdout.write("\n".join(report(results)) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure fan-out against broadcast().")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", choices=ARMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        pin(0)
        asyncio.run(run_server(options.serve))
    else:
        pin(1)
        asyncio.run(run(options.seconds, options.rounds))


if __name__ == "__main__":
    main()
