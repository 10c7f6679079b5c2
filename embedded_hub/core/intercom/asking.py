"""Requests for a floor, and what they end in."""

from collections.abc import Container

import msgspec

from embedded_hub.core.intercom.burst import Burst, Wish
from embedded_hub.core.intercom.member import Member
from embedded_hub.model.voice import TalkerId
from embedded_hub.voice.floor_events import Denied, FloorEvent, Granted, Queued


class Asking(msgspec.Struct, kw_only=True):
    """A request for a floor that was not denied: waiting, then granted."""

    member: Member
    talker: TalkerId
    """Its name on the floor, under which it asked."""
    wish: Wish
    request_id: int
    handler: int
    burst: Burst | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a request ended in at once: a burst, a place in the queue, or a denial."""

    burst: Burst | None = None
    handler: int | None = None
    granted: Granted | None = None
    queued: Queued | None = None
    denied: Denied | None = None


def unused(own: Container[int], reserved: Container[int], wished: int | None) -> int:
    """Return the number a talker wishes for its frames, or another where that is in use."""
    if wished is not None and wished not in own and wished not in reserved:
        return wished
    return next(one for one in range(1, 256) if one not in own and one not in reserved)


def is_answer(event: FloorEvent, talker: TalkerId, request_id: int) -> bool:
    """Say whether a floor's decision is the answer to one request."""
    return (
        isinstance(event, Granted | Denied | Queued)
        and event.talker == talker
        and event.request_id == request_id
    )
