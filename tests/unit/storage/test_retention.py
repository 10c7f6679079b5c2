import sqlite3
from contextlib import closing
from pathlib import Path

from embedded_hub.model.ids import EntityId
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.history_tables import HistoryTables
from embedded_hub.storage.retention import SteadyClock
from tests.fakes.clock import ManualClock
from tests.fakes.states import state_of

LAMP = EntityId("light.lamp")
DOOR = EntityId("binary_sensor.door")
DAY = 86_400.0
T = 1_795_399_200.0


async def let_pass(history: SqliteHistoryStore, clock: ManualClock, days: float) -> None:
    def work(tables: HistoryTables) -> None:
        while tables.do_chore():
            pass

    await history.flush()
    clock.advance(days * DAY)
    for _ in range(3):
        history._writer.ask(work).result()


def query(folder: Path, statement: str) -> int:
    with closing(sqlite3.connect(folder / "history.db")) as database:
        return int(database.execute(statement).fetchone()[0])


async def test_last_state_before_the_limit_stays_with_all_it_says(
    tmp_path: Path, history: SqliteHistoryStore, clock: ManualClock
) -> None:
    history.record(state_of(DOOR, "closed for good", T, attributes={"battery": 90}, user_id="ada"))
    for step in range(100):
        history.record(state_of(LAMP, f"scene {step}", T + step, attributes={"step": step}))
    await let_pass(history, clock, 31)
    await let_pass(history, clock, 31)
    rows = await history.read([DOOR, LAMP], clock.utc_s(), clock.utc_s())
    assert [(row.value, row.attributes, row.user_id) for row in rows[DOOR]] == [
        ("closed for good", {"battery": 90}, "ada")
    ]
    assert [row.value for row in rows[LAMP]] == ["scene 99"]
    assert query(tmp_path, "SELECT count(*) FROM state") == 2
    # Texts nobody refers to any more are gone: three of the door's, two of the lamp's last.
    assert query(tmp_path, "SELECT count(*) FROM body") == 5


async def test_text_still_in_use_survives_a_purge(
    history: SqliteHistoryStore, clock: ManualClock
) -> None:
    for _ in range(60):
        history.record(state_of(LAMP, "on", clock.utc_s(), attributes={"color": "red"}))
        await let_pass(history, clock, 1)
    rows = (await history.read([LAMP], 0, clock.utc_s()))[LAMP]
    assert 30 <= len(rows) <= 32
    assert {(row.value, str(row.attributes)) for row in rows} == {("on", "{'color': 'red'}")}


async def test_long_purge_goes_in_slices(
    tmp_path: Path, history: SqliteHistoryStore, clock: ManualClock
) -> None:
    for step in range(12_000):
        history.record(state_of(LAMP, str(step), T + step))
    await let_pass(history, clock, 31)
    await let_pass(history, clock, 1)
    assert query(tmp_path, "SELECT count(*) FROM state") == 1


async def test_clock_that_jumps_ahead_deletes_nothing(
    tmp_path: Path, history: SqliteHistoryStore, clock: ManualClock
) -> None:
    for step in range(100):
        history.record(state_of(LAMP, str(step), T + step))
    await let_pass(history, clock, 0)
    clock.set_utc(T + 3650 * DAY)
    await let_pass(history, clock, 0)
    clock.set_utc(T + 200)
    await let_pass(history, clock, 0.1)
    assert query(tmp_path, "SELECT count(*) FROM state") == 100


def test_clock_is_trusted_after_keeping_pace_for_a_while() -> None:
    clock = ManualClock()
    steady = SteadyClock(clock)
    assert not steady.is_steady()
    clock.advance(599)
    assert not steady.is_steady()
    clock.advance(1)
    assert steady.is_steady()
    clock.set_utc(clock.utc_s() + 61)
    assert not steady.is_steady()
    clock.advance(600)
    assert steady.is_steady()
