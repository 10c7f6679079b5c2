"""Records on SQLite: every save is on the disk before its caller goes on.

One writer thread owns the database. Saves that pile up while the disk is busy with the one before
share the next transaction and its single fsync; each caller still waits for the commit.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import Record
from embedded_hub.errors import StorageError
from embedded_hub.storage.backups import Backups
from embedded_hub.storage.database import DATABASE_ERRORS, Schema, is_damage, transaction
from embedded_hub.storage.notes import RecoveryNote
from embedded_hub.storage.record_opening import open_records
from embedded_hub.storage.record_rebuilding import rev_of
from embedded_hub.storage.record_rows import (
    HOME_SCHEMA,
    drop_old_deletions,
    read_rows,
    write_records,
)

_LOG = logging.getLogger(__name__)
_BACKUP_RETRY_S = 3600.0
_RIGHTS = frozenset({"user", "token"})
"""Kinds of records that say who may do what."""
_T = TypeVar("_T")


class _Save:
    """One call of :meth:`SqliteRecordStore.save` on its way to the disk."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.changes_rights = any(record.kind in _RIGHTS for record in self.records)
        self.done: Future[None] = Future()
        # What was asked for is written, even when the asker stops waiting.
        self.done.set_running_or_notify_cancel()


class SqliteRecordStore:
    """Keeps records in ``home.db`` of the folder.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: there is neither a good file nor a good backup.
    """

    def __init__(self, folder: Path, clock: Clock, schema: Schema = HOME_SCHEMA) -> None:
        self._path = (folder / "home.db").absolute()
        self._clock = clock
        self._backups = Backups(self._path.parent)
        self._database, notes = open_records(self._path, self._backups, schema, clock.utc_s())
        self.notes: Sequence[RecoveryNote] = notes
        self._pending: deque[_Save] = deque()
        self._no_backup_before_s = float("-inf")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="home.db")

    def load(self) -> Sequence[Record]:
        """Return every record. May block.

        Raises:
            StorageError: the database cannot be read.
        """
        return self._submit(self._load).result()

    async def save(self, records: Sequence[Record]) -> None:
        """Write all of them in one transaction and return when they are on the disk.

        Raises:
            StorageError: nothing of it was kept.
        """
        if not records:
            return
        save = _Save(records)
        self._pending.append(save)
        try:
            self._submit(self._commit_pending)
        except StorageError:
            self._pending.remove(save)
            raise
        await asyncio.wrap_future(save.done)

    async def backup_now(self) -> Path:
        """Take a backup and return its path.

        Raises:
            StorageError: it could not be written.
        """
        return await asyncio.wrap_future(self._submit(self._back_up))

    async def close(self) -> None:
        """Write what is still waiting and close the file."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Do the same without a loop. May block."""
        self._writer.shutdown(wait=True)
        self._database.close()

    def _submit(self, work: Callable[[], _T]) -> Future[_T]:
        try:
            return self._writer.submit(work)
        except RuntimeError as error:
            raise StorageError(f"{self._path} is closed.") from error

    def _load(self) -> Sequence[Record]:
        try:
            rows, damage = read_rows(self._database)
        except DATABASE_ERRORS as error:
            raise StorageError(f"{self._path} cannot be read: {error}.") from error
        if damage is not None:
            raise StorageError(f"{self._path} is damaged: {damage}.")
        return [
            Record(kind=row.kind, id=row.id, body=row.body) for row in rows if row.body is not None
        ]

    def _commit_pending(self) -> None:
        saves = [self._pending.popleft() for _ in range(len(self._pending))]
        if not saves:
            return
        error = self._commit(saves)
        errors = [error] * len(saves)
        if error is not None and len(saves) > 1:
            # One of them may be what does not fit: then the others need not fail with it.
            errors = [self._commit([save]) for save in saves]
        if any(save.changes_rights for save in saves):
            # Before anybody hears of it: a revocation told is in a backup as well.
            self._try_backup(self._back_up_rights)
        for save, its_error in zip(saves, errors, strict=True):
            _settle(save, its_error)
        self._back_up_when_due()

    def _commit(self, saves: Sequence[_Save]) -> StorageError | None:
        try:
            with transaction(self._database):
                for save in saves:
                    write_records(self._database, save.records)
        except (*DATABASE_ERRORS, ValueError, OverflowError) as error:
            hint = ""
            if is_damage(error):
                hint = " Restart the hub to restore it."
            failure = StorageError(f"{self._path} could not be written: {error}.{hint}")
            failure.__cause__ = error
            return failure
        return None

    def _back_up_when_due(self) -> None:
        now_s = self._clock.monotonic_s()
        if now_s >= self._no_backup_before_s and self._backups.is_due(self._clock.utc_s()):
            is_taken = self._try_backup(self._back_up)
            self._no_backup_before_s = now_s + (0.0 if is_taken else _BACKUP_RETRY_S)

    def _try_backup(self, back_up: Callable[[], Path]) -> bool:
        try:
            back_up()
        except StorageError as error:
            _LOG.warning("%s", error)
            return False
        return True

    def _back_up_rights(self) -> Path:
        return self._backups.renew_rights(self._database, self._clock.utc_s())

    def _back_up(self) -> Path:
        path = self._backups.take(self._database, self._clock.utc_s())
        try:
            # 0, which forgets nothing, where one cannot be read.
            oldest_rev = min(map(rev_of, self._backups.newest_first()), default=0)
            with transaction(self._database):
                drop_old_deletions(self._database, oldest_rev)
        except DATABASE_ERRORS as error:
            raise StorageError(f"{self._path} could not be written: {error}.") from error
        return path


def _settle(save: _Save, error: StorageError | None) -> None:
    if error is None:
        save.done.set_result(None)
    else:
        save.done.set_exception(error)
