import os
from pathlib import Path

import pytest

from embedded_hub.core.ports import Record
from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.storage.home_storage import open_home_storage
from embedded_hub.storage.notes import RecoveryKind
from tests.fakes.states import state_of

LAMP = EntityId("light.lamp")


async def test_home_is_kept_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "homes" / "home"
    before = os.umask(0)
    try:
        storage = open_home_storage(folder)
        await storage.records.save([Record(kind="area", id="kitchen", body=b"{}")])
        storage.history.record(state_of(LAMP, "on", 1000.0))
        await storage.history.flush()
        await storage.secrets.save("one", {"a": "1"})
        modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
        assert modes == {0o600}
        assert {folder.stat().st_mode & 0o777, (folder / "backups").stat().st_mode & 0o777} == {
            0o700
        }
        await storage.close()
    finally:
        os.umask(before)
    reopened = open_home_storage(folder)
    assert [record.id for record in reopened.records.load()] == ["kitchen"]
    assert (await reopened.history.read([LAMP], 0, 2000))[LAMP][0].value == "on"
    assert await reopened.secrets.load("one") == {"a": "1"}
    assert reopened.notes == ()
    await reopened.close()


async def test_folder_in_use_is_refused(tmp_path: Path) -> None:
    storage = open_home_storage(tmp_path)
    with pytest.raises(ConfigError, match="Another hub"):
        open_home_storage(tmp_path)
    await storage.close()


async def test_every_recovery_is_told(tmp_path: Path) -> None:
    storage = open_home_storage(tmp_path)
    await storage.records.save([Record(kind="area", id="kitchen", body=b"{}")])
    await storage.secrets.save("one", {"a": "1"})
    await storage.close()
    for name in ("home.db", "history.db", "secrets.json"):
        (tmp_path / name).write_bytes(b"x" * 9000)
    storage = open_home_storage(tmp_path)
    assert [note.kind for note in storage.notes] == [
        RecoveryKind.RESTORED,
        RecoveryKind.SECRETS_RESTORED,
        RecoveryKind.HISTORY_RESTARTED,
    ]
    await storage.close()


async def test_folder_is_free_again_after_a_failed_opening(tmp_path: Path) -> None:
    (tmp_path / "home.db").write_bytes(b"x" * 9000)
    with pytest.raises(StorageError):
        open_home_storage(tmp_path)
    (tmp_path / "home.db").unlink()
    await open_home_storage(tmp_path).close()


def test_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be used"):
        open_home_storage(tmp_path / "file" / "home")
