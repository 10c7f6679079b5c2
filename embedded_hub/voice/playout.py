"""What a player is told to do for its next 20 ms; the jitter buffer's answers."""

from typing import Literal

import msgspec

from embedded_hub.model.voice import Frame

ConcealmentKind = Literal["fec", "plc", "fade", "noise"]


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """Decode this frame and play it."""

    frame: Frame
    speed: float
    """How much faster than spoken, pitch kept: 1.15 makes 20 ms take 17.4."""
    skipped: int = 0
    """Frames left out right before it: the decoder should fade over the seam."""


class Concealed(msgspec.Struct, frozen=True, kw_only=True):
    """A frame is missing: make up 20 ms.

    ``fec`` decodes the coarse copy inside ``following``; ``plc`` lets the decoder guess; ``fade``
    lets it guess and fades out over the 20 ms; ``noise`` is comfort noise.
    """

    kind: ConcealmentKind
    following: Frame | None = None


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """20 ms in which the talker said nothing."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing to play yet; ask again when the next 20 ms are needed."""


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """Everything has been played."""


Playout = Play | Concealed | Silence | Waiting | Ended
SILENCE = Silence()
WAITING = Waiting()
ENDED = Ended()


class PlayoutStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """How a stream fares, since its start; what ``voice/report`` says.

    ``played + concealed + skipped + trimmed`` are all frames between the first and the last.
    """

    received: int
    played: int
    concealed: int
    """Lost, or too late to be played in their place."""
    skipped: int
    """Left out because the listener was too far behind."""
    trimmed: int
    """Frames of silence left out to catch up."""
    stalled: int
    """Gaps of 20 ms bridged while frames were late; they stand for nothing that was said."""
    underruns: int
    """How often the buffer ran dry."""
    late: int
    """Came after their turn and were thrown away."""
    duplicates: int
    foreign: int
    buffer_ms: float
    """Between the arrival of the promptest frames and their playing."""
    target_ms: float
    jitter_ms: float
    """Lateness of the 95th of 100 frames."""
