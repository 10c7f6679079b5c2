"""Who did what in this home, newest first, read page by page."""

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

from desktop.backend.people import Deed
from desktop.viewmodels import audit_words
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.roles import role_name, role_names, role_number
from desktop.viewmodels.words import DAY_S, age_text, clock_text, day_text, translate
from embedded_hub.errors import HomewireError

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
ROLES = ("day", "text", "who", "when", "age", "icon")
PAGE = 50
_ROOT = QModelIndex()


@QmlElement
@QmlSingleton
class Audit(QAbstractListModel):
    """The part of the record somebody looks at, narrowed to a person or a kind."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._deeds: list[Deed] = []
        self._person_id = ""
        self._kind = ""
        self._has_more = False
        self._reading = 0
        """Counts what was asked, so that a late answer to an older question is dropped."""
        self._is_reading = False
        self._problem = ""

    def attach(self, home: Home) -> None:
        """Show this home's record; called once."""
        self._home = home

    @Property(int, notify=changed)
    def count(self) -> int:
        """How much is shown."""
        return len(self._deeds)

    @Property(str, notify=changed)
    def personId(self) -> str:
        """Whose deeds alone are shown; empty for everybody's."""
        return self._person_id

    @Property(str, notify=changed)
    def kind(self) -> str:
        """The kind that alone is shown; empty for all."""
        return self._kind

    @Property(list, notify=changed)
    def personChoices(self) -> list[dict[str, str]]:
        """Everybody, and each person there is."""
        named = self._home.mirror.user_names.items()
        listed = sorted(((one, name) for one, name in named if name), key=lambda one: one[1])
        everybody = {"value": "", "label": translate("Audit", "Everybody")}
        return [everybody, *({"value": one, "label": name} for one, name in listed)]

    @Property(list, notify=changed)
    def kindChoices(self) -> list[dict[str, str]]:
        """Everything, and each kind there is."""
        nouns = ("", *audit_words.NOUNS)
        return [{"value": noun, "label": audit_words.noun_text(noun)} for noun in nouns]

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether there is more, further back."""
        return self._has_more

    @Property(bool, notify=changed)
    def isLoading(self) -> bool:
        """Whether it is being read."""
        return self._is_reading

    @Property(str, notify=changed)
    def problemText(self) -> str:
        """Why it could not be read; empty when it could."""
        return self._problem

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how much is shown."""
        return 0 if parent.isValid() else len(self._deeds)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a row."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one row."""
        name = role_name(ROLES, role)
        if name is None or not 0 <= index.row() < len(self._deeds):
            return None
        deed, now = self._deeds[index.row()], self._home.now()
        match name:
            case "day":
                return day_text(deed.at, now)
            case "text":
                return audit_words.deed_text(deed, self._home.mirror)
            case "who":
                return audit_words.who_text(deed)
            case "when":
                return clock_text(deed.at, deed.at)
            case "age":
                age_s = now - deed.at
                return age_text(age_s) if age_s < DAY_S else clock_text(deed.at, deed.at)
        return glyph(audit_words.icon_of(deed))

    @Slot(str, str)
    def show(self, person_id: str, kind: str) -> None:
        """Show one person's deeds, or one kind of them; empty for all."""
        self._person_id, self._kind = person_id, kind
        self._has_more = False
        self._put([])
        self._ask(None)

    @Slot()
    def refresh(self) -> None:
        """Read the newest anew."""
        self._ask(None)

    @Slot()
    def more(self) -> None:
        """Read further back."""
        if self._has_more and not self._is_reading and self._deeds:
            self._ask(self._deeds[-1].number)

    @Slot()
    def tick(self) -> None:
        """Let what is shown grow older."""
        if self._deeds:
            ages = [role_number(ROLES, "age"), role_number(ROLES, "day")]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._deeds) - 1, 0), ages)

    def retranslated(self) -> None:
        """Say everything in the language that was just installed."""
        self._put(self._deeds)

    def _ask(self, before: int | None) -> None:
        self._reading += 1
        work = self._read(self._reading, before)
        self._is_reading = self._home.tasks.start(work, "audit") is not None
        self.changed.emit()

    async def _read(self, number: int, before: int | None) -> None:
        deeds: Sequence[Deed] = []
        problem = ""
        try:
            deeds = await self._home.backend.people.deeds(
                person_id=self._person_id, kind=self._kind, before=before, limit=PAGE
            )
        except HomewireError as error:
            problem = refusal_sentence(error)
        if number != self._reading:
            return
        self._is_reading, self._problem = False, problem
        if not problem:
            self._has_more = len(deeds) == PAGE
        if before is not None:
            self._append(deeds)
        elif not problem:
            self._put(deeds)
        self.changed.emit()

    def _append(self, deeds: Sequence[Deed]) -> None:
        if deeds:
            first = len(self._deeds)
            self.beginInsertRows(QModelIndex(), first, first + len(deeds) - 1)
            self._deeds.extend(deeds)
            self.endInsertRows()

    def _put(self, deeds: Sequence[Deed]) -> None:
        self.beginResetModel()
        self._deeds = list(deeds)
        self.endResetModel()
        self.changed.emit()
