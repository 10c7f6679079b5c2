"""One entity, opened: its tile, its past, its device and who changed it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.api import ActivityEntry
from desktop.viewmodels.activity_words import became_text, by_text, who_text
from desktop.viewmodels.detail_history import DetailHistory
from desktop.viewmodels.face import Face
from desktop.viewmodels.history_plot import SPAN_S, Mapped
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.open_tile import OpenTile
from desktop.viewmodels.tile_filter import TileFilterModel
from desktop.viewmodels.tiles import Tiles
from desktop.viewmodels.words import DAY_S, clock_text, plain_word, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.registry import Device

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

MOST_ACTIVITY = 20
MOST_ATTRIBUTE_CHARS = 200
"""A picture or a forecast as text helps nobody."""


@QmlElement
@QmlSingleton
class Detail(OpenTile):
    """The entity that is open, if any."""

    entityIdChanged = Signal()
    rangeChanged = Signal()
    historyChanged = Signal()
    aboutChanged = Signal()
    activityChanged = Signal()
    # A property may not be notified by a base class's signal: Qt's binding crashes on it.
    relatedChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._tiles: Tiles
        self._history: DetailHistory
        self._window: TileFilterModel
        self._entity_id = EntityId("")
        self._range = "day"
        self._entries: list[ActivityEntry] = []

    def attach(self, home: Home, tiles: Tiles) -> None:
        """Show entities of this home; called once, after the tiles were attached."""
        self._home, self._tiles = home, tiles
        self._window = tiles.window_of(lambda face: face["entityId"] == self._entity_id)
        self._history = DetailHistory(home, self)
        self._history.changed.connect(self.historyChanged)
        home.changed.connect(self._home_changed)
        self.follow(tiles.model)
        self.tileChanged.connect(self.relatedChanged)

    # Which

    @Property(str, notify=entityIdChanged)
    def entityId(self) -> str:
        """The entity that is open; empty when none is."""
        return self._entity_id

    @entityId.setter  # type: ignore[no-redef]
    def entityId(self, value: str) -> None:
        self.open(value)

    @Property(bool, notify=entityIdChanged)
    def isOpen(self) -> bool:
        """Whether one is open."""
        return bool(self._entity_id)

    @Slot(str)
    def open(self, entity_id: str) -> None:
        """Open an entity that has a tile; anything else closes."""
        known = entity_id if self._tiles.model.face(entity_id) is not None else ""
        if known == self._entity_id:
            return
        self._entity_id = EntityId(known)
        self._entries = []
        self._window.arrange()
        self.show_tile(known)
        for signal in (
            self.entityIdChanged,
            self.aboutChanged,
            self.activityChanged,
        ):
            signal.emit()
        self.refresh()

    @Slot()
    def close(self) -> None:
        """Close it."""
        self.open("")

    @Slot()
    def refresh(self) -> None:
        """Read the past anew."""
        if not self._entity_id:
            self._history.clear()
            return
        self._history.load(self._entity_id, self._range)
        self._home.tasks.start(self._read_activity(self._entity_id), "activity of an entity")

    # Its tile

    @Property(TileFilterModel, notify=entityIdChanged)
    def tiles(self) -> TileFilterModel:
        """A window with the one tile, for a delegate with required properties."""
        return self._window

    # Its past

    @Property(str, notify=rangeChanged)
    def range(self) -> str:
        """How far back: day, week or month."""
        return self._range

    @range.setter  # type: ignore[no-redef]  # noqa: A003 - QML knows it by this name
    def range(self, value: str) -> None:
        if value in SPAN_S and value != self._range:
            self._range = value
            self.rangeChanged.emit()
            self.refresh()

    @Property(bool, notify=historyChanged)
    def isHistoryLoading(self) -> bool:
        """Whether the past is being read."""
        return self._history.is_loading

    @Property(str, notify=historyChanged)
    def historyText(self) -> str:
        """Why there is no plot; empty when there is one."""
        return self._history.text

    @Property(str, notify=historyChanged)
    def historyKind(self) -> str:
        """What is drawn: number, states or none."""
        return self._history.kind

    @Property(str, notify=historyChanged)
    def historyUnit(self) -> str:
        """The unit of the numbers."""
        return self._history.unit

    @Property(float, notify=historyChanged)
    def historyMin(self) -> float:
        """Where the value axis begins."""
        return self._history.span[0]

    @Property(float, notify=historyChanged)
    def historyMax(self) -> float:
        """Where the value axis ends."""
        return self._history.span[1]

    @Property(float, notify=historyChanged)
    def historyStart(self) -> float:
        """Where the time axis begins, seconds UTC."""
        return self._history.start_at

    @Property(float, notify=historyChanged)
    def historyEnd(self) -> float:
        """Where the time axis ends, seconds UTC."""
        return self._history.end_at

    @Property(list, notify=historyChanged)
    def series(self) -> list[Mapped]:
        """The numbers: t, y, min, max."""
        return self._history.series()

    @Property(list, notify=historyChanged)
    def bands(self) -> list[Mapped]:
        """The words: start, end, text, tint."""
        return self._history.stretches()

    @Property(list, notify=historyChanged)
    def ticks(self) -> list[Mapped]:
        """The marks of the time axis: t, text."""
        return self._history.ticks()

    @Property(list, notify=historyChanged)
    def yTicks(self) -> list[Mapped]:
        """The marks of the value axis: y, text."""
        return self._history.value_ticks()

    @Slot(float, result="QVariantMap")
    def readOut(self, at: float) -> Mapped:
        """Return what was at a time: time, text."""
        return self._history.read_out(at)

    # What it belongs to

    @Property(list, notify=relatedChanged)
    def related(self) -> list[Face]:
        """The other entities of the device that have a tile or say how the device is."""
        if not self._entity_id:
            return []
        mirror = self._home.mirror
        siblings = mirror.siblings_of(mirror.entity(self._entity_id))
        faces = [self._tiles.face_of(one.entity_id) for one in siblings]
        roles = ("entityId", "name", "icon", "stateLine", "tint")
        return [{role: face[role] for role in roles} for face in faces]

    @Property(str, notify=aboutChanged)
    def deviceId(self) -> str:
        """The device's id."""
        device = self._device
        return device.id if device is not None else ""

    @Property(str, notify=aboutChanged)
    def deviceName(self) -> str:
        """The device's name."""
        device = self._device
        return device.display_name if device is not None else ""

    @Property(str, notify=aboutChanged)
    def deviceModel(self) -> str:
        """The device's model."""
        device = self._device
        return (device.model or "") if device is not None else ""

    @Property(str, notify=aboutChanged)
    def manufacturer(self) -> str:
        """Who made the device."""
        device = self._device
        return (device.manufacturer or "") if device is not None else ""

    @Property(str, notify=aboutChanged)
    def gatewayTitle(self) -> str:
        """The gateway it is reached through."""
        mirror = self._home.mirror
        status = mirror.gateways.get(mirror.entity(self._entity_id).gateway_id)
        return status.title if status is not None else ""

    @Property(list, notify=aboutChanged)
    def areaOptions(self) -> list[Mapped]:
        """Where it can be put: areaId, name; first nowhere."""
        nowhere: Mapped = {"areaId": "", "name": translate("Detail", "No area")}
        areas = sorted(self._home.mirror.areas.values(), key=lambda area: area.name.casefold())
        named: list[Mapped] = [{"areaId": area.area_id, "name": area.name} for area in areas]
        return [nowhere, *named]

    @Property(list, notify=relatedChanged)
    def attributes(self) -> list[Mapped]:
        """What the gateway tells besides the state: name, value."""
        state = self._home.mirror.states.get(self._entity_id)
        if state is None:
            return []
        return [
            {"name": plain_word(name), "value": str(value)[:MOST_ATTRIBUTE_CHARS]}
            for name, value in sorted(state.attributes.items())
            if value is not None and name != "friendly_name"
        ]

    # Who changed it

    @Property(str, notify=activityChanged)
    def changedText(self) -> str:
        """When it changed last, and who did it."""
        state = self._home.mirror.states.get(self._entity_id)
        if state is None:
            return ""
        mirror = self._home.mirror
        who = mirror.user_names.get(state.context.user_id or "", "")
        if not who and self._entries and self._entries[-1].at >= state.changed_at - 1:
            who = who_text(self._entries[-1], mirror)
        return by_text(clock_text(state.changed_at, self._home.now()), who)

    @Property(list, notify=activityChanged)
    def activity(self) -> list[Mapped]:
        """What happened to it in the last day, newest first: when, text, who."""
        now, mirror = self._home.now(), self._home.mirror
        return [
            {
                "when": clock_text(entry.at, now),
                "text": became_text(entry, mirror, now),
                "who": who_text(entry, mirror),
            }
            for entry in reversed(self._entries[-MOST_ACTIVITY:])
        ]

    @property
    def _device(self) -> Device | None:
        mirror = self._home.mirror
        return mirror.device_of(mirror.entity(self._entity_id)) if self._entity_id else None

    async def _read_activity(self, entity_id: EntityId) -> None:
        now = self._home.now()
        try:
            entries = await self._home.backend.activity(now - DAY_S, now, [entity_id])
        except HomewireError:
            return  # the plot above says what is wrong with the past
        if entity_id == self._entity_id:
            self._entries = list(entries)
            self.activityChanged.emit()

    def _home_changed(self, touched: Touched) -> None:
        if not self._entity_id:
            return
        if touched.is_structure:
            if self._tiles.model.face(self._entity_id) is None:
                self.close()
                return
            self.aboutChanged.emit()
        if self._entity_id in touched.entity_ids:
            self.activityChanged.emit()
