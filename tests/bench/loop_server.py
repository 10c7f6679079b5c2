"""A small WebSocket server on one of three event loops, for what the loop itself costs.

Usage: ``python -m tests.bench.loop_server asyncio|native|qasync``. Says its port, then broadcasts
as often as it is asked to on standard input.
"""

import asyncio
import os
import sys

import msgspec
from websockets.asyncio.server import ServerConnection, broadcast, serve

from tests.bench.processes import say

MESSAGE = "x" * 200


class Rounds(msgspec.Struct, frozen=True, kw_only=True):
    """How often to broadcast."""

    count: int
    every_s: float


_listening: set[ServerConnection] = set()


async def _handle(connection: ServerConnection) -> None:
    assert connection.request is not None
    if connection.request.path == "/echo":
        async for message in connection:
            await connection.send(message)
        return
    _listening.add(connection)
    await connection.wait_closed()
    _listening.discard(connection)


async def _serve() -> None:
    async with serve(_handle, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        say(next(iter(server.sockets)).getsockname()[1])
        while line := await asyncio.to_thread(sys.stdin.readline):
            rounds = msgspec.json.decode(line, type=Rounds)
            for _ in range(rounds.count):
                await asyncio.sleep(rounds.every_s)
                broadcast(_listening, MESSAGE)
            say("done")


def _run(choice: str) -> None:
    if choice == "asyncio":
        asyncio.run(_serve())
        return
    from PySide6.QtGui import QGuiApplication

    from desktop.loop import LOOP_VARIABLE, create_loop

    os.environ[LOOP_VARIABLE] = choice
    loop = create_loop(QGuiApplication([]))
    loop.run_until_complete(_serve())


if __name__ == "__main__":
    _run(sys.argv[1])
