"""One connection to a hub, from a Python program.

::

    async with await HubClient.connect("localhost:8755", token) as hub:
        states = await hub.call("get_states")
        outcome = await hub.act("light.desk", "turn_on", {"brightness": 120})

The connection ends once and stays ended: whoever needs it to come back uses
:class:`~embedded_hub.client.hub_link.HubLink`.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from embedded_hub.client.action_call import (
    Target,
    call_service_fields,
    done,
    no_connection,
    outcome_of,
)
from embedded_hub.client.address import websocket_url
from embedded_hub.client.exchange import EventListener, Exchange
from embedded_hub.client.hub_info import HubInfo, home_assistant_info, homewire_info
from embedded_hub.client.incoming import Incoming, decode
from embedded_hub.client.link_end import why_closed, why_not_open
from embedded_hub.client.pinned import Pinned
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    HomewireError,
    LinkClosed,
    LinkError,
    NotFound,
    RemoteProtocolError,
    RequestTimeout,
    UnknownCommand,
)
from embedded_hub.model.action import Outcome
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.bulk_frame import PieceJoiner, encode_receipt, is_bulk

OPEN_TIMEOUT_S = 10.0
"""For the handshake and again for the hub's word on the token: the server side allows as much."""
CALL_TIMEOUT_S = 30.0
ACTION_EXPIRES_S = 10.0
"""How long an action stays worth doing when nobody says otherwise."""
ACTION_GRACE_S = 20.0
"""Beyond its expiry, until no answer counts as an unknown outcome: a gate takes that long."""
MAX_FRAME_BYTES = 16 * 1024 * 1024
"""The first list of a home of 10,000 entities is about 6 MB."""
BULK_WINDOW_BYTES = 32 * 1024
"""How much of long answers may be under way: 65 ms of a 4 Mbit/s line, behind which sound waits."""
PING_INTERVAL_S = 20.0
CLOSE_TIMEOUT_S = 2.0
# Its DEBUG shows every frame, and the first holds the token.
_LIBRARY_LOG = logging.getLogger("embedded_hub.client.websockets")
_LIBRARY_LOG.setLevel(logging.WARNING)


class Subscription:
    """A stream of events on one connection; made by :meth:`HubClient.subscribe`."""

    def __init__(self, client: "HubClient", message_id: int, result: JsonValue) -> None:
        self._client = client
        self.id = message_id
        self.result = result
        """What the command was answered with."""

    async def close(self) -> None:
        """End it. No event reaches the listener once this was called."""
        await self._client.unsubscribe(self.id)


