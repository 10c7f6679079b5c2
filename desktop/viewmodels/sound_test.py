"""Hear yourself: three seconds of the microphone, played back, and what was wrong with them."""

from collections.abc import Callable
from enum import Enum

from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.talk_words import sound_sentence
from desktop.viewmodels.words import translate
from embedded_hub.model.voice import CLOCK_HZ, FRAME_MS, BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_events import StreamStart, Talking
from embedded_hub.voice.stream import FrameStamper
from embedded_hub.voice.vad import SILENCE_DBFS, Level

RECORD_S = 3.0
FRAMES = round(RECORD_S * 1000 / FRAME_MS)
OVERDUE_S = 2.0
"""So much longer than it should take, and nothing more is coming."""
QUIET_DBFS = -45.0
"""Speech at an arm's length is 20 dB louder."""
CLIPPED_PEAK = 32_600
CLIPPED_SHARE = 0.05
STREAM = StreamId(0)
"""No hub has a stream of this number."""


class Stage(Enum):
    """Where the test stands; the values are the ones QML reads."""

    IDLE = "idle"
    RECORDING = "recording"
    PLAYING = "playing"
    DONE = "done"


class SoundTest:
    """One test after another, over one intercom.

    Args:
        intercom: Whose microphone and loudspeaker are tried.
        on_change: Called after anything here changed.
    """

    def __init__(self, intercom: Intercom, on_change: Callable[[], None]) -> None:
        self._intercom = intercom
        self._on_change = on_change
        self._frames: list[Frame] = []
        self._levels: list[Level] = []
        self._stamper = FrameStamper()
        self._began_s = 0.0
        self.state = Stage.IDLE
        self.verdict = ""
        """What is wrong, or that all is well; once it is done."""
        self.is_good = False
        intercom.ticked.connect(self._tick)

    @property
    def text(self) -> str:
        """What a person is told now."""
        match self.state:
            case Stage.RECORDING:
                return translate("Talk", "Say something …")
            case Stage.PLAYING:
                return translate("Talk", "This is how you sound …")
            case _:
                return self.verdict

    def start(self) -> None:
        """Record, then play."""
        session = self._intercom.session
        self._frames, self._levels, self._stamper = [], [], FrameStamper()
        self._began_s = self._intercom.now_s()
        self.verdict, self.is_good = "", False
        session.arm()
        if not session.is_listening:
            self._end(_trouble(self._intercom))
            return
        session.on_packet = self._heard
        self._move(Stage.RECORDING)
        self._intercom.watch()

    def stop(self) -> None:
        """Leave it."""
        self._release()
        self._move(Stage.IDLE)

    def _heard(self, packet: bytes, level: Level) -> None:
        self._frames.append(self._stamper.stamp(packet))
        self._levels.append(level)
        if len(self._frames) >= FRAMES:
            self._play()

    def _play(self) -> None:
        session = self._intercom.session
        session.on_packet = None
        self._began_s = self._intercom.now_s()
        self._move(Stage.PLAYING)
        session.hear(_start(), [*self._frames, self._stamper.end()])
        self._intercom.watch()

    def _tick(self) -> None:
        session, passed_s = self._intercom.session, self._intercom.now_s() - self._began_s
        if self.state is Stage.RECORDING:
            if not session.is_listening:
                self._end(_trouble(self._intercom))
            elif passed_s > RECORD_S + OVERDUE_S:
                self._end(_no_frames() if not self._frames else _stutters())
        elif self.state is Stage.PLAYING:
            is_over = session.statistics(STREAM) is None
            if is_over and session.trouble is not None:
                self._end(_trouble(self._intercom))
            elif is_over:
                self._judge()
            elif passed_s > RECORD_S + OVERDUE_S:
                self._end(translate("Talk", "The loudspeaker does not play what it is given."))

    def _judge(self) -> None:
        self._end(fault_in(self._levels))

    def _end(self, fault: str) -> None:
        self._release()
        self.is_good = not fault
        self.verdict = fault or translate(
            "Talk", "That worked: others hear you as you just heard yourself."
        )
        self._move(Stage.DONE)

    def _release(self) -> None:
        session = self._intercom.session
        if session.on_packet == self._heard:
            session.on_packet = None
        if self.state is Stage.PLAYING:
            session.drop(STREAM)

    def _move(self, state: Stage) -> None:
        self.state = state
        self._on_change()


def fault_in(levels: list[Level]) -> str:
    """Say what is wrong with a recording; nothing where it will do."""
    loudest = max((one.rms_dbfs for one in levels), default=SILENCE_DBFS)
    clipped = sum(one.peak >= CLIPPED_PEAK for one in levels)
    if loudest <= SILENCE_DBFS:
        return translate(
            "Talk", "Not a sound came from the microphone. It may be muted, or its switch is off."
        )
    if loudest < QUIET_DBFS:
        return translate(
            "Talk", "You are very quiet. Come closer, or turn the microphone up in the system."
        )
    if clipped > CLIPPED_SHARE * len(levels):
        return translate(
            "Talk", "The microphone is too loud and rattles. Turn it down in the system."
        )
    if not any(one.is_voice for one in levels):
        return translate("Talk", "There was noise but no voice. Did you speak?")
    return ""


def _start() -> StreamStart:
    return StreamStart(
        stream=STREAM,
        handler=1,
        channel=TalkGroupId(""),
        talking=Talking(user="", name="", device=""),
        codec="opus",
        rate=CLOCK_HZ,
        frame_ms=FRAME_MS,
        priority=0,
        message=BurstId(""),
        clock0=0,
        started_at=0.0,
        replay=True,
    )


def _trouble(intercom: Intercom) -> str:
    trouble = intercom.session.trouble
    return sound_sentence(trouble) if trouble is not None else _no_frames()


def _no_frames() -> str:
    return translate("Talk", "The microphone is open but gives no sound. Try another one.")


def _stutters() -> str:
    return translate("Talk", "The microphone gives sound only now and then. Try another one.")
