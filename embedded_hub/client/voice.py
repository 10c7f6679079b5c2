"""Talking and listening over one connection, from a Python program.

::

    async with await HubClient.connect(address, token) as hub:
        line = await VoiceLine.open(hub)
        await line.follow(["all"])
        talk = await line.talk("all")
        if talk.is_granted:
            await talk.send(frames)
            await talk.release()

Sound is :class:`Frame` values in and out; who encodes, paces and plays them is not asked here.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from embedded_hub.client.hub_client import HubClient, Subscription
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.values import JsonValue
from embedded_hub.model.voice import CLOCK_HZ, Frame, StreamId
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.voice_answers import (
    ChannelEntry,
    HistoryAnswer,
    Picture,
    PlayAnswer,
    ReleaseAnswer,
    TalkAnswer,
    Welcome,
)
from embedded_hub.protocol.voice_events import (
    EVENTS,
    CallChanged,
    CallMode,
    FloorGranted,
    FloorQueued,
    FloorRevoked,
    StreamStart,
    StreamStop,
    VoiceEvent,
)
from embedded_hub.protocol.voice_frame import decode_message, encode_frames

EventHandler = Callable[[VoiceEvent], object]
FrameHandler = Callable[[StreamStart, Sequence[Frame]], object]
PCM_HZ = 16_000
_TAGS = frozenset(str(event.__struct_config__.tag) for event in EVENTS)
_EVENT: Any = VoiceEvent
_T = TypeVar("_T")


class Talk:
    """One request to speak, and the talk burst it became."""

    def __init__(self, line: "VoiceLine", channel: str) -> None:
        self._line = line
        self.channel = channel
        self.answer = TalkAnswer(granted=False)
        self.stream: StreamId | None = None
        self.handler: int | None = None
        self.revoked: FloorRevoked | None = None
        """Set once the hub took the floor away: what is sent after goes nowhere."""
        self.queue_pos: int | None = None
        self._decided = asyncio.Event()

    @property
    def is_granted(self) -> bool:
        """Whether this talker may speak now."""
        return self.stream is not None and self.revoked is None

    @property
    def is_queued(self) -> bool:
        """Whether it waits for its turn."""
        return self.stream is None and self.answer.reason == "queued"

    async def granted(self) -> None:
        """Wait until it is this talker's turn."""
        await self._decided.wait()

    async def send(self, frames: Sequence[Frame]) -> None:
        """Send frames that are spoken in a row, several as one message.

        Raises:
            LinkError: the connection is over.
        """
        if self.handler is None:
            return
        for message in encode_frames(self.handler, frames):
            await self._line.client.send_binary(message)

    async def release(self, *, is_cancelled: bool = False) -> ReleaseAnswer:
        """Stop speaking and learn what became of it.

        Raises:
            RequestError: there is nothing to release.
            LinkError: the connection is over.
        """
        result = await self._line.client.call(
            "voice/release", stream=self.stream, cancel=is_cancelled
        )
        self._line.forget(self)
        return _read(result, ReleaseAnswer)

    def answered(self, answer: TalkAnswer) -> None:
        """Note what the request was answered with; an event may have overtaken it."""
        self.answer = answer
        if self.stream is None:
            self.stream, self.handler = answer.stream, answer.handler
            self.queue_pos = answer.queue_pos
        if answer.granted:
            self._decided.set()

    def take(self, event: VoiceEvent) -> None:
        """Note what the hub says about it."""
        match event:
            case FloorGranted():
                self.stream, self.handler = event.stream, event.handler
                self._decided.set()
            case FloorQueued(queue_pos=position):
                self.queue_pos = position
            case FloorRevoked():
                self.revoked = event
            case _:
                pass


