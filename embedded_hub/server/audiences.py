"""Groups of clients that are told the same thing in the same bytes.

Who may see what is settled when a client subscribes and when rights change, never when a state
does: an audience is a scope, a filter and a subscription id, and one encoded frame serves all of
its members.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import msgspec

from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.protocol.compressed import change_member, event_body, full_member
from embedded_hub.server.frames import text_frame
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.shapes import listed


def event_frame(subscription_id: int, body: bytes) -> bytes:
    """Frame one event of one subscription."""
    return text_frame(event_payload(subscription_id, body))


def event_payload(subscription_id: int, body: bytes) -> bytes:
    """Return the message that carries one event of one subscription."""
    return b'{"id":%d,"type":"event","event":%b}' % (subscription_id, body)


class EncodedStates:
    """The newest states of a home in their wire forms, each encoded once however often asked.

    Whoever changes a state says so with :meth:`expire`. Nothing is encoded before it is asked
    for, and joining what is known is all that the picture of a whole home then costs.
    """

    def __init__(self, states: Mapping[EntityId, State]) -> None:
        self._members = _Encodings(states, full_member)
        self._listed = _Encodings(states, _encode_listed)

    def expire(self, entity_id: EntityId) -> None:
        """The entity's state is another one now."""
        self._members.stale[entity_id] = None
        self._listed.stale[entity_id] = None

    def listing(self, scope: Scope) -> bytes:
        """Return the answer to ``get_states`` for these people."""
        parts = list(self._listed.seen(scope)) or [b""]
        # Brackets around the joined whole would copy half a megabyte once more.
        parts[0] = b"[" + parts[0]
        parts[-1] += b"]"
        return b",".join(parts)

    def member(self, entity_id: EntityId) -> bytes | None:
        """Return ``"entity_id":{entry}``, or ``None`` for an entity without a state."""
        return self._members.one(entity_id)

    def entity_ids(self, scope: Scope) -> list[EntityId]:
        """Return every entity these people see that has a state."""
        return [entity_id for entity_id in self._members.names() if scope.sees(entity_id)]

    def members(self, scope: Scope) -> Iterable[bytes]:
        """Return the entries of every entity these people see."""
        return self._members.seen(scope)


class _Encodings:
    """One wire form of every state."""

    def __init__(self, states: Mapping[EntityId, State], encode: Callable[[State], bytes]) -> None:
        self._states = states
        self._encode = encode
        self._known: dict[EntityId, bytes] = {}
        self.stale: dict[EntityId, None] = dict.fromkeys(states)
        """Entities whose state is another one than what is known, or gone; in the order of that."""

    def one(self, entity_id: EntityId) -> bytes | None:
        if entity_id in self.stale:
            self._renew(entity_id)
        return self._known.get(entity_id)

    def names(self) -> Iterable[EntityId]:
        return self._states.keys()

    def seen(self, scope: Scope) -> Iterable[bytes]:
        for entity_id in tuple(self.stale):
            self._renew(entity_id)
        if scope.visible is None:
            return self._known.values()
        visible = scope.visible
        return [encoded for entity_id, encoded in self._known.items() if entity_id in visible]

    def _renew(self, entity_id: EntityId) -> None:
        self.stale.pop(entity_id, None)
        state = self._states.get(entity_id)
        if state is None:
            self._known.pop(entity_id, None)
        else:
            self._known[entity_id] = self._encode(state)


def _encode_listed(state: State) -> bytes:
    return msgspec.json.encode(listed(state))


