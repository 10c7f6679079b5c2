"""Questions to a Z-Wave JS server with their answers, and its events."""

from collections.abc import Callable, Mapping
from typing import Any

from websockets.asyncio.client import ClientConnection

from embedded_hub.gateways.numbered_requests import NumberedRequests
from embedded_hub.gateways.zwave_js.wire import Incoming, decode


class Link(NumberedRequests[Incoming]):
    """One connection.

    Args:
        connection: Greeted.
    """

    def __init__(self, connection: ClientConnection) -> None:
        super().__init__(connection, "messageId")
        self.on_event: Callable[[Mapping[str, Any]], None] = lambda _: None
        """Gets each event."""

    async def ask(self, command: str, **arguments: Any) -> Incoming:
        """Send one command and return its answer.

        Raises:
            GatewayUnreachable: the connection ended first.
        """
        return await self._ask({"command": command, **arguments})

    async def send(self, command: str, **arguments: Any) -> None:
        """Send one command whose answer nobody waits for."""
        await self._send(self._next_number(), {"command": command, **arguments})

    def _take(self, frame: str | bytes) -> None:
        message = decode(frame)
        if message.type == "event" and isinstance(message.event, Mapping):
            self.on_event(message.event)
        elif message.message_id is not None:
            self._answered(message.message_id, message)
