"""Labels of gateway options: drivers write them in English, people read their own language."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.viewmodels.words import translate

_LABELS: Mapping[str, object] = {
    "Address": QT_TRANSLATE_NOOP("Option", "Address"),
    "Access token": QT_TRANSLATE_NOOP("Option", "Access token"),
    "Long-lived access token": QT_TRANSLATE_NOOP("Option", "Long-lived access token"),
    "Password": QT_TRANSLATE_NOOP("Option", "Password"),
    "User name": QT_TRANSLATE_NOOP("Option", "User name"),
    "Seconds between readings": QT_TRANSLATE_NOOP("Option", "Seconds between readings"),
}


def option_label(label: str) -> str:
    """Return a label in the person's language; one nobody translated stays as it is."""
    return translate("Option", label) if label in _LABELS else label
