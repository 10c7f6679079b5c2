"""Keeps what a driver begins together, so that its end is the end of all of it.

A driver, or a library it uses, may start tasks and callbacks and lose sight of them. Whose they
are follows from where they are begun, as with :mod:`embedded_hub.gateways.gateway_log`: a context
variable names the connection. What fails in one of them, and nobody asks for, ends that connection
as a failure of ``run`` itself would; what is still running at its end is cancelled.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Generator, Iterator, Mapping
from contextvars import Context, ContextVar
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, WeakSet

STOP_TIMEOUT_S = 5.0
"""A driver says goodbye within a second; one that never ends must not hold the home up."""

_T = TypeVar("_T")
_owner: ContextVar["DriverTasks | None"] = ContextVar("driver_tasks", default=None)
_watched: "WeakSet[asyncio.AbstractEventLoop]" = WeakSet()
_owners: "WeakKeyDictionary[asyncio.Future[Any], DriverTasks]" = WeakKeyDictionary()

_log = logging.getLogger(__name__)


class DriverTasks:
    """Everything one connection's driver has begun.

    Args:
        title: Whose, for the log.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._tasks: WeakSet[asyncio.Task[Any]] = WeakSet()
        self._abandoned: set[asyncio.Task[Any]] = set()
        self._failure: asyncio.Future[BaseException] | None = None

    async def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a driver until it ends, or until something it began fails; then end all of it.

        Raises:
            Exception: whatever the driver, or what it began, raised.
        """
        loop = asyncio.get_running_loop()
        _watch(loop)
        self._failure = failure = loop.create_future()
        with self.claimed():
            main = loop.create_task(work, name=f"{self._title}: driver")
        try:
            await asyncio.wait({main, failure}, return_when=asyncio.FIRST_COMPLETED)
            if not main.done():
                raise failure.result()
            return main.result()
        finally:
            failure.cancel()
            await self._end()

    @contextlib.contextmanager
    def claimed(self) -> Iterator[None]:
        """Take for this connection's what is begun within a block."""
        token = _owner.set(self)
        try:
            yield
        finally:
            _owner.reset(token)

    def add(self, task: "asyncio.Task[Any]") -> None:
        """Take note of a task that was begun."""
        self._tasks.add(task)
        _owners[task] = self

    def failed(self, error: BaseException) -> bool:
        """Take note of what nobody asked for; False when the connection is over already."""
        if self._failure is None or self._failure.done():
            return False
        self._failure.set_result(error)
        return True

    async def _end(self) -> None:
        running = {task for task in self._tasks if not task.done()}
        for task in running:
            task.cancel()
        if not running:
            return
        done, pending = await asyncio.wait(running, timeout=STOP_TIMEOUT_S)
        for task in done:
            if not task.cancelled() and (error := task.exception()) is not None:
                _log.debug("%s: %r at its end", self._title, error)
        for task in pending:
            _log.error("%s: its driver does not end: %s", self._title, task.get_name())
            self._abandoned.add(task)
            task.add_done_callback(self._abandoned.discard)


@contextlib.contextmanager
def unclaimed() -> Iterator[None]:
    """Leave to itself what is begun within a block: the home's own reaction to a report."""
    token = _owner.set(None)
    try:
        yield
    finally:
        _owner.reset(token)


def _watch(loop: asyncio.AbstractEventLoop) -> None:
    """See to it that tasks and failures of this loop find their connection."""
    if loop in _watched:
        return
    _watched.add(loop)
    make, tell = loop.get_task_factory(), loop.get_exception_handler()

    def begin(
        loop: asyncio.AbstractEventLoop,
        work: Coroutine[Any, Any, _T] | Generator[Any, None, _T],
        **how: Any,
    ) -> "asyncio.Future[_T]":
        task = make(loop, work, **how) if make else asyncio.Task(work, loop=loop, **how)
        given: Context | None = how.get("context")
        owner = given.get(_owner) if given is not None else _owner.get()
        if owner is not None and isinstance(task, asyncio.Task):
            owner.add(task)
        return task

    def handle(loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        owner, error = _owner_of(told), told.get("exception")
        if owner is not None and isinstance(error, Exception) and owner.failed(error):
            return
        if tell is not None:
            tell(loop, told)
        else:
            loop.default_exception_handler(told)

    loop.set_task_factory(begin)
    loop.set_exception_handler(handle)


def _owner_of(told: Mapping[str, Any]) -> DriverTasks | None:
    """Return whose failure a loop tells of: a task's or a future's, or a callback's."""
    begun = told.get("task") or told.get("future")
    if begun is not None and (owner := _owners.get(begun)) is not None:
        return owner
    # The loop has no public word for where a callback was scheduled; other loops have none at all.
    context = getattr(told.get("handle"), "_context", None)
    return context.get(_owner) if isinstance(context, Context) else None
