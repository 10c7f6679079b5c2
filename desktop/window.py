"""The QML engine and its one window; every complaint of QML is kept and counts as a fault."""

import asyncio
import logging
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

import resources
from embedded_hub.errors import ConfigError

logger = logging.getLogger(__name__)

UI_MODULE, MAIN_TYPE = "Homewire.Ui", "Main"
FEWEST_COLORS = 8
"""A picture with fewer is an empty window."""


class Window(QObject):
    """Loads the interface and watches it."""

    closed = Signal()
    """The person closed the window."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []
        """What QML complained about, in order."""
        self.engine = QQmlApplicationEngine()
        qml = str(resources.path("qml"))
        self._qml_url = QUrl.fromLocalFile(qml).toString()
        self.engine.addImportPath(qml)
        # Ours are kept and logged; printed a second time they would only hide others.
        self.engine.setOutputWarningsToStandardError(False)
        self.engine.warnings.connect(self._note)
        self._root: QQuickWindow | None = None

    @property
    def root(self) -> QQuickWindow:
        """The window itself, once loaded."""
        if self._root is None:
            raise ConfigError("The window was not loaded.")
        return self._root

    def load(self) -> None:
        """Load the interface.

        Raises:
            ConfigError: it cannot be loaded; the message says why.
        """
        self.engine.loadFromModule(UI_MODULE, MAIN_TYPE)
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise ConfigError("The interface cannot be loaded: " + "; ".join(self.warnings))
        self._root = roots[0]
        # Its own ``closing`` signal carries an event Python has no type for.
        self._root.visibleChanged.connect(self._visibility_changed)

    async def first_frame(self) -> None:
        """Wait until something was drawn."""
        drawn = asyncio.Event()
        loop = asyncio.get_running_loop()
        # With a threaded render loop the signal comes from the render thread.
        link = self.root.frameSwapped.connect(lambda: loop.call_soon_threadsafe(drawn.set))
        self.root.update()
        try:
            await drawn.wait()
        finally:
            self.root.frameSwapped.disconnect(link)

    def picture(self) -> QImage:
        """Return what the window shows now."""
        return self.root.grabWindow()

    def save_picture(self, path: Path) -> str | None:
        """Save what the window shows; return why that is not worth anything, or ``None``."""
        image = self.picture()
        if image.isNull() or colors_in(image) < FEWEST_COLORS:
            return "nothing was drawn"
        if not image.save(str(path)):
            return f"{path} cannot be written"
        return f"QML complained: {self.warnings[0]}" if self.warnings else None

    def close(self) -> None:
        """Take the window and everything in it down."""
        if self._root is not None:
            self._root.close()
            self._root = None
        self.engine.clearComponentCache()
        self.engine.deleteLater()

    def note_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what a slot raised: the boundary "view-model slot", set as ``sys.excepthook``."""
        logger.error("A slot failed", exc_info=(kind, error, trace))
        self.warnings.append(f"{kind.__name__}: {error}")

    def _visibility_changed(self, is_visible: bool) -> None:
        if not is_visible:
            self.closed.emit()

    def _note(self, errors: list[QQmlError]) -> None:
        for error in errors:
            text = error.toString().replace(self._qml_url, "")
            self.warnings.append(text)
            logger.error("QML: %s", text)


def colors_in(image: QImage) -> int:
    """Count the colours of a picture, on a grid fine enough for text."""
    step = max(1, min(image.width(), image.height()) // 200)
    return len(
        {
            image.pixel(x, y)
            for x in range(0, image.width(), step)
            for y in range(0, image.height(), step)
        }
    )
