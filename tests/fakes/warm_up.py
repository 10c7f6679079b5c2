"""Starts a transcriber's process before a test begins, however long a busy machine takes."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from embedded_hub.core.intercom.ports import Transcriber


async def warm_up(transcriber: Transcriber | None) -> None:
    assert transcriber is not None
    async with aclosing(transcriber.transcribe(_nothing(), language=None)) as heard:
        async for _ in heard:
            pass


async def _nothing() -> AsyncIterator[bytes]:
    yield b""
