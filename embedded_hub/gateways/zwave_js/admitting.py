"""Letting a new node into a Z-Wave network, as securely as what is known of it allows.

The default strategy is asked for: S2 where the node speaks it, S0 where it cannot do without, else
no encryption. S2's stronger keys need what is printed on the device: the first five digits of its
key, or its whole code. Without them the node gets the key that needs none, and the log says so.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any

from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable, InvalidInfo
from embedded_hub.gateways.socket import ended
from embedded_hub.gateways.zwave_js.link import Link

ANSWER_S = 15.0
_DEFAULT, _S2 = 0, 4
"""Strategies of inclusion."""
_NEED_NO_PIN = frozenset({0, 7})
"""Security classes: S2 without authentication, and S0."""
_PIN = re.compile(r"\d{5}")
_S2_CODE = re.compile(r"9000\d{48,}")
_SMART_START_CODE = re.compile(r"9001\d{48,}")

_log = logging.getLogger(__name__)


class Admission:
    """Lets one node in at a time, over one connection.

    Args:
        link: To the server.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._pin: str | None = None
        self._end: asyncio.Future[int] | None = None
        self._replies: set[asyncio.Task[None]] = set()

    def take(self, event: Mapping[str, Any]) -> None:
        """Take an event of the controller."""
        if event.get("source") != "controller" or self._end is None or self._end.done():
            return
        match event.get("event"):
            case "grant security classes":
                self._reply(self._grant(event.get("requested")))
            case "validate dsk and enter pin":
                pin = {"pin": self._pin if self._pin is not None else False}
                self._reply(("controller.validate_dsk_and_enter_pin", pin))
            case "node added":
                self._added(event)
            case "inclusion failed" | "inclusion aborted":
                why = "the device could not be taken in; it may need the digits printed on it"
                self._end.set_exception(GatewayProtocolError(why))

    async def admit(self, code: str | None) -> int | None:
        """Wait until a node has come and return its number.

        Args:
            code: Five digits of its key, or the number in its QR code.

        Returns:
            ``None`` for one that joins by itself once it is switched on: its code is noted.

        Raises:
            InvalidInfo: the code is none.
            GatewayUnreachable: the server is away.
            GatewayProtocolError: the server, or the node, refused.
        """
        tidy = re.sub(r"[\s-]", "", code or "")
        if _SMART_START_CODE.fullmatch(tidy):
            await self._demand("controller.provision_smart_start_node", entry=tidy)
            return None
        options: dict[str, Any] = {"strategy": _DEFAULT}
        if _S2_CODE.fullmatch(tidy):
            options = {"strategy": _S2, "provisioning": tidy}
        elif tidy and not _PIN.fullmatch(tidy):
            raise InvalidInfo(
                "this is no code of Z-Wave: give its first five digits, or all of its QR code",
                details={"field": "code"},
            )
        if self._end is not None:
            raise GatewayProtocolError("another device is being taken in")
        self._pin = tidy if _PIN.fullmatch(tidy) else None
        self._end = asyncio.get_running_loop().create_future()
        try:
            begun = await self._demand("controller.begin_inclusion", options=options)
            if isinstance(begun, Mapping) and begun.get("success") is False:
                raise GatewayProtocolError("the controller does not begin; it may be busy")
            return await self._end
        finally:
            self._end.cancel()
            self._end = self._pin = None
            self._reply(("controller.stop_inclusion", {}))

    def _grant(self, requested: object) -> tuple[str, Mapping[str, Any]]:
        asked = requested if isinstance(requested, Mapping) else {}
        classes = [one for one in asked.get("securityClasses", ()) if isinstance(one, int)]
        given = [one for one in classes if self._pin is not None or one in _NEED_NO_PIN]
        if len(given) < len(classes):
            _log.warning(
                "a device asks for keys that need the five digits printed on it; "
                "it is taken in with weaker ones"
            )
        # A client-side authentication would let the device ask us for digits.
        grant = {"securityClasses": given, "clientSideAuth": False}
        return "controller.grant_security_classes", {"inclusionGrant": grant}

    def _added(self, event: Mapping[str, Any]) -> None:
        node, result = event.get("node"), event.get("result")
        node_id = node.get("nodeId") if isinstance(node, Mapping) else None
        if isinstance(result, Mapping) and result.get("lowSecurity"):
            _log.warning("node %s was taken in with less security than it could have", node_id)
        if self._end is not None and isinstance(node_id, int):
            self._end.set_result(node_id)

    def _reply(self, said: tuple[str, Mapping[str, Any]]) -> None:
        task = asyncio.get_running_loop().create_task(self._say(*said), name="zwave_js.reply")
        self._replies.add(task)
        task.add_done_callback(self._replies.discard)

    async def _say(self, command: str, arguments: Mapping[str, Any]) -> None:
        try:
            await self._link.send(command, **arguments)
        except ConnectionClosed as error:
            _log.debug("%s was not sent: %s", command, error)

    async def _demand(self, command: str, **arguments: Any) -> Any:
        try:
            async with asyncio.timeout(ANSWER_S):
                answer = await self._link.ask(command, **arguments)
        except TimeoutError as error:
            raise GatewayUnreachable("the Z-Wave JS server did not answer") from error
        except ConnectionClosed as error:
            raise ended(error) from error
        if not answer.success:
            why = answer.zwave_error_message or answer.message or answer.error_code
            raise GatewayProtocolError(f"the server refused: {why or 'no reason given'}"[:255])
        return answer.result
