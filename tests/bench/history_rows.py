"""The rows of :mod:`tests.bench.bench_history`, with the goals they are held to.

Usage: ``python -m tests.bench.history_rows [--quick]``. Adds what 10,000 states a second for the
history do to the event loop beside it.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from embedded_hub.core.clock import SystemClock
from embedded_hub.storage.history_store import SqliteHistoryStore
from tests.bench.bench_history import Figures, entity_of, measure_naive, measure_ours
from tests.bench.command import run
from tests.bench.figures import Row, cost, median, percentile, rate
from tests.fakes.states import state_of

ROWS_PER_S = 10_000
_TURN_S = 0.001
AGAINST = "first schema"


async def measure(is_quick: bool) -> Sequence[Row]:
    """Fill and read both, then time a loop with and without history beside it."""
    count = 100_000 if is_quick else 400_000
    ours, naive = await asyncio.to_thread(_fill, count)
    quiet, busy = [], []
    for _ in range(1 if is_quick else 3):
        quiet.append(await _turns(1.5, lambda: None))
        busy.append(await _turns_beside_history(3.0))
    return [
        cost(
            "history: a million rows",
            "MB",
            ours.mb_per_million,
            reference=naive.mb_per_million,
            against=AGAINST,
            at_most=35,
            times_less=4,
        ),
        cost(
            "history: 24 h of a sensor",
            "ms",
            ours.day_read_ms,
            reference=naive.day_read_ms,
            against=AGAINST,
            at_most=1.5,
            times_less=3,
        ),
        cost(
            "history: 24 h by the hour",
            "ms",
            ours.hourly_read_ms,
            reference=naive.hourly_read_ms,
            against=AGAINST,
        ),
        rate(
            "history: rows written",
            "/s",
            ours.rows_per_s,
            reference=naive.rows_per_s,
            against=AGAINST,
        ),
        cost(
            "history: loop's p99 beside 10,000 rows/s",
            "ms",
            median(busy),
            reference=median(quiet),
            against="without",
        ),
    ]


def _fill(count: int) -> tuple[Figures, Figures]:
    with tempfile.TemporaryDirectory() as folder:
        return measure_ours(Path(folder), count), measure_naive(Path(folder), count)


async def _turns_beside_history(seconds: float) -> float:
    with tempfile.TemporaryDirectory() as folder:
        history = SqliteHistoryStore(Path(folder), SystemClock())
        begun_s, recorded = time.perf_counter(), 0

        def record() -> None:
            nonlocal recorded
            due = int((time.perf_counter() - begun_s) * ROWS_PER_S)
            now = time.time()
            for number in range(recorded, due):
                history.record(state_of(entity_of(number), f"{number % 500 / 10}", now))
            recorded = due

        late_ms = await _turns(seconds, record)
        await history.close()
    return late_ms


async def _turns(seconds: float, work: Callable[[], None]) -> float:
    """Return the p99 of how late a loop comes back from a millisecond's sleep."""
    late_ms, end_s = [], time.perf_counter() + seconds
    while (begun_s := time.perf_counter()) < end_s:
        await asyncio.sleep(_TURN_S)
        late_ms.append((time.perf_counter() - begun_s - _TURN_S) * 1000)
        work()
    return percentile(late_ms, 0.99)


if __name__ == "__main__":
    run("Measure history on disk.", measure)
