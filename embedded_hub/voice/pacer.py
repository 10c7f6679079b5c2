"""How fast to play, so that the playout delay comes back to its target.

::

    excess = delay - target              speed, until
    over 200 ms                          1.15, excess is 0
    over one frame for 500 ms            1.1, excess is 0
    half a frame below for 500 ms        0.9, excess is 0
    else                                 1

Too little is noticed sooner than too much, because a whole frame below the target late frames
begin to be missed.

Speech at 1.15 is understood without effort and keeps its pitch; 0.9 and 1.1 go unnoticed.
"""

from collections import deque

from embedded_hub.model.voice import FRAME_S

CATCH_UP_SPEED = 1.15
SHRINK_SPEED = 1.1
GROW_SPEED = 0.9
CATCH_UP_OVER_S = 0.2
_WINDOW = 25
"""Frames played in 500 ms. A sound card asks in bursts, so no single excess is believed."""


class Pacer:
    """Chooses the speed frame by frame."""

    def __init__(self) -> None:
        self._speed = 1.0
        self._excesses: deque[float] = deque(maxlen=_WINDOW)

    def speed(self, excess_s: float) -> float:
        """Return the speed for the next frame."""
        self._excesses.append(excess_s)
        if excess_s > CATCH_UP_OVER_S:
            self._speed = CATCH_UP_SPEED
        elif self._speed == 1.0:
            self._speed = self._chosen()
        elif (excess_s <= 0) == (self._speed > 1.0):
            self._speed = 1.0
            self._excesses.clear()
        return self._speed

    def _chosen(self) -> float:
        if len(self._excesses) < _WINDOW:
            return 1.0
        if min(self._excesses) > FRAME_S:
            return SHRINK_SPEED
        if max(self._excesses) < -FRAME_S / 2:
            return GROW_SPEED
        return 1.0
