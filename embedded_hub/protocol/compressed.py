"""States in the short form of ``subscribe_entities``: whole entries, changes and removals.

An event is ``{"a": {id: entry}, "c": {id: change}, "r": [id]}``. An entry has ``s`` state, ``a``
attributes, ``c`` context, ``lc`` last changed and, where it differs, ``lu`` last updated, both
seconds UTC. A change holds under ``+`` what is new or different and under ``-`` the names of
attributes that went. A context is its bare id when nobody in particular is behind it.

Encoding gives *members*, the bytes ``"light.x":{…}``, so that one change is encoded once however
many people see it; :func:`event_body` joins them.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State

_encode = msgspec.json.encode


def full_entry(state: State) -> dict[str, object]:
    """Return the whole entry of one state."""
    context = state.context
    is_plain = context.parent_id is None and context.user_id is None
    entry: dict[str, object] = {
        "s": state.value,
        "a": state.attributes,
        "c": context.id if is_plain else context,
        "lc": state.changed_at,
    }
    if state.updated_at != state.changed_at:
        entry["lu"] = state.updated_at
    return entry


def change_entry(old: State, new: State) -> dict[str, object]:
    """Return what must be told to one who knows ``old`` so that they know ``new``."""
    plus: dict[str, object] = {}
    if old.value != new.value:
        plus["s"] = new.value
    if old.changed_at != new.changed_at:
        plus["lc"] = new.changed_at
        # Several changes told as one: the value's and then an attribute's.
        if new.updated_at != new.changed_at:
            plus["lu"] = new.updated_at
    elif old.updated_at != new.updated_at:
        plus["lu"] = new.updated_at
    if (context := _context_change(old.context, new.context)) is not None:
        plus["c"] = context
    before, after = old.attributes, new.attributes
    if before == after:
        return {"+": plus} if plus else {}
    changed = {k: v for k, v in after.items() if k not in before or before[k] != v}
    if changed:
        plus["a"] = changed
    entry: dict[str, object] = {"+": plus} if plus else {}
    if gone := [name for name in before if name not in after]:
        entry["-"] = {"a": gone}
    return entry


def _context_change(old: Context, new: Context) -> str | dict[str, str | None] | None:
    if old.parent_id == new.parent_id and old.user_id == new.user_id:
        return None if old.id == new.id else new.id
    parts: dict[str, str | None] = {}
    if old.parent_id != new.parent_id:
        parts["parent_id"] = new.parent_id
    if old.user_id != new.user_id:
        parts["user_id"] = new.user_id
    if old.id != new.id:
        parts["id"] = new.id
    return parts


def full_member(state: State) -> bytes:
    """Return ``"entity_id":{entry}`` as bytes."""
    return b'"%b":%b' % (state.entity_id.encode(), _encode(full_entry(state)))


def change_member(old: State, new: State) -> bytes:
    """Return ``"entity_id":{change}`` as bytes."""
    return b'"%b":%b' % (new.entity_id.encode(), _encode(change_entry(old, new)))


def event_body(
    added: Iterable[bytes] = (), changed: Iterable[bytes] = (), removed: Iterable[EntityId] = ()
) -> bytes:
    """Join members into one event; an empty one is ``{"a":{}}``, as a first answer needs it."""
    parts = []
    if joined := b",".join(added):
        parts.append(b'"a":{%b}' % joined)
    if joined := b",".join(changed):
        parts.append(b'"c":{%b}' % joined)
    if names := list(removed):
        parts.append(b'"r":' + _encode(names))
    return b"{%b}" % b",".join(parts) if parts else b'{"a":{}}'


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """Which entities one event touched."""

    added: tuple[EntityId, ...] = ()
    changed: tuple[EntityId, ...] = ()
    removed: tuple[EntityId, ...] = ()


class _Entry(msgspec.Struct, frozen=True):
    s: str
    c: str | dict[str, str | None]
    lc: float
    a: dict[str, Any] = {}
    lu: float | None = None


class _Plus(msgspec.Struct, frozen=True):
    s: str | None = None
    c: str | dict[str, str | None] | None = None
    lc: float | None = None
    lu: float | None = None
    a: dict[str, Any] = {}


class _Minus(msgspec.Struct, frozen=True):
    a: list[str] = []


class _Change(msgspec.Struct, frozen=True, rename={"plus": "+", "minus": "-"}):
    plus: _Plus = _Plus()
    minus: _Minus = _Minus()


class _Event(msgspec.Struct, frozen=True):
    a: dict[EntityId, _Entry] = {}
    c: dict[EntityId, _Change] = {}
    r: list[EntityId] = []


def apply_event(states: MutableMapping[EntityId, State], event: object) -> Applied:
    """Bring a mirror up to date with one decoded event and say what it touched.

    A change of an entity the mirror does not hold is passed over: it was removed meanwhile.

    Raises:
        RemoteProtocolError: the event has not the shape above; the mirror is as it was.
    """
    try:
        parsed = msgspec.convert(event, _Event)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"malformed state event: {error}") from error
    for entity_id, entry in parsed.a.items():
        states[entity_id] = _state_of(entity_id, entry)
    changed = tuple(entity_id for entity_id in parsed.c if entity_id in states)
    for entity_id in changed:
        states[entity_id] = _changed(states[entity_id], parsed.c[entity_id])
    removed = tuple(entity_id for entity_id in parsed.r if states.pop(entity_id, None) is not None)
    return Applied(added=tuple(parsed.a), changed=changed, removed=removed)


def _state_of(entity_id: EntityId, entry: _Entry) -> State:
    return State(
        entity_id=entity_id,
        value=entry.s,
        attributes=entry.a,
        changed_at=entry.lc,
        updated_at=entry.lc if entry.lu is None else entry.lu,
        context=_merge_context(Context(id=""), entry.c),
    )


def _changed(state: State, change: _Change) -> State:
    plus = change.plus
    attributes = {**state.attributes, **plus.a}
    for name in change.minus.a:
        attributes.pop(name, None)
    changed_at = state.changed_at if plus.lc is None else plus.lc
    fallback = changed_at if plus.lc is not None else state.updated_at
    return State(
        entity_id=state.entity_id,
        value=state.value if plus.s is None else plus.s,
        attributes=attributes,
        changed_at=changed_at,
        updated_at=fallback if plus.lu is None else plus.lu,
        context=_merge_context(state.context, plus.c),
    )


def _merge_context(context: Context, part: str | Mapping[str, str | None] | None) -> Context:
    if part is None:
        return context
    if isinstance(part, str):
        return msgspec.structs.replace(context, id=part)
    return Context(
        id=part.get("id") or context.id,
        parent_id=part.get("parent_id", context.parent_id),
        user_id=part.get("user_id", context.user_id),
    )
