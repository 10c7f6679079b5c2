"""Time, as something handed in: deadlines run on ``monotonic_s``, people read ``utc_s``."""

import time
from typing import Protocol


class Clock(Protocol):
    """Where a home gets its time from."""

    def monotonic_s(self) -> float:
        """Seconds that never jump; only differences mean anything."""

    def utc_s(self) -> float:
        """Seconds since 1970 UTC; may jump when somebody sets the clock."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()

    def utc_s(self) -> float:
        """Seconds since 1970 UTC."""
        return time.time()
