"""Devices that look like one physical thing reached twice: merged, or said to be different."""

from collections.abc import Coroutine, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.devices import DuplicateGroup
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import joined, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.ids import DeviceId
from embedded_hub.model.registry import Device

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = ("groupId", "title", "reasonText", "devices", "keep", "isBusy")


@QmlElement
@QmlSingleton
class Duplicates(RowModel):
    """One row per group."""

    changed = Signal()
    mergedChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._home: Home
        self._groups: tuple[DuplicateGroup, ...] = ()
        self._keep: dict[str, DeviceId] = {}
        self._busy: set[str] = set()
        self._undo: tuple[DeviceId, ...] = ()
        self._done = ""
        self._error = ""
        self._known: frozenset[DeviceId] = frozenset()

    def attach(self, home: Home) -> None:
        """Look for duplicates in this home; called once."""
        self._home = home
        home.changed.connect(self._home_changed)

    @Property(bool, notify=changed)
    def isShown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.rows or self._done or self._error)

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

    @Slot(str, str)
    def choose(self, group_id: str, device_id: str) -> None:
        """Keep this one's name, room and controls."""
        self._keep[group_id] = DeviceId(device_id)
        self._show()

    @Slot(str)
    def merge(self, group_id: str) -> None:
        """Show a group as one device."""
        group = self._group(group_id)
        if group is None:
            return
        keep = self._kept(group)
        others = tuple(one for one in group.device_ids if one != keep)
        done = translate("Duplicates", "Shown as one now: %1").replace("%1", self._name(keep))
        self._start(group_id, self._home.backend.devices.merge(keep, others), done, others)

    @Slot(str)
    def distinct(self, group_id: str) -> None:
        """Say that a group's devices are different things."""
        group = self._group(group_id)
        if group is not None:
            done = translate("Duplicates", "They stay two. You will not be asked again.")
            request = self._home.backend.devices.distinct(group.device_ids)
            self._start(group_id, request, done)

    @Slot(str)
    def separate(self, device_id: str) -> None:
        """Show a merged device on its own again."""
        done = translate("Duplicates", "Shown on its own again: %1")
        known = DeviceId(device_id)
        request = self._home.backend.devices.unmerge(known)
        self._start("", request, done.replace("%1", self._name(known)))

    @Slot()
    def undo(self) -> None:
        """Take the last merge back."""
        undo, self._undo = self._undo, ()
        for device_id in undo:
            self.separate(device_id)

    @Slot()
    def forget(self) -> None:
        """Put away what was said about the last change."""
        self._undo, self._done, self._error = (), "", ""
        self.changed.emit()

    @Slot(str, result=list)
    def mergedInto(self, device_id: str) -> list[Row]:
        """Return what is shown as part of a device: deviceId, name, gatewayTitle."""
        if not device_id:
            return []
        return [
            {
                "deviceId": one.id,
                "name": one.display_name,
                "gatewayTitle": self._gateway_title(one),
            }
            for one in self._home.mirror.merged_into(DeviceId(device_id))
        ]

    # How it goes on

    def _home_changed(self, touched: Touched) -> None:
        if not (touched.is_structure or touched.is_home):
            return
        self.mergedChanged.emit()
        known = frozenset(self._home.mirror.devices)
        # Names and rooms change often, and whether two are one thing depends on neither.
        if touched.is_home or known != self._known:
            self._known = known
            self._ask()
        else:
            self._show()

    def _ask(self) -> None:
        self._home.tasks.start(self._read(), "duplicates")

    async def _read(self) -> None:
        try:
            self._groups = tuple(await self._home.backend.devices.duplicates())
        except HomewireError:
            self._groups = ()  # a guest, or a hub that does not compare devices
        self._show()

    def _start(
        self,
        group_id: str,
        request: Coroutine[None, None, None],
        done: str,
        undo: Sequence[DeviceId] = (),
    ) -> None:
        task = self._home.tasks.start(self._change(group_id, request, done, undo), "duplicates")
        if task is None:
            request.close()
        else:
            task.add_done_callback(lambda _: request.close())

    async def _change(
        self,
        group_id: str,
        request: Coroutine[None, None, None],
        done: str,
        undo: Sequence[DeviceId],
    ) -> None:
        self._busy.add(group_id)
        self._show()
        try:
            await request
        except HomewireError as error:
            self._error, self._done = refusal_sentence(error), ""
        else:
            self._error, self._done, self._undo = "", done, tuple(undo)
            self._ask()
        finally:
            self._busy.discard(group_id)
            self._show()

    def _show(self) -> None:
        devices = self._home.mirror.devices
        whole = [one for one in self._groups if all(each in devices for each in one.device_ids)]
        self.show([self._row(one) for one in whole])
        self.changed.emit()

    def _row(self, group: DuplicateGroup) -> Row:
        devices = [self._home.mirror.devices[one] for one in group.device_ids]
        keep = self._kept(group)
        return {
            "groupId": group.id,
            "title": self._name(keep),
            "reasonText": _reason(group.reason),
            "devices": [
                {
                    "deviceId": one.id,
                    "name": one.display_name,
                    "line": joined(self._gateway_title(one), one.model or "", self._area_name(one)),
                    "isKept": one.id == keep,
                }
                for one in devices
            ],
            "keep": keep,
            "isBusy": group.id in self._busy,
        }

    def _group(self, group_id: str) -> DuplicateGroup | None:
        return next((one for one in self._groups if one.id == group_id), None)

    def _kept(self, group: DuplicateGroup) -> DeviceId:
        return self._keep.get(group.id, group.device_ids[0])

    def _name(self, device_id: DeviceId) -> str:
        device = self._home.mirror.devices.get(device_id)
        return device.display_name if device is not None else ""

    def _gateway_title(self, device: Device) -> str:
        status = self._home.mirror.gateways.get(device.gateway_id)
        return status.title if status is not None else ""

    def _area_name(self, device: Device) -> str:
        area = self._home.mirror.areas.get(device.area_id) if device.area_id is not None else None
        return area.name if area is not None else ""


def _reason(reason: str) -> str:
    match reason:
        case "mac":
            return translate("Duplicates", "Both have the same network address.")
        case "bluetooth" | "zigbee_ieee" | "zwave" | "matter":
            return translate("Duplicates", "Both have the same radio address.")
        case "serial":
            return translate("Duplicates", "Both have the same serial number.")
    return translate("Duplicates", "Both say that they are the same device.")
