"""Notices: what the home wants a person to read, kept until somebody dismisses it."""

import secrets
from collections.abc import Iterable, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import NoticeChanged
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import ActionFailed

MAX_NOTICES = 500
"""More than anybody reads; each is up to 16 KB in memory and on the disk."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice; ``created_at`` is seconds UTC."""

    id: str
    title: str | None
    message: str
    created_at: float


class Notices:
    """Every notice of one home, oldest first."""

    def __init__(self, bus: Bus, store: RecordStore, clock: Clock) -> None:
        self._bus = bus
        self._store = store
        self._clock = clock
        self._notices: dict[str, Notice] = {}

    def load(self, records: Iterable[Record]) -> None:
        """Take the notices that were on the disk."""
        for record in records:
            if record.kind == "notice" and record.body is not None:
                self._notices[record.id] = msgspec.json.decode(record.body, type=Notice)

    def all(self) -> Sequence[Notice]:
        """Return every notice."""
        return tuple(self._notices.values())

    def get(self, notice_id: str) -> Notice | None:
        """Return one notice."""
        return self._notices.get(notice_id)

    async def create(
        self, message: str, title: str | None = None, notice_id: str | None = None
    ) -> Notice:
        """Make a notice, or replace the one of that id.

        Raises:
            ActionFailed: there are too many already.
            StorageError: it could not be kept; nothing changed.
        """
        notice_id = notice_id or secrets.token_hex(16)
        is_new = notice_id not in self._notices
        if is_new and len(self._notices) >= MAX_NOTICES:
            raise ActionFailed(f"there are {MAX_NOTICES} notices already; dismiss some first")
        notice = Notice(id=notice_id, title=title, message=message, created_at=self._clock.utc_s())
        body = msgspec.json.encode(notice)
        await self._store.save([Record(kind="notice", id=notice_id, body=body)])
        self._notices[notice_id] = notice
        self._bus.publish(NoticeChanged(kind="added" if is_new else "updated", notice_id=notice_id))
        return notice

    async def dismiss(self, notice_id: str) -> None:
        """Remove a notice; one that is not there is fine.

        Raises:
            StorageError: it could not be removed from the disk; it stays.
        """
        if notice_id not in self._notices:
            return
        await self._store.save([Record(kind="notice", id=notice_id, body=None)])
        self._notices.pop(notice_id, None)
        self._bus.publish(NoticeChanged(kind="removed", notice_id=notice_id))
