"""The settings page, and what everything else follows of it."""

import asyncio
import platform
from pathlib import Path

import msgspec
import PySide6
from PySide6.QtCore import Property, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.platform.secrets import SecretKind
from desktop.platform.settings import Preferences, SettingsFile
from desktop.viewmodels.secret_words import secret_note
from desktop.viewmodels.tasks import TaskOwner
from desktop.viewmodels.words import translate
from embedded_hub import __version__

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

SAVE_DELAY_MS = 400
"""Dragging a window edge changes its size many times."""
Choice = dict[str, str]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What does not change while the window lives."""

    data_folder: Path
    hub_url: str = ""
    secret_kind: SecretKind = "memory"  # noqa: S105 - where secrets are, not one
    is_software_rendered: bool = False
    renderer_reason: str = ""


@QmlElement
@QmlSingleton
class Settings(QObject):
    """A person's choices, kept as they are made."""

    changed = Signal()
    languageWanted = Signal(str)
    """Another language was chosen; whoever installs it calls :meth:`retranslated`."""
    themeChanged = Signal()
    languageChanged = Signal()
    aboutChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = Preferences()
        self._started_with = self.preferences
        self._about = About(data_folder=Path())
        self._file: SettingsFile | None = None
        self._tasks = TaskOwner()
        self._theme_override = ""
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_DELAY_MS)
        self._save_timer.timeout.connect(self._save)

    def attach(self, file: SettingsFile | None, preferences: Preferences, about: About) -> None:
        """Begin with what was read; without a file nothing is saved.

        Called once, before QML loads.
        """
        self._file = file
        self.preferences = self._started_with = preferences
        self._about = about
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self.themeChanged)
            hints.accessibility().contrastPreferenceChanged.connect(self.themeChanged)

    def set_about(self, about: About) -> None:
        """Show what became known since."""
        self._about = about
        self.aboutChanged.emit()

    @property
    def about_now(self) -> About:
        """What is shown about this program."""
        return self._about

    def change(self, preferences: Preferences) -> None:
        """Take over changed choices and keep them."""
        old, self.preferences = self.preferences, preferences
        if old == preferences:
            return
        if old.theme != preferences.theme:
            self.themeChanged.emit()
        if old.language != preferences.language:
            self.languageWanted.emit(preferences.language)
        self.changed.emit()
        if self._file is not None:
            self._save_timer.start()

    def retranslated(self) -> None:
        """Read every text anew."""
        self.languageChanged.emit()
        self.aboutChanged.emit()
        self.changed.emit()

    async def close(self) -> None:
        """Write what is not yet written."""
        if self._save_timer.isActive():
            self._save_timer.stop()
            await self._write()
        await self._tasks.close()

    @Property(str, notify=themeChanged)
    def theme(self) -> str:
        """The chosen theme: system, light, dark or contrast."""
        return self.preferences.theme

    @theme.setter  # type: ignore[no-redef]
    def theme(self, value: str) -> None:
        self._set(theme=value)

    @Property(str, notify=themeChanged)
    def resolvedTheme(self) -> str:
        """The theme that holds now: light, dark, contrast or contrastDark."""
        if self.preferences.theme in ("light", "dark"):
            return self.preferences.theme
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return "light"
        hints = app.styleHints()
        is_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        wanted = hints.accessibility().contrastPreference()
        if self.preferences.theme == "contrast" or wanted is Qt.ContrastPreference.HighContrast:
            return "contrastDark" if is_dark else "contrast"
        return "dark" if is_dark else "light"

    @Property(list, notify=languageChanged)
    def themes(self) -> list[Choice]:
        """What can be chosen as theme."""
        return [
            _choice("system", translate("Settings", "Like the system")),
            _choice("light", translate("Settings", "Light")),
            _choice("dark", translate("Settings", "Dark")),
            _choice("contrast", translate("Settings", "High contrast")),
        ]

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        """The chosen language; empty follows the system."""
        return self.preferences.language

    @language.setter  # type: ignore[no-redef]
    def language(self, value: str) -> None:
        self._set(language=value)

    @Property(list, notify=languageChanged)
    def languages(self) -> list[Choice]:
        """What can be chosen as language; each in its own words."""
        return [
            _choice("", translate("Settings", "Like the system")),
            _choice("en", "English"),
            _choice("de", "Deutsch"),
        ]

    @Property(str, notify=changed)
    def density(self) -> str:
        """How close tiles stand: comfortable or compact."""
        return self.preferences.density

    @density.setter  # type: ignore[no-redef]
    def density(self, value: str) -> None:
        self._set(density=value)

    @Property(list, notify=languageChanged)
    def densities(self) -> list[Choice]:
        """What can be chosen as density."""
        return [
            _choice("comfortable", translate("Settings", "Comfortable")),
            _choice("compact", translate("Settings", "Compact")),
        ]

    @Property(str, notify=changed)
    def renderer(self) -> str:
        """Who draws: auto or software."""
        return self.preferences.renderer

    @renderer.setter  # type: ignore[no-redef]
    def renderer(self, value: str) -> None:
        self._set(renderer=value)

    @Property(list, notify=languageChanged)
    def renderers(self) -> list[Choice]:
        """What can be chosen as renderer."""
        return [
            _choice("auto", translate("Settings", "Automatic")),
            _choice("software", translate("Settings", "Always without graphics card")),
        ]

    @Property(str, notify=aboutChanged)
    def rendererText(self) -> str:
        """Who draws now and why."""
        if self._about.is_software_rendered:
            return translate("Settings", "Drawn without the graphics card.")
        return translate("Settings", "Drawn by the graphics card.")

    @Property(bool, notify=changed)
    def reducedMotion(self) -> bool:
        """Whether nothing moves by itself."""
        return self.preferences.has_reduced_motion

    @reducedMotion.setter  # type: ignore[no-redef]
    def reducedMotion(self, value: bool) -> None:
        self._set(has_reduced_motion=value)

    @Property(bool, notify=changed)
    def needsRestart(self) -> bool:
        """Whether a choice takes effect only at the next start."""
        return self._waits_for_restart()

    @Property(str, notify=changed)
    def restartText(self) -> str:
        """That, in a sentence; empty when nothing waits."""
        if not self._waits_for_restart():
            return ""
        return translate("Settings", "Takes effect at the next start.")

    @Property(bool, notify=changed)
    def letsPhonesIn(self) -> bool:
        """Whether other machines may reach the home in this program."""
        return self.preferences.lets_phones_in

    @letsPhonesIn.setter  # type: ignore[no-redef]
    def letsPhonesIn(self, value: bool) -> None:
        self._set(lets_phones_in=value)

    @Property(str, notify=languageChanged)
    def phonesText(self) -> str:
        """What that means, in a sentence."""
        return translate(
            "Settings",
            "Phones and other computers in this network can reach this home, encrypted.",
        )

    @Property(str, notify=aboutChanged)
    def secretKind(self) -> str:
        """Where the key to the hub is kept: keyring, file or memory."""
        return self._about.secret_kind

    @Property(str, notify=aboutChanged)
    def secretNote(self) -> str:
        """That, in a sentence."""
        return secret_note(self._about.secret_kind)

    @Property(str, constant=True)
    def version(self) -> str:
        """The version of this program."""
        return __version__

    @Property(str, constant=True)
    def qtVersion(self) -> str:
        """The version of Qt."""
        return PySide6.__version__

    @Property(str, notify=languageChanged)
    def about(self) -> str:
        """What this program is, in a sentence."""
        return translate("Settings", "Homewire holds your home on one wire.")

    @Property(str, notify=languageChanged)
    def licenseText(self) -> str:
        """Under which terms it may be used."""
        return translate("Settings", "Free software under the Apache License 2.0.")

    @Property(str, notify=aboutChanged)
    def dataFolder(self) -> str:
        """Where this computer keeps the home."""
        return str(self._about.data_folder)

    @Property(str, notify=aboutChanged)
    def hubUrl(self) -> str:
        """The address of the hub this window shows."""
        return self._about.hub_url

    @Slot()
    def openDataFolder(self) -> None:
        """Show the data folder in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._about.data_folder)))

    @Slot()
    def copyDiagnostics(self) -> None:
        """Copy what helps to find a fault; no secret is in it."""
        lines = (
            f"Homewire {__version__}",
            f"Python {platform.python_version()}, Qt {PySide6.__version__}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"{QGuiApplication.platformName()}, software={self._about.is_software_rendered}",
            f"Hub {self._about.hub_url}",
            f"Keys: {self._about.secret_kind}",
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _waits_for_restart(self) -> bool:
        now, then = self.preferences, self._started_with
        return (now.renderer, now.lets_phones_in) != (then.renderer, then.lets_phones_in)

    def _set(self, **choice: object) -> None:
        fields = msgspec.structs.asdict(self.preferences) | choice
        try:
            self.change(msgspec.convert(fields, Preferences, from_attributes=True))
        except msgspec.ValidationError:
            return  # no such choice: what holds stays

    def _save(self) -> None:
        self._tasks.start(self._write(), "save settings")

    async def _write(self) -> None:
        if self._file is not None:
            await asyncio.to_thread(self._file.write, self.preferences)


def _choice(value: str, label: str) -> Choice:
    return {"value": value, "label": label}
