"""A state: what one entity was last known to be, and since when.

The value is always text, as on Home Assistant's wire; numbers are read from it by those who need
them. An entity whose gateway is away has the value :data:`UNAVAILABLE` and keeps what was last
known in the attributes :data:`LAST_STATE` and :data:`LAST_SEEN_AT`, so that a tile can show it
with its age.
"""

import msgspec

from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.values import JsonObject

UNAVAILABLE = "unavailable"
UNKNOWN = "unknown"
LAST_STATE = "last_state"
"""Attribute of an unavailable entity: the value before it became so."""
LAST_SEEN_AT = "last_seen_at"
"""Attribute of an unavailable entity: until when its gateway vouched for it, seconds UTC."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what caused a change; it travels from the command to the state it leads to."""

    id: str
    parent_id: str | None = None
    user_id: str | None = None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What one entity is, since when, and who made it so. Times are seconds UTC."""

    entity_id: EntityId
    value: str
    attributes: JsonObject
    changed_at: float
    """When the value last became different."""
    updated_at: float
    """When the value or an attribute last became different; never before ``changed_at``."""
    context: Context

    @property
    def is_available(self) -> bool:
        """Whether the entity's gateway vouches for the value now."""
        return self.value != UNAVAILABLE


class StateReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway says an entity is now; whole, never a partial merge.

    A driver whose system sends partial updates merges them itself. ``None`` as value means
    unknown. Attributes here are only the changing ones: what :class:`EntityDescription` says once
    (limits, options, unit) is added by the home.
    """

    key: EntityKey
    value: str | None
    attributes: JsonObject = {}
    observed_at: float | None = None
    """When the device itself measured it, seconds UTC; ``None`` is now."""
    cause: str | None = None
    """The id of the action that led to this, where the foreign system tells."""