class HubClient:
    """One authenticated connection. Made by :meth:`connect`; usable from one event loop."""

    def __init__(self, socket: ClientConnection, ha_version: str) -> None:
        self._socket = socket
        self._exchange = Exchange()
        self._ended = asyncio.Event()
        self._reader = asyncio.create_task(self._read(), name="hub-client-reader")
        self._pieces = PieceJoiner(MAX_FRAME_BYTES)
        self._acknowledged_bytes = 0
        self._receipt_due = asyncio.Event()
        self._acknowledger = asyncio.create_task(self._acknowledge(), name="hub-client-receipts")
        self.on_binary: Callable[[bytes], None] | None = None
        """Gets each binary message, which is voice; must return at once."""
        self.ha_version = ha_version
        """The Home Assistant version whose API the peer speaks."""
        self.info = HubInfo(name="", version="", is_homewire=False)
        """Whom we are connected to; known when :meth:`connect` returns."""

    @classmethod
    async def connect(
        cls, address: str, token: str, *, tls: ssl.SSLContext | Pinned | None = None
    ) -> "HubClient":
        """Connect, present the token and learn whose home it is.

        Args:
            address: ``ws://host:port``, ``http://host:port`` or ``host:port``.
            token: An access token of that hub.
            tls: How to check a ``wss`` peer; the system's own rules when left out.

        Raises:
            ConfigError: the address is none, or one without encryption where a pin is given.
            CannotConnect: nobody answers there, or not in our language.
            UntrustedHub: another hub answers there than the one pinned.
            AuthenticationFailed: the token was refused.
            VersionMismatch: the hub speaks a version we do not.
        """
        socket = await open_socket(websocket_url(address), tls)
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                ha_version = await _authenticate(socket, token)
        except BaseException as error:
            await _abort(socket)
            if isinstance(error, TimeoutError):
                raise CannotConnect("The hub did not answer to the token in time.") from error
            raise
        client = cls(socket, ha_version)
        try:
            await client._introduce()
        except BaseException:
            await client.close()
            raise
        return client

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def round_trip_s(self) -> float | None:
        """The last measured way there and back, ``None`` before the first ping returned."""
        return self._socket.latency or None

    @property
    def is_open(self) -> bool:
        """Whether a command can still be sent."""
        return self._exchange.ended is None

    async def call(
        self, type_: str, /, *, timeout_s: float = CALL_TIMEOUT_S, **fields: JsonValue
    ) -> JsonValue:
        """Send one command and return its result.

        Args:
            type_: The command, such as ``get_states``.
            timeout_s: When to stop waiting.
            fields: The command's own fields.

        Raises:
            RequestError: the hub refused; the class follows the error's code.
            GatewayError: a gateway refused.
            RequestTimeout: no answer in time.
            LinkError: the connection ended before the answer.
        """
        _, result = await self._request(type_, fields, None, timeout_s)
        return result

    async def subscribe(
        self, type_: str, listener: EventListener, /, **fields: JsonValue
    ) -> Subscription:
        """Start a stream of events.

        The listener gets every event in order, the first of them possibly before this returns.

        Raises:
            RequestError: the hub refused.
            LinkError: the connection ended before the answer.
        """
        message_id, result = await self._request(type_, fields, listener, CALL_TIMEOUT_S)
        return Subscription(self, message_id, result)

    async def unsubscribe(self, message_id: int) -> None:
        """End the subscription with this id; on a connection that is over there is none."""
        self._exchange.silence(message_id)
        with contextlib.suppress(LinkError, NotFound):
            await self.call("unsubscribe_events", subscription=message_id)

    async def send_binary(self, message: bytes) -> None:
        """Send one binary message, which is voice; waits while the way is full.

        Raises:
            LinkError: the connection is over.
        """
        try:
            await self._socket.send(message)
        except ConnectionClosed as error:
            raise self._exchange.ended or why_closed(error) from error

    async def act(
        self,
        target: str | Target,
        action: str,
        arguments: JsonObject | None = None,
        *,
        expires_in_s: float = ACTION_EXPIRES_S,
        cmd_id: str | None = None,
        is_answer_wanted: bool = False,
    ) -> Outcome:
        """Do something to a device and wait for how it ends. Never sent twice.

        Args:
            target: An entity id, or several things at once.
            action: ``turn_on`` for an entity's own domain, else ``light.turn_on``.
            arguments: The action's values.
            expires_in_s: How long it stays worth doing. A Home Assistant takes no such limit.
            cmd_id: A name that makes the same action sent again harmless.
            is_answer_wanted: Ask for the data an action gives back, as ``Outcome.response``.

        Raises:
            LocalProtocolError: the action's domain can be read from nowhere.
        """
        fields = call_service_fields(target, action, arguments or {})
        if is_answer_wanted:
            fields["return_response"] = True
        if self.info.is_homewire:  # Home Assistant refuses a command with a key it does not know
            fields["expires_in"] = expires_in_s
            if cmd_id is not None:
                fields["cmd_id"] = cmd_id
        if self._exchange.ended is not None:
            return no_connection()
        try:
            return done(
                await self.call("call_service", timeout_s=expires_in_s + ACTION_GRACE_S, **fields)
            )
        except HomewireError as error:
            return outcome_of(error)

    async def ping(self, timeout_s: float) -> None:
        """Return when the hub answered.

        Raises:
            RequestTimeout: it did not within the time.
            LinkError: the connection is over.
        """
        await self.call("ping", timeout_s=timeout_s)

    async def wait_closed(self) -> LinkError:
        """Wait until the connection is over and return why."""
        await self._ended.wait()
        return self._exchange.ended or LinkClosed()

    async def close(self, *, is_peer_dead: bool = False) -> None:
        """End the connection; who still waits gets :class:`LinkClosed`.

        Args:
            is_peer_dead: Do not wait for the peer to agree.
        """
        self._exchange.end(LinkClosed("The connection was closed here."))
        if is_peer_dead:
            self._socket.transport.abort()
        await self._socket.close()
        await self._reader
        await self._acknowledger

    async def _introduce(self) -> None:
        with contextlib.suppress(UnknownCommand):
            await self.call(
                "supported_features",
                features={"coalesce_messages": 1, "bulk_window": BULK_WINDOW_BYTES},
            )
        try:
            self.info = homewire_info(await self.call("home/info"))
        except UnknownCommand:
            self.info = home_assistant_info(await self.call("get_config"), self.ha_version)

    async def _request(
        self,
        type_: str,
        fields: JsonObject,
        listener: EventListener | None,
        timeout_s: float,
    ) -> tuple[int, JsonValue]:
        message_id, answer = self._exchange.open(listener)
        frame = msgspec.json.encode({**fields, "id": message_id, "type": type_})
        is_answered = False
        try:
            async with asyncio.timeout(timeout_s):
                await self._socket.send(frame, text=True)
                result = await answer
            is_answered = True
        except ConnectionClosed as error:
            raise self._exchange.ended or why_closed(error) from error
        except TimeoutError as error:
            raise RequestTimeout(f"No answer to {type_} within {timeout_s:g} s.") from error
        finally:
            self._exchange.forget(message_id)
            if not is_answered:
                self._exchange.silence(message_id)
        return message_id, result

    async def _read(self) -> None:
        reason: LinkError = LinkClosed("The hub closed the connection.")
        try:
            while True:
                frame = await self._socket.recv()
                if isinstance(frame, str):
                    self._deliver(frame)
                elif is_bulk(frame):
                    self._take_piece(frame)
                elif self.on_binary is not None:
                    self.on_binary(frame)
        except ConnectionClosed as error:
            reason = why_closed(error)
        except RemoteProtocolError as error:
            reason = LinkClosed(error.message)
            await self._socket.close(1002, "not a message of this protocol")
        finally:
            self._exchange.end(reason)
            self._ended.set()
            self._receipt_due.set()

    def _deliver(self, text: str | bytes) -> None:
        for message in decode(text):
            self._exchange.deliver(message)

    def _take_piece(self, frame: bytes) -> None:
        whole = self._pieces.take(frame)
        unsaid = self._pieces.received_bytes - self._acknowledged_bytes
        if whole is not None or unsaid >= BULK_WINDOW_BYTES // 4:
            self._receipt_due.set()
        if whole is not None:
            self._deliver(whole)

    async def _acknowledge(self) -> None:
        """Say what has come in; apart from the reader, which must never wait for the way out."""
        while True:
            await self._receipt_due.wait()
            if self._ended.is_set():
                return
            self._receipt_due.clear()
            self._acknowledged_bytes = self._pieces.received_bytes
            try:
                await self._socket.send(encode_receipt(self._acknowledged_bytes))
            except ConnectionClosed:
                return


