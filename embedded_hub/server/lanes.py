"""What waits for one client, and in which order it leaves. Pure; time comes in.

=======  ===========================================  =================================
lane     holds                                        when there is no room
=======  ===========================================  =================================
CONTROL  results, auth, pongs                         the session reads no more commands
VOICE    nothing: whoever has sound is asked for it   the source drops its oldest
NOTICE   events that must each arrive                 refused: the client is cut
STATE    which entities are out of date, no values    cannot happen: one name per entity
BULK     large results, in pieces                     the session reads no more commands
=======  ===========================================  =================================

A lane leaves only when those above it are empty, except that a message begun in fragments is
finished first, since a WebSocket cannot interleave data messages. The state lane holds names:
when its turn comes the newest values are read, so a slow client skips what it missed.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Protocol

from embedded_hub.model.ids import EntityId
from embedded_hub.server.bulk import Bulk
from embedded_hub.server.limits import ServerLimits

CATCH_UP_ENTITIES = 16
"""Entities per catch-up message, about 4 KB, so that a spoken word never waits long behind one."""


class Lane(IntEnum):
    """Lanes that hold messages, most urgent first."""

    CONTROL = 0
    NOTICE = 1


class VoiceSource(Protocol):
    """Holds the sound that waits for one client, little of it and the newest."""

    def take(self) -> bytes:
        """Return the next whole frame; empty when none waits."""


class StateSource(Protocol):
    """Reads newest values for a client that fell behind."""

    def newest(self, entity_ids: Sequence[EntityId]) -> bytes:
        """Return whole frames that bring these entities up to date; may be empty."""


class Lanes:
    """Everything one client has not been sent yet.

    ``take`` gives the next bytes to write; ``is_full`` says to accept nothing more from this
    client; ``stuck_at_s`` when to cut it.

    Args:
        limits: What the client may have waiting.
        bulk: Holds its long messages.
    """

    def __init__(self, limits: ServerLimits, bulk: Bulk) -> None:
        self._limits = limits
        self._bulk = bulk
        self._queues: tuple[deque[bytes], ...] = (deque(), deque())
        self._queued_bytes = 0
        self._stale: dict[StateSource, dict[EntityId, None]] = {}
        self._full_since_s: float | None = None
        self._voice: VoiceSource | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits, so that a shared frame may be written directly."""
        return not (
            self._voice is not None or self._stale or not self._bulk.is_empty or any(self._queues)
        )

    @property
    def waiting_bytes(self) -> int:
        """Bytes held for this client; names of stale entities not counted."""
        return self._queued_bytes + self._bulk.waiting_bytes

    @property
    def is_full(self) -> bool:
        """Whether the client must take something before it may ask for more."""
        return (
            self._queued_bytes >= self._limits.queued_bytes
            or self._bulk.waiting_bytes >= self._limits.queued_bytes
            or sum(map(len, self._queues)) >= self._limits.queued_messages
        )

    @property
    def stuck_at_s(self) -> float | None:
        """When to cut the client if it takes nothing until then; ``None`` while there is room."""
        return None if self._full_since_s is None else self._full_since_s + self._limits.stuck_s

    def free_at_s(self, now_s: float) -> float | None:
        """When something may leave although the client took nothing; ``None`` for never."""
        return self._bulk.free_at_s(now_s)

    def push(self, lane: Lane, frames: Sequence[bytes], now_s: float) -> bool:
        """Queue whole frames, all or none; False when notices found no room.

        Args:
            lane: Where they belong.
            frames: In their order; more urgent lanes may go between two of them.
            now_s: The time.
        """
        if lane is Lane.NOTICE and self.is_full:
            return False
        self._queues[lane].extend(frames)
        self._queued_bytes += sum(map(len, frames))
        self._note_fullness(now_s)
        return True

    def push_bulk(self, payload: bytes, now_s: float) -> None:
        """Queue one large text message."""
        self._bulk.push(payload)
        self._note_fullness(now_s)

    def mark_voice(self, source: VoiceSource) -> None:
        """Note that sound waits for the client."""
        self._voice = source

    def mark(self, source: StateSource, entity_ids: Iterable[EntityId]) -> None:
        """Note that these entities changed and the client has not been told."""
        self._stale.setdefault(source, {}).update(dict.fromkeys(entity_ids))

    def forget(self, source: StateSource) -> None:
        """The client no longer listens to this source."""
        self._stale.pop(source, None)

    def take(self, now_s: float) -> bytes:
        """Return the next bytes to write; empty when nothing waits."""
        if self._bulk.must_go_on:
            taken = self._bulk.take(now_s)
        else:
            taken = (
                self._take_queued(Lane.CONTROL)
                or self._take_voice()
                or self._take_queued(Lane.NOTICE)
                or (self._bulk.precedes_states and self._bulk.take(now_s))
                or self._take_state()
                or self._bulk.take(now_s)
            )
        # What is held back here is not the client's fault.
        if taken or self._bulk.free_at_s(now_s) is not None:
            self._full_since_s = now_s if self.is_full else None
        return taken

    def _note_fullness(self, now_s: float) -> None:
        if self._full_since_s is None and self.is_full:
            self._full_since_s = now_s

    def _take_queued(self, lane: Lane) -> bytes:
        queue = self._queues[lane]
        if not queue:
            return b""
        frames = queue.popleft()
        self._queued_bytes -= len(frames)
        return frames

    def _take_voice(self) -> bytes:
        if self._voice is None:
            return b""
        frames = self._voice.take()
        if not frames:
            self._voice = None
        return frames

    def _take_state(self) -> bytes:
        while self._stale:
            source, stale = next(iter(self._stale.items()))
            chosen = list(stale)[:CATCH_UP_ENTITIES]
            for entity_id in chosen:
                del stale[entity_id]
            # To the end of the row, so that one large subscription does not starve the others.
            del self._stale[source]
            if stale:
                self._stale[source] = stale
            if frames := source.newest(chosen):
                return frames
        return b""
