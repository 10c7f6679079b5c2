"""The connection to one Z-Wave JS server."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.socket import cause_of, open_socket
from embedded_hub.gateways.zwave_js.admitting import Admission
from embedded_hub.gateways.zwave_js.facet import Write
from embedded_hub.gateways.zwave_js.link import Link
from embedded_hub.gateways.zwave_js.network import Network, Request
from embedded_hub.gateways.zwave_js.wire import (
    OLDEST_SCHEMA,
    SCHEMA,
    Incoming,
    Listening,
    Node,
    decode,
    read_as,
    socket_url,
)
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

ANSWER_S = 10.0
"""A command goes through several nodes and is repeated; so long it may take."""
_DONE_STATUSES = (1, 255)
"""Being done (a supervised move), and done."""
_SENT = 254
_REFUSALS = {0: "unsupported", 3: "unsupported", 4: "unsupported", 5: "invalid"}
_AGENT = {"homewire": "0.1"}
_AGENT_SCHEMA = 32
"""Older servers refuse to be told who asks."""


class ZwaveJsGateway:
    """One Z-Wave JS server.

    Args:
        url: Address of its socket.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._link: Link | None = None
        self._network: Network | None = None
        self._admission: Admission | None = None
        self._echoes = Echoes()

    @property
    def round_trip_ms(self) -> float | None:
        """See ``MeasuresRoundTrip``."""
        return self._link.round_trip_ms if self._link else None

    async def run(self, sink: Sink) -> None:
        """Mirror every node until the connection ends; see ``Gateway.run``."""
        network = Network(sink, self._echoes.seen)
        async with open_socket(self._url) as connection:
            link = Link(connection)
            try:
                schema, network.home_id = await _greeted(connection)
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(link.read(), name="zwave_js.read")
                    tasks.create_task(self._follow(link, network, sink, schema), name="zwave_js")
            except BaseExceptionGroup as group:
                raise cause_of(group) from None
            finally:
                self._link = self._network = self._admission = None

    async def act(self, action: Action) -> Outcome:
        """Set a value and say how that ended; see ``Gateway.act``."""
        link, network = self._link, self._network
        if link is None or network is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        request = network.request(action)
        if request is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        try:
            if request.is_asleep:
                return await self._leave_for_later(link, request)
            return await self._set(link, action, request)
        except (ConnectionClosed, GatewayUnreachable):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def admit(self, code: str | None) -> Sequence[str]:
        """Let one node in and return its key; see ``AdmitsDevices.admit``."""
        if self._admission is None:
            raise GatewayUnreachable("the Z-Wave JS server is not connected")
        node_id = await self._admission.admit(code)
        return () if node_id is None else (str(node_id),)

    async def _set(self, link: Link, action: Action, request: Request) -> Outcome:
        """Set a value; where the node itself does not confirm it, wait until it is seen."""
        timeout_s = min(ANSWER_S, action.timeout_s)
        answered: list[Outcome] = []

        async def send() -> None:
            for write in _in_order(request.write):
                answer = await link.ask("node.set_value", **_arguments(request.node_id, write))
                answered.append(_judged(answer))
                if answered[-1].kind is OutcomeKind.FAILED:
                    raise _Answered
            if answered[-1].kind is OutcomeKind.DONE:
                raise _Answered

        holds = request.write.holds
        try:
            if holds is not None:
                return await self._echoes.confirmed(action.key, holds, send, timeout_s)
            async with asyncio.timeout(timeout_s):
                await send()
        except _Answered:
            return answered[-1]
        except TimeoutError:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the node did not answer")
        # Sent, and nothing will ever tell more.
        return DONE

    async def _leave_for_later(self, link: Link, request: Request) -> Outcome:
        """Let the server keep it for a node that sleeps: it answers once the node is awake."""
        for write in _in_order(request.write):
            await link.send("node.set_value", **_arguments(request.node_id, write))
        message = "queued: the device sleeps and does it when it wakes up"
        return Outcome(kind=OutcomeKind.UNKNOWN, code="queued", message=message)

    async def _follow(self, link: Link, network: Network, sink: Sink, schema: int) -> None:
        held: list[Mapping[str, Any]] = []
        link.on_event = held.append
        agent = {"additionalUserAgentComponents": _AGENT} if schema >= _AGENT_SCHEMA else {}
        await _demand(link, "initialize", schemaVersion=schema, **agent)
        listening = await _demand(link, "start_listening")
        network.adopt(read_as(Listening, listening).state.nodes)
        reviews: asyncio.Queue[int] = asyncio.Queue()

        admission = Admission(link)

        def take(event: Mapping[str, Any]) -> None:
            admission.take(event)
            if (node_id := network.take(event)) is not None:
                reviews.put_nowait(node_id)

        link.on_event = take
        for event in held:
            take(event)
        self._link, self._network, self._admission = link, network, admission
        sink.connected()
        while True:
            node_id = await reviews.get()
            answer = await link.ask("node.get_state", nodeId=node_id)
            if answer.success and isinstance(answer.result, Mapping):
                network.renew(read_as(Node, answer.result.get("state")))


class _Answered(Exception):
    """The node has said how it ended: no echo is waited for."""


async def _greeted(connection: ClientConnection) -> tuple[int, int | None]:
    """Read the server's first message; return the schema both know and the network's id."""
    try:
        async with asyncio.timeout(ANSWER_S):
            version = decode(await connection.recv())
    except TimeoutError as error:
        raise GatewayProtocolError("it did not say what it is") from error
    if version.type != "version" or version.max_schema_version < OLDEST_SCHEMA:
        found = version.server_version or "none"
        raise GatewayProtocolError(f"no Z-Wave JS server this driver knows: {found}"[:255])
    return min(SCHEMA, version.max_schema_version), version.home_id


async def _demand(link: Link, command: str, **arguments: Any) -> Any:
    """Send one command that must succeed."""
    try:
        async with asyncio.timeout(ANSWER_S):
            answer = await link.ask(command, **arguments)
    except TimeoutError as error:
        raise GatewayProtocolError(f"no answer to {command}") from error
    if not answer.success:
        raise GatewayProtocolError(f"{command} was refused: {answer.error_code}"[:255])
    return answer.result


def _in_order(write: Write) -> list[Write]:
    return [*([write.first] if write.first is not None else []), write]


def _arguments(node_id: int, write: Write) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "nodeId": node_id,
        "valueId": write.id,
        "value": write.value,
    }
    return {**arguments, "options": write.options} if write.options else arguments


def _judged(answer: Incoming) -> Outcome:
    if not answer.success:
        return Outcome(
            kind=OutcomeKind.FAILED, code="unreachable", message=answer.error_code or None
        )
    result = answer.result.get("result") if isinstance(answer.result, Mapping) else None
    status = result.get("status") if isinstance(result, Mapping) else _SENT
    if status in _DONE_STATUSES:
        return DONE
    if status == _SENT:
        return Outcome(kind=OutcomeKind.UNKNOWN)
    why = result.get("message") if isinstance(result, Mapping) else None
    return Outcome(
        kind=OutcomeKind.FAILED, code=_REFUSALS.get(int(status or 0), "unreachable"), message=why
    )


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    return ZwaveJsGateway(socket_url(config.options["url"]))
