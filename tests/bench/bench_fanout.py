"""Telling many clients what changed: our fan-out against ``websockets.broadcast()``, in one run.

Usage: ``python -m tests.bench.bench_fanout [--seconds S] [--rounds N]``.

Both sides publish the same changes of 1000 entities in the same bytes to the same clients, from a
process and on a core of their own; the clients are another process. Rounds of both sides alternate
and medians are compared. The sound figure is the server's CPU time per delivery, one change
reaching one client; ratios hold on any machine, figures only on this one.

=======  =========================================================================
single   one change at a time to 500 clients, gathering switched off on our side
flood    2000 changes a second offered to 500 clients
flats    4000 changes a second over 40 homes of 5 clients; a client that is told of
         another home's entity fails the run
calm     100 changes a second to 50 clients: how long until each has it; the side
         *home* is a whole home, its history kept in SQLite meanwhile
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
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.http11 import Response

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.home import Home
from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId, HomeId
from embedded_hub.model.state import Context, State
from embedded_hub.protocol.compressed import change_member, event_body
from embedded_hub.server.audiences import EncodedStates, event_payload
from embedded_hub.server.config import ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.fanout import Fanout
from embedded_hub.server.feed import HomeFeed
from embedded_hub.server.handshake import Refusal
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.listener import Listener
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.pages import PageRequest, answer
from embedded_hub.server.tasks import Tasks
from embedded_hub.storage.home_storage import open_home_storage

ENTITIES = 1000
SUBSCRIPTION = 6
SAMPLED_CLIENTS = 10
Arm = Literal["ours", "broadcast", "home"]
ARMS: tuple[Arm, ...] = ("broadcast", "ours", "home")
LIMITS = ServerLimits(unauthenticated_per_address=100_000)
States = dict[EntityId, State]


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one measurement asks of a server."""

    clients: int
    changes_per_s: float
    seconds: float
    homes: int = 1
    limits: ServerLimits = LIMITS
    arms: tuple[Arm, ...] = ("broadcast", "ours")


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
    "flats": Load(clients=200, changes_per_s=4000, seconds=1, homes=40),
    "calm": Load(clients=50, changes_per_s=100, seconds=1, arms=ARMS),
}


# --- the server's process -----------------------------------------------------------------------


class Side(Protocol):
    """One way to tell clients."""

    async def open(self) -> int:
        """Listen and return the port."""

    def publish(self, home: int, old: State, new: State) -> None:
        """Tell everybody in one home one change."""

    async def shut(self) -> None:
        """Hang up."""


class Ours:
    """The hub's own listener, outboxes and fan-out."""

    def __init__(self, homes: list[States], limits: ServerLimits) -> None:
        self._limits = limits
        self._fanouts = [Fanout(EncodedStates(states), limits) for states in homes]
        self._listener = Listener(
            ServerConfig(port=0, limits=limits),
            serve_client=self._serve,
            admit_gateway=_admit_nobody,
            serve_gateway=_serve_nobody,
            serve_page=_serve_no_page,
        )

    async def open(self) -> int:
        await self._listener.start()
        return self._listener.port

    def publish(self, home: int, old: State, new: State) -> None:
        self._fanouts[home].state_changed(new.entity_id, old, new)

    async def shut(self) -> None:
        for fanout in self._fanouts:
            fanout.close()
        await self._listener.stop()

    async def _serve(self, connection: WireConnection) -> None:
        connection.trust()
        outbox = Outbox(connection, self._limits)
        fanout = self._fanouts[home_of(connection)]
        audience = fanout.join_states(
            outbox, Scope("all", None), SUBSCRIPTION, None, takes_parts=False
        )
        try:
            await connection.wait_closed()
        finally:
            fanout.leave_states(outbox, audience)
            outbox.close()


class WholeHome(Ours):
    """A home as the hub runs it: state machine, bus, history in SQLite, then the fan-out."""

    def __init__(self, states: States, limits: ServerLimits) -> None:
        super().__init__([states], limits)
        self._folder = tempfile.TemporaryDirectory()
        self._storage = open_home_storage(Path(self._folder.name))
        self._home = Home(
            HomeId("bench"),
            clock=SystemClock(),
            records=self._storage.records,
            history=self._storage.history,
        )
        for state in states.values():
            self._set(state)
        self._feed = HomeFeed(self._home, limits, Tasks())
        self._fanouts = [self._feed.fanout]

    def publish(self, home: int, old: State, new: State) -> None:
        self._set(new)

    async def shut(self) -> None:
        await super().shut()
        await self._home.stop()
        await self._storage.close()
        self._folder.cleanup()

    def _set(self, state: State) -> None:
        self._home.states.set(
            state.entity_id, state.value, state.attributes, state.context, state.changed_at
        )


class Broadcast:
    """The library's own fan-out, the message encoded once for all."""

    def __init__(self, home_count: int) -> None:
        self._homes: list[set[ServerConnection]] = [set() for _ in range(home_count)]
        self._closing: list[Callable[[], Awaitable[None]]] = []

    async def open(self) -> int:
        server = await serve(
            self._serve, "127.0.0.1", 0, compression=None, ping_interval=None, backlog=1024
        )

        async def close() -> None:
            for connection in set().union(*self._homes):
                connection.transport.abort()
            server.close()
            await server.wait_closed()

        self._closing.append(close)
        return int(next(iter(server.sockets)).getsockname()[1])

    def publish(self, home: int, old: State, new: State) -> None:
        body = event_body(changed=[change_member(old, new)])
        broadcast(self._homes[home], event_payload(SUBSCRIPTION, body), text=True)

    async def shut(self) -> None:
        for close in self._closing:
            await close()

    async def _serve(self, connection: ServerConnection) -> None:
        members = self._homes[home_of(connection)]
        members.add(connection)
        await connection.wait_closed()
        members.discard(connection)


