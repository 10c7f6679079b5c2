"""The messages of Zigbee2MQTT's frontend socket (1.25 and later) this driver reads.

Each message is ``{"topic", "payload"}``, the topic without the base topic. Source: the project's
own documentation of its MQTT topics and of ``exposes``. What a version leaves out has a default.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from embedded_hub.errors import ConfigError, GatewayProtocolError

STATE, SET, GET = 1, 2, 4
"""Bits of ``access``: reported, can be set, can be asked for."""
_SOCKET_PATH = "/api"
_SCHEMES = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}

T = TypeVar("T")


class Message(msgspec.Struct, frozen=True):
    """Anything on the socket."""

    topic: str
    payload: Any = None


class Expose(msgspec.Struct, frozen=True):
    """One ability of a device, or one of the parts a larger ability is made of."""

    type: str
    name: str | None = None
    label: str | None = None
    property: str | None = None
    endpoint: str | None = None
    access: int = STATE
    unit: str | None = None
    category: str | None = None
    values: tuple[Any, ...] = ()
    value_on: Any = True
    value_off: Any = False
    value_min: float | None = None
    value_max: float | None = None
    value_step: float | None = None
    features: "tuple[Expose, ...]" = ()


class Definition(msgspec.Struct, frozen=True):
    """What Zigbee2MQTT knows of a device's model."""

    model: str = ""
    vendor: str = ""
    description: str = ""
    exposes: tuple[Expose, ...] = ()
    supports_ota: bool = False


class SceneEntry(msgspec.Struct, frozen=True):
    """A scene a device or group keeps."""

    id: int
    name: str = ""


class Endpoint(msgspec.Struct, frozen=True):
    """One of the parts a device has on the radio."""

    scenes: tuple[SceneEntry, ...] = ()


class DeviceEntry(msgspec.Struct, frozen=True):
    """One item of ``bridge/devices``."""

    ieee_address: str
    friendly_name: str
    type: str = "EndDevice"
    disabled: bool = False
    supported: bool = True
    power_source: str | None = None
    software_build_id: str | None = None
    model_id: str | None = None
    manufacturer: str | None = None
    definition: Definition | None = None
    endpoints: Mapping[str, Endpoint] = {}


class Member(msgspec.Struct, frozen=True):
    """A device in a group."""

    ieee_address: str
    endpoint: int | str = 1


class GroupEntry(msgspec.Struct, frozen=True):
    """One item of ``bridge/groups``."""

    id: int
    friendly_name: str
    members: tuple[Member, ...] = ()
    scenes: tuple[SceneEntry, ...] = ()


class BridgeInfo(msgspec.Struct, frozen=True):
    """The part of ``bridge/info`` shown to people."""

    version: str = ""
    permit_join: bool = False


def decode(frame: str | bytes) -> Message:
    """Read one message.

    Raises:
        GatewayProtocolError: it is not Zigbee2MQTT's.
    """
    try:
        return msgspec.json.decode(frame, type=Message)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GatewayProtocolError(f"not a message of Zigbee2MQTT: {error}"[:255]) from error


def read_as(kind: type[T], payload: object, topic: str) -> T:
    """Read a payload.

    Raises:
        GatewayProtocolError: it has another shape.
    """
    try:
        return msgspec.convert(payload, kind, strict=False)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"{topic}: {error}"[:255]) from error


def devices_of(payload: object) -> list[DeviceEntry]:
    """Read ``bridge/devices``, leniently: a device that cannot be read is there without abilities.

    Raises:
        GatewayProtocolError: it is no list of devices.
    """
    entries = read_as(list[dict[str, Any]], payload, "bridge/devices")
    return [_device_of(entry) for entry in entries]


def _device_of(entry: dict[str, Any]) -> DeviceEntry:
    try:
        return msgspec.convert(entry, DeviceEntry, strict=False)
    except msgspec.ValidationError:
        names = ("ieee_address", "friendly_name", "type", "power_source")
        bare = {name: entry[name] for name in names if entry.get(name) is not None}
        definition = entry.get("definition")
        if isinstance(definition, dict):
            bare["definition"] = {**definition, "exposes": _exposes_of(definition)}
        return read_as(DeviceEntry, bare, "bridge/devices")


def _exposes_of(definition: dict[str, Any]) -> list[Any]:
    """Return the abilities that can be read; the others become what they are called."""
    exposes = definition.get("exposes")
    found = [one for one in exposes if isinstance(one, dict)] if isinstance(exposes, list) else []
    return [_expose_of(one) for one in found]


def _expose_of(told: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in told.items() if value is not None}
    try:
        msgspec.convert(told, Expose, strict=False)
    except msgspec.ValidationError:
        named = {name: str(told[name]) for name in ("name", "property") if name in told}
        return {"type": "unknown"} | named
    return told


def socket_url(given: str, token: str) -> str:
    """Return the socket's address for what a person entered.

    Raises:
        ConfigError: it is no address.
    """
    text = given.strip()
    parts = urlsplit(text if "//" in text else f"http://{text}")
    scheme = _SCHEMES.get(parts.scheme)
    if scheme is None or not parts.netloc:
        raise ConfigError(f"{given!r} is no address of a Zigbee2MQTT")
    path = parts.path.rstrip("/")
    if not path.endswith(_SOCKET_PATH):
        path += _SOCKET_PATH
    query = f"token={quote(token, safe='')}" if token else parts.query
    return urlunsplit((scheme, parts.netloc, path, query, ""))
