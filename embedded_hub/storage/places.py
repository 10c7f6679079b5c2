"""Where trackers were: the part of their attributes that is another one with every fix.

A tracker's attributes would make a new text of 300 bytes each time; here a fix is some 35 bytes
beside its state, and goes when that goes.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from math import isfinite

from embedded_hub.model.capability.tracker import TRACKED_DOMAINS
from embedded_hub.model.ids import domain_of
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.storage.history_schema import PLACE_ATTRIBUTES, Cell

PlaceRow = tuple[int | Cell, ...]
"""Entity, time in ms, then a cell for each of :data:`PLACE_ATTRIBUTES`."""
_PUT = f"INSERT OR REPLACE INTO place VALUES (?, ?{', ?' * len(PLACE_ATTRIBUTES)})"  # noqa: S608 - our own names
_FIND = f"SELECT ts, {', '.join(PLACE_ATTRIBUTES)} FROM place WHERE e=? AND ts>=? AND ts<=?"  # noqa: S608 - our own names
_MAX_INT = 2**63


def moves(entity_id: str) -> bool:
    """Say whether an entity is of a kind whose places are kept apart."""
    return domain_of(entity_id) in TRACKED_DOMAINS


def split(attributes: JsonObject) -> tuple[JsonObject, tuple[Cell, ...]]:
    """Return the attributes without where something is, and that as cells."""
    cells = tuple(_cell(attributes.get(name)) for name in PLACE_ATTRIBUTES)
    taken = {name for name, cell in zip(PLACE_ATTRIBUTES, cells, strict=True) if cell is not None}
    return {name: value for name, value in attributes.items() if name not in taken}, cells


def write_places(database: sqlite3.Connection, rows: Iterable[PlaceRow]) -> None:
    """Write the places of states; inside a transaction."""
    database.executemany(_PUT, rows)


def read_places(
    database: sqlite3.Connection, entity: int, first_ms: int, last_ms: int
) -> Mapping[int, JsonObject]:
    """Return where an entity was by the time of its states, as attributes."""
    found: dict[int, JsonObject] = {}
    for ts, *cells in database.execute(_FIND, (entity, first_ms, last_ms)):
        place: dict[str, JsonValue] = {
            name: cell
            for name, cell in zip(PLACE_ATTRIBUTES, cells, strict=True)
            if isinstance(cell, int | float)
        }
        found[ts] = place
    return found


def _cell(value: JsonValue) -> Cell:
    if isinstance(value, float):
        return value if isfinite(value) else None
    is_small = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MAX_INT
    return value if is_small and isinstance(value, int) else None
