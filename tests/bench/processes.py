"""Processes of a benchmark: each side in one of its own, on a core of its own.

A child says what there is to know, and answers, in lines of JSON. What it cost is read from
outside, so that reading it costs the child nothing.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import psutil

SERVER_CORE, LOAD_CORE = 0, 1
_ANSWER_WITHIN_S = 60.0
_END_WITHIN_S = 10.0
_T = TypeVar("_T")


def pin(core: int, pid: int = 0) -> None:
    """Keep a process, this one by default, to one core where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0)) if pid == 0 else list(range(os.cpu_count() or 1))
        os.sched_setaffinity(pid, {cores[core % len(cores)]})


@contextlib.contextmanager
def pinned(core: int, pid: int) -> Iterator[None]:
    """Keep somebody else's process to one core for a while."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(pid)
    pin(core, pid)
    try:
        yield
    finally:
        os.sched_setaffinity(pid, before)


def cpu_s(pid: int) -> float:
    """Return how long all threads of a process have run so far.

    The scheduler's own count where there is one: nanoseconds, where the usual one has ticks of
    ten milliseconds. Threads that have ended are left out.
    """
    paths = Path(f"/proc/{pid}/task").glob("*/schedstat")
    try:
        return sum(int(path.read_text("ascii").split()[0]) for path in paths) / 1e9
    except (OSError, IndexError, ValueError):
        times = psutil.Process(pid).cpu_times()
        return float(times.user + times.system)


def memory_mb(pid: int) -> float:
    """Return how much memory of the machine a process holds, what it shares included."""
    return float(psutil.Process(pid).memory_info().rss) / 1e6


def say(value: object) -> None:
    """Tell the parent one thing."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


class Child:
    """A process we started."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    async def hear(self, kind: type[_T]) -> _T:
        """Return what it says next."""
        assert self._process.stdout is not None
        async with asyncio.timeout(_ANSWER_WITHIN_S):
            line = await self._process.stdout.readline()
        return msgspec.json.decode(line, type=kind)

    async def ask(self, question: object, kind: type[_T]) -> _T:
        """Send it a line and return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(question) + b"\n")
        return await self.hear(kind)

    async def wait(self) -> int:
        """Return its exit code once it has ended by itself."""
        async with asyncio.timeout(_ANSWER_WITHIN_S):
            return await self._process.wait()

    @property
    def cpu_s(self) -> float:
        """How long it has run so far."""
        return cpu_s(self.pid)

    @property
    def memory_mb(self) -> float:
        """How much memory it holds."""
        return memory_mb(self.pid)


@contextlib.asynccontextmanager
async def child(
    arguments: Sequence[str],
    *,
    core: int | None = SERVER_CORE,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Child]:
    """Run ``python -m`` with these arguments until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    if core is None:
        _unpin(process.pid)
    else:
        pin(core, process.pid)
    try:
        yield Child(process)
    finally:
        await _end(process)


def _unpin(pid: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(pid, range(os.cpu_count() or 1))


async def _end(process: asyncio.subprocess.Process) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_END_WITHIN_S):
                await process.wait()
                return
