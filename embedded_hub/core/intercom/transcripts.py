"""What is said in one home, written down while it is said and kept with the talk burst.

::

    live burst ──LiveSound──▶ Transcriber ──Partial──▶ told with revision 0
        │                          └──Transcript──┐
        └─over──▶ kept ──────────────────────────▶ set as its text, told as final
                   ▲
        the engine failed, or too many spoke at once: from the record, one after the other

Nothing here makes a talker or a listener wait.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from embedded_hub.core.intercom.burst import Burst
from embedded_hub.core.intercom.dictation import LiveSound, recorded_pcm
from embedded_hub.core.intercom.ports import (
    BurstRecord,
    BurstStore,
    Partial,
    Transcriber,
    Transcript,
)
from embedded_hub.core.intercom.talk_groups import GroupKind
from embedded_hub.errors import HomewireError, NotSupported, StorageError
from embedded_hub.model.voice import BurstId, StreamId
from embedded_hub.protocol.voice_events import TranscriptChanged

_LOG = logging.getLogger(__name__)
MAX_LIVE = 3
"""Bursts written down as they are spoken; a small computer hears no more at once."""
MAX_LATER = 64
"""Bursts that wait to be written down from the record; the oldest of more stays without text."""

TellPartial = Callable[[Burst, TranscriptChanged], None]
Written = Callable[[BurstRecord, Transcript, StreamId | None], Awaitable[None]]


class _Writing:
    """One live burst on its way to a text."""

    def __init__(self, burst: Burst) -> None:
        self.burst = burst
        self.sound = LiveSound(burst)
        self.kept: asyncio.Future[BurstRecord | None] = asyncio.get_running_loop().create_future()
        """The record, once it is on the disk; ``None`` when it never will be."""
        self.text: asyncio.Future[Transcript | None] = asyncio.get_running_loop().create_future()
        """What was understood in all; ``None`` when nothing could be."""
        self.task: asyncio.Task[None] | None = None

    def cancel(self) -> None:
        """Write no more of it."""
        if self.task is not None:
            self.task.cancel()


class Transcripts:
    """Writes down the talk bursts of one home.

    Args:
        store: Where bursts are kept.
        tell_partial: Tells what was understood so far.
        written: Keeps and tells the text of a burst that is kept.
    """

    def __init__(self, *, store: BurstStore, tell_partial: TellPartial, written: Written) -> None:
        self.language: str | None = None
        """What is probably spoken by whoever chose no language, ISO 639."""
        self.refusal: str | None = None
        """Why the last talk could not be written; the engine may not know the language."""
        self._engine: Transcriber | None = None
        self._store = store
        self._tell_partial = tell_partial
        self._written = written
        self._live: dict[BurstId, _Writing] = {}
        self._later: deque[BurstId] = deque(maxlen=MAX_LATER)
        self._catching_up: asyncio.Task[None] | None = None

    @property
    def engine(self) -> Transcriber | None:
        """What writes; ``None`` while nothing does."""
        return self._engine

    def use(self, engine: Transcriber | None) -> None:
        """Write with an engine, or with none: then what is said now stays without a text."""
        self._engine = engine
        if engine is None:
            self._later.clear()
            for writing in self._live.values():
                writing.cancel()

    async def catch_up(self, since: float) -> None:
        """Write down what was kept since a time, seconds UTC, before it could be written.

        Raises:
            StorageError: the store cannot be read now.
        """
        if self._engine is not None:
            for record in await self._store.without_text(since, MAX_LATER):
                self._write_later(record.id)

    def grew(self, burst: Burst) -> None:
        """Take note of new frames of a burst; the first of them begins its text."""
        writing = self._live.get(burst.id)
        if writing is not None:
            writing.sound.grew()
        elif self._engine is not None and self._has_room(burst):
            self._begin(burst, self._engine)

    def over(self, burst: Burst, keeping: "asyncio.Task[BurstRecord | None] | None") -> None:
        """Take note of the end of a burst.

        Args:
            burst: Which.
            keeping: What returns its record once it is kept; ``None`` when it was taken back.
        """
        writing = self._live.get(burst.id)
        if keeping is None:
            if writing is not None:
                writing.cancel()
            return
        if writing is None:
            if self._engine is not None and len(burst.opus):
                keeping.add_done_callback(self._kept_without_text)
            return
        writing.sound.grew()
        kept = writing.kept

        def pass_on(task: "asyncio.Task[BurstRecord | None]") -> None:
            if not kept.done():
                kept.set_result(None if task.cancelled() else task.result())

        keeping.add_done_callback(pass_on)

    async def text_of(self, burst_id: BurstId) -> Transcript | None:
        """Wait for all of what is understood of a live burst; ``None`` when nothing can be."""
        writing = self._live.get(burst_id)
        return None if writing is None else await asyncio.shield(writing.text)

    async def close(self) -> None:
        """Stop writing; what is not written yet stays without a text."""
        tasks = [one.task for one in self._live.values() if one.task is not None]
        if self._catching_up is not None:
            tasks.append(self._catching_up)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- live ---------------------------------------------------------------------------------

    def _has_room(self, burst: Burst) -> bool:
        # Whoever speaks with the house waits for an answer.
        return burst.wish.group.kind is GroupKind.HOUSE or len(self._live) < MAX_LIVE

    def _begin(self, burst: Burst, engine: Transcriber) -> None:
        writing = self._live[burst.id] = _Writing(burst)
        writing.task = asyncio.get_running_loop().create_task(
            self._follow(writing, engine), name=f"transcript-{burst.id}"
        )

    async def _follow(self, writing: _Writing, engine: Transcriber) -> None:
        burst = writing.burst
        try:
            transcript, is_worth_more = await self._understand(writing, engine)
            writing.text.set_result(transcript)
            record = await writing.kept
            if record is None:
                return
            if transcript is not None:
                await self._keep(record, transcript, burst.stream)
            elif is_worth_more:
                self._write_later(record.id)
        finally:
            if not writing.text.done():
                writing.text.set_result(None)
            del self._live[burst.id]

    async def _understand(
        self, writing: _Writing, engine: Transcriber
    ) -> tuple[Transcript | None, bool]:
        """Return the text, or ``None`` and whether another try may have more luck."""
        transcript = None
        language = writing.burst.member.preferences.language or self.language
        try:
            async with aclosing(engine.transcribe(writing.sound.pcm(), language=language)) as heard:
                async for one in heard:
                    if isinstance(one, Partial):
                        self._tell_partial(writing.burst, _so_far(writing.burst, one))
                    else:
                        transcript = one
        except NotSupported as error:
            _LOG.info("a talk burst is not written down: %s", error)
            self.refusal = error.message
            return None, False
        except HomewireError as error:
            _LOG.warning("a talk burst could not be written down as it was said: %s", error)
            return None, True
        self.refusal = None
        return transcript, transcript is None

    async def _keep(
        self, record: BurstRecord, transcript: Transcript, stream: StreamId | None
    ) -> None:
        try:
            await self._written(record, transcript, stream)
        except StorageError as error:
            _LOG.error("the text of a talk burst could not be kept: %s", error)

    # --- later --------------------------------------------------------------------------------

    def _kept_without_text(self, keeping: "asyncio.Task[BurstRecord | None]") -> None:
        record = None if keeping.cancelled() else keeping.result()
        if record is not None:
            self._write_later(record.id)

    def _write_later(self, burst_id: BurstId) -> None:
        self._later.append(burst_id)
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.get_running_loop().create_task(
                self._catch_up(), name="transcripts-catch-up"
            )

    async def _catch_up(self) -> None:
        while self._later and self._engine is not None:
            burst_id = self._later.popleft()
            try:
                await self._write_down(burst_id, self._engine)
            except HomewireError as error:
                _LOG.warning("a talk burst stays without text: %s", error)

    async def _write_down(self, burst_id: BurstId, engine: Transcriber) -> None:
        record, frames = await self._store.get(burst_id), await self._store.frames(burst_id)
        if record is None or not frames:
            return
        async with aclosing(
            engine.transcribe(recorded_pcm(frames), language=self.language)
        ) as heard:
            async for one in heard:
                if isinstance(one, Transcript):
                    await self._keep(record, one, None)


def _so_far(burst: Burst, partial: Partial) -> TranscriptChanged:
    return TranscriptChanged(
        message=burst.id,
        stream=burst.stream,
        rev=0,
        text=partial.text,
        stable=partial.stable_chars,
        final=False,
    )
