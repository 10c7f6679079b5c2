"""Writes down speech in a process of its own, started when first needed and ended when idle.

A model takes a core for seconds and may crash; voices and the loop must not notice.
"""

import asyncio
import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

from embedded_hub.core.intercom.ports import Partial, Transcript
from embedded_hub.errors import NotSupported, RequestError, RequestTimeout
from embedded_hub.speech.messages import Answer, Cancel, Feed, Finish, Heard, Open, Refused
from embedded_hub.speech.worker_process import WorkerProcess

FINAL_S = 60.0
"""How long the last words may take; after that the process counts as hung and is ended."""
IDLE_S = 300.0
"""How long a process with nothing to do keeps its model's 200 MB for the next talk burst."""
_ENDED = "the transcriber ended in the middle of a sentence"


class TranscriberProcess:
    """An engine in a process of its own; a :class:`~embedded_hub.core.intercom.ports.Transcriber`.

    Args:
        name: What people see.
        factory: Where the engine begins, as ``module:function``.
        folder: Where its model lies; the engine's own when left out.
        idle_s: After how long without anybody speaking the process ends.
        on_missing: Called with the error when it cannot be started.
    """

    def __init__(
        self,
        name: str,
        factory: str,
        folder: str | None = None,
        *,
        idle_s: float = IDLE_S,
        on_missing: Callable[[NotSupported], None] | None = None,
    ) -> None:
        self._name = name
        self._arguments = [factory, *([folder] if folder else [])]
        self._idle_s = idle_s
        self._on_missing = on_missing
        self._worker: WorkerProcess | None = None
        self._starting = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._under_way = 0
        self._idle: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """What people see."""
        return self._name

    @property
    def is_running(self) -> bool:
        """Whether there is a process now."""
        return self._worker is not None and self._worker.is_alive

    async def transcribe(
        self, pcm: AsyncIterator[bytes], *, language: str | None
    ) -> AsyncGenerator[Partial | Transcript, None]:
        """Write down one talk burst.

        Raises:
            NotSupported: the engine or its model is not there, or not for this language.
            RequestError: the process ended; the next talk burst starts another.
            RequestTimeout: it did not finish.
        """
        self._under_way += 1
        self._stop_idling()
        try:
            worker = await self._running()
            written = _written(worker, next(self._numbers), pcm, language)
            async with aclosing(written) as answers:
                async for heard in answers:
                    yield heard
        finally:
            self._under_way -= 1
            if not self._under_way:
                loop = asyncio.get_running_loop()
                self._idle = loop.call_later(self._idle_s, self._begin_end)

    async def close(self) -> None:
        """End the process."""
        self._stop_idling()
        if self._ending is not None:
            await self._ending
        await self._end()

    async def _end(self) -> None:
        async with self._starting:
            if self._worker is not None:
                await self._worker.stop()
                self._worker = None

    async def _running(self) -> WorkerProcess:
        async with self._starting:
            if self._worker is not None and self._worker.is_alive:
                return self._worker
            if self._worker is not None:
                await self._worker.stop()
                self._worker = None
            try:
                self._worker = await WorkerProcess.start(self._arguments)
            except NotSupported as error:
                if self._on_missing is not None:
                    self._on_missing(error)
                raise
            return self._worker

    def _begin_end(self) -> None:
        # Once begun it is not cancelled: whoever speaks now waits and starts another.
        self._idle = None
        self._ending = asyncio.get_running_loop().create_task(self._end(), name="transcriber-end")

    def _stop_idling(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


async def _written(
    worker: WorkerProcess, stream: int, pcm: AsyncIterator[bytes], language: str | None
) -> AsyncGenerator[Partial | Transcript, None]:
    answers = worker.listen(stream)
    feeder = asyncio.create_task(_feed(worker, stream, pcm, language, answers))
    is_final = False
    try:
        while not is_final:
            heard = await answers.get()
            if heard is None:
                raise _why_ended(worker, feeder)
            if isinstance(heard, Refused):
                raise NotSupported(heard.sentence)
            is_final = heard.is_final
            yield _as_port(heard)
    finally:
        feeder.cancel()
        await asyncio.gather(feeder, return_exceptions=True)
        worker.forget(stream)
        if not is_final:
            await worker.send(Cancel(stream))


async def _feed(
    worker: WorkerProcess,
    stream: int,
    pcm: AsyncIterator[bytes],
    language: str | None,
    answers: "asyncio.Queue[Answer | None]",
) -> None:
    """Hand over what is said; ends the wait for answers when the source or the worker fails."""
    try:
        await worker.send(Open(stream, language))
        async for piece in pcm:
            await worker.send(Feed(stream, piece))
        await worker.send(Finish(stream))
        await asyncio.sleep(FINAL_S)
    finally:
        answers.put_nowait(None)


def _why_ended(worker: WorkerProcess, feeder: "asyncio.Task[None]") -> BaseException:
    if not worker.is_alive:
        return RequestError(_ENDED)
    if feeder.done() and (error := feeder.exception()) is not None:
        return error
    worker.kill()
    return RequestTimeout(f"the transcriber took longer than {FINAL_S:.0f} s")


def _as_port(heard: Heard) -> Partial | Transcript:
    if not heard.is_final:
        return Partial(text=heard.text, stable_chars=heard.stable_chars)
    return Transcript(text=heard.text, language=heard.language, confidence=heard.confidence)
