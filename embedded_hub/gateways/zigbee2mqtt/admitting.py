"""Letting new devices into a Zigbee network: Zigbee2MQTT is asked, and answers."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable, InvalidInfo
from embedded_hub.gateways.zigbee2mqtt.bridge import permission
from embedded_hub.gateways.zigbee2mqtt.wire import Message

ANSWER_S = 10.0
_REQUEST = "bridge/request/"
_PERMIT_JOIN, _INSTALL_CODE = "permit_join", "install_code/add"

Send = Callable[[Message], Awaitable[None]]


class Admission:
    """Opens and closes one network over one connection.

    Args:
        send: Sends a message.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Mapping[str, Any]]] = {}

    def take(self, message: Message) -> None:
        """Take an answer."""
        if isinstance(message.payload, Mapping):
            waiting = self._waiting.get(str(message.payload.get("transaction")))
            if waiting is not None and not waiting.done():
                waiting.set_result(message.payload)

    async def open(self, code: str | None) -> None:
        """Let devices join for a while.

        Args:
            code: The install code of a device that has one.

        Raises:
            InvalidInfo: it is none.
            GatewayUnreachable: no answer came.
            GatewayProtocolError: the radio refused.
        """
        if code is not None and (refusal := await self._ask(_INSTALL_CODE, {"value": code})):
            raise InvalidInfo(f"this install code is refused: {refusal}", details={"field": "code"})
        if refusal := await self._ask(_PERMIT_JOIN, permission(is_given=True)):
            raise GatewayProtocolError(f"the network could not be opened: {refusal}")

    async def close(self) -> None:
        """Let nobody join any more.

        Raises:
            GatewayUnreachable: no answer came.
        """
        await self._ask(_PERMIT_JOIN, permission(is_given=False))

    async def _ask(self, name: str, payload: Mapping[str, Any]) -> str | None:
        """Return why something was refused; ``None`` when it was done."""
        number = f"admit-{next(self._numbers)}"
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            asked = {**payload, "transaction": number}
            await self._send(Message(topic=f"{_REQUEST}{name}", payload=asked))
            async with asyncio.timeout(ANSWER_S):
                said = await answer
        except TimeoutError as error:
            raise GatewayUnreachable("Zigbee2MQTT did not answer") from error
        finally:
            del self._waiting[number]
        return None if said.get("status") == "ok" else str(said.get("error") or "no reason")[:200]
