"""Keys by the names Qt gives them, and the next one a person presses."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
    }
)
"""They belong to another key and are none by themselves."""


def name_of(event: QKeyEvent) -> str:
    """Return a key with what is held beside it, such as ``Ctrl+Alt+T``."""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def key_of(name: str) -> Qt.Key | None:
    """Return the key of a name without what is held beside it; ``None`` where there is none."""
    sequence = QKeySequence(name, QKeySequence.SequenceFormat.PortableText)
    if not name or not sequence.count():
        return None
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs leave it out
    return combination.key()


class KeyCapture(QObject):
    """Takes the next key press from the whole program."""

    def __init__(self) -> None:
        super().__init__()
        self._on_key: Callable[[str], None] | None = None

    def start(self, on_key: Callable[[str], None]) -> None:
        """Call with the name of the next key; with nothing when that is Escape."""
        self.stop()
        app = QCoreApplication.instance()
        if app is not None:
            self._on_key = on_key
            app.installEventFilter(self)

    def stop(self) -> None:
        """Leave the keys to the program."""
        app = QCoreApplication.instance()
        if self._on_key is not None and app is not None:
            app.removeEventFilter(self)
        self._on_key = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take key presses; Qt calls this."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in MODIFIERS or self._on_key is None:
            return True
        on_key = self._on_key
        self.stop()
        on_key("" if event.key() == Qt.Key.Key_Escape else name_of(event))
        return True
