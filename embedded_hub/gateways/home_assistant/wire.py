"""The messages of Home Assistant's WebSocket API this driver reads, as far as it needs them.

Unknown fields are ignored and everything that some version leaves out has a default, so that an
older or newer Home Assistant than the one these were written against is read all the same.
"""

from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import msgspec

from embedded_hub.errors import ConfigError, GatewayProtocolError

MIN_VERSION = (2022, 4)
"""The first release with ``subscribe_entities``."""
WEBSOCKET_PATH = "/api/websocket"
_SECURE = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}

T = TypeVar("T")


class Failure(msgspec.Struct, frozen=True):
    """The ``error`` of a result."""

    code: str | int = "unknown_error"
    message: str = ""


class Incoming(msgspec.Struct, frozen=True):
    """Any message of the server; ``type`` says which fields are there."""

    type: str
    id: int | None = None
    success: bool = False
    result: Any = None
    error: Failure | None = None
    event: Any = None
    ha_version: str | None = None
    message: str = ""


class AreaEntry(msgspec.Struct, frozen=True):
    """One item of ``config/area_registry/list``."""

    area_id: str
    name: str


class DeviceEntry(msgspec.Struct, frozen=True):
    """One item of ``config/device_registry/list``."""

    id: str
    name: str | None = None
    name_by_user: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    sw_version: str | None = None
    hw_version: str | None = None
    serial_number: str | None = None
    area_id: str | None = None
    via_device_id: str | None = None
    entry_type: str | None = None
    disabled_by: str | None = None
    configuration_url: str | None = None
    connections: list[list[str]] = []
    identifiers: list[list[Any]] = []

    @property
    def display_name(self) -> str:
        """The name its owner sees there."""
        return self.name_by_user or self.name or self.model or "Unnamed device"


class EntityEntry(msgspec.Struct, frozen=True):
    """One item of ``config/entity_registry/list``."""

    entity_id: str
    id: str | None = None
    """Stays the same when a person renames the entity id; older versions leave it out."""
    device_id: str | None = None
    area_id: str | None = None
    name: str | None = None
    original_name: str | None = None
    icon: str | None = None
    hidden_by: str | None = None
    disabled_by: str | None = None
    entity_category: str | None = None
    has_entity_name: bool = False


class Registries(msgspec.Struct, frozen=True):
    """The three registries, read one after another."""

    areas: list[AreaEntry] = []
    devices: list[DeviceEntry] = []
    entities: list[EntityEntry] = []


class Configuration(msgspec.Struct, frozen=True):
    """What matters of ``get_config``."""

    state: str = "RUNNING"


class CallResult(msgspec.Struct, frozen=True):
    """The result of ``call_service``."""

    context: dict[str, str | None] = {}
    response: Any = None


_decoder = msgspec.json.Decoder(Incoming | list[Incoming])


def decode(text: str | bytes) -> list[Incoming]:
    """Read one frame: one message, or a batch of them in order.

    Raises:
        GatewayProtocolError: it is not a message of this API.
    """
    try:
        decoded = _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise GatewayProtocolError(f"malformed message: {error}") from error
    return decoded if isinstance(decoded, list) else [decoded]


def read_as(kind: type[T], value: object) -> T:
    """Read a result as what it should be.

    Raises:
        GatewayProtocolError: it is something else.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"malformed result: {error}") from error


def check_version(version: str | None) -> None:
    """Refuse a Home Assistant that is too old for this driver.

    Raises:
        GatewayProtocolError: too old, or not a version at all.
    """
    parts = (version or "").split(".")
    try:
        major_minor = int(parts[0]), int(parts[1])
    except (ValueError, IndexError) as error:
        raise GatewayProtocolError("the server does not say a Home Assistant version") from error
    if major_minor < MIN_VERSION:
        raise GatewayProtocolError(f"Home Assistant {version} is too old; 2022.4 is needed")


def websocket_url(address: str) -> str:
    """Make the WebSocket address of whatever a person pasted.

    ``homeassistant.local``, ``http://host:8123``, ``https://host/lovelace`` and
    ``ws://host:8123/api/websocket`` all lead to the same kind of address. A prefix before
    ``/api/websocket`` is kept for a Home Assistant behind a reverse proxy.

    Raises:
        ConfigError: there is no host in it, or a scheme that is none of these.
    """
    text = address.strip()
    try:
        split = urlsplit(text if "://" in text else f"http://{text}")
        has_port = split.port is not None
    except ValueError as error:
        raise ConfigError(f"not an address: {text[:80]!r} ({error})") from error
    scheme = _SECURE.get(split.scheme.lower())
    if scheme is None or not split.hostname:
        raise ConfigError(f"not the address of a Home Assistant: {text[:80]!r}")
    netloc = split.netloc.rpartition("@")[2]
    if "://" not in text and not has_port:
        netloc = f"{netloc}:8123"
    path = split.path.rstrip("/")
    if not path.endswith(WEBSOCKET_PATH):  # A page of its own, such as /lovelace/0.
        path = WEBSOCKET_PATH
    return urlunsplit((scheme, netloc, path, "", ""))
