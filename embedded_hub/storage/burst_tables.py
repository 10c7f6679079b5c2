"""The index of talk bursts, ``bursts.db``: what was said when, to whom, and who heard it.

::

    burst(id, channel, user, started, body, spoken, kept, size)   body: the record as JSON
                                                            spoken: its text, folded, to search
                                                            size: of its sound, in bytes
    receipt(burst, user, state, at)

Sound lies beside it, one Ogg Opus file each, and carries its own record, so that a lost index can
be made again; only receipts and corrected texts would be missing then.
"""

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from embedded_hub.core.intercom.conversations import is_unwritten, with_text, words_of
from embedded_hub.core.intercom.ports import BurstQuery, BurstRecord, Reader, Receipt, Unread
from embedded_hub.core.intercom.talk_groups import person_channel
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import BurstId, TalkGroupId
from embedded_hub.storage.database import Schema

_TABLES = (
    """CREATE TABLE burst (
        id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, started REAL NOT NULL,
        addressees TEXT NOT NULL, body BLOB NOT NULL, spoken TEXT NOT NULL, kept INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX burst_by_time ON burst (started)",
    "CREATE INDEX burst_by_channel ON burst (channel, started)",
    """CREATE TABLE receipt (
        burst TEXT NOT NULL REFERENCES burst (id) ON DELETE CASCADE,
        user TEXT NOT NULL, state TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (burst, user, state)
    ) WITHOUT ROWID""",
)


def _first(database: sqlite3.Connection) -> None:
    for table in _TABLES:
        database.execute(table)


def _second(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE burst ADD COLUMN size INTEGER NOT NULL DEFAULT 0")
    database.execute("UPDATE burst SET size=json_extract(CAST(body AS TEXT), '$.byte_count')")


BURST_SCHEMA = Schema(
    application_id=0x54616C6B,  # "Talk"
    migrations=(_first, _second),
    synchronous="NORMAL",
)


class BurstTables:
    """Reads and writes the index; one thread at a time."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute("PRAGMA foreign_keys=ON")

    def put(self, record: BurstRecord) -> None:
        """Add a record or replace it; its receipts stay."""
        self._database.execute(
            "INSERT INTO burst VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " body=excluded.body, spoken=excluded.spoken, kept=excluded.kept",
            (
                record.id,
                record.channel,
                record.user_id,
                record.started_at,
                _listed(record.to),
                msgspec.json.encode(record),
                words_of(record),
                record.is_kept,
                record.byte_count,
            ),
        )

    def get(self, burst_id: BurstId) -> BurstRecord | None:
        """Return a record."""
        rows = self._database.execute("SELECT body FROM burst WHERE id=?", (burst_id,))
        return next(_records(rows), None)

    def find(self, query: BurstQuery) -> list[BurstRecord]:
        """Return the newest that fit."""
        reader = query.reader
        clauses, values = _visible(reader)
        clauses.append(
            "NOT EXISTS (SELECT 1 FROM receipt WHERE burst=burst.id AND user=? AND state='deleted')"
        )
        values.append(reader.user_id)
        if query.channel is not None:
            clauses.append("channel=?")
            values.append(query.channel)
        if query.partner is not None:
            places = _places(reader.own)
            clauses.append(f"((user=? AND channel=?) OR (user=? AND channel IN {places}))")
            values += [reader.user_id, person_channel(query.partner), query.partner, *reader.own]
        if query.after is not None:
            clauses.append("started>?")
            values.append(query.after)
        if query.before is not None:
            clauses.append("started<?")
            values.append(query.before)
        if query.words:
            clauses.append("instr(spoken, ?)")
            values.append(query.words.casefold())
        if query.is_unread_only:
            clauses.append(_UNREAD)
            values += [reader.user_id, reader.user_id]
        values.append(query.limit)
        rows = self._database.execute(
            f"SELECT body FROM burst WHERE {' AND '.join(clauses)}"  # noqa: S608 - our own words
            " ORDER BY started DESC LIMIT ?",
            values,
        )
        return list(_records(rows))

    def unread(self, reader: Reader) -> dict[TalkGroupId, Unread]:
        """Count what was said to a reader and not heard, by channel."""
        clauses, values = _visible(reader)
        rows = self._database.execute(
            "SELECT channel, count(*), min(started) FROM burst"  # noqa: S608 - our own words
            f" WHERE {' AND '.join((*clauses, _UNREAD))} GROUP BY channel",
            (*values, reader.user_id, reader.user_id),
        )
        return {
            TalkGroupId(channel): Unread(count=count, oldest_at=oldest)
            for channel, count, oldest in rows
        }

    def receipts(self, burst_ids: Sequence[BurstId]) -> dict[BurstId, list[Receipt]]:
        """Return who said what about these."""
        rows = self._database.execute(
            "SELECT burst, user, state, at FROM receipt"  # noqa: S608 - question marks only
            f" WHERE burst IN {_places(burst_ids)} ORDER BY at",
            tuple(burst_ids),
        )
        found: dict[BurstId, list[Receipt]] = {}
        for burst, user, state, at in rows:
            receipt = Receipt(burst_id=BurstId(burst), user_id=UserId(user), state=state, at=at)
            found.setdefault(receipt.burst_id, []).append(receipt)
        return found

    def add_receipt(self, receipt: Receipt) -> bool:
        """Note a receipt; False when it says nothing new or its talk burst is gone."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO receipt SELECT id, ?, ?, ? FROM burst WHERE id=?",
            (receipt.user_id, receipt.state, receipt.at, receipt.burst_id),
        )
        if not added.rowcount:
            return False
        record = self.get(receipt.burst_id)
        if receipt.state == "kept" and record is not None:
            self.put(msgspec.structs.replace(record, is_kept=True))
        return True

    def without_text(self, since: float, limit: int) -> list[BurstRecord]:
        """Return what has a sound and no text yet, of what began after a time; oldest first."""
        rows = self._database.execute(
            "SELECT body FROM burst WHERE started>? ORDER BY started", (since,)
        )
        return [one for one in _records(rows) if is_unwritten(one)][:limit]

    def set_text(self, burst_id: BurstId, text: str) -> BurstRecord | None:
        """Set what was said as text."""
        record = self.get(burst_id)
        if record is not None:
            record = with_text(record, text)
            self.put(record)
        return record

    def set_answer(self, burst_id: BurstId, answer: str) -> BurstRecord | None:
        """Set what the house said to it."""
        record = self.get(burst_id)
        if record is not None:
            record = msgspec.structs.replace(record, answer=answer)
            self.put(record)
        return record

    def delete(self, burst_id: BurstId) -> None:
        """Delete a record and its receipts."""
        self._database.execute("DELETE FROM burst WHERE id=?", (burst_id,))

    def outlived(self, before: float, most: int, most_bytes: int) -> list[BurstId]:
        """Return those that are too old, too many in their channel, or too much altogether.

        What somebody wants kept stays, and counts towards the bytes first.
        """
        rows = self._database.execute(
            "SELECT id FROM (SELECT id, kept, started,"
            " row_number() OVER (PARTITION BY channel ORDER BY started DESC) AS place,"
            " sum(size) OVER (ORDER BY kept DESC, started DESC, id) AS upto FROM burst)"
            " WHERE NOT kept AND (started<? OR place>? OR upto>?)",
            (before, most, most_bytes),
        )
        return [BurstId(row[0]) for row in rows]

    def ids(self) -> set[BurstId]:
        """Return the name of every record."""
        return {BurstId(row[0]) for row in self._database.execute("SELECT id FROM burst")}


_UNREAD = (
    "user<>? AND NOT EXISTS (SELECT 1 FROM receipt WHERE burst=burst.id AND user=?"
    " AND state IN ('heard', 'read', 'kept', 'deleted'))"
)


def _visible(reader: Reader) -> tuple[list[str], list[str | float]]:
    """Say in SQL what :func:`may_know` says; both are held to the same tests."""
    channels = sorted(reader.shared | reader.own)
    addresses = sorted(reader.addresses)
    is_named = " OR ".join("instr(addressees, ?)" for _ in addresses) or "0"
    clause = (
        f"(user=? OR (channel IN {_places(channels)} AND started>=?"
        f" AND (addressees='' OR {is_named})))"
    )
    return [clause], [reader.user_id, *channels, reader.since, *map(_entry, addresses)]


def _records(rows: Iterator[tuple[bytes]] | sqlite3.Cursor) -> Iterator[BurstRecord]:
    for (body,) in rows:
        yield msgspec.json.decode(body, type=BurstRecord)


def _places(values: Sequence[object] | frozenset[TalkGroupId]) -> str:
    return f"({','.join('?' * len(values))})"


def _listed(to: Sequence[str]) -> str:
    return "".join(map(_entry, to))


def _entry(address: str) -> str:
    # Line ends stand around each, so that no address is found inside another.
    return f"\n{address}\n"
