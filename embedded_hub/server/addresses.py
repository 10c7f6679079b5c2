"""What a peer is counted under, and what this machine itself is called.

A household has one IPv4 address or one IPv6 /64; counting single IPv6 addresses would give an
attacker 2⁶⁴ first tries. ``X-Forwarded-For`` is not read: anybody can write it.
"""

import ipaddress
import socket

UNKNOWN = "unknown"


def address_key(peername: object) -> str:
    """Return the name under which a peer is counted.

    Args:
        peername: What the socket calls its peer: ``(host, port, …)``, or anything else for
            sockets without addresses, which all count as one.
    """
    if not isinstance(peername, tuple) or not peername or not isinstance(peername[0], str):
        return UNKNOWN
    try:
        address = ipaddress.ip_address(peername[0].partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address.is_loopback:
        return str(address)
    return str(ipaddress.IPv6Network((address, 64), strict=False))


def is_loopback(peername: object) -> bool:
    """Say whether a peer is on this very machine; see :func:`address_key` for what it is called."""
    try:
        return ipaddress.ip_network(address_key(peername)).is_loopback
    except ValueError:
        return False


def own_names() -> frozenset[str]:
    """Return what this machine is called on its own network."""
    name = socket.gethostname().lower().rstrip(".")
    short = name.partition(".")[0]
    return frozenset({name, short, f"{short}.local"} - {"", ".local"})
