"""The hub's end of a transcriber's process: starting it, messages to it, answers by stream."""

import asyncio
import contextlib
import sys
from collections.abc import Sequence

from embedded_hub.errors import NotSupported
from embedded_hub.speech.messages import (
    FROM_WORKER,
    LENGTH,
    MAX_MESSAGE_BYTES,
    Answer,
    FromWorker,
    Heard,
    Missing,
    Refused,
    ToWorker,
    framed,
)

WORKER_ARGUMENT = "--speech-worker"
"""Makes a frozen program the worker: there is no interpreter beside it to start one with."""
_STOP_S = 2.0


def worker_command(arguments: Sequence[str]) -> list[str]:
    """Return the command line of a worker: this program itself when it is frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT, *arguments]
    return [sys.executable, "-m", "embedded_hub.speech.worker", *arguments]


class WorkerProcess:
    """One running process and who waits for its answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._answers: dict[int, asyncio.Queue[Answer | None]] = {}
        self._reader: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, arguments: Sequence[str]) -> "WorkerProcess":
        """Start one and wait until its model is loaded.

        Raises:
            NotSupported: it has none, or not what it needs; ``details["reason"]`` says which.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *worker_command(arguments),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            raise _failed(f"the transcriber cannot be started: {error}") from error
        worker = cls(process)
        try:
            await worker._begin()
        except asyncio.CancelledError:
            worker.kill()
            await worker.stop()
            raise
        return worker

    @property
    def is_alive(self) -> bool:
        """Whether it can still answer."""
        return self._reader is not None and not self._reader.done()

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

    async def _begin(self) -> None:
        first = await self._next()
        if isinstance(first, Missing):
            await self.stop()
            raise NotSupported(first.sentence, details={"reason": first.reason})
        if first is None:
            await self.stop()
            raise _failed("the transcriber cannot be started")
        self._reader = asyncio.create_task(self._read(), name="transcriber-reader")

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


def _failed(sentence: str) -> NotSupported:
    return NotSupported(sentence, details={"reason": "failed"})
