"""Whether somebody may speak to a talk group at all, before the floor is even asked.

::

    checked in this order    an emergency passes it
    listen_only              no: it is a matter of trust, not of manners
    muted                    no
    busy                     yes: they are in a call with somebody else
    offline                  yes: it is recorded and heard later
    quiet_hours              yes

"""

import msgspec

from embedded_hub.model.voice import DenyReason, TalkPriority

MINUTES_A_DAY = 24 * 60


class QuietHours(msgspec.Struct, frozen=True, kw_only=True):
    """A span of every day in which only the important gets through; it may cross midnight."""

    from_minute: int
    """Minutes since local midnight, included."""
    to_minute: int
    """Excluded; the same as ``from_minute`` means the whole day."""
    allow_priority: TalkPriority = TalkPriority.EMERGENCY

    def covers(self, minute: int) -> bool:
        """Say whether this minute of the day is in the span."""
        length = (self.to_minute - self.from_minute - 1) % MINUTES_A_DAY + 1
        return (minute - self.from_minute) % MINUTES_A_DAY < length


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a talker and its talk group when the key goes down."""

    may_talk: bool = True
    """The role and the talk group allow it; a guest or a child may only listen."""
    is_muted: bool = False
    """An operator silenced this talker."""
    is_engaged: bool = False
    """Whoever it is for is in a call with somebody else."""
    is_anyone_there: bool = True
    """Somebody can hear it now, or it is kept for those who cannot."""
    quiet: tuple[QuietHours, ...] = ()
    """Those of the talk group, or of the only listener."""
    minute: int = 0
    """Minutes since local midnight, now."""


def refusal(standing: Standing, priority: TalkPriority) -> DenyReason | None:
    """Say why somebody may not speak, or None."""
    if not standing.may_talk:
        return "listen_only"
    if standing.is_muted:
        return "muted"
    if priority is TalkPriority.EMERGENCY:
        return None
    if standing.is_engaged:
        return "busy"
    if not standing.is_anyone_there:
        return "offline"
    quiet = (one for one in standing.quiet if one.covers(standing.minute))
    return "quiet_hours" if any(priority < one.allow_priority for one in quiet) else None
