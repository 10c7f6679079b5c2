import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from embedded_hub.core.ports import Record
from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.storage.notes import RecoveryKind
from embedded_hub.storage.record_rows import HOME_SCHEMA
from embedded_hub.storage.record_store import SqliteRecordStore
from tests.fakes.clock import ManualClock

PAGE = 4096


def thing(name: str, body: bytes | None = b"{}") -> Record:
    return Record(kind="area", id=name, body=body)


def token(name: str, body: bytes | None = b"{}") -> Record:
    return Record(kind="token", id=name, body=body)


async def make_home(folder: Path, clock: ManualClock) -> None:
    """Leave a home with three areas in its backup and a later change that is not."""
    store = SqliteRecordStore(folder, clock)
    await store.save([thing("kitchen"), thing("attic"), thing("hall")])
    await store.backup_now()
    await store.save([thing("attic", None), thing("garden")])
    await store.close()


async def names_in(folder: Path, clock: ManualClock) -> set[str]:
    store = SqliteRecordStore(folder, clock)
    try:
        return {record.id for record in store.load()}
    finally:
        await store.close()


def edit(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "home.db", isolation_level=None)) as database:
        database.execute(statement)


async def test_first_start_makes_an_empty_home_without_a_note(
    tmp_path: Path, clock: ManualClock
) -> None:
    store = SqliteRecordStore(tmp_path, clock)
    assert (store.load(), store.notes) == ([], ())
    await store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["home.db"]


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0"])
async def test_unreadable_file_is_kept_and_the_backup_takes_its_place(
    tmp_path: Path, clock: ManualClock, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await make_home(tmp_path, clock)
    (tmp_path / "home.db").write_bytes(content)
    clock.advance(60)
    with caplog.at_level(logging.WARNING):
        store = SqliteRecordStore(tmp_path, clock)
    assert {record.id for record in store.load()} == {"kitchen", "attic", "hall"}
    (note,) = store.notes
    assert note.kind is RecoveryKind.RESTORED
    assert note.data_at == clock.utc_s() - 60
    assert note.kept_file is not None
    assert Path(note.kept_file).name == "home.db.damaged-20261123T020100000Z"
    assert Path(note.kept_file).stat().st_mode & 0o777 == 0o600
    assert "home.db.damaged-" in note.message
    assert [record.message for record in caplog.records] == [note.message]
    await store.close()


async def test_restored_home_opens_without_a_note_the_next_time(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    (tmp_path / "home.db").write_bytes(b"")
    SqliteRecordStore(tmp_path, clock).close_now()
    store = SqliteRecordStore(tmp_path, clock)
    assert store.notes == ()
    await store.close()


async def test_truncated_file_is_restored(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)
    path = tmp_path / "home.db"
    path.write_bytes(path.read_bytes()[: PAGE + 100])
    assert await names_in(tmp_path, clock) == {"kitchen", "attic", "hall"}


async def test_damage_that_cannot_even_be_quoted_is_restored(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    path = tmp_path / "home.db"
    path.write_bytes(path.read_bytes().replace(b"record", b"rec\xd5rd"))
    assert await names_in(tmp_path, clock) == {"kitchen", "attic", "hall"}


async def test_missing_file_is_restored_where_there_is_a_backup(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    (tmp_path / "home.db").unlink()
    assert await names_in(tmp_path, clock) == {"kitchen", "attic", "hall"}


async def test_changed_byte_inside_a_record_is_noticed_and_newer_records_are_kept(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    edit(tmp_path, "UPDATE record SET body='{\"role\":\"owner\"}' WHERE id='hall'")
    store = SqliteRecordStore(tmp_path, clock)
    (note,) = store.notes
    # The attic was deleted after the backup: it stays so.
    assert {record.id: record.body for record in store.load()} == {
        "kitchen": b"{}",
        "hall": b"{}",
        "garden": b"{}",
    }
    assert note.salvaged_count == 2
    await store.close()


async def test_record_that_disappeared_is_noticed(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)
    edit(tmp_path, "DELETE FROM record WHERE id='kitchen'")
    assert await names_in(tmp_path, clock) == {"kitchen", "hall", "garden"}


async def test_home_without_any_good_copy_is_refused_each_time_and_left_alone(
    tmp_path: Path, clock: ManualClock
) -> None:
    (tmp_path / "home.db").write_bytes(b"x" * 5000)
    for _ in range(2):
        with pytest.raises(StorageError, match="no good backup"):
            SqliteRecordStore(tmp_path, clock)
    assert (tmp_path / "home.db").read_bytes() == b"x" * 5000
    assert [path.name for path in tmp_path.iterdir()] == ["home.db"]


async def test_damaged_backups_are_passed_over(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)
    newest, older = sorted((tmp_path / "backups").iterdir(), reverse=True)
    newest.write_bytes(newest.read_bytes()[:PAGE])
    (tmp_path / "home.db").write_bytes(b"")
    assert await names_in(tmp_path, clock) == {"kitchen", "attic", "hall"}
    assert older.exists()


async def test_whole_table_in_a_broken_file_is_kept_without_a_backup(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    for backup in (tmp_path / "backups").iterdir():
        backup.unlink()
    edit(tmp_path, "PRAGMA application_id=1")
    assert await names_in(tmp_path, clock) == {"kitchen", "hall", "garden"}


async def test_part_of_a_table_is_not_taken_for_a_home(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)
    for backup in (tmp_path / "backups").iterdir():
        backup.unlink()
    edit(tmp_path, "DELETE FROM record WHERE id='kitchen'")
    with pytest.raises(StorageError):
        SqliteRecordStore(tmp_path, clock)


async def test_home_of_a_newer_program_is_refused_and_left_alone(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)
    edit(tmp_path, "UPDATE meta SET value=2 WHERE key='version'")
    edit(tmp_path, "PRAGMA user_version=2")
    before = (tmp_path / "home.db").read_bytes()
    with pytest.raises(ConfigError, match="newer Homewire") as refused:
        SqliteRecordStore(tmp_path, clock)
    assert not isinstance(refused.value, StorageError)
    assert (tmp_path / "home.db").read_bytes() == before


async def test_revisions_go_on_after_a_restore(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)
    (tmp_path / "home.db").write_bytes(b"")
    store = SqliteRecordStore(tmp_path, clock)
    await store.save([thing("new")])
    await store.backup_now()
    await store.close()
    (tmp_path / "home.db").write_bytes(b"")
    assert await names_in(tmp_path, clock) == {"kitchen", "attic", "hall", "new"}


async def test_migration_is_preceded_by_a_backup(tmp_path: Path, clock: ManualClock) -> None:
    await make_home(tmp_path, clock)

    def add_color(database: sqlite3.Connection) -> None:
        database.execute("CREATE TABLE color (name TEXT)")

    newer = type(HOME_SCHEMA)(
        application_id=HOME_SCHEMA.application_id,
        migrations=(*HOME_SCHEMA.migrations, add_color),
        synchronous="FULL",
    )
    before = set((tmp_path / "backups").iterdir())
    SqliteRecordStore(tmp_path, clock, newer).close_now()
    (backup,) = set((tmp_path / "backups").iterdir()) - before
    with closing(sqlite3.connect(backup)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
    with closing(sqlite3.connect(tmp_path / "home.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)


async def test_migration_that_fails_is_an_error_and_not_damage(
    tmp_path: Path, clock: ManualClock
) -> None:
    await make_home(tmp_path, clock)

    def fail(database: sqlite3.Connection) -> None:
        database.execute("DROP TABLE nothing")

    broken = type(HOME_SCHEMA)(
        application_id=HOME_SCHEMA.application_id,
        migrations=(*HOME_SCHEMA.migrations, fail),
        synchronous="FULL",
    )
    with pytest.raises(StorageError, match="format 2"):
        SqliteRecordStore(tmp_path, clock, broken)
    assert await names_in(tmp_path, clock) == {"kitchen", "hall", "garden"}
    assert not list(tmp_path.glob("*damaged*"))


@pytest.mark.parametrize("content", [b"", b"x" * 5000])
async def test_revoked_token_does_not_come_back_with_a_restore(
    tmp_path: Path, clock: ManualClock, content: bytes
) -> None:
    store = SqliteRecordStore(tmp_path, clock)
    await store.save([token("owner"), token("guest")])
    await store.backup_now()
    await store.save([token("guest", None)])
    await store.close()
    (tmp_path / "home.db").write_bytes(content)
    assert await names_in(tmp_path, clock) == {"owner"}


async def test_revoked_token_does_not_come_back_when_the_log_is_gone(
    tmp_path: Path, clock: ManualClock
) -> None:
    (tmp_path / "live").mkdir()
    store = SqliteRecordStore(tmp_path / "live", clock)
    await store.save([token("owner"), token("guest")])
    await store.save([token("guest", None)])
    shutil.copytree(tmp_path / "live", tmp_path / "killed")
    await store.close()
    (tmp_path / "killed" / "home.db-wal").unlink()
    assert await names_in(tmp_path / "killed", clock) == {"owner"}


async def test_backup_of_rights_leaves_the_dated_ones_alone(
    tmp_path: Path, clock: ManualClock
) -> None:
    store = SqliteRecordStore(tmp_path, clock)
    for number in range(20):
        await store.save([token(str(number))])
        store.load()
    await store.close()
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["home-20261123T020000000Z.db", "home-rights.db"]
