import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedded_hub.core.ports import HistoryRow
from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.values import JsonObject
from embedded_hub.storage import history_writer
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.notes import RecoveryKind
from tests.fakes.clock import ManualClock
from tests.fakes.states import state_of

LAMP = EntityId("light.lamp")
FAN = EntityId("fan.fan")
T = 1_795_399_200.0


async def rows_of(
    history: SqliteHistoryStore, start_at: float = 0.0, end_at: float = 2 * T
) -> Sequence[HistoryRow]:
    await history.flush()
    return (await history.read([LAMP], start_at, end_at)).get(LAMP, [])


async def values_of(
    history: SqliteHistoryStore, start_at: float = 0.0, end_at: float = 2 * T
) -> list[str]:
    return [row.value for row in await rows_of(history, start_at, end_at)]


def damage(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"x" * path.stat().st_size)


async def test_state_comes_back_whole(history: SqliteHistoryStore) -> None:
    attributes: JsonObject = {"brightness": 120, "effects": ["rain", None], "öl": 1.5}
    history.record(
        state_of(LAMP, "on", T + 1.25, changed_at=T - 30, attributes=attributes, user_id="ada")
    )
    assert await rows_of(history) == [
        HistoryRow(
            value="on",
            attributes=attributes,
            changed_at=T - 30,
            updated_at=T + 1.25,
            user_id="ada",
        )
    ]


async def test_reading_without_attributes_gives_none(history: SqliteHistoryStore) -> None:
    history.record(state_of(LAMP, "on", T, attributes={"brightness": 1}))
    await history.flush()
    (row,) = (await history.read([LAMP], T, T + 1, has_attributes=False))[LAMP]
    assert row.attributes is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(values=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=20))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    async def write_and_read(history: SqliteHistoryStore) -> list[str]:
        for number, value in enumerate(values):
            history.record(state_of(LAMP, value, T + number))
        return await values_of(history)

    history = SqliteHistoryStore(tmp_path_factory.mktemp("history"), ManualClock())
    try:
        assert asyncio.run(write_and_read(history)) == values
    finally:
        history.close_now()


async def test_first_row_is_what_held_at_the_beginning(history: SqliteHistoryStore) -> None:
    for number in range(5):
        history.record(state_of(LAMP, f"v{number}", T + 10 * number))
    assert await values_of(history, T + 15, T + 35) == ["v1", "v2", "v3"]
    assert await values_of(history, T + 20, T + 30) == ["v2"]
    assert await values_of(history, T - 5, T + 10) == ["v0"]
    assert await values_of(history, T + 1000, T + 2000) == ["v4"]


async def test_one_moment_gives_what_held_then(history: SqliteHistoryStore) -> None:
    history.record(state_of(LAMP, "on", T))
    assert await values_of(history, T, T) == ["on"]
    assert await values_of(history, T + 60, T + 60) == ["on"]
    assert await values_of(history, T - 1, T - 1) == []


async def test_limit_keeps_the_newest_rows(history: SqliteHistoryStore) -> None:
    for number in range(5):
        history.record(state_of(LAMP, str(number), T + number))
    await history.flush()
    rows = (await history.read([LAMP], T, T + 100, limit=2))[LAMP]
    assert [row.value for row in rows] == ["3", "4"]


async def test_entity_without_history_is_left_out(history: SqliteHistoryStore) -> None:
    history.record(state_of(LAMP, "on", T))
    await history.flush()
    assert set(await history.read([LAMP, FAN], 0, 2 * T)) == {LAMP}


async def test_later_of_two_states_in_one_millisecond_is_kept(
    history: SqliteHistoryStore,
) -> None:
    history.record(state_of(LAMP, "on", T + 0.0001))
    history.record(state_of(LAMP, "off", T + 0.0002))
    assert await values_of(history) == ["off"]


async def test_equal_attributes_are_stored_once(
    tmp_path: Path, history: SqliteHistoryStore
) -> None:
    for number in range(100):
        history.record(state_of(LAMP, str(number), T + number, attributes={"a": 1, "b": 2}))
        history.record(state_of(FAN, str(number), T + number, attributes={"b": 2, "a": 1}))
    await history.flush()
    assert query(tmp_path, "SELECT count(*) FROM body") == 1


async def test_everything_is_there_after_reopening(tmp_path: Path, clock: ManualClock) -> None:
    first = SqliteHistoryStore(tmp_path, clock)
    first.record(state_of(LAMP, "on", T, attributes={"a": 1}))
    await first.close()
    second = SqliteHistoryStore(tmp_path, clock)
    second.record(state_of(LAMP, "off", T + 1, attributes={"a": 1}))
    assert await values_of(second) == ["on", "off"]
    await second.close()
    assert query(tmp_path, "SELECT count(*) FROM body") == 2 + 1


async def test_forgotten_entity_is_gone_and_may_return(
    tmp_path: Path, history: SqliteHistoryStore
) -> None:
    for number in range(12_000):
        history.record(state_of(LAMP, str(number), T + number))
    history.record(state_of(FAN, "on", T))
    await history.forget([LAMP, EntityId("light.never_there")])
    assert await values_of(history) == []
    assert query(tmp_path, "SELECT count(*) FROM state") == 1
    history.record(state_of(LAMP, "on", T))
    assert await values_of(history) == ["on"]


async def test_what_is_recorded_after_forgetting_stays(history: SqliteHistoryStore) -> None:
    history.record(state_of(LAMP, "before", T))
    forgetting = asyncio.create_task(history.forget([LAMP]))
    await asyncio.sleep(0)
    history.record(state_of(LAMP, "after", T + 1))
    await forgetting
    assert await values_of(history) == ["after"]


