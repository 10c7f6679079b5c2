"""How many messages a gateway may send: a bucket that fills at the promised rate. Pure."""

BURST_S = 2.0
"""Seconds of the promised rate that may come at once, such as after a reconnect."""
CUT_AFTER = 20.0
"""Seconds of the promised rate that may be refused in a row before the connection is cut."""


class RateLimit:
    """Counts messages of one connection against its limit.

    Args:
        per_s: Messages a second the gateway was promised.
        now_s: Monotonic time of its making; it starts full.
    """

    def __init__(self, per_s: float, now_s: float) -> None:
        self._per_s = per_s
        self._left = per_s * BURST_S
        self._filled_at_s = now_s
        self._refused = 0
        self._told_at_s: float | None = None

    def admits(self, now_s: float) -> bool:
        """Say whether one more message may pass, and count it."""
        self._left = min(
            self._per_s * BURST_S, self._left + (now_s - self._filled_at_s) * self._per_s
        )
        self._filled_at_s = now_s
        if self._left < 1:
            self._refused += 1
            return False
        self._left -= 1
        self._refused = max(0, self._refused - 1)
        return True

    def give_back(self) -> None:
        """Take the message just judged as never sent: it was an answer to one of ours."""
        self._left = min(self._per_s * BURST_S, self._left + 1)
        self._refused = max(0, self._refused - 1)

    def tells(self, now_s: float) -> bool:
        """Say whether to answer a refusal: once a second, or the answers are a flood of ours."""
        if self._told_at_s is not None and now_s - self._told_at_s < 1:
            return False
        self._told_at_s = now_s
        return True

    @property
    def is_abused(self) -> bool:
        """Whether the gateway does not listen."""
        return self._refused > self._per_s * CUT_AFTER
