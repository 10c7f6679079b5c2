"""The talk bar and the talk page, without QML."""

from collections.abc import AsyncIterator

import msgspec
import pytest_asyncio

from desktop.backend import fake_talk
from desktop.backend.voice import VoiceLost, VoiceStanding
from desktop.platform.settings import TalkChoices
from desktop.viewmodels.stream_reports import EVERY_S
from embedded_hub.errors import SoundUnavailable
from embedded_hub.model.voice import StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import CallChanged, FloorRevoked, Missed, StreamStop
from embedded_hub.voice.playout import PlayoutStatistics
from tests.desktop.home_rig import NOW, until
from tests.desktop.talk_rig import TalkRig

SPEAKING = fake_talk.speaking(NOW)
GOOD = PlayoutStatistics(
    received=100, played=100, concealed=1, skipped=0, trimmed=0, stalled=0, underruns=0, late=0,
    duplicates=0, foreign=0, buffer_ms=40.0, target_ms=40.0, jitter_ms=5.0,
)  # fmt: skip

RINGING = CallChanged(
    call="c1", kind="ring", state="ringing", channel=TalkGroupId("area:kitchen"),
    talking=fake_talk.talking("karl"), target="", mode="duplex", at=NOW,
)  # fmt: skip


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[TalkRig]:
    made = TalkRig()
    await made.ready()
    yield made
    await made.close()


def shown(rig: TalkRig, name: str) -> object:
    return rig.talk.property(name)


async def test_channels_stand_in_their_order_with_what_was_said_and_missed(rig: TalkRig) -> None:
    rows = rig.talk.channel_model.rows
    assert [row["channelId"] for row in rows][:3] == ["all", "house", "area:kitchen"]
    everyone = rig.row("all", rig.talk.channel_model)
    assert (everyone["name"], everyone["unread"], everyone["isCurrent"]) == ("Everyone", 2, True)
    assert rig.row("user:tom", rig.talk.channel_model)["lastText"] == "You: It is open."
    assert shown(rig, "missedCount") == 2


async def test_a_held_key_is_live_and_ends_when_let_go(rig: TalkRig) -> None:
    assert shown(rig, "keyText") == "Hold to talk to Everyone"
    await rig.on_air()
    assert (shown(rig, "keyText"), shown(rig, "secondsLeft")) == ("Live", 60)
    rig.talk.letGo()
    rig.microphone.speak(-90.0, is_voice=False)
    rig.pass_time(0.3)
    rig.microphone.speak(-90.0, is_voice=False)
    await until(lambda: any(told.startswith("release") for told in rig.voice.told))
    assert shown(rig, "phase") == "idle"
    assert rig.speaker.cues == ["granted", "ended"]


async def test_slipping_off_takes_it_back(rig: TalkRig) -> None:
    await rig.on_air()
    rig.talk.cancel()
    await until(lambda: rig.voice.told[-1].endswith("cancelled"))
    assert shown(rig, "phase") == "idle"


async def test_pulled_up_it_goes_on_without_a_hand_until_the_next_press(rig: TalkRig) -> None:
    await rig.on_air()
    rig.talk.lockHandsFree()
    rig.talk.letGo()
    assert (shown(rig, "isHandsFree"), shown(rig, "isOnAir")) == (True, True)
    assert shown(rig, "keyText") == "Live. Tap to stop"
    rig.talk.press("")
    rig.pass_time(0.3)
    rig.microphone.speak(-90.0, is_voice=False)
    await until(lambda: shown(rig, "phase") == "idle")
    assert not shown(rig, "isHandsFree")


