"""Who lives here, what they may do, and the devices they come in with."""

from collections.abc import Coroutine, Sequence

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

from desktop.backend.listeners import Unsubscribe
from desktop.backend.people import Person, PersonRole
from desktop.viewmodels import people_words, visits
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.roles import role_name, role_names
from embedded_hub.errors import HomewireError, UnknownCommand

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]
ROLES = (
    "personId", "name", "initials", "role", "roleText", "isMe", "isHere", "presenceText",
    "limitsText", "areaIds", "visit", "isActive", "canChange", "canRemove", "devices",
)  # fmt: skip
OWNER = "owner"
_ROOT = QModelIndex()


@QmlElement
@QmlSingleton
class People(QAbstractListModel):
    """One row per person, in the hub's order."""

    countChanged = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._people: tuple[Person, ...] = ()
        self._rows: list[Row] = []
        self._is_available = False
        self._is_following = False
        self._stop: Unsubscribe | None = None
        self._running = 0
        self._error = ""

    def attach(self, home: Home) -> None:
        """Show this home's people; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many people there are."""
        return len(self._rows)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a row."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one person."""
        name = role_name(ROLES, role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()][name]

    @Property(bool, notify=changed)
    def isAvailable(self) -> bool:
        """Whether this hub knows people."""
        return self._is_available

    @Property(bool, notify=changed)
    def canManage(self) -> bool:
        """Whether this person may change others."""
        return self._is_manager()

    @Property(list, notify=changed)
    def roleChoices(self) -> list[Row]:
        """The roles there are, with what each may do."""
        return [
            {
                "value": role,
                "label": people_words.role_text(role),
                "summary": people_words.role_summary(role),
            }
            for role in people_words.ROLES
        ]

    @Property(list, notify=changed)
    def areaChoices(self) -> list[Row]:
        """The rooms a guest may be let into."""
        return [{"areaId": area_id, "name": name} for area_id, name in self._area_names().items()]

    @Property(list, notify=changed)
    def dayChoices(self) -> list[Row]:
        """The days of the week."""
        return visits.day_choices()

    @Property(list, notify=changed)
    def lastChoices(self) -> list[Row]:
        """How long a guest may come."""
        return visits.last_choices()

    @Property(bool, notify=changed)
    def isBusy(self) -> bool:
        """Whether a change is under way."""
        return self._running > 0

    @Property(str, notify=changed)
    def errorText(self) -> str:
        """Why the last change was refused; empty when it was not."""
        return self._error

    @Slot(str, str)
    def rename(self, person_id: str, name: str) -> None:
        """Call somebody otherwise."""
        if name.strip():
            self._start(self._home.backend.people.change(person_id, name=name.strip()))

    @Slot(str, str)
    def changeRole(self, person_id: str, role: str) -> None:
        """Let somebody do more or less."""
        known = _role(role)
        if known is not None:
            self._start(self._home.backend.people.change(person_id, role=known))

    @Slot(str, "QVariantList")
    def setAreas(self, person_id: str, area_ids: list[object]) -> None:
        """Choose a guest's rooms."""
        chosen = [str(one) for one in area_ids]
        self._start(self._home.backend.people.change(person_id, area_ids=chosen))

    @Slot(str, "QVariantMap")
    def setVisit(self, person_id: str, form: Row) -> None:
        """Choose when a guest may come in, and until when."""
        person = next((one for one in self._people if one.person_id == person_id), None)
        plan = visits.plan_of(form, self._home.now(), person)
        self._start(self._home.backend.people.change(person_id, plan=plan))

    @Slot(str)
    def remove(self, person_id: str) -> None:
        """Forget somebody with their devices; whoever calls this has asked before."""
        self._start(self._home.backend.people.remove(person_id))

    @Slot(str)
    def signOut(self, token_id: str) -> None:
        """End a device's access; whoever calls this has asked before."""
        self._start(self._home.backend.people.sign_out(token_id))

    @Slot()
    def signOutOthers(self) -> None:
        """End the access of all of one's own devices but this one; asked before."""
        self._start(self._home.backend.people.sign_out_others())

    @Slot()
    def clearError(self) -> None:
        """Forget why the last change was refused."""
        self._error = ""
        self.changed.emit()

    def retranslated(self) -> None:
        """Say everything in the language that was just installed."""
        self._take(self._people)

    def close(self) -> None:
        """Follow nobody any more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    # --- how it goes on -------------------------------------------------------------------------

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home and not self._is_following:
            self._is_following = True
            self._home.tasks.start(self._follow(), "follow people")
        elif touched.is_structure:
            self._take(self._people)

    async def _follow(self) -> None:
        try:
            self._stop = await self._home.backend.people.follow(self._take)
        except UnknownCommand:
            return  # another hub than ours: there is no such page
        except HomewireError:
            self._is_following = False

    def _start(self, change: Coroutine[None, None, None]) -> None:
        self._home.tasks.start(self._change(change), "change people")

    async def _change(self, change: Coroutine[None, None, None]) -> None:
        self._running, self._error = self._running + 1, ""
        self.changed.emit()
        try:
            await change
        except HomewireError as error:
            self._error = refusal_sentence(error)
        finally:
            self._running -= 1
            self.changed.emit()

    def _take(self, people: Sequence[Person]) -> None:
        self._people = tuple(people)
        self._is_available = bool(people)
        rows = [self._row(person) for person in self._people]
        is_same = [row["personId"] for row in rows] == [row["personId"] for row in self._rows]
        if is_same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            self.countChanged.emit()
        self.changed.emit()

    def _row(self, person: Person) -> Row:
        now = self._home.now()
        is_manager = self._is_manager()
        is_last_owner = person.role == OWNER and self._owner_count() == 1
        return {
            "personId": person.person_id,
            "name": person.name,
            "initials": people_words.initials(person.name),
            "role": person.role,
            "roleText": people_words.role_text(person.role),
            "isMe": person.is_me,
            "isHere": person.is_here,
            "presenceText": people_words.presence_text(person, now),
            "limitsText": people_words.limits_text(person, self._area_names(), now),
            "areaIds": list(person.area_ids),
            "visit": visits.form_of(person),
            "isActive": person.is_active,
            "canChange": is_manager and not is_last_owner,
            "canRemove": is_manager and not is_last_owner and not person.is_me,
            "devices": [
                {
                    "tokenId": device.token_id,
                    "name": device.name,
                    "stateText": people_words.device_text(device, now),
                    "isOnline": device.is_online or device.is_current,
                    "isCurrent": device.is_current,
                    "canSignOut": not device.is_current and (is_manager or person.is_me),
                }
                for device in person.devices
            ],
        }

    @property
    def people(self) -> Sequence[Person]:
        """Everybody, in the hub's order, for other view models."""
        return self._people

    @property
    def has_people(self) -> bool:
        """Whether this hub knows people, for other view models."""
        return self._is_available

    def _is_manager(self) -> bool:
        return any(one.is_me and one.role == OWNER for one in self._people)

    def _owner_count(self) -> int:
        return sum(1 for one in self._people if one.role == OWNER)

    def _area_names(self) -> dict[str, str]:
        return {str(one): area.name for one, area in self._home.mirror.areas.items()}


def _role(text: str) -> PersonRole | None:
    match text:
        case "owner" | "family" | "guest" | "tester":
            return text
    return None
