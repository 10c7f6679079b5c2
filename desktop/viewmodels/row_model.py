"""A list model over rows of roles that are worked out anew and compared with those before."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)

from desktop.viewmodels.roles import role_name, role_names, role_number
from desktop.viewmodels.row_steps import Insert, Move, Remove, Step, steps

AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]
_ROOT = QModelIndex()


class RowModel(QAbstractListModel):
    """Tells QML single rows and roles, never that everything is different.

    Args:
        roles: The names of the roles; the first is what tells rows apart.
        parent: Owns it.
    """

    countChanged = Signal()

    def __init__(self, roles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = roles
        self.rows: list[Row] = []

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a row."""
        return role_names(self._roles)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one row."""
        name = role_name(self._roles, role)
        if name is None or not 0 <= index.row() < len(self.rows):
            return None
        return self.rows[index.row()][name]

    def row(self, key: str) -> Row | None:
        """Return the row with a key."""
        name = self._roles[0]
        return next((row for row in self.rows if row[name] == key), None)

    def show(self, rows: Sequence[Row]) -> None:
        """Have these rows, in this order."""
        name = self._roles[0]
        wanted = {str(row[name]): row for row in rows}
        before = len(self.rows)
        for step in steps([str(row[name]) for row in self.rows], list(wanted)):
            self._take(step, wanted)
        for place, row in enumerate(wanted.values()):
            self._replace(place, row)
        if len(self.rows) != before:
            self.countChanged.emit()

    def update(self, key: str, roles: Mapping[str, object]) -> None:
        """Change some roles of one row, where it is there."""
        name = self._roles[0]
        for place, row in enumerate(self.rows):
            if row[name] == key:
                self._replace(place, {**row, **roles})
                return

    def _replace(self, place: int, new: Row) -> None:
        old = self.rows[place]
        changed = [role_number(self._roles, one) for one in self._roles if old[one] != new[one]]
        if changed:
            self.rows[place] = new
            self.dataChanged.emit(self.index(place, 0), self.index(place, 0), changed)

    def _take(self, step: Step, wanted: Mapping[str, Row]) -> None:
        match step:
            case Remove(row):
                self.beginRemoveRows(_ROOT, row, row)
                del self.rows[row]
                self.endRemoveRows()
            case Move(row, to):
                self.beginMoveRows(_ROOT, row, row, _ROOT, to)
                self.rows.insert(to, self.rows.pop(row))
                self.endMoveRows()
            case Insert(row, key):
                self.beginInsertRows(_ROOT, row, row)
                self.rows.insert(row, wanted[key])
                self.endInsertRows()
