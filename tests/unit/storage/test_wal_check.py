"""The log of a killed writer is what its files look like while it still runs."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embedded_hub.core.ports import Record
from embedded_hub.storage.notes import RecoveryKind
from embedded_hub.storage.record_store import SqliteRecordStore
from embedded_hub.storage.wal_check import has_lost_commits
from tests.fakes.clock import ManualClock

COMMITS = 6
HEADER = 32
FRAME = 24 + 4096


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "live.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE thing (id INTEGER)")
        for number in range(COMMITS):
            database.execute("INSERT INTO thing VALUES (?)", (number,))
        yield Path(shutil.copy(tmp_path / "live.db-wal", tmp_path / "log"))


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x40
    path.write_bytes(content)


def frames_in(path: Path) -> int:
    return (path.stat().st_size - HEADER) // FRAME


def test_whole_log_has_lost_nothing(log: Path) -> None:
    assert frames_in(log) >= COMMITS
    assert not has_lost_commits(log)


def test_no_log_has_lost_nothing(tmp_path: Path) -> None:
    assert not has_lost_commits(tmp_path / "none")
    (tmp_path / "empty").touch()
    assert not has_lost_commits(tmp_path / "empty")


def test_log_cut_short_in_its_last_transaction_is_what_a_power_cut_leaves(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-100])
    assert not has_lost_commits(log)


def test_torn_last_frame_is_what_a_power_cut_leaves(log: Path) -> None:
    flip(log, log.stat().st_size - 10)
    assert not has_lost_commits(log)


@pytest.mark.parametrize("offset", [0, 6, 10, 20, 24, 2000])
def test_flipped_byte_before_later_commits_is_noticed(log: Path, offset: int) -> None:
    flip(log, HEADER + FRAME * (frames_in(log) - 3) + offset)
    assert has_lost_commits(log)


@pytest.mark.parametrize("offset", [0, 9, 17, 25])
def test_flipped_byte_in_the_header_is_noticed(log: Path, offset: int) -> None:
    flip(log, offset)
    assert has_lost_commits(log)


async def home_killed_while_running(
    source: Path, target: Path, clock: ManualClock, *, is_backed_up_last: bool
) -> None:
    source.mkdir()
    store = SqliteRecordStore(source, clock)
    for number in range(8):
        await store.save([Record(kind="area", id=str(number), body=b"{}")])
    if is_backed_up_last:
        await store.backup_now()
    store.load()
    shutil.copytree(source, target)
    await store.close()


async def test_lost_changes_are_told_and_the_damaged_files_kept(
    tmp_path: Path, clock: ManualClock
) -> None:
    home = tmp_path / "home"
    await home_killed_while_running(tmp_path / "live", home, clock, is_backed_up_last=False)
    flip(home / "home.db-wal", HEADER + FRAME * (frames_in(home / "home.db-wal") - 4) + 100)
    store = SqliteRecordStore(home, clock)
    (note,) = store.notes
    assert note.kind is RecoveryKind.CHANGES_LOST
    assert 0 < len(store.load()) < 8
    assert len(list(home.glob("home.db.damaged-*"))) == 2
    await store.close()


async def test_backup_newer_than_what_a_damaged_log_leaves_is_taken(
    tmp_path: Path, clock: ManualClock
) -> None:
    home = tmp_path / "home"
    await home_killed_while_running(tmp_path / "live", home, clock, is_backed_up_last=True)
    flip(home / "home.db-wal", HEADER + FRAME * (frames_in(home / "home.db-wal") - 4) + 100)
    store = SqliteRecordStore(home, clock)
    (note,) = store.notes
    assert note.kind is RecoveryKind.RESTORED
    assert len(store.load()) == 8
    await store.close()


async def test_log_of_a_killed_hub_is_played(tmp_path: Path, clock: ManualClock) -> None:
    home = tmp_path / "home"
    await home_killed_while_running(tmp_path / "live", home, clock, is_backed_up_last=False)
    store = SqliteRecordStore(home, clock)
    assert (len(store.load()), store.notes) == (8, ())
    await store.close()
