"""The last talk bursts in memory: for a home without a disk, and for tests."""

from collections.abc import Mapping, Sequence

import msgspec

from embedded_hub.core.intercom.conversations import (
    is_unwritten,
    may_know,
    receipts_by_user,
    with_text,
    words_of,
)
from embedded_hub.core.intercom.ports import BurstQuery, BurstRecord, Reader, Receipt, Unread
from embedded_hub.core.intercom.talk_groups import person_channel
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import BurstId, Frame, TalkGroupId
from embedded_hub.voice.receipts import NO_RECEIPT, is_missed


class RecentBursts:
    """A burst store that forgets with the process.

    Args:
        most: How many it remembers.
    """

    def __init__(self, most: int = 50) -> None:
        self._most = most
        self._records: dict[BurstId, BurstRecord] = {}
        self._frames: dict[BurstId, Sequence[Frame]] = {}
        self._receipts: dict[BurstId, dict[tuple[UserId, str], Receipt]] = {}

    async def keep(self, record: BurstRecord, frames: Sequence[Frame]) -> BurstRecord:
        """Remember one, and forget the oldest."""
        self._records[record.id] = record
        self._frames[record.id] = tuple(frames)
        while len(self._records) > self._most:
            await self.delete(next(iter(self._records)))
        return record

    def grows(self, record: BurstRecord, frames: Sequence[Frame]) -> None:
        """Nothing here outlives the process."""

    def dropped(self, burst_id: BurstId) -> None:
        """Nothing was taken."""

    async def get(self, burst_id: BurstId) -> BurstRecord | None:
        """Return a record."""
        return self._records.get(burst_id)

    async def frames(self, burst_id: BurstId) -> Sequence[Frame]:
        """Return what was said."""
        return self._frames.get(burst_id, ())

    async def find(self, query: BurstQuery) -> Sequence[BurstRecord]:
        """Return the newest that fit."""
        fitting = [one for one in self._records.values() if self._fits(one, query)]
        return sorted(fitting, key=lambda one: one.started_at, reverse=True)[: query.limit]

    async def receipts(self, burst_ids: Sequence[BurstId]) -> Mapping[BurstId, Sequence[Receipt]]:
        """Return who heard what."""
        return {one: tuple(self._receipts.get(one, {}).values()) for one in burst_ids}

    async def add_receipts(self, receipts: Sequence[Receipt]) -> Sequence[Receipt]:
        """Note those that say something new."""
        new = []
        for receipt in receipts:
            record = self._records.get(receipt.burst_id)
            if record is None:
                continue
            known = self._receipts.setdefault(receipt.burst_id, {})
            key = (receipt.user_id, receipt.state)
            if key in known:
                continue
            known[key] = receipt
            new.append(receipt)
            if receipt.state == "kept":
                self._records[record.id] = msgspec.structs.replace(record, is_kept=True)
        return new

    async def without_text(self, since: float, limit: int) -> Sequence[BurstRecord]:
        """Return what has a sound and no text yet."""
        found = (one for one in self._records.values() if one.started_at > since)
        return [one for one in found if is_unwritten(one)][:limit]

    async def set_text(self, burst_id: BurstId, text: str) -> BurstRecord | None:
        """Set what was said as text."""
        record = self._records.get(burst_id)
        if record is not None:
            record = self._records[burst_id] = with_text(record, text)
        return record

    async def set_answer(self, burst_id: BurstId, answer: str) -> BurstRecord | None:
        """Set what the house said to it."""
        record = self._records.get(burst_id)
        if record is not None:
            record = msgspec.structs.replace(record, answer=answer)
            self._records[burst_id] = record
        return record

    async def delete(self, burst_id: BurstId) -> None:
        """Forget one."""
        self._records.pop(burst_id, None)
        self._frames.pop(burst_id, None)
        self._receipts.pop(burst_id, None)

    async def unread(self, reader: Reader) -> Mapping[TalkGroupId, Unread]:
        """Count what was not heard."""
        unread: dict[TalkGroupId, Unread] = {}
        for record in self._records.values():
            if may_know(reader, record) and self._is_unread(record, reader):
                before = unread.get(record.channel)
                unread[record.channel] = Unread(
                    count=before.count + 1 if before else 1,
                    oldest_at=before.oldest_at if before else record.started_at,
                )
        return unread

    def _fits(self, record: BurstRecord, query: BurstQuery) -> bool:
        reader = query.reader
        if not may_know(reader, record) or self._is_deleted(record, reader.user_id):
            return False
        if query.channel is not None and record.channel != query.channel:
            return False
        if query.partner is not None and not _is_between(record, reader, query.partner):
            return False
        if query.after is not None and record.started_at <= query.after:
            return False
        if query.before is not None and record.started_at >= query.before:
            return False
        if query.words and query.words.casefold() not in words_of(record):
            return False
        return not query.is_unread_only or self._is_unread(record, reader)

    def _is_unread(self, record: BurstRecord, reader: Reader) -> bool:
        said = receipts_by_user(self._receipts.get(record.id, {}).values())
        is_own = record.user_id == reader.user_id
        return not is_own and is_missed(said.get(reader.user_id, NO_RECEIPT))

    def _is_deleted(self, record: BurstRecord, user_id: UserId) -> bool:
        return (user_id, "deleted") in self._receipts.get(record.id, {})


def _is_between(record: BurstRecord, reader: Reader, partner: UserId) -> bool:
    if record.user_id == partner:
        return record.channel in reader.own
    return record.user_id == reader.user_id and record.channel == person_channel(partner)
