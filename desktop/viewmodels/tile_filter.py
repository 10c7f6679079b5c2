"""Windows on the one model of tiles: an area's, the favourites, what a search finds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.viewmodels.face import ROLES, Face
from desktop.viewmodels.roles import role_names, role_number
from desktop.viewmodels.row_steps import Insert, Move, Remove, Step, steps
from desktop.viewmodels.tile_model import TileModel

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Accepts = Callable[[Face], bool]
SortKey = Callable[[Face], tuple[int, int, int, str]]

_NAME_ROLE = role_number(ROLES, "name")
_FULL_NAME_ROLE = role_number(ROLES, "fullName")
_ROOT = QModelIndex()


@QmlElement
@QmlUncreatable("handed out by Tiles")
class TileFilterModel(QAbstractListModel):  # type: ignore[operator]  # the stub lacks it
    """Some of the tiles, in an order of its own.

    Rows come, go and move one by one, so that QML keeps the items of all others.

    Args:
        source: All tiles.
        accepts: Which faces belong here.
        sort_key: Their order.
        has_full_names: Show names with their area's, for lists that mix areas.
    """

    countChanged = Signal()

    def __init__(
        self,
        source: TileModel,
        accepts: Accepts,
        sort_key: SortKey,
        *,
        has_full_names: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._accepts = accepts
        self._sort_key = sort_key
        self._has_full_names = has_full_names
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        source.arranged.connect(self.arrange)
        source.dataChanged.connect(self._pass_on)
        self.arrange()

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many tiles there are."""
        return len(self._ids)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many tiles there are."""
        return 0 if parent.isValid() else len(self._ids)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a tile."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one tile; lists that mix areas show full names."""
        if not 0 <= index.row() < len(self._ids):
            return None
        if role == _NAME_ROLE and self._has_full_names:
            role = _FULL_NAME_ROLE
        return self._source.data_of(self._ids[index.row()], role)

    def entity_ids(self) -> Sequence[str]:
        """Return the entities in the order shown."""
        return self._ids

    def arrange(self) -> None:
        """Choose and order anew: a favourite, a place, a name or the search changed."""
        shown = sorted(filter(self._accepts, self._source.faces()), key=self._sort_key)
        before = len(self._ids)
        for step in steps(self._ids, [str(face["entityId"]) for face in shown]):
            self._take(step)
        self._rows = {entity_id: row for row, entity_id in enumerate(self._ids)}
        if len(self._ids) != before:
            self.countChanged.emit()

    def _take(self, step: Step) -> None:
        match step:
            case Remove(row):
                self.beginRemoveRows(_ROOT, row, row)
                del self._ids[row]
                self.endRemoveRows()
            case Move(row, to):
                self.beginMoveRows(_ROOT, row, row, _ROOT, to)
                self._ids.insert(to, self._ids.pop(row))
                self.endMoveRows()
            case Insert(row, key):
                self.beginInsertRows(_ROOT, row, row)
                self._ids.insert(row, key)
                self.endInsertRows()

    def _pass_on(self, first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        if self._has_full_names and _FULL_NAME_ROLE in roles:
            roles = [*roles, _NAME_ROLE]
        for source_row in range(first.row(), last.row() + 1):
            row = self._rows.get(str(self._source.face_at(source_row)["entityId"]))
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), roles)
