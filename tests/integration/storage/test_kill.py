"""What a process killed without warning leaves behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.ports import Record
from embedded_hub.storage.record_store import SqliteRecordStore
from tests.integration.storage.conftest import StartProgram
from tests.integration.storage.migrator import AHEAD

ROUNDS = 12


def test_no_acknowledged_record_is_lost_to_a_kill(
    tmp_path: Path, start_program: StartProgram
) -> None:
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        writer = start_program("record_writer.py", tmp_path)
        assert writer.stdout is not None
        # Further on in each round, so that the kill meets another moment of the log.
        for _ in range(3 + 17 * round_):
            acknowledged.add(writer.stdout.readline().strip())
        writer.kill()
        acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        store = SqliteRecordStore(tmp_path, SystemClock())
        found = {record.id: record.body for record in store.load()}
        assert store.notes == ()
        store.close_now()
        assert acknowledged <= set(found)
        assert all(body == id_.encode() * 50 for id_, body in found.items())
    assert len(acknowledged) > 1000


@pytest.mark.parametrize("line_count", [0, 1, 2, 30, 60, 61, 62, 63])
async def test_kill_during_a_migration_leaves_one_version_or_the_other(
    tmp_path: Path, start_program: StartProgram, line_count: int
) -> None:
    store = SqliteRecordStore(tmp_path, SystemClock())
    await store.save([Record(kind="area", id=f"{n:03}", body=b"x" * 500) for n in range(60)])
    await store.close()
    migrator = start_program("migrator.py", tmp_path)
    assert migrator.stdout is not None
    for _ in range(line_count):
        migrator.stdout.readline()
    migrator.kill()
    migrator.wait()
    with closing(sqlite3.connect(tmp_path / "home.db")) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema")}
        assert (version, "place" in tables) in {(1, False), (2, True)}
        if version == 2:
            places = database.execute("SELECT count(id), count(color) FROM place").fetchone()
            assert places == (60, 0)
    again = SqliteRecordStore(tmp_path, SystemClock(), AHEAD)
    assert len(again.load()) == 60
    assert again.notes == ()
    await again.close()
