"""What can go wrong on purpose, so that a hub can be seen to bear it."""

import contextlib
from collections.abc import AsyncIterator, Callable

import msgspec

from embedded_hub.client.gateway_link import Dial, Socket


class Faults(msgspec.Struct, frozen=True, kw_only=True):
    """How badly a simulated gateway behaves; all off by default."""

    drop_every_s: float | None = None
    """Lose the connection this often."""
    refuse: float = 0.0
    """Share of commands that are refused as ``unreachable``, 0 to 1."""
    late_s: float = 0.0
    """How much longer each command takes."""
    offline_every_s: float | None = None
    """Take a device off the air this often; it comes back after as long."""
    duplicate: float = 0.0
    """Share of frames sent twice, 0 to 1."""
    clock_error_s: float = 0.0
    """How wrong the gateway's own clock is; any value but 0 makes it stamp with that clock."""


class _Stutter:
    """Sends some frames twice."""

    def __init__(self, socket: Socket, share: float, draw: Callable[[], float]) -> None:
        self._socket = socket
        self._share = share
        self._draw = draw
        self._is_greeted = False

    async def send(self, message: str | bytes, /) -> None:
        """Send once, or twice; a second hello would be a new one and not a duplicate."""
        await self._socket.send(message)
        if self._is_greeted and self._draw() < self._share:
            await self._socket.send(message)
        self._is_greeted = True

    async def recv(self) -> str | bytes:
        """Return the next frame."""
        return await self._socket.recv()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close."""
        await self._socket.close(code, reason)


def stuttering(dial: Dial, share: float, draw: Callable[[], float]) -> Dial:
    """Make a dial whose sockets send some frames twice."""

    @contextlib.asynccontextmanager
    async def dialled() -> AsyncIterator[Socket]:
        async with dial() as socket:
            yield _Stutter(socket, share, draw)

    return dialled
