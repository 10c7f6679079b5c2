"""Messages too long to leave in one go, waiting for one client. Pure; time comes in.

A client that named a *bulk window* gets each as many short messages
(:mod:`embedded_hub.protocol.bulk_frame`): everything more urgent goes between them, and no more of
them leave than the window before the client says that it has them. That bounds what waits in
buffers nobody here can see, of the kernels and of the boxes between: at 4 Mbit/s a window of
32 KB is 65 ms. Any other client gets fragments of one message, which must be finished once begun;
hence none is begun while somebody speaks to that client, for some seconds at least.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

from embedded_hub.protocol.bulk_frame import COUNT_MASK, HEADER, MAX_PIECE_BYTES, encode_pieces
from embedded_hub.server.frames import binary_frame, text_pieces

RECEIPT_WAIT_S = 0.5
"""Without a receipt for so long the next piece goes anyway: a client whose receipts cannot be
read, because it must first take what waits for it, would otherwise wait for ever."""
SPEECH_GAP_S = 0.3
"""Nothing heard for so long: nobody speaks."""
SPEECH_WAIT_S = 10.0
"""How long a message that cannot be cut waits for silence."""


class Bulk(Protocol):
    """Long messages in the order they were given."""

    @property
    def waiting_bytes(self) -> int:
        """Bytes held."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to send."""

    @property
    def must_go_on(self) -> bool:
        """Whether nothing else may be sent before the next ``take``."""

    @property
    def precedes_states(self) -> bool:
        """Whether states wait until these are gone, because a list of them may be among these."""

    def push(self, payload: bytes) -> None:
        """Take one text message."""

    def take(self, now_s: float) -> bytes:
        """Return the next bytes to write; empty when there are none, or not yet."""

    def free_at_s(self, now_s: float) -> float | None:
        """When to ask again although nobody took anything; ``None`` for never."""


class Fragments:
    """For clients that know nothing of pieces.

    Args:
        heard_at_s: When this client was last sent sound, on the same clock as all times here.
    """

    precedes_states = True

    def __init__(self, heard_at_s: Callable[[], float]) -> None:
        self._heard_at_s = heard_at_s
        self._payloads: deque[bytes] = deque()
        self._frames: Iterator[bytes] = iter(())
        self._next: bytes | None = None
        self._asked_at_s: float | None = None
        """Since when the next message waits for its turn."""
        self.waiting_bytes = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to send."""
        return self._next is None and not self._payloads

    @property
    def must_go_on(self) -> bool:
        """Whether a message is begun."""
        return self._next is not None

    def push(self, payload: bytes) -> None:
        """Take one text message."""
        self._payloads.append(payload)
        self.waiting_bytes += len(payload)

    def take(self, now_s: float) -> bytes:
        """Return the next fragment."""
        if self._next is None and self._payloads:
            if self._asked_at_s is None:
                self._asked_at_s = now_s
            if self._silent_at_s() > now_s:
                return b""
            self._asked_at_s = None
            self._frames = text_pieces(self._payloads.popleft())
            self._next = next(self._frames)
        if (taken := self._next) is None:
            return b""
        self._next = next(self._frames, None)
        self.waiting_bytes = 0 if self.is_empty else max(0, self.waiting_bytes - len(taken))
        return taken

    def free_at_s(self, now_s: float) -> float | None:
        """When the next message may begin although somebody speaks."""
        if self._asked_at_s is None or self._next is not None:
            return None
        return max(now_s, self._silent_at_s())

    def _silent_at_s(self) -> float:
        since_s = self._asked_at_s or 0.0
        return min(self._heard_at_s() + SPEECH_GAP_S, since_s + SPEECH_WAIT_S)


class Pieces:
    """For one client with a bulk window; lives as long as its connection.

    Args:
        window_bytes: How much may be under way.
    """

    must_go_on = False
    precedes_states = False

    def __init__(self, window_bytes: int) -> None:
        self._window_bytes = window_bytes
        self._payloads: deque[bytes] = deque()
        self._pieces: Iterator[bytes] = iter(())
        self._next: bytes | None = None
        self._transfer = 0
        self._sent_bytes = 0
        self._received_bytes = 0
        self._sent_at_s = 0.0
        self.waiting_bytes = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to send."""
        return self._next is None and not self._payloads

    def push(self, payload: bytes) -> None:
        """Take one text message."""
        self._payloads.append(payload)
        self.waiting_bytes += len(payload)

    def frames(self, payload: bytes) -> list[bytes]:
        """Frame one message in pieces that must keep their place among others.

        They count as under way at once, so that what :meth:`take` gives stands back for them.
        """
        self._sent_bytes += len(payload)
        return [binary_frame(piece) for piece in self._cut(payload)]

    def take(self, now_s: float) -> bytes:
        """Return the next piece, if the client has room for it."""
        if self._next is None and self._payloads:
            self._pieces = self._cut(self._payloads.popleft())
            self._next = next(self._pieces)
        if (piece := self._next) is None or self._blocked_until_s(now_s) > now_s:
            return b""
        size = len(piece) - HEADER.size
        self._sent_bytes += size
        self._sent_at_s = now_s
        self.waiting_bytes -= size
        self._next = next(self._pieces, None)
        return binary_frame(piece)

    def free_at_s(self, now_s: float) -> float | None:
        """When the next piece goes even without a receipt."""
        if self.is_empty:
            return None
        until_s = self._blocked_until_s(now_s)
        return until_s if until_s > now_s else None

    def note_receipt(self, received_bytes: int) -> None:
        """The client has so much; one that claims more than it was sent is not believed."""
        gained = (received_bytes - self._received_bytes) & COUNT_MASK
        if gained <= self._sent_bytes - self._received_bytes:
            self._received_bytes += gained

    def _blocked_until_s(self, now_s: float) -> float:
        under_way = self._sent_bytes - self._received_bytes
        if under_way + MAX_PIECE_BYTES <= self._window_bytes:
            return now_s
        return self._sent_at_s + RECEIPT_WAIT_S

    def _cut(self, payload: bytes) -> Iterator[bytes]:
        self._transfer += 1
        return encode_pieces(self._transfer, payload)
