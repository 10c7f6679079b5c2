"""What was said before: who may know of it, who heard it, what it was in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.ports import (
    BurstQuery,
    BurstRecord,
    BurstStore,
    Reader,
    Receipt,
    Transcript,
    Unread,
)
from embedded_hub.core.intercom.talk_groups import (
    GroupKind,
    TalkGroups,
    device_channel,
    hears,
    house_channel,
    named_by,
    person_channel,
)
from embedded_hub.core.people import People, Principal, Role
from embedded_hub.errors import NotFound, Unauthorized
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import HistoryAnswer
from embedded_hub.protocol.voice_events import (
    MessageGone,
    MessageKept,
    Missed,
    ReceiptChanged,
    Talking,
    TranscriptChanged,
    VoiceEvent,
)
from embedded_hub.voice.receipts import NO_RECEIPT, ReceiptState, heard_by, is_missed

Tell = Callable[[BurstRecord, VoiceEvent], None]
"""Tells an event to everybody there who may know of the talk burst."""
TellPerson = Callable[[UserId, VoiceEvent], None]


class Conversations:
    """The talk bursts of one home that are over."""

    def __init__(
        self,
        *,
        store: BurstStore,
        groups: TalkGroups,
        people: People,
        clock: Clock,
        tell: Tell,
        tell_text: Tell,
        tell_person: TellPerson,
    ) -> None:
        self._store = store
        self._groups = groups
        self._people = people
        self._clock = clock
        self._tell = tell
        self._tell_text = tell_text
        self._tell_person = tell_person

    def reader_of(self, principal: Principal) -> Reader:
        """Say which talk bursts somebody may know of."""
        user = principal.user
        tokens = [token.id for token in self._people.tokens() if token.user_id == user.id]
        shared = frozenset(group.id for group in self._groups.shared() if hears(principal, group))
        own = {person_channel(user.id), house_channel(user.id), *map(device_channel, tokens)}
        areas = user.area_ids if principal.role is Role.GUEST else ()
        return Reader(
            user_id=user.id,
            shared=shared,
            own=frozenset(own),
            addresses=frozenset((user.id, *tokens, *areas)),
            since=user.created_at if principal.role is Role.GUEST else 0.0,
        )

    async def keep(
        self, record: BurstRecord, frames: Sequence[Frame], listeners: Iterable[str]
    ) -> BurstRecord:
        """Keep a talk burst that ended, tell those who may know and return its record.

        Raises:
            StorageError: it could not be kept.
        """
        record = await self._store.keep(record, frames)
        now = self._clock.utc_s()
        await self._store.add_receipts(
            [
                Receipt(burst_id=record.id, user_id=UserId(user), state="delivered", at=now)
                for user in listeners
                if user != record.user_id
            ]
        )
        self._tell(record, message_of(record, (), record.user_id))
        return record

    async def history(
        self,
        principal: Principal,
        *,
        channel: str | None,
        after: str | None,
        before: str | None,
        limit: int,
        is_unread_only: bool,
        words: str | None,
    ) -> HistoryAnswer:
        """List talk bursts, newest first.

        A direct channel stands for the talk with that person, in both directions. ``after`` and
        ``before`` are talk bursts.

        Raises:
            NotFound: there is no such channel, or the asker may not hear it.
            StorageError: the store cannot be read now.
        """
        reader = self.reader_of(principal)
        place, partner = self.place(reader, channel)
        query = BurstQuery(
            reader=reader,
            channel=place,
            partner=partner,
            after=await self._at(principal, after),
            before=await self._at(principal, before),
            limit=limit + 1,
            is_unread_only=is_unread_only,
            words=words,
        )
        found = await self._store.find(query)
        receipts = await self._store.receipts([record.id for record in found[:limit]])
        messages = tuple(
            message_of(record, receipts.get(record.id, ()), principal.user.id)
            for record in found[:limit]
        )
        is_more = len(found) > limit
        return HistoryAnswer(messages=messages, next=messages[-1].message if is_more else None)

    def place(
        self, reader: Reader, channel: str | None
    ) -> tuple[TalkGroupId | None, UserId | None]:
        """Say where to look for what belongs to a channel: in it, or with whom.

        Raises:
            NotFound: there is no such channel, or the reader may not hear it.
        """
        if channel is None:
            return None, None
        group = self._groups.get(named_by(reader.user_id, channel))
        if group.kind is GroupKind.DIRECT and group.user_id != reader.user_id:
            return None, group.user_id
        if group.id not in reader.shared | reader.own:
            raise NotFound("there is no such channel", details={"channel": group.id})
        return group.id, None

    async def get(self, principal: Principal, burst_id: str) -> BurstRecord:
        """Return a talk burst the asker may know of.

        Raises:
            NotFound: there is none, or it is not for them.
            StorageError: the store cannot be read now.
        """
        record = await self._store.get(BurstId(burst_id))
        if record is None or not may_know(self.reader_of(principal), record):
            raise NotFound("there is no such message", details={"message": burst_id})
        return record

    async def acknowledge(self, principal: Principal, burst_id: str, state: ReceiptState) -> None:
        """Note what somebody did with a talk burst, and tell whom it concerns.

        Whoever said it, and the owner, delete it for everybody; others for themselves.

        Raises:
            NotFound: there is none, or it is not for them.
            StorageError: it could not be noted.
        """
        record = await self.get(principal, burst_id)
        user = principal.user
        is_for_all = user.id == record.user_id or principal.role is Role.OWNER
        if state == "deleted" and is_for_all:
            await self._store.delete(record.id)
            self._tell(record, MessageGone(message=record.id))
            return
        receipt = Receipt(burst_id=record.id, user_id=user.id, state=state, at=self._clock.utc_s())
        for new in await self._store.add_receipts([receipt]):
            changed = ReceiptChanged(message=record.id, user=user.id, state=new.state, at=new.at)
            for person in dict.fromkeys((record.user_id, user.id)):
                self._tell_person(person, changed)
            if not is_missed(frozenset({state})):
                await self._tell_missed(principal, record.channel)

    async def correct(self, principal: Principal, burst_id: str, text: str) -> int:
        """Set what was said as text and return the text's revision.

        Raises:
            NotFound: there is none, or it is not for them.
            Unauthorized: it was said by somebody else.
            StorageError: it could not be noted.
        """
        record = await self.get(principal, burst_id)
        if principal.user.id != record.user_id and principal.role is not Role.OWNER:
            raise Unauthorized("only whoever said it may correct it")
        changed = await self._store.set_text(record.id, text)
        if changed is None:
            raise NotFound("there is no such message", details={"message": burst_id})
        self._tell(
            changed,
            TranscriptChanged(
                message=changed.id,
                rev=changed.text_revision,
                text=text,
                stable=len(text),
                final=True,
            ),
        )
        return changed.text_revision

    async def write_down(
        self, record: BurstRecord, transcript: Transcript, stream: StreamId | None
    ) -> None:
        """Set what an engine understood as a talk burst's text, and tell those who read along.

        What a person has written there meanwhile stays.

        Raises:
            StorageError: it could not be noted.
        """
        known = await self._store.get(record.id)
        if known is None or known.text is not None:
            return
        changed = await self._store.set_text(record.id, transcript.text)
        if changed is None:
            return
        self._tell_text(
            changed,
            TranscriptChanged(
                message=changed.id,
                stream=stream,
                rev=changed.text_revision,
                text=transcript.text,
                stable=len(transcript.text),
                final=True,
                lang=transcript.language,
                confidence=transcript.confidence,
            ),
        )

    async def unread(self, principal: Principal) -> Mapping[TalkGroupId, Unread]:
        """Count what somebody has not heard, by channel.

        Raises:
            StorageError: the store cannot be read now.
        """
        return await self._store.unread(self.reader_of(principal))

    async def _at(self, principal: Principal, burst_id: str | None) -> float | None:
        return None if burst_id is None else (await self.get(principal, burst_id)).started_at

    async def _tell_missed(self, principal: Principal, channel: TalkGroupId) -> None:
        unread = (await self.unread(principal)).get(channel)
        missed = Missed(
            channel=channel,
            count=unread.count if unread else 0,
            oldest=unread.oldest_at if unread else None,
        )
        self._tell_person(principal.user.id, missed)


def may_know(reader: Reader, record: BurstRecord) -> bool:
    """Say whether a reader may know of a talk burst."""
    if record.user_id == reader.user_id:
        return True
    if record.channel not in reader.shared | reader.own or record.started_at < reader.since:
        return False
    return not record.to or not reader.addresses.isdisjoint(record.to)


def message_of(record: BurstRecord, receipts: Iterable[Receipt], reader: str) -> MessageKept:
    """Return a talk burst as it stands on the wire."""
    said = receipts_by_user(receipts)
    listeners = tuple(heard_by(said))
    return MessageKept(
        message=record.id,
        channel=record.channel,
        talking=Talking(
            user=record.user_id,
            name=record.user_name,
            device=record.device_id,
            area=record.area_id,
        ),
        to=record.to,
        at=record.started_at,
        duration_ms=record.duration_ms,
        bytes=record.byte_count,
        priority=record.priority,
        reason=record.reason,
        peaks=tuple(record.peaks),
        text=record.text,
        answer=record.answer,
        heard_by=listeners,
        is_heard=reader == record.user_id or reader in listeners,
        is_kept=record.is_kept,
    )


def receipts_by_user(receipts: Iterable[Receipt]) -> dict[str, frozenset[ReceiptState]]:
    """Return everything each person said about one talk burst."""
    said: dict[str, frozenset[ReceiptState]] = {}
    for one in receipts:
        said[one.user_id] = said.get(one.user_id, NO_RECEIPT) | {one.state}
    return said


def words_of(record: BurstRecord) -> str:
    """Return what is searched for words: what was said and what the house answered."""
    return f"{record.text or ''}\n{record.answer or ''}".casefold()


def is_unwritten(record: BurstRecord) -> bool:
    """Say whether a talk burst still waits for its text."""
    return record.text is None and record.frame_count > 0


def with_text(record: BurstRecord, text: str) -> BurstRecord:
    """Return a record with another text."""
    return msgspec.structs.replace(record, text=text, text_revision=record.text_revision + 1)
