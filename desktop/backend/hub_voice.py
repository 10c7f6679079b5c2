"""The voice of a hub over the wire."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from desktop.backend.listeners import Listeners, Unsubscribe
from desktop.backend.voice import (
    Entry,
    FrameListener,
    Page,
    Reach,
    StreamReport,
    VoiceLost,
    VoiceNews,
)
from embedded_hub.client import voice as wire
from embedded_hub.client.hub_client import CALL_TIMEOUT_S, HubClient, Subscription
from embedded_hub.errors import HomewireError, LinkError, RemoteProtocolError, RequestError
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.model.voice import CLOCK_HZ, BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.message_events import (
    MessageEvent,
    TextMessage,
    TextsFollowed,
    Timeline,
)
from embedded_hub.protocol.speech_answers import SpeechAnswer, SpeechInfo
from embedded_hub.protocol.voice_answers import (
    ChannelEntry,
    ClockAnswer,
    Picture,
    PlayAnswer,
    TalkAnswer,
)
from embedded_hub.protocol.voice_events import ReceiptState, StreamStart
from embedded_hub.protocol.voice_frame import encode_frames

MAX_WAITING = 100
"""Messages that may wait for a full wire: two seconds of sound nobody hears any more."""
PAGE_SIZE = 40
_TEXT_EVENT: Any = MessageEvent
_TEXT_TAGS = frozenset(str(kind.__struct_config__.tag) for kind in MessageEvent.__args__)
_T = TypeVar("_T")


class HubVoice:
    """Speaks and hears over one connection; made by :meth:`open`, over when that is.

    Args:
        client: Connected.
    """

    picture: Picture

    def __init__(self, client: HubClient) -> None:
        self._client = client
        self._hearers: Listeners[[StreamStart, Sequence[Frame]]] = Listeners()
        self._listeners: Listeners[[VoiceNews]] = Listeners()
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        self.dropped_count = 0
        """Messages left out because the wire was full."""
        self.text_unread: dict[TalkGroupId, int] = {}
        self._texts: Subscription | None = None
        self._sender: asyncio.Task[None] | None = None
        self._line: wire.VoiceLine | None = None

    @classmethod
    async def open(cls, client: HubClient, area_id: str = "") -> "HubVoice":
        """Greet the hub and follow everything meant for this person.

        Args:
            client: Connected.
            area_id: Where this computer stands, if that is known.

        Raises:
            RequestError: the hub has no voice, or no such area.
            LinkError: the connection is over.
        """
        voice = cls(client)
        voice._line = await wire.VoiceLine.open(
            client,
            encode=("opus",),
            area=area_id or None,
            on_event=voice._listeners.tell,
            on_frames=voice._hearers.tell,
        )
        try:
            voice.picture = await voice._line.follow(is_reading=True)
            await voice._follow_texts()
        except HomewireError:
            await voice.close()
            raise
        voice._sender = asyncio.create_task(voice._send_all(), name="voice sender")
        return voice

    @property
    def can_write(self) -> bool:
        """Whether the hub takes written messages."""
        return self._texts is not None

    @property
    def speech(self) -> SpeechInfo:
        """What the hub understands of what is said."""
        return self._line.welcome.speech if self._line is not None else SpeechInfo()

    @property
    def round_trip_s(self) -> float | None:
        """The last measured way to the hub and back."""
        return self._client.round_trip_s

    async def close(self) -> None:
        """Be without a voice; the connection stays."""
        self._listeners.clear()
        self._hearers.clear()
        if self._sender is not None:
            self._sender.cancel()
            # Not awaited itself: that would swallow a cancel meant for whoever closes.
            await asyncio.wait([self._sender])
        with contextlib.suppress(LinkError, RequestError):
            if self._texts is not None:
                await self._texts.close()
            if self._line is not None:
                await self._line.close()

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        """Tell the listener what happens from now on."""
        return self._listeners.add(listener)

    def hear(self, listener: FrameListener) -> Unsubscribe:
        """Give the listener the frames of every stream."""
        return self._hearers.add(listener)

    # --- talking ------------------------------------------------------------------------------

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        """Ask for the floor; frames sent after this call follow the request."""
        # A task begun now takes its first step, the sending, before the sender's next one.
        return asyncio.ensure_future(
            self._call(
                TalkAnswer,
                "voice/talk",
                channel=channel,
                handler=handler,
                codec="opus",
                rate=CLOCK_HZ,
                preroll_ms=preroll_ms,
                queue=wants_queue,
            )
        )

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

    # --- what was said ------------------------------------------------------------------------

    async def channels(self) -> Sequence[ChannelEntry]:
        """Return whom one can talk to."""
        return await self._call(list[ChannelEntry], "voice/channels")

    async def page(
        self, channel: TalkGroupId | None, *, before: str | None = None, words: str = ""
    ) -> Page:
        """Return the newest of a conversation, of all of them, or what came before something."""
        return await self._timeline(channel=channel, before=before, query=words or None)

    async def missed(self, channel: TalkGroupId) -> Sequence[Entry]:
        """Return what this person has neither heard nor read in a channel, oldest first."""
        return (await self._timeline(channel=channel, unread_only=True)).entries

    async def play(self, message: BurstId, *, from_ms: int, speed: float) -> PlayAnswer:
        """Have a talk burst played again; its frames come as those of any stream."""
        return await self._call(
            PlayAnswer, "voice/play", message=message, from_ms=from_ms, speed=speed
        )

    async def stop_play(self, stream: StreamId, at_ms: int) -> None:
        """End a replay, heard so far."""
        await self._client.call("voice/play.stop", stream=stream, at_ms=at_ms)

    async def acknowledge(self, entry: Entry, state: ReceiptState) -> None:
        """Tell what this person did with an entry of a conversation."""
        type_ = "message/ack" if isinstance(entry, TextMessage) else "voice/ack"
        await self._client.call(type_, message=entry.message, state=state)

    async def heard(self, message: BurstId) -> None:
        """Tell that a talk burst was played here."""
        await self._client.call("voice/ack", message=message, state="heard")

    async def write(self, channel: TalkGroupId, text: str, nonce: str, reply_to: str = "") -> None:
        """Send a written message; it comes back as an event."""
        fields: JsonObject = {"channel": channel, "text": text, "nonce": nonce}
        if reply_to:
            fields = {**fields, "reply_to": reply_to}
        self._take_text(await self._client.call("message/send", timeout_s=CALL_TIMEOUT_S, **fields))

    async def ask_house(self, text: str, nonce: str) -> None:
        """Ask the house in writing; question and answer come back as events."""
        await self._client.call("voice/ask", text=text, nonce=nonce)

    async def answer_call(self, call: str, *, is_accepted: bool) -> None:
        """Take what rings, or refuse it."""
        await self._client.call("voice/dropin.answer", call=call, accept=is_accepted)

    async def end_call(self, call: str) -> None:
        """Hang up."""
        await self._client.call("voice/dropin.end", call=call)

    async def fix_transcript(self, message: BurstId, text: str) -> None:
        """Correct what was understood of a talk burst."""
        await self._client.call("voice/transcript.fix", message=message, text=text)

    # --- how it is heard ----------------------------------------------------------------------

    async def reach(self, **changes: object) -> Reach:
        """Change how this person is reached; return all of it."""
        fields: JsonObject = msgspec.to_builtins(changes)
        result = await self._client.call("voice/prefs", timeout_s=CALL_TIMEOUT_S, **fields)
        return _read(result, Reach)

    async def speech_status(self) -> SpeechAnswer:
        """Return how writing down what is said stands."""
        return await self._call(SpeechAnswer, "speech/status")

    async def configure_speech(self, **changes: object) -> SpeechAnswer:
        """Change that, by the fields of ``speech/configure``."""
        fields: JsonObject = msgspec.to_builtins(changes)
        return await self._call(SpeechAnswer, "speech/configure", **fields)

    async def report(self, report: StreamReport) -> None:
        """Tell how a stream fares here."""
        fields: JsonObject = msgspec.to_builtins(report)
        await self._client.call("voice/report", timeout_s=CALL_TIMEOUT_S, **fields)

    async def clock_offset_s(self) -> float:
        """Return the hub's clock minus this computer's."""
        sent = time.time()
        answer = await self._call(ClockAnswer, "clock/ping", t0=sent)
        return ((answer.t1 - sent) + (answer.t2 - time.time())) / 2

    async def _timeline(self, **fields: JsonValue) -> Page:
        type_ = "message/list" if self.can_write else "voice/history"
        found = await self._call(Timeline, type_, limit=PAGE_SIZE, **fields)
        return Page(entries=found.messages[::-1], older=found.next)

    async def _call(self, kind: type[_T], type_: str, **fields: JsonValue) -> _T:
        result = await self._client.call(type_, timeout_s=CALL_TIMEOUT_S, **fields)
        return _read(result, kind)

    async def _send_all(self) -> None:
        is_lost = False
        while True:
            message = await self._waiting.get()
            try:
                if not is_lost:
                    await self._client.send_binary(message)
            except LinkError:
                is_lost = True
                self._listeners.tell(VoiceLost())
            finally:
                self._waiting.task_done()

    async def _follow_texts(self) -> None:
        try:
            self._texts = await self._client.subscribe("message/subscribe", self._take_text)
        except RequestError:  # a hub that takes no written messages
            return
        unread = _read(self._texts.result, TextsFollowed).unread
        self.text_unread = {channel: one.count for channel, one in unread.items()}

    def _take_text(self, raw: JsonValue) -> None:
        # A newer hub knows more events than this program.
        if isinstance(raw, Mapping) and raw.get("type") in _TEXT_TAGS:
            event: MessageEvent = _read(raw, _TEXT_EVENT)
            self._listeners.tell(event)


def _read(raw: JsonValue, kind: type[_T]) -> _T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error
