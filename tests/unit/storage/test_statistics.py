import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from embedded_hub.core.ports import StatisticsRow
from embedded_hub.model.ids import EntityId
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.history_tables import HistoryTables
from tests.fakes.clock import ManualClock
from tests.fakes.states import state_of

SENSOR = EntityId("sensor.outside")
HOUR = 3600.0
T = 1_795_399_200.0
"""The whole hour the manual clock begins at."""


async def statistics(
    history: SqliteHistoryStore, start_at: float, end_at: float, period_s: float
) -> Sequence[StatisticsRow]:
    await history.flush()
    return (await history.statistics([SENSOR], start_at, end_at, period_s)).get(SENSOR, [])


async def do_chores(history: SqliteHistoryStore) -> None:
    """Sum up and purge what is due, on the writer's own thread."""

    def work(tables: HistoryTables) -> None:
        while tables.do_chore():
            pass

    # Twice: first what the thread may have begun by itself.
    for _ in range(2):
        history._writer.ask(work).result()


def record(history: SqliteHistoryStore, value: object, at: float) -> None:
    history.record(state_of(SENSOR, str(value), at))


async def test_hours_are_summed_up_from_their_states(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    record(history, 20, T)
    record(history, 26, T + 1800)
    record(history, 10, T + HOUR)
    clock.advance(2 * HOUR)
    expected = [
        StatisticsRow(start_at=T, end_at=T + HOUR, mean=23, min=20, max=26, last=26),
        StatisticsRow(start_at=T + HOUR, end_at=T + 2 * HOUR, mean=10, min=10, max=10, last=10),
    ]
    assert await statistics(history, T, T + 2 * HOUR, HOUR) == expected
    await do_chores(history)
    assert await statistics(history, T, T + 2 * HOUR, HOUR) == expected


async def test_quiet_hours_carry_what_held(history: SqliteHistoryStore, clock: ManualClock) -> None:
    record(history, 20, T)
    clock.advance(4 * HOUR)
    await do_chores(history)
    record(history, 30, T + 4 * HOUR + 1800)
    clock.advance(HOUR)
    rows = await statistics(history, T, T + 5 * HOUR, HOUR)
    assert [row.mean for row in rows] == [20, 20, 20, 20, 25]


async def test_hours_without_a_number_are_left_out(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    record(history, 20, T)
    record(history, "unavailable", T + 1800)
    record(history, 22, T + 3 * HOUR)
    clock.advance(4 * HOUR)
    for _ in range(2):
        rows = await statistics(history, T, T + 4 * HOUR, HOUR)
        assert [(row.start_at - T, row.mean, row.last) for row in rows] == [
            (0.0, 20, None),
            (3 * HOUR, 22, 22),
        ]
        await do_chores(history)


async def test_days_are_merged_from_hours_and_what_is_not_summed_up_yet(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    midnight = T - 7 * HOUR
    for hour in range(60):
        record(history, hour, midnight + hour * HOUR)
    clock.set_utc(midnight + 50 * HOUR)
    await do_chores(history)
    clock.set_utc(midnight + 60 * HOUR)
    rows = await statistics(history, midnight, midnight + 72 * HOUR, 24 * HOUR)
    assert [(row.start_at - midnight, row.min, row.max) for row in rows] == [
        (0.0, 0, 23),
        (24 * HOUR, 24, 47),
        (48 * HOUR, 48, 59),
    ]
    assert [row.mean for row in rows] == pytest.approx([11.5, 35.5, 53.5])


async def test_five_minutes_lie_on_their_multiples(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    for minute in range(20):
        record(history, minute, T + minute * 60)
    clock.advance(1200)
    rows = await statistics(history, T + 400, T + 1000, 300)
    assert [row.start_at - T for row in rows] == [300, 600, 900]
    assert [row.mean for row in rows] == pytest.approx([7, 12, 17])


async def test_running_hour_ends_now(history: SqliteHistoryStore, clock: ManualClock) -> None:
    record(history, 10, T)
    record(history, 20, T + 60)
    clock.advance(120)
    (row,) = await statistics(history, T, T + HOUR, HOUR)
    assert (row.mean, row.end_at) == (15, T + HOUR)


async def test_future_has_no_statistics(history: SqliteHistoryStore, clock: ManualClock) -> None:
    record(history, 10, T)
    assert await statistics(history, T + HOUR, T + 2 * HOUR, HOUR) == []


async def test_text_has_no_statistics(history: SqliteHistoryStore, clock: ManualClock) -> None:
    record(history, "on", T)
    clock.advance(2 * HOUR)
    await do_chores(history)
    assert await statistics(history, T, T + 2 * HOUR, HOUR) == []


async def test_asking_for_all_time_costs_only_what_is_known(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    record(history, 10, T)
    clock.advance(HOUR)
    rows = await statistics(history, 0, 4 * T, 1)
    assert len(rows) == 12


async def test_state_that_comes_late_is_summed_up_again(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    record(history, 20, T)
    clock.advance(3 * HOUR)
    await history.flush()
    await do_chores(history)
    record(history, 40, T + 1800)
    await history.flush()
    await do_chores(history)
    rows = await statistics(history, T, T + 2 * HOUR, HOUR)
    assert [row.mean for row in rows] == [30, 40]


async def test_hours_outlive_their_states(history: SqliteHistoryStore, clock: ManualClock) -> None:
    days = 40
    for step in range(days * 4):
        record(history, step % 4, T + step * 6 * HOUR)
    await history.flush()
    clock.advance(days * 24 * HOUR)
    await do_chores(history)
    end = T + days * 24 * HOUR
    before = await statistics(history, T, end, 24 * HOUR)
    clock.advance(700)  # Only a clock that has been steady for a while may delete.
    await do_chores(history)
    rows = (await history.read([SENSOR], 0, 2 * T))[SENSOR]
    assert len(rows) == 30 * 4 + 1
    assert await statistics(history, T, end, 24 * HOUR) == before
    assert len(before) == days
    assert all(math.isclose(row.mean or 0, 1.5) for row in before)


async def test_fine_periods_of_purged_days_come_as_hours(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    for step in range(40 * 24):
        record(history, step, T + step * HOUR)
    await history.flush()
    clock.advance(40 * 24 * HOUR)
    await do_chores(history)
    clock.advance(700)
    await do_chores(history)
    old = await statistics(history, T + 300, T + 2 * HOUR, 300)
    assert [(row.end_at - row.start_at, row.mean) for row in old] == [(HOUR, 0), (HOUR, 1)]
    new = await statistics(history, T + 39 * 24 * HOUR, T + 39 * 24 * HOUR + HOUR, 300)
    assert [row.end_at - row.start_at for row in new] == [300.0] * 12


async def test_statistics_survive_a_restart_before_the_hour_was_summed_up(
    tmp_path: Path, clock: ManualClock
) -> None:
    first = SqliteHistoryStore(tmp_path, clock)
    record(first, 20, T)
    record(first, 40, T + 1800)
    await first.close()
    clock.advance(5 * HOUR)
    second = SqliteHistoryStore(tmp_path, clock)
    await do_chores(second)
    rows = await statistics(second, T, T + 2 * HOUR, HOUR)
    assert [row.mean for row in rows] == [30, 40]
    await second.close()
