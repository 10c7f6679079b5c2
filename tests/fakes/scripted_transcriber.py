"""A transcriber in memory that says what a test lets it say."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

from embedded_hub.core.intercom.ports import Partial, Transcript
from embedded_hub.errors import HomewireError


class ScriptedTranscriber:
    """Writes "<n> pieces" for everything, unless told to fail."""

    def __init__(self) -> None:
        self.name = "Scripted"
        self.begun = 0
        self.ended = 0
        self.most_at_once = 0
        self.failures: list[HomewireError] = []
        """What the next ones end in."""
        self.partials: list[str] = []
        self.languages: list[str | None] = []
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def transcribe(
        self, pcm: AsyncIterator[bytes], *, language: str | None
    ) -> AsyncGenerator[Partial | Transcript, None]:
        self.begun += 1
        self.languages.append(language)
        self.most_at_once = max(self.most_at_once, self.begun - self.ended)
        try:
            for text in self.partials:
                yield Partial(text=text, stable_chars=0)
            pieces = [piece async for piece in pcm]
            await self.may_end.wait()
            if self.failures:
                raise self.failures.pop(0)
            length_ms = sum(map(len, pieces)) // 32
            yield Transcript(text=f"{length_ms} ms", language=language, confidence=0.5)
        finally:
            self.ended += 1
