"""Summaries of a number by any period, merged from hours and states.

Whole hours come from the table ``hour``, also where the states are still there. Shorter periods,
and what was not summed up yet, come from the states.
"""

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from embedded_hub.core.ports import StatisticsRow
from embedded_hub.storage.database import mark
from embedded_hub.storage.history_reader import TimeSpan, find_entity
from embedded_hub.storage.history_schema import HOUR_MS, RAW_FROM, SUMMED_UP_TO
from embedded_hub.storage.hours import carried_into, carried_into_hour, read_points
from embedded_hub.storage.summary import Summary, summarise

_MIN_PERIOD_MS = 300_000
_Piece = tuple[int, int, Summary]
"""Begin and length in ms, and what happened."""


def read_statistics(
    database: sqlite3.Connection, entity_id: str, span: TimeSpan, period_ms: int, now_ms: int
) -> Sequence[StatisticsRow]:
    """Return one entity's summaries, periods without a number left out.

    Periods up to an hour lie on their own multiples; longer ones are whole hours counted from the
    hour the span begins in, so that a span begun at a local midnight gives local days. A period
    the span ends in counts in full. Where states are purged, short periods come as hours.
    """
    entity = find_entity(database, entity_id)
    first_ms = None if entity is None else _first_known(database, entity)
    if entity is None or first_ms is None:
        return []
    period_ms = _usable(period_ms)
    grid_ms = min(period_ms, HOUR_MS)
    begin = span.begin // grid_ms * grid_ms
    # No empty periods before anything was known.
    begin += max(first_ms - begin, 0) // period_ms * period_ms
    end = min(-(-span.end // grid_ms) * grid_ms, now_ms)
    if begin >= end:
        return []
    is_fine = period_ms < HOUR_MS
    split_hour = mark(database, RAW_FROM if is_fine else SUMMED_UP_TO) or 0
    split = min(max(split_hour * HOUR_MS, begin), max(end // HOUR_MS * HOUR_MS, begin))
    pieces: Iterator[_Piece] = chain(
        _from_hours(database, entity, begin // HOUR_MS, split // HOUR_MS),
        _from_states(database, entity, _edges(begin, split, end, period_ms), period_ms),
    )
    if not is_fine:
        pieces = _merge(pieces, begin, period_ms)
    return [_as_row(*piece) for piece in pieces]


def _usable(period_ms: int) -> int:
    if period_ms < HOUR_MS:
        return max(period_ms, _MIN_PERIOD_MS)
    return round(period_ms / HOUR_MS) * HOUR_MS


def _first_known(database: sqlite3.Connection, entity: int) -> int | None:
    ts, hour = database.execute(
        "SELECT (SELECT min(ts) FROM state WHERE e=?1), (SELECT min(h) FROM hour WHERE e=?1)",
        (entity,),
    ).fetchone()
    known = (ts, None if hour is None else hour * HOUR_MS)
    return min((one for one in known if one is not None), default=None)


def _from_hours(
    database: sqlite3.Connection, entity: int, first: int, end: int
) -> Iterator[_Piece]:
    carry = carried_into_hour(database, entity, first)
    rows = database.execute(
        "SELECT h, span, mean, min, max, last FROM hour WHERE e=? AND h>=? AND h<? ORDER BY h",
        (entity, first, end),
    )
    following = first
    for hour, *values in rows:
        yield from _constant(carry, following, hour)
        summary = Summary(*values)
        yield hour * HOUR_MS, HOUR_MS, summary
        carry, following = summary.last, hour + 1
    yield from _constant(carry, following, end)


def _constant(value: float | None, first: int, end: int) -> Iterator[_Piece]:
    if value is not None:
        for hour in range(first, end):
            yield hour * HOUR_MS, HOUR_MS, Summary(HOUR_MS, value, value, value, value)


def _edges(begin: int, split: int, end: int, period_ms: int) -> Sequence[int]:
    """Return where periods meet from the split on; the first and the last may be cut short."""
    if split >= end:
        return []
    first = begin + ((split - begin) // period_ms + 1) * period_ms
    return [split, *range(first, end, period_ms), end]


def _from_states(
    database: sqlite3.Connection, entity: int, edges: Sequence[int], period_ms: int
) -> Iterator[_Piece]:
    if edges:
        carry = carried_into(database, entity, edges[0])
        points = read_points(database, entity, edges[0], edges[-1])
        for at, summary in zip(edges, summarise(points, carry, edges), strict=False):
            if not summary.is_empty:
                yield at, period_ms, summary


def _merge(pieces: Iterable[_Piece], begin: int, period_ms: int) -> Iterator[_Piece]:
    merged: dict[int, Summary] = {}
    for at, _, summary in pieces:
        merged.setdefault((at - begin) // period_ms, Summary()).add(summary)
    for index, summary in merged.items():
        yield begin + index * period_ms, period_ms, summary


def _as_row(at: int, length_ms: int, summary: Summary) -> StatisticsRow:
    return StatisticsRow(
        start_at=at / 1000,
        end_at=(at + length_ms) / 1000,
        mean=_finite(summary.mean),
        min=_finite(summary.min),
        max=_finite(summary.max),
        last=summary.last,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
