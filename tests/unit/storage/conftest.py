from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded_hub.storage.history_store import SqliteHistoryStore
from tests.fakes.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def history(tmp_path: Path, clock: ManualClock) -> Iterator[SqliteHistoryStore]:
    store = SqliteHistoryStore(tmp_path, clock)
    yield store
    store.close_now()
