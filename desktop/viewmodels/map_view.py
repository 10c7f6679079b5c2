"""The map page: who and what is where, the zones, and one day's route of whoever is chosen."""

from collections.abc import Coroutine, Sequence
from typing import Literal

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.places import Moment, Watch, ZoneDraft
from desktop.viewmodels import map_rows, zone_form
from desktop.viewmodels.home import Home
from desktop.viewmodels.map_route import Route, day_span
from desktop.viewmodels.map_rows import Marker, ZoneMark
from desktop.viewmodels.map_words import length_text, way_text
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import day_text, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.capability import tracker
from embedded_hub.model.ids import EntityId
from embedded_hub.model.mercator import fanned, fit, per_metre, scale_bar, to_point, to_world
from embedded_hub.model.route import Fix
from embedded_hub.model.zone import HOME_ZONE_ID, Zone

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

DAYS = 8
"""Today and a week back; longer ago nobody looks on a map."""
_OWNER = "owner"
_NOT_TOLD = ("guest", "tester")


@QmlElement
@QmlSingleton
class HomeMap(QObject):
    """What the map shows, and what is asked of it."""

    changed = Signal()
    selectionChanged = Signal()
    routeChanged = Signal()
    errorChanged = Signal()
    routeRead = Signal()
    """Another route is there, not only a bit more of the one that is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._marks: list[Marker] = []
        self._zones: list[ZoneMark] = []
        self._markers = RowModel(map_rows.roles_of(Marker), self)
        self._zone_rows = RowModel(map_rows.roles_of(ZoneMark), self)
        self._selected = ""
        self._days_back = 0
        self._route: Route | None = None
        self._is_reading = False
        self._watches: Sequence[Watch] = ()
        self._is_saving = False
        self._error = ""

    def attach(self, home: Home) -> None:
        """Show this home; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    # --- what there is ------------------------------------------------------------------------

    @property
    def has_anything(self) -> bool:
        """Whether there is a map to show: somebody is tracked, or the owner may make zones."""
        return bool(self._marks or self._zones) or self._can_edit()

    @Property(bool, notify=changed)
    def hasMarkers(self) -> bool:
        """Whether anybody or anything is tracked."""
        return bool(self._marks)

    @Property(bool, notify=changed)
    def hasHome(self) -> bool:
        """Whether anybody said where the home stands."""
        return any(zone.is_home for zone in self._zones)

    @Property(bool, notify=changed)
    def canEdit(self) -> bool:
        """Whether the person may make and move zones."""
        return self._can_edit()

    @Property(QObject, constant=True)
    def markers(self) -> QObject:
        """Everybody and everything that moves."""
        return self._markers

    @Property(QObject, constant=True)
    def zones(self) -> QObject:
        """The places with a name."""
        return self._zone_rows

    @property
    def zone_rows(self) -> list[Row]:
        """The places as QML sees them."""
        return self._zone_rows.rows

    @property
    def marker_rows(self) -> list[Row]:
        """Everybody and everything as QML sees them."""
        return self._markers.rows

    @Slot()
    def look(self) -> None:
        """Work out everything anew: ages grow without anything happening."""
        self._show()

    @Slot(float, float, result="QVariantMap")
    def fit(self, width: float, height: float) -> Row:
        """Return the view that shows everything; an empty one where there is nothing."""
        view = fit(map_rows.spots(self._marks, self._zones), width, height)
        return {} if view is None else msgspec.structs.asdict(view)

    @Slot(float, float, float, result="QVariantMap")
    def scaleBar(self, y: float, pixels: float, most: float) -> Row:
        """Return a round length and its words.

        Args:
            y: Where on the square it lies, for a metre is longer further from the equator.
            pixels: How wide the whole square is.
            most: How long the bar may be, in pixels.
        """
        latitude = to_point((0.5, y))[0]
        metres, length = scale_bar(1.0 / (per_metre(latitude) * pixels), most)
        return {"length": length, "text": length_text(metres)}

    @Slot(float, float, result=list)
    def fan(self, pixels: float, gap: float) -> list[float]:
        """Return how far each marker moves aside so that none hides another.

        Args:
            pixels: How wide the whole square is.
            gap: What a marker takes.
        """
        return fanned([(one.world_x * pixels, one.world_y * pixels) for one in self._marks], gap)

    @Slot(float, float, result="QVariantMap")
    def worldOf(self, latitude: float, longitude: float) -> Row:
        """Return where a point of the earth lies in the square."""
        x, y = to_world((latitude, longitude))
        return {"x": x, "y": y}

    @Slot(float, float, result=str)
    def wayFromHome(self, latitude: float, longitude: float) -> str:
        """Say how far from home a point is and in which direction."""
        return way_text((latitude, longitude), map_rows.home_of(self._home.mirror))

    @Slot(float, result=float)
    def perMetre(self, y: float) -> float:
        """Return what a metre takes there, in parts of the square."""
        return per_metre(to_point((0.5, y))[0])

    # --- one of them --------------------------------------------------------------------------

    @Property(str, notify=selectionChanged)
    def selectedKey(self) -> str:
        """Who is chosen; empty for nobody."""
        return self._selected

    @Property("QVariantMap", notify=selectionChanged)  # type: ignore[arg-type]
    def selected(self) -> Row:
        """The row of who is chosen; empty for nobody."""
        return self._markers.row(self._selected) or {}

    @Slot(str)
    def select(self, key: str) -> None:
        """Choose somebody, or nobody: their route of today is read."""
        if key == self._selected:
            return
        self._selected, self._days_back, self._route = key, 0, None
        self.selectionChanged.emit()
        self.routeChanged.emit()
        if key:
            self._read_route(is_other=True)
            self._do(self._read_watches())

    @Property(list, notify=routeChanged)
    def dayChoices(self) -> list[Row]:
        """The days whose route can be shown."""
        now = self._now()
        days = ((back, day_span(now, back)[0]) for back in range(DAYS))
        return [{"value": str(back), "label": day_text(begins, now)} for back, begins in days]

    @Property(str, notify=routeChanged)
    def day(self) -> str:
        """Which of them is shown."""
        return str(self._days_back)

    @Slot(str)
    def showDay(self, days_back: str) -> None:
        """Show the route of another day."""
        self._days_back = min(max(int(days_back), 0), DAYS - 1)
        self._route = None
        self.routeChanged.emit()
        self._read_route(is_other=True)

    @Property(bool, notify=routeChanged)
    def isReading(self) -> bool:
        """Whether the route is on its way."""
        return self._is_reading

    @Property(list, notify=routeChanged)
    def route(self) -> list[float]:
        """The points of the route's line, x and y by turns."""
        return [] if self._route is None else self._route.line()

    @Slot(float, float, result="QVariantMap")
    def fitRoute(self, width: float, height: float) -> Row:
        """Return the view that shows the whole route; an empty one where there is none."""
        view = None if self._route is None else fit(self._route.spots(), width, height)
        return {} if view is None else msgspec.structs.asdict(view)

    @Property(list, notify=routeChanged)
    def stays(self) -> list[Row]:
        """Where they stayed, with times."""
        if self._route is None:
            return []
        home = map_rows.home_of(self._home.mirror)
        return self._route.stay_rows(self._plain_zones(), home)

    @Property(str, notify=routeChanged)
    def wayText(self) -> str:
        """How far they went on that day; empty where they did not."""
        metres = 0.0 if self._route is None else self._route.way_m()
        return length_text(metres) if metres >= 1 else ""

    @Slot(float, result="QVariantMap")
    def moment(self, share: float) -> Row:
        """Return where they were at a share of the day."""
        return {"isKnown": False} if self._route is None else self._route.moment(share)

    # --- notices ------------------------------------------------------------------------------

    @Property(list, notify=selectionChanged)
    def watchRows(self) -> list[Row]:
        """For each zone what the person is told of: zoneId, name, glyph, on."""
        of_this = {one.zone_id: one.on for one in self._watches if one.entity_id == self._selected}
        return [
            {
                "zoneId": zone.zone_id,
                "name": zone.name,
                "glyph": zone.symbol,
                "on": of_this.get(zone.zone_id, ""),
            }
            for zone in self._zones
            if zone.zone_id
        ]

    @Property(bool, notify=changed)
    def canWatch(self) -> bool:
        """Whether the person may be told of arrivals."""
        return self._home.mirror.info.role not in _NOT_TOLD

    @Property(list, notify=selectionChanged)
    def watchChoices(self) -> list[Row]:
        """What one can be told of: value, label."""
        return [
            {"value": "", "label": translate("Map", "Off")},
            {"value": "arrive", "label": translate("Map", "Arrives")},
            {"value": "leave", "label": translate("Map", "Leaves")},
            {"value": "both", "label": translate("Map", "Both")},
        ]

    @Slot(str, str)
    def watch(self, zone_id: str, on: Moment | Literal[""]) -> None:
        """Have notices of who is chosen arriving in a zone or leaving it, or none."""
        watch = Watch(entity_id=self._selected, zone_id=zone_id, on=on or "both")
        self._do(self._watch(watch, is_on=on != ""))

    # --- zones --------------------------------------------------------------------------------

    zoneSaved = Signal()
    """What was asked of a zone is done."""
    savingChanged = Signal()

    @Property(bool, notify=savingChanged)
    def isSaving(self) -> bool:
        """Whether a zone is being made, changed or removed."""
        return self._is_saving

    @Property(list, notify=changed)
    def iconChoices(self) -> list[Row]:
        """What a zone may look like: value, label, icon."""
        return zone_form.icon_choices()

    @Slot(float, float, result=str)
    def coordinates(self, x: float, y: float) -> str:
        """Write where a place of the square is."""
        return zone_form.coordinates(to_point((x, y)))

    @Slot(str, result="QVariantMap")
    def placeOf(self, text: str) -> Row:
        """Return the place written coordinates speak of: isKnown, x, y."""
        point = zone_form.point_of(text)
        if point is None:
            return {"isKnown": False, "x": 0.0, "y": 0.0}
        x, y = to_world(point)
        return {"isKnown": True, "x": x, "y": y}

    @Slot(str, str, float, float, float)
    def addZone(self, name: str, icon: str, x: float, y: float, radius_m: float) -> None:
        """Make a zone around a place of the square."""
        latitude, longitude = to_point((x, y))
        zone = ZoneDraft(
            name=name.strip(), icon=icon, latitude=latitude, longitude=longitude, radius=radius_m
        )
        self._save(self._home.backend.tracking.add_zone(zone))

    @Slot(str, str, str, float, float, float)
    def changeZone(
        self, zone_id: str, name: str, icon: str, x: float, y: float, radius_m: float
    ) -> None:
        """Give a zone another name, place or size; the home keeps the home's name."""
        latitude, longitude = to_point((x, y))
        draft = ZoneDraft(
            name=None if zone_id == HOME_ZONE_ID else name.strip(),
            icon=icon,
            latitude=latitude,
            longitude=longitude,
            radius=radius_m,
        )
        self._save(self._home.backend.tracking.change_zone(zone_id, draft))

    @Slot(str)
    def removeZone(self, zone_id: str) -> None:
        """Remove a zone."""
        self._save(self._home.backend.tracking.remove_zone(zone_id))

    @Property(str, notify=errorChanged)
    def errorText(self) -> str:
        """Why the last thing asked was refused; empty when it was not."""
        return self._error

    @Slot()
    def clearError(self) -> None:
        """Let go of what was refused."""
        self._fail("")

    # --- parts --------------------------------------------------------------------------------

    def _home_changed(self, touched: Touched) -> None:
        is_mine = any(map_rows.is_on_map(one) for one in touched.entity_ids)
        if is_mine or touched.is_home or touched.is_structure:
            self._show()
        if touched.is_home and self._selected:
            self._read_route(is_other=False)  # the link was away for as long as nobody knows
        if EntityId(self._selected) in touched.entity_ids:
            self._follow()

    def _show(self) -> None:
        mirror = self._home.mirror
        self._marks = map_rows.markers_of(mirror, self._now())
        self._zones = map_rows.zones_of(mirror, can_edit=self._can_edit())
        self._markers.show([msgspec.to_builtins(one) for one in self._marks])
        self._zone_rows.show([msgspec.to_builtins(one) for one in self._zones])
        if self._selected and self._markers.row(self._selected) is None:
            self.select("")
        self.changed.emit()
        self.selectionChanged.emit()

    def _can_edit(self) -> bool:
        return self._home.mirror.info.role == _OWNER

    def _now(self) -> float:
        return self._home.now()

    def _plain_zones(self) -> list[Zone]:
        return [
            Zone(
                id=HOME_ZONE_ID if one.is_home else one.key,
                name=one.name,
                latitude=to_point((one.world_x, one.world_y))[0],
                longitude=to_point((one.world_x, one.world_y))[1],
                radius_m=one.radius_m,
            )
            for one in self._zones
        ]

    def _read_route(self, *, is_other: bool) -> None:
        self._is_reading = True
        self.routeChanged.emit()
        self._do(self._take_route(self._selected, self._days_back, is_other=is_other))

    async def _take_route(self, key: str, days_back: int, *, is_other: bool) -> None:
        begins, ends = day_span(self._now(), days_back)
        try:
            fixes = await self._home.backend.tracking.route(EntityId(key), begins, ends)
        finally:
            is_wanted = (key, days_back) == (self._selected, self._days_back)
            if is_wanted:
                self._is_reading = False
                self.routeChanged.emit()
        if is_wanted:
            self._route = Route(fixes, begins, ends, is_today=days_back == 0)
            self._follow()
            self.routeChanged.emit()
            if is_other:
                self.routeRead.emit()

    def _follow(self) -> None:
        """Let today's way end where they are now, which the hub has not written down yet."""
        state = self._home.mirror.states.get(EntityId(self._selected))
        place = tracker.position(state) if state is not None else None
        if self._route is None or self._days_back or state is None or place is None:
            return
        fix = Fix(at=state.updated_at, latitude=place[0], longitude=place[1])
        if fix.at >= self._route.begins_at:
            self._route = self._route.followed(fix)
            self.routeChanged.emit()

    async def _read_watches(self) -> None:
        self._watches = await self._home.backend.tracking.watches()
        self.selectionChanged.emit()

    def _save(self, work: Coroutine[None, None, None]) -> None:
        if self._is_saving:
            work.close()
        else:
            self._set_saving(is_saving=True)
            self._do(self._saved(work))

    async def _saved(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        finally:
            self._set_saving(is_saving=False)
        self.zoneSaved.emit()

    def _set_saving(self, *, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.savingChanged.emit()

    async def _watch(self, watch: Watch, *, is_on: bool) -> None:
        await self._home.backend.tracking.watch(watch, is_on=is_on)
        await self._read_watches()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        self._fail("")
        self._home.tasks.start(self._guard(work), "map")

    async def _guard(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except HomewireError as error:
            self._fail(refusal_sentence(error))

    def _fail(self, sentence: str) -> None:
        if sentence != self._error:
            self._error = sentence
            self.errorChanged.emit()
