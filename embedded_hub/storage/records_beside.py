"""A home's records for a second process, while a hub has the folder.

The command line issues tokens this way. SQLite lets two processes write in turn; what only the
owner of the folder may do (migrate, repair, back up) this never does: a file that is not in order
is left to the hub.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from embedded_hub.core.ports import Record
from embedded_hub.errors import StorageError
from embedded_hub.storage.database import DATABASE_ERRORS, connect, number, transaction
from embedded_hub.storage.record_rows import HOME_SCHEMA, read_rows, write_records


class RecordsBeside:
    """Reads and writes ``home.db`` of a folder, opening it anew each time.

    Args:
        folder: A home's data folder that a hub has made.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "home.db"

    def load(self) -> Sequence[Record]:
        """Return every record. May block.

        Raises:
            StorageError: there is no database in good order.
        """
        try:
            with closing(self._open()) as database:
                rows, damage = read_rows(database)
        except DATABASE_ERRORS as error:
            raise StorageError(f"{self._path} cannot be read: {error}.") from error
        if damage is not None:
            raise StorageError(f"{self._path} is damaged: {damage}. Start the hub to repair it.")
        return [Record(kind=row.kind, id=row.id, body=row.body) for row in rows if row.body]

    async def save(self, records: Sequence[Record]) -> None:
        """Write all of them in one transaction and return when they are on the disk.

        Raises:
            StorageError: nothing of it was kept.
        """
        await asyncio.to_thread(self._save, records)

    def _save(self, records: Sequence[Record]) -> None:
        try:
            with closing(self._open()) as database, transaction(database):
                write_records(database, records)
        except DATABASE_ERRORS as error:
            raise StorageError(f"{self._path} cannot be written: {error}.") from error

    def _open(self) -> sqlite3.Connection:
        if not self._path.is_file():
            raise StorageError(f"there is no home in {self._path.parent}; start the hub once")
        database = connect(self._path)
        try:
            version = number(database, "user_version")
        except BaseException:
            database.close()
            raise
        if version != HOME_SCHEMA.version:
            database.close()
            raise StorageError(f"{self._path} has another format; start the hub once")
        return database
