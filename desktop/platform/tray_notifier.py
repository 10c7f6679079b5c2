"""Notifications beside an icon in the tray: Windows and macOS.

Source: docs/adr/0024.
"""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

import resources
from desktop.platform.notifier import Notification, OnPressed, Pressed

ICON = "web/icons/homewire-192.png"
_ICONS = {
    "low": QSystemTrayIcon.MessageIcon.Information,
    "normal": QSystemTrayIcon.MessageIcon.Information,
    "critical": QSystemTrayIcon.MessageIcon.Critical,
}


class TrayNotifier:
    """Shows one at a time; a press on it, or on the icon, leads to the last that was shown.

    Args:
        on_pressed: Called with what a person does.
    """

    has_buttons = False

    def __init__(self, on_pressed: OnPressed) -> None:
        self._on_pressed = on_pressed
        self._key = ""
        self._tray: QSystemTrayIcon | None = None
        self.is_there = QSystemTrayIcon.isSystemTrayAvailable()
        if self.is_there:
            self._tray = QSystemTrayIcon(QIcon(str(resources.path(ICON))))
            self._tray.setToolTip("Homewire")
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(self._clicked)
            self._tray.show()

    async def show(self, notification: Notification) -> None:
        """Show one in the place of the one before."""
        if self._tray is not None:
            self._key = notification.key
            icon = _ICONS[notification.urgency]
            self._tray.showMessage(notification.title, notification.text, icon)

    async def take_back(self, key: str) -> None:
        """Lead there no more; what is on the screen goes by itself."""
        if key == self._key:
            self._key = ""

    async def close(self) -> None:
        """Take the icon away."""
        if self._tray is not None:
            self._tray.hide()

    def _clicked(self) -> None:
        self._on_pressed(Pressed(key=self._key))
