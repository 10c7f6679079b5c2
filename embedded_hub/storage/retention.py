"""Purging old states in slices small enough to go between two batches.

Of each entity the last state before the limit stays, for it tells what held afterwards. Hours are
never purged.
"""

import sqlite3
from collections.abc import Iterator

from embedded_hub.core.clock import Clock
from embedded_hub.storage.bodies import Bodies
from embedded_hub.storage.database import mark, set_mark, transaction
from embedded_hub.storage.history_schema import DAY_MS, HOUR_MS, RAW_FROM, SUMMED_UP_TO

SLICE_ROWS = 5000
_DAY_S = 86_400.0
_STEADY_S = 600.0
_JUMP_S = 60.0


class SteadyClock:
    """Tells whether the wall clock can be trusted with deleting things.

    A machine without a battery clock may believe itself years ahead for a moment, and a purge then
    would take everything.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._restart()

    def is_steady(self) -> bool:
        """Say whether the wall clock has kept pace with the monotonic one for a while."""
        passed_s = self._clock.monotonic_s() - self._since_s
        if abs(self._clock.utc_s() - self._utc_at_s - passed_s) > _JUMP_S:
            self._restart()
            return False
        return passed_s >= _STEADY_S

    def _restart(self) -> None:
        self._since_s = self._clock.monotonic_s()
        self._utc_at_s = self._clock.utc_s()


class Retention:
    """Deletes states older than the limit, once a day."""

    def __init__(
        self, database: sqlite3.Connection, bodies: Bodies, clock: Clock, raw_days: float
    ) -> None:
        self._database = database
        self._bodies = bodies
        self._clock = clock
        self._steady = SteadyClock(clock)
        self._raw_s = raw_days * _DAY_S

    def limit_hour(self) -> int | None:
        """Return the hour before which states are to go, or ``None`` while none need to."""
        if not self._steady.is_steady():
            return None
        wanted = int(self._clock.utc_s() - self._raw_s) * 1000 // HOUR_MS
        # What is not summed up yet stays.
        limit = min(wanted, mark(self._database, SUMMED_UP_TO) or 0)
        is_due = limit - (mark(self._database, RAW_FROM) or 0) >= DAY_MS // HOUR_MS
        return limit if is_due else None

    def purge(self, hour: int) -> Iterator[None]:
        """Delete every state before that hour but each entity's last; one slice per step."""
        with transaction(self._database):
            set_mark(self._database, RAW_FROM, hour)
        limit_ms = hour * HOUR_MS
        for (entity,) in self._database.execute("SELECT id FROM entity").fetchall():
            yield from self._purge_entity(entity, limit_ms)
        yield from self._purge_bodies(limit_ms)

    def _purge_entity(self, entity: int, limit_ms: int) -> Iterator[None]:
        kept_ms = self._last_before(entity, limit_ms)
        while kept_ms is not None:
            row = self._database.execute(
                "SELECT ts FROM state WHERE e=? AND ts<? ORDER BY ts LIMIT 1 OFFSET ?",
                (entity, kept_ms, SLICE_ROWS),
            ).fetchone()
            end_ms = kept_ms if row is None else row[0]
            with transaction(self._database):
                self._database.execute("DELETE FROM place WHERE e=? AND ts<?", (entity, end_ms))
                self._database.execute("DELETE FROM state WHERE e=? AND ts<?", (entity, end_ms))
            yield
            if row is None:
                break

    def _purge_bodies(self, limit_ms: int) -> Iterator[None]:
        used = self._bodies_of_kept_states(limit_ms)
        highest = self._database.execute("SELECT max(id) FROM body").fetchone()[0] or 0
        for first in range(0, highest + 1, SLICE_ROWS):
            old = self._database.execute(
                "SELECT id FROM body WHERE id>=? AND id<? AND seen<?",
                (first, first + SLICE_ROWS, limit_ms // DAY_MS),
            ).fetchall()
            with transaction(self._database):
                self._database.executemany(
                    "DELETE FROM body WHERE id=?", [row for row in old if row[0] not in used]
                )
            # The next batch must not refer to one of these.
            self._bodies.forget()
            yield

    def _bodies_of_kept_states(self, limit_ms: int) -> set[int]:
        used: set[int] = set()
        for (entity,) in self._database.execute("SELECT id FROM entity").fetchall():
            for row in self._database.execute(
                "SELECT label, a, u FROM state WHERE e=? AND ts<?", (entity, limit_ms)
            ):
                used.update(id_ for id_ in row if id_ is not None)
        return used

    def _last_before(self, entity: int, at_ms: int) -> int | None:
        row = self._database.execute(
            "SELECT max(ts) FROM state WHERE e=? AND ts<?", (entity, at_ms)
        ).fetchone()
        return None if row[0] is None else int(row[0])
