"""``journal.db``: what people of a home wrote to each other and did, in one file on one thread.

The tables belong to the stores that use them: :mod:`messages <embedded_hub.storage.messages>` and
:mod:`audit <embedded_hub.storage.audit>`. A damaged file is set aside and a new one begun; what it
held could not be made again.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from embedded_hub.core.clock import Clock
from embedded_hub.errors import StorageError
from embedded_hub.storage.audit_table import make_audit_table
from embedded_hub.storage.database import (
    DATABASE_ERRORS,
    Schema,
    connect,
    find_damage,
    is_damage,
    migrate,
    transaction,
)
from embedded_hub.storage.message_tables import make_message_tables
from embedded_hub.storage.notes import RecoveryKind, RecoveryNote
from embedded_hub.storage.private_files import damaged_name

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

JOURNAL_SCHEMA = Schema(
    application_id=0x4A726E6C,  # "Jrnl"
    migrations=(make_message_tables, make_audit_table),
    synchronous="FULL",
)


class Journal:
    """Opens the file and does everything with it in turn, each piece of work in one transaction.

    Args:
        folder: The home's. May block.
        clock: Dates what is set aside.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: the folder cannot be used.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / "journal.db"
        self.note: RecoveryNote | None = None
        """What a person should know, when the file had to be begun anew."""
        try:
            self.note = _set_aside_if_damaged(self._path, clock.utc_s())
            self.database = connect(self._path, synchronous=JOURNAL_SCHEMA.synchronous)
            migrate(self.database, JOURNAL_SCHEMA)
            self.database.execute("PRAGMA foreign_keys=ON")
        except (OSError, *DATABASE_ERRORS) as error:
            raise StorageError(f"{self._path} cannot be used: {error}.") from error
        self._is_closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal.db")

    async def do(self, work: Callable[[], _T]) -> _T:
        """Carry out work on the journal's thread, in the order asked.

        Raises:
            StorageError: it could not be done; nothing of it was kept.
        """
        if self._is_closed:
            raise StorageError(f"{self._path} is closed.")
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._whole, work)
        except (OSError, *DATABASE_ERRORS) as error:
            raise StorageError(f"{self._path} cannot be used: {error}.") from error

    def close_now(self) -> None:
        """Finish what was asked for and close. May block."""
        self._is_closed = True
        self._thread.shutdown(wait=True)
        self.database.close()

    def _whole(self, work: Callable[[], _T]) -> _T:
        with transaction(self.database):
            return work()


def _set_aside_if_damaged(path: Path, now: float) -> RecoveryNote | None:
    reason = _damage(path)
    if reason is None:
        return None
    kept = damaged_name(path, now)
    for suffix in ("", "-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.rename(kept.with_name(kept.name + suffix))
    note = RecoveryNote(
        kind=RecoveryKind.JOURNAL_RESTARTED,
        message=f"{path.name} was damaged ({reason}); messages and the record of who did what begin"
        f" anew. The damaged file is kept as {kept.name}.",
        happened_at=now,
        kept_file=str(kept),
    )
    _LOG.warning("%s", note.message)
    return note


def _damage(path: Path) -> str | None:
    if not path.exists() or path.stat().st_size == 0:
        return None
    database: sqlite3.Connection | None = None
    try:
        database = connect(path, synchronous=JOURNAL_SCHEMA.synchronous)
        return find_damage(database, JOURNAL_SCHEMA, path)
    except DATABASE_ERRORS as error:
        if not is_damage(error):
            raise
        return str(error)
    finally:
        if database is not None:
            database.close()
