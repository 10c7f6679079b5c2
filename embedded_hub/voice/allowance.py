"""How many voice messages one connection may send: two streams and some, saved up while silent."""

MESSAGES_A_SECOND = 120.0
"""Two streams of 50 frames and some; a burst pays from what was saved."""
MESSAGES_SAVED = 500.0
"""Ten seconds of one stream, as a network that stood still delivers them."""


class MessageAllowance:
    """Counts one connection's messages; what is too much is left out and costs nobody else.

    Args:
        now_s: The time; it starts full.
    """

    def __init__(self, now_s: float) -> None:
        self._left = MESSAGES_SAVED
        self._filled_at_s = now_s

    def admits(self, now_s: float) -> bool:
        """Say whether one more message may pass, and count it."""
        saved = self._left + (now_s - self._filled_at_s) * MESSAGES_A_SECOND
        self._left, self._filled_at_s = min(saved, MESSAGES_SAVED), now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
