"""Where keys are kept, and what happens where they cannot be."""

import asyncio
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from desktop.platform import secrets
from desktop.platform.gateway_secrets import GatewaySecrets
from desktop.platform.secrets import FileStore, KeyringStore, MemoryStore, Secrets, SecretStore
from embedded_hub.errors import ConfigError


class KeyringInMemory(keyring.backend.KeyringBackend):
    """A keyring as a person's session has one."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError(username)
        del self.kept[service, username]


class NoKeyring(KeyringInMemory):
    """What a session without a keyring gives."""

    priority = 0.0

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.NoKeyringError

    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.NoKeyringError


class NeverAnswers:
    """A locked keyring whose question nobody answers."""

    kind: secrets.SecretKind = "keyring"

    def __init__(self) -> None:
        self.is_over = threading.Event()

    def get(self, name: str) -> str | None:
        del name
        self.is_over.wait()
        return None

    def put(self, name: str, secret: str | None) -> None:
        del name, secret
        self.is_over.wait()


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test touches the keyring of whoever runs it."""
    for variable in (secrets.FILE_VARIABLE, secrets.CREDENTIALS_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture(params=["keyring", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SecretStore:
    if request.param == "keyring":
        keyring.set_keyring(KeyringInMemory())
        return KeyringStore()
    return FileStore(tmp_path / "keys.json") if request.param == "file" else MemoryStore()


async def test_secret_comes_back_and_can_be_forgotten(store: SecretStore) -> None:
    kept = Secrets(store)
    assert await kept.get("hub") is None
    await kept.put("hub", "schlüssel")
    assert await kept.get("hub") == "schlüssel"
    await kept.put("hub", None)
    await kept.put("hub", None)
    assert await kept.get("hub") is None
    assert kept.kind == store.kind


async def test_keyring_of_the_session_is_used_where_there_is_one() -> None:
    keyring.set_keyring(KeyringInMemory())
    assert (await secrets.open_secrets()).kind == "keyring"


async def test_without_a_keyring_the_file_a_person_named_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(secrets.FILE_VARIABLE, str(tmp_path / "keys.json"))
    assert (await secrets.open_secrets()).kind == "file"


async def test_without_both_keys_live_in_memory_and_that_is_said() -> None:
    assert (await secrets.open_secrets()).kind == "memory"


async def test_credentials_of_the_service_manager_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await asyncio.to_thread((tmp_path / "hub").write_text, "hw1.a.b\n")
    monkeypatch.setenv(secrets.CREDENTIALS_VARIABLE, str(tmp_path))
    opened = await secrets.open_secrets()
    assert await opened.get("hub") == "hw1.a.b"
    assert await opened.get("other") is None


async def test_keyring_that_fails_is_replaced_by_memory_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kept = Secrets(KeyringStore())
    with caplog.at_level(logging.WARNING):
        await kept.put("hub", "secret")
    assert kept.kind == "memory"
    assert await kept.get("hub") == "secret"
    assert "in memory only" in caplog.text
    assert "secret" not in caplog.text.replace("secrets", "")


async def test_locked_keyring_nobody_unlocks_holds_nothing_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    del caplog
    locked = NeverAnswers()
    kept = Secrets(locked, timeout_s=0.05)
    await kept.put("hub", "secret")
    assert (kept.kind, await kept.get("hub")) == ("memory", "secret")
    locked.is_over.set()


@pytest.mark.skipif(os.name == "nt", reason="file modes are not Windows' way")
def test_file_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    FileStore(file).put("hub", "secret")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        FileStore(file).get("hub")


def test_damaged_file_is_refused_and_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text("{")
    file.chmod(0o600)
    with pytest.raises(ConfigError):
        FileStore(file).put("hub", "secret")
    assert file.read_text() == "{"


async def test_gateway_credentials_are_one_item_each() -> None:
    backend = KeyringInMemory()
    keyring.set_keyring(backend)
    gateways = GatewaySecrets(Secrets(KeyringStore()))
    await gateways.save("g1", {"token": "abc"})
    assert await gateways.load("g1") == {"token": "abc"}
    assert await gateways.load("g2") == {}
    assert list(backend.kept) == [("homewire", "gateway:g1")]
    await gateways.save("g1", {})
    assert backend.kept == {}
