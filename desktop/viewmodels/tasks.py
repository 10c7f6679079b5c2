"""Owns the asyncio tasks view models start, so that none is lost."""

import asyncio
import logging
from collections.abc import Coroutine

logger = logging.getLogger(__name__)


class TaskOwner:
    """Keeps a reference to every task until it ends, and ends them all on request."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def start(self, work: Coroutine[None, None, None], name: str) -> "asyncio.Task[None] | None":
        """Run a coroutine.

        After :meth:`close`, or where no event loop runs, it is dropped and ``None`` comes back.
        """
        loop = asyncio._get_running_loop()  # noqa: SLF001 - the public one raises
        if self._is_closed or loop is None:
            work.close()
            return None
        task = loop.create_task(_guarded(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A task cancelled before its first step never looks at what it was to do.
        task.add_done_callback(lambda _: work.close())
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        self._is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _guarded(work: Coroutine[None, None, None], name: str) -> None:
    try:
        await work
    except Exception:  # the boundary "view-model slot": one slot's bug must not end the window
        logger.exception("%s failed", name)
