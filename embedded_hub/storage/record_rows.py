"""The table of records: what stands in it, and how a wrong byte in it is noticed.

::

    record(kind, id, body, rev, seal)    body NULL: deleted in this revision
    meta    rev    the last revision given out, one for each transaction
            rows   how many rows the table has, deleted ones included

SQLite notices broken structure and not a changed byte inside a value, so every row carries a
seal over all it says. A row that disappeared shows in ``rows``. Deleted records stay as rows
until every backup is younger: when a backup has to be completed from what a damaged file still
gives, a revoked token must not come back.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from embedded_hub.core.ports import Record
from embedded_hub.storage.database import DATABASE_ERRORS, Schema, mark, set_mark

_MAX_REV = 2**62


class StoredRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One row whose seal is right."""

    kind: str
    id: str
    body: bytes | None
    rev: int


def _create(database: sqlite3.Connection) -> None:
    database.execute(
        "CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB,"
        " rev INTEGER NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
    )
    set_mark(database, "rev", 0)
    set_mark(database, "rows", 0)


HOME_SCHEMA = Schema(
    application_id=0x486F6D65,  # "Home"
    migrations=(_create,),
    synchronous="FULL",
)


def write_records(database: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Write the records as the next revision; inside a transaction."""
    rev = last_rev(database) + 1
    write_rows(
        database,
        (StoredRecord(kind=one.kind, id=one.id, body=one.body, rev=rev) for one in records),
    )
    set_mark(database, "rev", rev)


def write_rows(database: sqlite3.Connection, rows: Iterable[StoredRecord]) -> None:
    """Write rows with the revisions they have; inside a transaction."""
    before = _count_rows(database)
    known = len(_known(database, rows := list(rows)))
    database.executemany(
        "INSERT INTO record VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id)"
        " DO UPDATE SET body=excluded.body, rev=excluded.rev, seal=excluded.seal",
        [(row.kind, row.id, row.body, row.rev, _seal(row)) for row in rows],
    )
    added = len({(row.kind, row.id) for row in rows}) - known
    set_mark(database, "rows", before + added)


def read_rows(database: sqlite3.Connection) -> tuple[Sequence[StoredRecord], str | None]:
    """Return every row and, where the table is not what was written, what is wrong with it."""
    rows: list[StoredRecord] = []
    for raw in database.execute(_SELECT):
        row = _unseal(raw)
        if row is None:
            return rows, "a record is not what was written"
        rows.append(row)
    if len(rows) != _count_rows(database):
        return rows, "records are missing"
    if not max((row.rev for row in rows), default=0) <= last_rev(database) < _MAX_REV:
        return rows, "its revision is wrong"
    return rows, None


def salvage_rows(database: sqlite3.Connection) -> Sequence[StoredRecord]:
    """Return every row of a damaged table that can be read and whose seal is right.

    Reads from both ends, because a broken page stops a scan.
    """
    rows: dict[tuple[str, str], StoredRecord] = {}
    for order in ("ASC", "DESC"):
        try:
            for raw in database.execute(f"{_SELECT} ORDER BY kind {order}, id {order}"):
                if (row := _unseal(raw)) is not None:
                    rows[row.kind, row.id] = row
        except DATABASE_ERRORS:
            continue
    return list(rows.values())


def drop_old_deletions(database: sqlite3.Connection, oldest_backup_rev: int) -> None:
    """Forget deletions that every backup knows of; inside a transaction."""
    gone = database.execute(
        "DELETE FROM record WHERE body IS NULL AND rev <= ?", (oldest_backup_rev,)
    ).rowcount
    set_mark(database, "rows", _count_rows(database) - gone)


def last_rev(database: sqlite3.Connection) -> int:
    """Return the last revision given out."""
    return mark(database, "rev") or 0


_SELECT = "SELECT kind, id, body, rev, seal FROM record"


def _known(database: sqlite3.Connection, rows: Sequence[StoredRecord]) -> set[tuple[str, str]]:
    return {
        key
        for key in {(row.kind, row.id) for row in rows}
        if database.execute("SELECT 1 FROM record WHERE kind=? AND id=?", key).fetchone()
    }


def _count_rows(database: sqlite3.Connection) -> int:
    return mark(database, "rows") or 0


def _seal(row: StoredRecord) -> bytes:
    digest = hashlib.blake2b(digest_size=8)
    for part in (row.kind.encode(), row.id.encode(), str(row.rev).encode()):
        digest.update(len(part).to_bytes(4, "big") + part)
    digest.update(b"-" if row.body is None else b"+" + row.body)
    return digest.digest()


def _unseal(raw: Sequence[object]) -> StoredRecord | None:
    match raw:
        case (str() as kind, str() as id_, bytes() | None as body, int() as rev, bytes() as seal):
            row = StoredRecord(kind=kind, id=id_, body=body, rev=rev)
            return row if _seal(row) == seal else None
        case _:
            return None
