"""The cable between a driver and its peer: counted, pulled, and plugged in again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Cable:
    """Passes connections on to an address, on a port of its own."""

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self.port = 0
        self.is_in = True
        self.garbage: bytes | None = None
        """Said instead of whatever the peer says."""
        self._ends: dict[asyncio.StreamWriter, asyncio.StreamWriter] = {}
        self.most = 0
        """How many connections there were at a time."""

    @property
    def count(self) -> int:
        """How many connections there are now."""
        return len(self._ends)

    def pull(self) -> None:
        """Lose every connection without a word; new ones are refused until it is in again."""
        self.is_in = False
        for ends in list(self._ends.items()):
            for end in ends:
                end.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on until either side ends it."""
        if not self.is_in or self.garbage is not None:
            writer.write(self.garbage or b"")
            writer.close()
            return
        far_reader, far = await asyncio.open_connection(*self._to)
        self._ends[writer] = far
        self.most = max(self.most, self.count)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_pass(reader, far))
                tasks.create_task(_pass(far_reader, writer))
        finally:
            del self._ends[writer]


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def cable_to(address: str) -> AsyncIterator[Cable]:
    """Lay a cable to ``host:port``."""
    host, _, port = address.rpartition(":")
    cable = Cable(host, int(port))
    async with await asyncio.start_server(cable.serve, "127.0.0.1", 0) as server:
        cable.port = server.sockets[0].getsockname()[1]
        yield cable
        cable.pull()
