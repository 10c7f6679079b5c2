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
    "A light strip with WLED: colours, effects, palettes, presets and segments.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "A light strip with WLED: colours, effects, palettes, presets and segments.",
        )
    ),
    "A Shelly Plus, Pro or later: switches, covers, lights, meters and buttons, at once.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "A Shelly Plus, Pro or later: switches, covers, lights, meters and buttons, at once.",
        )
    ),
    "Devices of an MQTT broker: Home Assistant discovery, Tasmota and OwnTracks.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Devices of an MQTT broker: Home Assistant discovery, Tasmota and OwnTracks.",
        )
    ),
    "Every Zigbee device and group of a Zigbee2MQTT, without a broker in between.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Every Zigbee device and group of a Zigbee2MQTT, without a broker in between.",
        )
    ),
    "Every node of a Z-Wave network, through its Z-Wave JS server.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Every node of a Z-Wave network, through its Z-Wave JS server.",
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
    "Address of its frontend": QT_TRANSLATE_NOOP("Option", "Address of its frontend"),
    "Discovery prefix": QT_TRANSLATE_NOOP("Option", "Discovery prefix"),
    "Encrypted: yes or no": QT_TRANSLATE_NOOP("Option", "Encrypted: yes or no"),
    "Frontend token, if it has one": QT_TRANSLATE_NOOP("Option", "Frontend token, if it has one"),
    "Password, if it has one": QT_TRANSLATE_NOOP("Option", "Password, if it has one"),
    "Port": QT_TRANSLATE_NOOP("Option", "Port"),
    "Transport: tcp or websockets": QT_TRANSLATE_NOOP("Option", "Transport: tcp or websockets"),
    "Seconds between readings": QT_TRANSLATE_NOOP("Option", "Seconds between readings"),
}


def is_translated(text: str) -> bool:
    """Say whether translators know a summary or a label."""
    return text in _SUMMARIES or text in _LABELS


def option_label(label: str) -> str:
    """Return a label in the person's language; one nobody translated stays as it is."""
    return translate("Option", label) if label in _LABELS else label


def type_title(title: str) -> str:
    """Return what a kind of gateway is called; names of products stay as they are."""
    return translate("Option", title) if title in _TITLES else title


def type_summary(summary: str) -> str:
    """Return what a kind of gateway brings."""
    return translate("Option", summary) if summary in _SUMMARIES else summary
