"""The settings of talking, and the test of the microphone, without QML."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from desktop.backend.voice import VoiceStanding
from desktop.viewmodels.sound_test import FRAMES, OVERDUE_S, RECORD_S, fault_in
from embedded_hub.errors import SoundUnavailable
from embedded_hub.protocol.commands.voice import QuietSpan
from embedded_hub.protocol.speech_answers import SpeechAnswer
from embedded_hub.voice.vad import Level
from tests.desktop.home_rig import NOW, until
from tests.desktop.talk_rig import TalkRig
from tests.desktop.test_talk_page import GOOD

HOUR_S = 3600.0


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[TalkRig]:
    made = TalkRig()
    await made.ready()
    yield made
    await made.close()


def shown(rig: TalkRig, name: str) -> object:
    return rig.talk_settings.property(name)


def shown_list(rig: TalkRig, name: str) -> list[dict[str, object]]:
    listed = shown(rig, name)
    assert isinstance(listed, list)
    return listed


async def test_devices_are_looked_up_only_when_somebody_looks(rig: TalkRig) -> None:
    assert shown(rig, "inputProblem") == ""
    assert shown(rig, "inputs") == [{"value": "", "label": "Like the system"}]
    await until(lambda: len(shown_list(rig, "inputs")) == 2)
    assert shown(rig, "inputs") == [
        {"value": "", "label": "Like the system (Headset)"},
        {"value": "mic", "label": "Headset"},
    ]


async def test_another_device_is_used_from_then_on(rig: TalkRig) -> None:
    rig.talk.press("")
    rig.talk_settings.setProperty("inputId", "mic")
    assert rig.sound.chosen == ("mic", "")
    assert len(rig.sound.microphones) == 2
    assert [one.is_open for one in rig.sound.microphones] == [False, True]


async def test_a_device_that_is_not_there_any_more_is_told(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("outputId", "gone")
    await until(lambda: len(shown_list(rig, "outputs")) == 2)
    expected = "The chosen device is not connected. The system's own is used."
    assert shown(rig, "outputProblem") == expected


async def test_loudness_holds_for_what_is_open_and_is_kept(rig: TalkRig) -> None:
    rig.talk_settings.playCue("granted")
    rig.talk_settings.setProperty("volume", 0.25)
    assert rig.speaker.volume == 0.25
    assert rig.settings.preferences.talk.volume == 0.25
    assert rig.speaker.cues == ["granted"]


async def test_a_choice_that_is_none_changes_nothing(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("mode", "shout")
    assert shown(rig, "mode") == "hold"


async def test_the_meter_keeps_the_microphone_open(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("isMetering", True)
    rig.microphone.speak(-30.0)
    assert shown(rig, "level") == 0.5
    rig.pass_time(60)
    assert rig.microphone.is_open
    rig.talk_settings.setProperty("isMetering", False)
    rig.pass_time(60)
    assert not rig.microphone.is_open


def record(rig: TalkRig, rms_dbfs: float, *, is_voice: bool, peak: int = 3000) -> None:
    rig.talk_settings.startTest()
    for _ in range(FRAMES):
        rig.microphone.speak(rms_dbfs, is_voice=is_voice, peak=peak)


async def test_the_test_plays_what_it_recorded_and_says_that_all_is_well(rig: TalkRig) -> None:
    record(rig, -20.0, is_voice=True)
    assert shown(rig, "testState") == "playing"
    assert len(rig.speaker.heard) == FRAMES + 1
    rig.speaker.fares = GOOD
    rig.pass_time(1)
    rig.speaker.fares = None
    rig.pass_time(2)
    assert (shown(rig, "testState"), shown(rig, "testGood")) == ("done", True)
    assert rig.voice.told == [], "the home hears nothing of it"


async def test_a_microphone_that_is_open_and_silent_is_told_apart(rig: TalkRig) -> None:
    rig.talk_settings.startTest()
    rig.pass_time(RECORD_S + OVERDUE_S + 1)
    expected = "The microphone is open but gives no sound. Try another one."
    assert shown(rig, "testText") == expected
    assert not shown(rig, "testGood")


async def test_without_a_microphone_the_test_says_so(rig: TalkRig) -> None:
    rig.sound.error = SoundUnavailable(details={"reason": "denied"})
    rig.talk_settings.startTest()
    assert str(shown(rig, "testText")).startswith("Homewire may not use the microphone.")


async def test_a_microphone_unplugged_meanwhile_ends_the_test(rig: TalkRig) -> None:
    rig.talk_settings.startTest()
    rig.microphone.on_lost(SoundUnavailable(details={"reason": "unplugged", "name": "Headset"}))
    rig.pass_time(1)
    assert shown(rig, "testText") == "Headset was disconnected."


@pytest.mark.parametrize(
    ("rms_dbfs", "peak", "is_voice", "beginning"),
    [
        (-96.0, 0, False, "Not a sound"),
        (-50.0, 100, True, "You are very quiet."),
        (-3.0, 32_767, True, "The microphone is too loud"),
        (-30.0, 4000, False, "There was noise but no voice."),
        (-20.0, 4000, True, ""),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    rms_dbfs: float, peak: int, is_voice: bool, beginning: str
) -> None:
    fault = fault_in([Level(rms_dbfs=rms_dbfs, peak=peak, is_voice=is_voice)] * 50)
    assert fault.startswith(beginning)
    assert bool(fault) == bool(beginning)


async def test_the_next_key_becomes_the_talk_key(rig: TalkRig) -> None:
    rig.talk_settings.captureKey()
    assert shown(rig, "isCapturingKey")
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(QObject(), press)
    assert (shown(rig, "key"), shown(rig, "isCapturingKey")) == ("F9", False)
    assert rig.talk.property("keyHint") == shown(rig, "keyText") == "F9"


async def test_a_hotkey_is_asked_for_and_where_there_can_be_none_that_is_said(
    rig: TalkRig,
) -> None:
    wanted: list[str] = []
    rig.talk_settings.hotkeyWanted.connect(wanted.append)
    rig.talk_settings.setProperty("hotkey", "Ctrl+Alt+T")
    rig.talk_settings.clearHotkey()
    assert wanted == ["Ctrl+Alt+T", ""]
    rig.intercom.hotkey_reason = "wayland"
    assert not shown(rig, "canHotkey")
    assert str(shown(rig, "hotkeyText")).startswith("This desktop does not let programs listen")


async def test_do_not_disturb_holds_as_long_as_chosen(rig: TalkRig) -> None:
    rig.talk_settings.setDoNotDisturb(60)
    await until(lambda: bool(shown(rig, "doNotDisturb")))
    assert rig.intercom.reach.dnd_until == NOW + HOUR_S
    rig.talk_settings.setDoNotDisturb(-1)
    await until(lambda: shown(rig, "doNotDisturbText") == "until you end it")
    rig.talk_settings.setDoNotDisturb(0)
    await until(lambda: not shown(rig, "doNotDisturb"))


async def test_quiet_hours_are_added_changed_and_removed(rig: TalkRig) -> None:
    rig.talk_settings.addQuiet(22 * 60, 7 * 60)
    await until(lambda: len(rig.intercom.reach.quiet) == 1)
    rig.talk_settings.setQuiet(0, 21 * 60, 6 * 60 + 30, True)
    await until(lambda: rig.intercom.reach.quiet[0].from_minute == 21 * 60)
    assert rig.intercom.reach.quiet == (
        QuietSpan(from_minute=1260, to_minute=390, allow_priority=2),
    )
    (shown_hours,) = rig.talk_settings.quiet_rows()
    assert (shown_hours["fromText"], shown_hours["toText"]) == ("21:00", "06:30")
    rig.talk_settings.removeQuiet(0)
    await until(lambda: not rig.intercom.reach.quiet)


async def test_the_owner_chooses_what_the_hub_writes_down(rig: TalkRig) -> None:
    await until(lambda: bool(shown(rig, "canConfigureSpeech")))
    assert shown(rig, "canTranscripts")
    assert str(shown(rig, "transcriptsText")).startswith("What is said is written down")
    assert [one["value"] for one in shown_list(rig, "speechEngines")] == ["", "whisper"]
    rig.talk_settings.setProperty("speechOn", False)
    await until(lambda: not shown(rig, "speechOn"))
    rig.talk_settings.setProperty("speechModelFolder", " /models/tiny ")
    await until(lambda: shown(rig, "speechModelFolder") == "/models/tiny")


async def test_what_a_hub_lacks_to_write_is_said_to_the_owner(rig: TalkRig) -> None:
    await until(lambda: bool(shown(rig, "canConfigureSpeech")))
    missing = SpeechAnswer(reason="model_missing", message="There is no model in /models.")
    rig.voice._speech = missing
    rig.backend.voice.stand(VoiceStanding(voice=rig.voice, reason=""))
    await until(lambda: shown(rig, "transcriptsText") == missing.message)
