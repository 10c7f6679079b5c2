"""The protocol browsers are driven by, as much as tests need: commands, answers, events.

Chromium's DevTools and the WebDriver BiDi of Firefox look the same from here.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

ANSWER_S = 30.0


class DevToolsError(Exception):
    """The browser refused a command."""


class DevTools:
    """One connection to a browser, shared by its pages; each page is a session in it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listeners: dict[str, Callable[[str, dict[str, Any]], None]] = {}
        self._reading = asyncio.create_task(self._read(), name="devtools")

    @classmethod
    async def connect(cls, url: str) -> "DevTools":
        """Connect to ``ws://…/devtools/browser/…``."""
        return cls(await connect(url, max_size=None, compression=None, ping_interval=None))

    async def close(self) -> None:
        """End the connection; the browser goes on."""
        await self._socket.close()
        await self._reading

    async def call(self, method: str, session: str | None = None, /, **params: Any) -> Any:
        """Carry out a command and return its result.

        Raises:
            DevToolsError: the browser says why not.
        """
        self._number += 1
        number = self._number
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        await self._socket.send(msgspec.json.encode(message), text=True)
        async with asyncio.timeout(ANSWER_S):
            told = await answer
        if "error" in told:
            error = told["error"]
            why = told.get("message") if isinstance(error, str) else error.get("message")
            raise DevToolsError(f"{method}: {why}")
        return told["result"]

    def listen(self, session: str, listener: Callable[[str, dict[str, Any]], None]) -> None:
        """Call this with the name and the parameters of every event of a session."""
        self._listeners[session] = listener

    async def _read(self) -> None:
        try:
            async for raw in self._socket:
                self._take(msgspec.json.decode(raw))
        except ConnectionClosed:
            pass
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(DevToolsError("the browser is gone"))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            answer = self._answers.pop(message["id"])
            if not answer.done():
                answer.set_result(message)
        elif (listener := self._listeners.get(message.get("sessionId", ""))) is not None:
            listener(message["method"], message["params"])
