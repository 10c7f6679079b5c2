"""One authenticated connection to Home Assistant: commands with their answers, and events."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from typing import NoReturn

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayProtocolError,
    GatewayUnreachable,
)
from embedded_hub.gateways.home_assistant.wire import Incoming, check_version, decode
from embedded_hub.gateways.socket import ended, refusal

OPEN_TIMEOUT_S = 10.0
"""Home Assistant itself gives a client ten seconds to authenticate."""
PING_INTERVAL_S = 20.0
PING_TIMEOUT_S = 15.0
"""With the interval: a dead connection is noticed within 35 s."""
CHECK_TIMEOUT_S = 3.0
"""For a ping out of turn, after which a person expects a working home."""
MAX_FRAME_BYTES = 64 * 1024 * 1024
"""A first snapshot of a large home is tens of megabytes and comes as one frame."""
MAX_QUEUED_FRAMES = 256

EventListener = Callable[[object], None]

_log = logging.getLogger(__name__)
# At debug level the library writes whole frames into its log, and the first of ours is the token.
_frame_log = logging.getLogger(f"{__name__}.frames")
_frame_log.setLevel(logging.INFO)
_encode = msgspec.json.encode


class Link:
    """An open, authenticated connection. Made by :func:`open_link`."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._next_id = 1
        self._pending: dict[int, asyncio.Future[Incoming]] = {}
        self._listeners: dict[int, EventListener] = {}

    @property
    def round_trip_ms(self) -> float | None:
        """The last ping's way there and back; ``None`` before the first."""
        return self._connection.latency * 1000 or None

    async def check(self) -> None:
        """Ask for a sign of life; without one the connection is cut and :meth:`read` ends.

        Raises:
            GatewayUnreachable: it has ended, now or before.
        """
        try:
            async with asyncio.timeout(CHECK_TIMEOUT_S):
                await (await self._connection.ping())
        except TimeoutError as error:
            # A goodbye would wait for a peer that is not there.
            self._connection.transport.abort()
            raise GatewayUnreachable("no sign of life") from error
        except ConnectionClosed as error:
            raise ended(error) from error

    async def request(
        self, command: Mapping[str, object], listener: EventListener | None = None
    ) -> object:
        """Send one command that must succeed and return its result.

        Args:
            command: ``type`` and its fields, without an id.
            listener: Called with each event of a subscription, from the first on; those may come
                before this returns.

        Raises:
            GatewayProtocolError: it was answered with an error.
            GatewayUnreachable: the connection ended before the answer.
        """
        answer = await self.ask(command, listener)
        if not answer.success:
            why = answer.error.message if answer.error else "no reason given"
            raise GatewayProtocolError(f"{command['type']} was refused: {why}"[:255])
        return answer.result

    async def ask(
        self, command: Mapping[str, object], listener: EventListener | None = None
    ) -> Incoming:
        """Send one command and return the answer, whichever it is.

        Raises:
            GatewayUnreachable: the connection ended before the answer.
        """
        message_id, self._next_id = self._next_id, self._next_id + 1
        answer: asyncio.Future[Incoming] = asyncio.get_running_loop().create_future()
        self._pending[message_id] = answer
        if listener is not None:
            self._listeners[message_id] = listener
        try:
            await self._connection.send(_encode({"id": message_id, **command}), text=True)
            return await answer
        except ConnectionClosed as error:
            raise ended(error) from error
        finally:
            self._pending.pop(message_id, None)

    async def read(self) -> NoReturn:
        """Read and hand out messages until the connection ends.

        Raises:
            GatewayUnreachable: it ended.
            GatewayProtocolError: something came that is not this protocol.
        """
        try:
            while True:
                for message in decode(await self._connection.recv()):
                    self._take(message)
        except ConnectionClosed as error:
            raise ended(error) from error
        finally:
            for answer in self._pending.values():
                if not answer.done():
                    answer.set_exception(GatewayUnreachable("the connection ended"))
                    answer.exception()  # Its asker may be gone already; that is no defect.

    def _take(self, message: Incoming) -> None:
        if message.id is None:
            return
        if message.type == "event":
            if listener := self._listeners.get(message.id):
                listener(message.event)
            return
        answer = self._pending.get(message.id)
        if answer is not None and not answer.done():
            answer.set_result(message)


@contextlib.asynccontextmanager
async def open_link(url: str, token: str) -> AsyncIterator[Link]:
    """Connect and authenticate; closes at the end of the block.

    The certificate of a ``wss`` address is checked against the system's store.

    Raises:
        GatewayUnreachable: nothing answers there.
        GatewayAuthRequired: the token was refused.
        GatewayProtocolError: something answers that is not a usable Home Assistant.
    """
    # Reading the certificate store takes tens of milliseconds of disk.
    tls = await asyncio.to_thread(ssl.create_default_context) if url.startswith("wss:") else None
    try:
        connection = await connect(
            url,
            logger=_frame_log,
            ssl=tls,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_TIMEOUT_S,
            close_timeout=1,
            max_size=MAX_FRAME_BYTES,
            max_queue=MAX_QUEUED_FRAMES,
            compression=None,
            proxy=None,
        )
    except (InvalidHandshake, InvalidURI) as error:
        raise refusal(error) from error
    except (OSError, TimeoutError) as error:
        raise GatewayUnreachable(f"{type(error).__name__}: {error}"[:255]) from error
    async with connection:
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                await _authenticate(connection, token)
        except ConnectionClosed as error:
            raise ended(error) from error
        except TimeoutError as error:
            raise GatewayUnreachable("no answer to the token within 10 s") from error
        yield Link(connection)


async def _authenticate(connection: ClientConnection, token: str) -> None:
    greeting = _single(decode(await connection.recv()))
    if greeting.type != "auth_required":
        raise GatewayProtocolError(f"expected auth_required, got {greeting.type[:40]!r}")
    check_version(greeting.ha_version)
    await connection.send(_encode({"type": "auth", "access_token": token}), text=True)
    answer = _single(decode(await connection.recv()))
    if answer.type != "auth_ok":
        raise GatewayAuthRequired(answer.message[:255] or "the access token was refused")
    _log.debug("authenticated at Home Assistant %s", greeting.ha_version)


def _single(messages: list[Incoming]) -> Incoming:
    if len(messages) != 1:
        raise GatewayProtocolError("a batch before authentication")
    return messages[0]
