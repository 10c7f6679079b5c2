"""Which function answers which command: one explicit table, typed by the command's Struct."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from embedded_hub.protocol.base import Command
from embedded_hub.server.caller import Caller

_C = TypeVar("_C", bound=Command)
QuickHandler = Callable[[Caller, Any], object]
SlowHandler = Callable[[Caller, Any], Awaitable[object]]


class CommandTable:
    """The handlers of every command.

    A quick handler answers at once, inside the session's loop; a slow one waits for a disk, a
    gateway or a thread and runs beside it. What either returns becomes the ``result``.
    """

    def __init__(self) -> None:
        self._quick: dict[type[Command], QuickHandler] = {}
        self._slow: dict[type[Command], SlowHandler] = {}

    def quick(self, command: type[_C], handler: Callable[[Caller, _C], object]) -> None:
        """Register a handler that answers at once."""
        self._check(command)
        self._quick[command] = handler

    def slow(self, command: type[_C], handler: Callable[[Caller, _C], Awaitable[object]]) -> None:
        """Register a handler that waits."""
        self._check(command)
        self._slow[command] = handler

    def quick_handler(self, command: Command) -> QuickHandler | None:
        """Return the handler of a command that is answered at once."""
        return self._quick.get(type(command))

    def slow_handler(self, command: Command) -> SlowHandler | None:
        """Return the handler of a command that waits."""
        return self._slow.get(type(command))

    def __contains__(self, command: type[Command]) -> bool:
        return command in self._quick or command in self._slow

    def _check(self, command: type[Command]) -> None:
        if command in self:
            raise TypeError(f"{command.__name__} has a handler already")
