"""The language of the window: ours and Qt's own words."""

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

logger = logging.getLogger(__name__)

SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "de")
FOLDER = "i18n"


class Translations:
    """Installs translations; English is what the sources are written in.

    Args:
        app: Whom to translate.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Speak this language from now on; empty follows the system.

        A language there is no translation for is spoken in English, with the person's own way of
        writing numbers and times.
        """
        self.drop()
        locale = QLocale(language) if language else QLocale.system()
        QLocale.setDefault(locale)
        name = locale.name().partition("_")[0]
        if name not in LANGUAGES:
            # English has a translation too: its plural forms.
            name = SOURCE_LANGUAGE
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"qtbase_{name}", qt_folder)
        self._install(f"homewire_{name}", str(resources.path(FOLDER)))

    def drop(self) -> None:
        """Speak as the sources are written."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
        else:
            logger.info("There is no translation %s in %s", name, folder)
