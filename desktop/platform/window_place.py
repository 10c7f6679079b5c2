"""Keeps a window where the person left it, and on a screen that is still there."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.platform.settings import WindowPlace

_MAXIMIZED = Qt.WindowState.WindowMaximized
_LARGE = frozenset({_MAXIMIZED, Qt.WindowState.WindowFullScreen, Qt.WindowState.WindowMinimized})
VISIBLE_PX = 80
"""So much of the window must be on some screen for a hand to find it."""


def restore(window: QWindow, place: WindowPlace) -> None:
    """Put a window where it was; where that is no longer on a screen, the system chooses."""
    window.resize(place.width, place.height)
    if place.x is not None and place.y is not None:
        frame = QRect(place.x, place.y, place.width, place.height)
        if _is_reachable(frame):
            window.setPosition(place.x, place.y)
    if place.is_maximized:
        window.setWindowState(_MAXIMIZED)


def place_of(window: QWindow, before: WindowPlace) -> WindowPlace:
    """Return where a window is; a maximized one keeps the size it had before."""
    if window.windowState() in _LARGE:
        return WindowPlace(
            width=before.width,
            height=before.height,
            x=before.x,
            y=before.y,
            is_maximized=window.windowState() is _MAXIMIZED,
        )
    return WindowPlace(width=window.width(), height=window.height(), x=window.x(), y=window.y())


def _is_reachable(frame: QRect) -> bool:
    overlaps = (
        screen.availableGeometry().intersected(frame) for screen in QGuiApplication.screens()
    )
    return any(part.width() >= VISIBLE_PX and part.height() >= VISIBLE_PX for part in overlaps)
