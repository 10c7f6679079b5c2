"""The connection to one Matter server."""

import asyncio
from collections.abc import Sequence
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.matter.answers import refusal
from embedded_hub.gateways.matter.codes import checked_code
from embedded_hub.gateways.matter.facet import Command, Setting
from embedded_hub.gateways.matter.link import Link
from embedded_hub.gateways.matter.network import Network, Order
from embedded_hub.gateways.matter.wire import Node, ServerInfo, greeted, read_as, socket_url
from embedded_hub.gateways.socket import cause_of, ended, open_socket
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

GREETING_S = 10.0
SNAPSHOT_S = 30.0
"""A server with a hundred nodes on a small computer needs a while to write them all down."""
ECHO_S = 5.0
"""A device reports at most once a second, and some a few seconds after they answered."""
COMMISSION_S = 180.0
SETTLE_S = 0.3
"""A new device behind a bridge is told attribute by attribute."""
TIMED_MS = 10_000
_COMMISSION_FAILED = 1


class MatterGateway:
    """One Matter server.

    Args:
        url: Address of its socket.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._link: Link | None = None
        self._network: Network | None = None
        self._echoes = Echoes()

    @property
    def round_trip_ms(self) -> float | None:
        """See ``MeasuresRoundTrip``."""
        return self._link.round_trip_ms if self._link else None

    async def run(self, sink: Sink) -> None:
        """Mirror every node until the connection ends; see ``Gateway.run``."""
        async with open_socket(self._url) as connection:
            info = await _greet(connection)
            link = Link(connection)
            network = Network(sink, self._echoes.seen, info.compressed_fabric_id)
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(link.read(), name="matter.read")
                    tasks.create_task(self._follow(link, network, sink), name="matter")
            except BaseExceptionGroup as group:
                raise cause_of(group) from None
            finally:
                self._link = self._network = None

    async def act(self, action: Action) -> Outcome:
        """Ask for an action; done when the device has answered and shows it."""
        link, network = self._link, self._network
        if link is None or network is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        order = network.order(action)
        if order is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        try:
            return await self._carry_out(link, network, action, order)
        except _Refused as refused:
            return refused.outcome
        except (ConnectionClosed, GatewayUnreachable):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def admit(self, code: str | None) -> Sequence[str]:
        """Take a device in by the code on it; return the keys of what has come.

        Args:
            code: As it is printed or scanned: 11 or 21 digits, or ``MT:`` and more.

        Raises:
            InvalidInfo: it is no such code.
            GatewayUnreachable: the server is away, or no device with this code answered.
            GatewayProtocolError: the server could not take it in.
        """
        known_code = checked_code(code)
        link, network = self._link, self._network
        if link is None or network is None:
            raise GatewayUnreachable("the Matter server is not connected")
        arguments = {"code": known_code, "network_only": True}
        try:
            async with asyncio.timeout(COMMISSION_S):
                answer = await link.ask("commission_with_code", arguments)
        except TimeoutError as error:
            raise GatewayUnreachable("the Matter server did not finish in time") from error
        except ConnectionClosed as error:
            raise ended(error) from error
        if answer.error_code == _COMMISSION_FAILED:
            raise GatewayUnreachable(
                "no device with this code could be taken in: it must be on, on the same network, "
                "and ready to be added"
            )
        if answer.error_code is not None:
            told = answer.details or f"error {answer.error_code}"
            raise GatewayProtocolError(f"the device could not be taken in: {told}"[:255])
        node = read_as(Node, answer.result)
        network.renew(node)
        return network.device_keys(node.node_id)

    async def _carry_out(
        self, link: Link, network: Network, action: Action, order: Order
    ) -> Outcome:
        holds = order.request.holds

        async def send() -> None:
            for step in order.request.steps:
                answer = await link.ask(*_asked(order, step))
                if (outcome := refusal(answer)) is not None:
                    raise _Refused(outcome)
            now = network.now(action.key)
            # What is so already is not told again.
            if holds is None or (now is not None and holds(now)):
                raise _Refused(DONE)

        if holds is None:
            await send()
            return DONE
        return await self._echoes.confirmed(action.key, holds, send, _wait_s(action))

    async def _follow(self, link: Link, network: Network, sink: Sink) -> None:
        held: list[tuple[str, Any]] = []
        link.on_event = lambda event, content: held.append((event, content))
        try:
            async with asyncio.timeout(SNAPSHOT_S):
                answer = await link.ask("start_listening")
        except TimeoutError as error:
            raise GatewayProtocolError("the server does not say what it has") from error
        if answer.error_code is not None:
            raise GatewayProtocolError(f"start_listening was refused: {answer.details}"[:255])
        await network.adopt(read_as(list[Node], answer.result))
        is_otherwise = asyncio.Event()

        def take(event: str, content: Any) -> None:
            if network.take(event, content):
                is_otherwise.set()

        for event, content in held:
            take(event, content)
        link.on_event = take
        self._link, self._network = link, network
        sink.connected()
        while True:
            await is_otherwise.wait()
            is_otherwise.clear()
            await asyncio.sleep(SETTLE_S)
            network.review()


class _Refused(Exception):
    """It is known how an action ended: no echo is waited for."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.message)
        self.outcome = outcome


async def _greet(connection: ClientConnection) -> ServerInfo:
    try:
        async with asyncio.timeout(GREETING_S):
            return greeted(await connection.recv())
    except TimeoutError as error:
        raise GatewayProtocolError("it did not say what it is") from error


def _asked(order: Order, step: Command | Setting) -> tuple[str, dict[str, Any]]:
    if isinstance(step, Setting):
        path = f"{order.endpoint}/{step.cluster}/{step.attribute}"
        return "write_attribute", {
            "node_id": order.node_id,
            "attribute_path": path,
            "value": step.value,
        }
    arguments: dict[str, Any] = {
        "node_id": order.node_id,
        "endpoint_id": order.endpoint,
        "cluster_id": step.cluster,
        "command_name": step.name,
        "payload": step.payload,
    }
    if step.is_timed:
        arguments["timed_request_timeout_ms"] = TIMED_MS
    return "device_command", arguments


def _wait_s(action: Action) -> float:
    transition = action.arguments.get("transition")
    longer = float(transition) if isinstance(transition, int | float) else 0.0
    return min(ECHO_S + longer, action.timeout_s)


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    return MatterGateway(socket_url(config.options["url"]))
