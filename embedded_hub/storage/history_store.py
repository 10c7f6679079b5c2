"""History on SQLite: states queued by the loop, written by one thread, read by another."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import HistoryRow, StatisticsRow
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.storage.database import DATABASE_ERRORS
from embedded_hub.storage.history_reader import StateReader, TimeSpan, connect_reader
from embedded_hub.storage.history_schema import to_ms
from embedded_hub.storage.history_writer import HistoryWriter
from embedded_hub.storage.notes import RecoveryNote
from embedded_hub.storage.statistics_reader import read_statistics

RAW_DAYS = 30.0
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_T = TypeVar("_T")


class SqliteHistoryStore:
    """Keeps history in ``history.db`` of the folder.

    Args:
        folder: The home's data folder.
        clock: Where it gets the time from.
        raw_days: How long single states are kept; hourly summaries are kept for good.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: the folder cannot be written.
    """

    def __init__(self, folder: Path, clock: Clock, raw_days: float = RAW_DAYS) -> None:
        self._path = (folder / "history.db").absolute()
        self._clock = clock
        self._notes: list[RecoveryNote] = []
        self._writer = HistoryWriter(self._path, clock, raw_days, self._notes.append)
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history.db reader")

    @property
    def notes(self) -> Sequence[RecoveryNote]:
        """Every time a damaged history gave way to a new one, also while running."""
        return tuple(self._notes)

    @property
    def lost_count(self) -> int:
        """States that were recorded and could not be stored."""
        return self._writer.lost_count

    def record(self, state: State) -> None:
        """Queue one state; returns at once and never raises."""
        self._writer.record(state)

    async def read(
        self,
        entity_ids: Sequence[EntityId],
        start_at: float,
        end_at: float,
        *,
        has_attributes: bool = True,
        limit: int | None = None,
    ) -> Mapping[EntityId, Sequence[HistoryRow]]:
        """Return the states in ``[start_at, end_at)``, oldest first, for each entity.

        The first row of an entity is the state that held at ``start_at``, where one is known;
        with a limit only the newest that many rows of each entity are returned. An entity without
        any row is left out.

        Raises:
            StorageError: the history cannot be read now.
        """
        begin = to_ms(start_at)
        # One moment asks for what held then.
        span = TimeSpan(begin=begin, end=max(to_ms(end_at), begin + 1))

        def read(database: sqlite3.Connection) -> Mapping[EntityId, Sequence[HistoryRow]]:
            reader = StateReader(database, has_attributes=has_attributes)
            return {
                entity_id: rows
                for entity_id in entity_ids
                if (rows := reader.read(entity_id, span, limit))
            }

        return await self._read(read)

    async def statistics(
        self, entity_ids: Sequence[EntityId], start_at: float, end_at: float, period_s: float
    ) -> Mapping[EntityId, Sequence[StatisticsRow]]:
        """Return time-weighted mean, minimum and maximum of numeric states by period.

        Periods up to an hour lie on their own multiples; longer ones are whole hours counted from
        the hour ``start_at`` lies in. Where single states are purged, short periods come as hours.

        Raises:
            StorageError: the history cannot be read now.
        """
        span = TimeSpan(begin=to_ms(start_at), end=to_ms(end_at))
        period_ms, now_ms = to_ms(period_s), to_ms(self._clock.utc_s())

        def read(database: sqlite3.Connection) -> Mapping[EntityId, Sequence[StatisticsRow]]:
            return {
                entity_id: rows
                for entity_id in entity_ids
                if (rows := read_statistics(database, entity_id, span, period_ms, now_ms))
            }

        return await self._read(read)

    async def flush(self) -> None:
        """Return when everything recorded so far can be read.

        Returns as well when the disk does not take it now: that is logged once, tried again, and
        no reason for anybody to stop.
        """
        with suppress(StorageError):
            await asyncio.wrap_future(self._writer.ask(lambda _: None))

    async def forget(self, entity_ids: Sequence[EntityId]) -> None:
        """Delete everything recorded so far about these entities.

        Raises:
            StorageError: the disk does not take it now.
        """
        forgotten = tuple(entity_ids)
        await asyncio.wrap_future(self._writer.ask(lambda tables: tables.forget(forgotten)))

    async def close(self) -> None:
        """Write what is queued and close the file."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Do the same without a loop. May block."""
        self._reader.shutdown(wait=True)
        self._writer.close()

    async def _read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            future = self._reader.submit(partial(self._read_once, work))
        except RuntimeError as error:
            raise StorageError(f"{self._path} is closed.") from error
        return await asyncio.wrap_future(future)

    def _read_once(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        # A connection for each reading: opening costs a fraction of a millisecond, and none is
        # left on a file that gave way to a new one.
        try:
            with closing(connect_reader(self._path)) as database:
                database.execute("BEGIN")
                return work(database)
        except DATABASE_ERRORS as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                self._writer.report_damage(str(error))
            raise StorageError(f"{self._path} cannot be read: {error}.") from error
