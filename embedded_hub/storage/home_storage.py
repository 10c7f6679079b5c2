"""Everything one home keeps on disk, opened and closed together."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.storage.audit import SqliteAuditStore
from embedded_hub.storage.bursts import SqliteBurstStore
from embedded_hub.storage.folder_lock import FolderLock
from embedded_hub.storage.history_store import RAW_DAYS, SqliteHistoryStore
from embedded_hub.storage.journal import Journal
from embedded_hub.storage.messages import SqliteMessageStore
from embedded_hub.storage.notes import RecoveryNote
from embedded_hub.storage.private_files import make_private_folder
from embedded_hub.storage.record_store import SqliteRecordStore
from embedded_hub.storage.secrets_file import SecretsFile

_LOG = logging.getLogger(__name__)


class HomeStorage:
    """The stores of one home; the folder is theirs alone until closed."""

    def __init__(self, folder: Path, clock: Clock, raw_days: float) -> None:
        make_private_folder(folder)
        self._lock = FolderLock(folder)
        try:
            self.secrets = SecretsFile(folder, clock)
            self.records = SqliteRecordStore(folder, clock)
            try:
                self.history = SqliteHistoryStore(folder, clock, raw_days)
                try:
                    self.bursts = SqliteBurstStore(folder, clock)
                    try:
                        self._journal = Journal(folder, clock)
                        self.messages = SqliteMessageStore(self._journal, clock)
                        self.audit = SqliteAuditStore(self._journal)
                    except BaseException:
                        self.bursts.close_now()
                        raise
                except BaseException:
                    self.history.close_now()
                    raise
            except BaseException:
                self.records.close_now()
                raise
        except BaseException:
            self._lock.close()
            raise

    @property
    def notes(self) -> Sequence[RecoveryNote]:
        """What a person should know; history may add to it while running."""
        return (
            *self.records.notes,
            *self.secrets.notes,
            *self.history.notes,
            *([self._journal.note] if self._journal.note else ()),
        )

    async def close(self) -> None:
        """Write what is waiting and close everything."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Do the same without a loop. May block."""
        self._journal.close_now()
        self.bursts.close_now()
        self.history.close_now()
        self.records.close_now()
        self._lock.close()


def open_home_storage(
    folder: Path, clock: Clock | None = None, raw_days: float = RAW_DAYS
) -> HomeStorage:
    """Open or create the storage of one home. May block: called before the loop matters.

    Args:
        folder: The home's data folder, closed to everybody else from now on.
        clock: Where it gets the time from; the machine's own by default.
        raw_days: How long single past states are kept.

    Raises:
        ConfigError: another hub uses the folder, a newer program wrote it, or others can read
            its secrets.
        StorageError: the home's records cannot be read, nor any backup of them.
    """
    return HomeStorage(folder, clock or SystemClock(), raw_days)