async def test_where_a_tap_is_enough_the_second_one_ends_it(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("mode", "toggle")
    await rig.on_air()
    rig.talk.letGo()
    assert shown(rig, "isOnAir")
    rig.talk.press("")
    rig.pass_time(0.3)
    rig.microphone.speak(-90.0, is_voice=False)
    await until(lambda: shown(rig, "phase") == "idle")


async def test_by_voice_speaking_presses_the_key_and_silence_lets_go(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("mode", "vad")
    rig.talk.press("")
    assert (shown(rig, "isArmed"), shown(rig, "keyText")) == (True, "Speak to talk to Everyone")
    rig.microphone.speak(-90.0, is_voice=False)
    assert rig.voice.told == []
    rig.microphone.speak()
    await until(lambda: bool(shown(rig, "isOnAir")))
    for _ in range(3):
        rig.clock.advance(0.3)
        rig.microphone.speak(-90.0, is_voice=False)
    await until(lambda: shown(rig, "phase") == "idle")
    rig.talk.press("")
    assert not shown(rig, "isArmed")


async def test_somebody_elses_voice_from_the_loudspeaker_does_not_press_the_key(
    rig: TalkRig,
) -> None:
    rig.talk_settings.setProperty("mode", "vad")
    rig.talk.press("")
    rig.speaking(SPEAKING)
    rig.speaker.is_playing = True
    rig.microphone.speak()
    assert rig.voice.told == []
    rig.pass_time(0.05)
    rig.speaker.is_playing = False
    rig.microphone.speak()
    assert rig.voice.told == [], "its echo is still in the room"
    rig.pass_time(0.2)
    rig.microphone.speak()
    assert rig.voice.told == ["talk all 0 queue"]


async def test_who_waits_is_told_behind_whom_and_at_which_place(rig: TalkRig) -> None:
    rig.voice.answer = TalkAnswer(
        granted=False, reason="queued", queue_pos=2, holder=fake_talk.talking("tom")
    )
    rig.talk.press("")
    rig.microphone.speak()
    told: list[object] = []
    rig.talk.changed.connect(lambda: told.append(shown(rig, "phase")))
    await until(lambda: told[-1:] == ["queued"])
    count = len(told)
    rig.microphone.speak()
    assert len(told) == count, "sound is no news"
    assert shown(rig, "keyText") == "Tom is talking · you are number 2 in the queue"
    assert shown(rig, "queuePlace") == 2


async def test_a_denial_says_why_and_sounds(rig: TalkRig) -> None:
    rig.voice.answer = TalkAnswer(granted=False, reason="quiet_hours")
    rig.talk.press("")
    rig.microphone.speak()
    await until(lambda: shown(rig, "phase") == "denied")
    assert shown(rig, "keyText") == "It is quiet time there. Only emergencies get through."
    assert rig.speaker.cues == ["denied"]


async def test_a_floor_that_is_taken_away_says_so(rig: TalkRig) -> None:
    await rig.on_air()
    rig.voice.tell(FloorRevoked(stream=StreamId(101), reason="preempted"))
    assert shown(rig, "keyText") == "An emergency call took over."


async def test_without_a_microphone_the_key_says_so_until_it_is_put_away(rig: TalkRig) -> None:
    rig.sound.error = SoundUnavailable(details={"reason": "no_microphone"})
    rig.talk.press("")
    assert shown(rig, "troubleText") == "This computer has no microphone. You can still listen."
    rig.talk.dismissTrouble()
    assert shown(rig, "troubleText") == ""


async def test_who_is_heard_is_named_with_whom_they_talk_to_and_how_late(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.speaker.fares = GOOD
    assert shown(rig, "speakingText") == "Tom · to Everyone"
    (speaker,) = rig.talk.speakers()
    assert (speaker["who"], speaker["delayText"], speaker["isReplay"]) == ("Tom", "80 ms", False)
    rig.voice.tell(StreamStop(stream=SPEAKING.stream, reason="released", duration_ms=1, frames=1))
    assert shown(rig, "speakingText") == ""


async def test_how_a_stream_fares_is_reported_every_two_seconds(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.speaker.fares = GOOD
    rig.speaker.is_playing = True
    for _ in range(5):
        rig.pass_time(EVERY_S / 4)
    await until(lambda: len(rig.voice.reports) == 2)
    assert {(one.recv, one.concealed, one.buffer_ms) for one in rig.voice.reports} == {
        (100, 1, 60.0)
    }


async def test_what_is_heard_can_be_silenced(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.talk.stopListening()
    assert rig.speaker.ended == [SPEAKING.stream]
    heard = len(rig.speaker.speeds)
    rig.voice.speak(SPEAKING, ())
    assert len(rig.speaker.speeds) == heard


async def test_what_somebody_says_to_this_person_alone_is_in_their_conversation(
    rig: TalkRig,
) -> None:
    mine = msgspec.structs.replace(SPEAKING, channel="user:anna")
    rig.voice.tell(mine)
    assert rig.row("user:tom", rig.talk.channel_model)["isSpeaking"]
    assert shown(rig, "speakingText") == "Tom"


async def test_an_area_is_talked_to_where_it_has_a_channel(rig: TalkRig) -> None:
    wanted: list[str] = []
    rig.talk.pageWanted.connect(wanted.append)
    rig.talk.talkTo("kitchen")
    rig.talk.talkTo("cellar")
    assert wanted == ["area:kitchen"]
    assert shown(rig, "channelName") == "Kitchen"
    assert rig.settings.preferences.talk.channel == "area:kitchen"


async def test_a_hub_without_a_voice_says_so_and_the_key_does_nothing(rig: TalkRig) -> None:
    rig.backend.voice.stand(VoiceStanding(reason="no_voice"))
    assert shown(rig, "unavailableText") == "This hub has no intercom."
    rig.talk.keyDown()
    assert rig.sound.microphones == []


async def test_a_connection_that_comes_back_brings_a_new_session(rig: TalkRig) -> None:
    await rig.on_air()
    rig.voice.tell(VoiceLost())
    rig.backend.voice.stand(VoiceStanding())
    assert (shown(rig, "isAvailable"), shown(rig, "phase")) == (False, "idle")
    rig.backend.voice.stand(VoiceStanding(voice=rig.voice, reason=""))
    await rig.on_air()
    assert shown(rig, "isOnAir")


async def test_other_programs_are_quiet_exactly_while_somebody_is_heard(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.speaker.is_playing = True
    rig.pass_time(0.1)
    rig.pass_time(0.1)
    rig.speaker.is_playing = False
    rig.pass_time(0.1)
    assert rig.sound.ducking.told == [True, False]
    rig.talk_settings.setProperty("ducking", False)
    rig.speaker.is_playing = True
    rig.pass_time(0.1)
    assert rig.sound.ducking.told == [True, False]


async def test_missed_counts_follow_the_hub(rig: TalkRig) -> None:
    rig.voice.tell(Missed(channel=SPEAKING.channel, count=5))
    assert shown(rig, "missedText") == "5 missed"


async def test_the_choices_of_before_hold_from_the_start() -> None:
    rig = TalkRig(TalkChoices(channel="area:kitchen", area_id="living", volume=0.4))
    await rig.ready()
    rig.speaking(SPEAKING)
    assert shown(rig, "channelId") == "area:kitchen"
    assert rig.backend.voice.area_id == "living"
    assert rig.speaker.volume == 0.4
    await rig.close()


async def test_a_door_that_rings_is_shown_and_heard_until_somebody_answers(rig: TalkRig) -> None:
    rig.voice.tell(RINGING)
    (row,) = rig.talk.call_rows()
    assert (row["text"], row["isRinging"]) == ("Somebody rings: Kitchen", True)
    rig.pass_time(1)
    rig.pass_time(3)
    assert rig.speaker.cues == ["ring", "ring"]
    rig.talk.answerCall("c1")
    await until(lambda: rig.voice.told == ["take c1"])
    rig.voice.tell(msgspec.structs.replace(RINGING, state="ended", reason="answered"))
    assert rig.talk.call_rows() == []


async def test_an_answered_call_is_talked_to_with_its_microphone_open(rig: TalkRig) -> None:
    rig.talk.arm()
    rig.microphone.speak(-90.0, is_voice=False)
    rig.voice.tell(
        msgspec.structs.replace(
            RINGING, state="active", talk=TalkGroupId("area:kitchen"), opens_microphone=True
        )
    )
    await until(lambda: bool(shown(rig, "isOnAir")))
    assert (shown(rig, "channelName"), shown(rig, "isHandsFree")) == ("Kitchen", True)
