"""The tables of ``history.db``, and how a state's text becomes a small cell.

::

    entity(id, key)                       key: the entity id
    body(id, hash, seen, text)            every long text once: attributes, labels, user ids;
                                          seen: the last day a state used it
    state(e, ts, v, label, a, age, u)     one past state; ts: updated_at in ms
                                          v: the value where it is a number, else label: a body
                                          age: ms since changed_at, mostly 0 and then no byte
    place(e, ts, latitude, …)             of the state of the same e and ts, where something was:
                                          a fix is never the same twice, so no text is made of it
    hour(e, h, span, mean, min, max, last)  summary of hour h (ts // 3600000), kept for good;
                                          span: ms of it that had a number; last: NULL when it
                                          ended without one. No row: nothing changed in it.

Two states of one entity in the same millisecond: the later one is kept.
"""

import re
import sqlite3

from embedded_hub.storage.database import Schema, set_mark

HOUR_MS = 3_600_000
DAY_MS = 86_400_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MAX_NUMBER_LENGTH = 32
_MAX_INT = 2**63
_MAX_SUMMED = 1e300
"""Means of larger numbers would overflow; nothing in a home measures them."""

Cell = int | float | str | None


_TABLES = (
    "CREATE TABLE entity (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)",
    """CREATE TABLE body (
        id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, seen INTEGER NOT NULL, text TEXT NOT NULL
    )""",
    "CREATE INDEX body_hash ON body (hash)",
    """CREATE TABLE state (
        e INTEGER NOT NULL, ts INTEGER NOT NULL, v, label INTEGER, a INTEGER,
        age INTEGER NOT NULL, u INTEGER, PRIMARY KEY (e, ts)
    ) WITHOUT ROWID""",
    """CREATE TABLE hour (
        e INTEGER NOT NULL, h INTEGER NOT NULL, span INTEGER NOT NULL, mean REAL NOT NULL,
        min REAL NOT NULL, max REAL NOT NULL, last REAL, PRIMARY KEY (e, h)
    ) WITHOUT ROWID""",
)


def _create(database: sqlite3.Connection) -> None:
    for table in _TABLES:
        database.execute(table)
    set_mark(database, SUMMED_UP_TO, 0)
    set_mark(database, RAW_FROM, 0)


PLACE_ATTRIBUTES = (
    "latitude",
    "longitude",
    "gps_accuracy",
    "altitude",
    "speed",
    "course",
    "heading",
)
"""What the table ``place`` holds of a tracker's attributes; its columns have these names."""


def _add_places(database: sqlite3.Connection) -> None:
    # Without types: a number comes back as the integer or the float it was.
    columns = ", ".join(PLACE_ATTRIBUTES)
    database.execute(
        f"CREATE TABLE place (e INTEGER NOT NULL, ts INTEGER NOT NULL, {columns},"
        " PRIMARY KEY (e, ts)) WITHOUT ROWID"
    )


SUMMED_UP_TO = "summed_up_to"
"""Mark: the first hour whose summary is not written yet."""
RAW_FROM = "raw_from"
"""Mark: the first hour whose states are all still there."""

HISTORY_SCHEMA = Schema(
    application_id=0x48697374,  # "Hist"
    migrations=(_create, _add_places),
    synchronous="NORMAL",
)


def number_cell(value: str) -> Cell:
    """Return what stands in ``v``, or ``None`` for a value that is not a number.

    A number is stored as one only where that gives the same text again; ``"20.50"`` stays text.
    """
    if len(value) > _MAX_NUMBER_LENGTH or _NUMBER.fullmatch(value) is None:
        return None
    try:
        integer = int(value)
    except ValueError:
        return number if repr(number := float(value)) == value else value
    return integer if str(integer) == value and abs(integer) < _MAX_INT else value


def cell_number(cell: object) -> float | None:
    """Return the number in ``v``, or ``None`` where the state was not one."""
    if not isinstance(cell, int | float | str):
        return None
    try:
        number = float(cell)
    except ValueError:  # A byte flipped on the disk: history is not worth more than a gap.
        return None
    return number if abs(number) <= _MAX_SUMMED else None


def to_ms(at: float) -> int:
    """Return a time as the tables have it."""
    return round(at * 1000)
