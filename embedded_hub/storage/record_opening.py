"""Opening ``home.db``: as it is, brought up to date, or rebuilt from a backup.

::

    missing, no backup         a new home
    missing, damaged, or       the best good backup, completed with what the damaged file still
    behind a good backup       gives; the damaged file is kept beside it
    damaged, no good backup    StorageError: an empty home would let the next person in own it

The rebuilt file takes the old one's place in one rename, so a crash on the way changes nothing.
"""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from embedded_hub.errors import StorageError
from embedded_hub.storage.backups import Backups
from embedded_hub.storage.database import (
    DATABASE_ERRORS,
    Schema,
    connect,
    find_damage,
    is_damage,
    migrate,
    number,
)
from embedded_hub.storage.notes import RecoveryKind, RecoveryNote
from embedded_hub.storage.record_rebuilding import (
    Damage,
    best_backup,
    companions,
    fresh_file,
    keep_damaged,
    kept_sentence,
    put_in_place,
    rebuild,
    rev_of,
)
from embedded_hub.storage.record_rows import last_rev, read_rows
from embedded_hub.storage.wal_check import has_lost_commits

_LOG = logging.getLogger(__name__)


def open_records(
    path: Path, backups: Backups, schema: Schema, now: float
) -> tuple[sqlite3.Connection, Sequence[RecoveryNote]]:
    """Open the database of records, whatever state its file is in. May block.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: there is neither a good file nor a good backup, or no way to read them.
    """
    try:
        return _open_or_rebuild(path, backups, schema, now)
    except OSError as error:
        raise StorageError(f"{path} cannot be opened: {error}.") from error
    except DATABASE_ERRORS as error:
        raise StorageError(f"{path} cannot be read or written: {error}.") from error


def _open_or_rebuild(
    path: Path, backups: Backups, schema: Schema, now: float
) -> tuple[sqlite3.Connection, Sequence[RecoveryNote]]:
    if not path.exists() and not backups.newest_first():
        _begin(path, schema)
    # Asked and kept first: opening plays the log and clears it.
    is_log_damaged = has_lost_commits(companions(path)["-wal"])
    kept = keep_damaged(path, now) if is_log_damaged else None
    opened = _try_open(path, backups, schema, now)
    if not isinstance(opened, Damage) and _is_behind(opened, path, backups, schema):
        opened.close()
        opened = Damage("it lost changes that its newest backup has")
    if isinstance(opened, Damage):
        note = rebuild(path, opened, backups, schema, now, kept)
        opened = _try_open(path, backups, schema, now)
    elif is_log_damaged:
        note = _changes_lost(path, kept, now)
    else:
        return opened, ()
    if isinstance(opened, Damage):
        raise StorageError(f"{path} was restored and is damaged again: {opened.reason}.")
    _LOG.warning("%s", note.message)
    return opened, (note,)


def _is_behind(database: sqlite3.Connection, path: Path, backups: Backups, schema: Schema) -> bool:
    """Say whether a good backup knows more, as when the log was cut short or taken away."""
    rev = last_rev(database)
    if all(rev_of(backup) <= rev for backup in backups.newest_first()):
        return False
    good = best_backup(path, backups, schema)
    return good is not None and good.rev > rev


def _changes_lost(path: Path, kept: Path | None, now: float) -> RecoveryNote:
    return RecoveryNote(
        kind=RecoveryKind.CHANGES_LOST,
        message=f"The log of {path.name} was damaged; changes made last are missing."
        + kept_sentence(kept),
        happened_at=now,
        kept_file=None if kept is None else str(kept),
    )


def _begin(path: Path, schema: Schema) -> None:
    fresh = fresh_file(path)
    with closing(connect(fresh)) as database:
        migrate(database, schema)
    put_in_place(fresh, path)


def _try_open(
    path: Path, backups: Backups, schema: Schema, now: float
) -> sqlite3.Connection | Damage:
    if not path.exists():
        return Damage("it is missing")
    if path.stat().st_size == 0:
        return Damage("it is empty")
    database: sqlite3.Connection | None = None
    try:
        database = connect(path, synchronous=schema.synchronous)
        reason = find_damage(database, schema, path)
        if reason is None:
            _bring_up_to_date(database, path, backups, schema, now)
            reason = read_rows(database)[1]
        if reason is None:
            opened, database = database, None
            return opened
    except DATABASE_ERRORS as error:
        if not is_damage(error):
            raise
        reason = str(error)
    finally:
        if database is not None:
            database.close()
    return Damage(reason)


def _bring_up_to_date(
    database: sqlite3.Connection, path: Path, backups: Backups, schema: Schema, now: float
) -> None:
    """Migrate with a backup before. A step that fails is a bug, not damage of the file."""
    if number(database, "user_version") == schema.version:
        return
    backups.take(database, now)
    try:
        migrate(database, schema)
    except DATABASE_ERRORS as error:
        raise StorageError(
            f"{path} could not be brought to format {schema.version}: {error}."
        ) from error
    _LOG.info("Brought %s to format %d", path, schema.version)
