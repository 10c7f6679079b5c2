"""One listener's way through one talk burst.

::

    IN_STEP   every message goes out as it comes, the same bytes for all
    BEHIND    bundles, faster than spoken, whenever the way is clear; at the edge: IN_STEP
    AFTER     too slow for live sound: nothing now, a replay of the whole once it is over

Whoever comes late begins BEHIND at the first frame. So does a replay, which has a handler of its
own and therefore never gets in step with others.
"""

from enum import Enum

from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.track import LateTrack, Track
from embedded_hub.model.voice import FRAME_S, StreamId
from embedded_hub.voice.schedule import CATCH_UP_SPEED, SendSchedule

BUNDLES_EVERY_S = 0.1


class Step(Enum):
    """Where a listener is."""

    IN_STEP = "in_step"
    BEHIND = "behind"
    AFTER = "after"


class Following:
    """One listener of one talk burst.

    Args:
        member: Who listens.
        stream: The stream as this listener knows it.
        handler: The number in front of its frames.
        track: Where the frames come from: for all in step, or for this one alone while behind.
        first: The first frame to send.
        now_s: The time.
        speed: How fast frames are sent while behind.
        can_join: Whether it gets in step at the edge.
    """

    def __init__(
        self,
        member: Member,
        stream: StreamId,
        handler: int,
        track: Track | LateTrack,
        *,
        first: int,
        now_s: float,
        speed: float = CATCH_UP_SPEED,
        can_join: bool = True,
    ) -> None:
        self.member = member
        self.stream = stream
        self.handler = handler
        self.track: Track | LateTrack = track
        self.first = first
        self.can_join = can_join
        self.step = Step.IN_STEP if can_join and first == len(track) else Step.BEHIND
        self.schedule = SendSchedule(now_s, speed=speed, first=first)

    @property
    def behind_ms(self) -> int:
        """How much there is to catch up with."""
        return round((len(self.track) - self.first) * FRAME_S * 1000)

    @property
    def is_level(self) -> bool:
        """Whether everything there is was sent."""
        return self.schedule.is_level(len(self.track))
