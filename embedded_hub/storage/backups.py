"""Backups of ``home.db``: taken while it is in use, named by time, the newest few kept.

A young home changes most and a settled one hardly, so the first backups follow each other within
the hour and the later ones daily. Beside them stands one that is renewed whenever somebody's
rights change: whatever breaks, a revoked token does not come back.
"""

import logging
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from embedded_hub.errors import StorageError
from embedded_hub.storage.database import DATABASE_ERRORS
from embedded_hub.storage.private_files import (
    make_private,
    make_private_folder,
    sync_file,
    sync_folder,
    utc_stamp,
)

KEPT = 7
_LOG = logging.getLogger(__name__)
_DAY_S = 86_400.0
_YOUNG_GAPS_S = (0.0, 300.0, 3600.0)
"""Wait before the first, second and third backup."""


class Backups:
    """The folder ``backups`` of one home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "backups"
        self._rights = self._folder / "home-rights.db"

    def newest_first(self) -> Sequence[Path]:
        """Return every backup there is, the one of rights first."""
        rights = [self._rights] if self._rights.exists() else []
        return [*rights, *self._dated()]

    def is_due(self, now: float) -> bool:
        """Say whether the newest is too old, counted by the files' own times."""
        there = self._dated()
        if not there:
            return True
        gap_s = _YOUNG_GAPS_S[len(there)] if len(there) < len(_YOUNG_GAPS_S) else _DAY_S
        age_s = now - there[0].stat().st_mtime
        # A backup from the future means that the clock was set back: then one more does no harm.
        return age_s >= gap_s or age_s < -_DAY_S

    def take(self, database: sqlite3.Connection, now: float) -> Path:
        """Write one backup and drop the oldest beyond :data:`KEPT`. May block.

        Raises:
            StorageError: it could not be written; what was there is untouched.
        """
        path = self._write(database, self._free_name(now), now)
        for old in self._dated()[KEPT:]:
            old.unlink(missing_ok=True)
        _LOG.info("Took the backup %s", path)
        return path

    def renew_rights(self, database: sqlite3.Connection, now: float) -> Path:
        """Write the one backup that is always as new as the last change of rights. May block.

        Raises:
            StorageError: it could not be written; what was there is untouched.
        """
        return self._write(database, self._rights, now)

    def _write(self, database: sqlite3.Connection, path: Path, now: float) -> Path:
        make_private_folder(self._folder)
        fresh = path.with_name(path.name + ".new")
        try:
            fresh.unlink(missing_ok=True)
            make_private(fresh)
            _copy(database, fresh)
            sync_file(fresh)
            os.utime(fresh, (now, now))
            fresh.replace(path)
            sync_folder(self._folder)
        except (OSError, *DATABASE_ERRORS) as error:
            fresh.unlink(missing_ok=True)
            raise StorageError(f"The backup {path} could not be written: {error}.") from error
        return path

    def _dated(self) -> Sequence[Path]:
        return sorted(self._folder.glob("home-[0-9]*.db"), reverse=True)

    def _free_name(self, now: float) -> Path:
        path, at = self._folder / f"home-{utc_stamp(now)}.db", now
        while path.exists():
            at += 0.001
            path = self._folder / f"home-{utc_stamp(at)}.db"
        return path


def _copy(database: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        database.backup(target)
        # A backup is one file that needs no companions.
        target.execute("PRAGMA journal_mode=DELETE")
