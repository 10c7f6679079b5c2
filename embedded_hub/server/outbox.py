"""The one writer of a connection: at once when the way is free, through lanes when it is not."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence

from websockets.protocol import State

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId
from embedded_hub.protocol.bulk_frame import MAX_PIECE_BYTES, decode_receipt
from embedded_hub.server.bulk import Fragments, Pieces
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.frames import WHOLE_MESSAGE_BYTES, text_frame
from embedded_hub.server.lanes import Lane, Lanes, StateSource, VoiceSource
from embedded_hub.server.limits import ServerLimits

_LOG = logging.getLogger(__name__)
TOO_SLOW = 1013


class Outbox:
    """Sends what a session and the fan-out have for one client, and keeps it bounded."""

    # Ten thousand of these are idle at once: what an idle one does not need, it does not hold.
    __slots__ = (
        "_check",
        "_connection",
        "_lanes",
        "_limits",
        "_loop",
        "_pieces",
        "_room",
        "heard_at_s",
    )

    def __init__(self, connection: WireConnection, limits: ServerLimits) -> None:
        self._connection = connection
        self._limits = limits
        self._loop = connection.loop
        self._lanes: Lanes | None = None
        """What waits; ``None`` while nothing does."""
        self._pieces: Pieces | None = None
        """How long messages leave; ``None`` for a client that takes no pieces."""
        self.heard_at_s = 0.0
        """When sound was last sent, on the loop's clock."""
        self._check: asyncio.TimerHandle | None = None
        self._room: asyncio.Event | None = None
        """Set when a full client has taken something; ``None`` while it is not full."""
        connection.on_drain = self._pump

    @property
    def is_open(self) -> bool:
        """Whether anything can still be sent."""
        return self._connection.is_open

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits and the transport takes more."""
        return not self._connection.paused and self._lanes is None

    @property
    def now_s(self) -> float:
        """The time on the loop's clock."""
        return self._loop.time()

    @property
    def waiting_bytes(self) -> int:
        """Bytes held here for the client."""
        return self._lanes.waiting_bytes if self._lanes is not None else 0

    def take_pieces(self, window_bytes: int) -> None:
        """From now on long messages leave in pieces, no more under way than the window."""
        if self._pieces is None:
            self._pieces = Pieces(window_bytes)
            self._connection.on_receipt = self._note_receipt

    @property
    def has_pieces(self) -> bool:
        """Whether long messages leave in pieces."""
        return self._pieces is not None

    def send(self, payload: bytes) -> None:
        """Send one text message: a result, an event's first answer, an auth message."""
        if not self._connection.is_open:
            return
        if len(payload) > self.whole_bytes:
            self._waiting().push_bulk(payload, self._loop.time())
            self._pump()
        else:
            self.send_frames(Lane.CONTROL, text_frame(payload))

    def send_event(self, payload: bytes) -> None:
        """Send one event that must arrive, and in its place among the others."""
        if self._pieces is None or len(payload) <= self.whole_bytes:
            self.send_frames(Lane.NOTICE, text_frame(payload))
        elif self._connection.is_open:
            self._queue(Lane.NOTICE, self._pieces.frames(payload))

    def send_frames(self, lane: Lane, frames: bytes) -> bool:
        """Send whole frames; False when the client is gone, or was too slow and has been cut."""
        if not self._connection.is_open:
            return False
        if self.is_clear:
            return self._connection.write(frames)
        return self._queue(lane, (frames,))

    def write(self, frames: bytes) -> bool:
        """Write whole frames past everything that waits; False when the client is gone.

        For what was chosen because :attr:`is_clear`, and must not be dropped on its way.
        """
        return self._connection.write(frames)

    def write_shared(self, frames: bytes) -> bool:
        """Write frames many clients share, if this one is in step; never queues.

        Called for every client at every change, hence on attributes alone: each call saved here
        is a twentieth of a delivery's cost.
        """
        connection = self._connection
        if connection.paused or self._lanes is not None:
            return False
        if connection.protocol.state is not State.OPEN:
            return False
        transport = connection.transport
        if transport.is_closing():
            return False
        transport.write(frames)
        return True

    def mark_voice(self, source: VoiceSource) -> None:
        """Have sound sent as soon as the client takes something, before all states."""
        if self._connection.is_open:
            self._waiting().mark_voice(source)
            self._pump()

    def mark(self, source: StateSource, entity_ids: Iterable[EntityId]) -> None:
        """Have the newest values of these entities sent when the client is ready for them."""
        if self._connection.is_open:
            self._waiting().mark(source, entity_ids)
            self._pump()

    def forget(self, source: StateSource) -> None:
        """Drop what this source still had for the client."""
        if self._lanes is not None:
            self._lanes.forget(source)
            self._watch(self._lanes)

    async def room(self) -> None:
        """Wait until the client has taken enough for another command to be read."""
        if self._room is not None:
            await self._room.wait()

    def cut(self, reason: str) -> None:
        """End a connection that does not keep up."""
        _LOG.info("cutting %s: %s", self._connection.address, reason)
        self.close()
        self._connection.end(TOO_SLOW, reason)

    def close(self) -> None:
        """Stop writing; whoever waits for room goes on and finds the connection closed."""
        self._connection.on_drain = self._connection.on_receipt = None
        self._lanes = None
        self._let_in()
        if self._check is not None:
            self._check.cancel()
            self._check = None

    @property
    def whole_bytes(self) -> int:
        """How long a message may be that leaves in one go."""
        return WHOLE_MESSAGE_BYTES if self._pieces is None else MAX_PIECE_BYTES

    def _note_receipt(self, message: bytes) -> None:
        if self._pieces is not None:
            with contextlib.suppress(RemoteProtocolError):  # a client that lies waits longer
                self._pieces.note_receipt(decode_receipt(message))
            self._pump()

    def _queue(self, lane: Lane, frames: Sequence[bytes]) -> bool:
        if not self._waiting().push(lane, frames, self._loop.time()):
            self.cut("too slow for its events")
            return False
        self._pump()
        return True

    def _waiting(self) -> Lanes:
        if self._lanes is None:
            bulk = self._pieces or Fragments(lambda: self.heard_at_s)
            self._lanes = Lanes(self._limits, bulk)
        return self._lanes

    def _pump(self) -> None:
        lanes = self._lanes
        if lanes is None:
            return
        while not self._connection.paused:
            frames = lanes.take(self._loop.time())
            if not frames or not self._connection.write(frames):
                break
        self._watch(lanes)

    def _watch(self, lanes: Lanes) -> None:
        if lanes.is_empty:
            self._lanes = None
        if lanes.stuck_at_s is None:
            self._let_in()
        elif self._room is None:
            self._room = asyncio.Event()
        due = [lanes.stuck_at_s, lanes.free_at_s(self._loop.time())]
        due_s = min((one for one in due if one is not None), default=None)
        if due_s is not None and (self._check is None or self._check.when() > due_s):
            if self._check is not None:
                self._check.cancel()
            self._check = self._loop.call_at(due_s, self._look)

    def _let_in(self) -> None:
        if self._room is not None:
            self._room.set()
            self._room = None

    def _look(self) -> None:
        self._check = None
        if not self.is_open:
            self.close()
        elif self._lanes is not None:
            stuck_at_s = self._lanes.stuck_at_s
            if stuck_at_s is not None and self._loop.time() >= stuck_at_s:
                self.cut("not reading")
            else:
                self._pump()
