"""What was said in the home the fake backend shows."""

import math
from typing import Literal

from desktop.backend.voice import Entry
from embedded_hub.model.voice import BurstId, StreamId, TalkGroupId
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_answers import ChannelEntry
from embedded_hub.protocol.voice_events import (
    CanHear,
    FloorChanged,
    MessageKept,
    PresenceChanged,
    StreamStart,
    Talking,
    TranscriptChanged,
)

MINUTE_S, HOUR_S, DAY_S = 60.0, 3600.0, 86_400.0
PEOPLE = {"anna": "Anna", "tom": "Tom", "mia": "Mia", "karl": "Grandpa Karl"}
LEASE_MS = 500
Kind = Literal["all", "room", "group", "direct"]

Line = tuple[str, str, float, float, str, str]
"""Channel, user, seconds ago, seconds long (0 is written), text, who heard it."""
LINES: tuple[Line, ...] = (
    ("all", "karl", DAY_S + 2 * HOUR_S, 6.4, "I have picked the apples, come and fetch some.",
     "anna tom mia"),
    ("all", "anna", DAY_S + 1.9 * HOUR_S, 0.0, "Lovely, we will be there on Sunday.", "karl"),
    ("all", "tom", 3 * HOUR_S, 4.2, "I will be home at six, shall I bring bread?", "anna mia"),
    ("all", "anna", 2.9 * HOUR_S, 3.1, "Yes please, the dark one.", "tom"),
    ("all", "mia", 40 * MINUTE_S, 0.0, "Can somebody let the cat in?", "anna"),
    ("all", "tom", 12 * MINUTE_S, 7.3,
     "The cat is in. She brought a mouse, so please leave the kitchen door shut.", "mia"),
    ("all", "mia", 6 * MINUTE_S, 2.2, "", "tom"),
    ("area:kitchen", "mia", 5 * HOUR_S, 2.6, "Is there any tea left?", "anna"),
    ("area:kitchen", "anna", 4.9 * HOUR_S, 1.8, "In the blue tin.", "mia tom"),
    ("user:tom", "tom", 26 * MINUTE_S, 3.7, "Could you open the gate for me?", "anna"),
    ("user:tom", "anna", 25 * MINUTE_S, 1.4, "It is open.", "tom"),
)  # fmt: skip


def channels() -> list[ChannelEntry]:
    """Return whom one can talk to."""
    rooms = (("kitchen", "Kitchen", 1), ("living", "Living room", 2), ("bedroom", "Bedroom", 0))
    return [
        _channel("all", "Everyone", "all", 4),
        *(_channel(f"area:{area}", name, "room", online) for area, name, online in rooms),
        _channel("group:grown_ups", "Grown-ups", "group", 2, ("anna", "tom")),
        _channel("user:tom", "Tom", "direct", 2),
        _channel("user:mia", "Mia", "direct", 1),
        _channel("user:karl", "Grandpa Karl", "direct", 0),
    ]


def entries(now: float) -> list[Entry]:
    """Return every conversation, oldest first.

    Args:
        now: Seconds UTC; the last thing was said some minutes before.
    """
    return [_entry(number, line, now) for number, line in enumerate(LINES)]


def presence() -> tuple[PresenceChanged, ...]:
    """Return who can hear."""
    return (
        _presence("anna", "desk", "This computer", "live", 40.0),
        _presence("tom", "phone", "Tom's phone", "live", 85.0),
        _presence("tom", "tablet", "Kitchen tablet", "live", 60.0, "kitchen"),
        _presence("mia", "phone2", "Mia's phone", "dnd", None),
        _presence("karl", "panel", "Hall panel", "offline", None, "hall"),
    )


def speaking(now: float) -> StreamStart:
    """Return somebody who speaks to everyone, since a moment ago."""
    return StreamStart(
        stream=StreamId(41),
        handler=7,
        channel=TalkGroupId("all"),
        talking=talking("tom"),
        codec="opus",
        rate=48_000,
        frame_ms=20,
        priority=0,
        message=BurstId("live"),
        clock0=0,
        started_at=now - 4.0,
    )


def understood() -> TranscriptChanged:
    """Return what was understood of it so far."""
    return TranscriptChanged(
        message=BurstId("live"),
        rev=3,
        text="Dinner is ready in ten min",
        stable=18,
        final=False,
        lang="en",
    )


def floor(now: float) -> FloorChanged:
    """Return the floor as it stands while somebody speaks."""
    return FloorChanged(
        channel=TalkGroupId("all"),
        state="taken",
        holder=talking("tom"),
        since=now - 4.0,
        lease_ms=LEASE_MS,
        queue=("mia",),
    )


def talking(user: str, device: str = "phone") -> Talking:
    """Return somebody as one who talks."""
    return Talking(user=user, name=PEOPLE[user], device=device)


def shape(seed: int, count: int) -> tuple[int, ...]:
    """Make up the shape of a sound: syllables that rise and fall."""
    return tuple(
        round(235 * abs(math.sin(0.9 * at + seed) * math.sin(0.23 * at + 2 * seed)) + 12)
        for at in range(count)
    )


def _entry(number: int, line: Line, now: float) -> Entry:
    channel, user, ago_s, long_s, text, readers = line
    message, at = BurstId(f"m{number}"), now - ago_s
    heard_by = tuple(readers.split())
    is_known = user == "anna" or "anna" in heard_by
    if not long_s:
        return TextMessage(
            message=message,
            channel=TalkGroupId(channel),
            conversation=TalkGroupId(channel),
            writer=talking(user),
            at=at,
            text=text,
            read_by=heard_by,
            is_read=is_known,
        )
    return MessageKept(
        message=message,
        channel=TalkGroupId(channel),
        talking=talking(user),
        at=at,
        duration_ms=round(long_s * 1000),
        bytes=round(long_s * 3000),
        peaks=shape(number, 64),
        text=text or None,
        heard_by=heard_by,
        is_heard=is_known,
        is_kept=number == 0,
    )


def _channel(
    channel: str, name: str, kind: Kind, online: int, members: tuple[str, ...] = ()
) -> ChannelEntry:
    return ChannelEntry(
        channel=TalkGroupId(channel),
        name=name,
        kind=kind,
        can="talk",
        priority_max=3,
        online=online,
        is_followed=True,
        members=members,
    )


def _presence(
    user: str, device: str, name: str, can: CanHear, m2e_ms: float | None, area: str | None = None
) -> PresenceChanged:
    return PresenceChanged(
        user=user,
        name=PEOPLE[user],
        device=device,
        device_name=name,
        area=area,
        can_hear=can,
        buffer_ms=m2e_ms,
        m2e_ms=m2e_ms,
    )
