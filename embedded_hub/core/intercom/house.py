"""The channel in which people speak with their house instead of with one another.

::

    spoken ──Transcripts──▶ text ─┐
                                  ├─▶ Answerer ──▶ told to the asker's devices, kept with the
    typed ────────────────────────┘                question, and said to the one that spoke

What one person asks is nobody else's business: each has a house channel of their own. A spoken
sentence is done only when it was heard at once and to its end; a command that is found in the
record minutes later is not carried out.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.burst import PCM_RATE_HZ, Burst
from embedded_hub.core.intercom.conversations import Conversations
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.numbers import Numbers
from embedded_hub.core.intercom.ports import (
    Announcer,
    BurstRecord,
    BurstStore,
    Transcript,
)
from embedded_hub.core.intercom.speech_ports import Answerer, HouseReply, Question
from embedded_hub.core.intercom.talk_groups import house_channel
from embedded_hub.core.people import Principal
from embedded_hub.errors import HomewireError, NotSupported, StorageError
from embedded_hub.model.ids import AreaId, UserId
from embedded_hub.model.voice import BurstId, TalkGroupId
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.voice_events import VoiceEvent

_LOG = logging.getLogger(__name__)
HOUSE_USER = UserId("house")
"""Who speaks when the house does."""
REMEMBERED = 64
"""Questions with a name of their own that are not asked twice."""

Say = Callable[[Member, BurstRecord, bytes], Awaitable[None]]
TellPerson = Callable[[UserId, VoiceEvent], None]
Hearing = Callable[[BurstId], Awaitable[Transcript | None]]


class House:
    """Answers what people ask of one home.

    Args:
        clock: The home's.
        numbers: Gives questions their names.
        store: Where they are kept.
        past: Tells of them.
        hearing: Waits for what a live burst means in words.
        tell_person: Tells all devices of somebody.
        say: Plays 16 kHz mono PCM16 to one device alone.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        numbers: Numbers,
        store: BurstStore,
        past: Conversations,
        hearing: Hearing,
        tell_person: TellPerson,
        say: Say,
    ) -> None:
        self.answerer: Answerer | None = None
        """What understands sentences; ``None`` in a home that cannot be spoken to."""
        self.announcer: Announcer | None = None
        """What says the answers aloud."""
        self._clock = clock
        self._numbers = numbers
        self._store = store
        self._past = past
        self._hearing = hearing
        self._tell_person = tell_person
        self._say = say
        self._tasks: set[asyncio.Task[Any]] = set()
        self._asked: dict[tuple[UserId, str], asyncio.Task[HouseAnswered]] = {}

    async def close(self) -> None:
        """Leave what is not answered yet."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- typed --------------------------------------------------------------------------------

    async def ask(
        self,
        principal: Principal,
        question: Question,
        *,
        nonce: str | None = None,
        listener: Member | None = None,
    ) -> HouseAnswered:
        """Answer a typed sentence and keep both; asked again with the same nonce, only answer.

        Args:
            principal: Who asks.
            question: What.
            nonce: The asker's own name for it.
            listener: Which device hears the answer, too.

        Raises:
            NotSupported: nothing is installed that understands sentences, or not the language.
        """
        if nonce is None:
            return await self._ask(principal, question, listener)
        key = (principal.user.id, nonce)
        task = self._asked.get(key)
        if task is None:
            question = msgspec.structs.replace(question, cmd_id=f"house/{nonce}")
            task = self._start(self._ask(principal, question, listener))
            self._asked[key] = task
            if len(self._asked) > REMEMBERED:
                del self._asked[next(iter(self._asked))]
        try:
            return await asyncio.shield(task)
        except HomewireError:  # what could not be answered may be asked again
            self._asked.pop(key, None)
            raise

    async def _ask(
        self, principal: Principal, question: Question, listener: Member | None
    ) -> HouseAnswered:
        reply = await self._reply(principal, question)
        user = principal.user
        now = self._clock.utc_s()
        record = BurstRecord(
            id=self._numbers.next_burst(),
            channel=house_channel(user.id),
            user_id=user.id,
            user_name=user.name,
            device_id=principal.token_id,
            area_id=question.area_id,
            started_at=now,
            duration_ms=0,
            frame_count=0,
            byte_count=0,
            text=question.text,
            text_revision=1,
            answer=reply.text,
        )
        try:
            record = await self._past.keep(record, (), ())
        except StorageError as error:  # it was done, and whoever asked must know
            _LOG.error("a question to the house could not be kept: %s", error)
        answered = self._tell(record, question.text, reply)
        if listener is not None:
            self._start(self._speak(listener, record, reply))
        return answered

    # --- spoken -------------------------------------------------------------------------------

    def heard(
        self, burst: Burst, record: BurstRecord, keeping: "asyncio.Task[BurstRecord | None]"
    ) -> None:
        """Answer a talk burst to the house that has just ended.

        Args:
            burst: What was said.
            record: What is to be kept of it.
            keeping: What returns the record once it is kept.
        """
        if self.answerer is not None and burst.reason == "released":
            self._start(self._answer_burst(burst, record, keeping))

    async def _answer_burst(
        self, burst: Burst, record: BurstRecord, keeping: "asyncio.Task[BurstRecord | None]"
    ) -> None:
        member = burst.member
        transcript = await self._hearing(burst.id)
        text = transcript.text.strip() if transcript is not None else ""
        if transcript is None:
            reply = _unheard(member.preferences.language, "stt_failed")
        elif not text:
            reply = _unheard(member.preferences.language, "stt_no_text")
        else:
            question = Question(
                text=text,
                language=transcript.language,
                area_id=AreaId(burst.area_id) if burst.area_id else None,
                cmd_id=f"house/{burst.id}",
                is_spoken=True,
            )
            reply = await self._spoken_reply(member.principal, question)
        try:
            if await keeping is not None:
                record = await self._store.set_answer(record.id, reply.text) or record
        except StorageError as error:
            _LOG.error("an answer of the house could not be kept: %s", error)
        self._tell(record, text, reply)
        await self._speak(member, record, reply)

    async def _spoken_reply(self, principal: Principal, question: Question) -> HouseReply:
        try:
            return await self._reply(principal, question)
        except NotSupported as error:
            return HouseReply(
                text=error.message,
                language=question.language or "en",
                kind="error",
                code=error.code,
            )

    # --- both ---------------------------------------------------------------------------------

    async def _reply(self, principal: Principal, question: Question) -> HouseReply:
        if self.answerer is None:
            raise NotSupported("this home cannot be spoken to")
        return await self.answerer.answer(principal, question)

    def _tell(self, record: BurstRecord, question: str, reply: HouseReply) -> HouseAnswered:
        answered = HouseAnswered(
            message=record.id,
            channel=TalkGroupId(record.channel),
            question=question,
            text=reply.text,
            lang=reply.language,
            response_type=reply.kind,
            code=reply.code,
            reason=reply.reason,
            done=reply.done,
            failed=reply.failed,
        )
        self._tell_person(record.user_id, answered)
        return answered

    async def _speak(self, member: Member, record: BurstRecord, reply: HouseReply) -> None:
        if self.announcer is None or not reply.text:
            return
        try:
            pcm = await self.announcer.speak(reply.text, language=reply.language, voice=None)
            said = BurstRecord(
                id=record.id,
                channel=record.channel,
                user_id=HOUSE_USER,
                user_name="",
                device_id=HOUSE_USER,
                started_at=self._clock.utc_s(),
                duration_ms=len(pcm) * 1000 // (2 * PCM_RATE_HZ),
                frame_count=0,
                byte_count=0,
            )
            await self._say(member, said, pcm)
        except HomewireError as error:
            _LOG.info("an answer of the house is not said aloud: %s", error)

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name="house")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _unheard(language: str | None, code: str) -> HouseReply:
    return HouseReply(text="", language=language or "en", kind="error", code=code)
