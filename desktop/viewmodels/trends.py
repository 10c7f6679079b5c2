"""The small 24-hour lines behind sensors, fetched only for tiles somebody looks at."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.backend.api import History
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.words import DAY_S
from embedded_hub.errors import HomewireError
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.ids import EntityId

SPAN_S = float(DAY_S)
BUCKETS = 48
"""A tile is about 180 px wide: more points would not be seen."""
CONCURRENT_READS = 2
REFRESH_S = 15 * 60.0


class Trends(QObject):
    """Keeps one trend line per numeric entity that is shown."""

    changed = Signal(str)
    """This entity's line is different."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self._lines: dict[EntityId, list[float]] = {}
        self._read_at: dict[EntityId, float] = {}
        self._queue: deque[EntityId] = deque()
        self._readers = 0
        home.changed.connect(self._home_changed)

    def line(self, entity_id: EntityId) -> Sequence[float]:
        """Return x0, y0, x1, y1, … each 0 to 1, oldest first; empty when there is none."""
        return self._lines.get(entity_id, ())

    def wanted(self, entity_id: EntityId) -> None:
        """Note that somebody looks: the line is read when it is missing or old."""
        state = self._home.mirror.states.get(entity_id)
        if state is None or number_of(state.value) is None:
            return
        now = self._home.now()
        if now - self._read_at.get(entity_id, -REFRESH_S) < REFRESH_S:
            return
        self._read_at[entity_id] = now
        self._queue.append(entity_id)
        self._start_readers()

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home:  # a new connection: what happened meanwhile is not in the lines
            self._read_at.clear()

    def _start_readers(self) -> None:
        while self._queue and self._readers < CONCURRENT_READS:
            if self._home.tasks.start(self._read_queue(), "trend lines") is None:
                self._queue.clear()
                return
            self._readers += 1

    async def _read_queue(self) -> None:
        try:
            while self._queue:
                await self._read(self._queue.popleft())
        finally:
            self._readers -= 1

    async def _read(self, entity_id: EntityId) -> None:
        end_at = self._home.now()
        try:
            history = await self._home.backend.history(entity_id, end_at - SPAN_S, end_at)
        except HomewireError:
            return  # a tile without its line is still right; the next refresh tries again
        self._lines[entity_id] = trend_line(history, end_at - SPAN_S, end_at)
        self.changed.emit(entity_id)


def trend_line(history: History, start_at: float, end_at: float) -> list[float]:
    """Draw a history into the unit square: mean per bucket, flat where nothing changed."""
    samples = [(one.at, one.mean) for one in history.bins] + [
        (one.at, number) for one in history.points if (number := number_of(one.value)) is not None
    ]
    if len(samples) < 2:
        return []
    width_s = (end_at - start_at) / BUCKETS
    buckets: dict[int, list[float]] = {}
    for at, value in samples:
        place = min(max(int((at - start_at) / width_s), 0), BUCKETS - 1)
        buckets.setdefault(place, []).append(value)
    means = {place: sum(values) / len(values) for place, values in sorted(buckets.items())}
    low, high = min(means.values()), max(means.values())
    span = (high - low) or 1.0
    line: list[float] = []
    for place, mean in means.items():
        line += [place / (BUCKETS - 1), (mean - low) / span if high > low else 0.5]
    return [*line, 1.0, line[-1]] if line[-2] < 1 else line
