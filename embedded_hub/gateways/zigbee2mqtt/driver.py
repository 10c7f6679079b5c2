"""The connection to one Zigbee2MQTT.

It sends everything it knows at the start and each change afterwards. A command has no answer: it
is done when the device's state says so, and has failed when Zigbee2MQTT's log says so.
"""

import asyncio
import contextlib
import re
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.socket import ended, open_socket
from embedded_hub.gateways.zigbee2mqtt.admitting import Admission
from embedded_hub.gateways.zigbee2mqtt.network import Network
from embedded_hub.gateways.zigbee2mqtt.wire import Message, decode, socket_url
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

ECHO_S = 12.0
"""Zigbee2MQTT tries for ten seconds to reach a device before it gives up."""
FIRST_S = 15.0
"""By when the list of devices must be in."""
SETTLE_S = 0.4
"""The states follow the list at once; so long a silence is their end."""
UNAUTHORIZED = 4401
"""How the frontend closes a connection whose token is wrong."""
_FAILED = re.compile(r"Publish 'set' '[^']*' to '(?P<name>.+?)' failed: (?P<why>.*)", re.DOTALL)
_RESPONSE = "bridge/response/"


class Zigbee2MqttGateway:
    """One Zigbee2MQTT.

    Args:
        url: Address of its socket, with the token where it has one.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: ClientConnection | None = None
        self._network: Network | None = None
        self._admission = Admission(self._send)
        self._echoes = Echoes()
        self._failures: dict[str, set[asyncio.Future[str]]] = {}

    async def run(self, sink: Sink) -> None:
        """Mirror every device until the connection ends; see ``Gateway.run``."""
        network = Network(sink, self._echoes.seen)
        async with open_socket(self._url) as connection:
            try:
                await self._first(connection, network)
                self._connection, self._network = connection, network
                sink.connected()
                while True:
                    self._take(decode(await connection.recv()), network)
            except ConnectionClosed as error:
                if error.rcvd is not None and error.rcvd.code == UNAUTHORIZED:
                    raise GatewayAuthRequired("the frontend token was refused") from error
                raise ended(error) from error
            finally:
                self._connection = self._network = None

    async def act(self, action: Action) -> Outcome:
        """Send an action and wait until the device shows it; see ``Gateway.act``."""
        connection, network = self._connection, self._network
        if connection is None or network is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        request = network.request(action)
        if request is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        topic, setting = request

        async def send() -> None:
            await self._send(Message(topic=topic, payload=setting.payload))

        try:
            if setting.holds is None:
                await send()
                return DONE
            timeout_s = min(ECHO_S, action.timeout_s)
            echo = self._echoes.confirmed(action.key, setting.holds, send, timeout_s)
            return await self._unless_failed(topic.removesuffix("/set"), echo)
        except ConnectionClosed:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def admit(self, code: str | None) -> Sequence[str]:
        """Open the network; see ``AdmitsDevices.admit``. What joins is described as it comes."""
        await self._admission.open(code)
        return ()

    async def stop_admitting(self) -> None:
        """Close the network; see ``ClosesAdmission.stop_admitting``."""
        await self._admission.close()

    async def _send(self, message: Message) -> None:
        if self._connection is None:
            raise GatewayUnreachable("Zigbee2MQTT is not connected")
        await self._connection.send(msgspec.json.encode(message), text=True)

    async def _first(self, connection: ClientConnection, network: Network) -> None:
        """Take everything that is sent at the start."""
        try:
            async with asyncio.timeout(FIRST_S):
                while not network.has_devices:
                    self._take(decode(await connection.recv()), network)
        except TimeoutError as error:
            raise GatewayProtocolError("no list of devices: is this Zigbee2MQTT?") from error
        with contextlib.suppress(TimeoutError):
            while True:
                frame = await asyncio.wait_for(connection.recv(), SETTLE_S)
                self._take(decode(frame), network)
        network.go_live()

    def _take(self, message: Message, network: Network) -> None:
        if message.topic == "bridge/logging":
            self._take_log(message.payload)
        elif message.topic.startswith(_RESPONSE):
            self._admission.take(message)
        else:
            network.take(message)

    def _take_log(self, payload: Any) -> None:
        if not isinstance(payload, Mapping) or payload.get("level") != "error":
            return
        found = _FAILED.search(str(payload.get("message", "")))
        if found is None:
            return
        for waiting in self._failures.get(found["name"], ()):
            if not waiting.done():
                waiting.set_result(found["why"])

    async def _unless_failed(self, name: str, echo: Coroutine[Any, Any, Outcome]) -> Outcome:
        """Wait for an echo, or for the log to say that there will be none."""
        failure: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._failures.setdefault(name, set()).add(failure)
        confirmed = asyncio.ensure_future(echo)
        try:
            either: set[asyncio.Future[Any]] = {confirmed, failure}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if confirmed.done():
                return confirmed.result()
            why = failure.result()[:255]
            return Outcome(kind=OutcomeKind.FAILED, code="unreachable", message=why)
        finally:
            failure.cancel()
            confirmed.cancel()
            self._failures[name].discard(failure)
            if not self._failures[name]:
                del self._failures[name]


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    token = config.secrets.get("token", "").strip()
    return Zigbee2MqttGateway(socket_url(config.options["url"], token))
