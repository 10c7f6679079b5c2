"""What is being spoken is on the disk while it is spoken, and kept as far as it goes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from embedded_hub.audio.ogg import read_ogg_opus
from embedded_hub.errors import StorageError
from embedded_hub.model.voice import BurstId
from embedded_hub.storage.burst_files import SpokenFiles, record_in
from embedded_hub.storage.burst_tables import BURST_SCHEMA
from embedded_hub.storage.bursts import SqliteBurstStore
from embedded_hub.storage.database import connect, migrate
from tests.fakes.clock import ManualClock
from tests.unit.storage.test_bursts import ANNA, frames, reader, receipt, record
from tests.unit.storage.test_bursts import found as found_in


def open_store(folder: Path, **limits: int) -> SqliteBurstStore:
    return SqliteBurstStore(folder, ManualClock(), days=10**5, **limits)


async def test_what_was_spoken_when_the_hub_died_is_there_at_the_next_start(
    tmp_path: Path,
) -> None:
    said = frames(60)
    store = open_store(tmp_path)
    store.grows(record("aa1"), said[:25])
    store.grows(record("aa1"), said[25:50])
    # The same as a kill: nobody says that it ended.
    store.close_now()
    assert (tmp_path / "voice" / "aa" / "aa1.part").exists()
    again = open_store(tmp_path)
    [kept] = await found_in(again, reader(ANNA))
    assert kept == BurstId("aa1")
    whole = await again.get(BurstId("aa1"))
    assert whole is not None
    assert (whole.reason, whole.duration_ms, whole.frame_count) == ("disconnected", 1000, 50)
    assert len(whole.peaks) == 50
    heard = await again.frames(BurstId("aa1"))
    assert [one.payload for one in heard] == [one.payload for one in said[:50]]
    again.close_now()
    assert list(tmp_path.glob("voice/*/*.part")) == []
    assert record_in(tmp_path / "voice" / "aa" / "aa1.opus") is not None


async def test_a_file_cut_anywhere_gives_what_is_before_the_cut(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    said = frames(100)
    for start in range(0, 100, 25):
        store.grows(record("aa1"), said[start : start + 25])
    store.close_now()
    part = tmp_path / "voice" / "aa" / "aa1.part"
    content = part.read_bytes()
    for cut in range(len(content) - 1, 200, -307):
        part.write_bytes(content[:cut])
        (tmp_path / "voice" / "aa" / "aa1.opus").unlink(missing_ok=True)
        again = open_store(tmp_path)
        heard = await again.frames(BurstId("aa1"))
        again.close_now()
        assert [one.payload for one in heard] == [one.payload for one in said[: len(heard)]]
        assert len(heard) % 25 == 0


async def test_a_talk_that_ended_leaves_no_part(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    said = frames(30)
    store.grows(record("aa1"), said[:25])
    await store.keep(record("aa1"), said)
    store.grows(record("bb1"), said)
    store.dropped(BurstId("bb1"))
    assert await store.get(BurstId("bb1")) is None
    store.close_now()
    assert sorted(one.name for one in tmp_path.glob("voice/*/*.*")) == ["aa1.opus"]
    stored = read_ogg_opus((tmp_path / "voice" / "aa" / "aa1.opus").read_bytes())
    assert stored.is_whole
    assert len(stored.packets) == 30


async def test_nonsense_left_behind_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "voice" / "aa"
    folder.mkdir(parents=True)
    (folder / "aa1.part").write_bytes(b"")
    (folder / "aa2.part").write_bytes(b"OggS no more than that")
    store = open_store(tmp_path)
    assert await found_in(store, reader(ANNA)) == []
    store.close_now()
    assert list(folder.iterdir()) == []


async def test_where_nothing_can_be_written_speaking_goes_on_and_keeping_says_so(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path)
    (tmp_path / "voice" / "aa").write_bytes(b"in the way")
    store.grows(record("aa1"), frames(25))
    store.grows(record("aa1"), frames(25))
    with pytest.raises(StorageError):
        await store.keep(record("aa1"), frames(50))
    assert await store.get(BurstId("aa1")) is None
    await store.keep(record("bb1"), frames(3))
    store.close_now()


def test_a_file_that_cannot_grow_is_given_up_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = SpokenFiles(tmp_path)
    (tmp_path / "aa").write_bytes(b"in the way")
    with caplog.at_level("WARNING"):
        for _ in range(5):
            files.append(record("aa1"), frames(25))
    assert len(caplog.records) == 1
    caplog.clear()


async def test_more_than_the_bytes_allowed_retires_the_oldest_nobody_wants_kept(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path, most_bytes=100)
    said = frames()
    await store.keep(record("aa1", 1.0, byte_count=40), said)
    await store.add_receipts([receipt("aa1", ANNA, "kept")])
    for number in range(2, 6):
        await store.keep(record(f"aa{number}", float(number), byte_count=30), said)
    assert set(await found_in(store, reader(ANNA))) == {"aa1", "aa4", "aa5"}
    assert len(list(tmp_path.glob("voice/aa/*.opus"))) == 3
    store.close_now()


def test_an_index_from_before_sizes_were_counted_learns_them(tmp_path: Path) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    database = connect(folder / "bursts.db", synchronous="NORMAL")
    old = BURST_SCHEMA.__class__(
        application_id=BURST_SCHEMA.application_id,
        migrations=BURST_SCHEMA.migrations[:1],
        synchronous="NORMAL",
    )
    migrate(database, old)
    body = b'{"id":"aa1","byte_count":77}'
    row = ("aa1", "all", "anna", 1.0, "", body, "", False)
    database.execute("INSERT INTO burst VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    migrate(database, BURST_SCHEMA)
    assert _sizes(database) == [77]
    database.close()


def _sizes(database: sqlite3.Connection) -> list[int]:
    return [size for (size,) in database.execute("SELECT size FROM burst")]


def test_the_loop_is_not_needed_to_write_down_what_is_spoken(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.grows(record("aa1"), frames(25))
    store.close_now()
    again = open_store(tmp_path)
    assert asyncio.run(again.get(BurstId("aa1"))) is not None
    again.close_now()
