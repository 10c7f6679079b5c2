"""A listener on a slow line: it takes bytes at a steady rate and no faster."""

import asyncio
import socket
from urllib.parse import urlsplit

import msgspec

from embedded_hub.protocol.bulk_frame import HEADER, PieceFlag, encode_receipt
from tests.bench.voice_client import BINARY, HELLO, VoiceClient

TICK_S = 0.005
_FEATURES, _FOLLOW, BULK = 1, 3, 9
_RECEIPT_EVERY = 8 * 1024


class SlowClient(VoiceClient):
    """Reads so many bytes a second; its socket holds little or much before that.

    Args:
        url: The hub's socket.
        token: Who it is.
        bytes_per_s: How fast its line is.
        bulk_window: What it says of long messages; nothing when left out.
    """

    def __init__(
        self, url: str, token: str, *, bytes_per_s: float, bulk_window: int | None = None
    ) -> None:
        address = urlsplit(url)
        super().__init__(address.netloc, address.path, token, "opus")
        self._per_tick = round(bytes_per_s * TICK_S)
        self._bulk_window = bulk_window
        self._clock: asyncio.TimerHandle | None = None
        self._unsaid = 0
        self._pieces_bytes = 0
        self.received_bytes = 0

    async def open(self, url: str, receive_buffer: int | None) -> None:
        """Connect with a receive buffer of a size, or the system's own."""
        address = urlsplit(url)
        loop = asyncio.get_running_loop()
        raw = socket.socket()
        raw.setblocking(False)
        if receive_buffer is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        await loop.sock_connect(raw, (address.hostname or "127.0.0.1", address.port or 80))
        await loop.create_connection(lambda: self, sock=raw)
        async with asyncio.timeout(10):
            await self.is_ready

    def ask(self, command: str) -> None:
        """Ask for much."""
        self._tell({"id": BULK, "type": command})

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        transport.max_size = self._per_tick  # type: ignore[attr-defined]
        self._breathe()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._clock is not None:
            self._clock.cancel()

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.pause_reading()
        self.received_bytes += len(data)
        super().data_received(data)

    def _breathe(self) -> None:
        assert self._transport is not None
        if self._transport.is_closing():
            return
        self._transport.resume_reading()
        self._clock = asyncio.get_running_loop().call_later(TICK_S, self._breathe)

    def _hear(self, message: bytes, now: float) -> None:
        if message[0] != 0:
            super()._hear(message, now)
            return
        size = len(message) - HEADER.size
        self._pieces_bytes += size
        self._unsaid += size
        if self._unsaid >= _RECEIPT_EVERY or message[1] & PieceFlag.LAST:
            self._unsaid = 0
            self._send(BINARY, encode_receipt(self._pieces_bytes))

    def _read(self, text: bytes) -> None:
        message = msgspec.json.decode(text)
        if message["type"] == "auth_required":
            self._tell({"type": "auth", "access_token": self._token})
        elif message["type"] == "auth_ok":
            if self._bulk_window is not None:
                features = {"bulk_window": self._bulk_window}
                self._tell({"id": _FEATURES, "type": "supported_features", "features": features})
            self._tell({"id": HELLO, "type": "voice/hello", "encode": ["opus"], "decode": ["opus"]})
            self._tell({"id": _FOLLOW, "type": "voice/subscribe", "channels": ["all"]})
        elif message.get("id") == _FOLLOW and not self.is_ready.done():
            self.is_ready.set_result(None)
