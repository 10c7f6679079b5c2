"""Questions to a Z-Wave JS server with their answers, and its events."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import msgspec
from websockets.asyncio.client import ClientConnection

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.socket import round_trip_ms
from embedded_hub.gateways.zwave_js.wire import Incoming, decode


class Link:
    """One connection.

    Args:
        connection: Greeted.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.on_event: Callable[[Mapping[str, Any]], None] = lambda _: None
        """Gets each event."""
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

    async def ask(self, command: str, **arguments: Any) -> Incoming:
        """Send one command and return its answer."""
        number = str(next(self._numbers))
        answer: asyncio.Future[Incoming] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._send(number, command, arguments)
            return await answer
        except asyncio.CancelledError:
            if answer.cancelled():
                raise GatewayUnreachable("the connection ended") from None
            raise
        finally:
            self._waiting.pop(number, None)

    async def send(self, command: str, **arguments: Any) -> None:
        """Send one command whose answer nobody waits for."""
        await self._send(str(next(self._numbers)), command, arguments)

    async def _send(self, number: str, command: str, arguments: Mapping[str, Any]) -> None:
        message = {"messageId": number, "command": command, **arguments}
        await self._connection.send(msgspec.json.encode(message), text=True)

    def _take(self, message: Incoming) -> None:
        if message.type == "event" and isinstance(message.event, Mapping):
            self.on_event(message.event)
        elif message.message_id is not None:
            waiting = self._waiting.get(message.message_id)
            if waiting is not None and not waiting.done():
                waiting.set_result(message)
