"""A hub that answers from a script: the client API over a real socket, small enough to read.

It holds a few states, answers what is in :attr:`StandInHub.answers` and can be told to misbehave.
"""

import asyncio
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

TOKEN = "hw1.standin0.secret"


class Refusal(msgspec.Struct, frozen=True):
    """An answer that is an error."""

    code: str
    message: str = "refused"
    translation_key: str | None = None
    translation_placeholders: dict[str, str] | None = None


NO_ANSWER = object()
"""An answer that never comes."""

UNKNOWN = Refusal("unknown_command", "Unknown command.")
INFO = {
    "home_id": "h1",
    "name": "Flat 3",
    "version": "1.0",
    "hub_url": None,
    "gateway_url": None,
    "role": "owner",
    "is_demo": True,
}


def entry(state: str, at: float = 1000.0, **attributes: object) -> dict[str, object]:
    """Return a whole compressed state."""
    return {"s": state, "a": attributes, "c": "01", "lc": at}


class StandInHub:
    """One home on port 0 of the loopback; ``async with`` starts and stops it.

    Args:
        is_foreign: Behave as a Home Assistant: no ``home/*`` and no unknown keys in an action.
    """

    def __init__(self, *, is_foreign: bool = False) -> None:
        self.is_foreign = is_foreign
        self.token = TOKEN
        self.states: dict[str, dict[str, object]] = {
            "light.desk": entry("off", friendly_name="Desk"),
            "lock.door": entry("locked", friendly_name="Door"),
        }
        self.answers: dict[str, object] = {
            "supported_features": None,
            "get_config": {"location_name": "Bench"},
            "subscribe_entities": None,
            "subscribe_events": None,
            "unsubscribe_events": None,
            "call_service": {"context": {"id": "01"}},
            **{f"config/{part}_registry/list": [] for part in ("floor", "label")},
            "config/area_registry/list": [{"area_id": "study", "name": "Study"}],
            "config/device_registry/list": [
                {"id": "d1", "name": "Lamp", "area_id": "study", "config_entries": ["g1"]}
            ],
            "config/entity_registry/list": [
                {"entity_id": "light.desk", "unique_id": "1", "device_id": "d1", "platform": "x"},
                {"entity_id": "lock.door", "unique_id": "2", "platform": "x"},
            ],
        }
        if not is_foreign:
            self.answers["home/info"] = INFO
            self.answers["home/gateways/subscribe"] = None
            self.answers["home/gateways/types"] = []
        self.gateways: list[dict[str, object]] = []
        self.received: list[dict[str, Any]] = []
        self.connected_count = 0
        self._connections: dict[ServerConnection, list[tuple[int, str, Mapping[str, Any]]]] = {}
        self._server: Server | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.shut()

    async def open(self) -> None:
        """Accept connections, on the same port as before."""
        self._server = await serve(self._session, "127.0.0.1", self._port, compression=None)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Hang up and accept nobody."""
        if self._server is not None:
            self.cut()
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    @property
    def address(self) -> str:
        """What a client connects to."""
        return f"127.0.0.1:{self._port}"

    def sent(self, type_: str) -> list[dict[str, Any]]:
        """Return the commands of one type that came in."""
        return [message for message in self.received if message.get("type") == type_]

    def cut(self) -> None:
        """Break every connection without a word."""
        for socket in list(self._connections):
            socket.transport.abort()

    async def hang_up(self, code: int, reason: str = "") -> None:
        """Close every connection with a code."""
        for socket in list(self._connections):
            await socket.close(code, reason)

    async def push(self, type_: str, event: object, **wanted: object) -> None:
        """Send an event to every subscription of a type whose fields match."""
        for socket, subscriptions in list(self._connections.items()):
            for message_id, subscribed, fields in subscriptions:
                if subscribed == type_ and wanted.items() <= fields.items():
                    await send(socket, {"id": message_id, "type": "event", "event": event})

    async def push_raw(self, frame: str | bytes) -> None:
        """Send a frame as it is to everybody."""
        for socket in list(self._connections):
            await socket.send(frame)

    async def change(self, entity_id: str, state: str, at: float = 2000.0) -> None:
        """Change one state and tell who subscribed."""
        self.states[entity_id] = {**self.states[entity_id], "s": state, "lc": at}
        await self.push("subscribe_entities", {"c": {entity_id: {"+": {"s": state, "lc": at}}}})

    async def _session(self, socket: ServerConnection) -> None:
        try:
            await send(socket, {"type": "auth_required", "ha_version": "2024.3.3"})
            auth = msgspec.json.decode(await socket.recv())
            if auth.get("access_token") != self.token:
                await send(socket, {"type": "auth_invalid", "message": "Invalid access token"})
                return
            await send(socket, {"type": "auth_ok", "ha_version": "2024.3.3"})
            self.connected_count += 1
            self._connections[socket] = []
            async for frame in socket:
                await self._answer(socket, msgspec.json.decode(frame))
        except ConnectionClosed:
            return
        finally:
            self._connections.pop(socket, None)

    async def _answer(self, socket: ServerConnection, message: dict[str, Any]) -> None:
        self.received.append(message)
        message_id, type_ = message["id"], message["type"]
        if type_ == "ping" and type_ not in self.answers:
            await send(socket, {"id": message_id, "type": "pong"})
            return
        answer = self.answers.get(type_, UNKNOWN)
        if (
            self.is_foreign
            and type_ == "call_service"
            and message.keys() & {"expires_in", "cmd_id"}
        ):
            answer = Refusal("invalid_format", "extra keys not allowed @ data['expires_in']")
        if answer is NO_ANSWER:
            return
        await send(socket, result(message_id, answer))
        if "subscribe" in type_ and not isinstance(answer, Refusal):
            self._connections[socket].append((message_id, type_, message))
            await self._first_event(socket, message)

    async def _first_event(self, socket: ServerConnection, message: dict[str, Any]) -> None:
        event: object
        if message["type"] == "subscribe_entities":
            wanted: Iterable[str] = message.get("entity_ids") or self.states
            event = {"a": {name: self.states[name] for name in wanted if name in self.states}}
        elif message["type"] == "home/gateways/subscribe":
            event = {"gateways": self.gateways}
        else:
            return
        await send(socket, {"id": message["id"], "type": "event", "event": event})


def result(message_id: int, answer: object) -> dict[str, object]:
    """Return the result message an answer stands for."""
    if not isinstance(answer, Refusal):
        return {"id": message_id, "type": "result", "success": True, "result": answer}
    error = {k: v for k, v in msgspec.structs.asdict(answer).items() if v is not None}
    return {"id": message_id, "type": "result", "success": False, "error": error}


async def send(socket: ServerConnection, message: object) -> None:
    """Send one message, unless the peer has gone meanwhile."""
    try:
        await socket.send(msgspec.json.encode(message), text=True)
    except ConnectionClosed:
        return


async def until(condition: Any, limit_s: float = 5.0) -> None:
    """Wait until a condition over a peer's doings holds; fail the test when it never does."""
    async with asyncio.timeout(limit_s):
        while not condition():
            await asyncio.sleep(0.005)
