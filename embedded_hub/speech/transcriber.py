"""Writes down speech in a process of its own, which is started when first needed.

A model takes a core for seconds and may crash; voices and the loop must not notice.
"""

import asyncio
import contextlib
import itertools
import sys
from collections.abc import AsyncGenerator, AsyncIterator

from embedded_hub.core.intercom.ports import Partial, Transcript
from embedded_hub.errors import NotSupported, RequestError, RequestTimeout
from embedded_hub.speech.messages import (
    FROM_WORKER,
    LENGTH,
    MAX_MESSAGE_BYTES,
    Answer,
    Cancel,
    Feed,
    Finish,
    FromWorker,
    Heard,
    Missing,
    Open,
    Refused,
    ToWorker,
    framed,
)

FINAL_S = 60.0
"""How long the last words may take; after that the process counts as hung and is ended."""
_STOP_S = 2.0
_ENDED = "the transcriber ended in the middle of a sentence"


class _Worker:
    """One running process and who waits for its answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._answers: dict[int, asyncio.Queue[Answer | None]] = {}
        self._reader: asyncio.Task[None] | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it can still answer."""
        return self._reader is not None and not self._reader.done()

    async def begin(self) -> None:
        """Wait until its model is loaded.

        Raises:
            NotSupported: it has none, or not what it needs.
        """
        first = await self._next()
        if isinstance(first, Missing):
            await self.stop()
            raise NotSupported(first.sentence)
        if first is None:
            await self.stop()
            raise NotSupported("the transcriber cannot be started")
        self._reader = asyncio.create_task(self._read(), name="transcriber-reader")

    def listen(self, stream: int) -> "asyncio.Queue[Answer | None]":
        """Return where the answers about one stream arrive; ``None`` is the end of them."""
        return self._answers.setdefault(stream, asyncio.Queue())

    def forget(self, stream: int) -> None:
        """Take no more answers about a stream."""
        self._answers.pop(stream, None)

    async def send(self, message: ToWorker) -> None:
        """Send one message; waits while the process has too much to do."""
        if self._process.stdin is None or self._process.stdin.is_closing():
            return
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(framed(message))
            await self._process.stdin.drain()

    async def stop(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(_STOP_S):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        if self._reader is not None:
            await self._reader

    def kill(self) -> None:
        """End a process that does not answer."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def _read(self) -> None:
        while (message := await self._next()) is not None:
            if isinstance(message, Heard | Refused) and (
                waiting := self._answers.get(message.stream)
            ):
                waiting.put_nowait(message)
        for left in self._answers.values():
            left.put_nowait(None)

    async def _next(self) -> FromWorker | None:
        answers = self._process.stdout
        if answers is None:
            return None
        try:
            (length,) = LENGTH.unpack(await answers.readexactly(LENGTH.size))
            body = await answers.readexactly(min(length, MAX_MESSAGE_BYTES))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        message: FromWorker = FROM_WORKER.decode(body)
        return message


class TranscriberProcess:
    """An engine in a process of its own; a :class:`~embedded_hub.core.intercom.ports.Transcriber`.

    Args:
        name: What people see.
        factory: Where the engine begins, as ``module:function``.
        folder: Where its model lies; the engine's own when left out.
    """

    def __init__(self, name: str, factory: str, folder: str | None = None) -> None:
        self._name = name
        self._arguments = [factory, *([folder] if folder else [])]
        self._worker: _Worker | None = None
        self._starting = asyncio.Lock()
        self._numbers = itertools.count(1)

    @property
    def name(self) -> str:
        """What people see."""
        return self._name

    async def transcribe(
        self, pcm: AsyncIterator[bytes], *, language: str | None
    ) -> AsyncGenerator[Partial | Transcript, None]:
        """Write down one talk burst.

        Raises:
            NotSupported: the engine or its model is not there, or not for this language.
            RequestError: the process ended; the next talk burst starts another.
            RequestTimeout: it did not finish.
        """
        worker = await self._running()
        stream = next(self._numbers)
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

    async def close(self) -> None:
        """End the process."""
        async with self._starting:
            if self._worker is not None:
                await self._worker.stop()
                self._worker = None

    async def _running(self) -> _Worker:
        async with self._starting:
            if self._worker is not None and self._worker.is_alive:
                return self._worker
            if self._worker is not None:
                await self._worker.stop()
                self._worker = None
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "embedded_hub.speech.worker", *self._arguments),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            worker = _Worker(process)
            try:
                await worker.begin()
            except asyncio.CancelledError:
                worker.kill()
                await worker.stop()
                raise
            self._worker = worker
            return worker


async def _feed(
    worker: _Worker,
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


def _why_ended(worker: _Worker, feeder: "asyncio.Task[None]") -> BaseException:
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
