"""The tiles as QML sees them: windows to show, and slots for every touch."""

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.api import EntityChanges, Layout
from desktop.viewmodels import arrangement
from desktop.viewmodels.arrangement import rank
from desktop.viewmodels.face import Face
from desktop.viewmodels.faces import FaceBuilder
from desktop.viewmodels.home import Home
from desktop.viewmodels.importance import importance
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.search import matches
from desktop.viewmodels.tile_filter import Accepts, SortKey, TileFilterModel
from desktop.viewmodels.tile_model import TileModel
from desktop.viewmodels.touch import Touch
from desktop.viewmodels.trends import Trends
from embedded_hub.model.ids import AreaId, EntityId
from embedded_hub.model.values import JsonObject

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

SortKeys = tuple[int, int, int, str]
AGE_REFRESH_MS = 30_000
"""Ages are written in minutes."""


@QmlElement
@QmlSingleton
class Tiles(QObject):
    """All tiles of the home; attached to it before QML loads."""

    countChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._touch: Touch
        self._builder: FaceBuilder
        self.model = TileModel(self._build, self)
        self._search_text = ""
        self._area_id = ""
        self._ages = QTimer(self)
        self._ages.setInterval(AGE_REFRESH_MS)
        self._ages.timeout.connect(self.model.mark_aged)
        self._windows: list[TileFilterModel] = []
        self._area_windows: dict[str, TileFilterModel] = {}
        self._favorites = self._window(
            lambda face: bool(face["isFavorite"]), self._favorite_key, has_full_names=True
        )
        self._search = self._window(self._is_found, _name_key, has_full_names=True)
        self._area = self._window(lambda face: _belongs(face, self._area_id), self._place_key)
        self._unassigned = self.window_of_area("")

    def attach(self, home: Home) -> None:
        """Show this home; called once."""
        self._home = home
        self._touch = Touch(home)
        trends = Trends(home)
        trends.setParent(self)
        trends.changed.connect(self._mark)
        self.model.trendWanted.connect(trends.wanted)
        self._builder = FaceBuilder(home, trends)
        home.changed.connect(self._home_changed)
        home.commands.marked.connect(self._mark)
        self._ages.start()

    # What QML reads

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many tiles there are."""
        return self.model.rowCount()

    @Property(TileFilterModel, constant=True)
    def favorites(self) -> TileFilterModel:
        """The tiles the person chose, in their order."""
        return self._favorites

    @Property(TileFilterModel, constant=True)
    def search(self) -> TileFilterModel:
        """The tiles that match the search text."""
        return self._search

    @Property(TileFilterModel, constant=True)
    def area(self) -> TileFilterModel:
        """The tiles of the area that is open."""
        return self._area

    @Property(TileFilterModel, constant=True)
    def unassigned(self) -> TileFilterModel:
        """The tiles that are in no area."""
        return self._unassigned

    @Slot(str, result="QVariantMap")
    def get(self, entity_id: str) -> Face:
        """Return all roles of a tile as a map; empty when there is none."""
        return self.model.face(entity_id) or {}

    def window_of_area(self, area_id: str) -> TileFilterModel:
        """Return the tiles of one area; ``""`` gives those in none."""
        if area_id not in self._area_windows:
            self._area_windows[area_id] = self._window(
                lambda face: _belongs(face, area_id), self._place_key
            )
        return self._area_windows[area_id]

    def window_of(self, accepts: Accepts) -> TileFilterModel:
        """Return a window on whatever tiles are accepted."""
        return self._window(accepts, _name_key)

    def face_of(self, entity_id: EntityId) -> Face:
        """Return the face of any entity, whether or not it has a tile."""
        return self.model.face(entity_id) or self._build(entity_id)

    def set_search_text(self, text: str) -> None:
        """Search for this from now on."""
        self._search_text = text
        self._search.arrange()

    def set_area(self, area_id: str) -> None:
        """Show this area in :attr:`area`."""
        self._area_id = area_id
        self._area.arrange()

    # What a touch does

    @Slot(str)
    def toggle(self, entity_id: str) -> None:
        """Do the disc's main action."""
        self._touch.disc(entity_id)

    @Slot(str)
    def hold(self, entity_id: str) -> None:
        """Do what holding the disc does, such as unlocking."""
        self._touch.hold(entity_id)

    @Slot(str, str, "QVariantMap")
    def act(self, entity_id: str, action: str, args: JsonObject) -> None:
        """Do any action of the entity's domain."""
        self._touch.act(entity_id, action, args)

    @Slot(str, str, float)
    def setSlider(self, entity_id: str, feature_id: str, value: float) -> None:
        """Follow a dragged slider or a stepper."""
        self._touch.drag(entity_id, feature_id, value)

    @Slot(str, str, float, float)
    def setRange(self, entity_id: str, feature_id: str, low: float, high: float) -> None:
        """Follow a slider with two handles."""
        self._touch.drag(entity_id, feature_id, [low, high])

    @Slot(str, str, bool)
    def setToggle(self, entity_id: str, feature_id: str, value: bool) -> None:
        """Set an on-off control."""
        self._touch.feature(entity_id, feature_id, value)

    @Slot(str, str, str, str)
    def press(self, entity_id: str, feature_id: str, action: str, code: str) -> None:
        """Press one button of a row, with the code it asked for."""
        self._touch.feature(entity_id, feature_id, {"action": action, "code": code})

    @Slot(str, str, str)
    def choose(self, entity_id: str, feature_id: str, value: str) -> None:
        """Choose an option or a colour, or write a text."""
        self._touch.feature(entity_id, feature_id, value)

    @Slot(str)
    def retry(self, entity_id: str) -> None:
        """Try again what went wrong."""
        self._home.commands.retry(EntityId(entity_id))

    @Slot(str)
    def dismissProblem(self, entity_id: str) -> None:
        """Put a problem away: it was read."""
        self._home.commands.dismiss(EntityId(entity_id))

    # How people arrange it

    @Slot(str, bool)
    def setFavorite(self, entity_id: str, value: bool) -> None:
        """Put a tile among the favourites, or take it out."""
        self._save(arrangement.with_favorite(self._layout, entity_id, value))

    @Slot(str, int)
    def moveFavorite(self, entity_id: str, to_index: int) -> None:
        """Move a tile within the favourites."""
        self._save(arrangement.with_moved_favorite(self._layout, entity_id, to_index))

    @Slot(str, int)
    def move(self, entity_id: str, to_index: int) -> None:
        """Move a tile within its area."""
        face = self.model.face(entity_id)
        if face is not None:
            area_id = str(face["areaId"])
            shown = self.window_of_area(area_id).entity_ids()
            self._save(
                arrangement.with_moved_tile(self._layout, area_id, shown, entity_id, to_index)
            )

    @Slot(str, str)
    def rename(self, entity_id: str, name: str) -> None:
        """Give an entity a name; an empty one goes back to its gateway's."""
        self._change(entity_id, EntityChanges(name=name.strip() or None))

    @Slot(str, str)
    def moveToArea(self, entity_id: str, area_id: str) -> None:
        """Put an entity into an area; ``""`` takes it out of its own."""
        self._change(entity_id, EntityChanges(area_id=AreaId(area_id) if area_id else None))

    @Slot(str, str)
    def setIcon(self, entity_id: str, name: str) -> None:
        """Give an entity an icon; an empty one goes back to its kind's."""
        self._change(entity_id, EntityChanges(icon=f"mdi:{name}" if name else None))

    @Slot(str, bool)
    def setHidden(self, entity_id: str, value: bool) -> None:
        """Hide an entity from the tiles, or show it again."""
        self._change(entity_id, EntityChanges(is_hidden=value))

    # How it is kept

    def _build(self, entity_id: EntityId) -> Face:
        return self._builder.build(entity_id)

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_structure:
            before = self.model.rowCount()
            self.model.set_entities(self._home.mirror.shown())
            self._home.commands.marks.retain(self._home.mirror.states.keys())
            if self.model.rowCount() != before:
                self.countChanged.emit()
        self.model.mark(touched.entity_ids)
        if touched.is_layout or touched.is_structure:
            # Whoever moved something sees it move now, not with the next batch.
            self.model.flush()
        if touched.is_layout:
            self._arrange_windows()

    def _mark(self, entity_id: str) -> None:
        self.model.mark([entity_id])

    def _window(
        self, accepts: Accepts, sort_key: SortKey, *, has_full_names: bool = False
    ) -> TileFilterModel:
        window = TileFilterModel(
            self.model, accepts, sort_key, has_full_names=has_full_names, parent=self
        )
        self._windows.append(window)
        return window

    def _arrange_windows(self) -> None:
        for window in self._windows:
            window.arrange()

    @property
    def _layout(self) -> Layout:
        return self._home.mirror.layout

    def _favorite_key(self, face: Face) -> SortKeys:
        return rank(self._layout.favorites, str(face["entityId"])), 0, 0, ""

    def _place_key(self, face: Face) -> SortKeys:
        order = self._layout.tile_order.get(str(face["areaId"]), ())
        group, place = importance(str(face["domain"]), str(face["size"]))
        chosen = rank(order, str(face["entityId"]))
        return chosen, group, place, str(face["name"]).casefold()

    def _is_found(self, face: Face) -> bool:
        return matches(self._search_text, face)

    def _save(self, layout: Layout) -> None:
        self._home.ask(self._home.backend.save_layout(layout))

    def _change(self, entity_id: str, changes: EntityChanges) -> None:
        self._home.ask(self._home.backend.update_entity(EntityId(entity_id), changes))


def _belongs(face: Face, area_id: str) -> bool:
    """Say whether a tile stands in an area's section; minor ones are found with their device."""
    return face["areaId"] == area_id and not face["isMinor"]


def _name_key(face: Face) -> SortKeys:
    return 0, 0, 0, str(face["fullName"]).casefold()
