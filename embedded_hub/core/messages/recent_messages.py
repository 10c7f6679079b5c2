"""The last text messages in memory: for a home without a disk, and for tests."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from embedded_hub.core.intercom.ports import BurstQuery, Reader
from embedded_hub.core.intercom.talk_groups import person_channel
from embedded_hub.core.messages.ports import (
    Delivered,
    Message,
    MessageId,
    MessageReceipt,
    Unread,
    may_read,
)
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.voice.receipts import Receipt, is_missed

APART_S = 1e-6
"""Between messages of the same moment, so that each has its place."""


class RecentMessages:
    """A message store that forgets with the process.

    Args:
        most: How many it remembers.
    """

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._messages: dict[MessageId, Message] = {}
        self._receipts: dict[MessageId, dict[tuple[UserId, str], MessageReceipt]] = {}

    async def keep(self, message: Message, delivered_to: Sequence[UserId]) -> Message:
        """Remember one, and forget the oldest."""
        for known in self._messages.values():
            if (known.user_id, known.nonce) == (message.user_id, message.nonce):
                return known
        while any(message.at == known.at for known in self._messages.values()):
            message = msgspec.structs.replace(message, at=message.at + APART_S)
        self._messages[message.id] = message
        for user_id in delivered_to:
            await self.add_receipt(_receipt(message, user_id, message.at))
        while len(self._messages) > self._most:
            oldest = next(iter(self._messages))
            self._messages.pop(oldest)
            self._receipts.pop(oldest, None)
        return message

    async def get(self, message_id: MessageId) -> Message | None:
        """Return a message."""
        return self._messages.get(message_id)

    async def find(self, query: BurstQuery) -> Sequence[Message]:
        """Return the newest that fit."""
        fitting = [one for one in self._seen(query.reader) if self._fits(one, query)]
        return sorted(fitting, key=lambda one: one.at, reverse=True)[: query.limit]

    async def receipts(
        self, message_ids: Sequence[MessageId]
    ) -> Mapping[MessageId, Sequence[MessageReceipt]]:
        """Return who said what about these."""
        return {one: tuple(self._receipts.get(one, {}).values()) for one in message_ids}

    async def add_receipt(self, receipt: MessageReceipt) -> bool:
        """Note a receipt."""
        message = self._messages.get(receipt.message_id)
        known = self._receipts.setdefault(receipt.message_id, {})
        key = (receipt.user_id, receipt.state)
        if message is None or message.is_gone or key in known:
            return False
        known[key] = receipt
        if receipt.state == "kept":
            self._messages[message.id] = msgspec.structs.replace(message, is_kept=True)
        return True

    async def deliver(self, reader: Reader, at: float) -> Sequence[Delivered]:
        """Note that what is unread reached its reader."""
        reached = []
        for message in self._seen(reader):
            receipt = _receipt(message, reader.user_id, at)
            if self._is_unread(message, reader) and await self.add_receipt(receipt):
                reached.append(Delivered(message=message, receipt=receipt))
        return reached

    async def delete(self, message_id: MessageId) -> None:
        """Keep of it only that it was there."""
        if (message := self._messages.get(message_id)) is not None:
            self._messages[message_id] = msgspec.structs.replace(message, text="", is_gone=True)
            self._receipts.pop(message_id, None)

    async def unread(self, reader: Reader) -> Sequence[Unread]:
        """Count what was not read."""
        counted: dict[tuple[TalkGroupId, UserId], Unread] = {}
        for message in self._seen(reader):
            if self._is_unread(message, reader):
                key = (message.channel, message.user_id)
                before = counted.get(key)
                counted[key] = Unread(
                    channel=message.channel,
                    user_id=message.user_id,
                    count=before.count + 1 if before else 1,
                    oldest_at=min(before.oldest_at, message.at) if before else message.at,
                )
        return tuple(counted.values())

    def _seen(self, reader: Reader) -> Iterator[Message]:
        for message in tuple(self._messages.values()):
            is_gone = message.is_gone or self._said(message, reader.user_id) & {"deleted"}
            if not is_gone and may_read(reader, message):
                yield message

    def _fits(self, message: Message, query: BurstQuery) -> bool:
        if query.channel is not None and message.channel != query.channel:
            return False
        if query.partner is not None and not _is_between(message, query.reader, query.partner):
            return False
        if query.after is not None and message.at <= query.after:
            return False
        if query.before is not None and message.at >= query.before:
            return False
        if query.words and query.words.casefold() not in message.text.casefold():
            return False
        return not query.is_unread_only or self._is_unread(message, query.reader)

    def _is_unread(self, message: Message, reader: Reader) -> bool:
        is_own = message.user_id == reader.user_id
        return not is_own and is_missed(self._said(message, reader.user_id))

    def _said(self, message: Message, user_id: UserId) -> Receipt:
        receipts = self._receipts.get(message.id, {}).values()
        return frozenset(one.state for one in receipts if one.user_id == user_id)


def _receipt(message: Message, user_id: UserId, at: float) -> MessageReceipt:
    return MessageReceipt(message_id=message.id, user_id=user_id, state="delivered", at=at)


def _is_between(message: Message, reader: Reader, partner: UserId) -> bool:
    if message.user_id == partner:
        return message.channel in reader.own
    return message.user_id == reader.user_id and message.channel == person_channel(partner)
