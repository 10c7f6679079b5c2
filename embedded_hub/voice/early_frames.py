"""Frames that came before it was decided whether their talker may speak.

A talker sends at once, under the number it asked with. For half a second its frames are kept;
a grant plays them into the stream as if they had come after it, a denial throws them away.
"""

from embedded_hub.model.voice import FRAME_S, Frame

MAX_EARLY_S = 0.5
PREROLL_S = 0.3
MAX_EARLY_FRAMES = round((MAX_EARLY_S + PREROLL_S) / FRAME_S)
"""Half a second of talking and the pre-roll before it."""


class EarlyFrames:
    """What one request's talker has said so far.

    Args:
        now_s: When it asked.
    """

    def __init__(self, now_s: float) -> None:
        self._asked_s = now_s
        self._frames: list[Frame] = []
        self.dropped_count = 0
        """Frames beyond the half second; the decision took too long."""

    def add(self, frame: Frame, now_s: float) -> None:
        """Keep a frame, or count it as too many."""
        is_late = now_s - self._asked_s > MAX_EARLY_S
        if is_late or len(self._frames) >= MAX_EARLY_FRAMES:
            self.dropped_count += 1
        else:
            self._frames.append(frame)

    def take(self) -> list[Frame]:
        """Hand out what was kept, in order, and forget it."""
        frames, self._frames = self._frames, []
        return frames
