"""Requests to one bridge, and its stream of events."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self

import msgspec
from aiohttp import (
    ClientConnectorCertificateError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerFingerprintMismatch,
    TCPConnector,
)

from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayProtocolError,
    GatewayUnreachable,
)
from embedded_hub.gateways.http import read_bounded
from embedded_hub.gateways.hue.resource import Resource, resources_in, value_at
from embedded_hub.gateways.hue.sse import EventReader, ServerEvent
from embedded_hub.gateways.hue.trust import Trust

REQUEST_TIMEOUT_S = 10.0
MAX_PARALLEL = 3
"""The bridge refuses more at a time, the stream included."""
RESOURCES = "/clip/v2/resource"
EVENTS = "/eventstream/clip/v2"
_KEY_HEADER = "hue-application-key"
_KEEP_ALIVE_S, _KEEP_ALIVE_COUNT = 30, 3
_REFUSED = (401, 403)
BUSY = (429, 503)
_OK, _NOT_FOUND, _FIRST_ERROR = 200, 404, 400
_TOO_OLD = (
    "it does not know the interface of 2021: update the bridge in the Hue app; a round bridge is"
    " too old for it"
)
_OTHER_BRIDGE = (
    "another bridge answers, or this one was given a new certificate: if it is yours, press its"
    " button and connect anew"
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the bridge made of a request."""

    status: int
    errors: tuple[str, ...] = ()
    data: object = None


