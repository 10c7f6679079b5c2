"""What a system says of itself on the network, read without believing it. Pure.

A name, a model or an option that came by mDNS was written by whoever is on the network: every text
is bounded, on one line and free of characters that command a terminal or turn writing around.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import msgspec

MAX_TEXT = 120
MAX_VALUE = 255
MAX_KEYS = 48
"""A TXT record of 8,900 bytes is legal; what any known system announces has 20 keys."""


MIN_IDENTITY_CHARS = 6
"""A shorter serial number is shared by too many things."""


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """One service of one system, cleaned."""

    type: str
    """Such as ``_hue._tcp``."""
    name: str
    """Of this instance, without the type."""
    host: str
    """The best of its addresses, as it stands in front of a port: IPv6 without brackets."""
    port: int
    hosts: frozenset[str] = frozenset()
    """All its addresses and its host name, in small letters."""
    txt: Mapping[str, str] = {}
    """Its TXT record; keys in small letters."""

    @property
    def authority(self) -> str:
        """``host:port`` as a URL has it."""
        return f"{bracketed(self.host)}:{self.port}"


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a driver makes of an announcement."""

    options: Mapping[str, str]
    """What a gateway can be added with."""
    title: str | None = None
    """What it calls itself; the service's name when ``None``."""
    model: str | None = None
    identity: str | None = None
    """What stays the same when its address changes: a serial number, a hardware address."""
    needs: tuple[str, ...] = ()
    """Optional settings that this one does need."""


Recognise = Callable[[Announcement], Suggestion | None]
"""``None`` for something else that announces itself likewise. Pure; must not raise."""


class LocalService(msgspec.Struct, frozen=True, kw_only=True):
    """How to tell whether a system runs on this machine."""

    port: int
    hello: bytes
    """Sent once connected."""
    proof: re.Pattern[bytes]
    """Found in what it answers, and in nothing else's answer."""
    options: Mapping[str, str]
    """``{port}`` stands for the port in its values."""


def websocket_hello(path: str) -> bytes:
    """Return what opens a WebSocket (RFC 6455 §4.1); its server's first frames come in clear."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: aG9tZXdpcmUgbG9va3MgMQ==\r\n\r\n"
    ).encode()


def at_host(announcement: Announcement) -> Suggestion:
    """Return what most say: where it is, under the service's own name."""
    return Suggestion(
        options={"host": announcement.host, "port": str(announcement.port)},
        identity=announcement.txt.get("mac") or announcement.txt.get("id"),
        model=announcement.txt.get("model"),
    )


def bracketed(host: str) -> str:
    """Return a host as it stands in front of a port."""
    return f"[{host}]" if ":" in host else host


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return a foreign text on one line, without control or direction characters, and bounded."""
    kept = "".join(" " if character.isspace() else character for character in text[: limit * 4])
    kept = "".join(one for one in kept if unicodedata.category(one) not in _UNSHOWN)
    return " ".join(kept.split())[:limit].rstrip()


_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, writing directions, half surrogates, private use, nothing at all."""


def clean_txt(properties: Mapping[bytes, bytes | None]) -> dict[str, str]:
    """Return a TXT record as short texts by their keys in small letters; the first of each wins."""
    found: dict[str, str] = {}
    for key, value in properties.items():
        name = clean(key.decode("utf-8", "replace"), 40).lower()
        if name and len(found) < MAX_KEYS:
            found.setdefault(name, clean((value or b"").decode("utf-8", "replace"), MAX_VALUE))
    return found


def identities_of(
    key: str, serial_number: str | None, connections: Iterable[tuple[str, str]]
) -> frozenset[str]:
    """Return what a device is known by elsewhere, as it is compared."""
    texts = [key, serial_number or ""]
    for kind, number in connections:
        texts.append(number)
        if kind == "zwave":  # what announces itself is the network, which its nodes name first
            texts.append(number.partition("-")[0])
    return frozenset(normal_identity(text) for text in texts if len(text) >= MIN_IDENTITY_CHARS)


def normal_identity(text: str) -> str:
    """Return an identity as it is compared: letters and digits in small letters."""
    return "".join(one for one in text.lower() if one.isalnum())
