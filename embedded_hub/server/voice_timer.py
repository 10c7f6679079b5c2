"""Lets an intercom's time pass: the one timer behind its floors, catch-up and replays."""

import asyncio

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.intercom import Intercom


class VoiceTimer:
    """Ticks one home's intercom when it asks for it, and never while nobody speaks."""

    def __init__(self, intercom: Intercom, clock: Clock) -> None:
        self._intercom = intercom
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._due_s: float | None = None
        intercom.on_wake = self._arm

    def close(self) -> None:
        """Stop ticking."""
        self._intercom.on_wake = None
        self._disarm()

    def _arm(self) -> None:
        due_s = self._intercom.next_tick_s
        if due_s is None:
            return
        if self._due_s is not None and self._due_s <= due_s:
            return  # a lease that was renewed meanwhile is looked at then
        self._disarm()
        self._due_s = due_s
        delay_s = max(0.0, due_s - self._clock.monotonic_s())
        self._timer = self._loop.call_later(delay_s, self._ring)

    def _ring(self) -> None:
        self._disarm()
        self._intercom.tick()
        self._arm()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._due_s = None
