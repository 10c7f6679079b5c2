"""Collects what a backend tells, and waits for what a test expects."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from desktop.backend.api import Backend, BackendEvent

_Kind = TypeVar("_Kind", bound=BackendEvent)


class Ears:
    """A listener that remembers everything."""

    def __init__(self, backend: Backend) -> None:
        self.heard: list[BackendEvent] = []
        self._news = asyncio.Event()
        self.stop = backend.subscribe(self._hear)

    def of(self, kind: type[_Kind]) -> list[_Kind]:
        return [event for event in self.heard if isinstance(event, kind)]

    async def wait_for(
        self, kind: type[_Kind], accepts: Callable[[_Kind], bool] = lambda _: True
    ) -> _Kind:
        """Return the first event of a kind that is accepted, past ones included."""
        async with asyncio.timeout(20):
            while True:
                for event in self.of(kind):
                    if accepts(event):
                        return event
                self._news.clear()
                await self._news.wait()

    def forget(self) -> None:
        self.heard.clear()

    def _hear(self, event: BackendEvent) -> None:
        self.heard.append(event)
        self._news.set()
