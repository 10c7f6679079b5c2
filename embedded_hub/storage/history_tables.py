"""Writing a batch of states into the tables, and deleting what is to be forgotten."""

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.storage.bodies import Bodies
from embedded_hub.storage.database import transaction
from embedded_hub.storage.history_schema import (
    DAY_MS,
    HOUR_MS,
    Cell,
    number_cell,
    to_ms,
)
from embedded_hub.storage.hours import Hours
from embedded_hub.storage.places import PlaceRow, moves, split, write_places
from embedded_hub.storage.retention import SLICE_ROWS, Retention

_Row = tuple[int, int, Cell, int | None, int | None, int, int | None]
# Past this a float of milliseconds is no longer exact, and SQLite's integers end soon after.
_MAX_MS = 2**53


class HistoryTables:
    """The writer's side of an open ``history.db``; used by one thread."""

    def __init__(self, database: sqlite3.Connection, clock: Clock, raw_days: float) -> None:
        self._database = database
        self._clock = clock
        self._bodies = Bodies(database)
        self._hours = Hours(database)
        self._retention = Retention(database, self._bodies, clock, raw_days)
        self._encoder = msgspec.json.Encoder(order="deterministic")
        self._entities = self._read_entities()
        self._chores: Iterator[None] | None = None

    def write(self, states: Sequence[State]) -> int:
        """Write the states in one transaction; return how many could not be stored at all.

        Raises:
            sqlite3.Error: nothing was kept.
        """
        try:
            with transaction(self._database):
                places: list[PlaceRow] = []
                rows = [row for state in states if (row := self._row(state, places)) is not None]
                self._database.executemany(
                    "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?, ?, ?)", rows
                )
                write_places(self._database, places)
                if rows:
                    self._hours.note_late(min(row[1] for row in rows) // HOUR_MS)
        except BaseException:
            self._reload()
            raise
        for row in rows:
            self._hours.touch(row[0], row[1] // HOUR_MS)
        return len(states) - len(rows)

    def forget(self, entity_ids: Sequence[EntityId]) -> None:
        """Delete everything about these entities, the name last.

        Raises:
            sqlite3.Error: part of it may be gone; asking again finishes it.
        """
        for key in entity_ids:
            entity = self._entities.get(key)
            if entity is not None:
                self._forget_one(entity)
                del self._entities[key]

    def do_chore(self) -> bool:
        """Do one slice of summing up and purging; return whether more is waiting.

        Raises:
            sqlite3.Error: the slice was not kept; the chore begins anew the next time.
        """
        if self._chores is None:
            self._chores = self._next_chore()
        if self._chores is None:
            return False
        try:
            next(self._chores)
        except StopIteration:
            self._chores = None
            return False
        except BaseException:
            self._chores = None
            raise
        return True

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _next_chore(self) -> Iterator[None] | None:
        hour = to_ms(self._clock.utc_s()) // HOUR_MS
        if self._hours.is_due(hour):
            return self._hours.sum_up(hour)
        limit_hour = self._retention.limit_hour()
        return None if limit_hour is None else self._retention.purge(limit_hour)

    def _row(self, state: State, places: list[PlaceRow]) -> _Row | None:
        """Return what stands in the table, or ``None`` for a state no table can hold.

        Where something was goes to ``places``.
        """
        try:
            ts = to_ms(state.updated_at)
            age = min(max(ts - to_ms(state.changed_at), 0), ts)
            if not 0 <= ts < _MAX_MS:
                return None
            day = ts // DAY_MS
            cell = number_cell(state.value)
            label = None if cell is not None else self._bodies.id_of(state.value, day)
            attributes, lasting, place = None, state.attributes, None
            if moves(state.entity_id):
                lasting, place = split(lasting)
            if lasting:
                encoded = self._encoder.encode(lasting).decode()
                attributes = self._bodies.id_of(encoded, day)
            user_id = state.context.user_id
            user = None if user_id is None else self._bodies.id_of(user_id, day)
            entity = self._entity(state.entity_id)
        except (TypeError, ValueError, OverflowError):
            # Lone surrogates, times that are no number: one client's text must not stop history.
            return None
        if place is not None:
            places.append((entity, ts, *place))
        return (entity, ts, cell, label, attributes, age, user)

    def _entity(self, entity_id: EntityId) -> int:
        entity = self._entities.get(entity_id)
        if entity is None:
            added = self._database.execute("INSERT INTO entity (key) VALUES (?)", (entity_id,))
            entity = self._entities[entity_id] = added.lastrowid or 0
        return entity

    def _forget_one(self, entity: int) -> None:
        while True:
            with transaction(self._database):
                self._database.execute(
                    "DELETE FROM place WHERE e=? AND ts IN"
                    " (SELECT ts FROM place WHERE e=? ORDER BY ts LIMIT ?)",
                    (entity, entity, SLICE_ROWS),
                )
                gone = self._database.execute(
                    "DELETE FROM state WHERE e=? AND ts IN"
                    " (SELECT ts FROM state WHERE e=? ORDER BY ts LIMIT ?)",
                    (entity, entity, SLICE_ROWS),
                ).rowcount
            if gone < SLICE_ROWS:
                break
        with transaction(self._database):
            self._database.execute("DELETE FROM hour WHERE e=?", (entity,))
            self._database.execute("DELETE FROM entity WHERE id=?", (entity,))
        self._hours.forget(entity)

    def _reload(self) -> None:
        """Forget what was noted inside a transaction that did not happen."""
        self._bodies.forget()
        self._entities = self._read_entities()
        self._hours.reload()

    def _read_entities(self) -> dict[str, int]:
        return dict(self._database.execute("SELECT key, id FROM entity").fetchall())
