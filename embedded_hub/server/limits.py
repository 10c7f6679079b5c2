"""Every number the listener holds its peers to, in one place; tests and operators change them.

Sources: security.md §0 and §5 R6 of the design for what a stranger may cost, and the measurements
beside each number for what a friend needs.
"""

import msgspec


class ServerLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a peer may cost, and how long it may take."""

    handshake_s: float = 10.0
    """From the TCP connection to the end of the WebSocket handshake."""
    auth_s: float = 10.0
    """From the handshake to a token, as Home Assistant's clients expect."""
    close_s: float = 2.0
    """How long a peer may take to agree to a close before the socket is simply dropped."""
    head_bytes: int = 16 * 1024
    """Request line and headers. Browsers send about 1 KB, proxies add a few cookies."""
    first_message_bytes: int = 4 * 1024
    """The first message, which carries the token; a token is 60 characters."""
    message_bytes: int = 256 * 1024
    """Any later message, counted over all of its fragments."""
    snapshot_bytes: int = 1024 * 1024
    """A message of a device that dials a secret address; such a one tells all of itself at once,
    and those that stand for others tell of hundreds."""
    unauthenticated_per_address: int = 40
    """Sockets of one address that may take ``auth_s`` to show a token."""
    crowded_per_address: int = 1000
    """Sockets of one address without a token altogether."""
    crowded_s: float = 3.0
    """What those above the first limit may take. Measured: of 1000 clients that came back at
    once on a loaded machine, all had shown their token after 0.4 s."""
    backlog: int = 1024
    """Connections the kernel holds while the loop is busy; a power cut brings all at once."""
    queued_messages: int = 512
    """Messages waiting for one client."""
    queued_bytes: int = 1024 * 1024
    """Bytes waiting for one client, results of big listings counted apart."""
    stuck_s: float = 5.0
    """How long a full client may take nothing at all before it is cut."""
    running_commands: int = 64
    """Slow commands of one session under way at once."""
    json_depth: int = 64
    """Nesting of one message."""
    ping_interval_s: float = 20.0
    """Home routers forget an idle mapping after 30 s at the earliest."""
    dead_after_s: float = 45.0
    """A peer that sent nothing for this long is gone: two pings unanswered and some slack."""
    tick_s: float = 0.020
    """The longest a state change waits for others to travel with."""
    writes_per_turn: int = 64
    """Writes between two turns of the event loop, so that voice never waits behind a crowd.

    Measured: slices of 50 to 100 bring the p99 of a small frame under 2000 clients from 213 ms
    to 15 ms and cost 0.1 µs a delivery."""
