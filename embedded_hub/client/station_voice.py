"""What a gateway's devices say and hear, for makers who write Python; part of a gateway's link.

::

    link.voice.on_frames = lambda stream, frames: play(frames)
    talk = await link.voice.talk("door", codec="opus")
    if talk.is_granted:
        talk.send(frames)
        await talk.release()

Words and sound leave in the order they were handed over, before anything else the link has to
say; of sound no more than 300 ms waits.
"""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal, Protocol, TypeVar

from embedded_hub.errors import LinkClosed, RemoteProtocolError
from embedded_hub.model.voice import Frame
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_voice import (
    Codec,
    TalkAnswer,
    TalkCall,
    TalkEnd,
    TalkFloor,
    TalkRelease,
    TalkStart,
    TalkStream,
)
from embedded_hub.protocol.voice_frame import decode_message, encode_frames, mark_gap

_T = TypeVar("_T")
MAX_WAITING = 15
"""Frames: 300 ms."""


class Socket(Protocol):
    """As much of a WebSocket as is needed here."""

    async def send(self, message: str | bytes, /) -> None:
        """Send one frame."""


class StationTalk:
    """One talk of a device: asked for, perhaps waiting, heard, over."""

    def __init__(self, voice: "StationVoice", start: TalkStart) -> None:
        self._voice = voice
        self.start = start
        self.state: Literal["asked", "granted", "queued", "denied", "revoked", "released"] = "asked"
        self.floor: TalkFloor | None = None
        """What the hub said last."""
        self.handler = start.handler
        self.stream: int | None = None
        self.changed = asyncio.Event()
        """Set at each change; whoever waits clears it."""

    @property
    def is_granted(self) -> bool:
        """Whether what is sent now is heard."""
        return self.state == "granted"

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("denied", "revoked", "released")

    def send(self, frames: Sequence[Frame]) -> None:
        """Send frames of 20 ms, spoken in a row; at a wrong time they go nowhere."""
        if self.state in ("asked", "granted"):
            for message in encode_frames(self.handler, frames):
                self._voice.put(message)

    async def granted(self) -> bool:
        """Wait until it may speak, or never will; say which."""
        while self.state in ("asked", "queued"):
            await self._next_change()
        return self.is_granted

    async def release(self, *, is_cancelled: bool = False) -> TalkFloor | None:
        """End it and return what the hub made of it."""
        if not self.is_over:
            self._voice.say(
                TalkRelease(dev=self.start.dev, stream=self.stream, cancel=is_cancelled)
            )
            while not self.is_over:
                await self._next_change()
        return self.floor

    def take(self, floor: TalkFloor) -> None:
        """Take what the hub says about it."""
        self.floor, self.state = floor, floor.state
        self.stream = floor.stream or self.stream
        self.handler = floor.handler or self.handler
        self.changed.set()

    def lost(self) -> None:
        """Note that the connection broke."""
        if not self.is_over:
            self.state = "revoked"
            self.changed.set()

    async def _next_change(self) -> None:
        self.changed.clear()
        await self.changed.wait()


