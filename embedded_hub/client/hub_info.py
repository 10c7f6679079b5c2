"""Whom a client is connected to."""

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.values import JsonValue


class HubInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The home behind a connection, and what the token may do there."""

    name: str
    version: str
    is_homewire: bool = True
    """False for a Home Assistant, which has none of our own command families."""
    home_id: str | None = None
    role: str | None = None
    hub_url: str | None = None
    gateway_url: str | None = None
    is_demo: bool = False


class _Config(msgspec.Struct, frozen=True):
    location_name: str = ""


def homewire_info(result: JsonValue) -> HubInfo:
    """Read the answer to ``home/info``.

    Raises:
        RemoteProtocolError: it is something else.
    """
    try:
        return msgspec.convert(result, HubInfo)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's home/info cannot be read: {error}.") from error


def home_assistant_info(config: JsonValue, version: str) -> HubInfo:
    """Read the answer of a Home Assistant to ``get_config``."""
    try:
        name = msgspec.convert(config, _Config).location_name
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The peer's get_config cannot be read: {error}.") from error
    return HubInfo(name=name or "Home Assistant", version=version, is_homewire=False)
