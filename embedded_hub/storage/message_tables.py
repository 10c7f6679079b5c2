"""The tables of text messages.

::

    message(id, channel, user, at, nonce, body, folded, kept, gone)   body: the message as JSON
                                                                      folded: its text, to search
    message_receipt(message, user, state, at)
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from embedded_hub.core.intercom.ports import BurstQuery, Reader
from embedded_hub.core.intercom.talk_groups import person_channel
from embedded_hub.core.messages.ports import Message, MessageId, MessageReceipt, Unread
from embedded_hub.core.messages.recent_messages import APART_S
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import TalkGroupId

_TABLES = (
    """CREATE TABLE message (
        id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, at REAL NOT NULL UNIQUE,
        nonce TEXT NOT NULL, body BLOB NOT NULL, folded TEXT NOT NULL, kept INTEGER NOT NULL,
        gone INTEGER NOT NULL, UNIQUE (user, nonce)
    ) WITHOUT ROWID""",
    "CREATE INDEX message_by_channel ON message (channel, at)",
    """CREATE TABLE message_receipt (
        message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
        user TEXT NOT NULL, state TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (message, user, state)
    ) WITHOUT ROWID""",
)


def make_message_tables(database: sqlite3.Connection) -> None:
    """Make the tables in a database that has none of them."""
    for table in _TABLES:
        database.execute(table)


class MessageTables:
    """Reads and writes text messages; one thread at a time, inside a transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def known(self, user_id: UserId, nonce: str) -> Message | None:
        """Return what a person has written under a nonce."""
        rows = self._database.execute(
            "SELECT body FROM message WHERE user=? AND nonce=?", (user_id, nonce)
        )
        return next(_messages(rows), None)

    def add(self, message: Message) -> Message:
        """Add a message, a moment later where another has its place in time."""
        taken = "SELECT 1 FROM message WHERE at=?"
        while self._database.execute(taken, (message.at,)).fetchone():
            message = msgspec.structs.replace(message, at=message.at + APART_S)
        self._put(message)
        return message

    def get(self, message_id: MessageId) -> Message | None:
        """Return a message, also one that is gone."""
        rows = self._database.execute("SELECT body FROM message WHERE id=?", (message_id,))
        return next(_messages(rows), None)

    def find(self, query: BurstQuery) -> list[Message]:
        """Return the newest that fit."""
        reader = query.reader
        clauses, values = _seen(reader)
        if query.channel is not None:
            clauses.append("channel=?")
            values.append(query.channel)
        if query.partner is not None:
            own = sorted(reader.own)
            clauses.append(f"((user=? AND channel=?) OR (user=? AND channel IN {_places(own)}))")
            values += [reader.user_id, person_channel(query.partner), query.partner, *own]
        if query.after is not None:
            clauses.append("at>?")
            values.append(query.after)
        if query.before is not None:
            clauses.append("at<?")
            values.append(query.before)
        if query.words:
            clauses.append("instr(folded, ?)")
            values.append(query.words.casefold())
        if query.is_unread_only:
            clauses.append(_UNREAD)
            values += [reader.user_id, reader.user_id]
        rows = self._database.execute(
            f"SELECT body FROM message WHERE {' AND '.join(clauses)}"  # noqa: S608 - our own words
            " ORDER BY at DESC LIMIT ?",
            (*values, query.limit),
        )
        return list(_messages(rows))

    def unread(self, reader: Reader) -> list[Unread]:
        """Count what was not read, by channel and writer."""
        clauses, values = _seen(reader)
        rows = self._database.execute(
            "SELECT channel, user, count(*), min(at) FROM message"  # noqa: S608 - our own words
            f" WHERE {' AND '.join((*clauses, _UNREAD))} GROUP BY channel, user",
            (*values, reader.user_id, reader.user_id),
        )
        return [
            Unread(
                channel=TalkGroupId(row[0]), user_id=UserId(row[1]), count=row[2], oldest_at=row[3]
            )
            for row in rows
        ]

    def undelivered(self, reader: Reader) -> list[Message]:
        """Return what is unread and has not reached its reader so far, oldest first."""
        clauses, values = _seen(reader)
        rows = self._database.execute(
            "SELECT body FROM message"  # noqa: S608 - our own words
            f" WHERE {' AND '.join((*clauses, _UNREAD))} AND NOT EXISTS (SELECT 1 FROM"
            " message_receipt WHERE message=message.id AND user=? AND state='delivered')"
            " ORDER BY at",
            (*values, reader.user_id, reader.user_id, reader.user_id),
        )
        return list(_messages(rows))

    def receipts(self, message_ids: Sequence[MessageId]) -> dict[MessageId, list[MessageReceipt]]:
        """Return who said what about these."""
        found: dict[MessageId, list[MessageReceipt]] = {}
        for message, user, state, at in self._database.execute(
            "SELECT message, user, state, at FROM message_receipt"  # noqa: S608 - question marks
            f" WHERE message IN {_places(message_ids)} ORDER BY at",
            tuple(message_ids),
        ):
            receipt = MessageReceipt(
                message_id=MessageId(message), user_id=UserId(user), state=state, at=at
            )
            found.setdefault(receipt.message_id, []).append(receipt)
        return found

    def add_receipt(self, receipt: MessageReceipt) -> bool:
        """Note a receipt; False when it says nothing new or its message is gone."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO message_receipt"
            " SELECT id, ?, ?, ? FROM message WHERE id=? AND NOT gone",
            (receipt.user_id, receipt.state, receipt.at, receipt.message_id),
        )
        if not added.rowcount:
            return False
        message = self.get(receipt.message_id)
        if receipt.state == "kept" and message is not None:
            self._put(msgspec.structs.replace(message, is_kept=True))
        return True

    def empty(self, message_id: MessageId) -> None:
        """Leave of a message only that it was there."""
        if (message := self.get(message_id)) is not None:
            self._put(msgspec.structs.replace(message, text="", is_gone=True, is_kept=False))
            self._database.execute("DELETE FROM message_receipt WHERE message=?", (message_id,))

    def retire(self, before: float, most: int) -> None:
        """Drop what nobody wants kept that is older, or beyond the newest of its channel."""
        self._database.execute(
            "DELETE FROM message WHERE id IN (SELECT id FROM (SELECT id, kept, at, row_number()"
            " OVER (PARTITION BY channel ORDER BY at DESC) AS place FROM message)"
            " WHERE NOT kept AND (at<? OR place>?))",
            (before, most),
        )

    def _put(self, message: Message) -> None:
        self._database.execute(
            "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " body=excluded.body, folded=excluded.folded, kept=excluded.kept, gone=excluded.gone",
            (
                message.id,
                message.channel,
                message.user_id,
                message.at,
                message.nonce,
                msgspec.json.encode(message),
                message.text.casefold(),
                message.is_kept,
                message.is_gone,
            ),
        )


_UNREAD = (
    "user<>? AND NOT EXISTS (SELECT 1 FROM message_receipt WHERE message=message.id AND user=?"
    " AND state IN ('heard', 'read', 'kept', 'deleted'))"
)
_NOT_DELETED = (
    "NOT EXISTS (SELECT 1 FROM message_receipt"
    " WHERE message=message.id AND user=? AND state='deleted')"
)


def _seen(reader: Reader) -> tuple[list[str], list[str | float]]:
    """Say in SQL what ``may_read`` says; both are held to the same tests."""
    channels = sorted(reader.shared | reader.own)
    clauses = [
        "NOT gone",
        f"(user=? OR (channel IN {_places(channels)} AND at>=?))",
        _NOT_DELETED,
    ]
    return clauses, [reader.user_id, *channels, reader.since, reader.user_id]


def _messages(rows: Iterable[tuple[bytes]]) -> Iterator[Message]:
    for (body,) in rows:
        yield msgspec.json.decode(body, type=Message)


def _places(values: Sequence[object]) -> str:
    return f"({','.join('?' * len(values))})"