@pytest.mark.parametrize(
    "state",
    [
        state_of(LAMP, "\ud800", T),
        state_of("light.\ud800", "on", T),
        state_of(LAMP, "on", float("nan")),
        state_of(LAMP, "on", float("inf")),
        state_of(LAMP, "on", -1.0),
        state_of(LAMP, "on", 1e300),
        state_of(LAMP, "on", T, attributes={"bad": "\ud800"}),
        state_of(LAMP, "on", T, attributes={"bad": object()}),  # type: ignore[dict-item]
    ],
)
async def test_state_no_table_can_hold_is_counted_and_harms_no_other(
    history: SqliteHistoryStore, state: object
) -> None:
    history.record(state_of(LAMP, "before", T - 2))
    history.record(state)  # type: ignore[arg-type]
    history.record(state_of(LAMP, "after", T + 2))
    assert await values_of(history) == ["before", "after"]
    assert history.lost_count == 1


async def test_change_before_all_time_is_kept_as_old_as_can_be(
    history: SqliteHistoryStore,
) -> None:
    history.record(state_of(LAMP, "on", T, changed_at=-1e300))
    assert [row.changed_at for row in await rows_of(history)] == [0.0]


async def test_states_recorded_after_closing_are_counted(
    tmp_path: Path, clock: ManualClock
) -> None:
    history = SqliteHistoryStore(tmp_path, clock)
    await history.close()
    history.record(state_of(LAMP, "on", T))
    await history.flush()
    assert history.lost_count == 1
    with pytest.raises(StorageError, match="closed"):
        await history.read([LAMP], 0, T)


async def test_recording_and_reading_never_block_the_loop(
    tmp_path: Path, clock: ManualClock
) -> None:
    history = SqliteHistoryStore(tmp_path, clock)
    with blockbuster_ctx(scanned_modules=["embedded_hub"]):
        for number in range(history_writer.BATCH_ROWS + 1):
            history.record(state_of(LAMP, str(number), T + number))
        assert len(await values_of(history)) == history_writer.BATCH_ROWS + 1
        await history.statistics([LAMP], T, T + 100, 3600)
        await history.forget([LAMP])
        await history.close()


async def test_damaged_file_is_kept_and_a_new_history_begun(
    tmp_path: Path, clock: ManualClock
) -> None:
    SqliteHistoryStore(tmp_path, clock).close_now()
    damage(tmp_path / "history.db")
    history = SqliteHistoryStore(tmp_path, clock)
    (note,) = history.notes
    assert note.kind is RecoveryKind.HISTORY_RESTARTED
    assert note.kept_file is not None
    assert Path(note.kept_file).exists()
    history.record(state_of(LAMP, "on", T))
    assert await values_of(history) == ["on"]
    await history.close()


async def test_history_of_a_newer_program_is_refused(tmp_path: Path, clock: ManualClock) -> None:
    SqliteHistoryStore(tmp_path, clock).close_now()
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as database:
        database.execute("UPDATE meta SET value=99 WHERE key='version'")
        database.execute("PRAGMA user_version=99")
    with pytest.raises(ConfigError, match="newer"):
        SqliteHistoryStore(tmp_path, clock)


async def test_history_damaged_while_running_gives_way_to_a_new_one(
    tmp_path: Path, history: SqliteHistoryStore
) -> None:
    history.record(state_of(LAMP, "before", T))
    await history.flush()
    history._writer.report_damage("a page is wrong")
    history.record(state_of(LAMP, "after", T + 1))
    assert await values_of(history) == ["after"]
    (note,) = history.notes
    assert "a page is wrong" in note.message
    assert len(list(tmp_path.glob("history.db.damaged-*"))) == 1


async def test_full_disk_keeps_states_waiting_and_writes_them_when_space_returns(
    history: SqliteHistoryStore, caplog: pytest.LogCaptureFixture
) -> None:
    tables = history._writer._tables
    assert tables is not None
    await history.flush()
    tables._database.execute("PRAGMA max_page_count=1")
    for number in range(3000):
        history.record(state_of(LAMP, f"text {number}", T + number))
    await history.flush()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    with pytest.raises(StorageError, match="full"):
        await history.forget([LAMP])
    tables._database.execute("PRAGMA max_page_count=1000000")
    assert len(await values_of(history)) == 3000
    assert history.lost_count == 0


async def test_disk_that_stands_still_costs_the_oldest_states(
    history: SqliteHistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_writer, "QUEUED_ROWS", 10)
    with history._writer._changed:  # The writer cannot take anything meanwhile.
        for number in range(25):
            history.record(state_of(LAMP, str(number), T + number))
    assert await values_of(history) == [str(number) for number in range(15, 25)]
    assert history.lost_count == 15


async def test_closing_with_a_full_disk_ends(tmp_path: Path, clock: ManualClock) -> None:
    history = SqliteHistoryStore(tmp_path, clock)
    await history.flush()
    tables = history._writer._tables
    assert tables is not None
    tables._database.execute("PRAGMA max_page_count=1")
    for number in range(3000):
        history.record(state_of(LAMP, f"text {number}", T + number))
    await history.close()
    assert history.lost_count == 3000


def query(folder: Path, statement: str) -> int:
    with closing(sqlite3.connect(folder / "history.db")) as database:
        return int(database.execute(statement).fetchone()[0])
