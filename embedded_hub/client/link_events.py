"""What a :class:`~embedded_hub.client.hub_link.HubLink` tells its listeners."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

import msgspec

from embedded_hub.client.entity_mirror import MirrorChange
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.model.gateway_status import GatewayStatus


class HubLinkState(StrEnum):
    """Where the link to the hub stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    """Everything known is current."""
    LOST = "lost"
    """Waiting to try again; what is known is as old as ``since_at``."""
    REFUSED = "refused"
    """The token or the version was refused; waits for a person."""
    CLOSED = "closed"


class LinkStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The link's state and what to tell a person about it. Times are seconds UTC."""

    state: HubLinkState
    since_at: float
    last_seen_at: float | None = None
    """While not connected: when it last was, which is how old everything known is."""
    reason: str | None = None
    """Error code of the last failure, while it matters."""
    message: str | None = None
    retry_at: float | None = None


class LinkChanged(msgspec.Struct, frozen=True):
    """The connection came, went or is being tried."""

    status: LinkStatus


class StatesChanged(msgspec.Struct, frozen=True):
    """Entities differ from what they were; read them from the mirror."""

    change: MirrorChange


class RegistryChanged(msgspec.Struct, frozen=True):
    """Places, things or their names differ."""

    registry: HomeRegistry


class GatewaysChanged(msgspec.Struct, frozen=True):
    """A gateway came, went or is doing otherwise."""

    gateways: tuple[GatewayStatus, ...]


LinkEvent: TypeAlias = LinkChanged | StatesChanged | RegistryChanged | GatewaysChanged
LinkListener = Callable[[LinkEvent], None]
"""Called on the event loop, in order; must return at once."""
