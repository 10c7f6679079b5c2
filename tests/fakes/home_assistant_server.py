"""A stand-in for Home Assistant's WebSocket API that replays a recorded home over a real socket.

It speaks as core 2024.3.3 did when ``tests/fixtures/home_assistant`` was recorded: the same
phases, shapes and order (a change before the result of the call that caused it).
"""

import asyncio
import copy
import itertools
import json
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

TOKEN = "a-long-lived-token"
DEMO_HOME = Path(__file__).parents[1] / "fixtures" / "home_assistant" / "demo_home.json"
_CALLS_AT = 1_795_440_000.0


def demo_home() -> dict[str, Any]:
    """Return the recorded home, free to be changed."""
    home: dict[str, Any] = json.loads(DEMO_HOME.read_text(encoding="utf-8"))
    return home


class HomeAssistantServer:
    """One Home Assistant on a port of its own. Made by :func:`home_assistant_server`."""

    def __init__(self, home: dict[str, Any], tls: ssl.SSLContext | None = None) -> None:
        self.home = home
        self._tls = tls
        self.version: str = home["ha_version"]
        self.calls: list[Mapping[str, Any]] = []
        self.is_answering_calls = True
        self.port = 0
        self._server: Server | None = None
        self._sessions: set[_Session] = set()
        self._context_numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """The address a person would paste."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def session_count(self) -> int:
        """How many clients have authenticated and are still there."""
        return len(self._sessions)

    async def start(self) -> None:
        """Listen, on the same port as before when it was stopped."""
        self._server = await serve(
            self._serve,
            "127.0.0.1",
            self.port,
            ssl=self._tls,
            max_size=2**24,
            close_timeout=0.1,
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """End every connection and listen no more."""
        if self._server is not None:
            self._server.close(code=1001, reason="stopping")
            await self._server.wait_closed()
            self._server = None

    def tell_nonsense(self) -> None:
        """Send a state event no Home Assistant would send."""
        self._tell_states({"c": {"light.bed_light": {"+": {"s": 5}}}})

    def freeze(self) -> None:
        """Read nothing more, as a machine that went to sleep; connections stay open."""
        for session in self._sessions:
            session.freeze()

    # --- what happens in the home --------------------------------------------------------------

    def set_state(self, entity_id: str, value: str, **attributes: object) -> None:
        """Change a state; ``None`` as an attribute's value stays, as it does there."""
        entry = self.home["states"][entity_id]
        entry["s"] = value
        entry["a"].update(attributes)
        change = {"s": value, "lc": _CALLS_AT, "c": self.new_context(), "a": attributes}
        entry.update(lc=change["lc"], c=change["c"])
        self._tell_states({"c": {entity_id: {"+": change}}})

    def add_entity(self, entity_id: str, value: str, entry: Mapping[str, Any] | None) -> None:
        """Add an entity, registered there when an entry is given."""
        if entry is not None:
            self.home["entities"].append({"entity_id": entity_id, **entry})
            self.tell_event("entity_registry_updated")
        state = {"s": value, "a": {}, "c": self.new_context(), "lc": _CALLS_AT}
        self.home["states"][entity_id] = state
        self._tell_states({"a": {entity_id: state}})

    def remove_entity(self, entity_id: str) -> None:
        """Remove an entity from registry and states."""
        entities = self.home["entities"]
        entities[:] = [entry for entry in entities if entry["entity_id"] != entity_id]
        self.tell_event("entity_registry_updated")
        self._drop_state(entity_id)

    def rename_entity_id(self, old: str, new: str) -> None:
        """Give an entity another id, in the order Home Assistant does it."""
        for entry in self.home["entities"]:
            if entry["entity_id"] == old:
                entry["entity_id"] = new
        self.tell_event("entity_registry_updated")
        state = self.home["states"][old]
        self._drop_state(old)
        self.home["states"][new] = state
        self._tell_states({"a": {new: state}})

    def tell_event(self, event_type: str) -> None:
        """Send an event without anything in it that matters."""
        for session in self._sessions:
            session.tell_event(event_type)

    def new_context(self) -> str:
        """Return the id of a context nobody has had."""
        return f"01M8CONTEXT{next(self._context_numbers):015d}"

    def _drop_state(self, entity_id: str) -> None:
        del self.home["states"][entity_id]
        self._tell_states({"r": [entity_id]})

    def _tell_states(self, event: Mapping[str, Any]) -> None:
        for session in self._sessions:
            session.tell_states(event)

    # --- connections ---------------------------------------------------------------------------

    async def _serve(self, connection: ServerConnection) -> None:
        session = _Session(self, connection)
        try:
            if not await session.authenticate():
                return
            self._sessions.add(session)
            await session.serve()
        except ConnectionClosed:
            return
        finally:
            self._sessions.discard(session)
            session.close()


