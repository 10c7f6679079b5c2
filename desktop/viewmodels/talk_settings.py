"""The settings of talking and listening: this computer's, and how a person is reached anywhere."""

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.audio.cues import Cue
from desktop.audio.sound_device import SoundDevice
from desktop.platform.key_names import KeyCapture
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.sound_test import SoundTest, Stage
from desktop.viewmodels.speech_settings import SpeechSettings
from desktop.viewmodels.talk_setting_words import (
    disturb_choices,
    hotkey_text,
    input_problem,
    key_words,
    minute_text,
    mode_choices,
    output_problem,
    system_device,
)
from desktop.viewmodels.talk_words import until_text
from desktop.viewmodels.words import MINUTE_S, translate
from embedded_hub.errors import SoundUnavailable
from embedded_hub.protocol.commands.voice import QuietSpan

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

Choice = dict[str, object]
FOREVER_S = 100 * 365 * 86_400.0
DAY_MINUTES = 24 * 60
UNTIL_ENDED = -1
"""Minutes: do not disturb until the person ends it."""
LOOK_DELAY_MS = 100
"""Loading the sound system takes a moment: the page is painted before."""
CUES: tuple[Cue, ...] = ("granted", "ended", "denied")
EMERGENCY, URGENT = 3, 2


@QmlElement
@QmlSingleton
class TalkSettings(QObject):
    """A person's choices about talking, and the means to try them."""

    changed = Signal()
    levelChanged = Signal()
    # Not the signal of all the others: what stands while there is a voice also makes them change.
    availableChanged = Signal()
    hotkeyWanted = Signal(str)
    """Another hotkey was chosen; empty is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intercom: Intercom
        self._test: SoundTest
        self._speech: SpeechSettings
        self._is_metering = False
        self._capture = KeyCapture()
        self._capturing = ""
        self._hotkey_problem = ""
        self._inputs: list[SoundDevice] | None = None
        self._outputs: list[SoundDevice] | None = None
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_DELAY_MS)
        self._looking.timeout.connect(self._look_up_devices)

    def attach(self, intercom: Intercom) -> None:
        """Show the choices of this intercom; called once."""
        self._intercom = intercom
        self._test = SoundTest(intercom, self.changed.emit)
        self._speech = SpeechSettings(intercom, self.changed.emit)
        self._speech.ask()
        intercom.settings.changed.connect(self.changed)
        intercom.settings.languageChanged.connect(self.changed)
        intercom.stood.connect(self.availableChanged)
        intercom.stood.connect(self.changed)
        intercom.keyChanged.connect(self.changed)
        intercom.reachChanged.connect(self.changed)
        intercom.devicesChanged.connect(self._read_devices)
        intercom.ticked.connect(self.levelChanged)

    @Property(bool, notify=availableChanged)
    def isAvailable(self) -> bool:
        """Whether there is a voice."""
        return self._intercom.voice is not None

    # Devices

    @Property(list, notify=changed)
    def inputs(self) -> list[Choice]:
        """The microphones."""
        self._know_devices()
        return _device_choices(self._inputs or [])

    @Property(list, notify=changed)
    def outputs(self) -> list[Choice]:
        """The loudspeakers."""
        self._know_devices()
        return _device_choices(self._outputs or [])

    @Property(str, notify=changed)
    def inputId(self) -> str:
        """The chosen microphone."""
        return self._intercom.choices.input_id

    @inputId.setter  # type: ignore[no-redef]
    def inputId(self, value: str) -> None:
        self._intercom.choose(input_id=value)

    @Property(str, notify=changed)
    def outputId(self) -> str:
        """The chosen loudspeaker."""
        return self._intercom.choices.output_id

    @outputId.setter  # type: ignore[no-redef]
    def outputId(self, value: str) -> None:
        self._intercom.choose(output_id=value)

    @Property(str, notify=changed)
    def inputProblem(self) -> str:
        """What is wrong with the microphone."""
        return input_problem(self._inputs, self._intercom.choices.input_id, self._trouble)

    @Property(str, notify=changed)
    def outputProblem(self) -> str:
        """What is wrong with the loudspeaker."""
        return output_problem(self._outputs, self._intercom.choices.output_id, self._trouble)

    @Property(float, notify=changed)
    def volume(self) -> float:
        """How loud, 0 to 1."""
        return self._intercom.choices.volume

    @volume.setter  # type: ignore[no-redef]
    def volume(self, value: float) -> None:
        self._intercom.choose(volume=max(0.0, min(1.0, value)))

    @Property(bool, notify=changed)
    def isMetering(self) -> bool:
        """Whether the microphone is open for its meter."""
        return self._is_metering

    @isMetering.setter  # type: ignore[no-redef]
    def isMetering(self, value: bool) -> None:
        self._is_metering = value
        self._intercom.meter(is_on=value)
        self.changed.emit()

    @Property(float, notify=levelChanged)
    def level(self) -> float:
        """How loud the microphone is."""
        return self._intercom.session.level

    # The test

    @Property(str, notify=changed)
    def testState(self) -> str:
        """Where the test stands."""
        return self._test.state.value

    @Property(bool, notify=changed)
    def isTesting(self) -> bool:
        """Whether it records or plays."""
        return self._test.state in (Stage.RECORDING, Stage.PLAYING)

    @Property(str, notify=changed)
    def testText(self) -> str:
        """What to do, or what was wrong."""
        return self._test.text

    @Property(bool, notify=changed)
    def testGood(self) -> bool:
        """Whether all was well."""
        return self._test.is_good

    @Property(float, notify=levelChanged)
    def testLevel(self) -> float:
        """How loud the microphone is meanwhile."""
        return self._intercom.session.level

    @Slot()
    def startTest(self) -> None:
        """Record three seconds and play them."""
        self._test.start()

    @Slot()
    def stopTest(self) -> None:
        """Leave it."""
        self._test.stop()

    # The key

    @Property(str, notify=changed)
    def mode(self) -> str:
        """How the key works: hold, toggle or vad."""
        return self._intercom.choices.mode

    @mode.setter  # type: ignore[no-redef]
    def mode(self, value: str) -> None:
        self._intercom.choose(mode=value)

    @Property(list, notify=changed)
    def modes(self) -> list[Choice]:
        """What can be chosen as mode."""
        return mode_choices()

    @Property(str, notify=changed)
    def key(self) -> str:
        """The key inside the window."""
        return self._intercom.choices.key

    @key.setter  # type: ignore[no-redef]
    def key(self, value: str) -> None:
        self._intercom.choose(key=value)

    @Property(str, notify=changed)
    def keyText(self) -> str:
        """That key as people read it, or what to press."""
        return key_words(self._intercom.choices.key, is_capturing=self._capturing == "key")

    @Property(str, notify=changed)
    def hotkey(self) -> str:
        """The key everywhere."""
        return self._intercom.choices.hotkey

    @hotkey.setter  # type: ignore[no-redef]
    def hotkey(self, value: str) -> None:
        self._set_hotkey(value)

    @Property(str, notify=changed)
    def hotkeyText(self) -> str:
        """What works here, or why a global key does not."""
        if self._capturing == "hotkey":
            return key_words("", is_capturing=True)
        return hotkey_text(self._intercom.choices.hotkey, self._intercom.hotkey_reason)

    @Property(bool, notify=changed)
    def canHotkey(self) -> bool:
        """Whether this system lets a program have a key everywhere."""
        return not self._intercom.hotkey_reason

    @Property(str, notify=changed)
    def hotkeyProblem(self) -> str:
        """Why the chosen combination cannot be one."""
        return self._hotkey_problem

    @Property(bool, notify=changed)
    def isCapturingKey(self) -> bool:
        """Whether the next key pressed becomes the chosen one."""
        return bool(self._capturing)

    @Slot()
    def captureKey(self) -> None:
        """Let the next key be the one inside the window."""
        self._begin_capture("key")

    @Slot()
    def captureHotkey(self) -> None:
        """Let the next combination be the one everywhere."""
        self._begin_capture("hotkey")

    @Slot()
    def cancelCapture(self) -> None:
        """Keep what was chosen."""
        self._capture.stop()
        self._capturing = ""
        self.changed.emit()

    @Slot()
    def clearHotkey(self) -> None:
        """Have no key everywhere."""
        self._set_hotkey("")

    # What is heard

    @Property(bool, notify=changed)
    def cueSounds(self) -> bool:
        """Whether short sounds say how it goes with the floor."""
        return self._intercom.choices.has_cues

    @cueSounds.setter  # type: ignore[no-redef]
    def cueSounds(self, value: bool) -> None:
        self._intercom.choose(has_cues=value)

    @Slot(str)
    def playCue(self, kind: str) -> None:
        """Let one of them be heard."""
        for cue in CUES:
            if cue == kind:
                self._intercom.session.play_cue(cue)
                self._intercom.watch()

    @Property(bool, notify=changed)
    def ducking(self) -> bool:
        """Whether other programs get quieter while somebody speaks."""
        return self._intercom.choices.is_ducking

    @ducking.setter  # type: ignore[no-redef]
    def ducking(self, value: bool) -> None:
        self._intercom.choose(is_ducking=value)

    @Property(bool, notify=changed)
    def sameAreaMute(self) -> bool:
        """Whether what is said in this room is not played here."""
        return self._intercom.reach.same_area_mute

    @sameAreaMute.setter  # type: ignore[no-redef]
    def sameAreaMute(self, value: bool) -> None:
        self._intercom.prefer(same_area_mute=value)

    @Property(str, notify=changed)
    def areaId(self) -> str:
        """Where this computer stands."""
        return self._intercom.choices.area_id

    @areaId.setter  # type: ignore[no-redef]
    def areaId(self, value: str) -> None:
        self._intercom.choose(area_id=value)

    @Property(list, notify=changed)
    def areaOptions(self) -> list[Choice]:
        """Where it may stand."""
        areas = self._intercom.home.mirror.areas.values()
        nowhere: Choice = {"value": "", "label": translate("Talk", "Nowhere in particular")}
        listed: list[Choice] = [{"value": one.area_id, "label": one.name} for one in areas]
        return [nowhere, *listed]

    @Property(bool, notify=changed)
    def autoplay(self) -> bool:
        """Whether what is said is played as it is said."""
        return self._intercom.reach.autoplay

    @autoplay.setter  # type: ignore[no-redef]
    def autoplay(self, value: bool) -> None:
        self._intercom.prefer(autoplay=value)

    @Property(bool, notify=changed)
    def transcripts(self) -> bool:
        """Whether what is said comes as text too."""
        return self._intercom.reach.transcripts

    @transcripts.setter  # type: ignore[no-redef]
    def transcripts(self, value: bool) -> None:
        self._intercom.prefer(transcripts=value)

    @Property(bool, notify=changed)
    def canTranscripts(self) -> bool:
        """Whether the hub writes down what is said."""
        return self._intercom.voice is not None and self._speech.info.transcripts

    @Property(str, notify=changed)
    def transcriptsText(self) -> str:
        """That, in a sentence."""
        return self._speech.text

    @Property(bool, notify=changed)
    def canConfigureSpeech(self) -> bool:
        """Whether the person may change what the hub writes down."""
        return self._speech.can_configure

    @Property(bool, notify=changed)
    def speechOn(self) -> bool:
        """Whether the hub writes down what is said, where it can."""
        return self._speech.known is not None and self._speech.known.is_on

    @speechOn.setter  # type: ignore[no-redef]
    def speechOn(self, value: bool) -> None:
        self._speech.change(is_on=value)

    @Property(list, notify=changed)
    def speechEngines(self) -> list[Choice]:
        """What can write."""
        return self._speech.engines()

    @Property(str, notify=changed)
    def speechEngine(self) -> str:
        """What was chosen to write; empty is whatever runs."""
        known = self._speech.known
        return (known.chosen_engine or "") if known is not None else ""

    @speechEngine.setter  # type: ignore[no-redef]
    def speechEngine(self, value: str) -> None:
        self._speech.change(engine=value or None)

    @Property(str, notify=changed)
    def speechModelFolder(self) -> str:
        """Where the model is on the hub's computer; empty is the engine's own."""
        known = self._speech.known
        return (known.model_folder or "") if known is not None else ""

    @speechModelFolder.setter  # type: ignore[no-redef]
    def speechModelFolder(self, value: str) -> None:
        self._speech.change(model_folder=value.strip() or None)

    @Property(bool, notify=changed)
    def canUnlockByVoice(self) -> bool:
        """Whether a voice may unlock doors."""
        return self._speech.known is not None and self._speech.known.can_unlock_by_voice

    @canUnlockByVoice.setter  # type: ignore[no-redef]
    def canUnlockByVoice(self, value: bool) -> None:
        self._speech.change(can_unlock_by_voice=value)

    # When a person is reached

    @Property(bool, notify=changed)
    def doNotDisturb(self) -> bool:
        """Whether the person is not to be disturbed."""
        return bool(self._disturb_text)

    @Property(str, notify=changed)
    def doNotDisturbText(self) -> str:
        """Until when."""
        return self._disturb_text

    @Property(list, notify=changed)
    def doNotDisturbChoices(self) -> list[Choice]:
        """How long it may be, in minutes."""
        return disturb_choices()

    @Slot(int)
    def setDoNotDisturb(self, minutes: int) -> None:
        """Be left alone for so long; 0 ends it, -1 is until the person ends it."""
        now = self._intercom.home.now()
        until = now + (FOREVER_S if minutes == UNTIL_ENDED else minutes * MINUTE_S)
        self._intercom.prefer(dnd_until=until if minutes else None)

    @Property(list, notify=changed)
    def quietHours(self) -> list[Choice]:
        """When it is quiet every day."""
        return self.quiet_rows()

    def quiet_rows(self) -> list[Choice]:
        """Return when it is quiet every day."""
        return [
            {
                "index": index,
                "from": span.from_minute,
                "to": span.to_minute,
                "fromText": minute_text(span.from_minute),
                "toText": minute_text(span.to_minute),
                "allowUrgent": span.allow_priority <= URGENT,
            }
            for index, span in enumerate(self._intercom.reach.quiet)
        ]

    @Slot(int, int)
    def addQuiet(self, from_minute: int, to_minute: int) -> None:
        """Add a time that is quiet every day."""
        self._quiet([*self._intercom.reach.quiet, _span(from_minute, to_minute)])

    @Slot(int, int, int, bool)
    def setQuiet(self, index: int, from_minute: int, to_minute: int, allow_urgent: bool) -> None:
        """Change one of them."""
        spans = list(self._intercom.reach.quiet)
        if 0 <= index < len(spans):
            spans[index] = _span(from_minute, to_minute, is_urgent_played=allow_urgent)
            self._quiet(spans)

    @Slot(int)
    def removeQuiet(self, index: int) -> None:
        """Remove one of them."""
        spans = list(self._intercom.reach.quiet)
        if 0 <= index < len(spans):
            del spans[index]
            self._quiet(spans)

    # How it is kept

    def set_hotkey_problem(self, problem: str) -> None:
        """Say why the chosen combination does not work; empty when it does."""
        if problem != self._hotkey_problem:
            self._hotkey_problem = problem
            self.changed.emit()

    @property
    def _trouble(self) -> SoundUnavailable | None:
        return self._intercom.session.trouble

    @property
    def _disturb_text(self) -> str:
        return until_text(self._intercom.reach.dnd_until, self._intercom.home.now())

    def _quiet(self, spans: list[QuietSpan]) -> None:
        self._intercom.prefer(quiet=tuple(spans))

    def _begin_capture(self, what: str) -> None:
        self._capturing = what
        self._capture.start(self._captured)
        self.changed.emit()

    def _captured(self, name: str) -> None:
        what, self._capturing = self._capturing, ""
        if name and what == "key":
            self._intercom.choose(key=name)
        elif name:
            self._set_hotkey(name)
        self.changed.emit()

    def _set_hotkey(self, name: str) -> None:
        self._hotkey_problem = ""
        self._intercom.choose(hotkey=name)
        self.hotkeyWanted.emit(name)

    def _know_devices(self) -> None:
        if self._inputs is None and not self._looking.isActive():
            self._looking.start()

    def _look_up_devices(self) -> None:
        sound = self._intercom.sound()
        self._inputs, self._outputs = list(sound.inputs()), list(sound.outputs())
        self.changed.emit()

    def _read_devices(self) -> None:
        if self._inputs is not None:
            self._look_up_devices()


def _device_choices(devices: list[SoundDevice]) -> list[Choice]:
    listed: list[Choice] = [{"value": one.device_id, "label": one.name} for one in devices]
    return [{"value": "", "label": system_device(devices)}, *listed]


def _span(from_minute: int, to_minute: int, *, is_urgent_played: bool = False) -> QuietSpan:
    return QuietSpan(
        from_minute=from_minute % DAY_MINUTES,
        to_minute=to_minute % DAY_MINUTES,
        allow_priority=URGENT if is_urgent_played else EMERGENCY,
    )
