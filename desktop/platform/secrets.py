"""Where keys are kept: the system's keyring, else a file the person chose, else only in memory.

A keyring may block until somebody unlocks it, so it is asked in a thread and not for ever. What
could not be kept is said, never hidden: :attr:`Secrets.kind` is shown in Settings.
"""

import asyncio
import contextlib
import logging
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from embedded_hub.errors import ConfigError

logger = logging.getLogger(__name__)

SERVICE = "homewire"
KEYRING_TIMEOUT_S = 60.0
"""A person may have to type a password first."""
CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"
"""Set by systemd for ``LoadCredential=``; holds one file per credential."""
FILE_VARIABLE = "HOMEWIRE_SECRETS_FILE"
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO

SecretKind = Literal["keyring", "file", "memory"]


class SecretStore(Protocol):
    """Keeps short texts by name. Both calls may block."""

    kind: SecretKind

    def get(self, name: str) -> str | None:
        """Return a secret, ``None`` when there is none of that name."""

    def put(self, name: str, secret: str | None) -> None:
        """Keep a secret; ``None`` forgets it."""


class KeyringStore:
    """The keyring of the person's session."""

    kind: SecretKind = "keyring"

    def get(self, name: str) -> str | None:
        """Return a secret."""
        import keyring

        return keyring.get_password(SERVICE, name)

    def put(self, name: str, secret: str | None) -> None:
        """Keep or forget a secret."""
        import keyring
        import keyring.errors

        if secret is not None:
            keyring.set_password(SERVICE, name, secret)
            return
        try:
            keyring.delete_password(SERVICE, name)
        except keyring.errors.PasswordDeleteError:
            return  # it was not there: forgotten is what was asked


class FileStore:
    """One JSON object in a file only its owner may read.

    Raises:
        ConfigError: on use, when others may read the file or it is not ours.
    """

    kind: SecretKind = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str | None:
        """Return a secret."""
        return self._read().get(name)

    def put(self, name: str, secret: str | None) -> None:
        """Keep or forget a secret."""
        secrets = self._read()
        secrets.pop(name, None)
        if secret is not None:
            secrets[name] = secret
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(secrets))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)

    def _read(self) -> dict[str, str]:
        try:
            check_private(self._path)
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.MsgspecError) as error:
            raise ConfigError(f"{self._path} cannot be read: {error}.") from error


class MemoryStore:
    """Keeps secrets until the program ends.

    Args:
        credentials: Folder of read-only secrets given from outside, one file per name.
    """

    kind: SecretKind = "memory"

    def __init__(self, credentials: Path | None = None) -> None:
        self._secrets: dict[str, str | None] = {}
        self._credentials = credentials

    def get(self, name: str) -> str | None:
        """Return a secret."""
        if name not in self._secrets and self._credentials is not None:
            path = self._credentials / name
            if path.is_file():
                return path.read_text(encoding="utf-8").strip()
        return self._secrets.get(name)

    def put(self, name: str, secret: str | None) -> None:
        """Keep or forget a secret."""
        self._secrets[name] = secret


class Secrets:
    """Keeps secrets without ever holding up the window.

    Args:
        store: Where they are kept.
        timeout_s: How long it may take, a person's typing included.
    """

    def __init__(self, store: SecretStore, timeout_s: float = KEYRING_TIMEOUT_S) -> None:
        self._store = store
        self._timeout_s = timeout_s

    @property
    def kind(self) -> SecretKind:
        """Where secrets are kept now."""
        return self._store.kind

    async def get(self, name: str) -> str | None:
        """Return a secret; ``None`` when there is none or it could not be read."""
        found: list[str | None] = []
        await self._in_thread(lambda store: found.append(store.get(name)))
        return found[-1] if found else None

    async def put(self, name: str, secret: str | None) -> None:
        """Keep a secret for the next start, else at least until this one ends."""
        await self._in_thread(lambda store: store.put(name, secret))

    async def _in_thread(self, use: Callable[[SecretStore], None]) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                await _in_daemon_thread(lambda: use(self._store))
        except Exception as error:  # noqa: BLE001 - keyring backends raise whatever their D-Bus does
            logger.warning("Keys are kept in memory only: %s", type(error).__name__)
            self._store = MemoryStore()
            use(self._store)


async def _in_daemon_thread(work: Callable[[], None]) -> None:
    """Run blocking work in a thread that does not keep the program from ending.

    A keyring nobody unlocks blocks for ever, and a pool's threads are joined at exit.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish(error: BaseException | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        failure: BaseException | None = None
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - carried over to the one who waits
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(finish, failure)

    threading.Thread(target=run, name="homewire-keyring", daemon=True).start()
    await done


async def open_secrets() -> Secrets:
    """Choose the best place this machine has."""
    return Secrets(await asyncio.to_thread(_choose))


def _choose() -> SecretStore:
    if has_keyring():
        return KeyringStore()
    if chosen := os.environ.get(FILE_VARIABLE):
        return FileStore(Path(chosen))
    folder = os.environ.get(CREDENTIALS_VARIABLE)
    return MemoryStore(Path(folder) if folder else None)


def has_keyring() -> bool:
    """Say whether this session has a keyring; finding out may take 0.2 s."""
    try:
        import keyring
    except ImportError:
        return False
    priority: object = keyring.get_keyring().priority
    return isinstance(priority, int | float) and priority >= 1


def check_private(path: Path) -> None:
    """Pass for a file nobody else may read.

    Raises:
        ConfigError: others may, or it belongs to somebody else.
    """
    if sys.platform == "win32":
        return  # its access lists follow the folder, which is the person's own
    status = path.stat()
    if status.st_uid != os.getuid() or status.st_mode & OTHERS_MAY:
        raise ConfigError(f"{path} must belong to you alone (chmod 600).")
