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
    "A device with ESPHome: everything it measures and switches, at once and encrypted.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "A device with ESPHome: everything it measures and switches, at once and encrypted.",
        )
    ),
    "Lights, groups, sensors and buttons of a Hue Bridge.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Lights, groups, sensors and buttons of a Hue Bridge.",
        )
    ),
    "A Shelly that connects to this hub by itself.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "A Shelly that connects to this hub by itself.",
        )
    ),
    "Every device of a Matter server.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Every device of a Matter server.",
        )
    ),
}
_TITLES: Mapping[str, object] = {
    "Shelly, dialling in": QT_TRANSLATE_NOOP("Option", "Shelly, dialling in"),
    "This PC": QT_TRANSLATE_NOOP("Option", "This PC"),
}
_GUIDES: Mapping[str, object] = {
    "Enter the encryption key from the device's configuration: api, encryption, key.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Enter the encryption key from the device's configuration: api, encryption, key.",
        )
    ),
    "Make a long-lived access token on your profile page of Home Assistant.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Make a long-lived access token on your profile page of Home Assistant.",
        )
    ),
    "Press the round button on the bridge.": (
        QT_TRANSLATE_NOOP(
            "Option",
            "Press the round button on the bridge.",
        )
    ),
}
_CHOICES: Mapping[str, object] = {
    "no": QT_TRANSLATE_NOOP("Option", "no"),
    "yes": QT_TRANSLATE_NOOP("Option", "yes"),
}
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
    "Application key": QT_TRANSLATE_NOOP("Option", "Application key"),
    "Certificate": QT_TRANSLATE_NOOP("Option", "Certificate"),
    "Encrypted": QT_TRANSLATE_NOOP("Option", "Encrypted"),
    "Encryption key": QT_TRANSLATE_NOOP("Option", "Encryption key"),
    "Encryption key, if it has one": QT_TRANSLATE_NOOP("Option", "Encryption key, if it has one"),
    "Transport": QT_TRANSLATE_NOOP("Option", "Transport"),
    "Seconds between readings": QT_TRANSLATE_NOOP("Option", "Seconds between readings"),
}


def is_translated(text: str) -> bool:
    """Say whether translators know a summary, a label or what a person is guided by."""
    return any(text in known for known in (_SUMMARIES, _LABELS, _GUIDES))


def option_label(label: str) -> str:
    """Return a label in the person's language; one nobody translated stays as it is."""
    return translate("Option", label) if label in _LABELS else label


def type_title(title: str) -> str:
    """Return what a kind of gateway is called; names of products stay as they are."""
    return translate("Option", title) if title in _TITLES else title


def type_summary(summary: str) -> str:
    """Return what a kind of gateway brings."""
    return translate("Option", summary) if summary in _SUMMARIES else summary


def guide_sentence(text: str) -> str:
    """Return what a person has to do before a gateway lets us in."""
    return translate("Option", text) if text in _GUIDES else text


def choice_label(choice: str) -> str:
    """Return one of the values an option may have; names of protocols stay as they are."""
    return translate("Option", choice) if choice in _CHOICES else choice
