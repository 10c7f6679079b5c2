"""The voice of a hub over the wire."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from desktop.backend.api import Unsubscribe
from desktop.backend.voice import VoiceLost, VoiceNews
from embedded_hub.client import voice as wire
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import LinkError, RemoteProtocolError
from embedded_hub.model.voice import CLOCK_HZ, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import StreamStart
from embedded_hub.protocol.voice_frame import encode_frames

MAX_WAITING = 100
"""Messages that may wait for a full wire: two seconds of sound nobody hears any more."""
FrameListener = Callable[[StreamStart, Sequence[Frame]], None]


class HubVoice:
    """Speaks and hears over one connection; made by :meth:`open`, over when that is.

    Args:
        client: Connected.
        on_frames: Gets the frames of every stream.
    """

    def __init__(self, client: HubClient, on_frames: FrameListener) -> None:
        self._client = client
        self._on_frames = on_frames
        self._listeners: list[Callable[[VoiceNews], None]] = []
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        self.dropped_count = 0
        """Messages left out because the wire was full."""
        self._sender: asyncio.Task[None] | None = None
        self._line: wire.VoiceLine | None = None

    @classmethod
    async def open(cls, client: HubClient, on_frames: FrameListener) -> "HubVoice":
        """Greet the hub and follow everything meant for this person.

        Raises:
            RequestError: the hub has no voice.
            LinkError: the connection is over.
        """
        voice = cls(client, on_frames)
        voice._line = await wire.VoiceLine.open(
            client, encode=("opus",), on_event=voice._tell, on_frames=on_frames
        )
        await voice._line.follow()
        voice._sender = asyncio.create_task(voice._send_all(), name="voice sender")
        return voice

    async def close(self) -> None:
        """Be without a voice; the connection stays."""
        self._listeners.clear()
        if self._sender is not None:
            self._sender.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._sender
        if self._line is not None:
            with contextlib.suppress(LinkError):
                await self._line.close()

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        """Tell the listener what happens from now on."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        """Ask for the floor; frames sent after this call follow the request."""
        # A task begun now takes its first step, the sending, before the sender's next one.
        return asyncio.ensure_future(self._ask(channel, handler, preroll_ms, wants_queue))

    def send(self, handler: int, frames: Sequence[Frame]) -> None:
        """Send sound; what nobody waits for is not kept."""
        for message in encode_frames(handler, frames):
            try:
                self._waiting.put_nowait(message)
            except asyncio.QueueFull:
                self.dropped_count += 1

    async def release(
        self, stream: StreamId, *, frame_count: int, clock_end: int, is_cancelled: bool
    ) -> None:
        """Say that a talk is over, after its last frame."""
        await self._waiting.join()
        await self._client.call(
            "voice/release",
            stream=stream,
            frames=frame_count,
            clock_end=clock_end,
            cancel=is_cancelled,
        )

    async def leave(self, channel: TalkGroupId) -> None:
        """Leave the queue, or give back a floor that was granted meanwhile."""
        await self._client.call("voice/floor.cancel", channel=channel)

    async def _ask(
        self, channel: TalkGroupId, handler: int, preroll_ms: int, wants_queue: bool
    ) -> TalkAnswer:
        result = await self._client.call(
            "voice/talk",
            channel=channel,
            handler=handler,
            codec="opus",
            rate=CLOCK_HZ,
            preroll_ms=preroll_ms,
            queue=wants_queue,
        )
        try:
            return msgspec.convert(result, TalkAnswer)
        except msgspec.ValidationError as error:
            raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error

    async def _send_all(self) -> None:
        is_lost = False
        while True:
            message = await self._waiting.get()
            try:
                if not is_lost:
                    await self._client.send_binary(message)
            except LinkError:
                is_lost = True
                self._tell(VoiceLost())
            finally:
                self._waiting.task_done()

    def _tell(self, event: VoiceNews) -> None:
        for listener in tuple(self._listeners):
            listener(event)
