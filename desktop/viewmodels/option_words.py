"""What drivers say of themselves in English, in the person's own language."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.viewmodels.words import translate

_SUMMARIES: Mapping[str, object] = {
    "All entities, areas and devices of a Home Assistant, live and controllable.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "All entities, areas and devices of a Home Assistant, live and controllable.",
        )
    ),
    "Processor, memory, disks, network, battery, session and volume of this machine.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Processor, memory, disks, network, battery, session and volume of this machine.",
        )
    ),
}
_TITLES: Mapping[str, object] = {"This PC": QT_TRANSLATE_NOOP("Option", "This PC")}
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


def type_title(title: str) -> str:
    """Return what a kind of gateway is called; names of products stay as they are."""
    return translate("Option", title) if title in _TITLES else title


def type_summary(summary: str) -> str:
    """Return what a kind of gateway brings."""
    return translate("Option", summary) if summary in _SUMMARIES else summary
