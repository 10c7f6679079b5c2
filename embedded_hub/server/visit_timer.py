"""Lets guests' hours pass: looks twice a second while a guest with hours is connected."""

import asyncio

from embedded_hub.core.people import People

LOOKS_EVERY_S = 0.5
"""A room is lost within a second of its hour, whatever anybody does to the wall clock meanwhile."""


class VisitTimer:
    """Judges visitors' rights anew as time passes, and never while none is here."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        people.on_visitor = self._arm
        if people.has_visitors:
            self._arm()

    def close(self) -> None:
        """Stop looking."""
        self._people.on_visitor = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(LOOKS_EVERY_S, self._look)

    def _look(self) -> None:
        self._timer = None
        self._people.refresh()  # which asks for the next look where one is needed
