"""What the settings of talking say. Pure but for translation."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QTime
from PySide6.QtGui import QKeySequence

from desktop.audio.sound_device import SoundDevice
from desktop.viewmodels.talk_words import sound_sentence
from desktop.viewmodels.words import translate
from embedded_hub.errors import SoundUnavailable
from embedded_hub.protocol.speech_answers import SpeechInfo

Choice = dict[str, object]
HOUR = 60
"""Minutes."""


def mode_choices() -> list[Choice]:
    """Return how the key may work."""
    return [
        {
            "value": "hold",
            "label": translate("Talk", "Hold"),
            "hint": translate("Talk", "You are heard while the key is down."),
        },
        {
            "value": "toggle",
            "label": translate("Talk", "Tap"),
            "hint": translate("Talk", "One tap begins, another ends."),
        },
        {
            "value": "vad",
            "label": translate("Talk", "By voice"),
            "hint": translate(
                "Talk", "One tap listens; from then on you are heard when you speak."
            ),
        },
    ]


def key_words(key: str, *, is_capturing: bool) -> str:
    """Return a key as people read it, or what to press."""
    if is_capturing:
        return translate("Talk", "Press a key … Escape leaves it as it was.")
    if not key:
        return translate("Talk", "None")
    return key_name(key)


def key_name(key: str) -> str:
    """Return a key by the name it has in this language and on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


def hotkey_text(hotkey: str, reason: str) -> str:
    """Say what the global key does, or why there is none."""
    match reason:
        case "wayland":
            return translate(
                "Talk",
                "This desktop does not let programs listen for a key while another window is in"
                " front. Give Homewire a shortcut in the system's settings instead.",
            )
        case "missing":
            return translate("Talk", "The part that listens for keys everywhere is not installed.")
        case "no_display":
            return translate("Talk", "There is no keyboard to listen to here.")
    if not hotkey:
        return translate("Talk", "None. It works while any other program is in front.")
    return key_words(hotkey, is_capturing=False)


def system_device(devices: Sequence[SoundDevice]) -> str:
    """Say which device the system takes by itself."""
    for device in devices:
        if device.is_default:
            return translate("Talk", "Like the system (%1)").replace("%1", device.name)
    return translate("Talk", "Like the system")


def input_problem(
    devices: Sequence[SoundDevice] | None, chosen: str, trouble: SoundUnavailable | None
) -> str:
    """Say what is wrong with the microphone; nothing where nothing is."""
    if devices is None:
        return ""
    if trouble is not None and trouble.details.get("reason") == "denied":
        return sound_sentence(trouble)
    if not devices:
        return sound_sentence(SoundUnavailable(details={"reason": "no_microphone"}))
    return _gone(devices, chosen)


def output_problem(
    devices: Sequence[SoundDevice] | None, chosen: str, trouble: SoundUnavailable | None
) -> str:
    """Say what is wrong with the loudspeaker; nothing where nothing is."""
    if devices is None:
        return ""
    if trouble is not None and trouble.details.get("reason") == "no_speaker":
        return sound_sentence(trouble)
    if not devices:
        return sound_sentence(SoundUnavailable(details={"reason": "no_speaker"}))
    return _gone(devices, chosen)


def transcripts_text(speech: SpeechInfo) -> str:
    """Say whether what is said is written down, or why not."""
    if speech.transcripts:
        return translate("Talk", "What is said is written down in this home, nowhere else.")
    match speech.reason:
        case "off":
            return translate("Talk", "The owner of the home has turned this off.")
        case "engine_missing":
            return translate("Talk", "The hub has no part that understands speech.")
        case "model_missing":
            return translate("Talk", "The hub has no speech model yet.")
    return translate("Talk", "The hub cannot write down what is said right now.")


def disturb_choices() -> list[Choice]:
    """Return for how long somebody may be left alone, in minutes."""
    return [
        {"value": 30, "label": translate("Talk", "30 minutes")},
        {"value": HOUR, "label": translate("Talk", "1 hour")},
        {"value": 8 * HOUR, "label": translate("Talk", "8 hours")},
        {"value": -1, "label": translate("Talk", "Until I end it")},
    ]


def minute_text(minute: int) -> str:
    """Write a minute of the day: ``22:00``."""
    return QLocale().toString(QTime(minute // 60 % 24, minute % 60), "HH:mm")


def _gone(devices: Sequence[SoundDevice], chosen: str) -> str:
    if not chosen or any(one.device_id == chosen for one in devices):
        return ""
    return translate("Talk", "The chosen device is not connected. The system's own is used.")
