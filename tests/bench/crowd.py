"""Many subscribers in one process, as cheap as they can be.

They speak the client API as far as ``subscribe_entities``, then count the changes they are told
and how old each is: a change carries the monotonic time it was sent at as its value.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

SUBSCRIPTION = 6
_CHANGE = b'"+":{'
_SENT_AT = re.compile(rb'"s":"([0-9.]+)"')
_READY_WITHIN_S = 30.0
_FEATURES = {"id": 1, "type": "supported_features", "features": {"coalesce_messages": 1}}


class Subscriber(asyncio.Protocol):
    """One client.

    Args:
        host: What it puts into the request's head.
        path: Where it connects.
        token: Who it is.
        entity_ids: What it wants to hear of; everything when left out.
        is_sampled: Whether it looks at how old changes are.
        forbidden: A word that stands in what it must never be told.
    """

    def __init__(
        self,
        host: str,
        path: str,
        token: str,
        *,
        entity_ids: Sequence[str] | None = None,
        is_sampled: bool = False,
        forbidden: bytes | None = None,
        coalesces: bool = False,
    ) -> None:
        self._head = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
        self._token = token
        self._entity_ids = entity_ids
        self._is_sampled = is_sampled
        self._forbidden = forbidden
        self._coalesces = coalesces
        self._rest = b""
        self._opening = b""
        self._has_asked = False
        self.is_ready = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.changes = 0
        self.leaks = 0
        self.ages_ms: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._head)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.is_ready.done():
            self.is_ready.set_exception(ConnectionError(f"hung up after {self._opening[-200:]!r}"))

    def data_received(self, data: bytes) -> None:
        if not self.is_ready.done():
            self._open(data)
            return
        # A mark may be cut in two by where a read ended.
        data = self._rest + data
        self._rest = data[-(len(_CHANGE) - 1) :]
        count = data.count(_CHANGE)
        self.changes += count
        if self._forbidden is not None:
            self.leaks += data.count(self._forbidden)
        if count and self._is_sampled:
            now = time.monotonic()
            self.ages_ms += [(now - float(at[1])) * 1000 for at in _SENT_AT.finditer(data)]

    def begin(self) -> None:
        """Count from now."""
        self.changes = self.leaks = 0
        self.ages_ms.clear()

    def _open(self, data: bytes) -> None:
        self._opening += data
        if b'"auth_required"' in self._opening and not self._has_asked:
            self._has_asked = True
            self._send({"type": "auth", "access_token": self._token})
        elif b'"auth_ok"' in self._opening:
            self._opening = b""
            self._subscribe()
        elif b'"type":"event"' in self._opening and not self.is_ready.done():
            self.is_ready.set_result(None)
            self._opening = b""

    def _subscribe(self) -> None:
        if self._coalesces:
            self._send(_FEATURES)
        ask: dict[str, object] = {"id": SUBSCRIPTION, "type": "subscribe_entities"}
        if self._entity_ids is not None:
            ask["entity_ids"] = list(self._entity_ids)
        self._send(ask)

    def _send(self, message: object) -> None:
        payload = msgspec.json.encode(message)
        size = len(payload)
        length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2)
        assert self.transport is not None
        # A mask of zeros leaves the payload as it is.
        self.transport.write(b"\x81" + length + b"\0\0\0\0" + payload)


class Crowd:
    """Subscribers that are measured together."""

    def __init__(self) -> None:
        self.subscribers: list[Subscriber] = []

    async def join(
        self,
        url: str,
        token: str,
        *,
        entity_ids: Sequence[str] | None = None,
        is_sampled: bool = False,
        forbidden: bytes | None = None,
        coalesces: bool = False,
    ) -> None:
        """Add one subscriber and wait for its first picture."""
        address = urlsplit(url)
        loop = asyncio.get_running_loop()
        _, subscriber = await loop.create_connection(
            lambda: Subscriber(
                address.netloc,
                address.path,
                token,
                entity_ids=entity_ids,
                is_sampled=is_sampled,
                forbidden=forbidden,
                coalesces=coalesces,
            ),
            address.hostname or "127.0.0.1",
            address.port or 80,
        )
        self.subscribers.append(subscriber)
        async with asyncio.timeout(_READY_WITHIN_S):
            await subscriber.is_ready

    def begin(self) -> None:
        """Count from now."""
        for subscriber in self.subscribers:
            subscriber.begin()

    @property
    def deliveries(self) -> int:
        """Changes all of them were told."""
        return sum(subscriber.changes for subscriber in self.subscribers)

    @property
    def leaks(self) -> int:
        """How often anybody was told what they may not know."""
        return sum(subscriber.leaks for subscriber in self.subscribers)

    @property
    def ages_ms(self) -> list[float]:
        """How old changes were when the sampled ones had them."""
        return [age for subscriber in self.subscribers for age in subscriber.ages_ms]

    def leave(self) -> None:
        """Hang up."""
        for subscriber in self.subscribers:
            if subscriber.transport is not None:
                subscriber.transport.abort()
