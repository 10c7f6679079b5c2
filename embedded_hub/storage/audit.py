"""The record of who did what on the disk, in the home's journal."""

from collections.abc import Sequence

import msgspec

from embedded_hub.core.audit import AuditEntry, AuditQuery
from embedded_hub.storage.journal import Journal

KEPT_ENTRIES = 20_000
"""About 5 MB: months of a family, days of a building."""
_SLACK = 200
"""Entries over that until the oldest are deleted, so that not every write is two."""


class SqliteAuditStore:
    """The newest of what was done in one home.

    Args:
        journal: The home's.
        most: How many entries are kept.
    """

    def __init__(self, journal: Journal, most: int = KEPT_ENTRIES) -> None:
        self._journal = journal
        self._most = most

    async def add(self, entries: Sequence[AuditEntry]) -> None:
        """Keep entries, and let the oldest go."""
        await self._journal.do(lambda: self._add(entries))

    async def find(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return the newest that fit."""
        return await self._journal.do(lambda: self._find(query))

    def _add(self, entries: Sequence[AuditEntry]) -> None:
        database = self._journal.database
        database.executemany(
            "INSERT INTO audit (user, kind, body) VALUES (?, ?, ?)",
            [(one.user_id, one.kind, msgspec.json.encode(one)) for one in entries],
        )
        newest, oldest = database.execute("SELECT max(number), min(number) FROM audit").fetchone()
        if newest - oldest >= self._most + _SLACK:
            database.execute("DELETE FROM audit WHERE number<=?", (newest - self._most,))

    def _find(self, query: AuditQuery) -> list[AuditEntry]:
        clauses, values = ["1"], list[str | int]()
        if query.user_id is not None:
            clauses.append("user=?")
            values.append(query.user_id)
        if query.kind is not None:
            is_noun = query.kind.endswith("/")
            clauses.append("substr(kind, 1, ?)=?" if is_noun else "kind=?")
            values += [len(query.kind), query.kind] if is_noun else [query.kind]
        if query.before is not None:
            clauses.append("number<?")
            values.append(query.before)
        rows = self._journal.database.execute(
            f"SELECT number, body FROM audit WHERE {' AND '.join(clauses)}"  # noqa: S608 - our words
            " ORDER BY number DESC LIMIT ?",
            (*values, query.limit),
        )
        return [
            msgspec.structs.replace(msgspec.json.decode(body, type=AuditEntry), number=number)
            for number, body in rows
        ]
