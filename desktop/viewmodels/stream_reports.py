"""How the streams that are heard here fare: for the hub, and for whoever listens."""

from collections.abc import Callable

from desktop.backend.voice import StreamReport
from desktop.viewmodels.talk_session import TalkSession
from embedded_hub.model.voice import FRAME_MS, StreamId
from embedded_hub.voice.playout import PlayoutStatistics

EVERY_S = 2.0
DEVICE_MS = 20.0
"""Kept in the loudspeaker: :data:`desktop.audio.playout.HELD_BYTES`."""


class StreamReports:
    """Makes a report of each stream every two seconds.

    Args:
        now_s: Seconds that never jump.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._told_s = float("-inf")

    def due(self, session: TalkSession) -> list[StreamReport]:
        """Return the reports to send now; none most of the time."""
        now_s = self._now_s()
        if not session.speaking or now_s - self._told_s < EVERY_S:
            return []
        self._told_s = now_s
        return [
            _report(stream, statistics)
            for stream, start in session.speaking.items()
            if not start.replay and (statistics := session.statistics(stream)) is not None
        ]


def delay_ms(statistics: PlayoutStatistics | None, round_trip_s: float | None) -> float | None:
    """Return how long after the hub had it something sounds here.

    What the talker's side takes is not in it: only that side knows.
    """
    if statistics is None or not statistics.played:
        return None
    way_ms = (round_trip_s or 0.0) * 500
    return statistics.buffer_ms + FRAME_MS + DEVICE_MS + way_ms


def _report(stream: StreamId, statistics: PlayoutStatistics) -> StreamReport:
    return StreamReport(
        stream=stream,
        recv=statistics.received,
        late=statistics.late,
        lost=statistics.concealed,
        concealed=statistics.concealed + statistics.stalled,
        buffer_ms=statistics.buffer_ms + DEVICE_MS,
        jitter_ms=statistics.jitter_ms,
        m2e_ms=None,
        underruns=statistics.underruns,
    )
