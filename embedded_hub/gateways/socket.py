"""A WebSocket to a peer that is a server, as every driver that dials needs it.

Failures come out as the errors the supervisor knows, so that a driver handles none of them.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.typing import Subprotocol

from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayError,
    GatewayProtocolError,
    GatewayUnreachable,
)

OPEN_TIMEOUT_S = 10.0
PING_INTERVAL_S = 20.0
PING_TIMEOUT_S = 15.0
"""With the interval: a dead connection is noticed within 35 s."""
MAX_MESSAGE_BYTES = 16 * 1024 * 1024
"""A snapshot of a large network is hundreds of kilobytes, and comes as one message."""
MAX_QUEUED_MESSAGES = 256
_MAX_REASON = 255
_UNAUTHORIZED = (401, 403)
_AWAY = (502, 503, 504)
"""What stands in front answers, and what is behind does not."""
# At debug level the library writes whole frames into its log, and some hold a token.
_frame_log = logging.getLogger(f"{__name__}.frames")
_frame_log.setLevel(logging.INFO)


@contextlib.asynccontextmanager
async def open_socket(
    url: str,
    *,
    subprotocols: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    pings: bool = True,
) -> AsyncIterator[ClientConnection]:
    """Connect for the length of a block.

    Inside of it a connection that ends raises :class:`GatewayUnreachable` at the end of the block
    wherever the library's own error was let through.

    Args:
        url: ``ws://`` or ``wss://``, the latter checked against the system's certificates.
        subprotocols: In order of preference; one of them must be agreed.
        headers: Sent with the request.
        pings: Whether the peer answers pings; some small devices do not.

    Raises:
        GatewayUnreachable: nobody answers there, or the connection ended.
        GatewayAuthRequired: the peer wants other credentials.
        GatewayProtocolError: something answers that is no such server.
    """
    # Reading the certificate store takes tens of milliseconds of disk.
    tls = await asyncio.to_thread(ssl.create_default_context) if url.startswith("wss:") else None
    try:
        connection = await connect(
            url,
            logger=_frame_log,
            ssl=tls,
            subprotocols=[Subprotocol(name) for name in subprotocols] or None,
            additional_headers=headers,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=PING_INTERVAL_S if pings else None,
            ping_timeout=PING_TIMEOUT_S if pings else None,
            close_timeout=1,
            max_size=MAX_MESSAGE_BYTES,
            max_queue=MAX_QUEUED_MESSAGES,
            compression=None,
            proxy=None,
        )
    except (InvalidHandshake, InvalidURI) as error:
        raise refusal(error) from error
    except (OSError, TimeoutError) as error:
        raise GatewayUnreachable(f"{type(error).__name__}: {error}"[:_MAX_REASON]) from error
    async with connection:
        try:
            if pings:
                # For its round trip, as the next comes with the interval. That it is over already
                # is found out, with the reason, by who reads.
                with contextlib.suppress(ConnectionClosed):
                    await connection.ping()
            yield connection
        except ConnectionClosed as error:
            raise ended(error) from error


def refusal(error: InvalidHandshake | InvalidURI) -> GatewayError:
    """Return what it means that a peer did not become a WebSocket."""
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        if status in _UNAUTHORIZED:
            return GatewayAuthRequired(f"the server answered HTTP {status}")
        if status in _AWAY:
            return GatewayUnreachable(f"the server answered HTTP {status}")
        return GatewayProtocolError(f"the server answered HTTP {status}, no WebSocket")
    if isinstance(error.__cause__, EOFError):
        # So do proxies whose server is down, and devices that are starting.
        return GatewayUnreachable("it hung up before it answered")
    return GatewayProtocolError(f"no WebSocket there: {error}"[:_MAX_REASON])


def round_trip_ms(connection: ClientConnection | None) -> float | None:
    """Return the last ping's way there and back; ``None`` before the first answer."""
    return connection.latency * 1000 or None if connection is not None else None


def authority_of(given: str) -> str | None:
    """Return host and port of what a person entered; ``None`` when it is no address."""
    text = given.strip()
    parts = urlsplit(text if "//" in text else f"//{text}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    named = f"[{host}]" if ":" in host else host
    return f"{named}:{port}" if port else named


def ended(error: ConnectionClosed) -> GatewayUnreachable:
    """Say why a connection is over."""
    reason = error.rcvd.reason if error.rcvd else ""
    said = f": {reason}" if reason else ""
    return GatewayUnreachable(f"the connection ended{said}"[:_MAX_REASON])


def cause_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first failure of several tasks over one connection, as the supervisor knows it."""
    cause: BaseException = group
    while isinstance(cause, BaseExceptionGroup):
        cause = cause.exceptions[0]
    return ended(cause) if isinstance(cause, ConnectionClosed) else cause
