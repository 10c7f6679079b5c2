"""What is shown of the home while another window is in front."""

import msgspec
from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.viewmodels.settings import Settings
from desktop.viewmodels.words import translate

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class NotificationSettings(QObject):
    """A person's choices about the system's notifications."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings
        self._is_available = True

    def attach(self, settings: Settings) -> None:
        """Keep choices there; called once."""
        self._settings = settings
        settings.changed.connect(self.changed)

    def set_available(self, *, is_available: bool) -> None:
        """Say whether this system shows notifications at all."""
        self._is_available = is_available
        self.changed.emit()

    @Property(bool, notify=changed)
    def isAvailable(self) -> bool:
        """Whether this system shows notifications at all."""
        return self._is_available

    @Property(str, notify=changed)
    def text(self) -> str:
        """What they are, or why there are none."""
        if not self._is_available:
            return translate(
                "Settings", "This system shows none; you find everything in the window."
            )
        return translate(
            "Settings",
            "Shown while another window is in front. Quiet hours and “Do not disturb” hold too.",
        )

    @Property(bool, notify=changed)
    def hasNotices(self) -> bool:
        """Whether notices of the home are shown."""
        return self._settings.preferences.notifications.has_notices

    @hasNotices.setter  # type: ignore[no-redef]
    def hasNotices(self, value: bool) -> None:
        self._choose(has_notices=value)

    @Property(bool, notify=changed)
    def hasMessages(self) -> bool:
        """Whether messages people write are shown."""
        return self._settings.preferences.notifications.has_messages

    @hasMessages.setter  # type: ignore[no-redef]
    def hasMessages(self, value: bool) -> None:
        self._choose(has_messages=value)

    def _choose(self, **choice: bool) -> None:
        preferences = self._settings.preferences
        chosen = msgspec.structs.replace(preferences.notifications, **choice)
        self._settings.change(msgspec.structs.replace(preferences, notifications=chosen))
