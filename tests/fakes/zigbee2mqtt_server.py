"""A stand-in for Zigbee2MQTT's frontend socket: what it sends at the start, and echoes of commands.

Its home, ``tests/fixtures/zigbee2mqtt/home.json``, has the shapes of the project's documentation of
its topics and of ``exposes``.
"""

import asyncio
import contextlib
import copy
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

HOME = Path(__file__).parents[1] / "fixtures" / "zigbee2mqtt" / "home.json"
TOKEN = "secret of the frontend"


class Zigbee2MqttServer:
    """One bridge and its network."""

    def __init__(self) -> None:
        self.home: dict[str, Any] = msgspec.json.decode(HOME.read_bytes())
        self.received: list[dict[str, Any]] = []
        self.unpowered: set[str] = set()
        """Devices that do not answer."""
        self.asleep: set[str] = set()
        """Devices that hear nothing until they wake up."""
        self.is_refusing = False
        """Whether what is asked of the bridge itself is refused."""
        self.clients: set[ServerConnection] = set()
        self.has_token = False
        self.refusal: str | None = None
        """What the bridge itself answers, when it refuses."""

    @property
    def states(self) -> dict[str, dict[str, Any]]:
        """What each device is now."""
        states: dict[str, dict[str, Any]] = self.home["states"]
        return states

    async def publish(self, topic: str, payload: Any) -> None:
        """Send one message to everybody."""
        message = msgspec.json.encode({"topic": topic, "payload": payload}).decode()
        for client in tuple(self.clients):
            with contextlib.suppress(ConnectionClosed):
                await client.send(message)

    async def change(self, name: str, **values: Any) -> None:
        """Let a device report something."""
        self.states.setdefault(name, {}).update(values)
        await self.publish(name, self.states[name])

    async def serve(self, connection: ServerConnection) -> None:
        """Serve one client."""
        assert connection.request is not None
        given = parse_qs(urlsplit(connection.request.path).query).get("token", [""])[0]
        if self.has_token and given != TOKEN:
            await connection.close(4401, "Unauthorized")
            return
        for topic, payload in self._everything():
            message = msgspec.json.encode({"topic": topic, "payload": payload}).decode()
            await connection.send(message)
        self.clients.add(connection)
        try:
            async for frame in connection:
                await self._take(msgspec.json.decode(frame))
        except ConnectionClosed:
            pass
        finally:
            self.clients.discard(connection)

    def _everything(self) -> list[tuple[str, Any]]:
        listed = [("bridge/state", {"state": "online"}), ("bridge/info", self.home["info"])]
        listed += [("bridge/devices", self.home["devices"]), ("bridge/groups", self.home["groups"])]
        listed += [("bridge/definitions", {}), ("bridge/extensions", [])]
        return listed + list(self.states.items()) + [("desk/availability", {"state": "online"})]

    async def _take(self, message: dict[str, Any]) -> None:
        self.received.append(copy.deepcopy(message))
        topic, payload = message["topic"], message["payload"]
        if topic.startswith("bridge/request/") and self.is_refusing:
            why = "Update or check for update already in progress"
            refusal = {"data": {}, "status": "error", "error": why}
            answer = {**refusal, "transaction": payload["transaction"]}
            await self.publish(topic.replace("request", "response"), answer)
            return
        if topic == "bridge/request/permit_join":
            self.home["info"]["permit_join"] = payload["time"] > 0
            await self.publish("bridge/info", self.home["info"])
            await self._answer(message)
            return
        if topic == "bridge/request/install_code/add":
            await self._answer(message)
            return
        if topic == "bridge/request/device/ota_update/update":
            await self.change(payload["id"], update={"state": "updating", "progress": 1})
            return
        name = topic.removesuffix("/set")
        if name in self.asleep:
            return
        if name in self.unpowered:
            await asyncio.sleep(0)
            why = f"z2m: Publish 'set' 'state' to '{name}' failed: 'Error: No network route'"
            await self.publish("bridge/logging", {"level": "error", "message": why})
            return
        if "color" in payload or "color_temp" in payload:
            payload["color_mode"] = "xy" if "color" in payload else "color_temp"
        await self.change(name, **payload)

    async def _answer(self, request: dict[str, Any]) -> None:
        """Answer as the bridge does what is asked of itself."""
        payload = dict(request["payload"])
        transaction = payload.pop("transaction", None)
        answer = {"data": payload, "status": "ok", "transaction": transaction}
        if self.refusal is not None:
            answer |= {"data": {}, "status": "error", "error": self.refusal}
        await self.publish(request["topic"].replace("request", "response", 1), answer)


@contextlib.asynccontextmanager
async def zigbee2mqtt_server() -> AsyncIterator[tuple[Zigbee2MqttServer, str]]:
    """Run a bridge; yields it and the address a person would enter."""
    bridge = Zigbee2MqttServer()
    async with serve(bridge.serve, "127.0.0.1", 0, compression=None) as server:
        [bound] = server.sockets
        yield bridge, f"http://127.0.0.1:{bound.getsockname()[1]}"
