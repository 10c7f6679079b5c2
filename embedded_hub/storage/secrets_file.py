"""Gateway credentials of a hub without a keyring: one JSON file only its owner can read.

A second copy lies with the home's backups: a password lost is a walk to the device, and a push
key lost is every phone subscribing anew.
"""

import asyncio
import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.storage.notes import RecoveryKind, RecoveryNote
from embedded_hub.storage.private_files import (
    copy_private,
    damaged_name,
    is_readable_by_others,
    make_private_folder,
    write_whole,
)

_LOG = logging.getLogger(__name__)
_Content = dict[str, dict[str, str]]


class SecretsFile:
    """Keeps secrets in ``secrets.json`` of the folder; read anew each time, never cached.

    Raises:
        ConfigError: others can read the file.
        StorageError: it cannot be read at all.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / "secrets.json"
        self._spare = folder / "backups" / "secrets.json"
        self._lock = threading.Lock()
        self.notes: Sequence[RecoveryNote] = self._set_damaged_aside(clock.utc_s())

    async def load(self, name: str) -> Mapping[str, str]:
        """Return what was saved under the name; empty when nothing was.

        Raises:
            ConfigError: others can read the file.
            StorageError: it cannot be read.
        """
        return await asyncio.to_thread(self._load, name)

    async def save(self, name: str, secrets: Mapping[str, str]) -> None:
        """Keep the values under the name; an empty mapping forgets it.

        Raises:
            ConfigError: others can read the file.
            StorageError: they could not be kept.
        """
        await asyncio.to_thread(self._save, name, dict(secrets))

    def _load(self, name: str) -> Mapping[str, str]:
        with self._lock:
            return self._read().get(name, {})

    def _save(self, name: str, secrets: dict[str, str]) -> None:
        with self._lock:
            content = self._read()
            content.pop(name, None)
            if secrets:
                content[name] = secrets
            try:
                write_whole(self._path, msgspec.json.encode(content))
            except (OSError, ValueError) as error:
                raise StorageError(f"{self._path} could not be written: {error}.") from error
            try:
                make_private_folder(self._spare.parent)
                write_whole(self._spare, msgspec.json.encode(content))
            except (OSError, StorageError) as error:
                _LOG.warning("The copy %s could not be written: %s", self._spare, error)

    def _read(self) -> _Content:
        try:
            return _decode(self._path)
        except ValueError as error:
            raise StorageError(f"{self._path} is damaged; restart the hub.") from error

    def _set_damaged_aside(self, now: float) -> Sequence[RecoveryNote]:
        try:
            _decode(self._path)
        except ValueError:
            kept = damaged_name(self._path, now)
            copy_private(self._path, kept)
            self._path.unlink()
            said = f"{self._path.name} was damaged and is kept as {kept.name}."
            if self._bring_back():
                kind = RecoveryKind.SECRETS_RESTORED
                message = f"{said} A copy of it took its place."
            else:
                kind = RecoveryKind.SECRETS_LOST
                message = f"{said} Gateways that need a password or token ask for it again."
            note = RecoveryNote(kind=kind, message=message, happened_at=now, kept_file=str(kept))
            return (note,)
        return ()

    def _bring_back(self) -> bool:
        try:
            content = _decode(self._spare)
            if content:
                write_whole(self._path, msgspec.json.encode(content))
        except (ValueError, OSError, ConfigError, StorageError) as error:
            _LOG.warning("The copy %s cannot be used: %s", self._spare, error)
            return False
        return bool(content)


def _decode(path: Path) -> _Content:
    """Read a file of secrets; raises ``ValueError`` where it is damaged."""
    try:
        if is_readable_by_others(path):
            raise ConfigError(
                f"{path} holds credentials and others can read it. Run: chmod 600 {path}"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error}.") from error
    return msgspec.json.decode(content, type=_Content)
