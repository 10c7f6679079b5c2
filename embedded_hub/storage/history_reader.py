"""Reading past states, beside the writer and never through it."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from embedded_hub.core.ports import HistoryRow
from embedded_hub.model.values import JsonObject
from embedded_hub.storage.places import moves, read_places

_ATTRIBUTES: msgspec.json.Decoder[JsonObject] = msgspec.json.Decoder(dict[str, Any])


class TimeSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Which time to read, in ms; the end is not part of it."""

    begin: int
    end: int


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open the history beside its writer; nothing can be changed through it."""
    database = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        database.execute("PRAGMA query_only=1")
    except BaseException:
        database.close()
        raise
    return database


def find_entity(database: sqlite3.Connection, entity_id: str) -> int | None:
    """Return the number an entity has in the tables."""
    row = database.execute("SELECT id FROM entity WHERE key=?", (entity_id,)).fetchone()
    return None if row is None else int(row[0])


class StateReader:
    """Reads states on one connection, fetching each text once."""

    def __init__(self, database: sqlite3.Connection, *, has_attributes: bool) -> None:
        self._database = database
        self._has_attributes = has_attributes
        self._texts: dict[int, str] = {}
        self._attributes: dict[int, JsonObject] = {}

    def read(self, entity_id: str, span: TimeSpan, limit: int | None) -> Sequence[HistoryRow]:
        """Return one entity's states, oldest first, the one that held at the beginning included.

        With a limit only the newest that many.
        """
        entity = find_entity(self._database, entity_id)
        if entity is None:
            return []
        rows = self._database.execute(
            "SELECT ts, v, label, a, age, u FROM state WHERE e=?1 AND ts<?3 AND ts>="
            " coalesce((SELECT max(ts) FROM state WHERE e=?1 AND ts<=?2), ?2)"
            " ORDER BY ts DESC LIMIT ?4",
            (entity, span.begin, span.end, -1 if limit is None else limit),
        ).fetchall()
        places: Mapping[int, JsonObject] = {}
        if rows and self._has_attributes and moves(entity_id):
            places = read_places(self._database, entity, rows[-1][0], rows[0][0])
        found = [
            HistoryRow(
                value=str(cell) if label is None else self._text(label),
                attributes=self._whole(attributes, places.get(ts)),
                changed_at=(ts - age) / 1000,
                updated_at=ts / 1000,
                user_id=None if user is None else self._text(user),
            )
            for ts, cell, label, attributes, age, user in rows
        ]
        found.reverse()
        return found

    def _whole(self, id_: int | None, place: JsonObject | None) -> JsonObject | None:
        if not self._has_attributes:
            return None
        lasting = self._decoded(id_)
        return lasting if not place else {**lasting, **place}

    def _decoded(self, id_: int | None) -> JsonObject:
        if id_ is None:
            return {}
        if id_ not in self._attributes:
            try:
                self._attributes[id_] = _ATTRIBUTES.decode(self._text(id_))
            except ValueError:  # A byte flipped on the disk.
                self._attributes[id_] = {}
        return self._attributes[id_]

    def _text(self, id_: int) -> str:
        if id_ not in self._texts:
            row = self._database.execute("SELECT text FROM body WHERE id=?", (id_,)).fetchone()
            self._texts[id_] = "" if row is None else str(row[0])
        return self._texts[id_]
