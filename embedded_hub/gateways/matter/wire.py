"""The messages of a Matter server this driver reads.

Source: the server project's description of its WebSocket API, its published models, and what a
server 8.1 (schema 11) said to a virtual device. Whatever else a message holds is passed over.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from embedded_hub.errors import ConfigError, GatewayProtocolError

SCHEMA = 11
"""What this driver was written against."""
OLDEST_SCHEMA = 5
"""Attributes come flat, by number, since then."""
PORT = 5580
_MAX_TEXT = 255

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

T = TypeVar("T")
Path = tuple[int, int, int]
"""Endpoint, cluster and attribute."""


class Incoming(msgspec.Struct, frozen=True):
    """Any message of the server; which kind it is shows in what it holds."""

    message_id: str | int | None = None
    result: Any = None
    error_code: int | None = None
    details: str | None = None
    event: str | None = None
    data: Any = None


class ServerInfo(msgspec.Struct, frozen=True):
    """The server's first message."""

    schema_version: int
    min_supported_schema_version: int = 0
    sdk_version: str = ""
    compressed_fabric_id: int = 0
    """Names its network; with a node's number it names the node for everybody."""


class Node(msgspec.Struct, frozen=True):
    """One node with all of its attributes, by paths such as ``1/6/0``."""

    node_id: int
    available: bool = False
    attributes: Mapping[str, Any] = {}


class NodeEvent(msgspec.Struct, frozen=True):
    """Something that happened at a node."""

    node_id: int
    endpoint_id: int
    cluster_id: int
    event_id: int
    data: Mapping[str, Any] | None = None


def decode(frame: str | bytes) -> Incoming:
    """Read one message.

    Raises:
        GatewayProtocolError: it is not a Matter server's.
    """
    try:
        return msgspec.json.decode(frame, type=Incoming)
    except _UNREADABLE as error:
        raise GatewayProtocolError(f"not a Matter server: {error}"[:_MAX_TEXT]) from error


def greeted(frame: str | bytes) -> ServerInfo:
    """Read the first message.

    Raises:
        GatewayProtocolError: it is not a Matter server's, or of a version we do not speak.
    """
    try:
        info = msgspec.json.decode(frame, type=ServerInfo)
    except _UNREADABLE as error:
        raise GatewayProtocolError(f"not a Matter server: {error}"[:_MAX_TEXT]) from error
    if info.schema_version < OLDEST_SCHEMA:
        raise GatewayProtocolError(
            f"the Matter server is too old: it speaks schema {info.schema_version}, "
            f"{OLDEST_SCHEMA} is needed at least"
        )
    if info.min_supported_schema_version > SCHEMA:
        raise GatewayProtocolError(
            f"the Matter server is too new: it asks for schema {info.min_supported_schema_version} "
            f"at least, Homewire speaks {SCHEMA}"
        )
    return info


def read_as(kind: type[T], content: object) -> T:
    """Read a part of a message.

    Raises:
        GatewayProtocolError: it has another shape.
    """
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"unexpected answer: {error}"[:_MAX_TEXT]) from error


def path_of(text: object) -> Path | None:
    """Return what a path such as ``1/6/0`` names."""
    parts = text.split("/") if isinstance(text, str) else ()
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    endpoint, cluster, attribute = (int(part) for part in parts)
    return endpoint, cluster, attribute


def socket_url(given: str) -> str:
    """Return the socket's address for what a person entered: at least a host.

    Raises:
        ConfigError: it is no address.
    """
    text = given.strip()
    url = text if "//" in text else f"ws://{text}"
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("ws", "wss") or not parts.hostname or port == 0:
        raise ConfigError(f"{given!r} is no address of a Matter server")
    place = parts.netloc if port or parts.scheme == "wss" else f"{parts.netloc}:{PORT}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/') or '/ws'}" + (
        f"?{parts.query}" if parts.query else ""
    )
