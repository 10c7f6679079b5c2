"""Putting many devices into rooms at once, and giving them names."""

from collections.abc import Coroutine, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.devices import DeviceChange
from desktop.viewmodels.entity_icons import entity_glyph
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.room_suggestion import Suggestion, suggestion
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import joined, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.ids import AreaId, DeviceId, GatewayId
from embedded_hub.model.registry import Device

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = (
    "deviceId", "name", "modelText", "icon", "areaId", "areaName", "suggestedName", "isNewRoom",
    "isSelected",
)  # fmt: skip
DEVICE_ICON = "devices"


@QmlElement
@QmlSingleton
class Arranging(RowModel):
    """One row per device of a gateway, or of the whole home."""

    scopeChanged = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._home: Home
        self._gateway_id = GatewayId("")
        self._search = ""
        self._is_unplaced_only = False
        self._is_open = False
        self._selected: set[DeviceId] = set()
        self._suggestions: dict[DeviceId, Suggestion] = {}
        self._undo: Sequence[DeviceChange] = ()
        self._done = ""
        self._error = ""
        self._is_busy = False

    def attach(self, home: Home) -> None:
        """Arrange this home; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    # Which devices

    @Slot(str)
    def open(self, gateway_id: str) -> None:
        """Show the devices of a gateway; of all where it is empty."""
        self._gateway_id = GatewayId(gateway_id)
        self._search, self._is_unplaced_only = "", False
        self._selected.clear()
        self._undo, self._done, self._error = (), "", ""
        self._is_open = True
        self.scopeChanged.emit()
        self._refresh()

    @Slot()
    def close(self) -> None:
        """Show nothing, so that nothing has to be kept up to date."""
        self._is_open = False
        self.show([])

    @Property(str, notify=scopeChanged)
    def gatewayId(self) -> str:
        """Whose devices are shown; empty for all."""
        return self._gateway_id

    @Property(str, notify=scopeChanged)
    def gatewayTitle(self) -> str:
        """What that gateway is called."""
        status = self._home.mirror.gateways.get(self._gateway_id)
        return status.title if status is not None else ""

    @Property(str, notify=scopeChanged)
    def searchText(self) -> str:
        """Part of the names that are shown."""
        return self._search

    @searchText.setter  # type: ignore[no-redef]
    def searchText(self, value: str) -> None:
        self._search = value
        self.scopeChanged.emit()
        self._refresh()

    @Property(bool, notify=scopeChanged)
    def isUnplacedOnly(self) -> bool:
        """Whether only devices without a room are shown."""
        return self._is_unplaced_only

    @isUnplacedOnly.setter  # type: ignore[no-redef]
    def isUnplacedOnly(self, value: bool) -> None:
        self._is_unplaced_only = value
        self.scopeChanged.emit()
        self._refresh()

    # What is known of all of them

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many devices there are, shown or not."""
        return len(self._devices())

    @Property(int, notify=changed)
    def unplacedCount(self) -> int:
        """How many have no room."""
        return sum(1 for one in self._devices() if one.area_id is None)

    @Property(int, notify=changed)
    def suggestionCount(self) -> int:
        """For how many of those that are shown a room is suggested."""
        return sum(1 for row in self.rows if row["suggestedName"])

    @Property(int, notify=changed)
    def selectedCount(self) -> int:
        """How many are chosen."""
        return len(self._selected)

    @Property(str, notify=changed)
    def selectedText(self) -> str:
        """That, in words."""
        return PLURALS.selected(len(self._selected)) if self._selected else ""

    @Property(bool, notify=changed)
    def isAllSelected(self) -> bool:
        """Whether all that are shown are chosen."""
        return bool(self.rows) and all(row["isSelected"] for row in self.rows)

    @Property(list, notify=changed)
    def rooms(self) -> list[Row]:
        """The rooms there are: value, label."""
        areas = sorted(self._home.mirror.areas.values(), key=lambda area: area.name.casefold())
        return [{"value": area.area_id, "label": area.name} for area in areas]

    @Property(bool, notify=changed)
    def isBusy(self) -> bool:
        """Whether a change is under way."""
        return self._is_busy

    @Property(str, notify=changed)
    def doneText(self) -> str:
        """What was done last."""
        return self._done

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        """Whether that can be taken back."""
        return bool(self._undo)

    @Property(str, notify=changed)
    def errorText(self) -> str:
        """Why the last change was refused; empty when it was not."""
        return self._error

    # What is done with them

    @Slot(str, bool)
    def select(self, device_id: str, is_selected: bool) -> None:
        """Choose one, or leave it out."""
        known = DeviceId(device_id)
        (self._selected.add if is_selected else self._selected.discard)(known)
        self.update(device_id, {"isSelected": is_selected})
        self.changed.emit()

    @Slot(bool)
    def selectAll(self, is_selected: bool) -> None:
        """Choose all that are shown, or none."""
        shown = {DeviceId(str(row["deviceId"])) for row in self.rows}
        self._selected = self._selected | shown if is_selected else set()
        self._refresh()

    @Slot(str)
    def place(self, area_id: str) -> None:
        """Put the chosen ones into a room; out of their rooms where it is empty."""
        area = AreaId(area_id) if area_id else None
        chosen = [DeviceChange(device_id=one, area_id=area) for one in sorted(self._selected)]
        self._start(chosen, _placed(len(chosen), self._room(area_id)))

    @Slot(str)
    def placeInNew(self, name: str) -> None:
        """Make a room and put the chosen ones into it."""
        self._start_in_new(name.strip(), sorted(self._selected))

    @Slot(str, str)
    def placeOne(self, device_id: str, area_id: str) -> None:
        """Put one into a room."""
        area = AreaId(area_id) if area_id else None
        change = DeviceChange(device_id=DeviceId(device_id), area_id=area)
        self._start([change], _placed(1, self._room(area_id)))

    @Slot(str, str)
    def placeOneInNew(self, device_id: str, name: str) -> None:
        """Make a room and put one into it."""
        self._start_in_new(name.strip(), [DeviceId(device_id)])

    @Slot(str, str)
    def rename(self, device_id: str, name: str) -> None:
        """Call one otherwise; by its own name again where it is empty."""
        text = name.strip()
        change = DeviceChange(device_id=DeviceId(device_id), name=text or None)
        done = translate("Arranging", "Renamed to %1").replace("%1", text)
        self._start([change], done if text else translate("Arranging", "It has its own name again"))

    @Slot(str)
    def takeSuggestion(self, device_id: str) -> None:
        """Put one where its name says it is."""
        self._take_suggestions([DeviceId(device_id)])

    @Slot()
    def takeSuggestions(self) -> None:
        """Put all that are shown where their names say they are."""
        shown = [DeviceId(str(row["deviceId"])) for row in self.rows if row["suggestedName"]]
        self._take_suggestions(shown)

    @Slot()
    def undo(self) -> None:
        """Take back what was done last."""
        self._start(list(self._undo), "")

    @Slot()
    def forget(self) -> None:
        """Put away what was said about the last change."""
        self._undo, self._done, self._error = (), "", ""
        self.changed.emit()

    # How it goes on

    def _start(self, changes: Sequence[DeviceChange], done: str) -> None:
        if changes and not self._is_busy:
            self._begin(self._change(changes, done))

    def _start_in_new(self, name: str, device_ids: Sequence[DeviceId]) -> None:
        if name and not self._is_busy:
            self._begin(self._place_in_new(name, device_ids))

    def _take_suggestions(self, device_ids: Sequence[DeviceId]) -> None:
        chosen = {one: self._suggestions[one] for one in device_ids if one in self._suggestions}
        if chosen and not self._is_busy:
            self._begin(self._follow_suggestions(chosen))

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        self._is_busy, self._error = True, ""
        self.changed.emit()
        self._home.tasks.start(self._to_its_end(work), "arrange devices")

    async def _to_its_end(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except HomewireError as error:
            self._error, self._done, self._undo = refusal_sentence(error), "", ()
        finally:
            self._is_busy = False
            self._refresh()

    async def _follow_suggestions(self, chosen: dict[DeviceId, Suggestion]) -> None:
        made: dict[str, AreaId] = {}
        for one in chosen.values():
            if one.area_id is None and one.name not in made:
                area = await self._home.backend.devices.create_area(one.name)
                made[one.name] = area.area_id
        rooms = {one.name for one in chosen.values()}
        room = rooms.pop() if len(rooms) == 1 else translate("Arranging", "their rooms")
        await self._change(
            [
                DeviceChange(device_id=device_id, area_id=one.area_id or made[one.name])
                for device_id, one in chosen.items()
            ],
            _placed(len(chosen), room),
        )

    async def _place_in_new(self, name: str, device_ids: Sequence[DeviceId]) -> None:
        areas = self._home.mirror.areas.values()
        known = next((one for one in areas if one.name.casefold() == name.casefold()), None)
        area = known or await self._home.backend.devices.create_area(name)
        changes = [DeviceChange(device_id=one, area_id=area.area_id) for one in device_ids]
        await self._change(changes, _placed(len(changes), area.name))

    async def _change(self, changes: Sequence[DeviceChange], done: str) -> None:
        undo = await self._home.backend.devices.arrange(changes)
        self._undo, self._done = (undo, done) if done else ((), "")
        self._selected -= {one.device_id for one in changes}

    def _home_changed(self, touched: Touched) -> None:
        if self._is_open and (touched.is_structure or touched.is_home):
            self._refresh()
        if touched.is_gateways:
            self.scopeChanged.emit()

    def _devices(self) -> list[Device]:
        if not self._is_open:
            return []
        return [
            one
            for one in self._home.mirror.devices.values()
            if not one.is_service and self._gateway_id in ("", one.gateway_id)
        ]

    def _refresh(self) -> None:
        if self._is_open:
            devices = self._devices()
            self._selected &= {one.id for one in devices}
            areas = self._home.mirror.areas.values()
            self._suggestions = {}
            for device in devices:
                if device.area_id is not None:
                    continue
                found = suggestion([device.display_name], areas)
                if found is not None:
                    self._suggestions[device.id] = found
            shown = [one for one in devices if self._is_shown(one)]
            self.show([self._row(one) for one in sorted(shown, key=_order)])
        self.changed.emit()

    def _is_shown(self, device: Device) -> bool:
        if self._is_unplaced_only and device.area_id is not None:
            return False
        words = f"{device.display_name} {device.model or ''} {device.manufacturer or ''}".casefold()
        return self._search.strip().casefold() in words

    def _row(self, device: Device) -> Row:
        mirror = self._home.mirror
        area = mirror.areas.get(device.area_id) if device.area_id is not None else None
        suggested = self._suggestions.get(device.id)
        return {
            "deviceId": device.id,
            "name": device.display_name,
            "modelText": joined(device.manufacturer or "", device.model or ""),
            "icon": self._icon(device),
            "areaId": device.area_id or "",
            "areaName": area.name if area is not None else "",
            "suggestedName": suggested.name if suggested is not None else "",
            "isNewRoom": suggested is not None and suggested.area_id is None,
            "isSelected": device.id in self._selected,
        }

    def _room(self, area_id: str) -> str:
        area = self._home.mirror.areas.get(AreaId(area_id))
        return area.name if area is not None else ""

    def _icon(self, device: Device) -> str:
        mirror = self._home.mirror
        for entity in mirror.entities_of(device.id):
            state = mirror.states.get(entity.entity_id)
            if state is not None and entity.category is None:
                return entity_glyph(entity, state)
        return glyph(DEVICE_ICON)


def _placed(count: int, room: str) -> str:
    if not room:
        return PLURALS.are_nowhere(count)
    return PLURALS.are_placed(count).replace("%1", room)


def _order(device: Device) -> tuple[bool, str, str]:
    return device.area_id is not None, device.display_name.casefold(), device.id
