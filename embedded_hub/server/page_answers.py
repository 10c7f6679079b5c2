"""Plain requests on one connection, answered one after the other until one asks for a WebSocket.

The web client is a hundred small files, and a phone that made a hundred TLS connections for them
would wait a second for nothing else. The library answers one request and hangs up, so plain ones
never reach it: this stands before it while a connection has not become a WebSocket, and gives it
the bytes of the request that asks for one. How long that may take is the handshake's own limit; in
its second half nothing new is begun, so that no file is cut off by it.

A file is sent in slices as fast as it is read: a thousand strangers who ask for the largest and
read nothing must not have it in memory a thousand times.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from websockets.exceptions import InvalidHandshake
from websockets.http11 import Request, Response
from websockets.streams import StreamReader

if TYPE_CHECKING:
    from embedded_hub.server.connection import WireConnection

_LOG = logging.getLogger(__name__)
_END = b"\r\n\r\n"
_SLICE_BYTES = 16 * 1024
_KEPT = frozenset({200, 304})
"""After a refusal a connection ends: whoever is wrong once may be wrong for long."""

AnswerPage = Callable[["WireConnection", Request], Awaitable[Response]]


class PageAnswers:
    """Reads the requests of one connection.

    Args:
        connection: Whose.
        answer: Answers a request that is no handshake.
        hand_on: Takes the bytes of the first request that is one, and all that follows.
        within_s: How long the connection has until it must have become a WebSocket.
    """

    def __init__(
        self,
        connection: "WireConnection",
        answer: AnswerPage,
        hand_on: Callable[[bytes], None],
        within_s: float,
    ) -> None:
        self._connection = connection
        self._answer = answer
        self._hand_on = hand_on
        self._until_s = asyncio.get_running_loop().time() + within_s / 2
        self._waiting = bytearray()
        self._task: asyncio.Task[bool] | None = None
        self._is_over = False

    @property
    def waiting_bytes(self) -> int:
        """What came in and is not answered yet."""
        return len(self._waiting)

    def receive(self, data: bytes) -> None:
        """Take bytes from the peer; after the last answer they mean nothing."""
        if self._is_over:
            return
        self._waiting += data
        if self._task is None:
            self._look()

    def finish(self) -> bool:
        """Nothing more comes in; say whether an answer is still under way."""
        self._until_s = float("-inf")
        return self._task is not None

    def close(self) -> None:
        """Stop: the connection is gone."""
        if self._task is not None:
            self._task.cancel()

    def _look(self) -> None:
        end = self._waiting.find(_END)
        if end < 0:
            return
        request = _read(bytes(self._waiting[: end + len(_END)]))
        if request is None or "Upgrade" in request.headers:
            data, self._waiting = bytes(self._waiting), bytearray()
            self._hand_on(data)
            return
        del self._waiting[: end + len(_END)]
        self._task = asyncio.get_running_loop().create_task(self._serve(request))
        self._task.add_done_callback(self._served)

    def _served(self, task: "asyncio.Task[bool]") -> None:
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._task = None
            if task.result():
                self._look()
            else:
                self._is_over = True
                self._waiting.clear()
                self._connection.hang_up()
        elif not isinstance(error, OSError):  # which is a peer gone in the middle of it
            _LOG.error("a page could not be answered", exc_info=error)
            self._connection.drop()

    async def _serve(self, request: Request) -> bool:
        """Answer one request; say whether another may follow."""
        response = await self._answer(self._connection, request)
        is_kept = self._may_go_on(request, response)
        if is_kept:
            response.headers.pop("Connection", None)
            response.headers["Connection"] = "keep-alive"
        await self._send(response)
        return is_kept

    async def _send(self, response: Response) -> None:
        content, response.body = memoryview(response.body), b""
        self._connection.transport.write(response.serialize())
        for begin in range(0, len(content), _SLICE_BYTES):
            self._connection.transport.write(content[begin : begin + _SLICE_BYTES])
            await self._connection.drain()

    def _may_go_on(self, request: Request, response: Response) -> bool:
        words = ",".join(request.headers.get_all("Connection")).lower()
        is_asked = request.protocol == "HTTP/1.1" and "close" not in words
        is_early = asyncio.get_running_loop().time() < self._until_s
        return response.status_code in _KEPT and is_asked and is_early


def _read(head: bytes) -> Request | None:
    """Return a whole request, or ``None`` for what the library shall find fault with."""
    reader = StreamReader()
    reader.buffer += head
    try:
        next(Request.parse(reader.read_line))
    except StopIteration as parsed:
        request: Request = parsed.value
        return request
    except (EOFError, ValueError, NotImplementedError, InvalidHandshake):
        return None
    return None
