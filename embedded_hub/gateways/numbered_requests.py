"""Numbered requests with their answers, over one WebSocket to a server that speaks JSON."""

import asyncio
import itertools
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Generic, NoReturn, TypeVar

import msgspec
from websockets.asyncio.client import ClientConnection

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.socket import round_trip_ms

AnswerT = TypeVar("AnswerT")


class NumberedRequests(ABC, Generic[AnswerT]):
    """One connection; a subclass knows what the messages look like.

    Args:
        connection: Greeted.
        number_field: What the number is called in a request.
    """

    def __init__(self, connection: ClientConnection, number_field: str) -> None:
        self._connection = connection
        self._number_field = number_field
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[AnswerT]] = {}

    @property
    def round_trip_ms(self) -> float | None:
        """The last ping's way there and back; ``None`` before the first answer."""
        return round_trip_ms(self._connection)

    async def read(self) -> NoReturn:
        """Read until the connection ends."""
        try:
            while True:
                self._take(await self._connection.recv())
        finally:
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(GatewayUnreachable("the connection ended"))
                    answer.exception()  # its asker may be gone already

    @abstractmethod
    def _take(self, frame: str | bytes) -> None:
        """Handle one message: an answer goes to :meth:`_answered`."""

    def _answered(self, number: str, answer: AnswerT) -> None:
        waiting = self._waiting.get(number)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    async def _ask(self, request: Mapping[str, object]) -> AnswerT:
        """Send one request and return its answer.

        Raises:
            GatewayUnreachable: the connection ended first.
        """
        number = self._next_number()
        answer: asyncio.Future[AnswerT] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._send(number, request)
            return await answer
        finally:
            self._waiting.pop(number, None)

    def _next_number(self) -> str:
        return str(next(self._numbers))

    async def _send(self, number: str, request: Mapping[str, object]) -> None:
        message = {self._number_field: number, **request}
        await self._connection.send(msgspec.json.encode(message), text=True)
