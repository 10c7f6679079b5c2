"""Opening ``home.db``: as it is, brought up to date, or rebuilt from a backup.

::

    missing, no backup         a new home
    missing or damaged         the best good backup, completed with what the damaged file still
                               gives; the damaged file is kept beside it
    damaged, no good backup    StorageError: an empty home would let the next person in own it

The rebuilt file takes the old one's place in one rename, so a crash on the way changes nothing.
"""

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.storage.backups import Backups
from embedded_hub.storage.database import (
    Schema,
    connect,
    find_damage,
    is_damage,
    mark,
    migrate,
    number,
    set_mark,
    transaction,
)
from embedded_hub.storage.notes import RecoveryKind, RecoveryNote
from embedded_hub.storage.private_files import copy_private, damaged_name, sync_file, sync_folder
from embedded_hub.storage.record_rows import (
    StoredRecord,
    last_rev,
    read_rows,
    salvage_rows,
    write_rows,
)

_LOG = logging.getLogger(__name__)


class _Damage(msgspec.Struct, frozen=True):
    reason: str


class _Good(msgspec.Struct, frozen=True):
    """A backup that can be trusted."""

    path: Path
    rev: int


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
    except sqlite3.Error as error:
        raise StorageError(f"{path} cannot be read or written: {error}.") from error


def _open_or_rebuild(
    path: Path, backups: Backups, schema: Schema, now: float
) -> tuple[sqlite3.Connection, Sequence[RecoveryNote]]:
    if not path.exists() and not backups.newest_first():
        _begin(path, schema)
    opened = _try_open(path, backups, schema, now)
    if isinstance(opened, sqlite3.Connection):
        return opened, ()
    note = _rebuild(path, opened, backups, schema, now)
    _LOG.warning("%s", note.message)
    reopened = _try_open(path, backups, schema, now)
    if isinstance(reopened, _Damage):
        raise StorageError(f"{path} was restored and is damaged again: {reopened.reason}.")
    return reopened, (note,)


def _begin(path: Path, schema: Schema) -> None:
    fresh = _fresh_file(path)
    with closing(connect(fresh)) as database:
        migrate(database, schema)
    _put_in_place(fresh, path)


def _try_open(
    path: Path, backups: Backups, schema: Schema, now: float
) -> sqlite3.Connection | _Damage:
    if not path.exists():
        return _Damage("it is missing")
    if path.stat().st_size == 0:
        return _Damage("it is empty")
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
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        reason = str(error)
    finally:
        if database is not None:
            database.close()
    return _Damage(reason)


def _bring_up_to_date(
    database: sqlite3.Connection, path: Path, backups: Backups, schema: Schema, now: float
) -> None:
    """Migrate with a backup before. A step that fails is a bug, not damage of the file."""
    if number(database, "user_version") == schema.version:
        return
    backups.take(database, now)
    try:
        migrate(database, schema)
    except sqlite3.Error as error:
        raise StorageError(
            f"{path} could not be brought to format {schema.version}: {error}."
        ) from error
    _LOG.info("Brought %s to format %d", path, schema.version)


def _rebuild(
    path: Path, damage: _Damage, backups: Backups, schema: Schema, now: float
) -> RecoveryNote:
    good = _best_backup(path, backups, schema)
    salvaged, is_whole = _salvage(path)
    if good is None and not is_whole:
        raise StorageError(
            f"{path} is damaged ({damage.reason}) and there is no good backup in"
            f" {path.parent / 'backups'}. Put a backup there, or move the file away to begin a"
            " new home."
        )
    kept = _keep(path, now)
    added = _build(path, good, salvaged, schema)
    data_at = None if good is None else good.path.stat().st_mtime
    return RecoveryNote(
        kind=RecoveryKind.RESTORED,
        message=_sentence(path, damage, good, kept, added),
        happened_at=now,
        kept_file=None if kept is None else str(kept),
        data_at=data_at,
        salvaged_count=added,
    )


def _sentence(
    path: Path, damage: _Damage, good: _Good | None, kept: Path | None, added: int
) -> str:
    source = "its own readable records" if good is None else f"the backup {good.path.name}"
    newer = f", with {added} newer records the damaged file still gave" if good and added else ""
    beside = "" if kept is None else f" The damaged file is kept as {kept.name}."
    return (
        f"{path.name} could not be used ({damage.reason}) and was rebuilt from {source}{newer}."
        f" Changes made last may be missing.{beside}"
    )


def _best_backup(path: Path, backups: Backups, schema: Schema) -> _Good | None:
    """Find the good backup with the highest revision: file times follow a clock that may jump."""
    good = [
        _Good(backup, rev)
        for backup in backups.newest_first()
        if (rev := _trusted_rev(path, backup, schema)) is not None
    ]
    return max(good, key=lambda one: one.rev, default=None)


def _trusted_rev(path: Path, backup: Path, schema: Schema) -> int | None:
    """Return a backup's revision, or ``None`` where it cannot be used. Works on a copy."""
    trial = _fresh_file(path)
    copy_private(backup, trial)
    try:
        with closing(connect(trial)) as database:
            if find_damage(database, schema, backup) is not None:
                return None
            migrate(database, schema)
            return None if read_rows(database)[1] else last_rev(database)
    except ConfigError:
        return None
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return None
    finally:
        _drop(trial)


def _salvage(path: Path) -> tuple[Sequence[StoredRecord], bool]:
    """Return what a damaged file still gives, and whether that is all it ever had."""
    if not path.exists() or path.stat().st_size == 0:
        return (), False
    try:
        with closing(connect(path)) as database:
            rows = salvage_rows(database)
            return rows, bool(rows) and len(rows) == mark(database, "rows")
    except sqlite3.Error:
        return (), False


def _build(path: Path, good: _Good | None, salvaged: Sequence[StoredRecord], schema: Schema) -> int:
    """Make the new file and put it in place; return how many salvaged rows it took."""
    fresh = _fresh_file(path)
    if good is not None:
        copy_private(good.path, fresh)
    base_rev = 0 if good is None else good.rev
    newer = [row for row in salvaged if row.rev > base_rev]
    with closing(connect(fresh)) as database:
        migrate(database, schema)
        with transaction(database):
            write_rows(database, newer)
            # Beyond every revision that may have been lost, so that none is given out twice.
            set_mark(database, "rev", max([base_rev, *(row.rev for row in newer)]) + 1)
    _put_in_place(fresh, path)
    return len(newer)


def _keep(path: Path, now: float) -> Path | None:
    """Copy the damaged file and its log aside; copied, because the name must never be missing."""
    if not path.exists():
        return None
    kept = damaged_name(path, now)
    copy_private(path, kept)
    log = _companions(path)["-wal"]
    if log.exists():
        copy_private(log, _companions(kept)["-wal"])
    return kept


def _fresh_file(path: Path) -> Path:
    fresh = path.with_name(path.name + ".new")
    _drop(fresh)
    return fresh


def _put_in_place(fresh: Path, path: Path) -> None:
    sync_file(fresh)
    # A log left over would be played onto the new file.
    for companion in _companions(path).values():
        companion.unlink(missing_ok=True)
    fresh.replace(path)
    sync_folder(path.parent)


def _drop(path: Path) -> None:
    for file in (path, *_companions(path).values()):
        file.unlink(missing_ok=True)


def _companions(path: Path) -> Mapping[str, Path]:
    return {suffix: path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")}
