"""A talk burst on its way to a player: what was sent, what came and what was played."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from embedded_hub.model.voice import FRAME_S, Frame, FrameFlag
from embedded_hub.voice.jitter import JitterBuffer
from embedded_hub.voice.playout import Concealed, Ended, Play, Playout, Silence, Waiting
from embedded_hub.voice.stream import FrameStamper

Delivery = tuple[float, Frame]


def spoken(count: int, *, clock: int = 0, flags: Iterable[FrameFlag] = ()) -> list[Frame]:
    """Make a talk burst of ``count`` frames; each payload is its number."""
    stamper = FrameStamper(clock)
    given = [*flags, *[FrameFlag.NONE] * count][:count]
    given[-1] |= FrameFlag.LAST
    return [stamper.stamp(number.to_bytes(4, "big"), given[number]) for number in range(count)]


def number_of(frame: Frame) -> int:
    """Return which frame of :func:`spoken` this is."""
    return int.from_bytes(frame.payload, "big")


def in_order(frames: Sequence[Frame], delay_s: Callable[[int], float]) -> list[Delivery]:
    """Deliver as TCP does: late together, never out of order."""
    deliveries: list[Delivery] = []
    ready_s = 0.0
    for number, frame in enumerate(frames):
        ready_s = max(ready_s, number * FRAME_S + delay_s(number))
        deliveries.append((ready_s, frame))
    return deliveries


class Heard(msgspec.Struct):
    """What came out of the loudspeaker."""

    answers: list[tuple[float, Playout]] = []

    @property
    def played(self) -> list[int]:
        """Numbers of the frames played, in order."""
        return [number_of(a.frame) for _, a in self.answers if isinstance(a, Play)]

    @property
    def first_s(self) -> float:
        """When the first frame was played."""
        return next(at_s for at_s, answer in self.answers if isinstance(answer, Play))

    def kinds(self, kind: type[Playout]) -> int:
        """Count the answers of one kind."""
        return sum(isinstance(answer, kind) for _, answer in self.answers)

    def delay_of(self, number: int) -> float:
        """How long after it was spoken a frame was played."""
        for at_s, answer in self.answers:
            if isinstance(answer, Play) and number_of(answer.frame) == number:
                return at_s - number * FRAME_S
        raise LookupError(number)


def listen(
    buffer: JitterBuffer,
    deliveries: Iterable[Delivery],
    *,
    start_s: float = 0.0,
    period_s: float = FRAME_S,
    longest_s: float = 400.0,
) -> Heard:
    """Play a burst to its end: pulls every 20 ms, sooner or later where told to be faster.

    Args:
        buffer: What is tried.
        deliveries: When which frame arrives, in any order.
        start_s: The first pull.
        period_s: The player's idea of 20 ms, for a drifting clock.
        longest_s: Gives up then.
    """
    coming = sorted(deliveries, key=lambda delivery: delivery[0])
    heard = Heard(answers=[])
    now_s, at = start_s, 0
    while now_s < longest_s:
        while at < len(coming) and coming[at][0] <= now_s:
            buffer.push(coming[at][1], coming[at][0])
            at += 1
        answer = buffer.pull(now_s)
        heard.answers.append((now_s, answer))
        match answer:
            case Ended():
                break
            case Play(speed=speed):
                now_s += period_s / speed
            case Concealed() | Silence() | Waiting():
                now_s += period_s
    return heard
