"""The connection to one broker.

Nothing answers a command here: it is done when the device's state says so.
"""

import asyncio
import contextlib
import secrets
import ssl
from typing import TYPE_CHECKING, Any

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayUnreachable,
)
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.mqtt.inventory import Inventory
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

if TYPE_CHECKING:
    from aiomqtt import Client

ECHO_S = 5.0
SETTLE_S = 0.5
"""So long a silence is the end of what brokers keep for newcomers."""
FIRST_S = 5.0
"""After which a broker that is never silent is taken as it is."""
MOST_AT_ONCE = 200
"""Messages after which a broker that is never silent is asked for what they announced."""
KEEPALIVE_S = 30
ANSWER_S = 4.0
"""For the broker to take a message or a goodbye; the supervisor waits five seconds for the end."""
BIRTH = "status"
MAX_QUEUED = 10_000
_BAD_CREDENTIALS = (4, 5, 134, 135)
"""Reasons for a refused connection, in both versions of the protocol."""
_YES = ("yes", "true", "on", "1")


class MqttGateway:
    """One broker.

    Args:
        config: Where it is, checked by :func:`create`.
    """

    def __init__(self, config: GatewayConfig) -> None:
        self._options = config.options
        self._password = config.secrets.get("password")
        self._prefix = config.options.get("prefix") or "homeassistant"
        self._id = config.id
        self._client: Client | None = None
        self._inventory: Inventory | None = None
        self._echoes = Echoes()

    async def run(self, sink: Sink) -> None:
        """Mirror everything announced until the connection ends; see ``Gateway.run``."""
        aiomqtt = await asyncio.to_thread(_library)
        now_s = asyncio.get_running_loop().time
        inventory = Inventory(sink, self._echoes.seen, self._prefix, now_s)
        try:
            async with await self._open(aiomqtt) as client:
                await self._follow(client, inventory, sink)
        except aiomqtt.MqttCodeError as error:
            raise _refusal(error) from error
        except aiomqtt.MqttError as error:
            raise GatewayUnreachable(str(error)[:255]) from error
        finally:
            self._client = self._inventory = None

    async def act(self, action: Action) -> Outcome:
        """Publish what an action needs and wait until the device shows it; see ``Gateway.act``."""
        client, inventory = self._client, self._inventory
        if client is None or inventory is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        command = inventory.command(action)
        if command is None or not command.messages:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")

        async def send() -> None:
            for message in command.messages:
                await client.publish(
                    message.topic, message.payload, qos=1, retain=message.is_retained
                )

        aiomqtt = _library()
        try:
            if command.holds is None:
                await send()
                inventory.told_by_itself(action.key)
                return DONE
            timeout_s = min(ECHO_S, action.timeout_s)
            return await self._echoes.confirmed(action.key, command.holds, send, timeout_s)
        except aiomqtt.MqttError:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def _open(self, aiomqtt: Any) -> "Client":
        options = self._options
        # Reading the certificate store takes tens of milliseconds of disk.
        is_encrypted = options.get("tls", "").lower() in _YES
        tls = await asyncio.to_thread(ssl.create_default_context) if is_encrypted else None
        client: Client = aiomqtt.Client(
            options["host"],
            int(options.get("port") or 1883),
            username=options.get("username"),
            password=self._password,
            # Two of one name throw each other out for ever; another hub may use this broker.
            identifier=f"homewire-{self._id}-{secrets.token_hex(4)}",
            transport=options.get("transport") or "tcp",
            tls_context=tls,
            keepalive=KEEPALIVE_S,
            timeout=ANSWER_S,
            max_queued_incoming_messages=MAX_QUEUED,
        )
        return client

    async def _follow(self, client: "Client", inventory: Inventory, sink: Sink) -> None:
        await client.subscribe([(one, 0) for one in inventory.filters()])
        messages = aiter(client.messages)
        coming = asyncio.ensure_future(anext(messages))
        loop = asyncio.get_running_loop()
        subscribed: set[str] = set()
        taken = 0
        changed_s: float | None = loop.time()
        try:
            while True:
                wait_s = SETTLE_S if changed_s is not None else _until(inventory.due_s, loop.time())
                done, _ = await asyncio.wait({coming}, timeout=wait_s)
                inventory.pass_time()
                if done:
                    message = coming.result()
                    coming = asyncio.ensure_future(anext(messages))
                    inventory.take(str(message.topic), _bytes(message.payload))
                    taken += 1
                    # Each costs a round trip: one for all that is there already.
                    if not len(client.messages) or taken >= MOST_AT_ONCE:
                        taken = 0
                        await _subscribe(client, inventory.topics() - subscribed)
                        subscribed |= inventory.topics()
                if changed_s is None and inventory.is_changed:
                    changed_s = loop.time()
                # A broker that is never silent is taken as it is after a while.
                if changed_s is not None and (not done or loop.time() - changed_s > FIRST_S):
                    changed_s = None
                    await self._tell(client, inventory, sink)
        finally:
            coming.cancel()
            with contextlib.suppress(asyncio.CancelledError, _library().MqttError):
                await coming

    async def _tell(self, client: "Client", inventory: Inventory, sink: Sink) -> None:
        """Tell the home what is announced by now; the first time, all of it is in."""
        inventory.describe()
        while inventory.questions:
            topic, payload = inventory.questions.pop()
            await client.publish(topic, payload)
        if self._client is None:
            self._client, self._inventory = client, inventory
            await client.publish(f"{self._prefix}/{BIRTH}", "online")
            sink.connected()


async def _subscribe(client: "Client", topics: set[str]) -> None:
    if topics:
        await client.subscribe([(topic, 0) for topic in sorted(topics)])


def _until(moment_s: float | None, now_s: float) -> float | None:
    return None if moment_s is None else max(0.0, moment_s - now_s)


def _library() -> Any:
    import aiomqtt

    return aiomqtt


def _bytes(payload: Any) -> bytes:
    if isinstance(payload, bytes | bytearray):
        return bytes(payload)
    return b"" if payload is None else str(payload).encode()


def _refusal(error: Any) -> GatewayAuthRequired | GatewayUnreachable:
    code = getattr(error.rc, "value", error.rc)
    if code in _BAD_CREDENTIALS:
        return GatewayAuthRequired("the broker refused the user name or the password")
    return GatewayUnreachable(str(error)[:255])


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the port or the transport is none.
    """
    port = config.options.get("port") or "1883"
    if not port.isdigit() or not 0 < int(port) < 65_536:
        raise ConfigError(f"{port!r} is no port")
    if (config.options.get("transport") or "tcp") not in ("tcp", "websockets"):
        raise ConfigError("the transport is tcp or websockets")
    return MqttGateway(config)
