"""A small real hub side: a WebSocket server that hands connections to native gateways."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from embedded_hub.gateways.native.effects import PastEvent
from embedded_hub.gateways.native.gateway import NativeGateway, NativeGateways, Ports
from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.ids import EntityId, EntityKey, GatewayId
from embedded_hub.model.state import Context, StateReport
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol import gateway_messages as gw
from tests.fakes.recording_sink import RecordingSink

TOKEN = "hw1.abcdefgh.0123456789"


class SmallHub:
    """Listens on a free port of 127.0.0.1 and keeps what gateways tell."""

    def __init__(self) -> None:
        self.sink = RecordingSink()
        self.past: list[StateReport | PastEvent] = []
        self.gateways = NativeGateways(Ports(history=lambda _, entry: self.past.append(entry)))
        self.sockets: list[ServerConnection] = []
        self._server: Server | None = None
        self._actions = 0

    async def start(self) -> None:
        self._server = await serve(
            self._accept,
            "127.0.0.1",
            0,
            subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
            process_request=self._check,
            max_size=gw.MAX_FRAME_BYTES,
            compression=None,
            close_timeout=1,
        )

    @property
    def base(self) -> str:
        assert self._server is not None
        port = next(iter(self._server.sockets)).getsockname()[1]
        return f"ws://127.0.0.1:{port}"

    def now_s(self) -> float:
        """Return hub time, seconds UTC."""
        return time.time()

    def url(self, gateway_id: str) -> str:
        return f"{self.base}{gw.PATH}{gateway_id}"

    def gateway(self, gateway_id: str) -> NativeGateway:
        return self.gateways.gateway(GatewayId(gateway_id))

    async def stop(self) -> None:
        await self.gateways.close()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def cut(self) -> None:
        """Lose every connection without a word, as a pulled cable would."""
        for socket in self.sockets:
            socket.transport.abort()
        self.sockets.clear()

    async def act(
        self,
        gateway_id: str,
        key: str,
        name: str,
        arguments: JsonObject | None = None,
        *,
        timeout_s: float = 5.0,
        action_id: str | None = None,
    ) -> Outcome:
        self._actions += 1
        domain = self.sink.entities[key].domain
        action = Action(
            id=action_id or f"c_{self._actions}",
            entity_id=EntityId(f"{domain}.thing"),
            key=EntityKey(key),
            domain=domain,
            name=name,
            arguments=arguments or {},
            timeout_s=timeout_s,
            context=Context(id="ctx", user_id="u_anna"),
        )
        return await self.gateways.act(GatewayId(gateway_id), action)

    def _check(self, _socket: ServerConnection, request: Request) -> Response | None:
        if request.headers.get("Authorization") == f"Bearer {TOKEN}":
            return None
        return _socket.respond(HTTPStatus.UNAUTHORIZED, "no\n")

    async def _accept(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        gateway_id = socket.request.path.removeprefix(gw.PATH)
        self.sockets.append(socket)
        await self.gateways.accept(socket, GatewayId(gateway_id), self.sink)


@pytest.fixture
async def hub() -> AsyncIterator[SmallHub]:
    small = SmallHub()
    await small.start()
    yield small
    await small.stop()


async def until(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    """Wait for something another task brings about."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.01)
