"""One port for everything: checks each request, answers the plain ones, hands on the sockets."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence

from websockets.asyncio.server import Server as WebSocketServer
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from embedded_hub.protocol.trust import NEXT_PIN_HEADER
from embedded_hub.server.admission import Admission
from embedded_hub.server.config import ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.doorway import GetContext
from embedded_hub.server.frames import binary_frame, text_frame
from embedded_hub.server.handshake import (
    DEVICE_PROTOCOL,
    GATEWAY_PROTOCOL,
    ClientRoute,
    DeviceRoute,
    EchoRoute,
    GatewayRoute,
    Head,
    HostPolicy,
    PageRoute,
    Refusal,
    Route,
    bearer_token,
    find_route,
    offers_protocol,
)
from embedded_hub.server.lanes import Lane
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.pages import SECURITY_HEADERS, PageRequest, answer
from embedded_hub.server.pinger import Pinger
from embedded_hub.server.socket_options import WRITE_HIGH_BYTES, WRITE_LOW_BYTES

_LOG = logging.getLogger(__name__)
# The library reports every connection at INFO, a home has thousands of them a day, and every
# frame at DEBUG, tokens included.
_LIBRARY_LOG = logging.getLogger("embedded_hub.server.websockets")
_LIBRARY_LOG.setLevel(logging.WARNING)
_FRAMES_IN_HAND = (8, 2)
RESTARTING = 1012
SWITCHING_PROTOCOLS = 101
_TURNS_TO_ARRIVE = 2

ServeClient = Callable[[WireConnection], Awaitable[None]]
ServeGateway = Callable[[WireConnection, str], Awaitable[None]]
ServePage = Callable[[PageRequest], Awaitable[Response]]
AdmitGateway = Callable[[WireConnection, str, str], Awaitable[Refusal | None]]
"""Gets connection, gateway id and token; returns why the gateway may not come in."""

AdmitDevice = Callable[[WireConnection, str, str], Refusal | None]
"""Gets connection, kind and secret of the address; returns why nobody is there."""
ServeDevice = Callable[[WireConnection], Awaitable[None]]


NOBODY = Refusal(status=404, text="There is nothing here.")


class Listener:
    """The hub's port.

    Args:
        config: Where to listen and whom to answer.
        serve_client: Runs a client's session until its connection ends.
        admit_gateway: Judges a gateway before its WebSocket exists.
        serve_gateway: Runs a gateway's connection until it ends.
        serve_page: Answers a plain page or probe.
        admit_device: Judges the address a device dialled; left out, nobody has one.
        serve_device: Runs a device's connection until it ends.
        is_page: Says whether a path is a page's; the probes' are anyway.
        serve_landing: Answers a browser elsewhere that does not speak TLS yet.
        next_pin: Gives the pin of the authority that is to take over, if one is.
        tls: Gives what to show in the next TLS handshake; ``None`` when TLS is not spoken.
    """

    def __init__(
        self,
        config: ServerConfig,
        *,
        serve_client: ServeClient,
        admit_gateway: AdmitGateway,
        serve_gateway: ServeGateway,
        serve_page: ServePage,
        admit_device: AdmitDevice = lambda *_: NOBODY,
        serve_device: ServeDevice | None = None,
        is_page: Callable[[str], bool] = lambda _: False,
        serve_landing: ServePage | None = None,
        next_pin: Callable[[], str | None] = lambda: None,
        tls: GetContext = lambda: None,
    ) -> None:
        self._config = config
        self._policy = config.host_policy()
        self._serve_client = serve_client
        self._admit_gateway = admit_gateway
        self._serve_gateway = serve_gateway
        self._admit_device = admit_device
        self._serve_device = serve_device
        self._serve_page = serve_page
        self._is_page = is_page
        self._serve_landing = serve_landing
        self._next_pin = next_pin
        self._tls = tls
        self._admission = Admission(
            config.limits.unauthenticated_per_address, config.limits.crowded_per_address
        )
        self._pinger = Pinger(config.limits)
        self._server: WebSocketServer | None = None
        self._sockets: set[WireConnection] = set()
        self._connections: set[WireConnection] = set()

    @property
    def port(self) -> int:
        """The port it listens on; 0 before it does."""
        sockets = self._server.sockets if self._server else ()
        return int(next(iter(sockets)).getsockname()[1]) if sockets else 0

    @property
    def connection_count(self) -> int:
        """WebSockets open now."""
        return len(self._connections)

    async def start(self) -> None:
        """Begin to accept.

        Raises:
            OSError: the address is in use or not ours.
        """
        limits = self._config.limits
        self._server = await serve(
            self._handle,
            **self._place(),  # type: ignore[arg-type] # host and port, or a socket
            process_request=self._process_request,
            process_response=self._complete,
            select_subprotocol=self._select_subprotocol,
            create_connection=self._create_connection,  # type: ignore[arg-type] # a factory will do
            compression=None,
            server_header=None,
            open_timeout=limits.handshake_s,
            close_timeout=limits.close_s,
            ping_interval=None,
            max_size=limits.message_bytes,
            max_queue=_FRAMES_IN_HAND,
            write_limit=(WRITE_HIGH_BYTES, WRITE_LOW_BYTES),
            backlog=limits.backlog,
            logger=_LIBRARY_LOG,
        )
        self._pinger.start()

    def answer_to(self, policy: HostPolicy) -> None:
        """Change what the hub is called, from the next request on."""
        self._policy = policy

    def call_again(self, why: str) -> None:
        """Have everybody who is connected over TLS connect anew."""
        for connection in list(self._connections):
            if connection.is_encrypted:
                connection.end(RESTARTING, why)

    def _place(self) -> dict[str, object]:
        """Say where to listen; one socket for every address, so that there is one port."""
        host, port = self._config.host, self._config.port
        if host or not socket.has_dualstack_ipv6():
            return {"host": host or "0.0.0.0", "port": port}  # noqa: S104 - what was asked for
        everywhere = socket.create_server(
            ("", port),
            family=socket.AF_INET6,
            dualstack_ipv6=True,
            backlog=self._config.limits.backlog,
        )
        return {"sock": everywhere}

    async def stop(self) -> None:
        """Accept nothing more, tell every client to come back soon, and wait until all are gone.

        Takes no longer than the limits' ``close_s`` however a client behaves.
        """
        if self._server is None:
            return
        await self._accept_no_more(self._server)
        self._server.close(close_connections=False)
        for connection in list(self._sockets):
            connection.end(RESTARTING, "restarting")
        await self._server.wait_closed()
        await self._pinger.stop()

    async def _accept_no_more(self, server: WebSocketServer) -> None:
        """Let those who were accepted a moment ago arrive, so that they are ended too.

        asyncio makes a connection in two turns of the loop after it accepted the socket. One whose
        server is closed in between is dropped without being closed or told to anybody.
        """
        loop = asyncio.get_running_loop()
        for listening in server.sockets:
            # Windows accepts in one turn and watches no socket for it.
            with contextlib.suppress(NotImplementedError):
                loop.remove_reader(listening.fileno())
        for _ in range(_TURNS_TO_ARRIVE):
            await asyncio.sleep(0)

    # --- the handshake --------------------------------------------------------------------------

    def _create_connection(
        self,
        protocol: ServerProtocol,
        server: WebSocketServer,
        **options: float | tuple[int, int | None] | None,
    ) -> WireConnection:
        return WireConnection(
            protocol,
            server,
            limits=self._config.limits,
            admission=self._admission,
            sockets=self._sockets,
            tls=self._tls,
            answer_page=self._answer_plain,
            **options,
        )

    async def _process_request(
        self, connection: ServerConnection, request: Request
    ) -> Response | None:
        head = Head(
            method=request.method,
            path=request.path,
            hosts=request.headers.get_all("Host"),
            origins=request.headers.get_all("Origin"),
            is_encrypted=_wire(connection).is_encrypted,
        )
        refusal = self._policy.check(head, _local_address(connection))
        if refusal is not None:
            return _refuse(refusal)
        if not (_wire(connection).is_private or self._config.allows_plain):
            return await self._turn_to_tls(connection, request)
        has_echo = self._config.has_test_echo
        route = find_route(request.path, has_echo=has_echo, is_page=self._is_page)
        if isinstance(route, PageRoute):
            return await _answer_page(connection, request, self._serve_page, self._config.limits)
        if route is None:
            return answer(404, "There is nothing here.\n")
        if request.method != "GET":
            return answer(405, "Sockets begin with GET.\n", more=(("Allow", "GET"),))
        if "Upgrade" not in request.headers:
            more = (("Upgrade", "websocket"),)
            return answer(426, "Only WebSockets are served here.\n", more=more)
        refusal = await self._judge(connection, request, route)
        return _refuse(refusal) if refusal is not None else None

    async def _judge(
        self, connection: ServerConnection, request: Request, route: Route
    ) -> Refusal | None:
        if isinstance(route, GatewayRoute):
            return await self._judge_gateway(connection, request, route)
        if isinstance(route, DeviceRoute):
            return self._admit_device(_wire(connection), route.kind, route.secret)
        return None

    async def _answer_plain(self, connection: WireConnection, request: Request) -> Response:
        """Answer a request that asks for no WebSocket, as the library would be told to."""
        response = await self._process_request(connection, request)
        if response is None:
            response = answer(500, "There is no answer to this.\n")
        self._complete(connection, request, response)
        return response

    async def _turn_to_tls(self, connection: ServerConnection, request: Request) -> Response:
        if self._serve_landing is None or "Upgrade" in request.headers:
            return answer(403, "Other machines are served over TLS only: use https or wss.\n")
        return await _answer_page(connection, request, self._serve_landing, self._config.limits)

    async def _judge_gateway(
        self, connection: ServerConnection, request: Request, route: GatewayRoute
    ) -> Refusal | None:
        if not offers_protocol(request.headers.get_all("Sec-WebSocket-Protocol"), GATEWAY_PROTOCOL):
            return Refusal(status=400, text=f"Gateways speak {GATEWAY_PROTOCOL}.")
        token = bearer_token(request.headers.get_all("Authorization"))
        if token is None:
            challenge = (("WWW-Authenticate", "Bearer"),)
            return Refusal(status=401, text="A gateway shows its token.", headers=challenge)
        return await self._admit_gateway(_wire(connection), route.gateway_id, token)

    def _complete(self, connection: ServerConnection, request: Request, response: Response) -> None:
        _harden(request, response)
        if not _wire(connection).is_private:
            # Browsers complain of it where a page came in clear.
            response.headers.pop("Cross-Origin-Opener-Policy", None)
        if _wire(connection).is_encrypted and (next_pin := self._next_pin()):
            response.headers[NEXT_PIN_HEADER] = next_pin

    def _select_subprotocol(
        self, connection: ServerConnection, offered: Sequence[Subprotocol]
    ) -> Subprotocol | None:
        request = connection.request
        route = find_route(request.path, has_echo=False) if request else None
        wanted = Subprotocol(
            DEVICE_PROTOCOL if isinstance(route, DeviceRoute) else GATEWAY_PROTOCOL
        )
        is_device = isinstance(route, DeviceRoute | GatewayRoute)
        return wanted if is_device and wanted in offered else None

    # --- open connections -----------------------------------------------------------------------

    async def _handle(self, server_connection: ServerConnection) -> None:
        connection = _wire(server_connection)
        request = connection.request
        route = find_route(request.path, has_echo=True) if request else None
        if request is None or route is None:
            return
        # Nobody asks for the headers again, and they are 2 KB of every idle connection.
        request.headers, connection.response = Headers(), None
        if connection.is_too_big:
            connection.refuse_too_big()
            return
        self._connections.add(connection)
        self._pinger.add(connection)
        try:
            await self._serve(connection, route)
        except ConnectionClosed:
            pass
        finally:
            self._pinger.remove(connection)
            self._connections.discard(connection)

    async def _serve(self, connection: WireConnection, route: Route) -> None:
        match route:
            case ClientRoute():
                await self._serve_client(connection)
            case GatewayRoute(gateway_id=gateway_id):
                connection.trust()
                await self._serve_gateway(connection, gateway_id)
            case DeviceRoute() if self._serve_device is not None:
                connection.trust()
                await self._serve_device(connection)
            case EchoRoute():
                connection.trust()
                await _echo(connection, self._config.limits)
            case DeviceRoute() | PageRoute():
                pass


async def _echo(connection: WireConnection, limits: ServerLimits) -> None:
    """Send back what comes, the way everything is sent."""
    outbox = Outbox(connection, limits)
    try:
        while True:
            await outbox.room()
            message = await connection.recv()
            if isinstance(message, str):
                frame = text_frame(message.encode())
            else:
                frame = binary_frame(message)
            outbox.send_frames(Lane.CONTROL, frame)
    finally:
        outbox.close()


async def _answer_page(
    connection: ServerConnection, request: Request, serve_page: ServePage, limits: ServerLimits
) -> Response:
    # The library drops whoever has not read everything by then; a file takes longer to read
    # over a bad Wi-Fi than a goodbye.
    connection.close_timeout = limits.handshake_s
    path, _, query = request.path.partition("?")
    page = PageRequest(
        path=path,
        query=query,
        agent=request.headers.get("User-Agent", ""),
        host=request.headers["Host"].lower(),
        if_none_match=", ".join(request.headers.get_all("If-None-Match")),
        languages=", ".join(request.headers.get_all("Accept-Language")),
    )
    return await serve_page(page)


def _wire(connection: ServerConnection) -> WireConnection:
    assert isinstance(connection, WireConnection)  # noqa: S101 - made by _create_connection
    return connection


def _local_address(connection: ServerConnection) -> str | None:
    address = connection.local_address
    if not isinstance(address, tuple) or not address:
        return None
    return str(address[0]).partition("%")[0].removeprefix("::ffff:").lower()


def _harden(request: Request, response: Response) -> None:
    """Give the library's own refusals the headers ours have; keep back what HEAD has no use for."""
    if request.method == "HEAD":
        response.body = b""
    if response.status_code != SWITCHING_PROTOCOLS:
        for name, value in SECURITY_HEADERS:
            if name not in response.headers:
                response.headers[name] = value


def _refuse(refusal: Refusal) -> Response:
    return answer(refusal.status, refusal.text + "\n", more=refusal.headers)
