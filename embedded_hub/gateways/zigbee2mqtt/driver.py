"""The connection to one Zigbee2MQTT.

It sends everything it knows at the start and each change afterwards. A command to a device has no
answer: it is done when the device's state says so, and has failed when Zigbee2MQTT's log says so.
Only what is asked of Zigbee2MQTT itself is answered.
"""

import asyncio
import contextlib
import itertools
import re
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.socket import ended, open_socket, round_trip_ms
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
SETTLED_S = 2.0
"""Where devices talk without a pause, the states are in by then."""
UNAUTHORIZED = 4401
"""How the frontend closes a connection whose token is wrong."""
_FAILED = re.compile(r"Publish 'set' '[^']*' to '(?P<name>.+?)' failed: (?P<why>.*)", re.DOTALL)
_UNKNOWN_WORD = re.compile(r"(?P<why>No converter available for '[^']*' on '(?P<name>.+?)'.*)")
_QUEUED = "queued: the device sleeps and does it when it wakes up"
_REQUEST, _RESPONSE = "bridge/request/", "bridge/response/"


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
        self._failures: dict[str, set[asyncio.Future[Outcome]]] = {}
        self._transactions = itertools.count(1)

    @property
    def round_trip_ms(self) -> float | None:
        """See ``MeasuresRoundTrip``."""
        return round_trip_ms(self._connection)

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
        name, payload = request.name, request.setting.payload
        if request.topic.startswith(_REQUEST):
            name = f"homewire-{next(self._transactions)}"
            payload = {**payload, "transaction": name}
        frame = msgspec.json.encode(Message(topic=request.topic, payload=payload))
        try:
            if request.setting.holds is None:
                await connection.send(frame, text=True)
                return DONE
            echo = self._echoes.confirmed(
                action.key,
                request.setting.holds,
                lambda: connection.send(frame, text=True),
                min(ECHO_S, action.timeout_s),
            )
            outcome = await self._unless_failed(name, echo)
        except ConnectionClosed:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")
        if request.is_sleepy and outcome.kind is OutcomeKind.UNKNOWN:
            return Outcome(kind=OutcomeKind.UNKNOWN, code="queued", message=_QUEUED)
        return outcome

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
        loop = asyncio.get_running_loop()
        until_s = loop.time() + SETTLED_S
        with contextlib.suppress(TimeoutError):
            while (now_s := loop.time()) < until_s:
                async with asyncio.timeout_at(min(now_s + SETTLE_S, until_s)):
                    frame = await connection.recv()
                self._take(decode(frame), network)
        network.go_live()

    def _take(self, message: Message, network: Network) -> None:
        if message.topic == "bridge/logging":
            self._take_log(message.payload)
        elif message.topic.startswith(_RESPONSE):
            self._admission.take(message)
            self._take_response(message.payload)
        else:
            network.take(message)

    def _take_log(self, payload: Any) -> None:
        if not isinstance(payload, Mapping) or payload.get("level") != "error":
            return
        text = str(payload.get("message", ""))
        if found := _FAILED.search(text):
            self._fail(found["name"], "unreachable", found["why"])
        elif found := _UNKNOWN_WORD.search(text):
            self._fail(found["name"], "unsupported", found["why"])

    def _take_response(self, payload: Any) -> None:
        if isinstance(payload, Mapping) and payload.get("status") == "error":
            why = str(payload.get("error", "Zigbee2MQTT refused"))
            self._fail(str(payload.get("transaction")), "denied", why)

    def _fail(self, name: str, code: str, why: str) -> None:
        failed = Outcome(kind=OutcomeKind.FAILED, code=code, message=why[:255])
        for waiting in self._failures.get(name, ()):
            if not waiting.done():
                waiting.set_result(failed)

    async def _unless_failed(self, name: str, echo: Coroutine[Any, Any, Outcome]) -> Outcome:
        """Wait for an echo, or for Zigbee2MQTT to say that there will be none."""
        failure: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._failures.setdefault(name, set()).add(failure)
        confirmed = asyncio.ensure_future(echo)
        try:
            either: set[asyncio.Future[Any]] = {confirmed, failure}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return confirmed.result() if confirmed.done() else failure.result()
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
