"""Long texts that repeat, each stored once: the attributes, labels and users of past states."""

import hashlib
import sqlite3
from collections import OrderedDict

import msgspec

_REMEMBERED = 4096


class _Known(msgspec.Struct):
    id: int
    seen: int


class Bodies:
    """The writer's side of the table ``body``, with the ones used last in memory."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: OrderedDict[bytes, _Known] = OrderedDict()

    def id_of(self, text: str, day: int) -> int:
        """Return the id of the text, stored now where it is new; inside a transaction.

        Args:
            text: What to store.
            day: The day of the state that uses it; the text is kept at least as long as that.

        Raises:
            ValueError: it is not text SQLite can hold.
        """
        # Half of the digest is the column; the whole of it makes a mix-up here impossible in
        # practice, without keeping the texts in memory.
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        known = self._known.get(digest)
        if known is None:
            known = self._find(text, digest) or self._add(text, digest, day)
            self._known[digest] = known
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(digest)
        if known.seen < day:
            self._database.execute("UPDATE body SET seen=? WHERE id=?", (day, known.id))
            known.seen = day
        return known.id

    def forget(self) -> None:
        """Drop what is in memory, after a roll-back or a deletion."""
        self._known.clear()

    def _find(self, text: str, digest: bytes) -> _Known | None:
        row = self._database.execute(
            "SELECT id, seen FROM body WHERE hash=? AND text=?", (_column(digest), text)
        ).fetchone()
        return None if row is None else _Known(*row)

    def _add(self, text: str, digest: bytes, day: int) -> _Known:
        added = self._database.execute(
            "INSERT INTO body (hash, seen, text) VALUES (?, ?, ?)", (_column(digest), day, text)
        )
        if added.lastrowid is None:
            raise sqlite3.InternalError("an inserted row has no id")
        return _Known(added.lastrowid, day)


def _column(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big", signed=True)
