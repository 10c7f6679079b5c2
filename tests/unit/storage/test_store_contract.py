"""The stores in memory that other tests use keep the same promises as those on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded_hub.core.ports import HistoryStore, Record, RecordStore
from embedded_hub.model.ids import EntityId
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.record_store import SqliteRecordStore
from tests.fakes.clock import ManualClock
from tests.fakes.states import state_of
from tests.fakes.stores import MemoryHistory, MemoryRecords

LAMP = EntityId("light.lamp")
FAN = EntityId("fan.fan")


@pytest.fixture(params=["memory", "disk"])
def records(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock
) -> Iterator[RecordStore]:
    if request.param == "memory":
        yield MemoryRecords()
        return
    store = SqliteRecordStore(tmp_path, clock)
    yield store
    store.close_now()


@pytest.fixture(params=["memory", "disk"])
def past(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock
) -> Iterator[HistoryStore]:
    if request.param == "memory":
        yield MemoryHistory()
        return
    store = SqliteHistoryStore(tmp_path, clock)
    yield store
    store.close_now()


async def test_records_are_kept_replaced_and_deleted(records: RecordStore) -> None:
    await records.save([Record(kind="area", id=name, body=b"1") for name in "abc"])
    await records.save(
        [Record(kind="area", id="a", body=None), Record(kind="area", id="b", body=b"2")]
    )
    assert {record.id: record.body for record in records.load()} == {"b": b"2", "c": b"1"}


async def test_history_gives_what_held_and_what_followed(past: HistoryStore) -> None:
    for number in range(5):
        past.record(state_of(LAMP, str(number), 1000.0 + number, attributes={"n": number}))
    await past.flush()
    found = await past.read([LAMP, FAN], 1001.5, 1004.0)
    assert set(found) == {LAMP}
    assert [(row.value, row.attributes) for row in found[LAMP]] == [
        ("1", {"n": 1}),
        ("2", {"n": 2}),
        ("3", {"n": 3}),
    ]
    assert [row.value for row in (await past.read([LAMP], 1001.5, 1004.0, limit=2))[LAMP]] == [
        "2",
        "3",
    ]


async def test_history_at_one_moment_is_what_held_then(past: HistoryStore) -> None:
    past.record(state_of(LAMP, "on", 1000.0, changed_at=990.0, user_id="ada"))
    await past.flush()
    (row,) = (await past.read([LAMP], 1000.0, 1000.0))[LAMP]
    assert (row.value, row.changed_at, row.updated_at, row.user_id) == ("on", 990.0, 1000.0, "ada")


async def test_forgotten_history_is_gone(past: HistoryStore) -> None:
    past.record(state_of(LAMP, "on", 1000.0))
    past.record(state_of(FAN, "on", 1000.0))
    await past.forget([LAMP])
    await past.flush()
    assert set(await past.read([LAMP, FAN], 0.0, 2000.0)) == {FAN}
