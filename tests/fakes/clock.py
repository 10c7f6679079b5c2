"""A clock that moves when a test says so."""


class ManualClock:
    """Both of a home's clocks, standing still until :meth:`advance`."""

    def __init__(self, utc_s: float = 1_795_399_200.0) -> None:
        self._utc_s = utc_s
        self._monotonic_s = 1000.0

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        return self._monotonic_s

    def utc_s(self) -> float:
        """Seconds since 1970 UTC."""
        return self._utc_s

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self._monotonic_s += seconds
        self._utc_s += seconds

    def set_utc(self, utc_s: float) -> None:
        """Set the wall clock, as a person or a time server does."""
        self._utc_s = utc_s
