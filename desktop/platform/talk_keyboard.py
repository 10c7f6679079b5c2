"""The talk key on the keyboard, while one of the program's windows is in front.

It talks wherever it is not needed for something else: a text field keeps it, and so does whatever
was reached with Tab or the arrows, for that is how people without a mouse press things.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from desktop.platform.key_names import name_of

_BY_KEYBOARD = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    }
)
_GONE = frozenset({QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide})
"""The window will not be told any more that the key goes up."""


class TalkKeyboard(QObject):
    """Watches one window.

    Args:
        window: Whose keys these are.
        key: Returns the name of the talk key as it is chosen now.
        on_down: Called once when it goes down.
        on_up: Called once when it goes up, or nobody can know any more.
    """

    def __init__(
        self,
        window: QQuickWindow,
        key: Callable[[], str],
        on_down: Callable[[], None],
        on_up: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._key = key
        self._on_down = on_down
        self._on_up = on_up
        self._held: Qt.Key | None = None
        self._is_by_keyboard = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the talk key's events; Qt calls this."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            if event.type() == QEvent.Type.KeyRelease:
                return self._released(event)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._is_by_keyboard = False
        elif event.type() in _GONE:
            self._let_go()
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == self._held:
            return True  # the keyboard repeats it
        if event.key() in _BY_KEYBOARD:
            self._is_by_keyboard = True
        if name_of(event) != self._key() or self._is_needed_elsewhere():
            return False
        self._held = Qt.Key(event.key())
        self._on_down()
        return True

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() != self._held:
            return False
        if not event.isAutoRepeat():
            self._let_go()
        return True

    def _let_go(self) -> None:
        if self._held is not None:
            self._held = None
            self._on_up()

    def _is_needed_elsewhere(self) -> bool:
        item: QQuickItem | None = self._window.activeFocusItem()
        if item is None:
            return False
        is_text = bool(item.flags() & QQuickItem.Flag.ItemAcceptsInputMethod)
        return is_text or (self._is_by_keyboard and bool(item.property("activeFocusOnTab")))
