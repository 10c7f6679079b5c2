"""The states of one home: what every entity is now, and a number for each change."""

from collections.abc import Iterator, Mapping

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import StateChanged
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonObject


class States:
    """Holds the current state of each entity and publishes every real change once."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._bus = bus
        self._clock = clock
        self._states: dict[EntityId, State] = {}
        self.sequence = 0
        """Number of the last change."""

    def __len__(self) -> int:
        return len(self._states)

    def __iter__(self) -> Iterator[State]:
        return iter(self._states.values())

    def get(self, entity_id: EntityId) -> State | None:
        """Return the current state, or ``None`` for an entity that has none."""
        return self._states.get(entity_id)

    def view(self) -> Mapping[EntityId, State]:
        """Return all of them, live: copy it to keep it."""
        return self._states

    def set(
        self,
        entity_id: EntityId,
        value: str,
        attributes: JsonObject,
        context: Context,
        at: float | None = None,
    ) -> bool:
        """Make this the entity's state; return whether that was a change.

        Args:
            entity_id: The entity.
            value: Its state text.
            attributes: All of its attributes.
            context: Who or what is behind it.
            at: When it came to be, seconds UTC; now when left out, and never in the future.
        """
        now = self._clock.utc_s()
        at = now if at is None else min(at, now)
        old = self._states.get(entity_id)
        changed_at = at
        if old is not None:
            is_same_value = old.value == value
            if is_same_value and old.attributes == attributes:
                return False
            at = max(at, old.updated_at) if old.updated_at <= now else now
            changed_at = old.changed_at if is_same_value else at
        new = State(
            entity_id=entity_id,
            value=value,
            attributes=attributes,
            changed_at=changed_at,
            updated_at=at,
            context=context,
        )
        self._states[entity_id] = new
        self._publish(entity_id, old, new)
        return True

    def remove(self, entity_id: EntityId) -> None:
        """Forget an entity's state; nothing happens when it has none."""
        if old := self._states.pop(entity_id, None):
            self._publish(entity_id, old, None)

    def _publish(self, entity_id: EntityId, old: State | None, new: State | None) -> None:
        self.sequence += 1
        self._bus.publish(
            StateChanged(entity_id=entity_id, old=old, new=new, sequence=self.sequence)
        )
