"""Notices that the machine slept: time passed that no tick saw."""

from embedded_hub.core.clock import Clock

TICK_S = 2.0
MISSING_S = 8.0
"""More than a busy machine delays a tick by."""


class SleepWatch:
    """Asked at every tick, says whether time went missing since the one before.

    Some systems stop the monotonic clock in sleep, so the wall clock is looked at too. Somebody
    setting that clock looks the same; what follows is a question to each peer, which harms nobody.

    Args:
        clock: Both clocks of the machine.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._monotonic_s = clock.monotonic_s()
        self._utc_s = clock.utc_s()

    def has_slept(self) -> bool:
        """Say whether more time passed since the last call than ticks are apart."""
        monotonic_s, utc_s = self._clock.monotonic_s(), self._clock.utc_s()
        passed_s = max(monotonic_s - self._monotonic_s, utc_s - self._utc_s)
        self._monotonic_s, self._utc_s = monotonic_s, utc_s
        return passed_s > TICK_S + MISSING_S
