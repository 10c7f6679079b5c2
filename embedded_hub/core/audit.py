"""The record of who did what: kept by number, so that it is bounded, and never changed.

Writing it never holds up what it records: entries wait in memory for a moment and are written
together. What a person turned up and down within a few seconds is one entry.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import Protocol

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import ActionCalled
from embedded_hub.core.people import People, Principal
from embedded_hub.errors import StorageError
from embedded_hub.model.values import JsonObject

_LOG = logging.getLogger(__name__)
ACTION_CALLED = "action/called"
MAX_WAITING = 1000
"""Entries in memory while the disk cannot be written; the oldest give way."""
SAME_S = 10.0
"""The same person doing the same to the same things within this is one entry."""
MAX_NAMED = 20
"""Entities an entry names; the rest are counted."""


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody did. ``number`` grows from entry to entry; 0 before it is kept."""

    number: int = 0
    at: float
    user_id: str | None
    """``None``: nobody in particular, such as a device that showed a pairing code."""
    user_name: str
    device_name: str
    kind: str
    """``noun/verb``, such as ``person/changed``."""
    subject: str
    """The id or name of what it was done to."""
    details: JsonObject = {}


class AuditQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries to list, newest first."""

    user_id: str | None = None
    kind: str | None = None
    """Of one kind; of all kinds of a noun where it ends with ``/``."""
    before: int | None = None
    limit: int = 100

    def fits(self, entry: AuditEntry) -> bool:
        """Say whether an entry is asked for."""
        if self.before is not None and entry.number >= self.before:
            return False
        if self.user_id is not None and entry.user_id != self.user_id:
            return False
        if self.kind is None:
            return True
        is_noun = self.kind.endswith("/")
        return entry.kind.startswith(self.kind) if is_noun else entry.kind == self.kind


class AuditStore(Protocol):
    """Keeps the newest entries."""

    async def add(self, entries: Sequence[AuditEntry]) -> None:
        """Keep entries in this order.

        Raises:
            StorageError: none of them was kept.
        """

    async def find(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return the newest that fit.

        Raises:
            StorageError: the store cannot be read now.
        """


class RecentAudit:
    """An audit store that forgets with the process."""

    def __init__(self, most: int = 500) -> None:
        self._entries: deque[AuditEntry] = deque(maxlen=most)
        self._number = 0

    async def add(self, entries: Sequence[AuditEntry]) -> None:
        """Remember entries."""
        for entry in entries:
            self._number += 1
            self._entries.append(msgspec.structs.replace(entry, number=self._number))

    async def find(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return the newest that fit."""
        return [one for one in reversed(self._entries) if query.fits(one)][: query.limit]


class Audit:
    """Takes note of what people of one home do."""

    def __init__(self, *, bus: Bus, clock: Clock, people: People, store: AuditStore) -> None:
        self._clock = clock
        self._people = people
        self._store = store
        self._waiting: deque[AuditEntry] = deque(maxlen=MAX_WAITING)
        self._writing: asyncio.Task[None] | None = None
        self._last: dict[tuple[str, str, str], float] = {}
        bus.subscribe(ActionCalled, self._action_called)

    def note(
        self,
        principal: Principal | None,
        kind: str,
        subject: str,
        details: JsonObject | None = None,
        *,
        device_name: str | None = None,
    ) -> None:
        """Note something that was done; returns at once.

        Args:
            principal: Who did it.
            kind: ``noun/verb``.
            subject: What it was done to.
            details: What a reader would ask next; never a secret.
            device_name: What it was done on, where that is not the principal's own device.
        """
        user = principal.user if principal else None
        self._add(
            AuditEntry(
                at=self._clock.utc_s(),
                user_id=user.id if user else None,
                user_name=user.name if user else "",
                device_name=device_name or (self._device(principal) if principal else ""),
                kind=kind,
                subject=subject,
                details=details or {},
            )
        )

    async def find(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """List entries, newest first, those that were noted a moment ago among them.

        Raises:
            StorageError: the store cannot be read now.
        """
        await self.settle()
        return await self._store.find(query)

    async def settle(self) -> None:
        """Return when what was noted is kept, or could not be."""
        while self._writing is not None:
            await asyncio.shield(self._writing)

    # --- parts --------------------------------------------------------------------------------

    def _add(self, entry: AuditEntry) -> None:
        self._waiting.append(entry)
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch = tuple(self._waiting)
                self._waiting.clear()
                await self._store.add(batch)
        except StorageError as error:
            # They go with the next one, when the disk may be better.
            self._waiting.extendleft(reversed(batch))
            _LOG.warning("who did what could not be kept: %s", error)
        finally:
            self._writing = None

    def _action_called(self, event: ActionCalled) -> None:
        user = self._people.get(event.context.user_id)
        if user is None:
            return
        targets = event.payload.get("entity_id")
        named = [str(one) for one in targets] if isinstance(targets, list) else []
        subject = f"{event.domain}.{event.name}"
        key = (user.id, subject, ",".join(named))
        last_at = self._last.get(key)
        if last_at is not None and 0 <= event.at - last_at < SAME_S:
            return
        self._remember(key, event.at)
        self._add(
            AuditEntry(
                at=event.at,
                user_id=user.id,
                user_name=user.name,
                device_name="",
                kind=ACTION_CALLED,
                subject=subject,
                details={"entity_id": list(named[:MAX_NAMED]), "count": len(named)},
            )
        )

    def _remember(self, key: tuple[str, str, str], at: float) -> None:
        self._last.pop(key, None)
        self._last[key] = at
        if len(self._last) > MAX_WAITING:
            del self._last[next(iter(self._last))]

    def _device(self, principal: Principal) -> str:
        tokens = self._people.tokens()
        return next((one.name for one in tokens if one.id == principal.token_id), "")
