"""The messages of a Z-Wave JS server this driver reads.

Source: the server project's description of its API schema, and a recorded server 3.10. What a
version leaves out has a default.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from embedded_hub.errors import ConfigError, GatewayProtocolError

SCHEMA = 44
"""What this driver was written against; an older server is asked for its own newest."""
OLDEST_SCHEMA = 14
"""Node states hold their values in this shape since then."""
ASLEEP, DEAD = 1, 3
"""Of a node's ``status``."""

T = TypeVar("T")
Property = str | int


def _wire_name(name: str) -> str:
    """Return the server's name of a field."""
    first, *others = name.split("_")
    return "property" if name == "prop" else first + "".join(map(str.title, others))


class Metadata(msgspec.Struct, frozen=True, rename=_wire_name):
    """What kind of value it is."""

    type: str = "any"
    readable: bool = True
    writeable: bool = False
    label: str | None = None
    min: float | None = None
    max: float | None = None
    steps: float | None = None
    unit: str | None = None
    states: Mapping[str, Any] = {}
    cc_specific: Mapping[str, Any] = {}
    secret: bool = False

    @property
    def words(self) -> dict[int, str]:
        """What its numbers mean."""
        numbered = ((str(key), word) for key, word in self.states.items())
        return {int(key): str(word) for key, word in numbered if key.lstrip("-").isdecimal()}


class ValueId(msgspec.Struct, frozen=True, omit_defaults=True, rename=_wire_name):
    """What names a value within a node."""

    command_class: int
    prop: Property
    endpoint: int = 0
    property_key: Property | None = None


class Value(msgspec.Struct, frozen=True, rename=_wire_name):
    """One value of a node, with what it is."""

    command_class: int
    prop: Property
    endpoint: int = 0
    property_key: Property | None = None
    property_name: str | None = None
    property_key_name: str | None = None
    command_class_name: str = ""
    metadata: Metadata = Metadata()
    value: Any = None

    @property
    def id(self) -> ValueId:
        """What names it."""
        return ValueId(
            command_class=self.command_class,
            prop=self.prop,
            endpoint=self.endpoint,
            property_key=self.property_key,
        )


class DeviceConfig(msgspec.Struct, frozen=True, rename=_wire_name):
    """What the device database says."""

    manufacturer: str | None = None
    label: str | None = None
    description: str | None = None


class ClassKey(msgspec.Struct, frozen=True, rename=_wire_name):
    """One level of a device class."""

    key: int = 0
    label: str = ""


class DeviceClass(msgspec.Struct, frozen=True, rename=_wire_name):
    """What kind of thing a node says it is."""

    generic: ClassKey = ClassKey()
    specific: ClassKey = ClassKey()


class Node(msgspec.Struct, frozen=True, rename=_wire_name):
    """One node with its values."""

    node_id: int
    status: int = 0
    ready: bool = False
    is_controller_node: bool = False
    name: str | None = None
    location: str | None = None
    firmware_version: str | None = None
    device_config: DeviceConfig | None = None
    device_class: DeviceClass | None = None
    values: tuple[Value, ...] = ()


class Nodes(msgspec.Struct, frozen=True):
    """The part of the server's whole state this driver reads."""

    nodes: list[Node] = []


class Listening(msgspec.Struct, frozen=True):
    """The result of ``start_listening``."""

    state: Nodes


class Incoming(msgspec.Struct, frozen=True, rename=_wire_name):
    """Any message of the server."""

    type: str
    message_id: str | None = None
    success: bool = False
    result: Any = None
    error_code: str = ""
    message: str = ""
    zwave_error_message: str = ""
    event: Any = None
    max_schema_version: int = 0
    server_version: str = ""
    home_id: int | None = None


def decode(frame: str | bytes) -> Incoming:
    """Read one message.

    Raises:
        GatewayProtocolError: it is not a Z-Wave JS server's.
    """
    try:
        return msgspec.json.decode(frame, type=Incoming)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GatewayProtocolError(f"not a Z-Wave JS server: {error}"[:255]) from error


def read_as(kind: type[T], content: object) -> T:
    """Read a part of a message.

    Raises:
        GatewayProtocolError: it has another shape.
    """
    try:
        return msgspec.convert(content, kind, strict=False)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"unexpected answer of the server: {error}"[:255]) from error


def socket_url(given: str) -> str:
    """Return the socket's address for what a person entered.

    Raises:
        ConfigError: it is no address.
    """
    text = given.strip()
    url = text if "//" in text else f"ws://{text}"
    parts = urlsplit(url)
    if parts.scheme not in ("ws", "wss") or not parts.netloc:
        raise ConfigError(f"{given!r} is no address of a Z-Wave JS server")
    return url
