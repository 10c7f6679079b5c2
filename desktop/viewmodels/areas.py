"""The areas of the home as sections, each with its tiles and a line that sums it up."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.viewmodels import arrangement
from desktop.viewmodels.area_summary import summarize, to_turn_off
from desktop.viewmodels.entity_icons import area_glyph
from desktop.viewmodels.face import Face
from desktop.viewmodels.features.kinds import Command
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.notices import area_notice
from desktop.viewmodels.roles import role_name, role_names, role_number
from desktop.viewmodels.row_steps import Insert, Move, Remove, Step, steps
from desktop.viewmodels.tiles import Tiles
from desktop.viewmodels.words import translate
from embedded_hub.model.ids import AreaId, EntityId
from embedded_hub.model.registry import Area

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]
ROLES = (
    "areaId", "name", "icon", "summary", "onCount", "total", "temperatureText", "humidityText",
    "hasMotion", "motionText", "canTurnOff", "tiles", "notice", "floorName", "canTalk", "talkText",
)  # fmt: skip
SUMMARY_MS = 250
"""Sums over the whole home need not follow every batch; nobody reads them faster."""
_ROOT = QModelIndex()


@QmlElement
@QmlSingleton
class Areas(QAbstractListModel):
    """One row per area that has tiles, in the person's order."""

    countChanged = Signal()
    summariesChanged = Signal()
    """Some area's line is different; for lists that show areas inline."""
    refreshed = Signal()
    """All areas were looked at anew, whether or not one is different."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._tiles: Tiles
        self._rows: list[Row] = []
        self._can_talk: Callable[[str], bool] = lambda _: False
        self._lag = QTimer(self)
        self._lag.setSingleShot(True)
        self._lag.setInterval(SUMMARY_MS)
        self._lag.timeout.connect(self.refresh)

    def attach(self, home: Home, tiles: Tiles) -> None:
        """Show this home's areas; called once, after the tiles were attached."""
        self._home, self._tiles = home, tiles
        home.changed.connect(self._home_changed)
        tiles.model.flushed.connect(self._tiles_flushed)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many areas are shown."""
        return len(self._rows)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of areas."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the roles of an area."""
        return role_names(ROLES)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Return one role of one area."""
        name = role_name(ROLES, role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()][name]

    def set_talk(self, can_talk: Callable[[str], bool]) -> None:
        """Say which areas one can talk to; called anew when that changes."""
        self._can_talk = can_talk
        self._tiles_flushed()

    def rows(self) -> list[Row]:
        """Return all areas."""
        return self._rows

    @Slot(str, result="QVariantMap")
    def get(self, area_id: str) -> Row:
        """Return all roles of an area as a map; empty when it is not shown."""
        return next((row for row in self._rows if row["areaId"] == area_id), {})

    @Slot(str)
    def turnOff(self, area_id: str) -> None:
        """Turn off every light, switch and fan of an area that is on."""
        faces = [face for face in self._tiles.model.faces() if face["areaId"] == area_id]
        for entity_id in to_turn_off(faces):
            self._home.commands.send(EntityId(entity_id), Command(action="turn_off"))

    @Slot(str, int)
    def move(self, area_id: str, to_index: int) -> None:
        """Move an area in the person's order."""
        shown = [str(row["areaId"]) for row in self._rows]
        layout = self._home.mirror.layout
        moved = arrangement.with_moved_area(layout, shown, area_id, to_index)
        self._home.ask(self._home.backend.save_layout(moved))

    def refresh(self) -> None:
        """Sum up every area anew and tell QML what differs."""
        self._lag.stop()
        faces_by_area = self._faces_by_area()
        is_any_different = False
        for place, old in enumerate(self._rows):
            area = self._home.mirror.areas.get(AreaId(str(old["areaId"])))
            if area is None:
                continue
            new = self._row(area, faces_by_area.get(area.area_id, []))
            roles = [role_number(ROLES, name) for name in ROLES if old[name] != new[name]]
            if roles:
                self._rows[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0), roles)
                is_any_different = True
        if is_any_different:
            self.summariesChanged.emit()
        self.refreshed.emit()

    def _tiles_flushed(self) -> None:
        if not self._lag.isActive():
            self._lag.start()

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_structure or touched.is_layout:
            self._take_structure()
        elif touched.is_gateways:
            self.refresh()

    def _take_structure(self) -> None:
        faces_by_area = self._faces_by_area()
        shown = [area for area in self._ordered() if area.area_id in faces_by_area]
        if [row["areaId"] for row in self._rows] == [area.area_id for area in shown]:
            self.refresh()
            return
        areas = {str(area.area_id): area for area in shown}
        for step in steps([str(row["areaId"]) for row in self._rows], list(areas)):
            self._take(step, areas, faces_by_area)
        self.countChanged.emit()
        self.refresh()
        self.summariesChanged.emit()

    def _take(
        self, step: Step, areas: Mapping[str, Area], faces_by_area: Mapping[str, list[Face]]
    ) -> None:
        match step:
            case Remove(row):
                self.beginRemoveRows(_ROOT, row, row)
                del self._rows[row]
                self.endRemoveRows()
            case Move(row, to):
                self.beginMoveRows(_ROOT, row, row, _ROOT, to)
                self._rows.insert(to, self._rows.pop(row))
                self.endMoveRows()
            case Insert(row, key):
                self.beginInsertRows(_ROOT, row, row)
                self._rows.insert(row, self._row(areas[key], faces_by_area[key]))
                self.endInsertRows()

    def _ordered(self) -> list[Area]:
        mirror = self._home.mirror

        def key(area: Area) -> tuple[int, int, str]:
            floor = mirror.floors.get(area.floor_id) if area.floor_id is not None else None
            level = floor.level if floor is not None and floor.level is not None else 0
            place = arrangement.rank(mirror.layout.area_order, area.area_id)
            return place, level, area.name.casefold()

        return sorted(mirror.areas.values(), key=key)

    def _faces_by_area(self) -> dict[str, list[Face]]:
        by_area: dict[str, list[Face]] = {}
        for face in self._tiles.model.faces():
            by_area.setdefault(str(face["areaId"]), []).append(face)
        return by_area

    def _row(self, area: Area, faces: list[Face]) -> Row:
        mirror = self._home.mirror
        states = [
            (face, state)
            for face in faces
            if (state := mirror.states.get(EntityId(str(face["entityId"])))) is not None
        ]
        summary = summarize(states)
        floor = mirror.floors.get(area.floor_id) if area.floor_id is not None else None
        return {
            "areaId": area.area_id,
            "name": area.name,
            "icon": area_glyph(area),
            "summary": summary.text,
            "onCount": summary.on_count,
            "total": summary.total,
            "temperatureText": summary.temperature_text,
            "humidityText": summary.humidity_text,
            "hasMotion": summary.has_motion,
            "motionText": summary.motion_text,
            "canTurnOff": summary.can_turn_off,
            "tiles": self._tiles.window_of_area(area.area_id),
            "notice": area_notice(
                mirror, [state.entity_id for _, state in states], self._home.now()
            ),
            "floorName": floor.name if floor is not None else "",
            "canTalk": self._can_talk(area.area_id),
            "talkText": translate("Talk", "Talk here"),
        }