class _Session:
    def __init__(self, server: HomeAssistantServer, connection: ServerConnection) -> None:
        self._server = server
        self._connection = connection
        self._outbox: asyncio.Queue[object] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None
        self._state_ids: list[int] = []
        self._event_ids: list[tuple[int, str]] = []
        self._last_id = 0
        self._is_coalescing = False

    async def authenticate(self) -> bool:
        version = {"ha_version": self._server.version}
        await self._connection.send(json.dumps({"type": "auth_required", **version}))
        message = json.loads(await self._connection.recv())
        if message != {"type": "auth", "access_token": TOKEN}:
            text = "Invalid access token or password"
            await self._connection.send(json.dumps({"type": "auth_invalid", "message": text}))
            return False
        await self._connection.send(json.dumps({"type": "auth_ok", **version}))
        return True

    async def serve(self) -> None:
        self._writer = asyncio.create_task(self._write())
        while True:
            message = json.loads(await self._connection.recv())
            if message["id"] <= self._last_id:
                self._refuse(message, "id_reuse", "Identifier values have to increase.")
                continue
            self._last_id = message["id"]
            self._handle(message)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()

    def freeze(self) -> None:
        self._connection.transport.pause_reading()

    def tell_event(self, event_type: str) -> None:
        for subscription, wanted in self._event_ids:
            if wanted == event_type:
                event = {"event_type": event_type, "data": {}, "origin": "LOCAL"}
                self._put({"id": subscription, "type": "event", "event": event})

    def tell_states(self, event: Mapping[str, Any]) -> None:
        for subscription in self._state_ids:
            self._put({"type": "event", "event": event, "id": subscription})

    async def _write(self) -> None:
        while True:
            messages = [await self._outbox.get()]
            while self._is_coalescing and not self._outbox.empty():
                messages.append(self._outbox.get_nowait())
            await self._connection.send(json.dumps(messages if messages[1:] else messages[0]))

    def _put(self, message: object) -> None:
        self._outbox.put_nowait(copy.deepcopy(message))

    def _answer(self, message: Mapping[str, Any], result: object = None) -> None:
        self._put({"id": message["id"], "type": "result", "success": True, "result": result})

    def _refuse(self, message: Mapping[str, Any], code: str, text: str) -> None:
        error = {"code": code, "message": text}
        self._put({"id": message["id"], "type": "result", "success": False, "error": error})

    def _handle(self, message: Mapping[str, Any]) -> None:
        home = self._server.home
        lists = {f"config/{one}_registry/list": one for one in ("area", "device", "entity")}
        plural = {"area": "areas", "device": "devices", "entity": "entities"}
        handlers: dict[str, Callable[[], None]] = {
            "ping": lambda: self._put({"id": message["id"], "type": "pong"}),
            "get_config": lambda: self._answer(message, home["config"]),
            "supported_features": lambda: self._set_features(message),
            "subscribe_entities": lambda: self._subscribe_entities(message),
            "subscribe_events": lambda: self._subscribe_events(message),
            "call_service": lambda: self._call_service(message),
        }
        kind = message["type"]
        if kind in lists:
            self._answer(message, home[plural[lists[kind]]])
        elif kind in handlers:
            handlers[kind]()
        else:
            self._refuse(message, "unknown_command", "Unknown command.")

    def _set_features(self, message: Mapping[str, Any]) -> None:
        self._answer(message)
        self._is_coalescing = bool(message["features"].get("coalesce_messages"))

    def _subscribe_entities(self, message: Mapping[str, Any]) -> None:
        self._answer(message)
        self._state_ids.append(message["id"])
        event = {"a": self._server.home["states"]}
        self._put({"id": message["id"], "type": "event", "event": event})

    def _subscribe_events(self, message: Mapping[str, Any]) -> None:
        self._event_ids.append((message["id"], message["event_type"]))
        self._answer(message)

    def _call_service(self, message: Mapping[str, Any]) -> None:
        self._server.calls.append(message)
        if not self._server.is_answering_calls:
            return
        domain, service = message["domain"], message["service"]
        entity_id = message["target"]["entity_id"]
        if (domain, service) == ("weather", "get_forecasts"):
            response = {entity_id: {"forecast": [{"temperature": 22.0}]}}
            self._answer(message, {"context": {"id": "c"}, "response": response})
            return
        if (domain, service) not in {("light", "turn_on"), ("light", "turn_off")}:
            self._refuse(message, "not_found", f"Service {domain}.{service} not found.")
            return
        service_data = message.get("service_data", {})
        if "bogus" in service_data:
            self._refuse(message, "invalid_format", "extra keys not allowed @ data['bogus']")
            return
        value = "on" if service == "turn_on" else "off"
        self._server.set_state(entity_id, value, **service_data)
        context = {"id": self._server.home["states"][entity_id]["c"]}
        self._answer(message, {"context": {**context, "parent_id": None, "user_id": "u"}})


@asynccontextmanager
async def home_assistant_server(
    home: dict[str, Any] | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[HomeAssistantServer]:
    """Run a stand-in with the recorded home, or another one, for one block."""
    server = HomeAssistantServer(demo_home() if home is None else home, tls)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
