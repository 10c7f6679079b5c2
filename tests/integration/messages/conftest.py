"""People of one home who write to each other over real sockets."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from websockets.asyncio.client import connect

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench, Client


class Writer(Client):
    """A raw client that follows messages, and knows who it is."""

    def __init__(self, client: Client, token: str, user_id: str) -> None:
        super().__init__(client.socket)
        self.token = token
        self.user_id = user_id
        self.unread: dict[str, Any] = {}
        self._nonces = 0

    async def write(self, channel: str, text: str, **fields: Any) -> Any:
        """Send a message and return it as it was kept."""
        self._nonces += 1
        return await self.call(
            "message/send", **{"nonce": f"{self._nonces}"} | fields, channel=channel, text=text
        )

    async def told(self, type_: str) -> Any:
        """Return the next event of a type, passing over others."""
        while True:
            event = await self.event()
            if event["type"] == type_:
                return event

    async def texts(self, **fields: Any) -> list[str]:
        """Return what the timeline holds, newest first."""
        listed = await self.call("message/list", **fields)
        return [one["text"] for one in listed["messages"]]


Come = Callable[..., Awaitable[Writer]]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = Bench()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def come(bench: Bench) -> AsyncIterator[Come]:
    """Bring in somebody by role or token, who follows messages."""
    async with contextlib.AsyncExitStack() as stack:

        async def enter(
            name: str = "Anna",
            role: Role = Role.FAMILY,
            *areas: str,
            token: str | None = None,
            is_following: bool = True,
        ) -> Writer:
            token = token or await bench.token(role, *areas, name=name)
            way = connect(bench.server.hub_url, max_size=None, compression=None)
            plain = Client(await stack.enter_async_context(way))
            assert (await plain.auth(token))["type"] == "auth_ok"
            principal = await bench.home.people.authenticate(token)
            assert principal is not None
            writer = Writer(plain, token, principal.user.id)
            if is_following:
                writer.unread = (await writer.call("message/subscribe"))["unread"]
            return writer

        yield enter
