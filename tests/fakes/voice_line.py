"""The voice of a hub that answers when a test says so."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from desktop.backend.listeners import Unsubscribe
from desktop.backend.voice import VoiceNews
from embedded_hub.model.voice import Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer


class FakeVoiceLine:
    """Writes down what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.sent: list[Frame] = []
        self.handlers: list[int] = []
        self._answers: list[asyncio.Future[TalkAnswer]] = []
        self._listeners: list[Callable[[VoiceNews], None]] = []

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        self.told.append(f"ask {channel} {preroll_ms}")
        self.handlers.append(handler)
        answer: asyncio.Future[TalkAnswer] = asyncio.get_running_loop().create_future()
        self._answers.append(answer)
        return answer

    def send(self, handler: int, frames: Sequence[Frame]) -> None:
        self.told.append(f"send {len(frames)}")
        self.handlers.append(handler)
        self.sent += frames

    async def release(
        self, stream: StreamId, *, frame_count: int, clock_end: int, is_cancelled: bool
    ) -> None:
        self.told.append(f"release {stream} {frame_count}{' cancelled' * is_cancelled}")

    async def leave(self, channel: TalkGroupId) -> None:
        self.told.append(f"leave {channel}")

    # What a test says

    async def answer(self, answer: TalkAnswer | Exception) -> None:
        """Answer the newest request."""
        if isinstance(answer, Exception):
            self._answers[-1].set_exception(answer)
        else:
            self._answers[-1].set_result(answer)
        await self.settle()

    async def settle(self) -> None:
        """Let everything that was begun be done."""
        for _ in range(4):
            await asyncio.sleep(0)

    def tell(self, event: VoiceNews) -> None:
        """Let something happen to the floor."""
        for listener in tuple(self._listeners):
            listener(event)
