"""Why a connection was closed, in one number: RFC 6455 §7.4.1 below 4000, ours from there."""

from enum import IntEnum


class CloseCode(IntEnum):
    """Every code this hub closes with."""

    NORMAL = 1000
    """Said goodbye, or the token was refused and that has been said."""
    BAD_TEXT = 1007
    """A text frame was not UTF-8."""
    POLICY = 1008
    """Not JSON, nested too deep, or no auth in time."""
    TOO_BIG = 1009
    """A message over the limit: 4 KiB before auth, 256 KiB after; 64 KiB from gateways."""
    RESTARTING = 1012
    """The hub stops or restarts; come again."""
    TOO_SLOW = 1013
    """The reader stayed behind for 5 s; come again for a snapshot."""
    REVOKED = 4001
    """The token is worth nothing any more."""
    QUOTA = 4008
    """Too much for too long; the reason says when to come again."""
    MOVED = 4301
    """Go to the URL in the reason."""
    BAD_TOKEN = 4401
    FORBIDDEN = 4403
    VERSION = 4406
    """No protocol version in common."""
    HELLO_LATE = 4408
    """A gateway said no hello in time."""
    REPLACED = 4409
    """A newer connection of the same gateway took over."""
    BUSY = 4429
    """Held back for a while: two gateways claim one identity."""
