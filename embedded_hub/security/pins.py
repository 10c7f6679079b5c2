"""Pins: the SHA-256 of an authority's public key, by which it is known again. Pure.

Written as 43 characters of base64url where programs read it (a pairing code, a token file), and
read in every form people are likely to paste.
"""

import base64
import binascii
import hashlib
import re

from embedded_hub.errors import ConfigError

_BYTES = 32
_HEX = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"^sha-?256(?://|:)", re.IGNORECASE)


def pin_of(public_key: bytes) -> str:
    """Return the pin of a public key.

    Args:
        public_key: Its ``SubjectPublicKeyInfo`` in DER.
    """
    return _text(hashlib.sha256(public_key).digest())


def parse_pin(text: str) -> str:
    """Return a pin as we write it, from base64, base64url or hexadecimal with or without colons.

    Raises:
        ConfigError: it is none.
    """
    bare = _PREFIX.sub("", text.strip(), count=1)
    digits = bare.replace(":", "").replace(" ", "").lower()
    if _HEX.fullmatch(digits):
        return _text(bytes.fromhex(digits))
    standard = bare.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        digest = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ConfigError(f"{text!r} is not a fingerprint.") from error
    if len(digest) != _BYTES:
        raise ConfigError(f"{text!r} is not a fingerprint: a SHA-256 has {_BYTES} bytes.")
    return _text(digest)


def spoken(pin: str) -> str:
    """Return a pin for people to compare: hexadecimal in groups of four."""
    digits = base64.urlsafe_b64decode(pin + "=").hex()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