class Link:
    """One bridge; used as a context manager.

    Args:
        authority: Host, with a port where it has another than 443.
        app_key: What lets us in; empty while there is none.
        trust: Which bridge is meant.
    """

    def __init__(self, authority: str, app_key: str, trust: Trust) -> None:
        self._base = f"https://{authority}"
        self._headers = {_KEY_HEADER: app_key} if app_key else {}
        self._trust = trust
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        tls = await asyncio.to_thread(self._trust.tls)
        self._session = ClientSession(
            self._base,
            connector=TCPConnector(ssl=tls, limit=MAX_PARALLEL),
            cookie_jar=DummyCookieJar(),
            headers=self._headers,
            timeout=ClientTimeout(total=REQUEST_TIMEOUT_S),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def resources(self) -> list[Resource]:
        """Return everything the bridge has.

        Raises:
            GatewayError: it does not say.
        """
        answer = await self.request("GET", RESOURCES)
        return list(resources_in(_required(answer)))

    async def resource(self, rtype: str, rid: str) -> Resource | None:
        """Return one resource as it is now; ``None`` when there is none.

        Raises:
            GatewayError: it does not say.
        """
        answer = await self.request("GET", f"{RESOURCES}/{rtype}/{rid}")
        if answer.status == _NOT_FOUND:
            return None
        return next(iter(resources_in(_required(answer))), None)

    async def request(self, method: str, path: str, body: object = None) -> Answer:
        """Make one request.

        Raises:
            GatewayUnreachable: no answer came.
            GatewayAuthRequired: the key was refused, or another bridge answers.
            GatewayProtocolError: the answer is none of a bridge.
        """
        async with self._asked(method, path, body) as answer:
            content = await read_bounded(answer.content)
            status = answer.status
        if status in _REFUSED:
            raise GatewayAuthRequired("the bridge does not know this application key any more")
        if status in BUSY:
            return Answer(status=status, errors=("the bridge is busy",))
        return _read(status, content)

    @contextlib.asynccontextmanager
    async def events(self, last_id: str) -> AsyncIterator[AsyncIterator[ServerEvent]]:
        """Listen to the bridge for the length of a block.

        Args:
            last_id: The last event that was heard of an earlier stream; empty for none.

        Raises:
            GatewayError: it does not let us listen.
        """
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-cache"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        timeout = ClientTimeout(total=None, sock_connect=REQUEST_TIMEOUT_S)
        async with self._asked("GET", EVENTS, headers=headers, timeout=timeout) as answer:
            if answer.status in _REFUSED:
                raise GatewayAuthRequired("the bridge does not know this application key any more")
            if answer.status == _NOT_FOUND:
                raise GatewayProtocolError(_TOO_OLD)
            if answer.status != _OK:
                raise GatewayUnreachable(f"no events: HTTP {answer.status}")
            _keep_alive(answer)
            yield _events(answer)

    @contextlib.asynccontextmanager
    async def _asked(
        self, method: str, path: str, body: object = None, **more: Any
    ) -> AsyncIterator[ClientResponse]:
        session = self._session
        if session is None:
            raise GatewayUnreachable("not connected")
        payload = None if body is None else msgspec.json.encode(body)
        headers = {**more.pop("headers", {})}
        if payload is not None:
            headers["Content-Type"] = "application/json"
        if self._trust.bridge_id is not None:
            more["server_hostname"] = self._trust.bridge_id
        try:
            async with session.request(
                method, path, data=payload, headers=headers, allow_redirects=False, **more
            ) as answer:
                yield answer
        except (ServerFingerprintMismatch, ClientConnectorCertificateError) as error:
            raise GatewayAuthRequired(_OTHER_BRIDGE) from error
        except TimeoutError as error:
            raise GatewayUnreachable("the bridge does not answer") from error
        except (ClientError, OSError) as error:
            raise GatewayUnreachable(f"{type(error).__name__}: {error}"[:255]) from error


async def _events(answer: ClientResponse) -> AsyncIterator[ServerEvent]:
    """Yield events until the stream ends; one that breaks has ended as well."""
    reader = EventReader()
    with contextlib.suppress(ClientError, OSError):
        async for piece in answer.content.iter_any():
            for event in _fed(reader, piece):
                yield event


def _fed(reader: EventReader, piece: bytes) -> list[ServerEvent]:
    try:
        return reader.feed(piece)
    except ValueError as error:
        raise GatewayProtocolError(f"the event stream: {error}") from error


def _read(status: int, content: bytes) -> Answer:
    is_error = status >= _FIRST_ERROR
    try:
        told = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        if is_error:
            return Answer(status=status, errors=(f"HTTP {status}",))
        raise GatewayProtocolError(f"HTTP {status} without JSON: {error}"[:255]) from error
    if not isinstance(told, Mapping):
        # The interface of before 2021, which pairing still has, answers with a list.
        return Answer(status=status, errors=(f"HTTP {status}",) if is_error else (), data=told)
    listed = told.get("errors")
    errors = [value_at(one, "description") for one in listed] if isinstance(listed, list) else []
    said = tuple(text[:255] for text in errors if isinstance(text, str))
    if not said and is_error:
        said = (f"HTTP {status}",)
    return Answer(status=status, errors=said, data=told.get("data"))


def _required(answer: Answer) -> object:
    if answer.status in BUSY:
        raise GatewayUnreachable("the bridge is busy")
    if answer.status == _NOT_FOUND:
        raise GatewayProtocolError(_TOO_OLD)
    if not isinstance(answer.data, list):
        what = "; ".join(answer.errors) or f"HTTP {answer.status}"
        raise GatewayProtocolError(f"no bridge's answer: {what}"[:255])
    return answer.data


def _keep_alive(answer: ClientResponse) -> None:
    """Let the system notice a bridge that went without a word; it sends none for hours."""
    transport = answer.connection.transport if answer.connection is not None else None
    line = transport.get_extra_info("socket") if transport is not None else None
    if line is None:
        return
    idle = "TCP_KEEPALIVE" if sys.platform == "darwin" else "TCP_KEEPIDLE"
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        (idle, _KEEP_ALIVE_S),
        ("TCP_KEEPINTVL", _KEEP_ALIVE_S // _KEEP_ALIVE_COUNT),
        ("TCP_KEEPCNT", _KEEP_ALIVE_COUNT),
    ):
        if (option := getattr(socket, name, None)) is not None:
            line.setsockopt(socket.IPPROTO_TCP, option, value)
