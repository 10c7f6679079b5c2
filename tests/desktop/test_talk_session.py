"""Talking and listening over a hub and a sound card that do as they are told."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from desktop.backend.voice import VoiceLost
from desktop.viewmodels.talk_session import LINGER_S, RETRY_S, TalkSession
from embedded_hub.errors import SoundUnavailable
from embedded_hub.model.voice import BurstId, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import StreamStart, StreamStop, Talking
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.clock import ManualClock
from tests.fakes.sound import FakeSound
from tests.fakes.voice_line import FakeVoiceLine

ALL = TalkGroupId("all")
GRANTED = TalkAnswer(granted=True, stream=StreamId(7), handler=9, max_s=60.0)
START = StreamStart(
    stream=StreamId(3),
    handler=4,
    channel=ALL,
    talking=Talking(user="u", name="Tom", device="d"),
    codec="opus",
    rate=48_000,
    frame_ms=20,
    priority=0,
    message=BurstId("m"),
    clock0=0,
    started_at=0.0,
)
SILENT_DBFS = -90.0
STOP = StreamStop(stream=StreamId(3), reason="released", duration_ms=20, frames=1)


class Rig:
    def __init__(self) -> None:
        self.sound = FakeSound()
        self.sound_count = 0
        self.line = FakeVoiceLine()
        self.clock = ManualClock()
        self.session = TalkSession(self._make_sound, self.clock.monotonic_s, lambda: None)
        self.session.attach(self.line)

    def _make_sound(self) -> FakeSound:
        self.sound_count += 1
        return self.sound

    def press(self) -> None:
        """Press the key of a microphone that gives sound."""
        self.session.arm()
        self.sound.microphones[-1].speak(SILENT_DBFS, is_voice=False)
        self.session.press(ALL)

    @property
    def trouble(self) -> SoundUnavailable | None:
        return self.session.trouble

    @property
    def is_muted(self) -> bool:
        return self.sound.speakers[0].is_muted

    @property
    def phase(self) -> str:
        return self.session.key_state.phase


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[Rig]:
    made = Rig()
    yield made
    await made.session.close()


async def test_no_sound_system_is_touched_before_somebody_talks_or_listens(rig: Rig) -> None:
    rig.session.tick()
    rig.session.let_go()
    rig.session.cancel()
    assert rig.sound_count == 0
    assert not rig.session.is_listening


async def test_an_armed_key_keeps_what_is_said_before_it_is_pressed(rig: Rig) -> None:
    rig.session.arm()
    for _ in range(5):
        rig.sound.microphones[0].speak()
    rig.session.press(ALL)
    assert rig.line.told == ["ask all 100", "send 5"]
    assert 0.6 < rig.session.level < 0.7
    assert len(rig.sound.microphones) == 1


async def test_without_a_microphone_nothing_is_asked_and_the_next_press_tries_again(
    rig: Rig,
) -> None:
    rig.sound.error = SoundUnavailable(details={"reason": "no_microphone"})
    rig.session.press(ALL)
    assert rig.trouble is rig.sound.error
    assert rig.line.told == []
    rig.sound.error = None
    rig.press()
    assert rig.line.told == ["ask all 0"]
    assert rig.trouble is None


async def test_the_floor_is_asked_for_with_the_first_sound_of_a_microphone_that_opens_slowly(
    rig: Rig,
) -> None:
    rig.session.press(ALL)
    assert (rig.line.told, rig.phase, rig.session.is_down) == ([], "asking", True)
    rig.sound.microphones[0].speak()
    assert rig.line.told == ["ask all 0", "send 1"]


async def test_a_key_that_was_let_go_before_any_sound_asks_for_nothing(rig: Rig) -> None:
    rig.session.press(ALL)
    rig.session.let_go()
    rig.sound.microphones[0].speak()
    assert (rig.line.told, rig.phase) == ([], "idle")


async def test_an_unplugged_microphone_ends_the_talk_and_says_so(rig: Rig) -> None:
    rig.press()
    await rig.line.answer(GRANTED)
    rig.sound.microphones[0].speak()
    gone = SoundUnavailable(details={"reason": "unplugged", "name": "Headset"})
    rig.sound.microphones[0].on_lost(gone)
    rig.clock.advance(1)
    rig.session.tick()
    await rig.line.settle()
    assert rig.line.told[-1] == "release 7 1"
    assert rig.trouble is gone
    assert rig.phase == "idle"


async def test_who_talks_here_does_not_hear_anybody_meanwhile(rig: Rig) -> None:
    rig.session.hear(START, ())
    rig.press()
    muted = [rig.is_muted]
    await rig.line.answer(GRANTED)
    muted.append(rig.is_muted)
    rig.session.cancel()
    assert [*muted, rig.is_muted] == [False, True, False]


async def test_a_stream_is_named_while_it_lasts_and_played_to_its_end(rig: Rig) -> None:
    rig.line.tell(START)
    assert [start.talking.name for start in rig.session.speaking.values()] == ["Tom"]
    rig.session.hear(START, [FrameStamper().stamp(b"sound")])
    rig.line.tell(STOP)
    assert rig.session.speaking == {}
    assert len(rig.sound.speakers[0].heard) == 1
    assert rig.sound.speakers[0].ended == [START.stream]


async def test_a_loudspeaker_that_is_missing_is_told_and_frames_do_no_harm(rig: Rig) -> None:
    rig.sound.error = SoundUnavailable(details={"reason": "no_speaker"})
    rig.session.hear(START, [FrameStamper().stamp(b"sound")])
    assert rig.trouble is rig.sound.error
    rig.sound.error = None
    rig.session.hear(START, ())
    assert rig.sound.speakers == [], "it is not looked for with every frame"
    rig.clock.advance(RETRY_S)
    rig.session.hear(START, ())
    assert len(rig.sound.speakers) == 1


async def test_a_loudspeaker_that_is_plugged_in_plays_at_once(rig: Rig) -> None:
    rig.sound.error = SoundUnavailable(details={"reason": "no_speaker"})
    rig.session.hear(START, ())
    rig.sound.error = None
    rig.session.look_again()
    rig.session.hear(START, ())
    assert len(rig.sound.speakers) == 1


async def test_a_lost_connection_leaves_nobody_speaking(rig: Rig) -> None:
    rig.line.tell(START)
    rig.session.hear(START, ())
    rig.line.tell(VoiceLost())
    assert [speaker.is_open for speaker in rig.sound.speakers] == [False]
    assert rig.session.speaking == {}


async def test_devices_nobody_needs_are_closed(rig: Rig) -> None:
    rig.session.arm()
    rig.session.hear(START, ())
    rig.sound.speakers[0].is_playing = True
    rig.clock.advance(LINGER_S)
    rig.session.tick()
    assert not rig.sound.microphones[0].is_open
    assert [speaker.is_open for speaker in rig.sound.speakers] == [True]
    rig.sound.speakers[0].is_playing = False
    rig.session.tick()
    assert [speaker.is_open for speaker in rig.sound.speakers] == [False]


async def test_the_microphone_stays_open_while_somebody_talks(rig: Rig) -> None:
    rig.press()
    await rig.line.answer(GRANTED)
    for _ in range(12):
        rig.clock.advance(1)
        rig.sound.microphones[0].speak()
        rig.session.tick()
    assert rig.sound.microphones[0].is_open


def test_the_program_starts_without_qt_multimedia_and_libopus() -> None:
    script = (
        "import sys, desktop.composition, desktop.viewmodels.talk_session\n"
        "print(*[name for name in sys.modules if 'Multimedia' in name or 'opuslib' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
