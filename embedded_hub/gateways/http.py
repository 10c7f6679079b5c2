"""Small HTTP requests of drivers whose systems have no socket for everything.

The library is imported at the first request: a home without such drivers never loads it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable

if TYPE_CHECKING:
    from ssl import SSLContext

    from aiohttp import ClientSession, StreamReader

REQUEST_TIMEOUT_S = 10.0
MAX_ANSWER_BYTES = 16 * 1024 * 1024
"""As much as a message of a socket; everything a large bridge knows is hundreds of kilobytes."""
_UNAUTHORIZED = (401, 403)
_LATER = (429, 503)
_OK = 200


@contextlib.asynccontextmanager
async def open_session(
    base_url: str, tls: "SSLContext | bool" = True
) -> "AsyncIterator[ClientSession]":
    """Keep connections to one system open for the length of a block.

    Args:
        base_url: ``http://host:port``; requests name paths under it.
        tls: How to check the certificate of an ``https`` address.
    """
    aiohttp = await asyncio.to_thread(_library)
    timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
    connector = aiohttp.TCPConnector(ssl=tls, limit=3)
    async with aiohttp.ClientSession(base_url, timeout=timeout, connector=connector) as session:
        yield session


async def fetch(
    session: "ClientSession",
    path: str,
    *,
    method: str = "GET",
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """Make one request and return what its JSON holds.

    Raises:
        GatewayUnreachable: no answer in time, or it is busy.
        GatewayAuthRequired: the credentials were refused.
        GatewayProtocolError: it answered with an error, or with something that is no JSON.
    """
    from aiohttp import ClientError

    payload = None if body is None else msgspec.json.encode(body)
    try:
        # A redirect could lead into this machine or another's network.
        async with session.request(
            method, path, data=payload, headers=headers, allow_redirects=False
        ) as answer:
            content = await read_bounded(answer.content)
            status = answer.status
    except (ClientError, TimeoutError) as error:
        raise GatewayUnreachable(f"{type(error).__name__}: {error}"[:255]) from error
    if status in _UNAUTHORIZED:
        raise GatewayAuthRequired(f"{path} was answered with HTTP {status}")
    if status in _LATER:
        raise GatewayUnreachable(f"{path} was answered with HTTP {status}: busy")
    if status != _OK:
        raise GatewayProtocolError(f"{path} was answered with HTTP {status}")
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        raise GatewayProtocolError(f"{path} is no JSON: {error}"[:255]) from error


async def read_bounded(content: "StreamReader") -> bytes:
    """Return an answer's whole body.

    Raises:
        GatewayProtocolError: it is larger than any.
    """
    pieces, size = list[bytes](), 0
    async for piece in content.iter_any():
        pieces.append(piece)
        size += len(piece)
        if size > MAX_ANSWER_BYTES:
            raise GatewayProtocolError(f"an answer of more than {MAX_ANSWER_BYTES} bytes")
    return b"".join(pieces)


def _library() -> Any:
    import aiohttp

    return aiohttp
