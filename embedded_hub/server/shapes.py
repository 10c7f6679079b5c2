"""States, contexts and events in the long form Home Assistant's clients know from listings."""

import msgspec

from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.times import iso_time


class ListedState(msgspec.Struct, frozen=True):
    """One state as ``get_states`` and ``state_changed`` write it."""

    entity_id: str
    state: str
    attributes: JsonObject
    last_changed: str
    last_updated: str
    context: Context


class BusEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event as ``subscribe_events`` writes it."""

    event_type: str
    data: JsonValue
    origin: str = "LOCAL"
    time_fired: str
    context: Context


def listed(state: State) -> ListedState:
    """Return the long form of a state."""
    changed = iso_time(state.changed_at)
    is_same = state.updated_at == state.changed_at
    return ListedState(
        state.entity_id,
        state.value,
        state.attributes,
        changed,
        changed if is_same else iso_time(state.updated_at),
        state.context,
    )


def bus_event(event_type: str, content: JsonValue, at: float, context: Context | None) -> bytes:
    """Encode one event."""
    return msgspec.json.encode(
        BusEvent(
            event_type=event_type,
            data=content,
            time_fired=iso_time(at),
            context=context or Context(id=""),
        )
    )


def state_changed_event(entity_id: str, old: State | None, new: State | None) -> bytes:
    """Encode the ``state_changed`` event of one change."""
    latest = new or old
    context = latest.context if latest else Context(id="")
    at = latest.updated_at if latest else 0.0
    content: JsonValue = {
        "entity_id": entity_id,
        "old_state": listed(old) if old else None,  # type: ignore[dict-item] # a Struct encodes
        "new_state": listed(new) if new else None,  # type: ignore[dict-item]
    }
    return bus_event("state_changed", content, at, context)
