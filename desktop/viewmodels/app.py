"""The window as a whole: page, theme, connection, what matters now, and problems."""

from PySide6.QtCore import Property, QLocale, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.api import LinkPhase
from desktop.viewmodels import navigation
from desktop.viewmodels.areas import Areas
from desktop.viewmodels.glyphs import FONT_FILE, glyph
from desktop.viewmodels.headline import headline_items
from desktop.viewmodels.home import Home
from desktop.viewmodels.link_words import link_notice, remedy
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.problems import Problems
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.settings import Settings
from desktop.viewmodels.tiles import Tiles
from desktop.viewmodels.words import SEPARATOR, since_text
from embedded_hub.errors import HomewireError
from embedded_hub.model.ids import EntityId

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

PHONE_WIDTH, RAIL_WIDTH = 600, 1000
NOTICE_REFRESH_MS = 30_000
OWNER = "owner"
ListOfMaps = list[dict[str, object]]


@QmlElement
@QmlSingleton
class App(QObject):
    """What every page may ask about the window and the home."""

    pageChanged = Signal()
    areaIdChanged = Signal()
    connectionChanged = Signal()
    homeChanged = Signal()
    headlineChanged = Signal()
    navigationChanged = Signal()
    searchTextChanged = Signal()
    problemsChanged = Signal()
    widthClassChanged = Signal()
    lookChanged = Signal()
    demoWanted = Signal()
    """The person wants to look around the demo home."""
    announced = Signal(str, bool)
    """Something a screen reader should say; true when it cannot wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._settings: Settings
        self._tiles: Tiles
        self._areas: Areas
        self._page = navigation.HOME
        self._area_id = ""
        self._trail: list[tuple[str, str]] = []
        self._search_text = ""
        self._width_class = "wide"
        self._headline: ListOfMaps = []
        self._problems = Problems()
        self._is_software_rendered = False
        self._has_demo_to_offer = False
        self._can_talk = False
        self._missed = 0
        self._has_people = False
        self._unread = 0
        self._found = 0
        self._has_map = False
        self._notice_timer = QTimer(self)
        self._notice_timer.setInterval(NOTICE_REFRESH_MS)
        self._notice_timer.timeout.connect(self.connectionChanged)

    def attach(self, home: Home, settings: Settings, tiles: Tiles, areas: Areas) -> None:
        """Show this home; called once, after the others were attached."""
        self._home, self._settings = home, settings
        self._tiles, self._areas = tiles, areas
        self._is_software_rendered = settings.about_now.is_software_rendered
        home.changed.connect(self._home_changed)
        home.commands.failed.connect(self._command_failed)
        home.commands.marked.connect(self._command_marked)
        home.refused.connect(self._refused)
        areas.refreshed.connect(self._refresh_headline)
        areas.summariesChanged.connect(self.navigationChanged)
        settings.themeChanged.connect(self.lookChanged)
        settings.changed.connect(self.lookChanged)
        settings.languageChanged.connect(self._language_changed)
        self._notice_timer.start()

    # Where we are

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page that is shown."""
        return self._page

    @page.setter  # type: ignore[no-redef]
    def page(self, value: str) -> None:
        self.navigate(value)

    @Property(str, notify=areaIdChanged)
    def areaId(self) -> str:
        """The area shown on the page ``area``."""
        return self._area_id

    @areaId.setter  # type: ignore[no-redef]
    def areaId(self, value: str) -> None:
        self._go(self._page, value)

    @Property(list, notify=navigationChanged)
    def navigation(self) -> ListOfMaps:
        """Where one can go."""
        return navigation.entries(
            self._areas.rows(),
            can_configure=self._is_owner,
            can_talk=self._can_talk,
            missed=self._missed,
            has_people=self._has_people,
            unread=self._unread,
            found=self._found,
            has_map=self._has_map,
        )

    @Slot(str)
    def navigate(self, page: str) -> None:
        """Show another page; an unknown name changes nothing."""
        if page in navigation.PAGES:
            self._go(page, self._area_id)

    @Slot(str)
    def openArea(self, area_id: str) -> None:
        """Show an area's page."""
        self._go(navigation.AREA, area_id)

    @Slot()
    def back(self) -> None:
        """Go where one came from."""
        if self._trail:
            page, area_id = self._trail.pop()
            self._show(page, area_id)
        else:
            self._show(navigation.HOME, self._area_id)

    @Property(str, notify=searchTextChanged)
    def searchText(self) -> str:
        """What is searched for; empty shows the page."""
        return self._search_text

    @searchText.setter  # type: ignore[no-redef]
    def searchText(self, value: str) -> None:
        if value != self._search_text:
            self._search_text = value
            self._tiles.set_search_text(value)
            self.searchTextChanged.emit()

    # How it looks

    @Property(str, notify=lookChanged)
    def theme(self) -> str:
        """The chosen theme."""
        return self._settings.preferences.theme

    @theme.setter  # type: ignore[no-redef]
    def theme(self, value: str) -> None:
        self._settings.setProperty("theme", value)

    @Property(str, notify=lookChanged)
    def resolvedTheme(self) -> str:
        """The theme that holds now: light, dark, contrast or contrastDark."""
        return str(self._settings.property("resolvedTheme"))

    @Property(bool, notify=lookChanged)
    def reducedMotion(self) -> bool:
        """Whether nothing moves by itself."""
        return self._settings.preferences.has_reduced_motion

    @Property(bool, notify=lookChanged)
    def compact(self) -> bool:
        """Whether tiles stand close."""
        return self._settings.preferences.density == "compact"

    @Property(bool, constant=True)
    def isSoftwareRendered(self) -> bool:
        """Whether effects that need a graphics card must be left out."""
        return self._is_software_rendered

    @Property(int, constant=True)
    def windowWidth(self) -> int:
        """The width the window begins with."""
        return self._settings.preferences.window.width

    @Property(int, constant=True)
    def windowHeight(self) -> int:
        """The height the window begins with."""
        return self._settings.preferences.window.height

    @Property(str, notify=widthClassChanged)
    def widthClass(self) -> str:
        """How much room there is: phone, rail or wide."""
        return self._width_class

    @Slot(float)
    def reportWidth(self, width: float) -> None:
        """Take note of the window's width."""
        name = "phone" if width < PHONE_WIDTH else "rail" if width <= RAIL_WIDTH else "wide"
        if name != self._width_class:
            self._width_class = name
            self.widthClassChanged.emit()

    @Property(str, constant=True)
    def platformFont(self) -> str:
        """The interface font; empty is the system's own."""
        return ""

    @Property(QUrl, constant=True)
    def iconFontUrl(self) -> QUrl:
        """Where the icon font is."""
        return QUrl.fromLocalFile(FONT_FILE)

    @Slot(str, result=str)
    def glyph(self, name: str) -> str:
        """Return the character of an icon by its Material Design name."""
        return glyph(name)

    # The hub and the home

    @Property(str, notify=connectionChanged)
    def connection(self) -> str:
        """How the connection stands."""
        return self._home.mirror.link.phase.value

    @Property(str, notify=connectionChanged)
    def connectionText(self) -> str:
        """What to say about it; empty when all is well."""
        mirror = self._home.mirror
        return link_notice(mirror.link, mirror.info.name, self._home.now())

    @Property(str, notify=connectionChanged)
    def connectionRemedy(self) -> str:
        """What a person can do about it: nothing, retry, or join again."""
        return remedy(self._home.mirror.link)

    @Property(str, notify=connectionChanged)
    def connectionSince(self) -> str:
        """Since when it stands so."""
        link = self._home.mirror.link
        if link.phase is not LinkPhase.CONNECTED or not link.since_at:
            return ""
        return since_text(link.since_at, self._home.now())

    @Property(bool, notify=connectionChanged)
    def isStale(self) -> bool:
        """Whether what is shown is only what was last known."""
        return self._home.mirror.is_filled and not self._is_connected

    @Property(bool, notify=connectionChanged)
    def isLoading(self) -> bool:
        """Whether nothing is known yet."""
        return not self._home.mirror.is_filled

    @Slot()
    def reconnect(self) -> None:
        """Try to reach the hub now."""
        self._home.backend.reconnect()

    @Property(str, notify=homeChanged)
    def homeName(self) -> str:
        """The home's name."""
        return self._home.mirror.info.name

    @Property(str, notify=homeChanged)
    def role(self) -> str:
        """What the person may do: owner, family, guest and so on."""
        return self._home.mirror.info.role

    @Property(str, notify=homeChanged)
    def userName(self) -> str:
        """Who sits here."""
        return self._home.mirror.info.user_name

    @Property(bool, notify=homeChanged)
    def canConfigure(self) -> bool:
        """Whether the person may add gateways and change the home."""
        return self._is_owner

    @Property(bool, notify=homeChanged)
    def isDemo(self) -> bool:
        """Whether this is the demo home."""
        return self._home.mirror.info.is_demo

    @Property(bool, notify=homeChanged)
    def canShowDemo(self) -> bool:
        """Whether a demo home can be opened beside this one."""
        return self._has_demo_to_offer

    @Slot()
    def showDemo(self) -> None:
        """Open the demo home in a window of its own; this home stays as it is."""
        if self._has_demo_to_offer:
            self.demoWanted.emit()

    def set_talk(self, *, can_talk: bool, missed: int) -> None:
        """Say whether there is an intercom, and how much was missed there."""
        if (can_talk, missed) != (self._can_talk, self._missed):
            self._can_talk, self._missed = can_talk, missed
            self.navigationChanged.emit()

    def set_people(self, *, has_people: bool) -> None:
        """Say whether the hub knows people."""
        if has_people != self._has_people:
            self._has_people = has_people
            self.navigationChanged.emit()

    def set_notices(self, *, unread: int) -> None:
        """Say how many notices this person has not read."""
        if unread != self._unread:
            self._unread = unread
            self.navigationChanged.emit()

    def set_found(self, *, found: int) -> None:
        """Say how many gateways were found that nobody has looked at."""
        if found != self._found:
            self._found = found
            self.navigationChanged.emit()

    def set_map(self, *, has_map: bool) -> None:
        """Say whether there is anything on the map for this person."""
        if has_map != self._has_map:
            self._has_map = has_map
            self.navigationChanged.emit()

    def offer_demo(self) -> None:
        """Say that somebody listens to :attr:`demoWanted`."""
        self._has_demo_to_offer = True
        self.homeChanged.emit()

    @Property(str, notify=lookChanged)
    def language(self) -> str:
        """The language that holds now."""
        return QLocale().name()[:2]

    @Property(str, notify=headlineChanged)
    def headline(self) -> str:
        """What matters now, in one line."""
        return SEPARATOR.join(str(item["text"]) for item in self._headline)

    @Property(list, notify=headlineChanged)
    def headlineItems(self) -> ListOfMaps:
        """What matters now, in pieces."""
        return self._headline

    # Problems

    @Property(list, notify=problemsChanged)
    def problems(self) -> ListOfMaps:
        """What went wrong and was not put away yet."""
        return self._problems.as_list()

    @Slot(int)
    def dismissProblem(self, problem_id: int) -> None:
        """Put a problem away."""
        shown = self._problems.get(problem_id)
        self._problems.drop(problem_id)
        self.problemsChanged.emit()
        if shown is not None and shown.entity_id is not None:
            self._home.commands.dismiss(shown.entity_id)

    @Slot(int)
    def retryProblem(self, problem_id: int) -> None:
        """Try again what went wrong."""
        shown = self._problems.get(problem_id)
        if shown is not None and shown.entity_id is not None:
            self._home.commands.retry(shown.entity_id)

    @Slot(int)
    def copyProblem(self, problem_id: int) -> None:
        """Copy a problem's technical line."""
        shown = self._problems.get(problem_id)
        if shown is not None:
            self.copy(shown.detail)

    @Slot(str)
    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    # How it is kept

    @property
    def _is_connected(self) -> bool:
        return self._home.mirror.link.phase is LinkPhase.CONNECTED

    @property
    def _is_owner(self) -> bool:
        info = self._home.mirror.info
        return info.role == OWNER and info.is_homewire

    def _go(self, page: str, area_id: str) -> None:
        if (page, area_id) != (self._page, self._area_id):
            self._trail.append((self._page, self._area_id))
            self._show(page, area_id)

    def _show(self, page: str, area_id: str) -> None:
        if area_id != self._area_id:
            self._area_id = area_id
            self._tiles.set_area(area_id)
            self.areaIdChanged.emit()
        if page != self._page:
            self._page = page
            self.pageChanged.emit()

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_link or touched.is_home:
            self.connectionChanged.emit()
        if touched.is_link and (notice := str(self.property("connectionText"))):
            self.announced.emit(notice, self._home.mirror.is_filled)
        if touched.is_home:
            self.homeChanged.emit()
            self.navigationChanged.emit()

    def _refresh_headline(self) -> None:
        items = headline_items(self._tiles.model.faces())
        if items != self._headline:
            self._headline = items
            self.headlineChanged.emit()

    def _command_failed(self, entity_id: str) -> None:
        self._tiles.model.flush()
        face = self._tiles.model.face(entity_id)
        problem = self._home.commands.marks.problem(EntityId(entity_id))
        if face is None or problem is None:
            return
        text = str(face["problemText"])
        if problem.kind == "unknown":
            text = f"{face['fullName']}: {text}"
        detail = f"{entity_id}: {problem.code}: {problem.message}"
        self._problems.add(text, detail, problem.kind, EntityId(entity_id))
        self.problemsChanged.emit()
        self.announced.emit(text, True)

    def _command_marked(self, entity_id: str) -> None:
        marks = self._home.commands.marks
        if marks.problem(EntityId(entity_id)) is None and self._problems.drop_entity(
            EntityId(entity_id)
        ):
            self.problemsChanged.emit()

    def _refused(self, error: HomewireError) -> None:
        self._problems.add(refusal_sentence(error), f"{error.code}: {error.message}", "failed")
        self.problemsChanged.emit()

    def _language_changed(self) -> None:
        for signal in (
            self.lookChanged,
            self.navigationChanged,
            self.connectionChanged,
            self.problemsChanged,
        ):
            signal.emit()
