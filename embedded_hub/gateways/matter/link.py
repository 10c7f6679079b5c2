"""Questions to a Matter server with their answers, and its events."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any, NoReturn

import msgspec
from websockets.asyncio.client import ClientConnection

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.matter.wire import Incoming, decode
from embedded_hub.gateways.socket import round_trip_ms


class Link:
    """One connection.

    Args:
        connection: Greeted.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.on_event: Callable[[str, Any], None] = lambda *_: None
        """Gets the name and content of each event."""
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Incoming]] = {}

    @property
    def round_trip_ms(self) -> float | None:
        """The last ping's way there and back; ``None`` before the first answer."""
        return round_trip_ms(self._connection)

    async def read(self) -> NoReturn:
        """Read until the connection ends."""
        try:
            while True:
                self._take(decode(await self._connection.recv()))
        finally:
            for waiting in self._waiting.values():
                waiting.cancel()

    async def ask(self, command: str, arguments: dict[str, Any] | None = None) -> Incoming:
        """Send one command and return its answer.

        Raises:
            GatewayUnreachable: the connection ended first.
        """
        number = str(next(self._numbers))
        message = {"message_id": number, "command": command, "args": arguments or {}}
        answer: asyncio.Future[Incoming] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._connection.send(msgspec.json.encode(message), text=True)
            return await answer
        except asyncio.CancelledError:
            if answer.cancelled() and not _is_cancelling():
                raise GatewayUnreachable("the connection ended") from None
            raise
        finally:
            self._waiting.pop(number, None)

    def _take(self, message: Incoming) -> None:
        if message.event is not None:
            self.on_event(message.event, message.data)
        elif message.message_id is not None:
            waiting = self._waiting.get(str(message.message_id))
            if waiting is not None and not waiting.done():
                waiting.set_result(message)


def _is_cancelling() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
