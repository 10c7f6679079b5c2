"""Tells every client of one home what changed: encoded once, written in slices, never when idle.

A change is put on a pile. The pile leaves at once when it has been quiet, else at the end of the
tick: each audience's frame is built from members encoded once, and given to the transports in
slices so that voice never waits behind a crowd. A client that is not in step is only noted to be
out of date; its outbox asks for the newest values when it is ready.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.server.audiences import (
    EncodedStates,
    EventAudience,
    FirstStates,
    PendingChange,
    StateAudience,
)
from embedded_hub.server.lanes import Lane
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.ticks import Ticks

LONG_FRAME_BYTES = 8 * 1024
"""A change of so many entities at once that a voice would wait 16 ms at 4 Mbit/s."""


class Fanout:
    """The one place from which live changes of a home leave."""

    def __init__(self, encoded: EncodedStates, limits: ServerLimits) -> None:
        self._encoded = encoded
        self._loop = asyncio.get_running_loop()
        self._ticks = Ticks(limits.tick_s)
        self._writes_per_turn = limits.writes_per_turn
        self._audiences: dict[object, StateAudience] = {}
        self._interested: dict[EntityId, tuple[StateAudience, ...]] = {}
        self._event_audiences: dict[object, EventAudience] = {}
        self._pending: dict[EntityId, PendingChange] = {}
        self._timer: asyncio.Handle | None = None
        self._writes: Iterator[None] | None = None
        self.deliveries = 0
        """Frames of changes and events handed to clients in step, since the start."""

    # --- audiences ------------------------------------------------------------------------------

    def join_states(
        self,
        outbox: Outbox,
        scope: Scope,
        subscription_id: int,
        entity_ids: frozenset[EntityId] | None,
        *,
        takes_parts: bool,
    ) -> StateAudience:
        """Add a client to those who hear state changes, and send it what is.

        Args:
            outbox: The client's.
            scope: What it may see.
            subscription_id: What its events go under.
            entity_ids: What it asked for; ``None`` for everything.
            takes_parts: Whether a long first answer may go in parts.
        """
        audience = StateAudience(self._encoded, scope, entity_ids, subscription_id)
        audience = self._audiences.setdefault(audience.key, audience)
        self._interested.clear()
        payload = audience.snapshot()
        if not takes_parts or len(payload) <= outbox.whole_bytes:
            audience.members[outbox] = None
            outbox.send(payload)
        else:
            first = audience.members[outbox] = FirstStates(audience)
            outbox.send_frames(Lane.NOTICE, audience.note(has_more=True))
            outbox.mark(first, first.entity_ids)
        return audience

    def leave_states(self, outbox: Outbox, audience: StateAudience) -> None:
        """Take a client out again."""
        first = audience.members.pop(outbox, None)
        if first is not None:
            outbox.forget(first)
        outbox.forget(audience)
        if not audience.members:
            self._audiences.pop(audience.key, None)
            self._interested.clear()

    def join_events(
        self, outbox: Outbox, scope: Scope, subscription_id: int, *, coalesces: bool
    ) -> EventAudience:
        """Add a client to those who hear every ``state_changed`` event."""
        audience = EventAudience(scope, subscription_id, coalesces=coalesces)
        audience = self._event_audiences.setdefault(audience.key, audience)
        audience.members[outbox] = None
        return audience

    def leave_events(self, outbox: Outbox, audience: EventAudience) -> None:
        """Take a client out again; events collected and not yet sent do not reach it."""
        audience.members.pop(outbox, None)
        if not audience.members:
            self._event_audiences.pop(audience.key, None)

    @property
    def has_event_audiences(self) -> bool:
        """Whether it is worth encoding an event."""
        return bool(self._event_audiences)

    # --- what happens ---------------------------------------------------------------------------

    def state_changed(self, entity_id: EntityId, old: State | None, new: State | None) -> None:
        """Take one change."""
        self._encoded.expire(entity_id)
        if not self._audiences:
            return
        pending = self._pending.get(entity_id)
        if pending is None:
            pending = self._pending[entity_id] = PendingChange(entity_id, old, self._encoded)
        pending.new = new
        self._schedule()

    def event(self, entity_id: EntityId, body: bytes) -> None:
        """Take one encoded event about an entity for everybody who may see it."""
        for audience in self._event_audiences.values():
            if audience.scope.sees(entity_id):
                audience.collect(body)
        self._schedule()

    def scope_changed(
        self, scope_key: str, added: Iterable[EntityId], removed: Iterable[EntityId]
    ) -> None:
        """Tell people whose rights changed what appeared and what is gone for them."""
        touched = [*added, *removed]
        self._interested.clear()
        for audience in list(self._audiences.values()):
            if audience.scope.key == scope_key and (asked := audience.asked(touched)):
                for outbox in audience.members:
                    outbox.mark(audience, asked)

    def close(self) -> None:
        """Stop; what is pending is not sent."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._writes = None

    # --- flushing -------------------------------------------------------------------------------

    def _schedule(self) -> None:
        if self._timer is not None or self._writes is not None:
            return
        delay_s = self._ticks.delay_s(self._loop.time())
        if delay_s > 0:
            self._timer = self._loop.call_later(delay_s, self._flush)
        else:
            self._timer = self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._timer = None
        change_count = len(self._pending)
        changes, events = list(self._collect()), self._collect_events()
        writes = sum(len(told[0].members) for told in changes)
        writes += sum(len(told[0].members) for told in events)
        self._ticks.flushed(self._loop.time(), changes=change_count, writes=writes)
        self._writes = self._deliver(changes, events)
        self._write_slice()

    def _write_slice(self) -> None:
        self._timer = None
        writes = self._writes
        if writes is None:
            return
        written = sum(1 for _ in islice(writes, self._writes_per_turn))
        if written == self._writes_per_turn:
            self._timer = self._loop.call_soon(self._write_slice)
            return
        self._writes = None
        if self._pending or any(a.has_events for a in self._event_audiences.values()):
            self._schedule()

    def _collect(self) -> Iterator[tuple[StateAudience, bytes, Sequence[EntityId]]]:
        pending, self._pending = self._pending, {}
        touched: dict[StateAudience, list[EntityId]] = {}
        for entity_id, change in pending.items():
            for audience in self._interested_in(entity_id):
                audience.collect(change)
                touched.setdefault(audience, []).append(entity_id)
        for audience, entity_ids in touched.items():
            yield audience, audience.take(), entity_ids

    def _collect_events(self) -> list[tuple[EventAudience, bytes]]:
        return [(a, a.take()) for a in self._event_audiences.values() if a.has_events]

    def _deliver(
        self,
        changes: list[tuple[StateAudience, bytes, Sequence[EntityId]]],
        events: list[tuple[EventAudience, bytes]],
    ) -> Iterator[None]:
        for audience, frames, entity_ids in changes:
            members = audience.members
            is_long = len(frames) > LONG_FRAME_BYTES
            for outbox in list(members):
                # Much at once goes in parts where a word may have to go between.
                if not (is_long and outbox.has_pieces) and outbox.write_shared(frames):
                    self.deliveries += 1
                elif outbox in members:
                    outbox.mark(audience, entity_ids)
                yield
        for event_audience, frames in events:
            for outbox in list(event_audience.members):
                self.deliveries += outbox.send_frames(Lane.NOTICE, frames)
                yield

    def _interested_in(self, entity_id: EntityId) -> tuple[StateAudience, ...]:
        known = self._interested.get(entity_id)
        if known is None:
            known = tuple(a for a in self._audiences.values() if a.wants(entity_id))
            self._interested[entity_id] = known
        return known
