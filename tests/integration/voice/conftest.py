"""A server with an intercom behind it, and raw clients that talk and listen."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import connect

from embedded_hub.core.people import Role
from embedded_hub.model.voice import Frame
from embedded_hub.protocol.voice_frame import decode_message, encode_frame
from embedded_hub.voice.stream import FrameStamper
from tests.integration.server.conftest import Bench, Client

WAIT_S = 5.0
TOC = 0x78
"""The first byte of an Opus packet of 20 ms, mono, full band."""


def packet(number: int) -> bytes:
    """Make a packet one can tell from all others; nobody decodes it."""
    return bytes((TOC,)) + number.to_bytes(4) + bytes(51)


def spoken(count: int, first: int = 0) -> list[Frame]:
    """Make frames as a talker stamps them."""
    stamper = FrameStamper(clock=48_000)
    return [stamper.stamp(packet(first + number)) for number in range(count)]


class VoiceClient(Client):
    """A raw client with an ear; what it hears is kept by handler."""

    def __init__(self, client: Client, user_id: str) -> None:
        super().__init__(client.socket)
        self.user_id = user_id
        self.heard: dict[int, list[Frame]] = {}
        self.messages: list[bytes] = []
        self.hello_id = 0

    async def receive(self) -> Any:
        """Return the next text message; binary ones are kept."""
        while True:
            async with asyncio.timeout(WAIT_S):
                message = await self.socket.recv()
            if isinstance(message, str):
                return msgspec.json.decode(message)
            self._hear(message)

    def _hear(self, message: bytes) -> None:
        heard = decode_message(message)
        self.messages.append(message)
        self.heard.setdefault(heard.handler, []).extend(heard.frames)

    async def hello(self, **fields: Any) -> Any:
        """Say what it can do."""
        answer = await self.call("voice/hello", **{"encode": ["opus"], "decode": ["opus"]} | fields)
        self.hello_id = self._id
        return answer

    async def told(self, type_: str) -> Any:
        """Return the next voice event of a type, passing over others."""
        while True:
            for event in self.events:
                if event["id"] == self.hello_id and event["event"]["type"] == type_:
                    self.events.remove(event)
                    return event["event"]
            await self._sort()

    async def hears(self, handler: int, count: int) -> Sequence[Frame]:
        """Return the frames of a stream once there are so many."""
        async with asyncio.timeout(WAIT_S):
            while len(self.heard.get(handler, ())) < count:
                message = await self.socket.recv()
                if isinstance(message, bytes):
                    self._hear(message)
                else:
                    self._keep(msgspec.json.decode(message))
        return self.heard[handler]

    async def say(self, handler: int, frames: Sequence[Frame]) -> None:
        """Send frames at once, one message each."""
        for frame in frames:
            await self.socket.send(encode_frame(handler, frame))

    async def talk(self, channel: str = "all", **fields: Any) -> Any:
        """Ask for the floor and return the answer."""
        return await self.call("voice/talk", channel=channel, **fields)


Join = Callable[..., Awaitable[VoiceClient]]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = Bench()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def join(bench: Bench) -> AsyncIterator[Join]:
    """Bring in somebody of a role who hears everything meant for them."""
    async with contextlib.AsyncExitStack() as stack:

        async def enter(
            role: Role = Role.FAMILY,
            *areas: str,
            name: str | None = None,
            token: str | None = None,
            is_following: bool = True,
            **ability: Any,
        ) -> VoiceClient:
            token = token or await bench.token(role, *areas, name=name)
            options = connect(bench.server.hub_url, max_size=None, compression=None)
            plain = Client(await stack.enter_async_context(options))
            assert (await plain.auth(token))["type"] == "auth_ok"
            principal = await bench.home.people.authenticate(token)
            assert principal is not None
            client = VoiceClient(plain, principal.user.id)
            await client.hello(**ability)
            if is_following:
                await client.call("voice/subscribe")
            return client

        yield enter
