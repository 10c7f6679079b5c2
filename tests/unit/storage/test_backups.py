import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embedded_hub.errors import StorageError
from embedded_hub.storage.backups import KEPT, Backups
from embedded_hub.storage.database import connect

NOW = 1_795_399_200.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "home.db")) as database:
        database.execute("CREATE TABLE thing (id INTEGER)")
        database.execute("INSERT INTO thing VALUES (1)")
        yield database


def test_backup_is_one_private_file_with_what_was_committed(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    path = Backups(tmp_path).take(database, NOW)
    assert path == tmp_path / "backups" / "home-20261123T020000000Z.db"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
        assert copy.execute("SELECT id FROM thing").fetchall() == [(1,)]


def test_newest_few_are_kept(tmp_path: Path, database: sqlite3.Connection) -> None:
    backups = Backups(tmp_path)
    taken = [backups.take(database, NOW + day * 86_400) for day in range(KEPT + 3)]
    assert backups.newest_first() == taken[:2:-1]


def test_two_backups_of_one_moment_are_two_files(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    backups = Backups(tmp_path)
    assert backups.take(database, NOW) != backups.take(database, NOW)
    assert len(backups.newest_first()) == 2


def test_young_home_is_backed_up_sooner_than_a_settled_one(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    backups, now = Backups(tmp_path), NOW
    assert backups.is_due(now)
    for gap in (300.0, 3600.0, 86_400.0, 86_400.0):
        backups.take(database, now)
        assert not backups.is_due(now + gap - 1)
        now += gap
        assert backups.is_due(now)


def test_backup_from_the_future_does_not_put_off_the_next(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    backups = Backups(tmp_path)
    backups.take(database, NOW + 10 * 365 * 86_400)
    assert backups.is_due(NOW)


def test_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    broken = sqlite3.connect(":memory:")
    broken.close()
    with pytest.raises(StorageError, match="backup"):
        Backups(tmp_path).take(broken, NOW)
    assert list((tmp_path / "backups").iterdir()) == []
