"""One gateway, opened: how it has been doing, what to do about it, and letting devices in."""

import asyncio

import msgspec
from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.gateways import Diagnosis, GatewayType
from desktop.platform.diagnostics_file import file_name, write
from desktop.viewmodels import diagnosis_words, gateway_words
from desktop.viewmodels.adding import DEFAULT_ICON
from desktop.viewmodels.admission import Admission
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.glyphs import glyph_or
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.option_words import option_label, type_title
from desktop.viewmodels.words import translate
from embedded_hub.errors import ConfigError, HomewireError
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy
from embedded_hub.model.ids import GatewayId

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]
LOOK_MS = 2000
"""Rates are worth reading at this pace."""


@QmlElement
@QmlSingleton
class GatewayDetail(QObject):
    """The gateway that is open, if any."""

    gatewayIdChanged = Signal()
    statusChanged = Signal()
    diagnosisChanged = Signal()
    admitChanged = Signal()
    fileChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._gateways: Gateways
        self._admission: Admission
        self._gateway_id = GatewayId("")
        self._diagnosis: Diagnosis | None = None
        self._file_text = ""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._task: asyncio.Task[None] | None = None

    def attach(self, home: Home, gateways: Gateways) -> None:
        """Show gateways of this home; called once."""
        self._home, self._gateways = home, gateways
        self._admission = Admission(home)
        self._admission.changed.connect(self.admitChanged)
        home.changed.connect(self._home_changed)
        gateways.typesChanged.connect(self.statusChanged)

    # Which

    @Property(str, notify=gatewayIdChanged)
    def gatewayId(self) -> str:
        """The gateway that is open; empty when none is."""
        return self._gateway_id

    @Slot(str)
    def open(self, gateway_id: str) -> None:
        """Open one."""
        self._admission.forget()
        self._gateway_id = GatewayId(gateway_id)
        self._diagnosis = None
        self._file_text = ""
        for signal in (
            self.gatewayIdChanged,
            self.statusChanged,
            self.diagnosisChanged,
            self.admitChanged,
            self.fileChanged,
        ):
            signal.emit()
        self._look_again()

    @Slot(bool)
    def follow(self, is_followed: bool) -> None:
        """Look again and again while somebody does."""
        if is_followed:
            self._look.start()
            self._look_again()
        else:
            self._look.stop()

    # How it is

    @Property(bool, notify=statusChanged)
    def isThere(self) -> bool:
        """Whether the home has it."""
        return self._status is not None

    @Property(str, notify=statusChanged)
    def title(self) -> str:
        """Its name."""
        return self._status.title if self._status is not None else ""

    @Property(str, notify=statusChanged)
    def typeTitle(self) -> str:
        """What kind it is."""
        kind = self._kind
        return type_title(kind.title) if kind is not None else ""

    @Property(str, notify=statusChanged)
    def icon(self) -> str:
        """Its icon."""
        kind = self._kind
        return glyph_or(kind.icon if kind is not None else "", DEFAULT_ICON)

    @Property(str, notify=statusChanged)
    def tint(self) -> str:
        """The colour token of how it is."""
        return gateway_words.tint(self._status) if self._status is not None else "neutral"

    @Property(str, notify=statusChanged)
    def stateText(self) -> str:
        """How it is, and since when."""
        status = self._status
        if status is None:
            return ""
        since = gateway_words.since(status, self._home.now())
        return f"{gateway_words.state_text(status.state)} {since}"

    @Property(str, notify=statusChanged)
    def reasonText(self) -> str:
        """What is wrong and what to do; empty when all is well."""
        status = self._status
        return gateway_words.reason_text(status, self._home.now()) if status is not None else ""

    @Property(str, notify=statusChanged)
    def technicalText(self) -> str:
        """The failure in its technical line."""
        status = self._status
        if status is None or status.reason is None:
            return ""
        return f"{status.reason}: {status.message or ''}"

    @Property(str, notify=statusChanged)
    def remedyAction(self) -> str:
        """What helps can be done here: credentials, settings or nothing."""
        status = self._status
        if status is None:
            return ""
        if status.state is LinkState.AUTH_REQUIRED:
            return "credentials"
        match status.remedy:
            case Remedy.GIVE_CREDENTIALS | Remedy.PRESS_BUTTON:
                return "credentials"
            case Remedy.CHECK_ADDRESS:
                return "settings"
        return "settings" if status.state is LinkState.UNREACHABLE else ""

    @Property(bool, notify=statusChanged)
    def isPaused(self) -> bool:
        """Whether it is disconnected until told otherwise."""
        return self._status is not None and self._status.state is LinkState.PAUSED

    @Property(bool, notify=statusChanged)
    def hasSettings(self) -> bool:
        """Whether there is anything to set but its name."""
        kind = self._kind
        return kind is not None and bool(kind.options)

    @Property(bool, notify=statusChanged)
    def hasSecrets(self) -> bool:
        """Whether it has keys or passwords."""
        kind = self._kind
        return kind is not None and any(one.is_secret for one in kind.options)

    @Property(list, notify=statusChanged)
    def settingsFacts(self) -> list[Row]:
        """Its settings: label, value."""
        status, kind = self._status, self._kind
        if status is None:
            return []
        labels = {one.name: option_label(one.label) for one in kind.options} if kind else {}
        return [
            {"label": labels.get(name, name), "value": value}
            for name, value in status.options.items()
            if name != gateway_words.DIAL_ADDRESS
        ]

    @Property(str, notify=statusChanged)
    def dialAddress(self) -> str:
        """What has to be entered in a device that dials in; empty for others."""
        return gateway_words.dial_address(self._status) if self._status is not None else ""

    @Property(str, notify=statusChanged)
    def goesText(self) -> str:
        """What goes with it when it is removed."""
        status = self._status
        if status is None:
            return ""
        return gateway_words.counted(status.device_count, status.entity_count)

    # How it has been doing

    @Property(list, notify=diagnosisChanged)
    def facts(self) -> list[Row]:
        """Counts, times and rates: label, value."""
        if self._diagnosis is None:
            return []
        return diagnosis_words.facts(self._diagnosis, self._home.now())

    @Property(list, notify=diagnosisChanged)
    def errors(self) -> list[Row]:
        """The last failures, newest first: when, text, detail."""
        if self._diagnosis is None:
            return []
        return diagnosis_words.errors(self._diagnosis, self._home.now())

    @Property(list, notify=diagnosisChanged)
    def log(self) -> list[Row]:
        """The log, newest first: when, level, text."""
        if self._diagnosis is None:
            return []
        return diagnosis_words.log(self._diagnosis, self._home.now())

    @Property(str, notify=diagnosisChanged)
    def suggestedFile(self) -> str:
        """A name for the diagnostics file."""
        return file_name(self._status.title if self._status is not None else "", self._home.now())

    @Property(str, notify=fileChanged)
    def fileText(self) -> str:
        """How saving the diagnostics file went; empty before."""
        return self._file_text

    @Slot(QUrl)
    def saveDiagnostics(self, url: QUrl) -> None:
        """Write what the hub knows of it into a file a person chose."""
        self._home.tasks.start(self._save(url.toLocalFile()), "save diagnostics")

    # Letting devices in

    @Property(str, notify=statusChanged)
    def admits(self) -> str:
        """How it lets a new device in: code, window, or empty where it does not."""
        kind = self._kind
        return (kind.admits or "") if kind is not None else ""

    @Property(bool, notify=admitChanged)
    def isAdmitting(self) -> bool:
        """Whether it waits for a device."""
        return self._admission.is_open

    @Property(str, notify=admitChanged)
    def admitText(self) -> str:
        """What goes on, with the time that is left."""
        return self._admission.text

    @Property(str, notify=admitChanged)
    def admittedText(self) -> str:
        """What came; empty before."""
        return self._admission.came_text

    @Property(str, notify=admitChanged)
    def admitError(self) -> str:
        """Why none came; empty when nothing went wrong."""
        return self._admission.error_text

    @Slot(str)
    def admit(self, code: str) -> None:
        """Let a device in, by its code or by opening the network."""
        kind = self._kind
        if kind is not None and kind.admits is not None:
            self._admission.begin(self._gateway_id, kind.admits, code)

    @Slot()
    def cancelAdmit(self) -> None:
        """Wait no longer."""
        self._admission.stop()

    def close(self) -> None:
        """Look no more."""
        self._look.stop()

    # How it goes on

    @property
    def _status(self) -> GatewayStatus | None:
        return self._home.mirror.gateways.get(self._gateway_id)

    @property
    def _kind(self) -> GatewayType | None:
        status = self._status
        return self._gateways.kind_of(status.type) if status is not None else None

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_gateways or touched.is_home:
            self.statusChanged.emit()

    def _look_again(self) -> None:
        if self._status is None or (self._task is not None and not self._task.done()):
            return
        self._task = self._home.tasks.start(self._diagnose(self._gateway_id), "diagnose")

    async def _diagnose(self, gateway_id: GatewayId) -> None:
        try:
            diagnosis = await self._home.backend.gateways.diagnose(gateway_id)
        except HomewireError:
            return  # its state above says what is wrong
        if gateway_id == self._gateway_id:
            self._diagnosis = diagnosis
            self.statusChanged.emit()  # ages go on
            self.diagnosisChanged.emit()

    async def _save(self, path: str) -> None:
        try:
            diagnosis = await self._home.backend.gateways.diagnose(self._gateway_id)
            content = msgspec.json.format(msgspec.json.encode(diagnosis.whole), indent=2)
            await asyncio.to_thread(write, path, content)
        except ConfigError as error:
            self._file_text = translate("Gateway", "The file could not be written.")
            self._home.refused.emit(error)
        except HomewireError as error:
            self._home.refused.emit(error)
        else:
            self._file_text = translate("Gateway", "Saved as %1").replace("%1", path)
        self.fileChanged.emit()
