import asyncio
import json
import os
from pathlib import Path

import pytest

from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.storage.notes import RecoveryKind
from embedded_hub.storage.private_files import is_readable_by_others
from embedded_hub.storage.secrets_file import SecretsFile
from tests.fakes.clock import ManualClock


async def test_secrets_are_there_after_reopening(tmp_path: Path, clock: ManualClock) -> None:
    await SecretsFile(tmp_path, clock).save("gateway.ha", {"token": "säcret"})
    secrets = SecretsFile(tmp_path, clock)
    assert await secrets.load("gateway.ha") == {"token": "säcret"}
    assert await secrets.load("gateway.other") == {}
    assert secrets.notes == ()


async def test_empty_mapping_forgets_the_name_alone(tmp_path: Path, clock: ManualClock) -> None:
    secrets = SecretsFile(tmp_path, clock)
    await secrets.save("one", {"a": "1"})
    await secrets.save("two", {"b": "2"})
    await secrets.save("one", {})
    assert json.loads((tmp_path / "secrets.json").read_text()) == {"two": {"b": "2"}}


async def test_file_is_private_whatever_the_umask(tmp_path: Path, clock: ManualClock) -> None:
    before = os.umask(0)
    try:
        await SecretsFile(tmp_path, clock).save("one", {"a": "1"})
    finally:
        os.umask(before)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
async def test_file_others_can_read_is_refused_with_the_remedy(
    tmp_path: Path, clock: ManualClock, mode: int
) -> None:
    secrets = SecretsFile(tmp_path, clock)
    await secrets.save("one", {"a": "1"})
    (tmp_path / "secrets.json").chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        await secrets.load("one")
    with pytest.raises(ConfigError, match="chmod 600"):
        SecretsFile(tmp_path, clock)


@pytest.mark.parametrize("content", ["", "{", '{"one": {"a": 1}}', "[]", '"\\ud800'])
async def test_damaged_file_is_kept_and_told(
    tmp_path: Path, clock: ManualClock, content: str
) -> None:
    path = tmp_path / "secrets.json"
    path.touch(mode=0o600)
    path.write_text(content)
    secrets = SecretsFile(tmp_path, clock)
    (note,) = secrets.notes
    assert note.kind is RecoveryKind.SECRETS_LOST
    assert note.kept_file is not None
    assert Path(note.kept_file).read_text() == content
    assert await secrets.load("one") == {}


async def test_damaged_file_comes_back_from_its_copy(tmp_path: Path, clock: ManualClock) -> None:
    await SecretsFile(tmp_path, clock).save("$push", {"private_key": "k"})
    path = tmp_path / "secrets.json"
    await asyncio.to_thread(path.write_bytes, b"\0" * 40)
    secrets = SecretsFile(tmp_path, clock)
    assert [note.kind for note in secrets.notes] == [RecoveryKind.SECRETS_RESTORED]
    assert await secrets.load("$push") == {"private_key": "k"}
    assert not is_readable_by_others(path)
    assert not is_readable_by_others(tmp_path / "backups" / "secrets.json")


async def test_file_damaged_while_running_is_not_written_over(
    tmp_path: Path, clock: ManualClock
) -> None:
    secrets = SecretsFile(tmp_path, clock)
    await secrets.save("one", {"a": "1"})
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(StorageError, match="damaged"):
        await secrets.save("two", {"b": "2"})
    assert (tmp_path / "secrets.json").read_text() == "{"


async def test_message_never_holds_a_secret(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "secrets.json"
    path.touch(mode=0o600)
    path.write_text('{"one": {"a": "hush", "b": 5}}')
    (note,) = SecretsFile(tmp_path, clock).notes
    assert "hush" not in note.message


async def test_text_that_cannot_be_written_is_an_error_and_nothing_else(
    tmp_path: Path, clock: ManualClock
) -> None:
    secrets = SecretsFile(tmp_path, clock)
    await secrets.save("one", {"a": "1"})
    with pytest.raises(StorageError):
        await secrets.save("two", {"b": "\ud800"})
    assert await secrets.load("one") == {"a": "1"}
