"""Sockets without manners: every byte that goes out is the test's own."""

import asyncio
import contextlib
import json
from types import TracebackType
from typing import Any, Self

HEAD = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
)
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def head(path: str = "/api/websocket", host: str = "localhost", more: str = "") -> bytes:
    """A request to upgrade; ``more`` is whole header lines."""
    return HEAD.format(path=path, host=host, more=more).encode("latin-1")


def frame(payload: bytes, opcode: int = TEXT, *, fin: bool = True, mask: bool = True) -> bytes:
    """One frame; the mask is all zeros, which the standard allows."""
    size = len(payload)
    bit = 0x80 if mask else 0
    first = (0x80 if fin else 0) | opcode
    if size < 126:
        start = bytes((first, bit | size))
    elif size < 65536:
        start = bytes((first, bit | 126)) + size.to_bytes(2)
    else:
        start = bytes((first, bit | 127)) + size.to_bytes(8)
    return start + (bytes(4) if mask else b"") + payload


class Raw:
    """One TCP connection to a hub."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, port: int, first: bytes = b"", limit: int = 2**20) -> "Raw":
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=limit)
        raw = cls(reader, writer)
        raw.write(first)
        return raw

    @classmethod
    async def enter(cls, port: int, token: str) -> "Raw":
        """Connect and authenticate, and leave what follows unread."""
        raw = await cls.open(port, head())
        raw.say({"type": "auth", "access_token": token})
        await raw.reader.readuntil(b"auth_ok")
        await raw.reader.readuntil(b"}")
        return raw

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        with contextlib.suppress(ConnectionError):
            self.writer.write(data)

    def say(self, message: Any) -> None:
        """Write one message."""
        self.write(frame(json.dumps(message).encode()))

    def stop_reading(self) -> None:
        """Take nothing more from the socket."""
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]

    async def rest(self, within_s: float = 5.0, until: bytes = b"") -> bytes:
        """Everything until a text comes, the hub ends the connection, or time runs out."""
        taken = b""
        with contextlib.suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(within_s):
                while more := await self.reader.read(65536):
                    taken += more
                    if until and until in taken:
                        break
        return taken

    async def status(self) -> int:
        """The status of the answer to a request."""
        try:
            async with asyncio.timeout(5):
                line = await self.reader.readline()
        except ConnectionError:
            return 0
        return int(line.split()[1]) if line else 0

    async def close_code(self) -> int | None:
        """The code the hub closes with, ``None`` when it just drops the line."""
        try:
            async with asyncio.timeout(5):
                while True:
                    opcode, payload = await self._frame()
                    if opcode == CLOSE:
                        return int.from_bytes(payload[:2]) if payload else 1005
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def _frame(self) -> tuple[int, bytes]:
        first, size = await self.reader.readexactly(2)
        if size == 126:
            size = int.from_bytes(await self.reader.readexactly(2))
        elif size == 127:
            size = int.from_bytes(await self.reader.readexactly(8))
        return first & 15, await self.reader.readexactly(size)

    def drop(self) -> None:
        """End it without a word."""
        self.writer.transport.abort()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.drop()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()
