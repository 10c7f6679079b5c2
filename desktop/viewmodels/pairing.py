"""Letting a phone or another device in: the picture to scan, the code to type, the three words."""

import time
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.listeners import Unsubscribe
from desktop.backend.people import PairingOffer, PairingState, PersonRole, VisitPlan
from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.visits import plan_of
from desktop.viewmodels.words import translate
from embedded_hub.errors import HomewireError

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
_ROLES: dict[str, PersonRole] = {
    "owner": "owner",
    "family": "family",
    "guest": "guest",
    "tester": "tester",
}


@QmlElement
@QmlSingleton
class Pairing(QObject):
    """The one offer that may be open."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._now_s: Callable[[], float] = time.monotonic
        self._offer: PairingOffer | None = None
        self._told = PairingState()
        self._role: PersonRole = "family"
        self._is_opening = False
        self._error = ""
        self._ends_s = 0.0
        self._stop: Unsubscribe | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.ticked)

    def attach(self, home: Home) -> None:
        """Let devices into this home; called once."""
        self._home = home

    @Property(str, notify=changed)
    def state(self) -> str:
        """Where it stands: closed, opening, open, asking, paired or failed."""
        if self._is_opening:
            return "opening"
        if self._error:
            return "failed"
        if self._offer is None:
            return "closed"
        return self._told.state

    @Property(str, notify=changed)
    def role(self) -> str:
        """What the new device may do."""
        return self._role

    @Property(list, notify=changed)
    def qrRows(self) -> list[str]:
        """The picture to scan: rows of 0 and 1, which is dark."""
        return list(self._offer.qr) if self._offer is not None else []

    @Property(str, notify=changed)
    def code(self) -> str:
        """The code to type."""
        return self._offer.code if self._offer is not None else ""

    @Property(str, notify=changed)
    def address(self) -> str:
        """Where the link leads, without its secret part."""
        return self._offer.url.partition("#")[0] if self._offer is not None else ""

    @Slot()
    def copyLink(self) -> None:
        """Copy the whole link, its secret part included."""
        if self._offer is not None:
            QGuiApplication.clipboard().setText(self._offer.url)

    @Property(str, notify=changed)
    def landingUrl(self) -> str:
        """Where a phone learns to trust the home; empty where there is no such page."""
        return (self._offer.landing_url or "") if self._offer is not None else ""

    @Property(str, notify=changed)
    def authorityName(self) -> str:
        """What the home's certificate authority is called."""
        return (self._offer.authority or "") if self._offer is not None else ""

    @Property(str, notify=changed)
    def fingerprint(self) -> str:
        """Its fingerprint, in words to compare."""
        return (self._offer.fingerprint or "") if self._offer is not None else ""

    @Property(bool, notify=changed)
    def isReachable(self) -> bool:
        """Whether other machines can reach this hub."""
        return self._offer is None or self._offer.landing_url is not None

    @Property(int, notify=ticked)
    def secondsLeft(self) -> int:
        """How long the offer stays open."""
        return self._seconds_left()

    @Property(str, notify=ticked)
    def leftText(self) -> str:
        """That, as minutes and seconds."""
        minutes, seconds = divmod(self._seconds_left(), 60)
        return f"{minutes}:{seconds:02}"

    @Property(int, notify=changed)
    def triesLeft(self) -> int:
        """How many wrong codes are still allowed."""
        return self._told.tries_left or 0

    @Property(str, notify=changed)
    def device(self) -> str:
        """Who asks to come in."""
        return self._told.device or ""

    @Property(list, notify=changed)
    def words(self) -> list[str]:
        """The three words that must be the same on its screen."""
        return list(self._told.words)

    @Property(str, notify=changed)
    def errorText(self) -> str:
        """Why there is no offer; empty when there is one."""
        return self._error

    @Property(str, notify=changed)
    def pairedText(self) -> str:
        """Who has come in; empty before."""
        if self._offer is None or self._told.state != "paired":
            return ""
        name = self._told.device or self._told.name or translate("Pairing", "The new device")
        return translate("Pairing", "%1 is in.").replace("%1", name)

    @Slot(str, str, str, "QVariantList", "QVariantMap")
    def open(
        self,
        role: str,
        person_id: str,
        name: str,
        area_ids: list[object],
        visit: dict[str, object],
    ) -> None:
        """Open an offer for five minutes.

        Args:
            role: What the new device may do.
            person_id: Whose further device it is; empty for a new person.
            name: What a new person is called; empty for the device's own name.
            area_ids: The rooms of a guest.
            visit: When a guest may come in, as :mod:`~desktop.viewmodels.visits` reads it.
        """
        self._role = _ROLES.get(role, "family")
        areas = [str(one) for one in area_ids]
        self._is_opening, self._error, self._offer = True, "", None
        self.changed.emit()
        plan = plan_of(visit, self._home.now()) if self._role == "guest" else VisitPlan()
        opening = self._open(person_id, name.strip(), areas, plan)
        self._home.tasks.start(opening, "open pairing")

    @Slot()
    def cancel(self) -> None:
        """Close the offer, or forget how the last one ended."""
        was_open = self._offer is not None and self._told.state in ("open", "asking")
        self._forget()
        if was_open:
            self._home.ask(self._home.backend.people.cancel_pairing())

    @Slot(bool)
    def confirm(self, is_accepted: bool) -> None:
        """Say whether the words are the same."""
        if self._told.request_id is not None:
            answer = self._home.backend.people.confirm_pairing(
                self._told.request_id, is_accepted=is_accepted
            )
            self._home.ask(answer)

    def close(self) -> None:
        """Follow nothing any more."""
        self._clock.stop()
        if self._stop is not None:
            self._stop()
            self._stop = None

    async def _open(self, person_id: str, name: str, area_ids: list[str], plan: VisitPlan) -> None:
        desk = self._home.backend.people
        try:
            offer = await desk.open_pairing(
                self._role, person_id or None, name or None, area_ids, plan
            )
            self._offer, self._ends_s = offer, self._now_s() + offer.expires_in_s
            if self._stop is None:
                self._stop = await desk.follow_pairing(self._take)
            self._clock.start()
        except HomewireError as error:
            self._error = refusal_sentence(error)
        finally:
            self._is_opening = False
            self.changed.emit()
            self.ticked.emit()

    def _take(self, told: PairingState) -> None:
        self._told = told
        if told.state in ("closed", "paired"):
            self._clock.stop()
        self.changed.emit()

    def _seconds_left(self) -> int:
        return max(0, round(self._ends_s - self._now_s())) if self._offer is not None else 0

    def _forget(self) -> None:
        self._offer, self._error = None, ""
        self._told = PairingState()
        self._clock.stop()
        self.changed.emit()
        self.ticked.emit()
