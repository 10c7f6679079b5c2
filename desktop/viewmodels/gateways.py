"""The gateways of the home: how each is doing, and which others there could be."""

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

from desktop.backend.gateways import GatewayType
from desktop.viewmodels import gateway_words
from desktop.viewmodels.glyphs import glyph_or
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.option_words import type_summary, type_title
from desktop.viewmodels.roles import role_name, role_names
from embedded_hub.errors import HomewireError
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]
ROLES = (
    "gatewayId", "type", "title", "glyph", "state", "stateText", "sinceText", "reasonText", "tint",
    "deviceCount", "entityCount", "countText", "roundTripText", "isPaused", "isBusy", "optionsText",
)  # fmt: skip
DEFAULT_ICON = "lan-connect"
_ROOT = QModelIndex()


@QmlElement
@QmlSingleton
class Gateways(QAbstractListModel):
    """One row per gateway, in the order they were added."""

    countChanged = Signal()
    typesChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._rows: list[Row] = []
        self._types: list[GatewayType] = []
        self._busy: set[GatewayId] = set()

    def attach(self, home: Home) -> None:
        """Show this home's gateways; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many gateways there are."""
        return len(self._rows)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many gateways there are."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of a gateway."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one gateway."""
        name = role_name(ROLES, role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()][name]

    @Property(list, notify=typesChanged)
    def types(self) -> list[Row]:
        """What kinds can be added."""
        return [_type_map(kind) for kind in self._types]

    def kind_of(self, type_: str) -> GatewayType | None:
        """Return a kind of gateway by its name, for other view models."""
        return next((kind for kind in self._types if kind.type == type_), None)

    @Slot(str, bool)
    def pause(self, gateway_id: str, is_paused: bool) -> None:
        """Disconnect one until told otherwise, or let it go on."""
        known = GatewayId(gateway_id)
        self._home.tasks.start(self._pause(known, is_paused), "pause gateway")

    @Slot(str)
    def remove(self, gateway_id: str) -> None:
        """Forget one with its devices; whoever calls this has asked before."""
        self._home.tasks.start(self._remove(GatewayId(gateway_id)), "remove gateway")

    @Slot()
    def refresh(self) -> None:
        """Read again which kinds there are."""
        self._home.tasks.start(self._read_types(), "gateway types")

    async def _pause(self, gateway_id: GatewayId, is_paused: bool) -> None:
        self._set_busy(gateway_id, is_busy=True)
        try:
            await self._home.backend.pause_gateway(gateway_id, is_paused)
        except HomewireError as error:
            self._home.refused.emit(error)
        finally:
            self._set_busy(gateway_id, is_busy=False)

    async def _remove(self, gateway_id: GatewayId) -> None:
        self._set_busy(gateway_id, is_busy=True)
        try:
            await self._home.backend.remove_gateway(gateway_id)
        except HomewireError as error:
            self._home.refused.emit(error)
        finally:
            self._set_busy(gateway_id, is_busy=False)

    async def _read_types(self) -> None:
        try:
            types = await self._home.backend.gateway_types()
        except HomewireError:
            return  # a guest or a lost link: the page says so already
        self._types = sorted(types, key=lambda kind: kind.title.casefold())
        self.typesChanged.emit()
        self._take()

    def _set_busy(self, gateway_id: GatewayId, *, is_busy: bool) -> None:
        (self._busy.add if is_busy else self._busy.discard)(gateway_id)
        self._take()

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home:
            self.refresh()
        if touched.is_gateways:
            self._take()

    def _take(self) -> None:
        statuses = list(self._home.mirror.gateways.values())
        rows = [self._row(status) for status in statuses]
        before = [row["gatewayId"] for row in self._rows]
        if before == [row["gatewayId"] for row in rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        self.countChanged.emit()

    def _row(self, status: GatewayStatus) -> Row:
        now = self._home.now()
        kind = self.kind_of(status.type)
        return {
            "gatewayId": status.id,
            "type": status.type,
            "title": status.title,
            "glyph": glyph_or(kind.icon if kind is not None else "", DEFAULT_ICON),
            "state": status.state.value,
            "stateText": gateway_words.state_text(status.state),
            "sinceText": gateway_words.since(status, now),
            "reasonText": gateway_words.reason_text(status, now),
            "tint": gateway_words.tint(status),
            "deviceCount": status.device_count,
            "entityCount": status.entity_count,
            "countText": gateway_words.count_text(status),
            "roundTripText": gateway_words.round_trip_text(status),
            "isPaused": status.state is LinkState.PAUSED,
            "isBusy": status.id in self._busy,
            "optionsText": ", ".join(f"{key}: {value}" for key, value in status.options.items()),
        }


def _type_map(kind: GatewayType) -> Row:
    return {
        "type": kind.type,
        "title": type_title(kind.title),
        "summary": type_summary(kind.summary),
        "icon": glyph_or(kind.icon, DEFAULT_ICON),
        "admits": kind.admits or "",
    }
