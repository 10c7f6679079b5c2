"""A change of one entity as a line for people or programs. Pure."""

import time
from collections.abc import Mapping, MutableMapping, Sequence

import msgspec

from embedded_hub.client.entity_mirror import MirrorChange
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

# A light that changes colour changes eight attributes; a person reads the first few.
_SHOWN_ATTRIBUTES = 4


class Change(msgspec.Struct, frozen=True):
    """What an entity was and is; ``None`` where it was or is not there."""

    old: State | None
    new: State | None

    @property
    def state(self) -> State:
        """The newest state there is."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of nothing")
        return found


def changes_between(
    known: MutableMapping[EntityId, State], states: Mapping[EntityId, State], change: MirrorChange
) -> Sequence[Change]:
    """Return what differs and bring ``known`` up to date."""
    found = []
    for entity_id in sorted(change.added | change.changed | change.removed):
        old, new = known.get(entity_id), states.get(entity_id)
        if new is None:
            known.pop(entity_id, None)
        else:
            known[entity_id] = new
        if old is not None or new is not None:
            found.append(Change(old, new))
    return found


def change_line(change: Change) -> str:
    """Return ``12:03:41  light.desk  off -> on``, with attributes where the value stayed."""
    old, new = change.old, change.new
    at = time.strftime("%H:%M:%S", time.localtime(change.state.updated_at))
    start = f"{at}  {change.state.entity_id}  "
    if old is None or new is None or old.value != new.value:
        return f"{start}{old.value if old else '(new)'} -> {new.value if new else '(removed)'}"
    names = sorted(_changed_attributes(old, new))
    parts = [
        f"{name} {_short(old.attributes.get(name))} -> {_short(new.attributes.get(name))}"
        for name in names[:_SHOWN_ATTRIBUTES]
    ]
    if len(names) > _SHOWN_ATTRIBUTES:
        parts.append(f"and {len(names) - _SHOWN_ATTRIBUTES} more")
    return f"{start}{new.value}  {', '.join(parts)}".rstrip()


def change_as_json(change: Change) -> dict[str, object]:
    """Return the change for a program; ``attributes`` holds those that are new or different."""
    old, new = change.old, change.new
    return {
        "at": change.state.updated_at,
        "entity_id": change.state.entity_id,
        "old": old.value if old else None,
        "new": new.value if new else None,
        "attributes": _changed_attributes(old, new),
        "user_id": new.context.user_id if new else None,
    }


def _changed_attributes(old: State | None, new: State | None) -> JsonObject:
    before = old.attributes if old else {}
    after = new.attributes if new else {}
    names = before.keys() | after.keys() if new else set()
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _short(value: JsonValue) -> str:
    if value is None:
        return "-"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 40 else text[:39] + "…"
