"""A Shelly with its outbound WebSocket switched on: dials an address and speaks as it does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.fakes.shelly_device import ShellyDevice


class ShellyCaller(ShellyDevice):
    """One device that dials; requests come to it over the connection it opened."""

    def __init__(self, device_id: str = "shellyplus2pm-a8032ab12345") -> None:
        super().__init__()
        self.info |= {"id": device_id, "mac": device_id.rpartition("-")[2].upper()}
        self.status["sys"]["mac"] = self.info["mac"]
        self.subprotocol: str | None = None
        self._connection: ClientConnection | None = None

    async def hung_up_on(self) -> int | None:
        """Return with which code the hub ended the connection, once it has."""
        if self._connection is None:
            return None
        await self._connection.wait_closed()
        return self._connection.close_code

    @contextlib.asynccontextmanager
    async def calling(self, address: str, *, answers: bool = True) -> AsyncIterator[None]:
        """Be connected for the length of a block.

        Args:
            address: What a person entered in it.
            answers: Whether it takes requests; without, it tells how it is and is silent.
        """
        async with connect(
            address, subprotocols=[Subprotocol("json-rpc")], compression=None, proxy=None
        ) as connection:
            self._connection, self.subprotocol = connection, connection.subprotocol
            await self.tell(connection)
            life = asyncio.create_task(self._live(connection) if answers else _idle(connection))
            try:
                yield
            finally:
                await connection.close()
                await life

    async def tell(self, connection: ClientConnection) -> None:
        """Say how it is, whole, as it does at the start of each connection."""
        frame = {
            "src": self.info["id"],
            "dst": "ws",
            "method": "NotifyFullStatus",
            "params": {"ts": 1.0, **self.status},
        }
        await connection.send(msgspec.json.encode(frame).decode())

    async def _live(self, connection: ClientConnection) -> None:
        self._peers[connection] = "ws"
        await self.serve(connection)


async def _idle(connection: ClientConnection) -> None:
    with contextlib.suppress(ConnectionClosed):
        async for _ in connection:
            pass
