"""Every visible entity as a row of roles.

Updates are gathered: a change marks its row dirty, one timer rebuilds the dirty faces, and QML
hears only of the roles that differ. That bounds the work when a gateway floods.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QTimer,
    Signal,
)

from desktop.viewmodels.face import ROLES, Face
from desktop.viewmodels.roles import role_name, role_names, role_number
from embedded_hub.model.ids import EntityId

AnyIndex = QModelIndex | QPersistentModelIndex
BATCH_MS = 33
"""Two frames at 60 Hz: nobody sees it, and a flood costs one pass per batch."""
_ROOT = QModelIndex()
_TREND_ROLE = role_number(ROLES, "trend")
_ARRANGING_ROLES = frozenset(
    role_number(ROLES, name)
    for name in ("areaId", "fullName", "isFavorite", "isMinor", "name", "size")
)


class TileModel(QAbstractListModel):
    """The tiles, in no particular order; windows on it choose and sort.

    Args:
        build: Makes the face of an entity from what is known now.
    """

    arranged = Signal()
    """Rows came or went, or something windows choose or sort by changed."""
    flushed = Signal()
    """A batch was told that changed something."""
    trendWanted = Signal(str)
    """Somebody looks at this entity's trend line."""

    def __init__(self, build: Callable[[EntityId], Face], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._ids: list[EntityId] = []
        self._faces: list[Face] = []
        self._rows: dict[EntityId, int] = {}
        self._dirty: set[EntityId] = set()
        self._batch = QTimer(self)
        self._batch.setSingleShot(True)
        self._batch.setInterval(BATCH_MS)
        self._batch.timeout.connect(self.flush)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of tiles."""
        return 0 if parent.isValid() else len(self._ids)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a tile."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one tile."""
        if not 0 <= index.row() < len(self._ids):
            return None
        return self.data_of(self._ids[index.row()], role)

    def data_of(self, entity_id: str, role: int) -> object:
        """Return one role of an entity's tile; ``None`` where there is none."""
        name, face = role_name(ROLES, role), self.face(entity_id)
        if name is None or face is None:
            return None
        if role == _TREND_ROLE:
            self.trendWanted.emit(entity_id)
        return face[name]

    def face_at(self, row: int) -> Face:
        """Return all roles of a row."""
        return self._faces[row]

    def face(self, entity_id: str) -> Face | None:
        """Return all roles of an entity's tile."""
        row = self._rows.get(EntityId(entity_id))
        return self._faces[row] if row is not None else None

    def faces(self) -> Sequence[Face]:
        """Return all tiles."""
        return self._faces

    def set_entities(self, shown: Iterable[EntityId]) -> None:
        """Have a row for exactly these entities; rows that stay keep their place."""
        wanted = dict.fromkeys(shown)
        before = list(self._ids)
        for row in reversed(range(len(self._ids))):
            if self._ids[row] not in wanted:
                self.beginRemoveRows(_ROOT, row, row)
                del self._ids[row], self._faces[row]
                self.endRemoveRows()
        self._index()
        come = [entity_id for entity_id in wanted if entity_id not in self._rows]
        if come:
            faces = [self._build(entity_id) for entity_id in come]
            first = len(self._ids)
            self.beginInsertRows(_ROOT, first, first + len(come) - 1)
            self._ids.extend(come)
            self._faces.extend(faces)
            self.endInsertRows()
            self._index()
        if self._ids != before:
            self.arranged.emit()

    def mark(self, entity_ids: Iterable[str]) -> None:
        """Rebuild these faces with the next batch."""
        self._dirty.update(EntityId(entity_id) for entity_id in entity_ids)
        if self._dirty and not self._batch.isActive():
            self._batch.start()

    def mark_aged(self) -> None:
        """Rebuild every face that says how old it is, or may have to from now on."""
        self.mark(
            str(face["entityId"]) for face in self._faces if face["ageText"] or face["valueText"]
        )

    def flush(self) -> None:
        """Rebuild every dirty face now and tell QML what differs."""
        self._batch.stop()
        dirty, self._dirty = self._dirty, set()
        rows = sorted(self._rows[entity_id] for entity_id in dirty if entity_id in self._rows)
        changed = {row: roles for row in rows if (roles := self._rebuild(row))}
        for first, last, roles in _merged(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0), list(roles))
        if changed:
            self.flushed.emit()
        if any(not _ARRANGING_ROLES.isdisjoint(roles) for roles in changed.values()):
            self.arranged.emit()

    def _rebuild(self, row: int) -> tuple[int, ...]:
        old, new = self._faces[row], self._build(self._ids[row])
        self._faces[row] = new
        return tuple(role_number(ROLES, name) for name in ROLES if old[name] != new[name])

    def _index(self) -> None:
        self._rows = {entity_id: row for row, entity_id in enumerate(self._ids)}


def _merged(changed: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Join neighbouring rows whose same roles changed: first row, last row, roles."""
    first = last = -1
    roles: tuple[int, ...] = ()
    for row, row_roles in changed.items():
        if row == last + 1 and row_roles == roles:
            last = row
            continue
        if roles:
            yield first, last, roles
        first = last = row
        roles = row_roles
    if roles:
        yield first, last, roles
