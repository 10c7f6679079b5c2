"""One client with a voice, as cheap as it can be: it counts frames and how old each is.

A frame carries the monotonic time it was sent at behind the first bytes of an Opus packet. Where
the hub makes PCM of it that is gone: such a listener only counts.
"""

import asyncio
import struct
import time

import msgspec

_HEADER = struct.Struct(">BBHI")
_PACKET = struct.Struct(">BBd")
_OPUS_20_MS = 0x78
BINARY, _TEXT = 0x82, 0x81
HELLO, FOLLOW, STATES, TALK = 2, 3, 4, 5


class VoiceClient(asyncio.Protocol):
    """A talker or a listener.

    Args:
        host: What it puts into the request's head.
        path: Where it connects.
        token: Who it is.
        codec: What it wants to hear.
    """

    def __init__(self, host: str, path: str, token: str, codec: str) -> None:
        self._head = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
        self._token = token
        self._codec = codec
        self._rest = b""
        self._is_open = False
        loop = asyncio.get_running_loop()
        self.is_ready: asyncio.Future[None] = loop.create_future()
        self._floor: asyncio.Future[int] = loop.create_future()
        self._transport: asyncio.Transport | None = None
        self.frames = 0
        self.ages_ms: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._head)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        data = self._rest + data
        if not self._is_open:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._rest = data
                return
            self._is_open, data = True, data[end + 4 :]
        at = 0
        while (sized := _sized(data, at)) is not None:
            start, end = sized
            if data[at] == BINARY:
                self._hear(data[start:end], now)
            elif data[at] == _TEXT and not (self.is_ready.done() and self._floor.done()):
                self._read(data[start:end])
            at = end
        self._rest = data[at:]

    def leave(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    async def ask_floor(self) -> int:
        """Return the handler to speak with."""
        self._tell({"id": TALK, "type": "voice/talk", "channel": "all"})
        async with asyncio.timeout(10):
            return await self._floor

    def say(self, handler: int, number: int) -> None:
        """Send one frame of 56 bytes."""
        packet = _PACKET.pack(_OPUS_20_MS, 0, time.monotonic()) + bytes(46)
        self._send(BINARY, _HEADER.pack(handler, 0, number, number * 960) + packet)

    def _hear(self, message: bytes, now: float) -> None:
        self.frames += 1
        if self._codec == "opus":
            self.ages_ms.append((now - _PACKET.unpack_from(message, 8)[2]) * 1000)

    def _read(self, text: bytes) -> None:
        message = msgspec.json.decode(text)
        if message["type"] == "auth_required":
            self._tell({"type": "auth", "access_token": self._token})
        elif message["type"] == "auth_ok":
            codecs = [self._codec]
            self._tell({"id": HELLO, "type": "voice/hello", "encode": ["opus"], "decode": codecs})
            self._tell({"id": FOLLOW, "type": "voice/subscribe", "channels": ["all"]})
            self._tell({"id": STATES, "type": "subscribe_entities"})
        elif message["type"] == "result" and message["id"] == TALK:
            self._floor.set_result(message["result"]["handler"])
        elif message["type"] == "event" and message["id"] == STATES and not self.is_ready.done():
            self.is_ready.set_result(None)

    def _tell(self, message: object) -> None:
        self._send(_TEXT, msgspec.json.encode(message))

    def _send(self, first: int, payload: bytes) -> None:
        size = len(payload)
        length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2)
        assert self._transport is not None
        # A mask of zeros leaves the payload as it is.
        self._transport.write(bytes((first,)) + length + b"\0\0\0\0" + payload)


def _sized(data: bytes, at: int) -> tuple[int, int] | None:
    """Return where a frame's payload begins and ends, if all of it is here."""
    if len(data) < at + 2:
        return None
    size, start = data[at + 1], at + 2
    if size >= 126:
        wide = 2 if size == 126 else 8
        size, start = int.from_bytes(data[start : start + wide]), start + wide
    return (start, start + size) if start + size <= len(data) else None
