"""The connection to one ESPHome node.

The node answers no command: an action is done when the node says so. Connecting anew is the
supervisor's business, so the library's own ways of doing it are left alone.
"""

import asyncio
import base64
import binascii
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from aioesphomeapi import APIVersion, CameraState, EntityState, Event
from aioesphomeapi.client import APIClient
from aioesphomeapi.core import APIConnectionError

from embedded_hub.errors import ConfigError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.esphome.failures import explained
from embedded_hub.gateways.esphome.manifest import DEFAULT_PORT
from embedded_hub.gateways.esphome.node import Node
from embedded_hub.gateways.esphome.readings import Camera
from embedded_hub.gateways.socket import authority_of
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey

ECHO_S = 2.0
CONNECT_S = 20.0
"""Looking up a name, the socket, the handshake and the list of entities together."""
QUIET_S = 1.0
"""A node tells its first states in a row; after so long a pause the others have none."""
FIRST_STATES_S = 10.0
KEEP_ALIVE_S = 6.0
"""How often it is asked for a sign of life; the library gives up after 4.5 more of these."""
CHECK_S = 5.0
PICTURE_S = 10.0
_KEY_BYTES = 32
_LAST_PORT = 65_535
_CLIENT = "Homewire"

OnStop = Callable[[bool], Coroutine[Any, Any, None]]

# At debug level the library writes whole messages into its log, and one holds the password.
logging.getLogger("aioesphomeapi").setLevel(logging.INFO)


