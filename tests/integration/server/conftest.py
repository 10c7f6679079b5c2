"""A small flat behind a real server on the loopback, and clients that speak to it raw."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import AreaId, EntityKey, GatewayId, HomeId
from embedded_hub.model.state import StateReport
from embedded_hub.server.config import HubInfo, ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.server import Server
from tests.fakes.stores import MemoryHistory, MemoryRecords

GATEWAY = GatewayId("gw")
LIMITS = ServerLimits(auth_s=0.5, close_s=0.3, stuck_s=0.5, unauthenticated_per_address=40)


def describe(key: str, name: str, area: str, domain: str, **attributes: Any) -> DeviceDescription:
    entity = EntityDescription(key=EntityKey(key), domain=domain, attributes=attributes)
    return DeviceDescription(key=key, name=name, area=area, entities=(entity,))


FLAT = (
    describe("lamp", "Lamp", "Kitchen", "light", supported_color_modes=["brightness"]),
    describe("spot", "Spot", "Kitchen", "light", supported_color_modes=["onoff"]),
    describe("door", "Door", "Hall", "lock"),
    describe("fan", "Fan", "Hall", "switch"),
    describe(
        "heat",
        "Heat",
        "Kitchen",
        "sensor",
        unit_of_measurement="°C",
        state_class="measurement",
        device_class="temperature",
    ),
)


class Bench:
    """A home with one gateway that does what it is told, and the server in front of it."""

    def __init__(self, limits: ServerLimits = LIMITS, port: int = 0) -> None:
        self.history = MemoryHistory()
        self.records = MemoryRecords()
        self.home = Home(
            HomeId("home"), clock=SystemClock(), records=self.records, history=self.history
        )
        self.actions: list[Action] = []
        self.outcome: Callable[[Action], Awaitable[Outcome]] = self._do
        self.gateway_connections: list[WireConnection] = []
        self.server = Server(
            ServerConfig(port=port, has_test_echo=True, limits=limits),
            HubInfo(version="1.2.3"),
            authenticate=self._authenticate,
            accept_gateway=self._accept_gateway,
            first_home=lambda: self.home,
            homes=lambda: [self.home],
        )

    async def start(self) -> None:
        """Describe the flat, light it and open the door."""
        await self.home.start()
        intake = self.home.intake(GATEWAY)
        intake.devices(FLAT, is_complete=True)
        for key, value in [
            ("lamp", "on"),
            ("spot", "off"),
            ("door", "locked"),
            ("fan", "off"),
            ("heat", "21.5"),
        ]:
            self.report(key, value)
        self.home.route(GATEWAY, self._route)
        await self.server.start()

    async def stop(self) -> None:
        """Close everything."""
        await self.server.stop(0.5)
        await self.home.stop()

    def report(self, key: str, value: str, **attributes: Any) -> None:
        """Let the gateway report a state."""
        report = StateReport(key=EntityKey(key), value=value, attributes=attributes)
        self.home.intake(GATEWAY).state(report)

    async def token(self, role: Role, *areas: str, name: str | None = None) -> str:
        """Make a token."""
        area_ids = [AreaId(area) for area in areas]
        gateway_id = GATEWAY if role is Role.GATEWAY else None
        text, _ = await self.home.people.issue(
            role, name or f"{role}{areas}", area_ids=area_ids, gateway_id=gateway_id
        )
        return text

    async def _authenticate(self, token: str) -> tuple[Home, Principal] | None:
        principal = await self.home.people.authenticate(token)
        return (self.home, principal) if principal else None

    async def _accept_gateway(
        self, connection: WireConnection, home: Home, gateway_id: GatewayId
    ) -> None:
        assert home is self.home
        assert gateway_id == GATEWAY
        self.gateway_connections.append(connection)
        await connection.wait_closed()

    async def _route(self, action: Action) -> Outcome:
        return await self.outcome(action)

    async def _do(self, action: Action) -> Outcome:
        self.actions.append(action)
        value = {"turn_on": "on", "turn_off": "off", "lock": "locked", "unlock": "unlocked"}
        self.report(action.key, value[action.name], **action.arguments)
        return DONE


class Client:
    """A raw client: what it sends is what a test says, what it gets is kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.events: list[dict[str, Any]] = []
        self._results: dict[int | None, dict[str, Any]] = {}
        self._id = 0

    async def receive(self) -> Any:
        """Return the next frame, decoded."""
        return msgspec.json.decode(await self.socket.recv())

    async def auth(self, token: str) -> Any:
        """Go through the auth phase and return what it ended in."""
        assert (await self.receive())["type"] == "auth_required"
        await self.send({"type": "auth", "access_token": token})
        return await self.receive()

    async def send(self, message: object) -> None:
        """Send one message as JSON."""
        await self.socket.send(msgspec.json.encode(message), text=True)

    async def call(self, type_: str, **fields: Any) -> Any:
        """Send a command and return its result; events that come meanwhile are kept."""
        answer = await self.ask(type_, **fields)
        assert answer["success"], answer
        return answer["result"]

    async def fail(self, type_: str, **fields: Any) -> Any:
        """Send a command that must fail and return its error."""
        answer = await self.ask(type_, **fields)
        assert not answer["success"], answer
        return answer["error"]

    async def ask(self, type_: str, **fields: Any) -> Any:
        """Send a command and return its whole answer."""
        self._id += 1
        await self.send({"id": self._id, "type": type_, **fields})
        return await self.answer(self._id)

    async def answer(self, message_id: int | None) -> Any:
        """Return the answer to a message."""
        while message_id not in self._results:
            await self._sort()
        return self._results.pop(message_id)

    async def subscribe(self, type_: str, **fields: Any) -> int:
        """Begin a subscription and return its id."""
        await self.call(type_, **fields)
        return self._id

    async def event(self) -> Any:
        """Return the next event, whichever subscription it is of."""
        while not self.events:
            await self._sort()
        return self.events.pop(0)["event"]

    async def quiet(self) -> None:
        """Make sure no event is under way."""
        await self.ask("ping")
        assert self.events == []

    async def closed(self) -> tuple[int | None, str | None]:
        """Read to the end and return how it ended."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.socket.recv()
        return self.socket.close_code, self.socket.close_reason

    async def _sort(self) -> None:
        self._keep(await self.receive())

    def _keep(self, received: Any) -> None:
        for message in received if isinstance(received, list) else [received]:
            if message["type"] == "event":
                self.events.append(message)
            else:
                self._results[message["id"]] = message


Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = Bench()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def sockets() -> AsyncIterator[contextlib.AsyncExitStack]:
    async with contextlib.AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def stranger(bench: Bench, sockets: contextlib.AsyncExitStack) -> Connect:
    """Open connections that have not shown a token."""

    async def open_socket() -> Client:
        options = connect(bench.server.hub_url, max_size=None, compression=None, close_timeout=0.2)
        return Client(await sockets.enter_async_context(options))

    return open_socket


@pytest.fixture
async def enter(bench: Bench, stranger: Connect) -> Connect:
    """Open connections of somebody of a role."""

    async def open_session(role: Role = Role.OWNER, *areas: str, name: str | None = None) -> Client:
        client = await stranger()
        answer = await client.auth(await bench.token(role, *areas, name=name))
        assert answer["type"] == "auth_ok"
        return client

    return open_session


@pytest.fixture
async def owner(enter: Connect) -> Client:
    return await enter(Role.OWNER)
