"""Devices that announce themselves by mDNS on the loopback, as the library of the field does it."""

import contextlib
import socket
from collections.abc import AsyncIterator, Mapping

from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

LOOPBACK = "127.0.0.1"


class Announcer:
    """Announces services, and says goodbye for them."""

    def __init__(self, library: AsyncZeroconf) -> None:
        self._library = library
        self._services: dict[str, AsyncServiceInfo] = {}

    async def announce(
        self,
        type_: str,
        name: str,
        port: int,
        txt: Mapping[str | bytes, str | bytes | None] | None = None,
    ) -> None:
        """Announce one service of the device ``<name>.local``, or a change of it."""
        service = AsyncServiceInfo(
            f"{type_}.local.",
            f"{name}.{type_}.local.",
            addresses=[socket.inet_aton(LOOPBACK)],
            port=port,
            properties=dict(txt or {}),
            server="thing.local.",
        )
        known = f"{name}.{type_}" in self._services
        self._services[f"{name}.{type_}"] = service
        if known:
            await (await self._library.async_update_service(service))
        else:
            # Nobody else here could have the name.
            await (await self._library.async_register_service(service, cooperating_responders=True))

    async def leave(self, type_: str, name: str) -> None:
        """Say goodbye for a service."""
        service = self._services.pop(f"{name}.{type_}")
        await (await self._library.async_unregister_service(service))


@contextlib.asynccontextmanager
async def announcer() -> AsyncIterator[Announcer]:
    """Answer on the loopback for the length of a block."""
    library = AsyncZeroconf(interfaces=[LOOPBACK])
    try:
        yield Announcer(library)
    finally:
        await library.async_close()
