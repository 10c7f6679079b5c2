"""Where trackers were: small on the disk, whole when read, and gone with what they belong to."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.ids import EntityId
from embedded_hub.model.values import JsonObject
from embedded_hub.storage.history_schema import PLACE_ATTRIBUTES
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.places import split
from tests.fakes.clock import ManualClock
from tests.fakes.states import state_of
from tests.unit.storage.test_retention import DAY, let_pass, query

PHONE, SPOT = EntityId("device_tracker.phone"), EntityId("sensor.spot")
T = 1_795_399_200.0
LASTING: JsonObject = {"source_type": "gps", "friendly_name": "Anna's phone", "battery_level": 80}
VALUES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text()


def fix(step: int) -> JsonObject:
    return {**LASTING, "latitude": 52.5 + step / 1e5, "longitude": 13.4, "gps_accuracy": 8}


async def test_a_place_comes_back_as_it_was(history: SqliteHistoryStore) -> None:
    told = [fix(0), {**fix(1), "speed": 1.0, "course": 270}, {"latitude": "north"}, {}]
    for step, attributes in enumerate(told):
        history.record(state_of(PHONE, "not_home", T + step, attributes=attributes))
        history.record(state_of(SPOT, "1", T + step, attributes=attributes))
    await history.flush()
    read = await history.read([PHONE, SPOT], 0, T + 9)
    for entity_id in (PHONE, SPOT):
        assert [row.attributes for row in read[entity_id]] == told
        assert [str(row.attributes) for row in read[entity_id]][3] == "{}"
    latest = (await history.read([PHONE], T + 1.5, T + 1.6))[PHONE]
    assert [row.attributes for row in latest] == [told[1]]
    bare = (await history.read([PHONE], 0, T + 9, has_attributes=False))[PHONE]
    assert {row.attributes for row in bare} == {None}


async def test_a_day_on_the_road_is_a_small_file(
    tmp_path: Path, history: SqliteHistoryStore
) -> None:
    for step in range(5000):
        history.record(state_of(PHONE, "not_home", T + step, attributes=fix(step)))
    await history.flush()
    assert query(tmp_path, "SELECT count(*) FROM place") == 5000
    assert query(tmp_path, "SELECT count(*) FROM body") == 2
    with closing(sqlite3.connect(tmp_path / "history.db")) as database:
        pages, size = (
            database.execute(f"PRAGMA {one}").fetchone()[0] for one in ("page_count", "page_size")
        )
    assert pages * size / 5000 < 100


async def test_places_go_with_their_states(
    tmp_path: Path, history: SqliteHistoryStore, clock: ManualClock
) -> None:
    begins = clock.utc_s()
    for step in range(100):
        history.record(state_of(PHONE, "not_home", begins + step, attributes=fix(step)))
    await let_pass(history, clock, 31)
    await let_pass(history, clock, 31)
    assert query(tmp_path, "SELECT count(*) FROM place") == 1
    rows = (await history.read([PHONE], begins + 62 * DAY, begins + 62 * DAY))[PHONE]
    assert [row.attributes for row in rows] == [fix(99)]
    await history.forget([PHONE])
    assert query(tmp_path, "SELECT count(*) FROM place") == 0


async def test_a_history_from_before_places_were_kept_apart_is_read_on(
    tmp_path: Path, clock: ManualClock
) -> None:
    store = SqliteHistoryStore(tmp_path, clock)
    store.record(state_of(SPOT, "home", T, attributes=fix(1)))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "history.db")) as database, database:
        database.execute("UPDATE entity SET key=?", (PHONE,))
    again = SqliteHistoryStore(tmp_path, clock)
    assert [row.attributes for row in (await again.read([PHONE], 0, T + 1))[PHONE]] == [fix(1)]
    await again.close()


@given(st.dictionaries(st.sampled_from([*PLACE_ATTRIBUTES, "tid"]), VALUES))
def test_nothing_an_entity_says_is_lost_between_text_and_cells(attributes: JsonObject) -> None:
    lasting, cells = split(attributes)
    back = dict(zip(PLACE_ATTRIBUTES, cells, strict=True))
    whole = {**lasting, **{name: cell for name, cell in back.items() if cell is not None}}
    assert {name: repr(value) for name, value in whole.items()} == {
        name: repr(value) for name, value in attributes.items()
    }
