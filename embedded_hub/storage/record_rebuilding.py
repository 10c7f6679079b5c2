"""Building a new ``home.db`` from the best backup and what a damaged file still gives."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.storage.backups import Backups
from embedded_hub.storage.database import (
    DATABASE_ERRORS,
    Schema,
    connect,
    find_damage,
    is_damage,
    mark,
    migrate,
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


class Damage(msgspec.Struct, frozen=True):
    """Why a file cannot be used."""

    reason: str


class GoodBackup(msgspec.Struct, frozen=True):
    """A backup that can be trusted."""

    path: Path
    rev: int


def rebuild(
    path: Path,
    damage: Damage,
    backups: Backups,
    schema: Schema,
    now: float,
    kept: Path | None = None,
) -> RecoveryNote:
    """Put a good file in the damaged one's place and say what was done.

    Args:
        path: The damaged file.
        damage: What is wrong with it.
        backups: What to build from.
        schema: What to bring it to.
        now: For the name it is kept under.
        kept: Where it is kept already.

    Raises:
        StorageError: there is nothing good to build it from.
    """
    good = best_backup(path, backups, schema)
    salvaged, is_whole = _salvage(path)
    if good is None and not is_whole:
        raise StorageError(
            f"{path} is damaged ({damage.reason}) and there is no good backup in"
            f" {path.parent / 'backups'}. Put a backup there, or move the file away to begin a"
            " new home."
        )
    kept = kept or keep_damaged(path, now)
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
    path: Path, damage: Damage, good: GoodBackup | None, kept: Path | None, added: int
) -> str:
    source = "its own readable records" if good is None else f"the backup {good.path.name}"
    newer = f", with {added} newer records the damaged file still gave" if good and added else ""
    return (
        f"{path.name} could not be used ({damage.reason}) and was rebuilt from {source}{newer}."
        f" Changes made last may be missing.{kept_sentence(kept)}"
    )


def kept_sentence(kept: Path | None) -> str:
    """Say where the damaged file is."""
    return "" if kept is None else f" The damaged file is kept as {kept.name}."


def best_backup(path: Path, backups: Backups, schema: Schema) -> GoodBackup | None:
    """Find the good backup with the highest revision: file times follow a clock that may jump."""
    good = [
        GoodBackup(backup, rev)
        for backup in backups.newest_first()
        if (rev := _trusted_rev(path, backup, schema)) is not None
    ]
    return max(good, key=lambda one: one.rev, default=None)


def rev_of(backup: Path) -> int:
    """Return a backup's revision unchecked; 0 where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{backup.as_uri()}?immutable=1", uri=True)) as database:
            return mark(database, "rev") or 0
    except DATABASE_ERRORS:
        return 0


def _trusted_rev(path: Path, backup: Path, schema: Schema) -> int | None:
    """Return a backup's revision, or ``None`` where it cannot be used. Works on a copy."""
    trial = fresh_file(path)
    copy_private(backup, trial)
    try:
        with closing(connect(trial)) as database:
            if find_damage(database, schema, backup) is not None:
                return None
            migrate(database, schema)
            return None if read_rows(database)[1] else last_rev(database)
    except ConfigError:
        return None
    except DATABASE_ERRORS as error:
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
    except DATABASE_ERRORS:
        return (), False


def _build(
    path: Path, good: GoodBackup | None, salvaged: Sequence[StoredRecord], schema: Schema
) -> int:
    """Make the new file and put it in place; return how many salvaged rows it took."""
    fresh = fresh_file(path)
    if good is not None:
        copy_private(good.path, fresh)
    base_rev = 0 if good is None else good.rev
    newer = [row for row in salvaged if row.rev > base_rev]
    with closing(connect(fresh)) as database:
        migrate(database, schema)
        with transaction(database):
            write_rows(database, newer)
            # Later than the backup, so that the next backup is told from it.
            set_mark(database, "rev", max([base_rev, *(row.rev for row in newer)]) + 1)
    put_in_place(fresh, path)
    return len(newer)


def keep_damaged(path: Path, now: float) -> Path | None:
    """Copy the damaged file and its log aside; copied, because the name must never be missing."""
    if not path.exists():
        return None
    kept = damaged_name(path, now)
    copy_private(path, kept)
    log = companions(path)["-wal"]
    if log.exists():
        copy_private(log, companions(kept)["-wal"])
    return kept


def fresh_file(path: Path) -> Path:
    """Return the name a new file is built under, with nothing there."""
    fresh = path.with_name(path.name + ".new")
    _drop(fresh)
    return fresh


def put_in_place(fresh: Path, path: Path) -> None:
    """Let the new file take the old one's name."""
    sync_file(fresh)
    # A log left over would be played onto the new file.
    for companion in companions(path).values():
        companion.unlink(missing_ok=True)
    fresh.replace(path)
    sync_folder(path.parent)


def _drop(path: Path) -> None:
    for file in (path, *companions(path).values()):
        file.unlink(missing_ok=True)


def companions(path: Path) -> Mapping[str, Path]:
    """Return the files SQLite keeps beside a database."""
    return {suffix: path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")}
