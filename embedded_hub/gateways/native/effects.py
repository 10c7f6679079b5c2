"""What a session asks its shell to do, in the order it asks. Plain values."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from embedded_hub.gateways.native.commands import Resolved
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.gateway_messages import FromVoice, Message


class Send(msgspec.Struct, frozen=True, kw_only=True):
    """Send a message to the gateway."""

    message: Message


class Close(msgspec.Struct, frozen=True, kw_only=True):
    """Close the connection; nothing follows."""

    code: int
    reason: str


class Describe(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the home the whole device list."""

    devices: Sequence[DeviceDescription]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the home an entity's state."""

    report: StateReport


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the home whether entities answer."""

    keys: Sequence[EntityKey]
    is_there: bool


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the home of an event, now."""

    key: EntityKey
    name: str
    content: JsonObject


class PastEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event from so long ago that nothing may act on it any more."""

    key: EntityKey
    name: str
    content: JsonObject
    at: float
    """Seconds UTC."""


class Spoke(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the intercom what one of the gateway's stations says besides its sound."""

    message: FromVoice


class Remember(msgspec.Struct, frozen=True, kw_only=True):
    """Put what was into the history, and nowhere else."""

    entry: StateReport | PastEvent


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the home that the first snapshot is in."""


Effect: TypeAlias = (
    Send | Close | Describe | Report | Presence | Happened | Spoke | Remember | Connected | Resolved
)
