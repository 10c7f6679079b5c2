"""Summaries by the hour, made from the states themselves when an hour is over.

Made from what is stored and not from what went by, they come out the same after a crash. An
entity is summed up only for hours in which it changed; what lies between is carried by ``last``.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from embedded_hub.storage.database import mark, set_mark, transaction
from embedded_hub.storage.history_schema import HOUR_MS, RAW_FROM, SUMMED_UP_TO, cell_number
from embedded_hub.storage.summary import Point, summarise

_ENTITIES_PER_TRANSACTION = 100


class Hours:
    """Knows which hours of which entity are to be summed up."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._from: dict[int, int] = {}
        self.reload()

    def reload(self) -> None:
        """Begin from what the database says, at start and after a roll-back."""
        self._summed_up_to = mark(self._database, SUMMED_UP_TO) or 0
        for (entity,) in self._database.execute("SELECT id FROM entity"):
            self.touch(entity, self._summed_up_to)

    def touch(self, entity: int, hour: int) -> None:
        """Note that the entity changed in that hour."""
        if hour < self._from.get(entity, hour + 1):
            self._from[entity] = hour

    def forget(self, entity: int) -> None:
        """Leave out an entity that is gone."""
        self._from.pop(entity, None)

    def note_late(self, hour: int) -> None:
        """Note a change in an hour already summed up; inside the transaction that writes it.

        So the hour is done again even when the hub dies before it comes to it.
        """
        if hour < self._summed_up_to:
            self._summed_up_to = hour
            set_mark(self._database, SUMMED_UP_TO, hour)

    def is_due(self, hour: int) -> bool:
        """Say whether an hour has ended since the last time."""
        return hour > self._summed_up_to

    def sum_up(self, hour: int) -> Iterator[None]:
        """Write every summary before that hour, in one transaction per step."""
        raw_from = mark(self._database, RAW_FROM) or 0
        waiting = sorted(self._from.items())
        while waiting:
            some, waiting = (
                waiting[:_ENTITIES_PER_TRANSACTION],
                waiting[_ENTITIES_PER_TRANSACTION:],
            )
            with transaction(self._database):
                for entity, first in some:
                    self._sum_up_one(entity, max(first, raw_from), hour)
            for entity, first in some:
                # One that changed again meanwhile stays noted.
                if self._from.get(entity) == first:
                    self._from[entity] = hour
            yield
        # Lower than the hour where something came late meanwhile: then it is due again.
        self._summed_up_to = min([hour, *self._from.values()])
        with transaction(self._database):
            set_mark(self._database, SUMMED_UP_TO, self._summed_up_to)

    def _sum_up_one(self, entity: int, first: int, end: int) -> None:
        begin_ms, end_ms = first * HOUR_MS, end * HOUR_MS
        carry = carried_into(self._database, entity, begin_ms)
        rows: list[tuple[int, int, int, float, float, float, float | None]] = []
        points = read_points(self._database, entity, begin_ms, end_ms)
        for hour, group in groupby(points, key=lambda point: point[0] // HOUR_MS):
            edges = (hour * HOUR_MS, (hour + 1) * HOUR_MS)
            (one,) = summarise(group, carry, edges)
            carry = one.last
            if not one.is_empty:
                rows.append((entity, hour, one.span_ms, one.mean, one.min, one.max, one.last))
        self._database.execute("DELETE FROM hour WHERE e=? AND h>=? AND h<?", (entity, first, end))
        self._database.executemany("INSERT INTO hour VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def read_points(
    database: sqlite3.Connection, entity: int, begin_ms: int, end_ms: int
) -> Iterator[Point]:
    """Yield the entity's states in the time as numbers."""
    rows = database.execute(
        "SELECT ts, v FROM state WHERE e=? AND ts>=? AND ts<? ORDER BY ts",
        (entity, begin_ms, end_ms),
    )
    return ((at, cell_number(cell)) for at, cell in rows)


def carried_into(database: sqlite3.Connection, entity: int, at_ms: int) -> float | None:
    """Return the number that held just before that time, from a state or else from an hour."""
    row = database.execute(
        "SELECT v FROM state WHERE e=? AND ts<? ORDER BY ts DESC LIMIT 1", (entity, at_ms)
    ).fetchone()
    if row is not None:
        return cell_number(row[0])
    return carried_into_hour(database, entity, at_ms // HOUR_MS)


def carried_into_hour(database: sqlite3.Connection, entity: int, hour: int) -> float | None:
    """Return the number that held when the hour began, as the hours before it say."""
    row = database.execute(
        "SELECT last FROM hour WHERE e=? AND h<? ORDER BY h DESC LIMIT 1", (entity, hour)
    ).fetchone()
    return None if row is None else cell_number(row[0])
