"""Questions to a Matter server with their answers, and its events."""

from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection

from embedded_hub.gateways.matter.wire import Incoming, decode
from embedded_hub.gateways.numbered_requests import NumberedRequests


class Link(NumberedRequests[Incoming]):
    """One connection.

    Args:
        connection: Greeted.
    """

    def __init__(self, connection: ClientConnection) -> None:
        super().__init__(connection, "message_id")
        self.on_event: Callable[[str, Any], None] = lambda *_: None
        """Gets the name and content of each event."""

    async def ask(self, command: str, arguments: dict[str, Any] | None = None) -> Incoming:
        """Send one command and return its answer.

        Raises:
            GatewayUnreachable: the connection ended first.
        """
        return await self._ask({"command": command, "args": arguments or {}})

    def _take(self, frame: str | bytes) -> None:
        message = decode(frame)
        if message.event is not None:
            self.on_event(message.event, message.data)
        elif message.message_id is not None:
            self._answered(str(message.message_id), message)
