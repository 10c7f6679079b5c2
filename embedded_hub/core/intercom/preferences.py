"""When somebody wishes not to be spoken to; kept per person, the same on all of their devices."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from embedded_hub.model.voice import TalkPriority
from embedded_hub.protocol.commands.voice import QuietSpan
from embedded_hub.voice.rights import QuietHours


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """What one person chose."""

    dnd_until: float | None = None
    """Do not disturb until then, seconds UTC."""
    quiet: tuple[QuietSpan, ...] = ()
    volume: float = 1.0
    autoplay: bool = True
    transcripts: bool = True
    language: str | None = None
    same_area_mute: bool = True
    """Play nothing that is said in the room the device stands in."""

    @property
    def quiet_hours(self) -> tuple[QuietHours, ...]:
        """When it is quiet, to reckon with."""
        return tuple(
            QuietHours(
                from_minute=span.from_minute,
                to_minute=span.to_minute,
                allow_priority=TalkPriority(span.allow_priority),
            )
            for span in self.quiet
        )

    def lowest_priority(self, at: float, minute: int) -> TalkPriority:
        """Return how urgent talk must be to be played; an emergency always is.

        Args:
            at: Now, seconds UTC.
            minute: Now, minutes since local midnight.
        """
        if self.dnd_until is not None and at < self.dnd_until:
            return TalkPriority.EMERGENCY
        covering = (hours for hours in self.quiet_hours if hours.covers(minute))
        return max((hours.allow_priority for hours in covering), default=TalkPriority.ROUTINE)


def zone_named(name: str) -> tzinfo:
    """Return a time zone, or UTC where the system does not know it. May block."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # Windows knows none by itself
        return UTC


def is_zone(name: str) -> bool:
    """Say whether the system knows a time zone of that name. May block."""
    return name == "UTC" or zone_named(name) is not UTC


def minute_of_day(at: float, zone: tzinfo) -> int:
    """Return the minutes since local midnight."""
    local = datetime.fromtimestamp(at, zone)
    return local.hour * 60 + local.minute
