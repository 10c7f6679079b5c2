"""Whether what a person wrote as an address is one, before a driver takes it to a library. Pure.

What libraries make of a bad address differs: some look for the name, some raise what nobody waits
for. What is wrong is said once, for all drivers, and names the field.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from embedded_hub.errors import InvalidInfo
from embedded_hub.model.texts import one_line

PLACES = frozenset({"host", "url"})
"""The options that say where a system is, whatever driver they belong to."""
PORT = "port"
MAX_HOST_CHARS = 253
_MAX_PORT = 65_535


def check_place(name: str, label: str, value: str) -> None:
    """Pass for an option that is no place, or that may be one.

    Args:
        name: Of the option.
        label: What people know it as.
        value: What was filled in.

    Raises:
        InvalidInfo: it leads nowhere.
    """
    if name == PORT:
        _check_port(name, label, value)
    if name not in PLACES:
        return
    if one_line(value) != value:
        raise _bad(name, f"{label} holds characters that cannot be seen")
    if _is_ip(value):
        return
    try:
        parts = urlsplit(value if "://" in value else f"//{value}")
        host, _ = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError as error:  # UnicodeError is one
        raise _bad(name, f"{label} is not an address") from error
    if not host or len(host) > MAX_HOST_CHARS or " " in host:
        raise _bad(name, f"{label} is not an address")


def _check_port(name: str, label: str, value: str) -> None:
    if not (value.isascii() and value.isdecimal() and 0 < int(value[:6]) <= _MAX_PORT):
        raise _bad(name, f"{label} is a number from 1 to {_MAX_PORT}")


def _is_ip(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def _bad(name: str, message: str) -> InvalidInfo:
    return InvalidInfo(message, details={"field": name})
