"""Who is there, and can hear: as far as somebody may know."""

from collections.abc import Callable, Iterable

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.talk_groups import TalkGroup
from embedded_hub.core.people import Principal, Role
from embedded_hub.protocol.voice_events import PresenceChanged

NOBODY_SEES = (Role.GUEST, Role.GATEWAY)
"""Who is not told where others are."""


class Attendance:
    """What is said of everybody's presence.

    Args:
        members: Everybody there.
        clock: The home's.
        minute: The minute of the day in the home's own time.
    """

    def __init__(
        self, *, members: Callable[[], Iterable[Member]], clock: Clock, minute: Callable[[], int]
    ) -> None:
        self._members = members
        self._clock = clock
        self._minute = minute

    def presence(self, principal: Principal) -> list[PresenceChanged]:
        """Say who is there, as far as somebody may know."""
        seen = {}
        for member in self._members():
            # Whoever follows nothing only looks in.
            if member.channels and _may_see(principal, member):
                seen[member.token_id] = self._of(member)
        return list(seen.values())

    def online(self, group: TalkGroup) -> int:
        """Count the devices that hear a channel now; of a station, whether it does."""
        now, minute = self._clock.utc_s(), self._minute()
        there = {
            member.token_id
            for member in self._members()
            if group.station_id in (None, member.token_id)
            and member.follows(group)
            and member.can_hear(now, minute) == "live"
        }
        return len(there)

    def tell(self, about: Member) -> None:
        """Tell those who may know how somebody can be reached now."""
        event = self._of(about)
        for member in self._members():
            if _may_see(member.principal, about):
                member.ear.tell(event)

    def _of(self, about: Member) -> PresenceChanged:
        # One device may be there several times; it hears when any of its connections does.
        same = [one for one in self._members() if one.token_id == about.token_id and one.channels]
        now, minute = self._clock.utc_s(), self._minute()
        can = {one.can_hear(now, minute) for one in same}
        return PresenceChanged(
            user=about.user_id,
            name=about.principal.user.name,
            device=about.token_id,
            device_name=about.ability.device_name,
            area=about.ability.area_id,
            can_hear="live" if "live" in can else "dnd" if "dnd" in can else "offline",
            buffer_ms=about.buffer_ms,
            m2e_ms=about.m2e_ms,
        )


def _may_see(principal: Principal, about: Member) -> bool:
    return principal.role not in NOBODY_SEES or principal.user.id == about.user_id
