"""The reference: what one writes first with ``websockets``, for the same load.

Usage: ``python -m tests.bench.relay_server HOMES GATEWAYS``. Takes the hub's own gateway frames,
keeps the newest values in a dict and tells each change to everybody of that home with
``broadcast()``, in a message of the hub's shape and size. No rights, no history, no registry.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections import defaultdict

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from tests.bench.hub_server import FAMILY, HomeTokens, Place
from tests.bench.processes import say

_people: defaultdict[str, set[ServerConnection]] = defaultdict(set)
_values: dict[tuple[str, str], object] = {}
_encode = json.JSONEncoder(separators=(",", ":")).encode


async def _handle(connection: ServerConnection) -> None:
    assert connection.request is not None
    if "/gateway/" in connection.request.path:
        await _serve_gateway(connection)
    else:
        await _serve_person(connection)


async def _serve_person(connection: ServerConnection) -> None:
    await connection.send('{"type":"auth_required"}')
    home = json.loads(await connection.recv())["access_token"]
    await connection.send('{"type":"auth_ok"}')
    await connection.recv()
    _people[home].add(connection)
    await connection.send('{"id":6,"type":"event","event":{"a":{}}}')
    await connection.wait_closed()
    _people[home].discard(connection)


async def _serve_gateway(connection: ServerConnection) -> None:
    hello = json.loads(await connection.recv())
    home = hello["gw"].split("_")[1]
    welcome = {
        "t": "welcome",
        "session": "s",
        "time": round(time.time() * 1000),
        "ack": 0,
        "rev": 0,
        "resume": "snapshot",
        "limits": {},
    }
    await connection.send(_encode(welcome))
    with contextlib.suppress(ConnectionClosed):
        async for frame in connection:
            message = json.loads(frame)
            for address, values in message.get("set", {}).items():
                _tell(home, address, values["v"])


def _tell(home: str, address: str, value: object) -> None:
    now = time.time()
    _values[home, address] = value
    plus = {"s": str(value), "lc": now, "c": "01M8326YWGJ6EVH9EWC0000000"}
    event = {"c": {f"sensor.{address}": {"+": plus}}}
    broadcast(_people[home], _encode({"id": 6, "type": "event", "event": event}))


async def _serve(homes: int, gateways: int) -> None:
    async with serve(_handle, "127.0.0.1", 0, compression=None, backlog=1024) as server:
        url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/"
        tokens = tuple(
            HomeTokens(
                owner=str(number),
                family=(str(number),) * FAMILY,
                guest=str(number),
                gateways={f"gateway_{number}_{one}": "" for one in range(gateways)},
            )
            for number in range(homes)
        )
        say(Place(url=f"{url}people", gateway_url=f"{url}gateway/", homes=tokens))
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