class StateAudience:
    """Everybody with one scope, one filter and one id for ``subscribe_entities``."""

    def __init__(
        self,
        encoded: EncodedStates,
        scope: Scope,
        entity_ids: frozenset[EntityId] | None,
        subscription_id: int,
    ) -> None:
        self._encoded = encoded
        self._entity_ids = entity_ids
        self._subscription_id = subscription_id
        self._added: list[bytes] = []
        self._changed: list[bytes] = []
        self._removed: list[EntityId] = []
        self.scope = scope
        self.key: Hashable = (scope.key, entity_ids, subscription_id)
        self.members: dict[Outbox, FirstStates | None] = {}
        """Each with what it is still told of its first answer, where that goes in parts."""

    def wants(self, entity_id: EntityId) -> bool:
        """Say whether these clients asked for the entity and may see it."""
        is_asked = self._entity_ids is None or entity_id in self._entity_ids
        return is_asked and self.scope.sees(entity_id)

    def asked(self, entity_ids: Iterable[EntityId]) -> list[EntityId]:
        """Return which of the entities these clients asked for, seen or not."""
        wanted = self._entity_ids
        return [one for one in entity_ids if wanted is None or one in wanted]

    def snapshot(self) -> bytes:
        """Return the first event's message: everything these clients asked for and may see."""
        members: Iterable[bytes]
        if self._entity_ids is None:
            members = self._encoded.members(self.scope)
        else:
            found = map(self._encoded.member, sorted(filter(self.scope.sees, self._entity_ids)))
            members = filter(None, found)
        return event_payload(self._subscription_id, event_body(members))

    def entity_ids(self) -> list[EntityId]:
        """Return everything these clients asked for and may see."""
        if self._entity_ids is None:
            return self._encoded.entity_ids(self.scope)
        return sorted(filter(self.scope.sees, self._entity_ids))

    def note(self, *, has_more: bool) -> bytes:
        """Return a frame that opens or closes a first answer given in parts."""
        body = b'{"more":true}' if has_more else b'{"more":false}'
        return event_frame(self._subscription_id, body)

    def newest(self, entity_ids: Sequence[EntityId]) -> bytes:
        """Return a frame with the newest of these entities, for a client that fell behind."""
        added: list[bytes] = []
        removed: list[EntityId] = []
        for entity_id in entity_ids:
            member = self._encoded.member(entity_id) if self.wants(entity_id) else None
            if member is None:
                removed.append(entity_id)
            else:
                added.append(member)
        return event_frame(self._subscription_id, event_body(added, (), removed))

    def collect(self, change: "PendingChange") -> None:
        """Take one change into the next frame."""
        if change.new is None:
            self._removed.append(change.entity_id)
        elif change.old is None:
            self._added.append(change.full())
        else:
            self._changed.append(change.difference())

    def take(self) -> bytes:
        """Return the frame of everything collected, and start anew."""
        body = event_body(self._added, self._changed, self._removed)
        self._added, self._changed, self._removed = [], [], []
        return event_frame(self._subscription_id, body)


class FirstStates:
    """The first answer of a subscription in parts, for one client: a source for its outbox.

    Every part holds the newest values at the time it leaves, so that what changes meanwhile may
    overtake it. Between an opening and a closing note they stand for one whole: what they did not
    name is not there.
    """

    def __init__(self, audience: StateAudience) -> None:
        self._audience = audience
        self.entity_ids = audience.entity_ids()
        self._left = len(self.entity_ids)

    def newest(self, entity_ids: Sequence[EntityId]) -> bytes:
        """Return a frame with the newest of these entities; the last with the closing note."""
        self._left -= len(entity_ids)
        frame = self._audience.newest(entity_ids)
        return frame if self._left else frame + self._audience.note(has_more=False)


class EventAudience:
    """Everybody with one scope and one id who hears the same events, each of them."""

    def __init__(self, scope: Scope, subscription_id: int, *, coalesces: bool) -> None:
        self._subscription_id = subscription_id
        self._coalesces = coalesces
        self._payloads: list[bytes] = []
        self.scope = scope
        self.key: Hashable = (scope.key, subscription_id, coalesces)
        self.members: dict[Outbox, None] = {}

    @property
    def has_events(self) -> bool:
        """Whether anything was collected."""
        return bool(self._payloads)

    def collect(self, body: bytes) -> None:
        """Take one event into the next frames."""
        self._payloads.append(event_payload(self._subscription_id, body))

    def take(self) -> bytes:
        """Return the frames of everything collected, and start anew."""
        payloads, self._payloads = self._payloads, []
        if self._coalesces and len(payloads) > 1:
            return text_frame(b"[" + b",".join(payloads) + b"]")
        return b"".join(map(text_frame, payloads))


class PendingChange:
    """What became of one entity since the last frame left; encoded once, if at all."""

    def __init__(self, entity_id: EntityId, old: State | None, encoded: EncodedStates) -> None:
        self.entity_id = entity_id
        self.old = old
        self.new: State | None = None
        self._encoded = encoded
        self._difference: bytes | None = None

    def full(self) -> bytes:
        """Return the whole entry of the new state."""
        return self._encoded.member(self.entity_id) or b""

    def difference(self) -> bytes:
        """Return what is different from before."""
        if self._difference is None and self.old is not None and self.new is not None:
            self._difference = change_member(self.old, self.new)
        return self._difference or b""
