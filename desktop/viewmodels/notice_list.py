"""What the home wants people to read, with what they can do about it."""

from collections.abc import Coroutine, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.listeners import Unsubscribe
from desktop.viewmodels import notice_words
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import clock_text, joined
from embedded_hub.errors import HomewireError, UnknownCommand
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.protocol.notice_events import ShownNotice

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = (
    "noticeId", "title", "text", "severity", "severityText", "icon", "tint", "fromText", "isRead",
    "actions", "entityId", "isOfGateway",
)  # fmt: skip
OWNER = "owner"


@QmlElement
@QmlSingleton
class Notices(RowModel):
    """One row per notice: unread first, then what matters most."""

    changed = Signal()
    came = Signal(object)
    """A :class:`~embedded_hub.protocol.notice_events.ShownNotice` that is news to this person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._home: Home
        self._unread = RowModel(ROLES, self)
        self._notices: tuple[ShownNotice, ...] = ()
        self._fresh: str = ""
        self._is_following = False
        self._stop: Unsubscribe | None = None

    def attach(self, home: Home) -> None:
        """Show this home's notices; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    @Property(QObject, constant=True)
    def unread(self) -> QObject:
        """The notices this person has not read, as a list of the same roles."""
        return self._unread

    @Property(int, notify=changed)
    def unreadCount(self) -> int:
        """How many those are."""
        return self.unread_count

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def fresh(self) -> Row:
        """The notice that came last and was neither read nor put aside; empty when none is."""
        return self._unread.row(self._fresh) or {}

    @Slot()
    def putAside(self) -> None:
        """Show the one that came last in its place only."""
        self._fresh = ""
        self.changed.emit()

    @Slot(str)
    def read(self, notice_id: str) -> None:
        """Say that this person read it."""
        self._ask(self._home.backend.notices.read(notice_id))

    @Slot()
    def readAll(self) -> None:
        """Say that this person read all of them."""
        for one in self._notices:
            if not one.is_read:
                self.read(one.id)

    @Slot(str)
    def dismiss(self, notice_id: str) -> None:
        """Take it away."""
        self._ask(self._home.backend.notices.dismiss(notice_id))

    @Slot(str, str)
    def act(self, notice_id: str, action_id: str) -> None:
        """Do what it offers."""
        self._ask(self._home.backend.notices.act(notice_id, action_id))

    @property
    def unread_count(self) -> int:
        """How many were not read, for other view models."""
        return self._unread.rowCount()

    def is_unread(self, notice_id: str) -> bool:
        """Say whether there is such a notice and this person has not read it."""
        return self._unread.row(notice_id) is not None

    def close(self) -> None:
        """Follow none any more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    # --- how it goes on -------------------------------------------------------------------------

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home and not self._is_following:
            self._is_following = True
            self._home.tasks.start(self._follow(), "follow notices")
        elif touched.is_structure or touched.is_gateways:
            self._refresh()

    async def _follow(self) -> None:
        try:
            self._stop = await self._home.backend.notices.follow(self._told)
        except UnknownCommand:
            return  # another hub than ours
        except HomewireError:
            self._is_following = False

    def _ask(self, request: Coroutine[None, None, None]) -> None:
        self._home.ask(request)

    def _told(self, notices: Sequence[ShownNotice], came: ShownNotice | None) -> None:
        self._notices = tuple(sorted(notices, key=notice_words.rank))
        if came is not None and not came.is_read and not came.silent:
            self._fresh = came.id
        self._refresh()
        if came is not None and not came.is_read:
            self.came.emit(came)

    def _refresh(self) -> None:
        rows = [self._row(one) for one in self._notices]
        self.show(rows)
        self._unread.show([row for row in rows if not row["isRead"]])
        self.changed.emit()

    def _row(self, notice: ShownNotice) -> Row:
        mirror, now = self._home.mirror, self._home.now()
        is_thing = EntityId(notice.entity_id or "") in mirror.states
        is_gateway = GatewayId(notice.gateway_id or "") in mirror.gateways
        source = notice_words.source_text(notice, mirror)
        return {
            "noticeId": notice.id,
            "title": notice.title or "",
            "text": notice_words.body_text(notice, mirror, now),
            "severity": notice.severity,
            "severityText": notice_words.severity_text(notice),
            "icon": notice_words.icon(notice),
            "tint": notice_words.tint(notice),
            "fromText": joined(
                source if source != notice.title else "", clock_text(notice.created_at, now)
            ),
            "isRead": notice.is_read,
            "actions": [{"id": one.id, "title": one.title} for one in notice.actions],
            "entityId": notice.entity_id if is_thing else "",
            "isOfGateway": is_gateway and not is_thing and mirror.info.role == OWNER,
        }
