"""A home's stores in memory, with the same promises as those on disk."""

from collections.abc import Mapping, Sequence

from embedded_hub.core.ports import HistoryRow, Record, StatisticsRow
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State


class MemoryRecords:
    """A record store that loses everything with the process and can be told to fail."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Record] = {}
        self.saves = 0
        self.is_full = False

    def load(self) -> Sequence[Record]:
        """Return every record."""
        return list(self.kept.values())

    async def save(self, records: Sequence[Record]) -> None:
        """Keep all records, or none when the disk is said to be full."""
        if self.is_full:
            raise StorageError("no space left on the disk")
        self.saves += 1
        for record in records:
            if record.body is None:
                self.kept.pop((record.kind, record.id), None)
            else:
                self.kept[record.kind, record.id] = record


class MemoryHistory:
    """A history store that remembers everything it was told."""

    def __init__(self) -> None:
        self.rows: dict[EntityId, list[State]] = {}

    def record(self, state: State) -> None:
        """Remember one state."""
        self.rows.setdefault(state.entity_id, []).append(state)

    async def read(
        self,
        entity_ids: Sequence[EntityId],
        start_at: float,
        end_at: float,
        *,
        has_attributes: bool = True,
        limit: int | None = None,
    ) -> Mapping[EntityId, Sequence[HistoryRow]]:
        """Return the states of a time, the one that held at its start first."""
        found = {}
        for entity_id in entity_ids:
            states = self.rows.get(entity_id, [])
            before = [state for state in states if state.updated_at <= start_at][-1:]
            within = [state for state in states if start_at < state.updated_at < end_at]
            if rows := (before + within)[-limit if limit else None :]:
                found[entity_id] = [_row(state, has_attributes) for state in rows]
        return found

    async def statistics(
        self, entity_ids: Sequence[EntityId], start_at: float, end_at: float, period_s: float
    ) -> Mapping[EntityId, Sequence[StatisticsRow]]:
        """Return nothing: numbers are summarised by the real store alone."""
        return {}

    async def flush(self) -> None:
        """Return at once: what is remembered can be read."""

    async def forget(self, entity_ids: Sequence[EntityId]) -> None:
        """Forget these entities."""
        for entity_id in entity_ids:
            self.rows.pop(entity_id, None)


def _row(state: State, has_attributes: bool) -> HistoryRow:
    return HistoryRow(
        value=state.value,
        attributes=state.attributes if has_attributes else None,
        changed_at=state.changed_at,
        updated_at=state.updated_at,
        user_id=state.context.user_id,
    )
