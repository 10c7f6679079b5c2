"""An action on one entity, and the four ways it can end.

An action is at most once: it is sent to a connected gateway or not at all, it carries the time
it stays valid, and nobody sends it a second time.
"""

from enum import StrEnum

import msgspec

from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import Context
from embedded_hub.model.values import JsonObject, JsonValue


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do to one entity; validated, with ``toggle`` already made a target state."""

    id: str
    entity_id: EntityId
    key: EntityKey
    domain: str
    name: str
    """The action's name within the domain, such as ``turn_on``."""
    arguments: JsonObject
    timeout_s: float
    """Time left to begin it, counted from when the gateway gets it on its own monotonic clock."""
    context: Context


class OutcomeKind(StrEnum):
    """How an action ended."""

    DONE = "done"
    """The device or its gateway confirmed it."""
    FAILED = "failed"
    """Refused, with a code."""
    NOT_CONNECTED = "not_connected"
    """Nothing was sent."""
    UNKNOWN = "unknown"
    """Sent and never confirmed; it may have happened."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one action ended, and what to tell a person."""

    kind: OutcomeKind
    code: str | None = None
    """Stable reason of a failure: ``unsupported · invalid · unreachable · busy · denied · expired
    · internal`` or an error code of :mod:`embedded_hub.errors`."""
    message: str | None = None
    response: JsonValue = None
    """What an action that answers gave back."""


DONE = Outcome(kind=OutcomeKind.DONE)
