"""States made up for a test, with only what the test is about."""

from collections.abc import Mapping

from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue


def state_of(
    entity_id: str,
    value: str,
    at: float,
    *,
    changed_at: float | None = None,
    attributes: Mapping[str, JsonValue] | None = None,
    user_id: str | None = None,
) -> State:
    """Make a state of that moment."""
    return State(
        entity_id=EntityId(entity_id),
        value=value,
        attributes=dict(attributes or {}),
        changed_at=at if changed_at is None else changed_at,
        updated_at=at,
        context=Context(id="", user_id=user_id),
    )
