"""A hub as a program of its own, and a canary that feels whether it still serves."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.client import ClientConnection, connect

MiB = 1024 * 1024


class Hub:
    """A running ``homewire-hub serve``."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path, ready: Any) -> None:
        self.process = process
        self.folder = folder
        self.url: str = ready["url"]
        self.gateway_url: str = ready["gateway_url"]
        self.port = int(self.url.split(":")[2].split("/")[0])
        self.owner = (folder / "token").read_text().split()[0]

    @property
    def is_alive(self) -> bool:
        """Whether the program still runs."""
        return self.process.poll() is None

    @property
    def memory(self) -> int:
        """Bytes of memory it holds."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    @property
    def log(self) -> str:
        """What it has written to standard error."""
        return (self.folder / "log").read_text(errors="replace")

    def token(self, role: str, *words: str) -> str:
        """A new token, made beside the running hub as a person would."""
        made = subprocess.run(
            [*_PROGRAM, "token", "--data", str(self.folder / "data"), "--role", role, *words],
            capture_output=True,
            check=True,
            text=True,
        )
        return made.stdout.strip()


_PROGRAM = (sys.executable, "-m", "embedded_hub")


@contextmanager
def running(folder: Path, *words: str, data: Path | None = None) -> Iterator[Hub]:
    """Start a hub with the demo home, and stop it."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(*_PROGRAM, "serve", "--port", "0", "--data", str(data or folder / "data")),
                *("--token-file", str(folder / "token"), "--demo", "--test-echo", *words),
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, "PYTHONWARNINGS": "error"},
        )
        assert process.stdout is not None
        try:
            yield Hub(process, folder, json.loads(process.stdout.readline()))
        finally:
            process.kill()
            process.communicate()


class Client:
    """A client that is as good as it gets."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.events: list[dict[str, Any]] = []
        self._last_id = 0
        self._answers: dict[int | None, dict[str, Any]] = {}

    async def hear(self) -> Any:
        """Read one frame and sort what it holds."""
        content = json.loads(await self.socket.recv())
        for message in content if isinstance(content, list) else [content]:
            if message["type"] == "event":
                self.events.append(message)
            else:
                self._answers[message.get("id")] = message
        return content

    async def ask(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._last_id += 1
        message_id = self._last_id
        await self.socket.send(json.dumps({"id": message_id, "type": type_, **fields}))
        async with asyncio.timeout(20):
            while message_id not in self._answers:
                await self.hear()
        return self._answers.pop(message_id)

    async def result(self, type_: str, **fields: Any) -> Any:
        """The result of a command that succeeds."""
        answer = await self.ask(type_, **fields)
        assert answer["success"], answer
        return answer["result"]

    async def code(self, type_: str, **fields: Any) -> str:
        """The code of a command that fails; ``ok`` when it does not."""
        answer = await self.ask(type_, **fields)
        return "ok" if answer["success"] else str(answer["error"]["code"])


@asynccontextmanager
async def enter(hub: Hub, token: str | None = None) -> AsyncIterator[Client]:
    """Connect and authenticate."""
    async with connect(
        hub.url, compression=None, ping_interval=None, max_size=None, proxy=None
    ) as socket:
        client = Client(socket)
        assert json.loads(await socket.recv())["type"] == "auth_required"
        await socket.send(json.dumps({"type": "auth", "access_token": token or hub.owner}))
        answer = json.loads(await socket.recv())
        assert answer["type"] == "auth_ok", answer
        yield client


def queued_s(pid: int) -> float:
    """Return how long the threads of a process were ready to run while no core was free.

    Zero where the system does not tell.
    """
    waited_ns = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # a thread that has just ended
            waited_ns += int(path.read_text("ascii").split()[1])
    return waited_ns / 1e9


class Canary:
    """A good client that lives through an attack and measures what it feels of it."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.worst_s = 0.0
        """The longest the hub let it wait for an answer or for a change of its own lamp."""
        self.memory_before = hub.memory
        self.growth = 0
        """The most memory the hub held above what it held before."""

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Count how long what follows takes, but not what a busy computer adds to it."""
        queued_before_s, began_s = self._queued_s(), time.monotonic()
        yield
        waited_s = time.monotonic() - began_s
        queued_s = max(0.0, self._queued_s() - queued_before_s)
        self.worst_s = max(self.worst_s, waited_s - queued_s)

    def _queued_s(self) -> float:
        return queued_s(self.hub.process.pid) + queued_s(os.getpid())

    async def _sing(self, client: Client) -> None:
        lamp = await self._lamp(client)
        await client.ask("subscribe_entities", entity_ids=[lamp])
        brightness = 10
        while True:
            with self._waiting():
                assert (await client.ask("ping"))["type"] == "pong"
            brightness = 10 + (brightness + 7) % 200
            client.events.clear()
            with self._waiting():
                answer = await client.ask(
                    "call_service",
                    domain="light",
                    service="turn_on",
                    target={"entity_id": lamp},
                    service_data={"brightness": brightness},
                )
                assert answer["success"], answer
                while not client.events:
                    await client.hear()
            self.growth = max(self.growth, self.hub.memory - self.memory_before)
            await asyncio.sleep(0.15)

    async def _lamp(self, client: Client) -> str:
        for state in await client.result("get_states"):
            if state["entity_id"].startswith("light.") and "brightness" in state["attributes"]:
                return str(state["entity_id"])
        raise AssertionError("no lamp in the demo home")


@asynccontextmanager
async def canary(hub: Hub) -> AsyncIterator[Canary]:
    """Let one live through what follows, then look how it is: fed within a second, hub slim."""
    one = Canary(hub)
    async with enter(hub) as client:
        singing = asyncio.create_task(one._sing(client))
        await asyncio.sleep(0.1)
        try:
            yield one
            await asyncio.sleep(0.1)
            if singing.done():
                await singing
        finally:
            singing.cancel()
            await asyncio.gather(singing, return_exceptions=True)
    assert hub.is_alive
    assert one.worst_s <= 1.0, f"the canary waited {one.worst_s:.2f} s"
    assert one.growth <= 64 * MiB, f"the hub grew by {one.growth / MiB:.0f} MB"
