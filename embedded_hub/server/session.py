"""One client's conversation: who is it, then commands in and exactly one result for each out.

::

    auth_required ──auth──▶ auth_ok ──commands──▶ …        (a wrong token: auth_invalid, close 1000)
                  ──pair──▶ paired, close 1000             (a wrong code: pair_failed, try again)
                            a typed code: pair_confirm, until the owner has agreed elsewhere

What breaks JSON or UTF-8 ends the connection (1008, 1007); what is only a wrong command costs its
own result. A fault of ours becomes ``unknown_error`` and the session goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Literal, TypeVar

from websockets.exceptions import ConnectionClosed

from embedded_hub.core.pairing import VALID_FOR_S
from embedded_hub.core.people import Role
from embedded_hub.core.sessions import Ending, LiveSession
from embedded_hub.errors import (
    HomewireError,
    IdReuse,
    InvalidFormat,
    NotAllowed,
    QuotaExceeded,
    StorageError,
    Unauthorized,
)
from embedded_hub.protocol.base import Command
from embedded_hub.protocol.codec import (
    Auth,
    Pair,
    Rejected,
    Unparsable,
    decode_commands,
    decode_first,
    encode,
    encode_error,
    encode_result,
)
from embedded_hub.protocol.commands.connection import Ping, SupportedFeatures
from embedded_hub.protocol.commands.home import HomeInfo
from embedded_hub.protocol.failures import HA_VERSION, error_body
from embedded_hub.server.caller import Caller, Subscribed
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.config import HubInfo
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.feed import HomeFeed
from embedded_hub.server.gatekeeper import Admitted, Gatekeeper, Paired
from embedded_hub.server.in_clear import ALLOWED as ALLOWED_IN_CLEAR
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.outbox import Outbox

_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)
DONE = 1000
BAD_MESSAGE: Literal[1008] = 1008
INTERNAL_ERROR = 1011
COME_AGAIN = 1012
REVOKED = 4001
TOO_MANY_TRIES = 4008
TOO_LATE = 4408
_COMMANDS_PER_TURN = 16
"""Of one session, before others get their turn."""
_FOR_EVERYBODY = (Ping, SupportedFeatures, HomeInfo)
"""What even a gateway's token may ask here."""
_UNKNOWN_ERROR = {"code": "unknown_error", "message": "Unknown error"}

FeedOf = Callable[[Admitted], HomeFeed]


class SessionCounts:
    """What all sessions of a server count together."""

    def __init__(self) -> None:
        self.commands = 0
        self.ignored_binary = 0
        self.faults = 0


