"""What waits to be sent to one gateway's stations: words first, then the newest sound.

The stations of a gateway share its socket, so each stream has a number of its own there, whatever
the hub calls it elsewhere. Live sound is kept for 300 ms and then dropped, oldest first; what is
played again comes only while nothing waits. The end of a stream follows its last frame.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from embedded_hub.core.intercom.handlers import Handlers
from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.protocol.gateway_voice import TalkEnd
from embedded_hub.protocol.gateway_wire import Message
from embedded_hub.protocol.voice_frame import mark_gap, with_handler
from embedded_hub.voice.listener_queue import Degraded, ListenerQueue

NUMBERS = range(1, 256)
StreamKey = tuple[str, int]
"""A device and the hub's number of the stream it hears."""
Send = Callable[[Message | bytes], Awaitable[None]]


class _Outgoing:
    """One stream on its way to one station."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.live = ListenerQueue()
        self.recorded: deque[bytes] = deque()
        self.end: TalkEnd | None = None

    def take(self) -> bytes | None:
        if self.recorded:
            return self.recorded.popleft()
        taken = self.live.take()
        if taken is None:
            return None
        return mark_gap(taken.message) if taken.has_gap else taken.message


class VoiceLane:
    """The way of words and sound to one gateway.

    Args:
        now_s: Gives the time.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._words: deque[Message] = deque()
        self._streams: dict[StreamKey, _Outgoing] = {}
        self._numbers = Handlers(NUMBERS)
        self._woken = asyncio.Event()
        self._is_sending = False

    @property
    def is_clear(self) -> bool:
        """Whether what is handed over now leaves at once."""
        return not self._is_sending and not self._woken.is_set()

    def tell(self, message: Message) -> None:
        """Send words."""
        self._words.append(message)
        self._woken.set()

    def begin(self, key: StreamKey) -> int:
        """Give a stream its number on this socket.

        Raises:
            QuotaExceeded: there are too many.
        """
        self.forget(key)
        self._streams[key] = _Outgoing(self._numbers.take())
        return self._streams[key].number

    def put(self, key: StreamKey, parcel: Parcel) -> Degraded | None:
        """Send live sound, or let it wait a little; says when the gateway is too slow for it."""
        stream = self._streams.get(key)
        if stream is None:
            return None
        message = with_handler(parcel.message, stream.number)
        self._woken.set()
        return stream.live.put(message, self._now_s(), parcel.frame_count)

    def put_all(self, device: str, parcel: Parcel) -> None:
        """Send recorded sound, of which nothing is dropped."""
        stream = self._streams.get((device, parcel.message[0]))
        if stream is not None:
            stream.recorded.append(with_handler(parcel.message, stream.number))
            self._woken.set()

    def end(self, key: StreamKey, stream_id: int, reason: str, frames: int) -> None:
        """Send the end of a stream, after what waits of it."""
        stream = self._streams.get(key)
        if stream is not None:
            stream.end = TalkEnd(
                dev=key[0], stream=stream_id, handler=stream.number, reason=reason, frames=frames
            )
            self._woken.set()

    def forget(self, key: StreamKey) -> None:
        """Drop a stream and what waits of it."""
        stream = self._streams.pop(key, None)
        if stream is not None:
            self._numbers.give_back(stream.number)

    def forget_device(self, device: str) -> None:
        """Drop every stream of a station."""
        for key in [key for key in self._streams if key[0] == device]:
            self.forget(key)

    async def run(self, send: Send) -> None:
        """Send what there is, for as long as the connection lasts; the only sender of these."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            self._is_sending = True
            while (message := self._next()) is not None:
                await send(message)
            self._is_sending = False

    def _next(self) -> Message | bytes | None:
        if self._words:
            return self._words.popleft()
        for key in tuple(self._streams):
            stream = self._streams.pop(key)
            message = stream.take()
            if message is None and stream.end is not None:
                self._numbers.give_back(stream.number)
                return stream.end
            # To the end of the row, so that streams take turns.
            self._streams[key] = stream
            if message is not None:
                return message
        return None
