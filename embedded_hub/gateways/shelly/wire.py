"""Frames of the Shelly RPC: requests, answers and notifications, much like JSON-RPC 2.0.

Source: the maker's API documentation of the second generation.
"""

import hashlib
from typing import Any

import msgspec

from embedded_hub.errors import GatewayProtocolError

UNAUTHORIZED, NOT_FOUND = 401, 404
USER = "admin"
"""The only user a device knows."""


class Failure(msgspec.Struct, frozen=True):
    """The ``error`` of an answer."""

    code: int = 0
    message: str = ""


class Frame(msgspec.Struct, frozen=True):
    """Anything a device sends."""

    id: int | str | None = None
    src: str = ""
    method: str | None = None
    params: Any = None
    result: Any = None
    error: Failure | None = None


class Challenge(msgspec.Struct, frozen=True):
    """What a device with a password answers first."""

    realm: str
    nonce: int | str
    nc: int = 1
    algorithm: str = "SHA-256"


class DeviceInfo(msgspec.Struct, frozen=True):
    """The result of ``Shelly.GetDeviceInfo``."""

    id: str
    name: str | None = None
    mac: str = ""
    model: str = ""
    gen: int = 2
    ver: str = ""
    app: str = ""


def decode(frame: str | bytes) -> Frame:
    """Read one frame.

    Raises:
        GatewayProtocolError: it is not a Shelly's.
    """
    try:
        return msgspec.json.decode(frame, type=Frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GatewayProtocolError(f"not a frame of a Shelly: {error}"[:255]) from error


def challenge_of(failure: Failure) -> Challenge:
    """Read the challenge, which stands as JSON in the error's message.

    Raises:
        GatewayProtocolError: it is none.
    """
    try:
        return msgspec.json.decode(failure.message, type=Challenge)
    except msgspec.DecodeError as error:
        raise GatewayProtocolError(f"no challenge of a Shelly: {error}"[:255]) from error


def auth_for(challenge: Challenge, password: str, cnonce: int) -> dict[str, Any]:
    """Return the ``auth`` object that answers a challenge."""
    secret = _digest(f"{USER}:{challenge.realm}:{password}")
    asked = _digest("dummy_method:dummy_uri")
    answer = _digest(f"{secret}:{challenge.nonce}:{challenge.nc}:{cnonce}:auth:{asked}")
    return {
        "realm": challenge.realm,
        "username": USER,
        "nonce": challenge.nonce,
        "cnonce": cnonce,
        "response": answer,
        "algorithm": challenge.algorithm,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
