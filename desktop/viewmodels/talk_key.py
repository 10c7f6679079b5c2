"""The talk key: what it does to the floor of a channel, and what a person is shown of that.

::

    what happens                  phase      until
    key down                      asking     the answer
    granted                       onAir      the last syllable has left
    somebody talks, and we wait   queued     the floor is free, or the key goes up
    somebody talks                busy       the next press
    not now, and why              denied     the next press
    over                          idle

The rules are in :class:`~embedded_hub.voice.talker.Talker`; this carries them out.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

import msgspec

from desktop.backend.voice import TalkLine, VoiceLost, VoiceNews
from desktop.viewmodels.tasks import TaskOwner
from embedded_hub.errors import HomewireError
from embedded_hub.model.voice import StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import FloorGranted, FloorQueued, FloorRevoked
from embedded_hub.voice.talker import (
    AskFloor,
    LeaveQueue,
    ReleaseFloor,
    SendFrames,
    Talker,
    TalkerEvent,
    TalkerState,
    TalkerStopped,
)

logger = logging.getLogger(__name__)

TalkPhase = Literal["idle", "asking", "onAir", "queued", "busy", "denied"]
_HANDLERS = 255
_PHASES: dict[TalkerState, TalkPhase] = {
    TalkerState.IDLE: "idle",
    TalkerState.ASKING: "asking",
    TalkerState.FINISHING: "asking",
    TalkerState.QUEUED: "queued",
    TalkerState.TALKING: "onAir",
}
_NOT_WORTH_TELLING = frozenset({"released", "cancelled"})


class KeyState(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of the key."""

    phase: TalkPhase = "idle"
    reason: str = ""
    """Why it ended or was not granted: a reason of the wire, or empty."""
    holder: str = ""
    """Who has the floor instead."""
    queue_place: int = 0
    ends_s: float = 0.0
    """On the monotonic clock, while on air."""


