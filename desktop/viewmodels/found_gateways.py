"""What was found on the network: added with one tap where nothing is needed."""

import contextlib
from collections.abc import AsyncIterator

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.gateways import Findings
from desktop.backend.listeners import Unsubscribe
from desktop.viewmodels import gateway_words
from desktop.viewmodels.adding import DEFAULT_ICON, Adding
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.glyphs import glyph_or
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.option_words import type_title
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.refusal_words import refusal_remedy, refusal_sentence
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import joined, translate
from embedded_hub.errors import HomewireError, NotSupported, UnknownCommand
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = (
    "foundId", "title", "line", "address", "icon", "guide", "isIgnored", "isBusy", "canAddNow",
    "hasMoved", "problemText", "addedGatewayId", "addedText",
)  # fmt: skip
LOOK_MS = 60_000
"""What was just plugged in is told of within a minute."""


@QmlElement
@QmlSingleton
class FoundGateways(RowModel):
    """One row for each thing that is no gateway of this home yet."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._home: Home
        self._gateways: Gateways
        self._adding: Adding
        self._found: tuple[Found, ...] = ()
        self._stop: Unsubscribe | None = None
        self._watchers = 0
        self._is_following = False
        self._is_available = False
        self._problem = ""
        self._shows_ignored = False
        self._busy: set[str] = set()
        self._problems: dict[str, str] = {}
        self._added: dict[str, GatewayStatus] = {}
        self._gone: set[str] = set()
        """Added, and put away before the hub said that it has them."""
        self._looked_at: set[str] = set()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)

    def attach(self, home: Home, gateways: Gateways, adding: Adding) -> None:
        """Search around this home; called once."""
        self._home, self._gateways, self._adding = home, gateways, adding
        home.changed.connect(self._home_changed)
        gateways.typesChanged.connect(self._refresh)
        self._look.start()

    @Property(bool, notify=changed)
    def isAvailable(self) -> bool:
        """Whether this hub looks around on its network."""
        return self._is_available

    @Property(bool, notify=changed)
    def isSearching(self) -> bool:
        """Whether somebody looks and the hub searches."""
        return self._stop is not None

    @Property(str, notify=changed)
    def problemText(self) -> str:
        """Why the hub hears nothing on its network; empty when all is well."""
        return self._problem

    @Property(int, notify=changed)
    def ignoredCount(self) -> int:
        """How many are kept quiet about."""
        return sum(1 for one in self._found if one.is_ignored and one.gateway_id is None)

    @Property(bool, notify=changed)
    def showsIgnored(self) -> bool:
        """Whether those are listed, too."""
        return self._shows_ignored

    @showsIgnored.setter  # type: ignore[no-redef]
    def showsIgnored(self, value: bool) -> None:
        self._shows_ignored = value
        self._refresh()

    @property
    def new_count(self) -> int:
        """How many nobody has looked at yet, for the navigation."""
        return sum(1 for one in self._open() if one.id not in self._looked_at)

    @Slot()
    def watch(self) -> None:
        """Search for as long as somebody looks."""
        self._watchers += 1
        self._follow_soon()

    @Slot()
    def unwatch(self) -> None:
        """Somebody does not look any more; the last one ends the search."""
        self._watchers -= 1
        self._looked_at |= {one.id for one in self._found}
        self._gone |= set(self._added)
        self._added.clear()
        if self._watchers == 0:
            self._end_search()
        self._refresh()

    @Slot(str)
    def add(self, found_id: str) -> None:
        """Add what needs nothing at once; for everything else ask, on the page that adds."""
        found = self._one(found_id)
        if found is None or found_id in self._busy:
            return
        if found.needs:
            self._adding.begin_found(found)
        else:
            self._home.tasks.start(self._add(found), "add what was found")

    @Slot(str)
    def move(self, found_id: str) -> None:
        """Connect a gateway there is at the address where it was found now."""
        found = self._one(found_id)
        if found is not None and found.has_moved and found_id not in self._busy:
            self._home.tasks.start(self._move(found), "use a new address")

    @Slot(str, bool)
    def ignore(self, found_id: str, is_ignored: bool) -> None:
        """Keep quiet about one, or speak of it again."""
        self._home.ask(self._home.backend.gateways.ignore(found_id, is_ignored=is_ignored))

    def look(self) -> None:
        """Ask what was found meanwhile, so that the navigation can tell; nothing is searched."""
        if self._stop is None:
            self._home.tasks.start(self._ask_once(), "what was found")

    def close(self) -> None:
        """Look no more."""
        self._look.stop()
        self._end_search()

    # How it goes on

    def _end_search(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home:
            self.look()
            self._follow_soon()

    def _follow_soon(self) -> None:
        if self._watchers > 0 and self._stop is None and not self._is_following:
            self._is_following = True
            self._home.tasks.start(self._follow(), "follow what is found")

    async def _ask_once(self) -> None:
        try:
            findings = await self._home.backend.gateways.found()
        except HomewireError:
            return  # a guest, or a hub that does not look around
        self._heard(findings)

    async def _follow(self) -> None:
        try:
            stop = await self._home.backend.gateways.follow_found(self._heard)
        except (UnknownCommand, NotSupported):
            self._is_available = False
        except HomewireError:
            pass  # a guest, or a lost link: the page says so already
        else:
            self._stop = stop
            if self._watchers == 0:
                self._end_search()
        finally:
            self._is_following = False
            self.changed.emit()

    async def _add(self, found: Found) -> None:
        kind = self._gateways.kind_of(found.gateway_type)
        title = found.title or (kind.title if kind is not None else found.gateway_type)
        async with self._at_work(found):
            self._added[found.id] = await self._home.backend.add_gateway(
                found.gateway_type, title, found.options
            )

    async def _move(self, found: Found) -> None:
        if found.gateway_id is None:
            return
        async with self._at_work(found):
            status = await self._home.backend.gateways.edit(found.gateway_id, options=found.options)
            error = gateway_words.error_of(status)
            if error is not None:
                raise error
            self._gone.add(found.id)

    @contextlib.asynccontextmanager
    async def _at_work(self, found: Found) -> AsyncIterator[None]:
        """Show that something goes on with one, and why it did not work."""
        self._busy.add(found.id)
        self._problems.pop(found.id, None)
        self._refresh()
        try:
            yield
        except HomewireError as error:
            self._problems[found.id] = f"{refusal_sentence(error)} {refusal_remedy(error)}".strip()
        finally:
            self._busy.discard(found.id)
            self._refresh()

    def _heard(self, findings: Findings) -> None:
        self._found, self._problem = findings.found, findings.problem or ""
        self._is_available = True
        self._gone.clear()
        if self._watchers > 0:
            self._looked_at |= {one.id for one in self._found}
        self._refresh()

    def _refresh(self) -> None:
        shown = [one for one in self._found if self._is_shown(one)]
        self.show([self._row(one) for one in sorted(shown, key=_order)])
        self.changed.emit()

    def _open(self) -> list[Found]:
        return [one for one in self._found if self._is_news(one) and not one.is_ignored]

    def _is_news(self, found: Found) -> bool:
        """Say whether a person can do something about it."""
        return (found.gateway_id is None or found.has_moved) and found.id not in self._gone

    def _is_shown(self, found: Found) -> bool:
        if found.id in self._added:
            return True
        return self._is_news(found) and (self._shows_ignored or not found.is_ignored)

    def _one(self, found_id: str) -> Found | None:
        return next((one for one in self._found if one.id == found_id), None)

    def _row(self, found: Found) -> Row:
        kind = self._gateways.kind_of(found.gateway_type)
        type_name = type_title(kind.title) if kind is not None else found.gateway_type
        named = found.title or type_name
        added = self._added.get(found.id)
        return {
            "foundId": found.id,
            "title": named,
            "line": self._line(found, type_name if type_name != named else ""),
            "address": found.address or found.host,
            "icon": glyph_or(kind.icon if kind is not None else "", DEFAULT_ICON),
            "guide": found.guide,
            "isIgnored": found.is_ignored,
            "isBusy": found.id in self._busy,
            "canAddNow": found.has_moved or not found.needs,
            "hasMoved": found.has_moved,
            "problemText": self._problems.get(found.id, ""),
            "addedGatewayId": GatewayId("") if added is None else added.id,
            "addedText": "" if added is None else PLURALS.devices_are_in(added.device_count),
        }

    def _line(self, found: Found, type_name: str) -> str:
        if found.has_moved and found.gateway_id is not None:
            status = self._home.mirror.gateways.get(found.gateway_id)
            said = translate("Gateway", "%1 answers at another address now.")
            return said.replace("%1", status.title if status is not None else found.title)
        return joined(type_name, found.model or "")


def _order(found: Found) -> tuple[bool, str, str]:
    return found.is_ignored, found.title.casefold(), found.id
