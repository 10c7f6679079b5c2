"""What a past state costs on the disk, counted in bytes."""

from pathlib import Path

from embedded_hub.core.clock import SystemClock
from embedded_hub.storage.history_store import SqliteHistoryStore
from tests.fakes.states import state_of

ENTITIES = 100
ROWS = 100_000
MAX_BYTES_PER_ROW = 40


async def test_hundred_thousand_states_take_forty_bytes_each_at_most(tmp_path: Path) -> None:
    history = SqliteHistoryStore(tmp_path, SystemClock())
    for step in range(ROWS // ENTITIES):
        for entity in range(ENTITIES):
            history.record(
                state_of(
                    f"sensor.room_{entity}_temperature",
                    f"{20 + (step * 7 + entity) % 50 / 10:.1f}",
                    1_795_399_200.0 + step * 43.2 + entity / 1000,
                    attributes={
                        "device_class": "temperature",
                        "unit_of_measurement": "°C",
                        "friendly_name": f"Room {entity} temperature",
                    },
                )
            )
        if step % 50 == 0:
            await history.flush()
    await history.close()
    assert history.lost_count == 0
    size = (tmp_path / "history.db").stat().st_size
    assert size / ROWS <= MAX_BYTES_PER_ROW
