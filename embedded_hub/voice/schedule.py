"""When to send what is stored: to one who came late, and to one who listens again.

Both get frames that exist already, faster than they would be spoken or just as fast, and never
all at once: other things go over the same socket, and a listener who stops should not have paid
for the rest. So a lead is sent at once, and then as much as the player uses up.

::

    late joiner   from the first frame, at 1.15, until level with the talker; then live
    replay        from anywhere, at the listener's speed, to the end
"""

from embedded_hub.model.voice import FRAME_S

CATCH_UP_SPEED = 1.15
LEAD_S = 0.5
_ROUNDING = 1e-6


class SendSchedule:
    """Which stored frames of one burst one listener gets when.

    Args:
        now_s: When it starts.
        speed: How fast the listener plays them.
        first: The frame to begin with.
        lead_s: How much is sent ahead of the player.
    """

    def __init__(
        self,
        now_s: float,
        *,
        speed: float = CATCH_UP_SPEED,
        first: int = 0,
        lead_s: float = LEAD_S,
    ) -> None:
        self._speed = speed
        self._lead_s = lead_s
        self._since_s = now_s
        self._from = first
        self._sent = first

    @property
    def next_frame(self) -> int:
        """The first frame that was not sent yet."""
        return self._sent

    def due(self, now_s: float, available: int) -> range:
        """Return which frames to send now, and count them as sent.

        Args:
            now_s: The time.
            available: How many frames of the burst exist by now.
        """
        wanted_s = self._lead_s + (now_s - self._since_s) * self._speed
        until = min(available, self._from + int(wanted_s / FRAME_S + _ROUNDING))
        due = range(self._sent, max(self._sent, until))
        self._sent = due.stop
        return due

    def is_level(self, available: int) -> bool:
        """Say whether everything there is was sent.

        For a late joiner the moment to hand over: from here on it gets what the others get.
        """
        return self._sent >= available

    def next_due_s(self, available: int) -> float | None:
        """When the next frame is due, or None when everything was sent."""
        if self.is_level(available):
            return None
        ahead_s = (self._sent + 1 - self._from) * FRAME_S - self._lead_s
        return self._since_s + max(0.0, ahead_s / self._speed)

    def seek(self, frame: int, now_s: float) -> None:
        """Go on from another frame; what is on its way already the listener throws away."""
        self._from = self._sent = max(0, frame)
        self._since_s = now_s
