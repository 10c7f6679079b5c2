"""Files with wrong bytes: the right data, a backup, or a clear refusal, and never more rights.

The home under attack had a guest whose token was revoked; whatever happens to its file, the guest
stays out as long as one good backup is there.
"""

import random
import shutil
from pathlib import Path

import pytest

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.ports import Record
from embedded_hub.errors import ConfigError
from embedded_hub.model.ids import EntityId
from embedded_hub.storage.history_store import SqliteHistoryStore
from embedded_hub.storage.record_store import SqliteRecordStore
from tests.fakes.states import state_of

ROUNDS = 60
LAMP = EntityId("light.lamp")

Records = dict[tuple[str, str], bytes | None]


def token(name: str, body: bytes | None) -> Record:
    return Record(kind="token", id=name, body=body)


def as_mapping(store: SqliteRecordStore) -> Records:
    return {(record.kind, record.id): record.body for record in store.load()}


@pytest.fixture
async def home(tmp_path: Path) -> tuple[Path, Records, Records]:
    """Files of a killed hub, with what they hold and what their newest backup holds."""
    live = tmp_path / "live"
    live.mkdir()
    store = SqliteRecordStore(live, SystemClock())
    await store.save([token("owner", b'{"role":"owner"}'), token("guest", b'{"role":"guest"}')])
    for number in range(40):
        await store.save([Record(kind="entity", id=f"light.{number}", body=b"{}" * 100)])
    backed_up = as_mapping(store)
    await store.backup_now()
    await store.save([token("guest", None)])
    for number in range(40, 80):
        await store.save([Record(kind="entity", id=f"light.{number}", body=b"{}" * 100)])
    current = as_mapping(store)
    folder = tmp_path / "killed"
    shutil.copytree(live, folder)
    await store.close()
    return folder, current, backed_up


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 3, 10, 100])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def truncate(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def open_and_read(folder: Path) -> tuple[Records, bool] | None:
    """Return the records and whether a person is told; ``None`` where it is refused clearly."""
    try:
        store = SqliteRecordStore(folder, SystemClock())
    except ConfigError:
        return None
    try:
        return as_mapping(store), bool(store.notes)
    finally:
        store.close_now()


@pytest.mark.parametrize("is_checkpointed", [True, False])
def test_wrong_bytes_never_pass_in_silence(
    tmp_path: Path, home: tuple[Path, Records, Records], is_checkpointed: bool
) -> None:
    source, current, backed_up = home
    if is_checkpointed:
        SqliteRecordStore(source, SystemClock()).close_now()
    chance = random.Random(2026)  # noqa: S311 - the same attack each time
    told = 0
    for round_ in range(ROUNDS):
        folder = tmp_path / str(round_)
        shutil.copytree(source, folder)
        victim = folder / (
            "home.db" if is_checkpointed else chance.choice(["home.db", "home.db-wal"])
        )
        attack = truncate if chance.random() < 0.15 else flip
        attack(victim, chance)
        result = open_and_read(folder)
        assert result is not None, "there was a good backup"
        found, is_told = result
        told += is_told
        assert ("token", "guest") not in found
        # Nothing is ever made up, and nothing older than the backup comes back.
        assert all(body in (current.get(key), backed_up.get(key)) for key, body in found.items())
        assert backed_up.keys() - {("token", "guest")} <= found.keys()
        if not is_told and victim.name == "home.db":
            assert found == current
        if not is_told and attack is flip:
            # At most the one transaction that a power cut might have torn.
            assert len(current.keys() - found.keys()) <= 1
        shutil.rmtree(folder)
    assert told > ROUNDS // 5


async def test_log_taken_away_is_noticed_where_a_backup_knows_more(
    home: tuple[Path, Records, Records],
) -> None:
    folder, _, backed_up = home
    (folder / "home.db-wal").unlink()
    store = SqliteRecordStore(folder, SystemClock())
    assert as_mapping(store).keys() == backed_up.keys() - {("token", "guest")}
    (note,) = store.notes
    assert "lost changes" in note.message
    await store.close()


def test_wrong_bytes_without_a_backup_are_refused_or_harmless(
    tmp_path: Path, home: tuple[Path, Records, Records]
) -> None:
    source, current, _ = home
    shutil.rmtree(source / "backups")
    SqliteRecordStore(source, SystemClock()).close_now()
    chance = random.Random(7)  # noqa: S311 - the same attack each time
    refused = 0
    for round_ in range(ROUNDS):
        folder = tmp_path / str(round_)
        shutil.copytree(source, folder)
        flip(folder / "home.db", chance)
        result = open_and_read(folder)
        refused += result is None
        # Whole or not at all: a home with holes might have lost a restriction.
        assert result is None or result[0] == current
        shutil.rmtree(folder)
    assert refused > ROUNDS // 4


async def test_history_with_wrong_bytes_still_opens_and_records(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    history = SqliteHistoryStore(source, SystemClock())
    for number in range(2000):
        history.record(state_of(LAMP, str(number), 1000.0 + number, attributes={"n": number}))
    await history.close()
    chance = random.Random(11)  # noqa: S311 - the same attack each time
    restarted = 0
    for round_ in range(ROUNDS):
        folder = tmp_path / str(round_)
        shutil.copytree(source, folder)
        (truncate if round_ % 6 == 0 else flip)(folder / "history.db", chance)
        history = SqliteHistoryStore(folder, SystemClock())
        history.record(state_of(LAMP, "after", 9000.0))
        await history.flush()
        rows = (await history.read([LAMP], 8999.0, 9001.0))[LAMP]
        assert rows[-1].value == "after"
        await history.statistics([LAMP], 0.0, 10_000.0, 300.0)
        restarted += bool(history.notes)
        await history.close()
        shutil.rmtree(folder)
    assert restarted > ROUNDS // 4
