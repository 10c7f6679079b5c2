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

A lane leaves only when those above it are empty, except that a message begun in pieces is
finished first, since a WebSocket cannot interleave data messages. The state lane holds names:
when its turn comes the newest values are read, so a slow client skips what it missed.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Protocol

from embedded_hub.model.ids import EntityId
from embedded_hub.server.frames import text_pieces
from embedded_hub.server.limits import ServerLimits

CATCH_UP_ENTITIES = 32
"""Entities per catch-up message, about 8 KB, so that a result never waits long behind one."""


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
    """

    def __init__(self, limits: ServerLimits) -> None:
        self._limits = limits
        self._queues: tuple[deque[bytes], ...] = (deque(), deque())
        self._queued_bytes = 0
        self._stale: dict[StateSource, dict[EntityId, None]] = {}
        self._bulk: deque[bytes] = deque()
        self._bulk_bytes = 0
        self._pieces: Iterator[bytes] = iter(())
        self._next_piece: bytes | None = None
        self._full_since_s: float | None = None
        self._voice: VoiceSource | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits, so that a shared frame may be written directly."""
        return not (
            self._voice is not None
            or self._next_piece is not None
            or self._stale
            or self._bulk
            or any(self._queues)
        )

    @property
    def waiting_bytes(self) -> int:
        """Bytes held for this client; names of stale entities not counted."""
        return self._queued_bytes + self._bulk_bytes

    @property
    def is_full(self) -> bool:
        """Whether the client must take something before it may ask for more."""
        return (
            self._queued_bytes >= self._limits.queued_bytes
            or self._bulk_bytes >= self._limits.queued_bytes
            or sum(map(len, self._queues)) >= self._limits.queued_messages
        )

    @property
    def stuck_at_s(self) -> float | None:
        """When to cut the client if it takes nothing until then; ``None`` while there is room."""
        return None if self._full_since_s is None else self._full_since_s + self._limits.stuck_s

    def push(self, lane: Lane, frames: bytes, now_s: float) -> bool:
        """Queue whole frames; False when a notice found no room and was not taken."""
        queue = self._queues[lane]
        if lane is Lane.NOTICE and self.is_full:
            return False
        queue.append(frames)
        self._queued_bytes += len(frames)
        self._note_fullness(now_s)
        return True

    def push_bulk(self, payload: bytes, now_s: float) -> None:
        """Queue one large text message, to be framed in pieces."""
        self._bulk.append(payload)
        self._bulk_bytes += len(payload)
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
        taken = (
            self._take_piece()
            or self._take_queued(Lane.CONTROL)
            or self._take_voice()
            or self._take_queued(Lane.NOTICE)
            or self._take_state()
            or self._take_bulk()
        )
        if taken:
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

    def _take_bulk(self) -> bytes:
        if not self._bulk:
            return b""
        self._pieces = text_pieces(self._bulk.popleft())
        self._next_piece = next(self._pieces)
        return self._take_piece()

    def _take_piece(self) -> bytes:
        piece = self._next_piece
        if piece is None:
            return b""
        self._next_piece = next(self._pieces, None)
        self._bulk_bytes = max(0, self._bulk_bytes - len(piece))
        if self._next_piece is None and not self._bulk:
            self._bulk_bytes = 0
        return piece
