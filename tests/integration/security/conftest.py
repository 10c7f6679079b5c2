"""A server that speaks TLS with a home's own authority, on a machine that can move house."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Self

import pytest

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.model.ids import GatewayId, HomeId
from embedded_hub.security.certificates import HomeCertificates
from embedded_hub.security.contexts import pinned_context
from embedded_hub.security.names import HubNames
from embedded_hub.server.config import HubInfo, ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.server import Server
from embedded_hub.storage.private_folder import PrivateFolder
from tests.fakes.stores import MemoryHistory, MemoryRecords

LIMITS = ServerLimits(handshake_s=0.5, auth_s=0.5, close_s=0.3, stuck_s=0.5)
HERE = HubNames(addresses=("127.0.0.1", "::1"), domains=("localhost",))
MOVED = HubNames(addresses=("10.0.0.7", "127.0.0.1", "::1"), domains=("localhost", "hub.local"))


class House:
    """A home behind TLS."""

    def __init__(
        self, folder: Path, host: str = "127.0.0.1", *, allows_plain: bool = False
    ) -> None:
        self.names = HERE
        self.clock = SystemClock()
        self.certificates = HomeCertificates(
            PrivateFolder(folder / "tls"), clock=self.clock, names=lambda: self.names
        )
        self.home = Home(
            HomeId("home"), clock=self.clock, records=MemoryRecords(), history=MemoryHistory()
        )
        self.gateways: list[GatewayId] = []
        self.server = Server(
            ServerConfig(
                host=host, port=0, has_test_echo=True, limits=LIMITS, allows_plain=allows_plain
            ),
            HubInfo(version="1.2.3"),
            authenticate=self._authenticate,
            accept_gateway=self._accept_gateway,
            first_home=lambda: self.home,
            homes=lambda: [self.home],
            certificates=self.certificates,
        )

    async def start(self) -> None:
        await self.certificates.start()
        await self.home.start()
        self.server.follow_certificates()
        await self.server.start()

    async def stop(self) -> None:
        await self.server.stop(0.5)
        await self.home.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def socket_count(self) -> int:
        return len(self.server._listener._sockets)

    @property
    def pin(self) -> str:
        return self.certificates.identity.pin

    @property
    def trusting(self) -> ssl.SSLContext:
        return pinned_context(self.certificates.identity.authority_pem.decode())

    def url(
        self, path: str = "/api/websocket", scheme: str = "wss", host: str = "127.0.0.1"
    ) -> str:
        return f"{scheme}://{host}:{self.server.port}{path}"

    async def token(self, role: Role = Role.OWNER) -> str:
        gateway_id = GatewayId("gw") if role is Role.GATEWAY else None
        text, _ = await self.home.people.issue(role, str(role), gateway_id=gateway_id)
        return text

    async def _authenticate(self, token: str) -> tuple[Home, Principal] | None:
        principal = await self.home.people.authenticate(token)
        return (self.home, principal) if principal else None

    async def _accept_gateway(
        self, connection: WireConnection, _: Home, gateway_id: GatewayId
    ) -> None:
        self.gateways.append(gateway_id)
        await connection.wait_closed()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as opened:
        yield opened


async def talk(
    port: int, request: bytes, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> bytes:
    """Send bytes and return everything that comes back."""
    options: dict[str, Any] = {"ssl": tls, "server_hostname": ""} if tls else {}
    reader, writer = await asyncio.open_connection(host, port, **options)
    try:
        writer.write(request)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.transport.abort()