class VoiceLine:
    """The voice of one connection. Made by :meth:`open`.

    ``on_event`` gets every event and ``on_frames`` the frames of each stream, both in order; they
    must return at once.
    """

    def __init__(
        self, client: HubClient, on_event: EventHandler | None, on_frames: FrameHandler | None
    ) -> None:
        self.client = client
        self.on_event = on_event
        self.on_frames = on_frames
        self.streams: dict[StreamId, StreamStart] = {}
        """What is heard now."""
        self.unknown_frames = 0
        """Frames that belonged to no stream, or were none."""
        self._by_handler: dict[int, StreamStart] = {}
        self._talks: list[Talk] = []
        self._revoked: dict[StreamId, FloorRevoked] = {}
        self._subscription: Subscription | None = None
        self.welcome: Welcome
        """What the hub answered to the greeting."""

    @classmethod
    async def open(
        cls,
        client: HubClient,
        *,
        encode: Sequence[CodecName] = ("opus", "pcm16"),
        decode: Sequence[CodecName] = ("opus", "pcm16"),
        area: str | None = None,
        on_event: EventHandler | None = None,
        on_frames: FrameHandler | None = None,
    ) -> "VoiceLine":
        """Say what this program can do with sound; nothing is heard before :meth:`follow`.

        Raises:
            RequestError: the hub has no voice, or shares no codec.
            LinkError: the connection is over.
        """
        line = cls(client, on_event, on_frames)
        client.on_binary = line._hear
        line._subscription = await client.subscribe(
            "voice/hello", line._take, encode=list(encode), decode=list(decode), area=area
        )
        line.welcome = _read(line._subscription.result, Welcome)
        return line

    async def close(self) -> None:
        """Be without a voice again; the connection stays."""
        self.client.on_binary = None
        if self._subscription is not None:
            await self._subscription.close()

    async def channels(self) -> list[ChannelEntry]:
        """List whom one can talk to."""
        return _read(await self.client.call("voice/channels"), list[ChannelEntry])

    async def follow(
        self,
        channels: Sequence[str] | None = None,
        *,
        is_live: bool = True,
        is_reading: bool = False,
        backlog_s: float | None = None,
    ) -> Picture:
        """Choose what is heard: everything meant for this person when nothing is named.

        Args:
            channels: Which.
            is_live: Whether sound comes, or only events.
            is_reading: Whether what is said comes as text too.
            backlog_s: How much to hear of what is being said already; all of it when left out.

        Raises:
            RequestError: there is no such channel, or it may not be heard.
            LinkError: the connection is over.
        """
        named = list(channels) if channels is not None else None
        result = await self.client.call(
            "voice/subscribe",
            channels=named,
            live=is_live,
            transcripts=is_reading,
            backlog_s=backlog_s,
        )
        return _read(result, Picture)

    async def talk(
        self,
        channel: str,
        *,
        codec: CodecName = "opus",
        priority: int = 0,
        can_queue: bool = False,
        to: Sequence[str] = (),
    ) -> Talk:
        """Ask to speak; the answer stands in what is returned, a denial too.

        Raises:
            RequestError: there is no such channel, or no such codec.
            LinkError: the connection is over.
        """
        talk = Talk(self, channel)
        self._talks.append(talk)
        try:
            result = await self.client.call(
                "voice/talk",
                channel=channel,
                codec=codec,
                rate=CLOCK_HZ if codec == "opus" else PCM_HZ,
                priority=priority,
                queue=can_queue,
                to=list(to),
            )
            talk.answered(_read(result, TalkAnswer))
        finally:
            if talk.stream is None and not talk.is_queued:
                self.forget(talk)
        early = self._revoked.pop(talk.stream, None) if talk.stream is not None else None
        if early is not None:
            talk.take(early)
        return talk

    async def play(self, message: str, *, from_ms: int = 0, speed: float = 1.0) -> PlayAnswer:
        """Have a message played again; its frames come as those of any stream.

        Raises:
            RequestError: there is no such message.
            LinkError: the connection is over.
        """
        result = await self.client.call("voice/play", message=message, from_ms=from_ms, speed=speed)
        return _read(result, PlayAnswer)

    async def history(
        self, channel: str | None = None, *, limit: int = 50, query: str | None = None
    ) -> HistoryAnswer:
        """List messages, newest first.

        Raises:
            RequestError: there is no such channel.
            LinkError: the connection is over.
        """
        result = await self.client.call("voice/history", channel=channel, limit=limit, query=query)
        return _read(result, HistoryAnswer)

    async def drop_in(self, target: str, mode: CallMode = "duplex") -> CallChanged:
        """Call a person, a device or a panel; at once where they allowed it before.

        Raises:
            RequestError: nobody is there, or they must not be disturbed; the code says which.
            LinkError: the connection is over.
        """
        result = await self.client.call("voice/dropin", target=target, mode=mode)
        return _read(result, CallChanged)

    async def answer(self, call: str, *, is_accepted: bool = True) -> CallChanged:
        """Take what rings, or refuse it.

        Raises:
            NotFound: it is over, or somebody else has answered.
            LinkError: the connection is over.
        """
        result = await self.client.call("voice/dropin.answer", call=call, accept=is_accepted)
        return _read(result, CallChanged)

    async def hang_up(self, call: str) -> CallChanged:
        """End a call.

        Raises:
            NotFound: it is over.
            LinkError: the connection is over.
        """
        return _read(await self.client.call("voice/dropin.end", call=call), CallChanged)

    async def heard(self, message: str) -> None:
        """Tell that this person heard a message.

        Raises:
            RequestError: there is no such message.
            LinkError: the connection is over.
        """
        await self.client.call("voice/ack", message=message, state="heard")

    def forget(self, talk: Talk) -> None:
        """Stop telling a talk what concerns it: it is over."""
        if talk in self._talks:
            self._talks.remove(talk)

    # --- what comes ---------------------------------------------------------------------------

    def _take(self, raw: JsonValue) -> None:
        if not isinstance(raw, dict) or raw.get("type") not in _TAGS:
            return  # a newer hub knows more events than this program
        event: VoiceEvent = _read(raw, _EVENT)
        match event:
            case StreamStart():
                self.streams[event.stream] = self._by_handler[event.handler] = event
            case FloorGranted() | FloorQueued() | FloorRevoked():
                self._tell_talk(event)
            case _:
                pass
        if self.on_event is not None:
            self.on_event(event)
        if isinstance(event, StreamStop):
            ended = self.streams.pop(event.stream, None)
            if ended is not None and self._by_handler.get(ended.handler) is ended:
                del self._by_handler[ended.handler]

    def _tell_talk(self, event: FloorGranted | FloorQueued | FloorRevoked) -> None:
        for talk in self._talks:
            is_about = (
                talk.stream == event.stream if isinstance(event, FloorRevoked) else talk.is_queued
            )
            if is_about:
                talk.take(event)
                return

    def _hear(self, message: bytes) -> None:
        try:
            heard = decode_message(message)
        except RemoteProtocolError:
            self.unknown_frames += 1
            return
        start = self._by_handler.get(heard.handler)
        if start is None:
            self.unknown_frames += 1
        elif self.on_frames is not None:
            self.on_frames(start, heard.frames)


def _read(raw: JsonValue, kind: type[_T]) -> _T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error
