"""Background work with an owner."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Keeps a reference to each task it starts, and ends those left over.

    A command under way is not cut short when its client leaves: an action half sent is worse than
    an answer nobody reads. It is cut when the server stops.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a coroutine that handles its own errors."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self, grace_s: float) -> None:
        """Give what is under way a moment, then cancel it."""
        tasks = set(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
