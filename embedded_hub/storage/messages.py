"""Text messages on the disk, in the home's journal."""

from collections.abc import Mapping, Sequence

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.ports import BurstQuery, Reader
from embedded_hub.core.messages.ports import (
    Delivered,
    Message,
    MessageId,
    MessageReceipt,
    Unread,
)
from embedded_hub.model.ids import UserId
from embedded_hub.storage.bursts import KEPT_DAYS, KEPT_PER_CHANNEL
from embedded_hub.storage.journal import Journal
from embedded_hub.storage.message_tables import MessageTables

_DAY_S = 86_400.0
_RETIRE_EVERY = 50
"""Messages between two looks at what is too old: looking reads all of them."""


class SqliteMessageStore:
    """The text messages of one home.

    Args:
        journal: The home's.
        clock: Decides what is old.
        days: How long a message is kept that nobody marked; as long as talk.
        per_channel: How many of one channel are kept at most.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        *,
        days: float = KEPT_DAYS,
        per_channel: int = KEPT_PER_CHANNEL,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._days = days
        self._per_channel = per_channel
        self._tables = MessageTables(journal.database)
        self._kept = 0
        self._retire()

    async def keep(self, message: Message, delivered_to: Sequence[UserId]) -> Message:
        """Keep a message with whom it reached, or return the one of that nonce."""

        def keep() -> Message:
            known = self._tables.known(message.user_id, message.nonce)
            if known is not None:
                return known
            kept = self._tables.add(message)
            for user_id in delivered_to:
                self._tables.add_receipt(_delivered(kept, user_id, kept.at))
            self._kept += 1
            if self._kept % _RETIRE_EVERY == 0:
                self._retire()
            return kept

        return await self._journal.do(keep)

    def _retire(self) -> None:
        self._tables.retire(self._clock.utc_s() - self._days * _DAY_S, self._per_channel)

    async def get(self, message_id: MessageId) -> Message | None:
        """Return a message."""
        return await self._journal.do(lambda: self._tables.get(message_id))

    async def find(self, query: BurstQuery) -> Sequence[Message]:
        """Return the newest that fit."""
        return await self._journal.do(lambda: self._tables.find(query))

    async def receipts(
        self, message_ids: Sequence[MessageId]
    ) -> Mapping[MessageId, Sequence[MessageReceipt]]:
        """Return who said what about these."""
        return await self._journal.do(lambda: self._tables.receipts(message_ids))

    async def add_receipt(self, receipt: MessageReceipt) -> bool:
        """Note a receipt."""
        return await self._journal.do(lambda: self._tables.add_receipt(receipt))

    async def deliver(self, reader: Reader, at: float) -> Sequence[Delivered]:
        """Note that what is unread reached its reader."""

        def deliver() -> list[Delivered]:
            reached = []
            for message in self._tables.undelivered(reader):
                receipt = _delivered(message, reader.user_id, at)
                self._tables.add_receipt(receipt)
                reached.append(Delivered(message=message, receipt=receipt))
            return reached

        return await self._journal.do(deliver)

    async def delete(self, message_id: MessageId) -> None:
        """Keep of it only that it was there."""
        await self._journal.do(lambda: self._tables.empty(message_id))

    async def unread(self, reader: Reader) -> Sequence[Unread]:
        """Count what was not read."""
        return await self._journal.do(lambda: self._tables.unread(reader))


def _delivered(message: Message, user_id: UserId, at: float) -> MessageReceipt:
    return MessageReceipt(message_id=message.id, user_id=user_id, state="delivered", at=at)
