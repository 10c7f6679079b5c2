"""Past states in the short rows history is told in. Pure.

A row is ``{"s": state, "a"?: attributes, "lc"?: last changed, "lu": last updated}``, times in
seconds; ``lc`` stands only where it differs, and ``a`` only where it was asked for.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from embedded_hub.core.ports import HistoryRow
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

_TELLING_ATTRIBUTES = frozenset(
    {"climate", "device_tracker", "humidifier", "media_player", "person", "water_heater", "weather"}
)
"""Domains whose attributes matter when the state stays the same: a temperature, a place."""


class RowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a client wants its rows."""

    has_attributes: bool = True
    is_minimal: bool = False
    """Attributes only in an entity's first and last row."""
    is_significant_only: bool = True
    """Leave out rows that repeat the state."""


def told(entity_id: str, rows: Sequence[HistoryRow], options: RowOptions) -> list[JsonObject]:
    """Return the rows of one entity as they are told."""
    kept = list(_significant(entity_id, rows)) if options.is_significant_only else list(rows)
    last = len(kept) - 1
    return [
        _told_row(row, has_attributes=_shows(options, number in (0, last)))
        for number, row in enumerate(kept)
    ]


def encode_past(rows: Mapping[str, Sequence[HistoryRow]], options: RowOptions) -> bytes:
    """Encode the rows of many entities; made to run in a thread when they are many."""
    return msgspec.json.encode(
        {entity_id: told(entity_id, past, options) for entity_id, past in rows.items() if past}
    )


def row_of(state: State) -> HistoryRow:
    """Return a present state as a row."""
    return HistoryRow(
        value=state.value,
        attributes=state.attributes,
        changed_at=state.changed_at,
        updated_at=state.updated_at,
        user_id=state.context.user_id,
    )


def _shows(options: RowOptions, is_edge: bool) -> bool:
    return options.has_attributes and (is_edge or not options.is_minimal)


def _significant(entity_id: str, rows: Iterable[HistoryRow]) -> Iterable[HistoryRow]:
    is_telling = domain_of(entity_id) in _TELLING_ATTRIBUTES
    before: HistoryRow | None = None
    for row in rows:
        if before is None or is_telling or row.value != before.value:
            yield row
        before = row


def _told_row(row: HistoryRow, *, has_attributes: bool) -> JsonObject:
    entry: dict[str, JsonValue] = {"s": row.value}
    if has_attributes:
        entry["a"] = row.attributes or {}
    if row.changed_at != row.updated_at:
        entry["lc"] = row.changed_at
    entry["lu"] = row.updated_at
    return entry
