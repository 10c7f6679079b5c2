"""A span of time as a command asks for it."""

from embedded_hub.errors import InvalidFormat
from embedded_hub.protocol.times import parse_time
from embedded_hub.server.caller import Caller

_MAX_ROWS = 200_000
"""Rows of one answer: about 15 MB of JSON, ten days of a sensor that reports every four seconds."""


def read_span(caller: Caller, start_time: str, end_time: str | None) -> tuple[float, float]:
    """Return start and end in seconds UTC; a missing end is now.

    Raises:
        InvalidFormat: one of them is no time, or they are the wrong way round.
    """
    now = caller.home.clock.utc_s()
    start_at = parse_time(start_time)
    end_at = parse_time(end_time) if end_time is not None else now
    if end_at < start_at:
        raise InvalidFormat("end_time is before start_time")
    return start_at, end_at


def rows_each(entity_count: int) -> int:
    """Return how many rows of each entity fit into one answer."""
    return max(100, _MAX_ROWS // max(1, entity_count))
