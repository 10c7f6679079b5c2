"""What happens in a home, as values on its bus."""

from typing import Literal

import msgspec

from embedded_hub.core.intercom.ports import BurstRecord
from embedded_hub.core.messages.ports import Message
from embedded_hub.core.notice import Notice
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import AreaId, EntityId, UserId
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonObject

RegistryKind = Literal["area", "floor", "label", "device", "entity"]
RegistryAction = Literal["create", "update", "remove"]


class StateChanged(msgspec.Struct, frozen=True, kw_only=True):
    """An entity appeared (``old`` is None), changed or went (``new`` is None)."""

    entity_id: EntityId
    old: State | None
    new: State | None
    sequence: int
    """Counts every change in this home since it started; +1 each."""


class RegistryUpdated(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a registry was made, changed or removed."""

    kind: RegistryKind
    action: RegistryAction
    id: str
    changes: JsonObject = {}
    """Old values of the changed fields."""


class EntityFired(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened at an entity that is not a state, such as a button press."""

    entity_id: EntityId
    name: str
    payload: JsonObject
    at: float


class EventFired(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody put an event of their own on the bus."""

    event_type: str
    payload: JsonObject
    at: float
    context: Context


class ActionCalled(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asked for an action; published before it is carried out."""

    domain: str
    name: str
    payload: JsonObject
    context: Context
    at: float


class GatewaysChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway came, went or stands differently now."""

    gateways: tuple[GatewayStatus, ...]


class NoticeChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A notice was added, updated or removed."""

    kind: Literal["added", "updated", "removed"]
    notice: Notice
    is_fresh: bool
    """Whether it says something nobody has read."""


class MessagePosted(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wrote a text message; it is on the disk."""

    message: Message


class BurstKept(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's talk burst is over and on the disk."""

    burst: BurstRecord
    heard_by: frozenset[str]
    """The users it was played to as it was spoken."""


class ZonesChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A zone was made, changed or removed."""


class ScopeChanged(msgspec.Struct, frozen=True, kw_only=True):
    """What one group of people may see became different."""

    scope_key: str
    added: frozenset[EntityId]
    removed: frozenset[EntityId]


class RightsChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is here may do other things than before."""

    user_id: UserId
    is_other_role: bool
    """What they are to the home is another: what they were told so far is not theirs any more."""
    is_over: bool
    """They may not come in any more."""
    area_ids: tuple[AreaId, ...]
    """Where a guest may be now."""


class PeopleChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A person or one of their devices was added, changed or removed."""

    user_id: UserId


class TokenRevoked(msgspec.Struct, frozen=True, kw_only=True):
    """A token is worth nothing from now on; its sessions must end."""

    token_id: str


Event = (
    StateChanged
    | RegistryUpdated
    | EntityFired
    | EventFired
    | ActionCalled
    | GatewaysChanged
    | NoticeChanged
    | MessagePosted
    | BurstKept
    | ZonesChanged
    | ScopeChanged
    | RightsChanged
    | PeopleChanged
    | TokenRevoked
)