async def open_socket(url: str, tls: ssl.SSLContext | Pinned | None) -> ClientConnection:
    """Open the WebSocket, with nothing said on it yet.

    Raises:
        CannotConnect: nobody answers there, or not in our language.
        UntrustedHub: another hub answers there than the one pinned.
    """
    if not isinstance(tls, Pinned):
        return await _connect(url, tls)
    try:
        socket = await _connect(url, await tls.context(url))
    except CannotConnect as error:
        if not isinstance(cause := error.__cause__, ssl.SSLCertVerificationError):
            raise
        if (why := await tls.explain(url, cause)) is not None:
            raise why from error
        socket = await _connect(url, await tls.context(url))
    if socket.response is not None:
        tls.learn(socket.response.headers)
    return socket


async def _connect(url: str, tls: ssl.SSLContext | None) -> ClientConnection:
    try:
        return await connect(
            url,
            ssl=tls,
            # A home's own network: neither a proxy nor compression earns its latency there.
            proxy=None,
            logger=_LIBRARY_LOG,
            compression=None,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_INTERVAL_S,
            close_timeout=CLOSE_TIMEOUT_S,
            max_size=MAX_FRAME_BYTES,
        )
    except TimeoutError as error:
        raise CannotConnect(f"{url} did not answer within {OPEN_TIMEOUT_S:g} s.") from error
    except (OSError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
        raise CannotConnect(f"Cannot connect to {url}: {why_not_open(error)}.") from error


async def _authenticate(socket: ClientConnection, token: str) -> str:
    """Go through the auth phase and return the version the peer speaks."""
    try:
        await socket.send(msgspec.json.encode({"type": "auth", "access_token": token}), text=True)
        while True:
            for message in _decode_hello(await socket.recv()):
                if message.type == "auth_ok":
                    return message.ha_version
                if message.type == "auth_invalid":
                    raise AuthenticationFailed(message.message or "The hub refused the token.")
    except ConnectionClosed as error:
        reason = why_closed(error)
        if isinstance(reason, LinkClosed):
            raise CannotConnect(f"The hub hung up before it took the token: {reason}") from error
        raise reason from error


def _decode_hello(frame: str | bytes) -> "list[Incoming]":
    try:
        return list(decode(frame)) if isinstance(frame, str) else []
    except RemoteProtocolError as error:
        raise CannotConnect("What answers there is not a hub.") from error


async def _abort(socket: ClientConnection) -> None:
    socket.transport.abort()
    await socket.wait_closed()