async def _admit_nobody(_: WireConnection, _id: str, _token: str) -> Refusal | None:
    return Refusal(status=403, text="No gateways here.")


async def _serve_nobody(_: WireConnection, _id: str) -> None:
    return


async def _serve_no_page(_: PageRequest) -> Response:
    return answer(404, "No pages here.")


def home_of(connection: ServerConnection) -> int:
    """Read which home a client belongs to; the hub itself reads it off the token."""
    request = connection.request
    assert request is not None
    return int(request.path.rpartition("=")[2])


def make_homes(count: int) -> list[States]:
    ids = [
        [EntityId(f"sensor.flat{home}_room_{number}") for number in range(ENTITIES // count)]
        for home in range(count)
    ]
    return [{entity_id: _state(entity_id, 0) for entity_id in home} for home in ids]


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


async def keep_publishing(side: Side, homes: list[States], load: Load) -> Spent:
    """Publish at fixed times, in order; what is late is published as soon as can be."""
    turns = [(home, entity_id) for home, states in enumerate(homes) for entity_id in states]
    # Neighbours in time are strangers in place, as in a block of flats.
    turns.sort(key=lambda turn: turn[1].rpartition("_")[2])
    begun_at, cpu_s, published = time.perf_counter(), time.process_time(), 0
    while (elapsed_s := time.perf_counter() - begun_at) < load.seconds:
        # Never long enough to keep the loop from its sockets.
        due = min(int(elapsed_s * load.changes_per_s) + 1, published + 20)
        for number in range(published, due):
            home, entity_id = turns[number % len(turns)]
            old, new = homes[home][entity_id], _state(entity_id, number + 1)
            homes[home][entity_id] = new
            side.publish(home, old, new)
        published = max(published, due)
        next_s = published / load.changes_per_s - (time.perf_counter() - begun_at)
        await asyncio.sleep(max(0.0, next_s))
    return Spent(cpu_s=time.process_time() - cpu_s, published=published)


def make_side(arm: Arm, homes: list[States], limits: ServerLimits) -> Side:
    match arm:
        case "ours":
            return Ours(homes, limits)
        case "home":
            return WholeHome(homes[0], limits)
        case "broadcast":
            return Broadcast(len(homes))


async def run_server(arm: Arm) -> None:
    """Serve one side: a load comes in as a line, an empty one begins it, its cost goes out."""
    load = msgspec.json.decode(await asyncio.to_thread(sys.stdin.readline), type=Load)
    homes = make_homes(load.homes)
    side = make_side(arm, homes, load.limits)
    say(await side.open())
    await asyncio.to_thread(sys.stdin.readline)
    say(await keep_publishing(side, homes, load))
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
    b"GET /api/websocket?home=%d HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
_CHANGE = b'"+":{'
_CHANGED_AT = re.compile(rb'"lc":([0-9.]+)')
_FLAT = re.compile(rb'"sensor\.flat([0-9]+)_')


class CountingClient(asyncio.Protocol):
    """Counts the changes it is told; some also look at how old they are and whose."""

    def __init__(self, home: int, *, is_sampled: bool) -> None:
        self.changes = 0
        self.leaks = 0
        self._home = home
        self.ages_ms: list[float] = []
        self.transport: asyncio.Transport | None = None
        self._is_sampled = is_sampled
        self._rest = b""

    async def connect(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, "127.0.0.1", port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(_HANDSHAKE % self._home)

    def data_received(self, data: bytes) -> None:
        # A mark may be cut in two by where a read ended.
        data = self._rest + data
        self._rest = data[-(len(_CHANGE) - 1) :]
        count = data.count(_CHANGE)
        self.changes += count
        if count and self._is_sampled:
            now = time.time()
            self.ages_ms += [(now - float(at[1])) * 1000 for at in _CHANGED_AT.finditer(data)]
            self.leaks += sum(int(one[1]) != self._home for one in _FLAT.finditer(data))


class Crowd:
    """The clients of one measurement."""

    def __init__(self, clients: list[CountingClient]) -> None:
        self._clients = clients

    @classmethod
    async def gather(cls, port: int, load: Load) -> "Crowd":
        """Connect every client and wait until they have their first picture."""
        clients = []
        for number in range(load.clients):
            is_sampled = number % (load.clients // SAMPLED_CLIENTS) == 0
            client = CountingClient(number % load.homes, is_sampled=is_sampled)
            await client.connect(port)
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
        if any(client.leaks for client in self._clients):
            raise SystemExit("a client was told of another home's entity")
        deliveries = sum(client.changes for client in self._clients)
        ages = sorted(age for client in self._clients for age in client.ages_ms) or [0.0]
        return Figures(
            cpu_us=spent.cpu_s / max(1, deliveries) * 1e6,
            deliveries_per_s=deliveries / load.seconds,
            delivered=deliveries / (load.changes_per_s * load.seconds * load.clients / load.homes),
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
        crowd = await Crowd.gather(port, load)
        crowd.begin()
        server.stdin.write(b"\n")
        spent = msgspec.json.decode(await server.stdout.readline(), type=Spent)
        await asyncio.sleep(0.2)
        figures = crowd.figures(load, spent)
        crowd.leave()
        async with asyncio.timeout(10):
            await server.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.terminate()
        await server.wait()
    return figures


async def compare(load: Load, rounds: int) -> dict[Arm, Figures]:
    """Measure both sides in turn and return the medians of each."""
    runs: dict[Arm, list[Figures]] = {arm: [] for arm in load.arms}
    for _ in range(rounds):
        for arm in load.arms:
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
