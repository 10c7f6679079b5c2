"""Who is played what somebody says, as it is spoken."""

from collections.abc import Callable

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.burst import Burst
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.talk_groups import GroupKind

Partner = Callable[[str], str | None]
"""Returns the device that one is in a call with."""


class Hearing:
    """The rules of one home.

    Args:
        clock: The home's.
        minute: The minute of the day in the home's own time.
        partner: Who is in a call with whom.
    """

    def __init__(self, *, clock: Clock, minute: Callable[[], int], partner: Partner) -> None:
        self._clock = clock
        self._minute = minute
        self._partner = partner

    def is_for(self, burst: Burst, member: Member) -> bool:
        """Say whether somebody is played a talk burst now."""
        wish = burst.wish
        if member is burst.member or wish.group.kind is GroupKind.HOUSE:
            return False
        if not member.follows(wish.group) or not member.is_meant(wish.to):
            return False
        if self._partner(member.token_id) == burst.talking.device:
            # Who is in a call wants to hear it, in the same room and in quiet hours too.
            return member.ability.can_hear
        # Whoever speaks to a station on purpose may stand beside it.
        area_id = None if wish.group.station_id == member.token_id else burst.area_id
        return member.wants(wish.priority, area_id, self._clock.utc_s(), self._minute())
