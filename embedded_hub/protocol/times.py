"""The two ways a moment is written on the wire: ISO text in listings, seconds in live events."""

from datetime import UTC, datetime

from embedded_hub.errors import InvalidFormat


def iso_time(at: float) -> str:
    """Write seconds UTC as ``2026-11-23T02:03:08.769911+00:00``."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


def parse_time(text: str) -> float:
    """Read an ISO time as seconds UTC; a time without a zone is taken as UTC.

    Raises:
        InvalidFormat: it is not a time.
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError) as error:
        raise InvalidFormat(f"not an ISO time: {text[:40]!r}") from error
