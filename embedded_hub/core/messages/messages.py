"""The text messages of one home: who may write where, who is told, who has read what.

A message goes where talk goes and under the same rights; unlike talk it waits for nobody's floor
and is refused to nobody who sleeps: quiet hours only take its sound away.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import MessagePosted
from embedded_hub.core.intercom.conversations import message_of
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.ports import BurstQuery, BurstStore, Reader
from embedded_hub.core.intercom.talk_groups import (
    GroupKind,
    Right,
    hears,
    highest_priority,
    person_channel,
    right,
)
from embedded_hub.core.messages.pace import Pace
from embedded_hub.core.messages.ports import (
    Message,
    MessageId,
    MessageReceipt,
    MessageStore,
    Tell,
    Unread,
    may_read,
)
from embedded_hub.core.people import Principal, Role
from embedded_hub.errors import InvalidFormat, NotAllowed, NotFound, NotSupported, QuotaExceeded
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import TalkGroupId, TalkPriority
from embedded_hub.protocol.message_events import (
    MessageEvent,
    TextGone,
    TextMessage,
    TextReceipt,
    TextUnread,
    Timeline,
    UnreadTexts,
)
from embedded_hub.protocol.voice_events import MessageKept, Talking
from embedded_hub.voice.receipts import ReceiptState

_ID_BYTES = 12
_PREFIX = "t"
"""Tells the id of a text message from that of a talk burst, which is hexadecimal."""
_REMOVED = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
"""Control characters: nobody means them, and a terminal obeys them."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to write."""

    channel: str
    text: str
    nonce: str
    reply_to: str | None = None
    priority: TalkPriority = TalkPriority.ROUTINE
    area_id: str | None = None
    """Where the device stands it is written on."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the timeline somebody wants to read."""

    channel: str | None = None
    after: str | None = None
    before: str | None = None
    limit: int = 50
    words: str | None = None
    is_unread_only: bool = False
    has_texts: bool = True
    has_talk: bool = True


class Reading:
    """One connection that follows the messages its person may read."""

    def __init__(self, principal: Principal, tell: Tell) -> None:
        self.principal = principal
        self.tell = tell