class TalkKey:
    """One key, one microphone, one channel at a time.

    Args:
        line: The hub's voice.
        now_s: Seconds that never jump.
        on_change: Called after :attr:`state` changed.
    """

    def __init__(
        self, line: TalkLine, now_s: Callable[[], float], on_change: Callable[[], None]
    ) -> None:
        self._line = line
        self._now_s = now_s
        self._on_change = on_change
        self._talker = Talker()
        self._tasks = TaskOwner()
        self._channel = TalkGroupId("")
        self._handler = 0
        self._stream: StreamId | None = None
        self._last_ask = 0
        self.state = self._told = KeyState()
        self._stop_listening = line.listen(self._heard)

    @property
    def is_down(self) -> bool:
        """Whether a talk is under way, its last syllables included."""
        return self._talker.state is not TalkerState.IDLE

    def press(self, channel: TalkGroupId) -> None:
        """The key goes down for a channel; the one that is talked to stays until it is over."""
        if not self.is_down:
            self._channel = channel
            self.state = KeyState()
        self._carry_out(self._talker.press(self._now_s()))

    def let_go(self) -> None:
        """The key goes up: the last syllables still leave."""
        if self.is_down:
            self._carry_out(self._talker.let_go(self._now_s()))

    def cancel(self) -> None:
        """Take it back: what was said is not kept."""
        self._carry_out(self._talker.cancel())

    def captured(self, packet: bytes, *, is_voice: bool, has_fec: bool = False) -> None:
        """Take 20 ms of the microphone, talking or not."""
        events = self._talker.capture(packet, self._now_s(), is_voice=is_voice, has_fec=has_fec)
        if events:
            self._carry_out(events)

    def tick(self) -> None:
        """Notice what nothing tells; several times a second."""
        events = self._talker.tick(self._now_s())
        if events:
            self._carry_out(events)

    async def close(self) -> None:
        """End everything; a floor that is held is given back by the connection's end."""
        self._stop_listening()
        await self._tasks.close()

    def _carry_out(self, events: Sequence[TalkerEvent]) -> None:
        for event in events:
            self._act(event)
        phase = _PHASES[self._talker.state]
        if phase != "idle" and phase != self.state.phase:
            self.state = msgspec.structs.replace(self.state, phase=phase, reason="")
        self._tell()

    def _tell(self) -> None:
        if self.state != self._told:  # fifty frames a second are no news
            self._told = self.state
            self._on_change()

    def _act(self, event: TalkerEvent) -> None:
        match event:
            case AskFloor():
                self._ask(event)
            case SendFrames(frames=frames):
                self._line.send(self._handler, frames)
            case ReleaseFloor():
                self._release(event)
            case LeaveQueue():
                self._tasks.start(_quietly(self._line.leave(self._channel)), "leave queue")
            case TalkerStopped(reason=reason):
                self._stopped(str(reason))

    def _ask(self, event: AskFloor) -> None:
        self._handler = self._handler % _HANDLERS + 1
        self._last_ask = event.ask
        self._stream = None
        # Called here and awaited there: what is sent from now on must come after the request.
        answer = self._line.ask(
            self._channel, self._handler, preroll_ms=event.preroll_ms, wants_queue=True
        )

        async def wait() -> None:
            try:
                self._answered(event.ask, await answer)
            except HomewireError as error:
                if event.ask == self._last_ask:
                    self._failed(error)

        self._tasks.start(wait(), "ask for the floor")

    def _release(self, event: ReleaseFloor) -> None:
        if self._stream is None:
            return
        released = self._line.release(
            self._stream,
            frame_count=event.frame_count,
            clock_end=event.clock_end,
            is_cancelled=event.is_cancelled,
        )
        self._stream = None
        self._tasks.start(_quietly(released), "release the floor")

    def _answered(self, ask: int, answer: TalkAnswer) -> None:
        now_s = self._now_s()
        if answer.granted:
            self._granted(ask, answer.stream, answer.handler, answer.max_s)
        elif answer.reason == "queued":
            self.state = KeyState(
                phase="queued", holder=_name(answer), queue_place=answer.queue_pos or 1
            )
            self._carry_out(self._talker.queued(ask, now_s))
        else:
            self.state = KeyState(holder=_name(answer))
            self._carry_out(self._talker.denied(ask, answer.reason or "busy", now_s))

    def _granted(
        self, ask: int, stream: StreamId | None, handler: int | None, max_s: float | None
    ) -> None:
        now_s = self._now_s()
        self._stream = stream
        self._handler = handler or self._handler
        self.state = KeyState(phase=self.state.phase, ends_s=now_s + (max_s or 60.0))
        self._carry_out(self._talker.granted(ask, now_s, max_s))

    def _failed(self, error: HomewireError) -> None:
        self._carry_out(self._talker.revoked("disconnected"))
        self.state = KeyState(phase="denied", reason=error.code)
        self._tell()

    def _stopped(self, reason: str) -> None:
        if reason in _NOT_WORTH_TELLING:
            self.state = KeyState()
            return
        phase: TalkPhase = "busy" if reason == "busy" else "denied"
        self.state = KeyState(phase=phase, reason=reason, holder=self.state.holder)

    def _heard(self, event: VoiceNews) -> None:
        match event:
            case FloorGranted(channel=channel) if channel == self._channel:
                self._granted(self._last_ask, event.stream, event.handler, event.max_s)
            case FloorQueued(channel=channel, queue_pos=place) if channel == self._channel:
                self.state = msgspec.structs.replace(self.state, queue_place=place)
                self._tell()
            case FloorRevoked(stream=stream, reason=reason) if stream == self._stream:
                self._carry_out(self._talker.revoked(reason))
            case VoiceLost():
                self._carry_out(self._talker.revoked("disconnected"))


async def _quietly(request: Awaitable[None]) -> None:
    try:
        await request
    except HomewireError as error:  # the hub ends it by itself, and there is nothing to be done
        logger.info("The floor could not be given back: %s", error)


def _name(answer: TalkAnswer) -> str:
    return answer.holder.name if answer.holder is not None else ""