class StationVoice:
    """The voice of a gateway's devices. Its callbacks must return at once."""

    def __init__(self) -> None:
        self.on_stream: Callable[[TalkStream], object] | None = None
        """Somebody begins to speak to a device."""
        self.on_frames: Callable[[TalkStream, Sequence[Frame]], object] | None = None
        self.on_end: Callable[[TalkEnd], object] | None = None
        self.on_call: Callable[[TalkCall], object] | None = None
        """A device rings, is answered, or is called."""
        self.unknown_frames = 0
        """Frames that belonged to no stream, or were none."""
        self._requests = itertools.count(1)
        self._talks: dict[int, StationTalk] = {}
        self._streams: dict[int, TalkStream] = {}
        self._waiting: deque[gw.Message | bytes] = deque()
        self._woken = asyncio.Event()
        self._is_connected = False

    # --- what a device says -------------------------------------------------------------------

    async def talk(
        self,
        dev: str,
        *,
        codec: Codec = "pcm16",
        channel: Literal["own", "area"] = "own",
        can_queue: bool = True,
        resume: int | None = None,
    ) -> StationTalk:
        """Ask for the floor; returns with the first answer, which stands in what is returned.

        Raises:
            LinkClosed: there is no hub.
        """
        talk = self.begin(dev, codec=codec, channel=channel, can_queue=can_queue, resume=resume)
        while talk.state == "asked":
            talk.changed.clear()
            await talk.changed.wait()
        return talk

    def begin(
        self,
        dev: str,
        *,
        codec: Codec = "pcm16",
        channel: Literal["own", "area"] = "own",
        can_queue: bool = True,
        resume: int | None = None,
    ) -> StationTalk:
        """Ask for the floor and do not wait: frames may follow at once.

        Raises:
            LinkClosed: there is no hub.
        """
        if not self._is_connected:
            raise LinkClosed("there is no connection to a hub")
        in_use = {talk.handler for talk in self._talks.values() if not talk.is_over}
        start = TalkStart(
            dev=dev,
            req=next(self._requests),
            handler=next(number for number in range(1, 256) if number not in in_use),
            codec=codec,
            channel=channel,
            queue=can_queue,
            resume=resume,
        )
        talk = self._talks[start.req] = StationTalk(self, start)
        self.say(start)
        return talk

    def answer(self, dev: str, call: str, *, is_accepted: bool) -> None:
        """Take a call, refuse it, or hang up."""
        self.say(TalkAnswer(dev=dev, call=call, accept=is_accepted))

    def say(self, message: gw.Message) -> None:
        """Send words."""
        self._waiting.append(message)
        self._woken.set()

    def put(self, message: bytes) -> None:
        """Send sound; when too much of it waits the oldest goes, and the next confesses it."""
        sound = [one for one in self._waiting if isinstance(one, bytes)]
        if len(sound) >= MAX_WAITING:
            self._waiting.remove(sound[0])
            self._confess(sound[1] if len(sound) > 1 else None)
        self._waiting.append(message)
        self._woken.set()

    def _confess(self, following: bytes | None) -> None:
        if following is not None:
            self._waiting[self._waiting.index(following)] = mark_gap(following)

    # --- the connection -----------------------------------------------------------------------

    async def run(self, socket: Socket) -> None:
        """Send what there is, for as long as the connection lasts."""
        self._is_connected = True
        try:
            while True:
                await self._woken.wait()
                self._woken.clear()
                while self._waiting:
                    message = self._waiting.popleft()
                    sent = message if isinstance(message, bytes) else gw.encode(message)
                    await socket.send(sent)
        finally:
            self._is_connected = False
            self._waiting.clear()
            self._streams.clear()
            talks, self._talks = self._talks, {}
            for talk in talks.values():
                talk.lost()

    def take(self, message: gw.ToVoice) -> None:
        """Take words of the hub."""
        match message:
            case TalkFloor():
                self._floor(message)
            case TalkStream():
                self._streams[message.handler] = message
                _tell(self.on_stream, message)
            case TalkEnd():
                self._streams.pop(message.handler, None)
                _tell(self.on_end, message)
            case TalkCall():
                _tell(self.on_call, message)

    def hear(self, message: bytes) -> None:
        """Take sound of the hub."""
        try:
            heard = decode_message(message)
        except RemoteProtocolError:
            self.unknown_frames += 1
            return
        stream = self._streams.get(heard.handler)
        if stream is None:
            self.unknown_frames += 1
        elif self.on_frames is not None:
            self.on_frames(stream, heard.frames)

    def _floor(self, message: TalkFloor) -> None:
        talk = self._talks.get(message.req)
        if talk is not None:
            talk.take(message)
            if talk.is_over:
                del self._talks[message.req]


def _tell(listener: Callable[[_T], object] | None, message: _T) -> None:
    if listener is not None:
        listener(message)
