"""What text messages need from outside: a place to be kept in, and ways to those who read them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NewType, Protocol

import msgspec

from embedded_hub.core.intercom.ports import BurstQuery, Reader
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.message_events import MessageEvent
from embedded_hub.voice.receipts import ReceiptState

MessageId = NewType("MessageId", str)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One text message as it is kept. ``at`` is seconds UTC; no two of a home are equal."""

    id: MessageId
    channel: TalkGroupId
    user_id: UserId
    user_name: str
    device_id: str
    area_id: str | None = None
    at: float
    text: str
    priority: int = 0
    reply_to: str | None = None
    nonce: str
    """What the writer's device calls it, so that sending it again does not make another."""
    is_kept: bool = False
    is_gone: bool = False
    """Deleted for everybody: only that it was there is still known, so that sending it again does
    not bring it back."""


class MessageReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody said about one message."""

    message_id: MessageId
    user_id: UserId
    state: ReceiptState
    at: float


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """A message that reached somebody only now."""

    message: Message
    receipt: MessageReceipt


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """What one person wrote to a channel and the reader has not read."""

    channel: TalkGroupId
    user_id: UserId
    count: int
    oldest_at: float


class MessageStore(Protocol):
    """Keeps text messages and what became of them.

    What it has acknowledged survives a power cut.
    """

    async def keep(self, message: Message, delivered_to: Sequence[UserId]) -> Message:
        """Keep a message and that it reached these people, and return it as it is kept.

        Where the writer's nonce is known already, nothing is kept and that message is returned.

        Raises:
            StorageError: it could not be kept.
        """

    async def get(self, message_id: MessageId) -> Message | None:
        """Return a message, also one that is gone; ``None`` when nothing is known of it.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def find(self, query: BurstQuery) -> Sequence[Message]:
        """Return the newest messages a reader may know of.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def receipts(
        self, message_ids: Sequence[MessageId]
    ) -> Mapping[MessageId, Sequence[MessageReceipt]]:
        """Return who said what about these, first come first.

        Raises:
            StorageError: the store cannot be read now.
        """

    async def add_receipt(self, receipt: MessageReceipt) -> bool:
        """Note a receipt; False when it says nothing new or its message is gone.

        Raises:
            StorageError: it could not be noted.
        """

    async def deliver(self, reader: Reader, at: float) -> Sequence[Delivered]:
        """Note that everything unread reached this reader, and return what had not before.

        Raises:
            StorageError: it could not be noted.
        """

    async def delete(self, message_id: MessageId) -> None:
        """Delete a message for everybody.

        Raises:
            StorageError: it could not be deleted.
        """

    async def unread(self, reader: Reader) -> Sequence[Unread]:
        """Count what was written to a reader and not read, by channel and writer.

        Raises:
            StorageError: the store cannot be read now.
        """


def may_read(reader: Reader, message: Message) -> bool:
    """Say whether a reader may know of a text message."""
    if message.user_id == reader.user_id:
        return True
    return message.at >= reader.since and message.channel in reader.shared | reader.own


Tell = Callable[[MessageEvent], None]
"""Tells one connection of an event. Neither waits nor raises."""
