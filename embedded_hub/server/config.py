"""What the hub decides about its server."""

from collections.abc import Awaitable, Callable, Iterable

import msgspec

from embedded_hub.server.addresses import own_names
from embedded_hub.server.handshake import HostPolicy
from embedded_hub.server.limits import ServerLimits


class ServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server listens and whom it answers."""

    host: str = "127.0.0.1"
    """Empty for every address of this machine."""
    port: int = 8755
    """0 lets the system choose; read it from the server afterwards."""
    has_test_echo: bool = False
    """Serve ``/api/echo``, an echo with exactly the production socket options and send path."""
    allowed_hosts: tuple[str, ...] = ()
    """Names and addresses clients may use besides loopback, the address they reached and what
    the machine is called."""
    allowed_origins: tuple[str, ...] = ()
    """Origins of web pages served from elsewhere that may connect."""
    allows_plain: bool = False
    """Let other machines in without encryption: control, and neither voice nor locks."""
    limits: ServerLimits = ServerLimits()

    def host_policy(self, names: Iterable[str] = ()) -> HostPolicy:
        """Return what to answer to.

        Args:
            names: Names and addresses this machine has taken on since it started.
        """
        return HostPolicy(
            names=own_names() | {name.lower() for name in (*self.allowed_hosts, *names)},
            origins=frozenset(origin.lower() for origin in self.allowed_origins),
        )


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Where others find the hub, and by what they know it. Changes with the network."""

    addresses: tuple[str, ...] = ()
    """For browsers on other machines, the best first; empty when none can come."""
    local_address: str = ""
    """For browsers on this one."""
    pin: str | None = None
    """Of the certificate authority, where TLS is spoken."""
    authority: str | None = None
    """What phones list that authority as."""
    next_pin: str | None = None
    """Of the authority that takes over at ``rotates_at``, seconds UTC."""
    rotates_at: float | None = None


class HubInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What ``home/info`` says of the hub besides the home."""

    version: str
    is_demo: bool = False
    hub_url: str | None = None
    """Where clients connect; ``None`` means where the server itself listens."""
    gateway_url: str | None = None
    reach: Callable[[], Reach] = Reach
    announce_authority: Callable[[], Awaitable[object]] | None = None
    """Makes the authority that takes over; ``None`` where TLS is not spoken."""
