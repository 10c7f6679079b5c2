"""What happened in the home, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
    Slot,
)
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.api import ActivityEntry
from desktop.viewmodels.activity_words import as_it_was, became_text, who_text
from desktop.viewmodels.entity_icons import entity_glyph
from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.roles import role_name, role_names
from desktop.viewmodels.tints import NEUTRAL, tint_of
from desktop.viewmodels.words import DAY_S, clock_text, day_text, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import UNAVAILABLE, UNKNOWN

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]
ROLES = ("when", "day", "text", "who", "entityId", "icon", "tint")
SPAN_S = 2.0 * DAY_S
MOST_ROWS = 300
"""Further back is what an entity's own history is for."""
_ROOT = QModelIndex()
_NO_VALUE = frozenset({UNKNOWN, UNAVAILABLE})


@QmlElement
@QmlSingleton
class Activity(QAbstractListModel):
    """The last two days, read when asked for."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._rows: list[Row] = []
        self._is_loading = False
        self._problem = ""

    def attach(self, home: Home) -> None:
        """Show this home's past; called once."""
        self._home = home

    @Property(int, notify=changed)
    def count(self) -> int:
        """How much happened."""
        return len(self._rows)

    @Property(bool, notify=changed)
    def isLoading(self) -> bool:
        """Whether it is being read."""
        return self._is_loading

    @Property(str, notify=changed)
    def emptyText(self) -> str:
        """Why the list is empty."""
        if self._rows or self._is_loading:
            return ""
        return self._problem or translate("Activity", "Nothing has happened in the last two days.")

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how much happened."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a row."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one row."""
        name = role_name(ROLES, role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()][name]

    @Slot()
    def refresh(self) -> None:
        """Read it anew."""
        if not self._is_loading:
            self._is_loading = self._home.tasks.start(self._read(), "activity") is not None
            self.changed.emit()

    async def _read(self) -> None:
        now = self._home.now()
        try:
            entries = await self._home.backend.activity(now - SPAN_S, now)
            self._problem = ""
        except HomewireError as error:
            entries, self._problem = [], refusal_sentence(error)
        shown = [one for one in reversed(_news(entries)) if self._is_told(one)][:MOST_ROWS]
        self.beginResetModel()
        self._rows = [self._row(entry, now) for entry in shown]
        self.endResetModel()
        self._is_loading = False
        self.changed.emit()

    def _is_told(self, entry: ActivityEntry) -> bool:
        """Numbers change all the time; that is a plot and no news."""
        return self._home.mirror.is_shown(entry.entity_id) and number_of(entry.value) is None

    def _row(self, entry: ActivityEntry, now: float) -> Row:
        mirror = self._home.mirror
        entity, state = mirror.entity(entry.entity_id), as_it_was(entry, mirror)
        return {
            "when": clock_text(entry.at, entry.at),
            "day": day_text(entry.at, now),
            "text": f"{mirror.name_of(entity)}: {became_text(entry, mirror, now)}",
            "who": who_text(entry, mirror),
            "entityId": entry.entity_id,
            "icon": entity_glyph(entity, state) if state is not None else "",
            "tint": tint_of(state) if state is not None else NEUTRAL,
        }


def _news(entries: Sequence[ActivityEntry]) -> list[ActivityEntry]:
    """Return the entries, oldest first, in which something became another thing.

    That its gateway went and came back is told once, where gateways are.
    """
    news: list[ActivityEntry] = []
    before: dict[str, str] = {}
    for entry in entries:
        if not {entry.value, before.get(entry.entity_id)} & _NO_VALUE:
            news.append(entry)
        before[entry.entity_id] = entry.value
    return news
