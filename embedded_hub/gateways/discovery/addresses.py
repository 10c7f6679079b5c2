"""Which of a system's addresses to use. Pure."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

_Address = IPv4Address | IPv6Address


def best_address(addresses: Iterable[str], own: Sequence[IPv4Network] = ()) -> str | None:
    """Return the address that most likely leads there, ``None`` when none can.

    IPv4 before IPv6, and the networks this machine is in before others: a server with containers
    announces their inner addresses too. A link-local IPv6 address counts only with its interface.

    Args:
        addresses: As texts, IPv6 with ``%scope`` where it needs one.
        own: The networks of this machine.
    """
    usable = [(text, parsed) for text in addresses if (parsed := _parse(text)) is not None]
    ranked = sorted(usable, key=lambda one: _rank(one[1], own))
    return ranked[0][0] if ranked else None


def _parse(text: str) -> _Address | None:
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    if parsed.is_unspecified or parsed.is_multicast:
        return None
    is_bare = isinstance(parsed, IPv6Address) and parsed.is_link_local and not parsed.scope_id
    return None if is_bare else parsed


def _rank(address: _Address, own: Sequence[IPv4Network]) -> int:
    if isinstance(address, IPv4Address):
        if any(address in network for network in own):
            return 0
        if address.is_loopback or address.is_link_local:
            return 3
        return 1 if address.is_private else 2
    if address.is_link_local:
        return 6
    return 5 if address.is_loopback else 4
