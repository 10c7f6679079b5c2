"""What came out of this computer's loudspeaker, so that others learn who heard them.

Only what was played aloud counts, and only the union of it: who seeks hears some of it twice and
some of it never.
"""

from collections.abc import Callable

import msgspec

from embedded_hub.model.voice import FRAME_MS, BurstId, StreamId
from embedded_hub.protocol.voice_events import StreamStart
from embedded_hub.voice.playout import PlayoutStatistics
from embedded_hub.voice.receipts import HeardSpans


class _Hearing(msgspec.Struct):
    message: BurstId
    from_ms: float
    place_ms: float
    duration_ms: int | None
    has_sounded: bool = False


class Ears:
    """The streams heard over one connection."""

    def __init__(self) -> None:
        self._streams: dict[StreamId, _Hearing] = {}
        self._spans: dict[BurstId, HeardSpans] = {}

    def begin(
        self, start: StreamStart, from_ms: float = 0.0, duration_ms: int | None = None
    ) -> None:
        """Listen to a stream.

        Args:
            start: The stream.
            from_ms: Where in its message it begins.
            duration_ms: How long the message is; unknown while it is being spoken.
        """
        self._streams[start.stream] = _Hearing(start.message, from_ms, from_ms, duration_ms)

    def stopped(self, stream: StreamId, duration_ms: int) -> None:
        """Note how long it was; what is left of it is still played."""
        hearing = self._streams.get(stream)
        if hearing is not None and hearing.duration_ms is None:
            hearing.duration_ms = duration_ms

    def listen(
        self, statistics: Callable[[StreamId], PlayoutStatistics | None], *, is_audible: bool
    ) -> list[BurstId]:
        """Note how far everything was played by now; return what was heard by that."""
        heard = []
        for stream, hearing in list(self._streams.items()):
            fares = statistics(stream)
            if fares is not None:
                self._note(hearing, fares, is_audible=is_audible)
            elif hearing.has_sounded and hearing.duration_ms is not None:
                del self._streams[stream]
                if self._spans[hearing.message].is_heard(hearing.duration_ms):
                    heard.append(hearing.message)
        return heard

    def _note(self, hearing: _Hearing, fares: PlayoutStatistics, *, is_audible: bool) -> None:
        frames = fares.played + fares.trimmed + fares.concealed
        place_ms = hearing.from_ms + frames * FRAME_MS
        spans = self._spans.setdefault(hearing.message, HeardSpans())
        if is_audible:
            spans.add(round(hearing.place_ms), round(place_ms))
        hearing.place_ms, hearing.has_sounded = place_ms, True
