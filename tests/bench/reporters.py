"""Ways to make a server's entities change, for the comparison with Home Assistant.

Each sets one entity to the monotonic time of now: as a gateway reports it, or as a person asks.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.feeder import Feeder

_REST_CONNECTIONS = 5


class Reporter(Protocol):
    """Makes entities change."""

    async def open(self) -> None:
        """Connect."""

    async def change(self, number: int) -> None:
        """Change one more entity; calls follow one another."""

    async def close(self) -> None:
        """Hang up."""


class Caller:
    """A person's client that calls ``set_value``.

    Args:
        url: Where the client API is.
        token: Whose it is.
        domain: The numbers' domain.
        entity_ids: The numbers.
    """

    def __init__(self, url: str, token: str, domain: str, entity_ids: Sequence[str]) -> None:
        self._url, self._token = url, token
        self._domain, self._entity_ids = domain, entity_ids
        self._connection: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._calls = 0

    async def open(self) -> None:
        self._connection = connection = await connect(self._url, compression=None, max_queue=None)
        await connection.recv()
        await self._send({"type": "auth", "access_token": self._token})
        await connection.recv()
        self._reading = asyncio.create_task(self._read(connection))

    async def change(self, number: int) -> None:
        self._calls += 1
        await self._send(
            {
                "id": self._calls,
                "type": "call_service",
                "domain": self._domain,
                "service": "set_value",
                "service_data": {"value": round(time.monotonic(), 4)},
                "target": {"entity_id": self._entity_ids[number % len(self._entity_ids)]},
            }
        )

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])
        if self._connection is not None:
            await self._connection.close()

    async def _send(self, message: object) -> None:
        assert self._connection is not None
        await self._connection.send(msgspec.json.encode(message), text=True)

    async def _read(self, connection: ClientConnection) -> None:
        async for message in connection:
            if '"success":false' in str(message):
                raise ConnectionError(f"a call failed: {message!r}")


class RestReporter:
    """What gives Home Assistant states from outside: ``POST /api/states`` on a few connections.

    Each waits for its answer before it sends the next, as HTTP clients do.
    """

    def __init__(self, url: str, token: str, entity_ids: Sequence[str]) -> None:
        self._address = urlsplit(url)
        self._token, self._entity_ids = token, entity_ids
        self._due: asyncio.Queue[int] = asyncio.Queue()
        self._posting: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        for _ in range(_REST_CONNECTIONS):
            streams = await asyncio.open_connection(self._address.hostname, self._address.port)
            self._posting.append(asyncio.create_task(self._post_all(*streams)))

    async def change(self, number: int) -> None:
        self._due.put_nowait(number)

    async def close(self) -> None:
        for task in self._posting:
            task.cancel()
        await asyncio.wait(self._posting)

    async def _post_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(self._request(await self._due.get()))
                head = (await reader.readuntil(b"\r\n\r\n")).decode().casefold()
                if " 200 " not in head and " 201 " not in head:
                    raise ConnectionError(f"a report failed: {head!r}")
                length = head.partition("content-length:")[2].partition("\r\n")[0]
                await reader.readexactly(int(length))
        finally:
            writer.close()

    def _request(self, number: int) -> bytes:
        body = msgspec.json.encode(
            {
                "state": str(round(time.monotonic(), 6)),
                "attributes": {"unit_of_measurement": "°C", "device_class": "temperature"},
            }
        )
        entity_id = self._entity_ids[number % len(self._entity_ids)]
        head = (
            f"POST /api/states/{entity_id} HTTP/1.1\r\nHost: {self._address.netloc}\r\n"
            f"Authorization: Bearer {self._token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class FeederReporter:
    """Native gateways that report in turn."""

    def __init__(self, gateway_url: str, feeders: Sequence[Feeder]) -> None:
        self._gateway_url, self._feeders = gateway_url, feeders

    async def open(self) -> None:
        for feeder in self._feeders:
            await feeder.open(self._gateway_url)

    async def change(self, number: int) -> None:
        await self._feeders[number % len(self._feeders)].report_next(1)

    async def close(self) -> None:
        async with contextlib.AsyncExitStack() as stack:
            for feeder in self._feeders:
                stack.push_async_callback(feeder.close)
