"""The hub's server: one port in front of any number of homes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import msgspec
from websockets.http11 import Response

from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.core.sessions import LiveSession
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import GatewayId, HomeId
from embedded_hub.model.street_tiles import origin_of
from embedded_hub.security.certificates import Certificates
from embedded_hub.server.addresses import is_loopback
from embedded_hub.server.commands import make_table
from embedded_hub.server.config import HubInfo, Reach, ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.feed import HomeFeed
from embedded_hub.server.gatekeeper import Admitted, Authenticate, Gatekeeper, TurnedAway
from embedded_hub.server.handshake import Refusal
from embedded_hub.server.landing import Landing
from embedded_hub.server.listener import NOBODY, Listener
from embedded_hub.server.pages import (
    METRICS,
    PageRequest,
    answer,
    answer_file,
    metrics_text,
)
from embedded_hub.server.session import REVOKED, Session, SessionCounts
from embedded_hub.server.spoken_files import MEDIA_TYPE
from embedded_hub.server.tasks import Tasks
from embedded_hub.server.web_client import WebClient

_LOG = logging.getLogger(__name__)
_ANSWERED_WITHIN_S = 0.2
"""For the one who asked to hear that it is done, before everybody is sent to connect again."""
_WILDCARDS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound

FindCalled = Callable[[str, str], tuple[Home, GatewayId] | None]
"""Returns whose address a device dialled, of its kind and secret."""
AcceptGateway = Callable[[WireConnection, Home, GatewayId], Awaitable[None]]


class Server:
    """Serves clients, gateways and probes on one port.

    Args:
        config: Where to listen and whom to answer.
        info: What ``home/info`` says of the hub.
        authenticate: Finds the home and person a token belongs to, or ``None``.
        accept_gateway: Runs a native gateway's connection until it ends; its token has been
            judged, and its sub-protocol is ``homewire.gw.v1``.
        first_home: The home pairing codes belong to.
        homes: Every home being served, whether anybody of it was here or not.
        certificates: What other machines are shown; ``None`` when TLS is not spoken. Started.
        find_called: Finds whose address a device dialled; left out, nobody has one.
        accept_device: Runs the connection of a device that dialled a gateway's address.
    """

    def __init__(
        self,
        config: ServerConfig,
        info: HubInfo,
        *,
        authenticate: Authenticate,
        accept_gateway: AcceptGateway,
        first_home: Callable[[], Home | None],
        homes: Callable[[], Iterable[Home]],
        certificates: Certificates | None = None,
        find_called: FindCalled = lambda *_: None,
        accept_device: AcceptGateway | None = None,
    ) -> None:
        self._config = config
        self._info = info
        self._homes = homes
        self._accept_gateway = accept_gateway
        self._find_called = find_called
        self._accept_device = accept_device
        self._certificates = certificates
        self._gatekeeper = Gatekeeper(authenticate, first_home)
        self._table = make_table()
        self._tasks = Tasks()
        self._counts = SessionCounts()
        self._feeds: dict[HomeId, HomeFeed] = {}
        self._gateways: WeakKeyDictionary[WireConnection, Admitted] = WeakKeyDictionary()
        self._called: WeakKeyDictionary[WireConnection, tuple[Home, GatewayId]] = (
            WeakKeyDictionary()
        )
        self._web_client = WebClient()
        self._landing = Landing(lambda: certificates.identity if certificates else None)
        self._is_ready = False
        self._announced: str | None = None
        self._listener = Listener(
            config,
            serve_client=self._serve_client,
            admit_gateway=self._admit_gateway,
            serve_gateway=self._serve_gateway,
            admit_device=self._admit_device,
            serve_device=self._serve_device,
            serve_page=self._serve_page,
            is_page=self._is_page,
            serve_landing=self._serve_landing,
            next_pin=lambda: certificates.identity.next_pin if certificates else None,
            tls=lambda: certificates.context if certificates else None,
        )

    @property
    def port(self) -> int:
        """The port it listens on; 0 before it does."""
        return self._listener.port

    @property
    def hub_url(self) -> str:
        """Where clients connect."""
        return self._info.hub_url or f"{self._address()}/api/websocket"

    @property
    def gateway_url(self) -> str:
        """Where gateways connect, to be completed with their id."""
        return self._info.gateway_url or f"{self._address()}/api/gateway/"

    def device_url(self, kind: str, secret: str) -> str | None:
        """Return what is entered in a device that dials us; ``None`` while nobody can."""
        if not self._is_ready:
            return None
        outside = min(self.reach().addresses, key=_trouble_for_devices, default=None)
        base = f"ws{outside.removeprefix('http')}" if outside else self._address()
        return f"{base}/api/gateway/{kind}/{secret}"

    def reach(self) -> Reach:
        """Return where others find the hub now, and by what they know it."""
        local = f"http{self._address().removeprefix('ws')}"
        if self._certificates is None:
            return Reach(local_address=local)
        names, identity = self._certificates.names, self._certificates.identity
        is_everywhere = self._config.host in _WILDCARDS
        outside = (*names.outside, *names.domains) if is_everywhere else (self._config.host,)
        places = [f"[{one}]" if ":" in one else one for one in outside if one != "localhost"]
        return Reach(
            addresses=tuple(f"https://{place}:{self.port}" for place in places),
            local_address=local,
            pin=identity.pin,
            authority=identity.name,
            next_pin=identity.next_pin,
            rotates_at=identity.rotates_at,
        )

    def follow_certificates(self) -> None:
        """Answer to what this machine is called now, and tell who takes over as its authority."""
        if self._certificates is None:
            return
        names = self._certificates.names
        self._listener.answer_to(self._config.host_policy((*names.addresses, *names.domains)))
        next_pin = self._certificates.identity.next_pin
        if next_pin != self._announced and next_pin is not None:
            # Whoever pinned the present one hears of the next when connecting.
            self._listener.call_again("the hub is about to change its certificates")
        self._announced = next_pin

    async def _announce_authority(self) -> None:
        if self._certificates is not None:
            await self._certificates.announce_next()
            self._tasks.start(self._follow_soon())

    async def _follow_soon(self) -> None:
        await asyncio.sleep(_ANSWERED_WITHIN_S)
        self.follow_certificates()

    async def start(self) -> None:
        """Begin to accept connections.

        Raises:
            OSError: the address is in use or not ours.
        """
        await self._web_client.load()
        await asyncio.to_thread(self._landing.load)
        await self._listener.start()
        self._info = msgspec.structs.replace(
            self._info,
            hub_url=self.hub_url,
            gateway_url=self.gateway_url,
            reach=self.reach,
            announce_authority=self._announce_authority if self._certificates else None,
        )
        self._is_ready = True

    async def stop(self, grace_s: float = 4.0) -> None:
        """Tell everybody to come back later and end what is under way.

        Args:
            grace_s: How long commands under way may still take.
        """
        self._is_ready = False
        await self._listener.stop()
        await self._tasks.stop(max(0.0, grace_s - self._config.limits.close_s))
        for feed in self._feeds.values():
            feed.close()
        self._feeds.clear()

    # --- connections --------------------------------------------------------------------------

    async def _serve_client(self, connection: WireConnection) -> None:
        session = Session(
            connection,
            limits=self._config.limits,
            gatekeeper=self._gatekeeper,
            feed_of=self._feed_of,
            table=self._table,
            info=self._info,
            counts=self._counts,
        )
        await session.run()

    def _feed_of(self, admitted: Admitted) -> HomeFeed:
        home = admitted.home
        if home.id not in self._feeds:
            self._feeds[home.id] = HomeFeed(home, self._config.limits, self._tasks)
        return self._feeds[home.id]

    async def _admit_gateway(
        self, connection: WireConnection, gateway_id: str, token: str
    ) -> Refusal | None:
        try:
            verdict = await self._gatekeeper.judge(connection.address, token)
        except StorageError as error:
            _LOG.error("a gateway's token could not be judged: %s", error)
            return Refusal(status=503, text="The home's records cannot be reached.")
        if isinstance(verdict, TurnedAway):
            if verdict.retry_after_s > 0:
                wait = (("Retry-After", f"{verdict.retry_after_s:.0f}"),)
                return Refusal(status=429, text="Too many wrong tokens.", headers=wait)
            return Refusal(status=401, text="This token is worth nothing here.")
        user = verdict.principal.user
        if user.role is not Role.GATEWAY or user.gateway_id != gateway_id:
            return Refusal(status=403, text="This token is for something else.")
        self._gateways[connection] = verdict
        return None

    async def _serve_gateway(self, connection: WireConnection, gateway_id: str) -> None:
        admitted = self._gateways.pop(connection)
        sessions = admitted.home.sessions
        live = LiveSession(
            token_id=admitted.principal.token_id,
            user_id=admitted.principal.user.id,
            address=connection.address,
            since_at=admitted.home.clock.utc_s(),
            end=lambda _: connection.end(REVOKED, "this token was revoked"),
        )
        sessions.enter(live)
        try:
            await self._accept_gateway(connection, admitted.home, GatewayId(gateway_id))
        finally:
            sessions.leave(live)

    def _admit_device(self, connection: WireConnection, kind: str, secret: str) -> Refusal | None:
        called = self._find_called(kind, secret)
        wait_s = self._gatekeeper.count(connection.address, is_right=called is not None)
        if called is None and wait_s > 0:
            wait = (("Retry-After", f"{wait_s:.0f}"),)
            return Refusal(status=429, text="Too many wrong addresses.", headers=wait)
        if called is None:
            return NOBODY
        self._called[connection] = called
        connection.expect_snapshots()
        return None

    async def _serve_device(self, connection: WireConnection) -> None:
        home, gateway_id = self._called.pop(connection)
        if self._accept_device is not None:
            await self._accept_device(connection, home, gateway_id)

    # --- pages --------------------------------------------------------------------------------

    async def _serve_page(self, request: PageRequest) -> Response:
        pictures = self._pictures()
        if file := await self._web_client.file(request.path, pictures):
            return answer_file(file, request, pictures)
        if request.path in self._landing:
            return self._landing.answer(request)
        if spoken := self._spoken(request.path):
            return answer(200, spoken, MEDIA_TYPE)
        match request.path:
            case "/livez":
                return answer(200, "alive\n")
            case "/readyz":
                return answer(200, "ready\n") if self._is_ready else answer(503, "not ready\n")
            case "/metrics":
                return answer(200, metrics_text(self._figures()), METRICS)
            case _:
                return answer(404, "There is nothing here.\n")

    def _pictures(self) -> Sequence[str]:
        """Return the servers the maps of all homes get pictures of streets from."""
        tiles = {home.settings.map_tiles for home in self._homes()}
        return sorted({origin for one in tiles if one and (origin := origin_of(one))})

    def _is_page(self, path: str) -> bool:
        is_file = path in self._web_client or path in self._landing
        return is_file or self._spoken(path) is not None

    def _spoken(self, path: str) -> bytes | None:
        return next((one for feed in self._feeds.values() if (one := feed.spoken.get(path))), None)

    async def _serve_landing(self, request: PageRequest) -> Response:
        return self._landing.answer_plain(request)

    def _figures(self) -> dict[str, float]:
        return {
            "connections": self._listener.connection_count,
            "commands_total": self._counts.commands,
            "commands_running": len(self._tasks),
            "faults_total": self._counts.faults,
            "ignored_binary_total": self._counts.ignored_binary,
            "refused_tokens_total": self._gatekeeper.refusals,
            "deliveries_total": sum(feed.fanout.deliveries for feed in self._feeds.values()),
        }

    def _address(self) -> str:
        host = _WILDCARDS.get(self._config.host, self._config.host)
        is_plain = self._certificates is None or is_loopback((host,)) or host == "localhost"
        place = f"[{host}]" if ":" in host else host
        return f"{'ws' if is_plain else 'wss'}://{place}:{self.port}"


def _trouble_for_devices(address: str) -> int:
    """Say how hard an address is for a small device: many know no IPv6, and some no names."""
    host = urlsplit(address).hostname or ""
    is_number = host.replace(".", "").isdecimal()
    is_local_name = host.endswith(".local")
    return 0 if is_number else 3 if is_local_name else 2 if ":" in host else 1