class Session:
    """Serves one connection until it ends.

    Args:
        connection: The open WebSocket.
        limits: What the client may cost.
        gatekeeper: Judges its token.
        feed_of: Gives the live side of the home the token opens.
        table: Answers commands.
        info: What the hub says of itself.
        counts: Where to count.
    """

    def __init__(
        self,
        connection: WireConnection,
        *,
        limits: ServerLimits,
        gatekeeper: Gatekeeper,
        feed_of: FeedOf,
        table: CommandTable,
        info: HubInfo,
        counts: SessionCounts,
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._gatekeeper = gatekeeper
        self._feed_of = feed_of
        self._table = table
        self._info = info
        self._counts = counts
        self._outbox = Outbox(connection, limits)
        self._last_id = 0
        self._turn = 0
        self._running = 0

    async def run(self) -> None:
        """Serve until the connection ends. Never raises for what a client does."""
        try:
            self._send({"type": "auth_required", "ha_version": HA_VERSION})
            admitted = await self._let_in()
            if admitted is not None:
                await self._serve(admitted)
        except ConnectionClosed:
            pass
        except Unparsable as error:
            self._connection.end(error.close_code, error.message)
        except StorageError as error:
            _LOG.error("a token could not be judged or kept: %s", error)
            self._connection.end(INTERNAL_ERROR, "the home's records cannot be reached")
        finally:
            self._outbox.close()

    # --- the auth phase -----------------------------------------------------------------------

    async def _let_in(self) -> Admitted | None:
        try:
            async with asyncio.timeout(self._limits.auth_s) as limit:
                while self._connection.is_open:
                    first = await self._first_message()
                    if isinstance(first, Auth):
                        return await self._judge(first.access_token)
                    if first is not None:
                        await self._pair(first, limit)
        except TimeoutError:
            self._connection.end(TOO_LATE, "no token in time")
        return None

    async def _first_message(self) -> Auth | Pair | None:
        message = await self._connection.recv()
        if isinstance(message, bytes):
            raise Unparsable("the first message must be text", BAD_MESSAGE)
        try:
            return decode_first(message.encode())
        except InvalidFormat as error:
            self._refuse(f"Auth message incorrectly formatted: {error.message}")
            return None

    async def _judge(self, token: str) -> Admitted | None:
        verdict = await self._gatekeeper.judge(self._connection.address, token)
        if isinstance(verdict, Admitted):
            return verdict
        if verdict.retry_after_s > 0:
            wait = f"{verdict.retry_after_s:.0f} s"
            self._send({"type": "auth_invalid", "message": f"Too many tries; wait {wait}"})
            self._connection.end(TOO_MANY_TRIES, wait)
        else:
            self._refuse("Invalid access token or password")
        return None

    async def _pair(self, message: Pair, limit: asyncio.Timeout) -> None:
        def ask(words: tuple[str, ...]) -> None:
            # A person looks for another screen now; the offer ends by itself.
            limit.reschedule(asyncio.get_running_loop().time() + VALID_FOR_S)
            self._send({"type": "pair_confirm", "words": words})

        address = self._connection.address
        judging = self._gatekeeper.pair(address, message.code, message.name, ask)
        verdict = await self._while_here(judging)
        if isinstance(verdict, Paired):
            told = {"token": verdict.token, "role": verdict.role, "device_id": verdict.device_id}
            self._send({"type": "paired", **told, "ca_spki": self._info.reach().pin})
            self._connection.end(DONE)
            return
        self._send({"type": "pair_failed", "left": verdict.tries_left})
        if verdict.retry_after_s > 0:
            self._connection.end(TOO_MANY_TRIES, f"{verdict.retry_after_s:.0f} s")

    async def _while_here(self, work: Coroutine[None, None, _T]) -> _T:
        """Wait for something for as long as the client does."""
        task = asyncio.ensure_future(work)
        gone = asyncio.ensure_future(self._connection.wait_closed())
        try:
            await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise self._connection.close_exc
        finally:
            gone.cancel()
            if not task.done():
                task.cancel()
                await asyncio.wait((task,))

    def _refuse(self, message: str) -> None:
        self._send({"type": "auth_invalid", "message": message})
        self._connection.end(DONE)

    # --- commands -----------------------------------------------------------------------------

    async def _serve(self, admitted: Admitted) -> None:
        feed = self._feed_of(admitted)
        is_private = self._connection.is_private
        caller = Caller(feed, admitted.principal, self._outbox, self._info, is_private=is_private)
        self._connection.trust()
        live = LiveSession(
            token_id=admitted.principal.token_id,
            user_id=admitted.principal.user.id,
            address=self._connection.address,
            since_at=caller.home.clock.utc_s(),
            end=self._end,
        )
        caller.home.sessions.enter(live)
        expiry = self._end_when_due(caller)
        try:
            self._send({"type": "auth_ok", "ha_version": HA_VERSION})
            while True:
                await self._outbox.room()
                await self._take(caller, await self._connection.recv())
        finally:
            caller.home.sessions.leave(live)
            caller.close()
            if expiry is not None:
                expiry.cancel()

    def _end_when_due(self, caller: Caller) -> asyncio.TimerHandle | None:
        """Let the session end with its token, not at its next connection."""
        ends_at = caller.home.people.expires_at(caller.principal.token_id)
        if ends_at is None:
            return None
        left_s = max(0.0, ends_at - caller.home.clock.utc_s())
        return asyncio.get_running_loop().call_later(left_s, self._end, Ending.REVOKED)

    def _end(self, why: Ending) -> None:
        match why:
            case Ending.REVOKED:
                self._connection.end(REVOKED, "this token was revoked")
            case Ending.OTHER_ROLE:
                self._connection.end(COME_AGAIN, "what you may do here has changed")

    async def _take(self, caller: Caller, message: str | bytes) -> None:
        if isinstance(message, bytes):
            if caller.audio.receive(message):
                return
            if caller.voice is None:
                self._counts.ignored_binary += 1
            else:
                caller.voice.receive(message)
            return
        for command in decode_commands(message.encode()):
            await self._outbox.room()
            self._answer(caller, command)
            # Messages that came in one go are all here already: nothing else would make us wait.
            self._turn = (self._turn + 1) % _COMMANDS_PER_TURN
            if self._turn == 0:
                await asyncio.sleep(0)

    def _answer(self, caller: Caller, command: Command | Rejected) -> None:
        self._counts.commands += 1
        message_id = command.id
        if message_id is None:
            self._fail(None, InvalidFormat("Message incorrectly formatted."))
            return
        if message_id <= self._last_id:
            self._fail(message_id, IdReuse("Identifier values have to increase."))
            return
        self._last_id = message_id
        if isinstance(command, Rejected):
            self._fail(message_id, command.error)
        elif isinstance(command, Ping):
            self._send({"id": message_id, "type": "pong"})
        elif caller.principal.role is Role.GATEWAY and not isinstance(command, _FOR_EVERYBODY):
            self._fail(message_id, Unauthorized("a gateway's token cannot be used here"))
        elif not caller.is_private and type(command) not in ALLOWED_IN_CLEAR:
            why = "this needs an encrypted connection"
            self._fail(message_id, NotAllowed(why, details={"reason": "not_encrypted"}))
        else:
            self._dispatch(caller, command)

    def _dispatch(self, caller: Caller, command: Command) -> None:
        if (quick := self._table.quick_handler(command)) is not None:
            try:
                self._succeed(caller, command.id, quick(caller, command))
            except Exception as error:  # noqa: BLE001 - the session boundary
                self._report(command, error)
        elif (slow := self._table.slow_handler(command)) is not None:
            if self._running >= self._limits.running_commands:
                self._fail(command.id, QuotaExceeded("too many commands under way"))
            else:
                self._running += 1
                caller.feed.tasks.start(self._wait(caller, command, slow(caller, command)))

    async def _wait(self, caller: Caller, command: Command, answer: Awaitable[object]) -> None:
        try:
            self._succeed(caller, command.id, await answer)
        except Exception as error:  # noqa: BLE001 - the session boundary
            self._report(command, error)
        finally:
            self._running -= 1

    # --- answers ------------------------------------------------------------------------------

    def _succeed(self, caller: Caller, message_id: int, result: object) -> None:
        if isinstance(result, Subscribed):
            caller.require_room(result.names)
            self._outbox.send(encode_result(message_id, result.result))
            caller.begin(message_id, result)
        else:
            self._outbox.send(encode_result(message_id, result))

    def _report(self, command: Command, error: Exception) -> None:
        if isinstance(error, HomewireError):
            self._fail(command.id, error)
            return
        self._counts.faults += 1
        _LOG.error("%s failed", type(command).__name__, exc_info=error)
        self._outbox.send(encode_error(command.id, _UNKNOWN_ERROR))

    def _fail(self, message_id: int | None, error: HomewireError) -> None:
        self._outbox.send(encode_error(message_id, error_body(error)))

    def _send(self, message: object) -> None:
        self._outbox.send(encode(message))
