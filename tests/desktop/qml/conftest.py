"""Windows for the tests of QML: the gallery of controls, and the whole app over a made-up home."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

import resources
from desktop.backend.fake import FakeBackend
from desktop.platform.settings import Preferences, WindowPlace
from desktop.viewmodels.glyphs import FONT_FILE
from desktop.viewmodels.module import ViewModels, attach
from desktop.viewmodels.settings import About
from desktop.window import Window
from tests.fakes.sound import FakeSound

GALLERY = Path(__file__).parent / "gallery"
NOW = 1_700_000_000.0
PATIENCE_S = 5.0


@pytest.fixture
def gallery(qapp: QGuiApplication) -> Iterator[QQuickWindow]:
    """Every control in one window; a complaint of QML fails the test."""
    del qapp
    engine = QQmlApplicationEngine()
    warnings: list[str] = []
    engine.warnings.connect(lambda found: warnings.extend(each.toString() for each in found))
    engine.addImportPath(str(resources.path("qml")))
    theme = engine.singletonInstance("Homewire.Theme", "Theme")
    assert isinstance(theme, QObject)
    theme.setProperty("iconFontSource", QUrl.fromLocalFile(FONT_FILE))
    theme.setProperty("isSoftwareRendered", True)
    engine.load(str(GALLERY / "Controls.qml"))
    (window,) = engine.rootObjects()
    assert isinstance(window, QQuickWindow)
    window.requestActivate()
    yield window
    window.close()
    engine.deleteLater()
    assert warnings == []


class Shown(msgspec.Struct, frozen=True):
    """The whole app over a made-up home."""

    window: Window
    models: ViewModels
    backend: FakeBackend
    sound: FakeSound

    @property
    def root(self) -> QQuickWindow:
        return self.window.root

    async def settle(self) -> None:
        """Let layout and bindings come to rest; frames, not time, are counted."""
        for _ in range(3):
            await asyncio.sleep(0)
            await self.window.first_frame()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what the models tell in their own time."""
        async with asyncio.timeout(PATIENCE_S):
            while not holds():
                await self.settle()


@pytest.fixture
def window(qapp: QGuiApplication) -> Window:
    """An engine that knows our QML; made before the loop runs, for it looks at the disk."""
    del qapp
    return Window()


@pytest_asyncio.fixture
async def shown(window: Window) -> AsyncIterator[Shown]:
    """The app at 1280 x 800 in the light theme; a complaint of QML fails the test."""
    backend = FakeBackend(lambda: NOW)
    sound = FakeSound()
    models = attach(
        window.engine,
        backend,
        settings_file=None,
        preferences=Preferences(theme="light", window=WindowPlace(width=1280, height=800)),
        about=About(data_folder=Path("made-up"), is_software_rendered=True),
        make_sound=lambda _: sound,
    )
    stop = backend.subscribe(models.home.apply)
    window.load()
    window.root.requestActivate()
    result = Shown(window, models, backend, sound)
    await result.settle()
    yield result
    stop()
    await models.close()
    warnings = list(window.warnings)
    window.close()
    assert warnings == []


def named(window: QQuickWindow, name: str) -> QQuickItem:
    """Return the item with an object name."""
    found = window.findChild(QQuickItem, name)
    assert isinstance(found, QQuickItem), name
    return found
