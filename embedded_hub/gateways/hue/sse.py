"""Server-sent events, as the HTML standard defines their stream. Pure."""

import msgspec

MAX_EVENT_BYTES = 4 * 1024 * 1024
"""An event that says everything anew of a full bridge is 300 KB."""


class ServerEvent(msgspec.Struct, frozen=True):
    """One event."""

    data: str
    id: str
    """Where to go on after it; empty when the server never said."""


class EventReader:
    """Takes the stream in whatever pieces it comes."""

    def __init__(self) -> None:
        self.last_id = ""
        """Where to go on with a new stream."""
        self._rest = b""
        self._data: list[str] = []
        self._size = 0

    def feed(self, piece: bytes) -> list[ServerEvent]:
        """Take a piece and return the events that are complete now.

        Raises:
            ValueError: an event is larger than any.
        """
        self._rest += piece
        # A line feed may still be on its way after the last carriage return.
        has_half_end = self._rest.endswith(b"\r")
        text = self._rest[:-1] if has_half_end else self._rest
        lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop() + (b"\r" if has_half_end else b"")
        if self._size + len(self._rest) > MAX_EVENT_BYTES:
            raise ValueError("the event is too large")
        found = (self._line(line.decode("utf-8", "replace")) for line in lines)
        return [event for event in found if event is not None]

    def _line(self, line: str) -> ServerEvent | None:
        if not line:
            return self._dispatch()
        field, _, value = line.lstrip("\ufeff").partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            self._size += len(value)
            if self._size > MAX_EVENT_BYTES:
                raise ValueError("the event is too large")
            self._data.append(value)
        elif field == "id" and "\0" not in value:
            self.last_id = value
        return None

    def _dispatch(self) -> ServerEvent | None:
        data, self._data, self._size = "\n".join(self._data), [], 0
        return ServerEvent(data, self.last_id) if data else None
