"""Opening ``history.db``, or setting it aside and beginning a new one.

A past is worth less than a hub that starts.
"""

import logging
import sqlite3
from pathlib import Path

from embedded_hub.errors import StorageError
from embedded_hub.storage.database import DATABASE_ERRORS, connect, find_damage, is_damage, migrate
from embedded_hub.storage.history_schema import HISTORY_SCHEMA
from embedded_hub.storage.notes import RecoveryKind, RecoveryNote
from embedded_hub.storage.private_files import damaged_name

_LOG = logging.getLogger(__name__)
_CHECKED_BYTES = 64 * 2**20
"""A larger file is not read through at every start; its damage shows when a page is used."""


def open_history(path: Path, now: float) -> tuple[sqlite3.Connection, RecoveryNote | None]:
    """Open the history, or set it aside and begin a new one. May block.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: the folder cannot be written.
    """
    try:
        opened = _try_open(path)
        if isinstance(opened, sqlite3.Connection):
            return opened, None
        note = set_aside(path, opened, now)
        reopened = _try_open(path)
    except (OSError, *DATABASE_ERRORS) as error:
        raise StorageError(f"{path} cannot be opened: {error}.") from error
    if isinstance(reopened, str):
        raise StorageError(f"{path} is new and cannot be used: {reopened}.")
    return reopened, note


def set_aside(path: Path, reason: str, now: float) -> RecoveryNote:
    """Rename the damaged file and what belongs to it; nobody may have it open.

    Raises:
        OSError: it cannot be renamed.
    """
    kept = damaged_name(path, now)
    path.rename(kept)
    for suffix in ("-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.rename(kept.with_name(kept.name + suffix))
    note = RecoveryNote(
        kind=RecoveryKind.HISTORY_RESTARTED,
        message=f"{path.name} was damaged ({reason}); a new history was begun. The damaged file"
        f" is kept as {kept.name}.",
        happened_at=now,
        kept_file=str(kept),
    )
    _LOG.warning("%s", note.message)
    return note


def _try_open(path: Path) -> sqlite3.Connection | str:
    is_new = not path.exists() or path.stat().st_size == 0
    database: sqlite3.Connection | None = None
    try:
        database = connect(path, synchronous=HISTORY_SCHEMA.synchronous)
        is_checked = path.stat().st_size <= _CHECKED_BYTES
        reason = (
            None
            if is_new
            else find_damage(database, HISTORY_SCHEMA, path, is_read_through=is_checked)
        )
        if reason is None:
            migrate(database, HISTORY_SCHEMA)
            opened, database = database, None
            return opened
    except DATABASE_ERRORS as error:
        if not is_damage(error):
            raise
        reason = str(error)
    finally:
        if database is not None:
            database.close()
    return reason
