"""Under which addresses and names a hub is found, as far as its certificate may say so."""

import ipaddress
import socket
from collections.abc import Iterable

import msgspec
import psutil

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PERMITTED_NETWORKS: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.168.0.0/16",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
"""Addresses nobody on the internet has: all a home's authority can ever vouch for."""
PERMITTED_DOMAINS = ("localhost", "local", "home.arpa", "internal", "lan")
"""Names that mean another machine in every house."""
_LOOPBACK = ("127.0.0.1", "::1")
_ELSEWHERE = "198.51.100.1"
"""Where the route to tells which address faces the router. Nothing is ever sent there."""
_MAX_ADDRESSES = 32
"""A machine full of containers has hundreds, and every handshake would carry them."""


class HubNames(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate vouches for. The address phones should use stands first."""

    addresses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    @property
    def outside(self) -> tuple[str, ...]:
        """The addresses other machines can use, the best first."""
        return tuple(
            address for address in self.addresses if not ipaddress.ip_address(address).is_loopback
        )


def current_names(more: Iterable[str] = ()) -> HubNames:
    """Return what this machine is called now. May block for a moment.

    Args:
        more: Names and addresses from the settings.
    """
    found = [
        one.address.partition("%")[0]
        for interface in psutil.net_if_addrs().values()
        for one in interface
        if one.family in (socket.AF_INET, socket.AF_INET6)
    ]
    host = socket.gethostname().lower().rstrip(".")
    short = host.partition(".")[0]
    return certifiable(found, [host, f"{short}.local", *more], preferred=_outward_address())


def certifiable(
    addresses: Iterable[str], domains: Iterable[str], preferred: str | None = None
) -> HubNames:
    """Keep what the authority may vouch for, in an order that changes only when the set does."""
    names = [*domains]
    parsed = {one for text in (*addresses, *names) if (one := _address(text)) is not None}
    # Without the interface's name, which a certificate cannot hold, a link-local one is no use.
    usable = {
        one for one in parsed if _is_permitted(one) and not (_is_v6(one) and one.is_link_local)
    }
    ordered = sorted(usable, key=lambda one: (str(one) != preferred, _rank(one), one.packed))
    kept = [str(one) for one in ordered if not one.is_loopback][:_MAX_ADDRESSES]
    good = sorted({name.lower() for name in names if _is_permitted_domain(name.lower())})
    return HubNames(addresses=(*kept, *_LOOPBACK), domains=("localhost", *good))


def _is_permitted(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(address in network for network in PERMITTED_NETWORKS)


def _is_permitted_domain(name: str) -> bool:
    if name == "localhost" or not name.isascii() or _address(name) is not None:
        return False
    return name.replace("-", "").replace(".", "").isalnum() and any(
        name.endswith(f".{domain}") for domain in PERMITTED_DOMAINS
    )


def _rank(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> int:
    """Order as likely to be the home's own network: IPv4 is what people recognise."""
    if _is_v6(address):
        return len(PERMITTED_NETWORKS)
    return next(i for i, network in enumerate(PERMITTED_NETWORKS) if address in network)


def _is_v6(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return isinstance(address, ipaddress.IPv6Address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None


def _outward_address() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE, 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])
