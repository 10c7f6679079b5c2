"""History on disk against the schema one would write first, in one run on one machine.

Usage: ``python -m tests.bench.bench_history [--rows N]``. Prints figures and ratios; a ratio holds
on any machine, a figure only on this one. Both sides get the same states in batches of the same
size, WAL and ``synchronous=NORMAL``.
"""

import argparse
import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from embedded_hub.core.clock import SystemClock
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.history_writer import BATCH_ROWS
from tests.fakes.states import state_of

ENTITIES = 200
DAY_S = 86_400.0
# The whole hours of the day before this one, so that all of them are over.
START_AT = (time.time() // 3600 - 24) * 3600
READS = 30


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What one side took."""

    mb_per_million: float
    rows_per_s: float
    day_read_ms: float
    hourly_read_ms: float


def entity_of(number: int) -> EntityId:
    return EntityId(f"sensor.room_{number % ENTITIES}_temperature")


def states(rows: int) -> Iterator[Sequence[State]]:
    """Yield one day of every sensor, in batches and in order of time."""
    step_s = DAY_S / rows
    for first in range(0, rows, BATCH_ROWS):
        yield [
            state_of(
                entity_of(number),
                f"{20 + number * 7 % 50 / 10:.1f}",
                START_AT + number * step_s,
                attributes={
                    "device_class": "temperature",
                    "unit_of_measurement": "°C",
                    "state_class": "measurement",
                    "friendly_name": f"Room {number % ENTITIES} temperature",
                },
            )
            for number in range(first, min(first + BATCH_ROWS, rows))
        ]


def median_ms(read: Callable[[int], object]) -> float:
    times = []
    for number in range(READS):
        begin = time.perf_counter()
        read(number)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def measure_ours(folder: Path, rows: int) -> Figures:
    with asyncio.Runner() as runner:
        history = SqliteHistoryStore(folder, SystemClock(), raw_days=36_500)
        spent_s = 0.0
        for batch in states(rows):
            begin = time.perf_counter()
            for state in batch:
                history.record(state)
            runner.run(history.flush())
            spent_s += time.perf_counter() - begin

        def read_day(number: int) -> object:
            return runner.run(
                history.read([entity_of(number)], START_AT, START_AT + DAY_S, has_attributes=False)
            )

        def read_hours(number: int) -> object:
            return runner.run(
                history.statistics([entity_of(number)], START_AT, START_AT + DAY_S, 3600)
            )

        figures = Figures(
            mb_per_million=0,
            rows_per_s=rows / spent_s,
            day_read_ms=median_ms(read_day),
            hourly_read_ms=median_ms(read_hours),
        )
        runner.run(history.close())
    size = (folder / "history.db").stat().st_size
    return msgspec.structs.replace(figures, mb_per_million=size / rows)


def measure_naive(folder: Path, rows: int) -> Figures:
    database = sqlite3.connect(folder / "naive.db", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(
        "CREATE TABLE states (id INTEGER PRIMARY KEY, entity_id TEXT, state TEXT,"
        " attributes TEXT, last_changed TEXT, last_updated TEXT)"
    )
    database.execute("CREATE INDEX by_entity ON states (entity_id, last_updated)")
    spent_s = 0.0
    for batch in states(rows):
        begin = time.perf_counter()
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO states (entity_id, state, attributes, last_changed, last_updated)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (
                    state.entity_id,
                    state.value,
                    msgspec.json.encode(state.attributes).decode(),
                    iso(state.changed_at),
                    iso(state.updated_at),
                )
                for state in batch
            ],
        )
        database.execute("COMMIT")
        spent_s += time.perf_counter() - begin

    def read_day(number: int) -> object:
        return database.execute(
            "SELECT state, last_changed, last_updated FROM states"
            " WHERE entity_id=? AND last_updated>=? AND last_updated<? ORDER BY last_updated",
            (entity_of(number), iso(START_AT), iso(START_AT + DAY_S)),
        ).fetchall()

    def read_hours(number: int) -> object:
        return database.execute(
            "SELECT substr(last_updated, 1, 13), avg(state), min(state), max(state) FROM states"
            " WHERE entity_id=? AND last_updated>=? AND last_updated<? GROUP BY 1",
            (entity_of(number), iso(START_AT), iso(START_AT + DAY_S)),
        ).fetchall()

    figures = Figures(
        mb_per_million=0,
        rows_per_s=rows / spent_s,
        day_read_ms=median_ms(read_day),
        hourly_read_ms=median_ms(read_hours),
    )
    database.close()
    size = (folder / "naive.db").stat().st_size
    return msgspec.structs.replace(figures, mb_per_million=size / rows)


def iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def report(ours: Figures, naive: Figures) -> Iterator[str]:
    yield f"{'':<28}{'ours':>12}{'naive':>12}{'better':>10}"
    for name, mine, other in (
        ("MB per million rows", ours.mb_per_million, naive.mb_per_million),
        ("24 h of one sensor, ms", ours.day_read_ms, naive.day_read_ms),
        ("24 h by the hour, ms", ours.hourly_read_ms, naive.hourly_read_ms),
    ):
        yield f"{name:<28}{mine:>12.2f}{other:>12.2f}{other / mine:>9.1f}x"
    yield (
        f"{'rows written per second':<28}{ours.rows_per_s:>12.0f}{naive.rows_per_s:>12.0f}"
        f"{ours.rows_per_s / naive.rows_per_s:>9.1f}x"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure history on disk.")
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        ours = measure_ours(Path(folder), rows)
        naive = measure_naive(Path(folder), rows)
    sys.stdout.write("\n".join(report(ours, naive)) + "\n")


if __name__ == "__main__":
    main()
