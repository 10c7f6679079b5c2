"""Windows on the one model of tiles: an area's, the favourites, what a search finds."""

from collections.abc import Callable

from PySide6.QtCore import (
    Property,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.viewmodels.face import ROLES, Face
from desktop.viewmodels.roles import role_number
from desktop.viewmodels.tile_model import TileModel

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Accepts = Callable[[Face], bool]
SortKey = Callable[[Face], tuple[int, int, int, str]]

_ENTITY_ROLE = role_number(ROLES, "entityId")
_NAME_ROLE = role_number(ROLES, "name")
_FULL_NAME_ROLE = role_number(ROLES, "fullName")


@QmlElement
@QmlUncreatable("handed out by Tiles")
class TileFilterModel(QSortFilterProxyModel):  # type: ignore[operator]  # the stub lacks it
    """Some of the tiles, in an order of its own.

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
        self._face_at = source.face_at
        self._accepts = accepts
        self._sort_key = sort_key
        self._has_full_names = has_full_names
        self._last_count = 0
        # Sorting and filtering look at faces; tying them to the id's role, which never changes,
        # keeps Qt from sorting anew at every state.
        self.setSortRole(_ENTITY_ROLE)
        self.setFilterRole(_ENTITY_ROLE)
        self.setSourceModel(source)
        self.sort(0)
        for signal in (self.rowsInserted, self.rowsRemoved, self.modelReset, self.layoutChanged):
            signal.connect(self._recount)
        self._last_count = self.rowCount()

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many tiles there are."""
        return self.rowCount()

    def arrange(self) -> None:
        """Choose and order anew: a favourite, a place, a name or the search changed."""
        self.invalidate()
        self._recount()

    def entity_ids(self) -> list[str]:
        """Return the entities in the order shown."""
        return [str(self.index(row, 0).data(_ENTITY_ROLE)) for row in range(self.rowCount())]

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return a role; lists that mix areas show full names."""
        if role == _NAME_ROLE and self._has_full_names:
            role = _FULL_NAME_ROLE
        return super().data(index, role)

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        """Say whether a tile belongs here."""
        del source_parent
        return self._accepts(self._face_at(source_row))

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        """Order two tiles."""
        return self._sort_key(self._face_at(left.row())) < self._sort_key(
            self._face_at(right.row())
        )

    def _recount(self) -> None:
        count = self.rowCount()
        if count != self._last_count:
            self._last_count = count
            self.countChanged.emit()
