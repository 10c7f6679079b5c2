"""A stand-in for a Matter server.

Its greeting and its one node, a bridge of fifteen endpoints, are recorded from server 8.1 with a
virtual device. What is asked changes attributes, which are told as the real one tells them.
"""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

RECORDED = Path(__file__).parents[1] / "fixtures" / "matter" / "server.json"
NODE = 5
ON_OFF, LEVEL = "6/0", "8/0"


class MatterServer:
    """One server with its nodes."""

    def __init__(self) -> None:
        recorded = msgspec.json.decode(RECORDED.read_bytes())
        self.greeting: dict[str, Any] = recorded["greeting"]
        self.nodes: list[dict[str, Any]] = recorded["nodes"]
        self.waiting_codes: dict[str, dict[str, Any]] = {}
        """Nodes that come in by their code."""
        self.refusal: dict[str, Any] | None = None
        """What every command to a device is answered with instead."""
        self.is_deaf = False
        self.received: list[dict[str, Any]] = []
        self.clients: set[ServerConnection] = set()

    async def event(self, name: str, content: Any) -> None:
        """Tell everybody what happened."""
        message = msgspec.json.encode({"event": name, "data": content}).decode()
        for client in tuple(self.clients):
            with contextlib.suppress(ConnectionClosed):
                await client.send(message)

    async def update(self, path: str, value: Any) -> None:
        """Let an attribute of the recorded node be another one."""
        self.nodes[0]["attributes"][path] = value
        await self.event("attribute_updated", [NODE, path, value])

    async def serve(self, connection: ServerConnection) -> None:
        """Serve one client."""
        await connection.send(msgspec.json.encode(self.greeting).decode())
        with contextlib.suppress(ConnectionClosed):
            async for frame in connection:
                message = msgspec.json.decode(frame)
                self.received.append(message)
                answer = await self._answer(connection, message)
                if answer is not None:
                    whole = {"message_id": message["message_id"], **answer}
                    await connection.send(msgspec.json.encode(whole).decode())
        self.clients.discard(connection)

    async def _answer(
        self, connection: ServerConnection, message: dict[str, Any]
    ) -> dict[str, Any] | None:
        arguments = message["args"]
        match message["command"]:
            case "start_listening":
                self.clients.add(connection)
                return {"result": self.nodes}
            case "commission_with_code":
                return await self._commission(arguments["code"])
            case _ if self.is_deaf:
                return None
            case _ if self.refusal is not None:
                return self.refusal
            case "write_attribute":
                await self.update(arguments["attribute_path"], arguments["value"])
                return {"result": [{"Path": {}, "Status": 0}]}
            case "device_command":
                await self._command(arguments)
                return {"result": None}
        return {"error_code": 9, "details": f"Invalid command: {message['command']}"}

    async def _commission(self, code: str) -> dict[str, Any]:
        node = self.waiting_codes.pop(code, None)
        if node is None:
            return {"error_code": 1, "details": "Commission with code failed for node 6."}
        self.nodes.append(node)
        await self.event("node_added", node)
        return {"result": node}

    async def _command(self, arguments: dict[str, Any]) -> None:
        endpoint, name = arguments["endpoint_id"], arguments["command_name"]
        level = arguments["payload"].get("level")
        if level is not None:
            await self.update(f"{endpoint}/{LEVEL}", level)
        if name in ("On", "Off", "MoveToLevelWithOnOff"):
            await self.update(f"{endpoint}/{ON_OFF}", name != "Off")


@contextlib.asynccontextmanager
async def matter_server(port: int = 0) -> AsyncIterator[tuple[MatterServer, str]]:
    """Run a server; yields it and its address."""
    peer = MatterServer()
    async with serve(peer.serve, "127.0.0.1", port, compression=None) as server:
        [bound] = server.sockets
        yield peer, f"ws://127.0.0.1:{bound.getsockname()[1]}/ws"