class Messages:
    """Text messages, and the timeline they share with talk.

    Args:
        bus: Hears of every new message.
        clock: The home's.
        intercom: Knows the channels, who may use them and who is asleep.
        store: Keeps text messages.
        bursts: Keeps what was said.
    """

    def __init__(
        self,
        *,
        bus: Bus,
        clock: Clock,
        intercom: Intercom,
        store: MessageStore,
        bursts: BurstStore,
    ) -> None:
        self._bus = bus
        self._clock = clock
        self._intercom = intercom
        self._store = store
        self._bursts = bursts
        self._readings: dict[Reading, None] = {}
        self._pace = Pace()
        self._counting = asyncio.Lock()
        self.posted = 0
        """Counts new messages, so that whoever reads can tell that one came meanwhile."""

    # --- writing ------------------------------------------------------------------------------

    async def send(self, principal: Principal, draft: Draft) -> TextMessage:
        """Keep a message, tell everybody there who may read it, and return it.

        Raises:
            NotFound: there is no such channel or message, or not for this person.
            NotAllowed: they may only listen there.
            NotSupported: it is the house, which is asked and not written to.
            QuotaExceeded: they write faster than anybody reads.
            InvalidFormat: nothing is left of the text without its blanks.
            StorageError: it could not be kept.
        """
        group = self._intercom.groups.get(draft.channel)
        if not self._intercom.knows(principal, group):
            raise NotFound("there is no such channel", details={"channel": draft.channel})
        if group.kind is GroupKind.HOUSE:
            raise NotSupported("the house is asked with voice/ask")
        if right(principal, group) is not Right.TALK:
            raise NotAllowed("you may not write there", details={"reason": "listen_only"})
        if not self._pace.allows(principal.user.id, self._clock.monotonic_s()):
            raise QuotaExceeded("too many messages at once; wait a moment")
        if draft.reply_to is not None:
            await self._at(principal, draft.reply_to)
        message = Message(
            id=MessageId(_PREFIX + secrets.token_hex(_ID_BYTES)),
            channel=group.id,
            user_id=principal.user.id,
            user_name=principal.user.name,
            device_id=principal.token_id,
            area_id=draft.area_id,
            at=self._clock.utc_s(),
            text=_clean(draft.text),
            priority=int(min(draft.priority, highest_priority(principal))),
            reply_to=draft.reply_to,
            nonce=draft.nonce,
        )
        reached = self._reached_by(message)
        kept = await self._store.keep(message, reached)
        if kept.id != message.id:
            return await self._shown_to(principal, kept)
        self.posted += 1
        delivered = [
            MessageReceipt(message_id=kept.id, user_id=one, state="delivered", at=kept.at)
            for one in reached
        ]
        for reading in tuple(self._readings):
            if self.may_read(reading.principal, kept):
                reading.tell(self._shown(reading.principal, kept, delivered))
        self._bus.publish(MessagePosted(message=kept))
        return self._shown(principal, kept, delivered)

    # --- reading ------------------------------------------------------------------------------

    async def timeline(self, principal: Principal, wanted: Wanted) -> Timeline:
        """List text messages and talk bursts together, newest first.

        Raises:
            NotFound: there is no such channel or message, or not for this person.
            StorageError: a store cannot be read now.
        """
        reader = self._reader(principal)
        channel, partner = self._intercom.past.place(reader, wanted.channel)
        query = BurstQuery(
            reader=reader,
            channel=channel,
            partner=partner,
            after=None if wanted.after is None else await self._at(principal, wanted.after),
            before=None if wanted.before is None else await self._at(principal, wanted.before),
            limit=wanted.limit + 1,
            is_unread_only=wanted.is_unread_only,
            words=wanted.words,
        )
        texts = await self._texts(principal, query) if wanted.has_texts else []
        talk = await self._talk(principal, query) if wanted.has_talk else []
        entries: list[TextMessage | MessageKept] = [*texts, *talk]
        entries.sort(key=lambda one: one.at, reverse=True)
        shown = tuple(entries[: wanted.limit])
        return Timeline(
            messages=shown, next=shown[-1].message if len(entries) > wanted.limit else None
        )

    async def unread(self, principal: Principal) -> dict[TalkGroupId, UnreadTexts]:
        """Count what somebody has not read, by conversation.

        Raises:
            StorageError: the store cannot be read now.
        """
        counted: dict[TalkGroupId, UnreadTexts] = {}
        for one in await self._store.unread(self._reader(principal)):
            key = self.conversation(principal, one.channel, one.user_id)
            before = counted.get(key, UnreadTexts(count=0, oldest=one.oldest_at))
            counted[key] = _added(before, one)
        return counted

    async def acknowledge(self, principal: Principal, message_id: str, state: ReceiptState) -> None:
        """Note what somebody did with a text message or talk burst, and tell whom it concerns.

        Whoever wrote it, and the owner, delete it for everybody; others for themselves.

        Raises:
            NotFound: there is none, or it is not for them.
            StorageError: it could not be noted.
        """
        if not message_id.startswith(_PREFIX):
            await self._intercom.past.acknowledge(principal, message_id, state)
            return
        message = await self._get(principal, message_id)
        user = principal.user
        if state == "deleted" and (user.id == message.user_id or principal.role is Role.OWNER):
            await self._store.delete(message.id)
            self._tell(
                TextGone(message=message.id), lambda principal: self.may_read(principal, message)
            )
            return
        receipt = MessageReceipt(
            message_id=message.id, user_id=user.id, state=state, at=self._clock.utc_s()
        )
        if await self._store.add_receipt(receipt):
            self._tell_receipt(message, receipt)
            if state != "delivered":
                await self._tell_unread(principal, message)

    def may_read(self, principal: Principal, message: Message) -> bool:
        """Say what :func:`~embedded_hub.core.messages.ports.may_read` says, of a message of now.

        Asked for everybody there at each message, it makes no list of all channels.
        """
        user = principal.user
        if message.user_id == user.id:
            return True
        try:
            group = self._intercom.groups.get(message.channel)
        except NotFound:  # a room or a device that is no more
            return False
        if group.kind is GroupKind.DIRECT:
            return group.user_id == user.id
        return hears(principal, group)

    def conversation(
        self, principal: Principal, channel: TalkGroupId, writer: UserId
    ) -> TalkGroupId:
        """Return a channel as its reader names it: of what came to them alone, its writer's."""
        try:
            group = self._intercom.groups.get(channel)
        except NotFound:  # a room or a device that is no more
            return channel
        if group.kind is not GroupKind.DIRECT or group.user_id is None:
            return channel
        is_own = writer == principal.user.id
        return person_channel(group.user_id if is_own else writer)

    # --- being there --------------------------------------------------------------------------

    def join(self, principal: Principal, tell: Tell) -> Callable[[], None]:
        """Tell a connection of messages until the returned function is called."""
        reading = Reading(principal, tell)
        self._readings[reading] = None

        def leave() -> None:
            self._readings.pop(reading, None)

        return leave

    async def deliver(self, principal: Principal) -> None:
        """Note that what waited for somebody has reached them, and tell those who wrote it.

        Raises:
            StorageError: it could not be noted.
        """
        reader = self._reader(principal)
        for one in await self._store.deliver(reader, self._clock.utc_s()):
            self._tell_receipt(one.message, one.receipt)

    # --- parts --------------------------------------------------------------------------------

    def _reader(self, principal: Principal) -> Reader:
        return self._intercom.past.reader_of(principal)

    def _reached_by(self, message: Message) -> list[UserId]:
        there = {
            reading.principal.user.id
            for reading in self._readings
            if self.may_read(reading.principal, message)
        }
        return sorted(there - {message.user_id})

    async def _get(self, principal: Principal, message_id: str) -> Message:
        message = await self._store.get(MessageId(message_id))
        if message is None or message.is_gone or not may_read(self._reader(principal), message):
            raise NotFound("there is no such message", details={"message": message_id})
        return message

    async def _at(self, principal: Principal, message_id: str) -> float:
        """Return when a message was written or a talk burst began."""
        if message_id.startswith(_PREFIX):
            # Reading on from a message that was deleted meanwhile must still work.
            message = await self._store.get(MessageId(message_id))
            if message is not None and may_read(self._reader(principal), message):
                return message.at
            raise NotFound("there is no such message", details={"message": message_id})
        return (await self._intercom.past.get(principal, message_id)).started_at

    async def _texts(self, principal: Principal, query: BurstQuery) -> list[TextMessage]:
        found = await self._store.find(query)
        receipts = await self._store.receipts([one.id for one in found])
        return [self._shown(principal, one, receipts.get(one.id, ())) for one in found]

    async def _talk(self, principal: Principal, query: BurstQuery) -> list[MessageKept]:
        found = await self._bursts.find(query)
        receipts = await self._bursts.receipts([one.id for one in found])
        return [message_of(one, receipts.get(one.id, ()), principal.user.id) for one in found]

    async def _shown_to(self, principal: Principal, message: Message) -> TextMessage:
        receipts = await self._store.receipts([message.id])
        return self._shown(principal, message, receipts.get(message.id, ()))

    def _shown(
        self, principal: Principal, message: Message, receipts: Iterable[MessageReceipt]
    ) -> TextMessage:
        is_own = message.user_id == principal.user.id
        others = [one for one in receipts if one.user_id != message.user_id]
        read_by = _users(others, "read", "kept")
        return TextMessage(
            message=message.id,
            channel=message.channel,
            conversation=self.conversation(principal, message.channel, message.user_id),
            writer=Talking(
                user=message.user_id,
                name=message.user_name,
                device=message.device_id,
                area=message.area_id,
            ),
            at=message.at,
            text=message.text,
            priority=message.priority,
            reply_to=message.reply_to,
            delivered_to=_users(others, "delivered", "read", "kept"),
            read_by=read_by,
            is_read=is_own or principal.user.id in read_by,
            is_kept=message.is_kept,
            silent=not is_own and self._intercom.is_quiet(principal.user.id, message.priority),
            nonce=message.nonce if is_own else None,
        )

    def _tell(self, event: MessageEvent, is_meant: Callable[[Principal], bool]) -> None:
        for reading in tuple(self._readings):
            if is_meant(reading.principal):
                reading.tell(event)

    def _tell_users(self, event: MessageEvent, *users: UserId) -> None:
        self._tell(event, lambda principal: principal.user.id in users)

    def _tell_receipt(self, message: Message, receipt: MessageReceipt) -> None:
        if receipt.state == "deleted":
            self._tell_users(TextGone(message=message.id), receipt.user_id)
            return
        told = TextReceipt(
            message=message.id, user=receipt.user_id, state=receipt.state, at=receipt.at
        )
        self._tell_users(told, message.user_id, receipt.user_id)

    async def _tell_unread(self, principal: Principal, message: Message) -> None:
        conversation = self.conversation(principal, message.channel, message.user_id)
        # Others may have read meanwhile: what is told is what is known after the last of them.
        async with self._counting:
            left = (await self.unread(principal)).get(conversation)
            self._tell_users(
                TextUnread(
                    conversation=conversation,
                    count=left.count if left else 0,
                    oldest=left.oldest if left else None,
                ),
                principal.user.id,
            )


def _clean(text: str) -> str:
    cleaned = text.replace("\r\n", "\n").translate(_REMOVED).strip()
    if not cleaned:
        raise InvalidFormat("a message needs a text")
    return cleaned


def _added(before: UnreadTexts, more: Unread) -> UnreadTexts:
    return UnreadTexts(count=before.count + more.count, oldest=min(before.oldest, more.oldest_at))


def _users(receipts: Sequence[MessageReceipt], *states: ReceiptState) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.user_id for one in receipts if one.state in states))
