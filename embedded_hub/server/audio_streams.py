"""Plain sound from one client, as Home Assistant's voice clients send it.

Each binary message is a byte that says which stream, then 16-bit samples; the byte alone ends the
stream. The numbers come from the same 255 as those of talk bursts, so neither side takes what the
other has.
"""

from collections.abc import Callable, Container

from embedded_hub.errors import QuotaExceeded

Sink = Callable[[bytes], None]
"""Takes samples in the order sent; nothing at all is the end of them."""
MAX_STREAMS = 4


class AudioStreams:
    """The streams of one connection."""

    def __init__(self) -> None:
        self.handlers: dict[int, Sink] = {}
        """What is in use; others only look."""

    def require_room(self) -> None:
        """Pass while there may be another stream.

        Raises:
            QuotaExceeded: too many at once.
        """
        if len(self.handlers) >= MAX_STREAMS:
            raise QuotaExceeded(f"no more than {MAX_STREAMS} streams of sound at once")

    def open(self, sink: Sink, taken: Container[int]) -> int:
        """Give out the number of a new stream; a connection never has so many that none is left.

        Args:
            sink: Takes its sound.
            taken: Numbers this connection uses for something else.
        """
        free = (one for one in range(1, 256) if one not in self.handlers and one not in taken)
        handler = next(free)
        self.handlers[handler] = sink
        return handler

    def close(self, handler: int) -> None:
        """Take a number back; what still comes with it is passed over."""
        self.handlers.pop(handler, None)

    def receive(self, message: bytes) -> bool:
        """Take a binary message; False when it is of none of these streams."""
        sink = self.handlers.get(message[0]) if message else None
        if sink is None:
            return False
        sink(message[1:])
        return True
