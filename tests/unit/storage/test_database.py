import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from embedded_hub.errors import ConfigError
from embedded_hub.storage.database import (
    Schema,
    connect,
    find_damage,
    is_damage,
    mark,
    migrate,
    number,
    transaction,
)


def create_thing(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)")


def add_color(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE thing ADD COLUMN color TEXT")
    database.execute("UPDATE thing SET color='red'")


def fail_half_way(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM thing")
    database.execute("CREATE TABLE thing (id)")


FIRST = Schema(application_id=7, migrations=(create_thing,), synchronous="FULL")
SECOND = msgspec.structs.replace(FIRST, migrations=(create_thing, add_color))
BROKEN = msgspec.structs.replace(FIRST, migrations=(create_thing, fail_half_way))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "thing.db"
    with closing(connect(path)) as database:
        migrate(database, FIRST)
        database.execute("INSERT INTO thing VALUES (1, 'lamp')")
    return path


def test_file_and_its_log_are_private(path: Path) -> None:
    with closing(connect(path)) as database:
        database.execute("INSERT INTO thing VALUES (2, 'fan')")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"thing.db": 0o600, "thing.db-wal": 0o600, "thing.db-shm": 0o600}


def test_commits_wait_for_the_disk(path: Path) -> None:
    with closing(connect(path, synchronous="FULL")) as database:
        assert number(database, "synchronous") == 2
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_older_file_is_brought_to_the_version_of_the_program(path: Path) -> None:
    with closing(connect(path)) as database:
        migrate(database, SECOND)
        assert number(database, "user_version") == 2
        assert number(database, "application_id") == 7
        assert database.execute("SELECT name, color FROM thing").fetchall() == [("lamp", "red")]
        assert find_damage(database, SECOND, path) is None


def test_failed_migration_leaves_the_version_before(path: Path) -> None:
    with closing(connect(path)) as database:
        with pytest.raises(sqlite3.OperationalError):
            migrate(database, BROKEN)
        assert number(database, "user_version") == 1
        assert database.execute("SELECT name FROM thing").fetchall() == [("lamp",)]


def test_file_of_a_newer_program_is_refused_with_a_way_out(path: Path) -> None:
    with closing(connect(path)) as database:
        migrate(database, SECOND)
        with pytest.raises(ConfigError, match=r"newer Homewire \(format 2\)"):
            find_damage(database, FIRST, path)


def test_changed_version_number_is_damage_and_not_a_newer_program(path: Path) -> None:
    with closing(connect(path)) as database:
        database.execute("PRAGMA user_version=9")
        assert find_damage(database, FIRST, path) == "its version number is wrong"


def test_other_database_is_not_taken_for_ours(path: Path) -> None:
    with closing(connect(path)) as database:
        database.execute("PRAGMA application_id=8")
        assert find_damage(database, FIRST, path) == "it is not a database of this kind"


def test_changed_table_is_damage(path: Path) -> None:
    with closing(connect(path)) as database:
        database.execute("ALTER TABLE thing RENAME COLUMN name TO nome")
        assert find_damage(database, FIRST, path) == "its tables are not those it was made with"


def test_transaction_keeps_nothing_after_an_error(path: Path) -> None:
    with closing(connect(path)) as database:
        with pytest.raises(sqlite3.OperationalError):
            _delete_and_fail(database)
        assert database.execute("SELECT count(*) FROM thing").fetchone() == (1,)
        assert mark(database, "version") == 1


def _delete_and_fail(database: sqlite3.Connection) -> None:
    with transaction(database):
        database.execute("DELETE FROM thing")
        database.execute("SELECT * FROM nothing")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_NOTADB, True),
        (sqlite3.SQLITE_ERROR, True),
        (522, True),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR_WRITE, False),
        (sqlite3.SQLITE_BUSY, False),
        (sqlite3.SQLITE_CANTOPEN, False),
    ],
)
def test_trouble_around_a_file_is_not_damage_of_it(code: int, expected: bool) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    assert is_damage(error) is expected
