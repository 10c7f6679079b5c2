"""The states of a home as a client knows them: events in, the ids that differ out. Pure."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.compressed import apply_event


class MirrorChange(msgspec.Struct, frozen=True, kw_only=True):
    """Which entities one event made different; the three sets share no id."""

    added: frozenset[EntityId] = frozenset()
    changed: frozenset[EntityId] = frozenset()
    removed: frozenset[EntityId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class EntityMirror:
    """Keeps one :class:`State` per entity from the events of ``subscribe_entities``.

    A connection begins with the whole list, in one event or in parts between ``{"more": true}``
    and ``{"more": false}``. It is compared with what was known, so that only what really differs
    is reported and what is missing counts as removed. Until it is complete what was known stands.
    """

    def __init__(self) -> None:
        self._states: dict[EntityId, State] = {}
        self._fresh: dict[EntityId, State] | None = {}
        """What a new connection has told so far; ``None`` once it told everything."""
        self._has_parts = False

    @property
    def states(self) -> Mapping[EntityId, State]:
        """Every known state; a live view, never to be kept across an ``await`` while iterating."""
        return MappingProxyType(self._states)

    @property
    def is_whole(self) -> bool:
        """Whether the whole list of this connection is in."""
        return self._fresh is None

    def begin(self) -> None:
        """A new connection follows: its first events are the whole list."""
        self._fresh = {}
        self._has_parts = False

    def apply(self, event: JsonValue) -> MirrorChange:
        """Take in one event.

        Raises:
            RemoteProtocolError: it has another shape; nothing was changed.
        """
        if self._fresh is None:
            return self._apply_change(event)
        apply_event(self._fresh, event)
        more = event.get("more") if isinstance(event, Mapping) else None
        if more is True:
            self._has_parts = True
        if more is True or (self._has_parts and more is None):
            return MirrorChange()
        return self._finish(self._fresh)

    def _apply_change(self, event: JsonValue) -> MirrorChange:
        whole = event.get("a") if isinstance(event, Mapping) else None
        named = [EntityId(name) for name in whole] if isinstance(whole, Mapping) else []
        before = {name: self._states[name] for name in named if name in self._states}
        applied = apply_event(self._states, event)
        rewritten = (name for name in applied.added if name in before)
        changed = {name for name in rewritten if _differs(before[name], self._states.get(name))}
        return MirrorChange(
            added=_without(applied.added, before, applied.removed),
            changed=frozenset({*changed, *applied.changed}) - frozenset(applied.removed),
            removed=frozenset(applied.removed),
        )

    def _finish(self, fresh: dict[EntityId, State]) -> MirrorChange:
        before, self._states, self._fresh = self._states, fresh, None
        kept = before.keys() & fresh.keys()
        return MirrorChange(
            added=frozenset(fresh.keys() - kept),
            changed=frozenset(name for name in kept if _differs(before[name], fresh[name])),
            removed=frozenset(before.keys() - kept),
        )


def _differs(old: State, new: State | None) -> bool:
    """Compare what a person can see; a context alone is no difference."""
    return new is None or (old.value, old.changed_at, old.updated_at, old.attributes) != (
        new.value,
        new.changed_at,
        new.updated_at,
        new.attributes,
    )


def _without(
    names: Iterable[EntityId], known: Mapping[EntityId, State], removed: Iterable[EntityId]
) -> frozenset[EntityId]:
    return frozenset(name for name in names if name not in known) - frozenset(removed)