class EsphomeGateway:
    """One node.

    Args:
        host: Its name or address.
        port: Where it listens.
        noise_psk: The key of the encrypted protocol, empty for none.
        password: What older nodes ask for, empty for none.
    """

    def __init__(self, host: str, port: int, noise_psk: str, password: str) -> None:
        self._host = host
        self._port = port
        self._noise_psk = noise_psk
        self._password = password
        self._client: APIClient | None = None
        self._node: Node | None = None
        self._echoes = Echoes()
        self._in_flight: list[EntityKey] = []
        self._pictures: dict[EntityKey, asyncio.Future[bytes]] = {}

    async def run(self, sink: Sink) -> None:
        """Mirror the node until the connection ends; see ``Gateway.run``."""
        client = APIClient(
            self._host,
            self._port,
            self._password or None,
            client_info=_CLIENT,
            keepalive=KEEP_ALIVE_S,
            noise_psk=self._noise_psk or None,
        )
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def on_stop(_is_expected: bool) -> None:
            if not ended.done():
                ended.set_result(None)

        try:
            node = await self._meet(client, on_stop)
            await self._mirror(client, node, sink, ended)
        except APIConnectionError as error:
            raise explained(error, self._host) from error
        finally:
            self._client = self._node = None
            client.force_disconnect()
            await client.zeroconf_manager.async_close()
        raise GatewayUnreachable(node.farewell)

    async def act(self, action: Action) -> Outcome:
        """Send an action and wait until the node shows it; see ``Gateway.act``."""
        client, node = self._client, self._node
        if client is None or node is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        facet = node.facets.get(action.key)
        if action.name == "snapshot" and isinstance(facet, Camera):
            return await self._picture(client, facet.key)
        command = facet.write(action) if facet is not None else None
        if facet is None or command is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")

        async def send() -> None:
            command.send(client)

        try:
            is_so = command.holds is None or command.holds(facet.report())
            if command.holds is None or (is_so and action.key not in self._in_flight):
                # Some entities tell changes alone: what is so already will not be told.
                await send()
                return DONE
            self._in_flight.append(action.key)
            try:
                timeout_s = min(ECHO_S, action.timeout_s)
                return await self._echoes.confirmed(action.key, command.holds, send, timeout_s)
            finally:
                self._in_flight.remove(action.key)
        except APIConnectionError:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def check(self) -> None:
        """Ask for a sign of life; end the connection when none comes soon.

        Raises:
            GatewayUnreachable: none came.
        """
        client = self._client
        if client is None:
            return
        try:
            async with asyncio.timeout(CHECK_S):
                await client.device_info()
        except (APIConnectionError, TimeoutError) as error:
            client.force_disconnect()
            raise GatewayUnreachable(f"{self._host} does not answer") from error

    async def _meet(self, client: APIClient, on_stop: OnStop) -> Node:
        """Connect and ask what there is."""
        try:
            async with asyncio.timeout(CONNECT_S):
                await client.connect(on_stop=on_stop, login=True, log_errors=False)
                device, entities, _ = await client.device_info_and_list_entities()
        except TimeoutError as error:
            raise GatewayUnreachable(f"{self._host} did not answer in time") from error
        return Node(device, entities, client.api_version or APIVersion(), self._host)

    async def _mirror(
        self, client: APIClient, node: Node, sink: Sink, ended: asyncio.Future[None]
    ) -> None:
        heard = asyncio.Event()

        def take(state: EntityState) -> None:
            self._take(node, sink, state)
            heard.set()

        sink.devices(node.describe(), is_complete=True)
        client.subscribe_states(take)
        await _first_states(node, heard, ended)
        for facet in node.facets.values():
            if facet.is_known_at_once or facet.key in node.awaited:
                sink.state(facet.report())
        self._client, self._node = client, node
        if not ended.done():
            sink.connected()
        await ended

    def _take(self, node: Node, sink: Sink, state: EntityState) -> None:
        facet = node.take(state)
        if facet is None:
            return
        if isinstance(state, Event):
            sink.event(facet.key, state.event_type, {})
        elif isinstance(state, CameraState):
            waiting = self._pictures.get(facet.key)
            if waiting is not None and not waiting.done():
                waiting.set_result(state.data)
        else:
            report = facet.report()
            sink.state(report)
            self._echoes.seen(report)

    async def _picture(self, client: APIClient, key: EntityKey) -> Outcome:
        """Take a picture; whoever asks meanwhile gets the same one."""
        waiting = self._pictures.get(key)
        if waiting is None or waiting.done():
            waiting = self._pictures[key] = asyncio.get_running_loop().create_future()
        try:
            client.request_single_image()
            async with asyncio.timeout(PICTURE_S):
                picture = await asyncio.shield(waiting)
        except (APIConnectionError, TimeoutError):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="no picture came")
        content = base64.b64encode(picture).decode()
        return Outcome(
            kind=OutcomeKind.DONE, response={"content_type": "image/jpeg", "content": content}
        )


async def _first_states(node: Node, heard: asyncio.Event, ended: asyncio.Future[None]) -> None:
    """Wait until every entity has told its first state, or nobody tells any more."""
    loop = asyncio.get_running_loop()
    latest = loop.time() + FIRST_STATES_S
    while node.awaited and not ended.done() and (left_s := latest - loop.time()) > 0:
        heard.clear()
        try:
            async with asyncio.timeout(min(QUIET_S, left_s)):
                await heard.wait()
        except TimeoutError:
            return


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none, the port is none, or the key has not the form of one.
    """
    authority = authority_of(config.options["host"])
    if authority is None:
        raise ConfigError(f"{config.options['host']!r} is no address")
    parts = urlsplit(f"//{authority}")
    port = str(parts.port or config.options.get("port") or DEFAULT_PORT)
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= _LAST_PORT:
        raise ConfigError(f"{port!r} is no port")
    noise_psk = config.secrets.get("noise_psk", "").strip()
    if noise_psk and not _is_key(noise_psk):
        raise ConfigError("an encryption key is 32 bytes as base64: 44 characters, the last a =")
    password = config.secrets.get("password", "")
    return EsphomeGateway(parts.hostname or authority, int(port), noise_psk, password)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == _KEY_BYTES
    except (binascii.Error, ValueError):
        return False
