"""Notices: what the home wants people to read, kept until somebody dismisses it or its time ends.

A notice is for everybody who lives here, or for the persons it names. Whoever made it (an action,
a gateway, the hub itself), it is one list; Home Assistant's clients know it as persistent
notifications.
"""

import asyncio
import logging
import secrets
from collections.abc import Iterable, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import NoticeChanged
from embedded_hub.core.notice import Notice, NoticeDraft
from embedded_hub.core.people import Principal, Role
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import ActionFailed, NotFound, StorageError

_LOG = logging.getLogger(__name__)
MAX_NOTICES = 500
"""More than anybody reads; each is up to 16 KB in memory and on the disk."""
NOTICE_RECORD = "notice"
_LOOKS_AGAIN_S = 3600.0
"""A wall clock may be set meanwhile: an end is looked for at least this often."""


class Notices:
    """Every notice of one home, oldest first."""

    def __init__(self, bus: Bus, store: RecordStore, clock: Clock) -> None:
        self._bus = bus
        self._store = store
        self._clock = clock
        self._notices: dict[str, Notice] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._expiring: asyncio.Task[None] | None = None

    def load(self, records: Iterable[Record]) -> None:
        """Take the notices that were on the disk."""
        for record in records:
            if record.kind == NOTICE_RECORD and record.body is not None:
                self._notices[record.id] = msgspec.json.decode(record.body, type=Notice)
        self._arm()

    async def close(self) -> None:
        """Stop looking at the time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._expiring is not None:
            await self._expiring

    def all(self) -> Sequence[Notice]:
        """Return every notice whose time has not ended."""
        now = self._clock.utc_s()
        return tuple(one for one in self._notices.values() if not _is_over(one, now))

    def seen_by(self, principal: Principal) -> Sequence[Notice]:
        """Return what somebody may read."""
        return tuple(one for one in self.all() if is_for(one, principal))

    def get(self, notice_id: str) -> Notice | None:
        """Return one notice."""
        return self._notices.get(notice_id)

    def read(self, principal: Principal, notice_id: str) -> Notice:
        """Return a notice somebody may read.

        Raises:
            NotFound: there is none, or it is for others.
        """
        notice = self._notices.get(notice_id)
        if notice is None or not is_for(notice, principal):
            raise NotFound("there is no such notice", details={"notice": notice_id})
        return notice

    async def create(self, draft: NoticeDraft) -> Notice:
        """Make a notice, or replace the one of that id.

        Raises:
            ActionFailed: there are too many already.
            StorageError: it could not be kept; nothing changed.
        """
        notice_id = draft.id or secrets.token_hex(16)
        is_new = notice_id not in self._notices
        if is_new and len(self._notices) >= MAX_NOTICES:
            raise ActionFailed(f"there are {MAX_NOTICES} notices already; dismiss some first")
        now = self._clock.utc_s()
        notice = Notice(
            id=notice_id,
            title=draft.title,
            message=draft.message,
            created_at=now,
            severity=draft.severity,
            source=draft.source,
            entity_id=draft.entity_id,
            gateway_id=draft.gateway_id,
            buttons=draft.buttons,
            expires_at=None if draft.expires_in_s is None else now + draft.expires_in_s,
            user_ids=draft.user_ids,
        )
        await self._keep(notice)
        self._bus.publish(
            NoticeChanged(kind="added" if is_new else "updated", notice=notice, is_fresh=True)
        )
        self._arm()
        return notice

    async def note_read(self, principal: Principal, notice_id: str) -> None:
        """Note that somebody read a notice; once is enough.

        Raises:
            NotFound: there is none, or it is for others.
            StorageError: it could not be noted.
        """
        notice = self.read(principal, notice_id)
        user_id = principal.user.id
        if user_id in notice.read_at:
            return
        read_at = {**notice.read_at, user_id: self._clock.utc_s()}
        notice = msgspec.structs.replace(notice, read_at=read_at)
        await self._keep(notice)
        self._bus.publish(NoticeChanged(kind="updated", notice=notice, is_fresh=False))

    async def dismiss(self, notice_id: str) -> None:
        """Remove a notice; one that is not there is fine.

        Raises:
            StorageError: it could not be removed from the disk; it stays.
        """
        notice = self._notices.get(notice_id)
        if notice is None:
            return
        await self._store.save([Record(kind=NOTICE_RECORD, id=notice_id, body=None)])
        if self._notices.pop(notice_id, None) is not None:
            self._bus.publish(NoticeChanged(kind="removed", notice=notice, is_fresh=False))

    # --- parts --------------------------------------------------------------------------------

    async def _keep(self, notice: Notice) -> None:
        body = msgspec.json.encode(notice)
        await self._store.save([Record(kind=NOTICE_RECORD, id=notice.id, body=body)])
        self._notices[notice.id] = notice

    def _arm(self) -> None:
        ends = [one.expires_at for one in self._notices.values() if one.expires_at is not None]
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if ends:
            left_s = min(max(0.0, min(ends) - self._clock.utc_s()), _LOOKS_AGAIN_S)
            self._timer = asyncio.get_running_loop().call_later(left_s, self._expire)

    def _expire(self) -> None:
        self._timer = None
        if self._expiring is None:
            self._expiring = asyncio.get_running_loop().create_task(self._dismiss_expired())

    async def _dismiss_expired(self) -> None:
        now = self._clock.utc_s()
        try:
            for notice in [one for one in self._notices.values() if _is_over(one, now)]:
                await self.dismiss(notice.id)
        except StorageError as error:
            # It is not shown any more; the next start finds it again and tries again.
            _LOG.warning("a notice whose time ended could not be removed: %s", error)
            return
        finally:
            self._expiring = None
        self._arm()


def is_for(notice: Notice, principal: Principal) -> bool:
    """Say whether somebody may read a notice."""
    if not principal.user.is_active:
        return False
    if notice.user_ids:
        return principal.user.id in notice.user_ids
    return principal.role in (Role.OWNER, Role.FAMILY, Role.TESTER)


def _is_over(notice: Notice, now: float) -> bool:
    return notice.expires_at is not None and now >= notice.expires_at
