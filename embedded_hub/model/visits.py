"""When a guest is welcome: days, hours and an end, reckoned in the home's own time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Annotated

import msgspec

DAY_MINUTES = 24 * 60
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]
"""0 is Monday."""
Minute = Annotated[int, msgspec.Meta(ge=0, le=DAY_MINUTES - 1)]
"""Since local midnight."""


class VisitHours(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"from_minute": "from", "to_minute": "to"},
):
    """On these days, from one minute to another; it may cross midnight into the next day.

    Equal minutes are a whole day.
    """

    days: Annotated[tuple[Weekday, ...], msgspec.Meta(min_length=1, max_length=7)]
    from_minute: Minute
    to_minute: Minute

    def covers(self, weekday: int, minute: int) -> bool:
        """Say whether a minute of a day of the week lies within."""
        if self.from_minute < self.to_minute:
            return weekday in self.days and self.from_minute <= minute < self.to_minute
        is_begun = weekday in self.days and minute >= self.from_minute
        return is_begun or ((weekday - 1) % 7 in self.days and minute < self.to_minute)


def is_welcome(
    hours: Sequence[VisitHours], expires_at: float | None, at: float, zone: tzinfo
) -> bool:
    """Say whether a visit is on: before its end, and in one of its hours where it has any.

    Args:
        hours: All of them; none means always.
        expires_at: When the visit ends for good, seconds UTC.
        at: Now, seconds UTC.
        zone: The home's own time.
    """
    if expires_at is not None and at >= expires_at:
        return False
    if not hours:
        return True
    # A clock that is years off must close a door, not break it.
    local = (datetime.fromtimestamp(0, UTC) + timedelta(seconds=at)).astimezone(zone)
    minute = local.hour * 60 + local.minute
    return any(span.covers(local.weekday(), minute) for span in hours)
