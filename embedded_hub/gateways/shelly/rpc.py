"""Requests to one Shelly with their answers, and its notifications, over any socket."""

import asyncio
import itertools
import secrets
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

import msgspec

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.shelly.wire import (
    NOT_FOUND,
    UNAUTHORIZED,
    Challenge,
    Failure,
    Frame,
    auth_for,
    challenge_of,
    decode,
)

ANSWER_S = 5.0


class Socket(Protocol):
    """The part of a WebSocket used here: one we opened, or one the device opened."""

    async def recv(self) -> str | bytes:
        """Return the next message."""

    async def send(self, message: str) -> None:
        """Send one text message."""


class Rpc:
    """One connection to one device.

    Args:
        socket: Open.
        password: The device's, empty for none.
        source: How we call ourselves; notifications go to whoever asked once under a name.
    """

    def __init__(self, socket: Socket, password: str, source: str) -> None:
        self._socket = socket
        self._password = password
        self._source = source
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Frame]] = {}
        self._challenge: Challenge | None = None
        self.on_notification: Callable[[Frame], None] = lambda _: None
        """Gets each notification."""

    async def ask(
        self, method: str, params: dict[str, Any] | None = None, answer_s: float | None = None
    ) -> Any:
        """Make one request and return its result.

        Args:
            method: What is asked.
            params: Of what.
            answer_s: How long it may take; :data:`ANSWER_S` when left out.

        Raises:
            GatewayProtocolError: the device refused; ``details["code"]`` is its own number.
            GatewayAuthRequired: it wants a password, or another one.
            GatewayUnreachable: the connection ended, or no answer came in time.
        """
        answer = await self._exchange(method, params, answer_s or ANSWER_S)
        if answer.error is not None and answer.error.code == UNAUTHORIZED:
            if not self._password:
                raise GatewayAuthRequired("the device wants its password")
            self._challenge = challenge_of(answer.error)
            answer = await self._exchange(method, params, answer_s or ANSWER_S)
        if answer.error is not None:
            raise _refusal(answer.error)
        return answer.result

    async def read(self) -> NoReturn:
        """Read until the connection ends."""
        try:
            while True:
                frame = decode(await self._socket.recv())
                # Frames that came in one go are all here already: nothing else would make us wait.
                await asyncio.sleep(0)
                if frame.method is not None:
                    await self._hear(frame)
                    continue
                answer = self._waiting.get(frame.id) if isinstance(frame.id, int) else None
                if answer is not None and not answer.done():
                    answer.set_result(frame)
        finally:
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(GatewayUnreachable("the connection ended"))
                    answer.exception()  # its asker may be gone already

    async def _hear(self, frame: Frame) -> None:
        if frame.id is None:
            self.on_notification(frame)
            return
        refusal = {"code": NOT_FOUND, "message": "there is nothing to ask here"}
        answer = {"id": frame.id, "src": self._source, "dst": frame.src, "error": refusal}
        await self._socket.send(msgspec.json.encode(answer).decode())

    async def _exchange(self, method: str, params: dict[str, Any] | None, answer_s: float) -> Frame:
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "src": self._source, "method": method}
        if params is not None:
            message["params"] = params
        if self._challenge is not None:
            cnonce = secrets.randbelow(1 << 31)
            message["auth"] = auth_for(self._challenge, self._password, cnonce)
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(answer_s):
                await self._socket.send(msgspec.json.encode(message).decode())
                return await answer
        except TimeoutError as error:
            raise GatewayUnreachable(f"no answer to {method}") from error
        finally:
            self._waiting.pop(number, None)


def _refusal(failure: Failure) -> GatewayAuthRequired | GatewayProtocolError:
    if failure.code == UNAUTHORIZED:
        return GatewayAuthRequired("the password was refused")
    return GatewayProtocolError(failure.message[:255], details={"code": str(failure.code)})
