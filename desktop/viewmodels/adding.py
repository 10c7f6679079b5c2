"""Adding a gateway or changing one: what it is, what it needs, the trial, and how it went."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.gateways import GatewayType, Trial
from desktop.viewmodels import gateway_words
from desktop.viewmodels.attempt import Attempt
from desktop.viewmodels.gateway_form import GatewayForm
from desktop.viewmodels.glyphs import glyph_or
from desktop.viewmodels.home import Home
from desktop.viewmodels.option_words import guide_sentence, type_summary, type_title
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import joined, measure, translate
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]
DEFAULT_ICON = "lan-connect"
BUTTON_S = 60
"""How long the hub waits for the button."""


@QmlElement
@QmlSingleton
class Adding(QObject):
    """The one form that is open."""

    formChanged = Signal()
    """Another form, or none."""
    fieldsChanged = Signal()
    """A text was corrected, or an error came or went."""
    runChanged = Signal()
    """What is going on, and how the last thing went."""
    fieldCorrected = Signal(str, str, arguments=["name", "text"])
    """What was typed into a field reads otherwise now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._attempt: Attempt
        self._find_kind: Callable[[str], GatewayType | None]
        self._form: GatewayForm | None = None
        self._trial: Trial | None = None
        self._done: GatewayStatus | None = None
        self._is_left = False

    def attach(self, home: Home, find_kind: Callable[[str], GatewayType | None]) -> None:
        """Add to this home; called once.

        Args:
            home: Where gateways are added.
            find_kind: Looks a kind of gateway up by its name.
        """
        self._home, self._find_kind = home, find_kind
        self._attempt = Attempt(home)
        self._attempt.changed.connect(self._attempt_changed)

    # What is asked

    @Slot(str, result=bool)
    def begin(self, type_: str) -> bool:
        """Open the form of a kind of gateway."""
        kind = self._find_kind(type_)
        return kind is not None and self._open(GatewayForm(kind))

    def begin_found(self, found: Found) -> bool:
        """Open the form of something found."""
        kind = self._find_kind(found.gateway_type)
        return kind is not None and self._open(GatewayForm(kind, found))

    @Slot(str, result=bool)
    def beginEdit(self, gateway_id: str) -> bool:
        """Open the settings of a gateway there is."""
        status = self._home.mirror.gateways.get(GatewayId(gateway_id))
        kind = self._find_kind(status.type) if status is not None else None
        return kind is not None and self._open(GatewayForm(kind, status=status))

    @Slot()
    def close(self) -> None:
        """Put the form away; what is going on is given up."""
        self._is_left = False
        self._attempt.cancel()
        # First, so that nobody hears of what was done once more.
        self._form = self._trial = self._done = None
        self._attempt.clear()
        for signal in (self.formChanged, self.fieldsChanged, self.runChanged):
            signal.emit()

    @Slot()
    def enter(self) -> None:
        """The page is there: it tells by itself how things end."""
        self._is_left = False

    @Slot()
    def leave(self) -> None:
        """The page goes: what connects goes on by itself, what waits for a person does not.

        If it fails later the problem is shown wherever the person is by then, and the form stays
        with what was typed.
        """
        if not self._attempt.is_running or self._is_by_button:
            self.close()
        else:
            self._is_left = True

    @Property(bool, notify=formChanged)
    def isOpen(self) -> bool:
        """Whether there is a form."""
        return self._form is not None

    @Property(bool, notify=formChanged)
    def isEdit(self) -> bool:
        """Whether a gateway there is gets changed."""
        return self._form is not None and self._form.is_edit

    @Property(str, notify=formChanged)
    def type(self) -> str:
        """The kind of gateway."""
        return self._form.kind.type if self._form is not None else ""

    @Property(str, notify=formChanged)
    def typeTitle(self) -> str:
        """What that kind is called."""
        return type_title(self._form.kind.title) if self._form is not None else ""

    @Property(str, notify=formChanged)
    def summary(self) -> str:
        """What that kind brings."""
        return type_summary(self._form.kind.summary) if self._form is not None else ""

    @Property(str, notify=formChanged)
    def icon(self) -> str:
        """Its icon."""
        return glyph_or(self._form.kind.icon if self._form is not None else "", DEFAULT_ICON)

    @Property(str, notify=formChanged)
    def foundText(self) -> str:
        """What was found where, if the form begins there."""
        found = self._form.found if self._form is not None else None
        return joined(found.model or "", found.address) if found is not None else ""

    @Property(str, notify=formChanged)
    def title(self) -> str:
        """The name it has or announced; a person may choose another."""
        return self._form.title if self._form is not None else ""

    @Property(str, notify=fieldsChanged)
    def guide(self) -> str:
        """What a person has to do: none, button, secret or code."""
        if self._form is None:
            return "none"
        if self._form.kind.guide == "button" and not self._form.is_by_button:
            return "none"
        return self._form.kind.guide

    @Property(str, notify=formChanged)
    def guideText(self) -> str:
        """That, as a sentence."""
        return guide_sentence(self._form.kind.guide_text) if self._form is not None else ""

    @Property(list, notify=fieldsChanged)
    def fields(self) -> list[Row]:
        """What is asked; see :meth:`GatewayForm.fields`."""
        return self._form.fields() if self._form is not None else []

    @Property(bool, notify=fieldsChanged)
    def isComplete(self) -> bool:
        """Whether everything that is needed is there and right."""
        return self._form is not None and self._form.is_complete

    @Slot(str, str)
    def answer(self, name: str, text: str) -> None:
        """Take what was typed; a pasted address is taken apart."""
        if self._form is None:
            return
        for field, part in self._form.answer(name, text).items():
            if part != text.strip() or field != name:
                self.fieldCorrected.emit(field, part)
        if self._trial is not None:
            self._trial = None
            self.runChanged.emit()
        self.fieldsChanged.emit()

    @Slot(str)
    def check(self, name: str) -> None:
        """Say of a field that was left what is wrong with it."""
        if self._form is not None:
            self._form.check(name)
            self.fieldsChanged.emit()

    @Slot(str)
    def rename(self, title: str) -> None:
        """Take the name a person chose."""
        if self._form is not None:
            self._form.title = title

    # What goes on

    @Property(bool, notify=runChanged)
    def isRunning(self) -> bool:
        """Whether something is going on."""
        return self._attempt.is_running

    @Property(bool, notify=runChanged)
    def isWaitingForButton(self) -> bool:
        """Whether somebody has to press a button now."""
        return self._attempt.is_running and self._is_by_button

    @Property(int, notify=runChanged)
    def secondsLeft(self) -> int:
        """How long the button can still be pressed."""
        return max(0, BUTTON_S - int(self._attempt.waited_s)) if self._attempt.is_running else 0

    @Property(str, notify=runChanged)
    def progressText(self) -> str:
        """What is being done."""
        return self._attempt.progress_text

    @Property(str, notify=runChanged)
    def trialText(self) -> str:
        """What answered when it was tried; empty before and after a change."""
        if self._trial is None:
            return ""
        trial = self._trial
        ms = measure(trial.round_trip_ms, "ms", 0) if trial.round_trip_ms is not None else ""
        counted = gateway_words.counted(trial.device_count, trial.entity_count)
        return translate("Gateway", "It answers: %1").replace("%1", joined(counted, ms))

    @Property(str, notify=runChanged)
    def errorText(self) -> str:
        """Why it did not work; empty when nothing went wrong."""
        return self._attempt.error_text

    @Property(str, notify=runChanged)
    def remedyText(self) -> str:
        """What may help."""
        return self._attempt.remedy_text

    @Property(str, notify=runChanged)
    def errorDetail(self) -> str:
        """The technical line."""
        return self._attempt.detail

    @Property(str, notify=runChanged)
    def doneGatewayId(self) -> str:
        """The gateway that was added or changed; empty before."""
        return self._done.id if self._done is not None else ""

    @Property(str, notify=runChanged)
    def doneTitle(self) -> str:
        """What it is called."""
        return self._done.title if self._done is not None else ""

    @Property(str, notify=runChanged)
    def doneText(self) -> str:
        """What came with it."""
        if self._done is None:
            return ""
        if self._done.device_count == 0:
            return translate("Gateway", "It is connected. Its devices appear as they report.")
        return PLURALS.devices_are_in(self._done.device_count)

    @Property(int, notify=runChanged)
    def doneDevices(self) -> int:
        """How many devices came with it."""
        return self._done.device_count if self._done is not None else 0

    @Property(str, notify=runChanged)
    def dialAddress(self) -> str:
        """What has to be entered in a device that dials in; empty for others."""
        return gateway_words.dial_address(self._done) if self._done is not None else ""

    @Slot()
    def start(self) -> None:
        """Add it, or keep what was changed."""
        form = self._ready()
        if form is None:
            return
        shown = form.title.strip() or type_title(form.kind.title)
        text = translate("Gateway", "Connecting to %1 …").replace("%1", shown)
        work = self._add(form, shown) if form.status is None else self._edit(form, form.status)
        self._attempt.start(work, text)

    @Slot()
    def tryIt(self) -> None:
        """Connect once and keep nothing."""
        form = self._ready()
        if form is not None:
            self._trial = None
            self._attempt.start(self._test(form), translate("Gateway", "Trying …"))

    @Slot()
    def cancel(self) -> None:
        """Stop what is going on; the form stays."""
        self._attempt.cancel()

    # How it goes on

    @property
    def _is_by_button(self) -> bool:
        return self._form is not None and self._form.is_by_button

    def _open(self, form: GatewayForm) -> bool:
        if self._attempt.is_running:
            return False
        self._form, self._trial, self._done = form, None, None
        self._attempt.clear()
        for signal in (self.formChanged, self.fieldsChanged, self.runChanged):
            signal.emit()
        return True

    def _ready(self) -> GatewayForm | None:
        form = self._form
        if form is None or self._attempt.is_running:
            return None
        if form.is_complete:
            return form
        for option in form.kind.options:
            form.check(option.name)
        self.fieldsChanged.emit()
        return None

    async def _add(self, form: GatewayForm, title: str) -> None:
        backend = self._home.backend
        self._done = await backend.add_gateway(form.kind.type, title, form.given())

    async def _edit(self, form: GatewayForm, status: GatewayStatus) -> None:
        title = form.title.strip() or status.title
        changed = await self._home.backend.gateways.edit(
            status.id,
            title=title if title != status.title else None,
            options=form.changed() or None,
        )
        error = gateway_words.error_of(changed)
        if error is not None:
            raise error
        self._done = changed

    async def _test(self, form: GatewayForm) -> None:
        self._trial = await self._home.backend.gateways.test(form.kind.type, form.given())

    def _attempt_changed(self) -> None:
        field = self._attempt.error_field
        if field and self._form is not None:
            self._form.refuse(field, self._attempt.error_text)
            self.fieldsChanged.emit()
        if self._is_left and not self._attempt.is_running:
            self._is_left = False
            if self._attempt.error is not None:
                self._home.refused.emit(self._attempt.error)
        self.runChanged.emit()
