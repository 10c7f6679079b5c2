"""The talker's side: from a key going down to the last syllable having left.

::

    state      press   granted  queued  denied  said all   end
    IDLE       ASKING  -        -       -       -          -
    ASKING     -       TALKING  QUEUED  IDLE    FINISHING  IDLE
    QUEUED     -       TALKING  QUEUED  IDLE    -          IDLE
    TALKING    -       -        -       -       IDLE       IDLE
    FINISHING  -       IDLE     IDLE    IDLE    -          IDLE

*End* is a cancel, a lost floor, a lost connection or no answer. FINISHING waits for the answer
to a request whose burst is over already, so that a short tap is heard too.

People begin to speak before the key is down and let it go before they end. So the microphone
runs while the button is armed and its last 300 ms are kept; what is speech in them goes out as a
bundle with the request, before any answer: the hub keeps it until it has decided. After the key
goes up 200 ms more are sent, less when nobody speaks any more. In the queue nothing is sent; the
last 300 ms are there when the turn comes.

A burst restarted from the queue must go out under the number that came with the grant: frames of
the first try may still be on the way under the number the talker chose, and are worth nothing.

The shell hands in 20 ms packets as they are captured and does what the events say, in order.
"""

from collections import deque
from collections.abc import Sequence
from enum import Enum
from typing import Literal

import msgspec

from embedded_hub.errors import LocalProtocolError
from embedded_hub.model.voice import (
    FRAME_MS,
    FRAME_S,
    FRAME_SAMPLES,
    DenyReason,
    Frame,
    FrameFlag,
    StopReason,
)
from embedded_hub.voice.stream import FrameStamper

TalkerEnd = StopReason | DenyReason | Literal["cancelled", "no_answer"]
Cause = Literal["press", "granted", "queued", "denied", "said_all", "end"]


class TalkerState(Enum):
    """Where a talker is between two silences."""

    IDLE = "idle"
    ASKING = "asking"
    QUEUED = "queued"
    TALKING = "talking"
    FINISHING = "finishing"


_IDLE, _ASKING, _QUEUED = TalkerState.IDLE, TalkerState.ASKING, TalkerState.QUEUED
_TALKING, _FINISHING = TalkerState.TALKING, TalkerState.FINISHING

TRANSITIONS: dict[TalkerState, dict[Cause, TalkerState]] = {
    _IDLE: {"press": _ASKING},
    _ASKING: {
        "granted": _TALKING,
        "queued": _QUEUED,
        "denied": _IDLE,
        "said_all": _FINISHING,
        "end": _IDLE,
    },
    _QUEUED: {"granted": _TALKING, "queued": _QUEUED, "denied": _IDLE, "end": _IDLE},
    _TALKING: {"said_all": _IDLE, "end": _IDLE},
    _FINISHING: {"granted": _IDLE, "queued": _IDLE, "denied": _IDLE, "end": _IDLE},
}


class TalkerOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How much before and after the key, and how long at most."""

    preroll_s: float = 0.3
    lead_in_s: float = 2 * FRAME_S
    """Kept of the silence before the first speech in the pre-roll: a soft consonant."""
    tail_s: float = 0.2
    tail_quiet_s: float = 0.06
    """Silence of this length ends the tail before its time."""
    max_talk_s: float = 60.0
    answer_s: float = 5.0
    is_optimistic: bool = True
    """Send before the answer. False for a hub that does not keep early frames."""


class AskFloor(msgspec.Struct, frozen=True, kw_only=True):
    """Send the request, now."""

    ask: int
    """Comes back with the answer, so that an old one is never taken for a new one."""
    preroll_ms: int


class SendFrames(msgspec.Struct, frozen=True, kw_only=True):
    """Send these: one as it is, several as a bundle."""

    frames: tuple[Frame, ...]


class ReleaseFloor(msgspec.Struct, frozen=True, kw_only=True):
    """Say that the burst is over; its frames are sent."""

    frame_count: int
    clock_end: int
    is_cancelled: bool


class LeaveQueue(msgspec.Struct, frozen=True, kw_only=True):
    """Say that the floor is not wanted any more."""


class TalkerStopped(msgspec.Struct, frozen=True, kw_only=True):
    """The talk is over, and why: what a person is told."""

    reason: TalkerEnd


TalkerEvent = AskFloor | SendFrames | ReleaseFloor | LeaveQueue | TalkerStopped


class _Packet(msgspec.Struct, frozen=True):
    payload: bytes
    flags: FrameFlag


class Talker:
    """One microphone's way to one talk group."""

    def __init__(self, options: TalkerOptions | None = None) -> None:
        self._options = options or TalkerOptions()
        self._state = TalkerState.IDLE
        self._ring: deque[_Packet] = deque(maxlen=round(self._options.preroll_s / FRAME_S))
        self._captured_s = 0.0
        self._clock = 0
        self._stamper = FrameStamper()
        self._held: list[Frame] = []
        self._asked_s = 0.0
        self._granted_s = 0.0
        self._max_talk_s = self._options.max_talk_s
        self._let_go_s: float | None = None
        self._quiet = 0
        self._is_wanted_again = False
        self._is_cancelled = False
        self._ask = 0

    @property
    def state(self) -> TalkerState:
        """Where this talker is."""
        return self._state

    def press(self, now_s: float) -> list[TalkerEvent]:
        """The key goes down; once more in the tail, the same burst goes on."""
        if self._state is not _IDLE:
            self._let_go_s = None
            self._is_wanted_again = self._state is _FINISHING
            return []
        self._move("press")
        self._ask += 1
        self._asked_s = now_s
        self._let_go_s = None
        self._is_cancelled = False
        self._held.clear()
        preroll = self._open_burst(now_s)
        asked = AskFloor(ask=self._ask, preroll_ms=len(preroll) * FRAME_MS)
        return [asked, *self._outgoing(preroll)]

    def let_go(self, now_s: float) -> list[TalkerEvent]:
        """The key goes up: the tail begins, and the place in a queue is given up."""
        self._is_wanted_again = False
        if self._state is _QUEUED:
            return [LeaveQueue(), *self._stop("cancelled")]
        self._let_go_s = now_s
        self._quiet = 0
        return []

    def cancel(self) -> list[TalkerEvent]:
        """Take it all back: what was sent is not to be kept."""
        match self._state:
            case TalkerState.QUEUED:
                return [LeaveQueue(), *self._stop("cancelled")]
            case TalkerState.TALKING:
                return [self._release(is_cancelled=True), *self._stop("cancelled")]
            case TalkerState.ASKING:
                # Whether there is a burst to release or a place to leave, the answer will say.
                self._move("said_all")
                self._is_cancelled = True
                self._held.clear()
                return []
            case TalkerState.IDLE | TalkerState.FINISHING:
                return []

    def granted(self, ask: int, now_s: float, max_talk_s: float | None = None) -> list[TalkerEvent]:
        """The hub gave the floor."""
        before = self._state
        if not self._is_answer(ask):
            return []
        self._move("granted")
        if max_talk_s is not None:
            self._max_talk_s = max_talk_s
        self._granted_s = now_s
        if before is _QUEUED:
            return self._send(self._open_burst(now_s))
        held, self._held = self._held, []
        events = self._send(held)
        if before is _FINISHING:
            reason: TalkerEnd = "cancelled" if self._is_cancelled else "released"
            events += [self._release(is_cancelled=self._is_cancelled), TalkerStopped(reason=reason)]
            events += self._again(now_s)
        return events

    def queued(self, ask: int, now_s: float) -> list[TalkerEvent]:
        """The hub said: wait. What was sent so far it has thrown away."""
        if not self._is_answer(ask):
            return []
        self._move("queued")
        self._held.clear()
        if self._state is _QUEUED and self._let_go_s is None:
            return []
        if self._state is _QUEUED:
            self._move("end")
        return [LeaveQueue(), TalkerStopped(reason="cancelled"), *self._again(now_s)]

    def denied(self, ask: int, reason: DenyReason, now_s: float) -> list[TalkerEvent]:
        """The hub said no."""
        if not self._is_answer(ask):
            return []
        self._move("denied")
        return [TalkerStopped(reason=reason), *self._again(now_s)]

    def revoked(self, reason: StopReason) -> list[TalkerEvent]:
        """The floor, or the connection with it, was taken away: not another frame."""
        return self._stop(reason) if self._state is not _IDLE else []

    def capture(
        self, packet: bytes, now_s: float, *, is_voice: bool = True, has_fec: bool = False
    ) -> list[TalkerEvent]:
        """Take 20 ms of the microphone, encoded, whose last sample was heard just now."""
        flags = FrameFlag.NONE if is_voice else FrameFlag.SILENCE
        captured = _Packet(packet, flags | (FrameFlag.FEC if has_fec else FrameFlag.NONE))
        self._ring.append(captured)
        self._captured_s = now_s
        self._clock += FRAME_SAMPLES
        if self._state not in (_ASKING, _TALKING):
            return []
        self._quiet = 0 if is_voice else self._quiet + 1
        is_last = self._is_all_said(now_s)
        flag = FrameFlag.LAST if is_last else FrameFlag.NONE
        events = self._outgoing([self._stamper.stamp(packet, captured.flags | flag)])
        return events + (self._finish() if is_last else [])

    def tick(self, now_s: float) -> list[TalkerEvent]:
        """Notice what no packet will tell: a microphone that died, an answer that never came."""
        if self._state in (_ASKING, _FINISHING) and self._is_unanswered(now_s):
            return [LeaveQueue(), *self._stop("no_answer")]
        is_dead = now_s > self._captured_s + self._options.tail_s
        if self._state in (_ASKING, _TALKING) and is_dead and self._is_all_said(now_s):
            return [*self._outgoing([self._stamper.end()]), *self._finish()]
        return []

    def _open_burst(self, now_s: float) -> list[Frame]:
        """Start a burst with what was said just before."""
        packets = self._preroll(now_s)
        self._stamper = FrameStamper(self._clock - len(packets) * FRAME_SAMPLES)
        self._quiet = 0
        return [self._stamper.stamp(one.payload, one.flags) for one in packets]

    def _preroll(self, now_s: float) -> list[_Packet]:
        if now_s - self._captured_s > self._options.preroll_s:
            self._ring.clear()
        packets = list(self._ring)
        voiced = [at for at, one in enumerate(packets) if not one.flags & FrameFlag.SILENCE]
        if not voiced:
            return []
        return packets[max(0, voiced[0] - round(self._options.lead_in_s / FRAME_S)) :]

    def _outgoing(self, frames: list[Frame]) -> list[TalkerEvent]:
        if self._state is _ASKING and not self._options.is_optimistic:
            self._held += frames
            return []
        return self._send(frames)

    @staticmethod
    def _send(frames: Sequence[Frame]) -> list[TalkerEvent]:
        return [SendFrames(frames=tuple(frames))] if frames else []

    def _is_all_said(self, now_s: float) -> bool:
        if self._state is _TALKING and now_s >= self._granted_s + self._max_talk_s:
            return True
        if self._let_go_s is None:
            return False
        is_quiet = self._quiet * FRAME_S >= self._options.tail_quiet_s
        return is_quiet or now_s >= self._let_go_s + self._options.tail_s

    def _is_answer(self, ask: int) -> bool:
        return ask == self._ask and self._state in (_ASKING, _QUEUED, _FINISHING)

    def _is_unanswered(self, now_s: float) -> bool:
        return now_s >= self._asked_s + self._options.answer_s

    def _finish(self) -> list[TalkerEvent]:
        was_let_go = self._let_go_s is not None
        self._move("said_all")
        if self._state is _FINISHING:
            return []
        reason: TalkerEnd = "released" if was_let_go else "timeout"
        return [self._release(is_cancelled=False), TalkerStopped(reason=reason)]

    def _release(self, *, is_cancelled: bool) -> ReleaseFloor:
        return ReleaseFloor(
            frame_count=self._stamper.count,
            clock_end=self._stamper.clock_end,
            is_cancelled=is_cancelled,
        )

    def _stop(self, reason: TalkerEnd) -> list[TalkerEvent]:
        self._move("end")
        self._is_wanted_again = False
        self._held.clear()
        return [TalkerStopped(reason=reason)]

    def _again(self, now_s: float) -> list[TalkerEvent]:
        if not self._is_wanted_again:
            return []
        self._is_wanted_again = False
        return self.press(now_s)

    def _move(self, cause: Cause) -> None:
        try:
            self._state = TRANSITIONS[self._state][cause]
        except KeyError:
            raise LocalProtocolError(f"no {cause} in state {self._state.value}") from None
