import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from blockbuster import blockbuster_ctx

from embedded_hub.core.ports import Record
from embedded_hub.errors import StorageError
from embedded_hub.storage.backups import Backups
from embedded_hub.storage.record_store import SqliteRecordStore
from tests.fakes.clock import ManualClock


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[SqliteRecordStore]:
    store = SqliteRecordStore(tmp_path, clock)
    yield store
    store.close_now()


def area(number: int, body: bytes | None = b"{}") -> Record:
    return Record(kind="area", id=f"area_{number}", body=body)


def ids(records: Sequence[Record]) -> set[str]:
    return {record.id for record in records}


def fill_disk(store: SqliteRecordStore) -> None:
    pages = store._database.execute("PRAGMA page_count").fetchone()[0]
    store._database.execute(f"PRAGMA max_page_count={pages}")


def free_disk(store: SqliteRecordStore) -> None:
    store._database.execute("PRAGMA max_page_count=1000000")


async def test_saved_records_are_there_after_reopening(tmp_path: Path, clock: ManualClock) -> None:
    first = SqliteRecordStore(tmp_path, clock)
    await first.save([area(1, b'{"name":"Kitchen"}'), area(2)])
    await first.close()
    second = SqliteRecordStore(tmp_path, clock)
    assert second.notes == ()
    assert {record.id: record.body for record in second.load()} == {
        "area_1": b'{"name":"Kitchen"}',
        "area_2": b"{}",
    }
    await second.close()


async def test_record_without_body_is_deleted(store: SqliteRecordStore) -> None:
    await store.save([area(1), area(2)])
    await store.save([area(1, None), area(3, None)])
    assert ids(store.load()) == {"area_2"}


async def test_last_of_two_saves_made_at_once_wins(store: SqliteRecordStore) -> None:
    await asyncio.gather(*(store.save([area(1, str(n).encode())]) for n in range(50)))
    assert store.load() == [area(1, b"49")]


async def test_last_of_one_record_in_one_save_wins(store: SqliteRecordStore) -> None:
    await store.save([area(1, b"1"), area(1, b"2")])
    assert store.load() == [area(1, b"2")]


async def test_same_id_of_two_kinds_is_two_records(store: SqliteRecordStore) -> None:
    await store.save(
        [Record(kind="area", id="x", body=b"1"), Record(kind="floor", id="x", body=b"2")]
    )
    assert len(store.load()) == 2


async def test_saves_made_together_share_commits(store: SqliteRecordStore) -> None:
    commits = 0

    def count(statement: str) -> None:
        nonlocal commits
        commits += statement == "COMMIT"

    store._database.set_trace_callback(count)
    await asyncio.gather(*(store.save([area(number)]) for number in range(200)))
    store._database.set_trace_callback(None)
    assert len(store.load()) == 200
    assert commits < 100


async def test_full_disk_fails_the_save_and_keeps_nothing_of_it(store: SqliteRecordStore) -> None:
    await store.save([area(1)])
    fill_disk(store)
    with pytest.raises(StorageError, match="full"):
        await store.save([area(2), area(3, b"x" * 100_000)])
    assert ids(store.load()) == {"area_1"}


async def test_saving_works_again_when_space_returns(store: SqliteRecordStore) -> None:
    fill_disk(store)
    with pytest.raises(StorageError):
        await store.save([area(1, b"x" * 100_000)])
    free_disk(store)
    await store.save([area(1, b"x" * 100_000)])
    assert ids(store.load()) == {"area_1"}


async def test_save_that_does_not_fit_fails_alone(store: SqliteRecordStore) -> None:
    await store.save([area(1)])
    fill_disk(store)
    results = await asyncio.gather(
        store.save([area(1, b"small")]),
        store.save([area(2, b"x" * 100_000)]),
        store.save([area(1, b"later")]),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), StorageError, type(None)]
    assert store.load() == [area(1, b"later")]


async def test_text_no_database_can_hold_is_an_error_and_nothing_else(
    store: SqliteRecordStore,
) -> None:
    with pytest.raises(StorageError):
        await store.save([Record(kind="area", id="\ud800", body=b"")])
    await store.save([area(1)])
    assert ids(store.load()) == {"area_1"}


async def test_save_is_written_although_its_caller_stopped_waiting(
    store: SqliteRecordStore,
) -> None:
    task = asyncio.create_task(store.save([area(1)]))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await store.save([area(2)])
    assert ids(store.load()) == {"area_1", "area_2"}


async def test_saving_after_closing_is_an_error(tmp_path: Path, clock: ManualClock) -> None:
    store = SqliteRecordStore(tmp_path, clock)
    await store.close()
    with pytest.raises(StorageError, match="closed"):
        await store.save([area(1)])


async def test_saving_never_blocks_the_loop(store: SqliteRecordStore) -> None:
    with blockbuster_ctx(scanned_modules=["embedded_hub"]):
        await store.save([area(1), Record(kind="token", id="owner", body=b"{}")])
        await store.backup_now()
        await store.close()


async def test_nothing_to_save_is_nothing_to_wait_for(store: SqliteRecordStore) -> None:
    await store.save([])
    assert store.load() == []


async def test_first_change_of_a_home_is_backed_up(
    tmp_path: Path, store: SqliteRecordStore
) -> None:
    assert Backups(tmp_path).newest_first() == []
    await store.save([area(1)])
    store.load()
    assert len(Backups(tmp_path).newest_first()) == 1


async def test_running_hub_takes_a_backup_when_the_last_is_a_day_old(
    tmp_path: Path, clock: ManualClock, store: SqliteRecordStore
) -> None:
    for number in range(4):
        await store.save([area(number)])
        store.load()  # Behind the backup on the same thread.
        clock.advance(90_000)
    assert len(Backups(tmp_path).newest_first()) == 4
    await store.save([area(9)])
    await store.save([area(9)])
    store.load()
    assert len(Backups(tmp_path).newest_first()) == 5


async def test_failed_backup_does_not_fail_the_save(
    tmp_path: Path, store: SqliteRecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    await store.save([area(1)])
    await store.save([area(2)])
    assert len(store.load()) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    with pytest.raises(StorageError):
        await store.backup_now()


async def test_deletions_are_forgotten_once_every_backup_knows_of_them(
    tmp_path: Path, store: SqliteRecordStore
) -> None:
    await store.save([area(1), area(2)])
    await store.save([area(1, None)])
    assert count_rows(tmp_path) == 2
    for _ in range(7):
        await store.backup_now()
    assert count_rows(tmp_path) == 1
    assert ids(store.load()) == {"area_2"}


def count_rows(folder: Path) -> int:
    database = sqlite3.connect(folder / "home.db")
    count = database.execute("SELECT count(*) FROM record").fetchone()[0]
    database.close()
    return int(count)
