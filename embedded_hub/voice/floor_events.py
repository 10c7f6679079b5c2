"""What a floor decides, as values; the words are those of 3GPP MCPTT (TS 24.380)."""

from enum import Enum
from typing import Literal

import msgspec

from embedded_hub.model.voice import DenyReason, TalkerId, TalkPriority

RevokeReason = Literal["timeout", "preempted", "revoked", "silence", "disconnected"]


class FloorState(Enum):
    """How a floor stands; the values are the wire's."""

    IDLE = "idle"
    TAKEN = "taken"
    EMERGENCY = "emergency"


class FloorRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody presses the key."""

    talker: TalkerId
    request_id: int
    """Given back with the decision, which may come much later when it had to queue."""
    priority: TalkPriority = TalkPriority.ROUTINE
    can_queue: bool = False


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """The talker may speak, and must: without a frame the lease ends."""

    talker: TalkerId
    request_id: int
    priority: TalkPriority
    lease_s: float
    max_talk_s: float
    was_queued: bool = False
    """It waited. What it sent before it knew that may still be on the way, so its burst needs a
    number on its frames that the talker did not choose."""
    is_resumed: bool = False
    """It held the floor already: the same burst goes on, with what was left of its time."""


class Denied(msgspec.Struct, frozen=True, kw_only=True):
    """The talker may not speak and is not queued."""

    talker: TalkerId
    request_id: int
    reason: DenyReason
    holder: TalkerId | None = None
    since_s: float | None = None
    """When the holder got the floor, on the floor's clock."""
    retry_s: float | None = None
    """After this long it is worth asking again, at the latest."""


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """The talker waits; said again whenever its position changes."""

    talker: TalkerId
    request_id: int
    position: int
    """1 is next."""


class Cancelled(msgspec.Struct, frozen=True, kw_only=True):
    """The talker left the queue."""

    talker: TalkerId
    request_id: int


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """The holder gave the floor back."""

    talker: TalkerId
    request_id: int


class Revoked(msgspec.Struct, frozen=True, kw_only=True):
    """The holder lost the floor and must stop; what it still sends is not relayed."""

    talker: TalkerId
    request_id: int
    reason: RevokeReason
    by: TalkerId | None = None


class FloorStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody in the talk group may know; the last event of whatever changed it."""

    state: FloorState = FloorState.IDLE
    holder: TalkerId | None = None
    priority: TalkPriority = TalkPriority.ROUTINE
    since_s: float | None = None
    queue: tuple[TalkerId, ...] = ()


FloorEvent = Granted | Denied | Queued | Cancelled | Released | Revoked | FloorStatus
