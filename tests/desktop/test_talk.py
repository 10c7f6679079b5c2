"""The talk key over a hub that answers when it is told to."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from desktop.backend.voice import VoiceLost
from desktop.viewmodels.talk_key import TalkKey
from desktop.viewmodels.talk_words import denied_sentence, key_text, sound_sentence
from embedded_hub.errors import CannotConnect, SoundUnavailable
from embedded_hub.model.voice import BurstId, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import FloorGranted, FloorQueued, FloorRevoked, Talking
from tests.fakes.clock import ManualClock
from tests.fakes.voice_line import FakeVoiceLine

KITCHEN = TalkGroupId("area:kitchen")
TOM = Talking(user="u1", name="Tom", device="d1")
GRANTED = TalkAnswer(granted=True, stream=StreamId(7), handler=9, max_s=60.0)
QUEUED = TalkAnswer(granted=False, reason="queued", holder=TOM, queue_pos=2)


class Rig:
    """A key, its hub and a clock."""

    def __init__(self) -> None:
        self.line = FakeVoiceLine()
        self.clock = ManualClock()
        self.changes = 0
        self.key = TalkKey(self.line, self.clock.monotonic_s, self._changed)

    def _changed(self) -> None:
        self.changes += 1

    def speak(self, frames: int, *, is_voice: bool = True) -> None:
        for _ in range(frames):
            self.clock.advance(0.02)
            self.key.captured(b"sound", is_voice=is_voice)

    @property
    def phase(self) -> str:
        return self.key.state.phase

    @property
    def text(self) -> str:
        return key_text(self.key.state, "Kitchen", is_toggle=False)


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[Rig]:
    made = Rig()
    yield made
    await made.key.close()


async def test_what_was_said_before_the_key_goes_out_right_after_the_request(rig: Rig) -> None:
    rig.speak(30)
    rig.key.press(KITCHEN)
    assert rig.line.told == ["ask area:kitchen 300", "send 15"]
    assert rig.text == "Hold to talk to Kitchen"


async def test_on_air_lasts_from_the_grant_to_the_last_syllable(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    rig.speak(3)
    await rig.line.answer(GRANTED)
    assert (rig.phase, rig.text) == ("onAir", "Live")
    assert rig.key.state.ends_s == rig.clock.monotonic_s() + 60
    rig.speak(2)
    rig.key.let_go()
    assert rig.phase == "onAir"
    rig.speak(20)
    await rig.line.settle()
    assert rig.line.told[-1] == f"release 7 {len(rig.line.sent)}"
    assert rig.line.sent[-1].is_last
    assert rig.phase == "idle"
    assert not rig.key.is_down


async def test_frames_bear_the_number_the_hub_chose(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.speak(1)
    assert rig.line.handlers == [1, 9]


async def test_slipping_off_takes_it_all_back(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.speak(5)
    rig.key.cancel()
    await rig.line.settle()
    assert rig.line.told[-1] == "release 7 5 cancelled"
    assert rig.phase == "idle"


async def test_who_waits_sees_who_talks_and_the_place_and_talks_when_it_is_their_turn(
    rig: Rig,
) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(QUEUED)
    assert rig.text == "Tom is talking · you are number 2 in the queue"
    rig.line.tell(FloorQueued(request_id=1, channel=KITCHEN, queue_pos=1))
    assert rig.text == "Tom is talking · you are number 1 in the queue"
    rig.line.tell(
        FloorGranted(
            request_id=1,
            channel=KITCHEN,
            stream=StreamId(8),
            handler=3,
            message=BurstId("m"),
            lease_ms=500,
            max_s=30.0,
        )
    )
    assert rig.phase == "onAir"


async def test_letting_go_in_the_queue_gives_the_place_up(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(QUEUED)
    rig.key.let_go()
    await rig.line.settle()
    assert rig.line.told[-1] == "leave area:kitchen"
    assert rig.phase == "idle"


async def test_a_denial_says_why_until_the_next_press(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(TalkAnswer(granted=False, reason="quiet_hours"))
    assert rig.text == "It is quiet time there. Only emergencies get through."
    rig.key.let_go()
    assert rig.phase == "denied"
    rig.key.press(KITCHEN)
    assert rig.phase == "asking"


async def test_a_busy_channel_names_who_talks(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(TalkAnswer(granted=False, reason="busy", holder=TOM))
    assert (rig.phase, rig.text) == ("busy", "Tom is talking")


async def test_an_emergency_takes_the_floor_and_no_frame_follows(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.line.tell(FloorRevoked(stream=StreamId(7), reason="preempted", by="u2"))
    before = len(rig.line.sent)
    rig.speak(5)
    assert len(rig.line.sent) == before
    assert rig.text == "An emergency call took over."


async def test_somebody_elses_loss_of_the_floor_is_not_ours(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.line.tell(FloorRevoked(stream=StreamId(99), reason="preempted"))
    assert rig.phase == "onAir"


async def test_a_lost_connection_ends_the_talk_in_a_sentence(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.line.tell(VoiceLost())
    assert rig.text == "The connection to the hub was lost."
    assert not rig.key.is_down


async def test_a_lost_connection_while_nobody_talks_says_nothing(rig: Rig) -> None:
    rig.line.tell(VoiceLost())
    assert rig.phase == "idle"


async def test_a_request_that_fails_frees_the_key(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(CannotConnect("gone"))
    assert rig.phase == "denied"
    assert not rig.key.is_down


async def test_a_microphone_that_dies_on_air_ends_the_talk_after_the_key_is_up(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    await rig.line.answer(GRANTED)
    rig.speak(2)
    rig.key.let_go()
    rig.clock.advance(1)
    rig.key.tick()
    await rig.line.settle()
    assert rig.line.told[-1] == "release 7 2"
    assert rig.line.sent[-1].is_last


async def test_no_answer_is_told_and_frees_the_key(rig: Rig) -> None:
    rig.key.press(KITCHEN)
    rig.clock.advance(6)
    rig.key.tick()
    assert rig.text == "The hub did not answer."


@pytest.mark.parametrize("reason", ["denied", "no_microphone", "no_speaker", "not_opened"])
def test_every_trouble_with_sound_is_its_own_sentence(reason: str) -> None:
    told = sound_sentence(SoundUnavailable(details={"reason": reason, "name": "Headset"}))
    assert told.endswith(".")
    assert told != sound_sentence(SoundUnavailable())


def test_every_reason_of_the_wire_is_its_own_sentence() -> None:
    reasons = ("listen_only", "quiet_hours", "muted", "offline", "rate", "timeout", "preempted")
    assert len({denied_sentence(reason) for reason in (*reasons, "revoked", "silence", "")}) == 10
