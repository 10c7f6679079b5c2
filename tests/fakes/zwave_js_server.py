"""A stand-in for a Z-Wave JS server.

Its first four nodes are recorded from server 3.10 with driver 15.29; the others have the shapes of
the server's API schema. A set value comes back as the real one does: twice, and late.
"""

import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

NETWORK = Path(__file__).parents[1] / "fixtures" / "zwave_js" / "network.json"
GREETING = {
    "type": "version",
    "homeId": 2119630849,
    "driverVersion": "15.29.0",
    "serverVersion": "3.10.2",
    "minSchemaVersion": 0,
    "maxSchemaVersion": 50,
}


class ZwaveJsServer:
    """One server and its network."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = msgspec.json.decode(NETWORK.read_bytes())
        self.greeting = dict(GREETING)
        self.received: list[dict[str, Any]] = []
        self.status = 254
        """What a set value is answered with."""
        self.is_deaf = False
        self.bad_codes: set[str] = set()
        """SmartStart codes whose check digits are wrong."""
        self.clients: set[ServerConnection] = set()

    def value(self, node_id: int, prop: str) -> Any:
        """Return what the last write of a property was."""
        writes = [one for one in self.received if one["command"] == "node.set_value"]
        return next(
            one["value"]
            for one in reversed(writes)
            if one["nodeId"] == node_id and one["valueId"]["property"] == prop
        )

    async def event(self, name: str, node_id: int, **more: Any) -> None:
        """Tell everybody an event of a node."""
        await self._tell({"source": "node", "event": name, "nodeId": node_id, **more})

    async def tell(self, name: str, **more: Any) -> None:
        """Tell everybody an event of the controller."""
        await self._tell({"source": "controller", "event": name, **more})

    async def _tell(self, body: Mapping[str, Any]) -> None:
        message = msgspec.json.encode({"type": "event", "event": body}).decode()
        for client in tuple(self.clients):
            with contextlib.suppress(ConnectionClosed):
                await client.send(message)

    async def update(self, node_id: int, value_id: Mapping[str, Any], value: Any) -> None:
        """Let a value be another one, told twice."""
        for _ in range(2):
            args = {**value_id, "newValue": value, "prevValue": None}
            await self.event("value updated", node_id, args=args)

    async def serve(self, connection: ServerConnection) -> None:
        """Serve one client."""
        await connection.send(msgspec.json.encode(self.greeting).decode())
        self.clients.add(connection)
        with contextlib.suppress(ConnectionClosed):
            async for frame in connection:
                await self._take(connection, msgspec.json.decode(frame))
        self.clients.discard(connection)

    async def _take(self, connection: ServerConnection, message: dict[str, Any]) -> None:
        self.received.append(message)
        result: Any = {}
        node_id = message.get("nodeId")
        match message["command"]:
            case "start_listening":
                result = {"state": {"driver": {}, "controller": {}, "nodes": self.nodes}}
            case "node.get_state":
                result = {"state": next(n for n in self.nodes if n["nodeId"] == node_id)}
            case "node.set_value":
                result = {"result": {"status": self.status}}
        answer = {"type": "result", "success": True, "messageId": message["messageId"]}
        if message.get("entry") in self.bad_codes:
            refusal = {"errorCode": "zwave_error", "zwaveErrorMessage": "Invalid QR code"}
            answer |= {"success": False, **refusal}
        await connection.send(msgspec.json.encode({**answer, "result": result}).decode())
        if message["command"] == "node.set_value" and self.status == 254 and not self.is_deaf:
            await self._echo(message)

    async def _echo(self, message: dict[str, Any]) -> None:
        value_id, value = message["valueId"], message["value"]
        await self.update(message["nodeId"], value_id, value)
        shown = {"targetValue": "currentValue", "targetMode": "currentMode"}
        shown["targetColor"] = "currentColor"
        if (name := shown.get(value_id["property"])) is not None:
            seen = 99 if value == 255 and name == "currentValue" else value
            await self.update(message["nodeId"], {**value_id, "property": name}, seen)


@contextlib.asynccontextmanager
async def zwave_js_server() -> AsyncIterator[tuple[ZwaveJsServer, str]]:
    """Run a server; yields it and its address."""
    one = ZwaveJsServer()
    async with serve(one.serve, "127.0.0.1", 0, compression=None) as server:
        [bound] = server.sockets
        yield one, f"ws://127.0.0.1:{bound.getsockname()[1]}"
