"""What was said and written in a channel, without QML."""

from collections.abc import AsyncIterator

import msgspec
import pytest_asyncio

from desktop.backend import fake_talk
from desktop.backend.voice import VoiceStanding
from embedded_hub.errors import QuotaExceeded
from embedded_hub.model.voice import BurstId, Frame, StreamId, TalkGroupId
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_events import (
    MessageGone,
    MessageKept,
    ReceiptChanged,
    StreamStop,
    TranscriptChanged,
)
from tests.desktop.home_rig import NOW, until
from tests.desktop.talk_rig import TalkRig
from tests.desktop.test_talk_page import GOOD

SPEAKING = fake_talk.speaking(NOW)
FIRST_REPLAY = StreamId(101)
FRAME = Frame(sequence=0, clock=0, payload=b"sound")
CAT = "m5"
"""Tom's, 7.3 s, missed."""


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[TalkRig]:
    made = TalkRig()
    await made.ready()
    yield made
    await made.close()


def shown(rig: TalkRig, name: str) -> object:
    return rig.conversation.property(name)


def texts(rig: TalkRig) -> list[object]:
    return [row["text"] or row["transcript"] for row in rig.conversation.rows]


async def test_lines_stand_oldest_first_with_whose_they_are(rig: TalkRig) -> None:
    rows = rig.conversation.rows
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)  # type: ignore[type-var]
    assert [row["who"] for row in rows if row["isMine"]] == ["Anna", "Anna"]
    apples = rig.row("m0")
    assert (apples["durationText"], apples["day"], apples["isKept"]) == ("0:06", "Yesterday", True)
    assert rig.row("m3")["heardText"] == "Heard by Tom"
    assert [row["id"] for row in rows if row["isMissed"]] == [CAT, "m6"]


async def test_another_channel_brings_another_conversation(rig: TalkRig) -> None:
    rig.conversation.setProperty("channelId", "user:tom")
    await until(lambda: len(rig.conversation.rows) == 2)
    assert texts(rig) == ["Could you open the gate for me?", "It is open."]
    assert shown(rig, "channelName") == "Tom"


async def test_a_search_is_the_hubs_and_says_when_nothing_was_found(rig: TalkRig) -> None:
    rig.conversation.search("bread")
    await until(lambda: len(rig.conversation.rows) == 1)
    rig.conversation.search("submarine")
    await until(lambda: not rig.conversation.rows and not shown(rig, "isLoading"))
    assert shown(rig, "emptyText") == "Nothing was found."


async def test_what_is_being_said_grows_as_text_and_then_stays(rig: TalkRig) -> None:
    rig.voice.tell(SPEAKING)
    rig.voice.tell(fake_talk.understood())
    live = rig.row("live")
    assert (live["isLive"], live["transcript"], live["isTranscriptFinal"], live["stableCount"]) == (
        True, "Dinner is ready in ten min", False, 18,
    )  # fmt: skip
    rig.voice.tell(StreamStop(stream=SPEAKING.stream, reason="released", duration_ms=1, frames=1))
    kept = MessageKept(
        message=BurstId("live"), channel=SPEAKING.channel, talking=SPEAKING.talking, at=NOW,
        duration_ms=2000, bytes=6000, peaks=(255, 0),
    )  # fmt: skip
    rig.voice.tell(kept)
    said = "Dinner is ready in ten minutes."
    final = TranscriptChanged(
        message=BurstId("live"), rev=1, text=said, stable=len(said), final=True
    )
    rig.voice.tell(final)
    row = rig.row("live")
    assert (row["isLive"], row["transcript"], row["isTranscriptFinal"]) == (False, said, True)
    assert row["peaks"] == [1.0, 0.0]


async def test_the_shape_of_what_is_being_said_grows(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.speaker.shape = bytes([51, 255])
    rig.pass_time(0.1)
    assert rig.row("live")["peaks"] == [0.2, 1.0]


async def test_who_wants_to_hear_later_hears_nothing_now(rig: TalkRig) -> None:
    rig.talk_settings.setProperty("autoplay", False)
    await until(lambda: not rig.intercom.reach.autoplay)
    rig.speaking(SPEAKING)
    assert rig.sound.speakers == []
    assert rig.row("live")["isLive"]


async def test_a_receipt_names_who_heard_it(rig: TalkRig) -> None:
    rig.voice.tell(ReceiptChanged(message=BurstId("m3"), user="mia", state="heard", at=NOW))
    assert rig.row("m3")["heardText"] == "Heard by Tom, Mia"


async def test_the_played_part_follows_and_ends_with_the_sound(rig: TalkRig) -> None:
    rig.conversation.play(CAT)
    await until(lambda: "play m5 0 1" in rig.voice.told)
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    rig.speaker.fares = GOOD
    rig.pass_time(2)
    row = rig.row(CAT)
    assert (row["isPlaying"], row["positionText"]) == (True, "0:02")
    assert round(float(str(row["playedFraction"])), 2) == 0.27
    rig.voice.tell(StreamStop(stream=FIRST_REPLAY, reason="released", duration_ms=1, frames=1))
    rig.speaker.fares = None
    rig.pass_time(5)
    assert not rig.row(CAT)["isPlaying"]
    assert "heard m5" not in rig.voice.told, "most of it was not played"
    assert shown(rig, "playingId") == ""


async def test_what_was_played_to_its_end_is_heard(rig: TalkRig) -> None:
    rig.conversation.play(CAT)
    await until(lambda: "play m5 0 1" in rig.voice.told)
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    rig.speaker.fares = msgspec.structs.replace(GOOD, played=360)
    rig.pass_time(7)
    rig.voice.tell(StreamStop(stream=FIRST_REPLAY, reason="released", duration_ms=1, frames=1))
    rig.speaker.fares = None
    rig.pass_time(1)
    await until(lambda: not rig.row(CAT)["isMissed"])
    assert "heard m5" in rig.voice.told


async def test_what_is_heard_as_it_is_said_is_not_missed(rig: TalkRig) -> None:
    rig.speaking(SPEAKING)
    rig.speaker.fares = GOOD
    rig.pass_time(2)
    rig.voice.tell(
        StreamStop(stream=SPEAKING.stream, reason="released", duration_ms=2000, frames=100)
    )
    rig.speaker.fares = None
    rig.pass_time(1)
    await until(lambda: "heard live" in rig.voice.told)


async def test_what_is_said_while_one_talks_oneself_is_not_heard(rig: TalkRig) -> None:
    await rig.on_air()
    rig.speaking(SPEAKING)
    rig.speaker.fares = GOOD
    rig.pass_time(0.1)
    rig.voice.tell(
        StreamStop(stream=SPEAKING.stream, reason="released", duration_ms=2000, frames=100)
    )
    rig.speaker.fares = None
    rig.pass_time(0.1)
    assert "heard live" not in rig.voice.told


async def test_a_pause_goes_on_where_it_was_and_a_seek_elsewhere(rig: TalkRig) -> None:
    rig.conversation.play(CAT)
    await until(lambda: "play m5 0 1" in rig.voice.told)
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    rig.speaker.fares = GOOD
    rig.pass_time(2)
    rig.conversation.pause()
    assert rig.row(CAT)["isPaused"]
    rig.conversation.play(CAT)
    await until(lambda: "play m5 2000 1" in rig.voice.told)
    rig.conversation.seek(CAT, 0.5)
    await until(lambda: "play m5 3650 1" in rig.voice.told)
    assert f"stop {FIRST_REPLAY} 2000" in rig.voice.told


async def test_another_speed_goes_on_from_there_and_is_played_so(rig: TalkRig) -> None:
    rig.conversation.setSpeed(1.5)
    rig.conversation.play(CAT)
    await until(lambda: "play m5 0 1.5" in rig.voice.told)
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    assert rig.speaker.speeds == [1.5]


async def test_what_was_given_up_before_it_began_is_never_heard(rig: TalkRig) -> None:
    rig.conversation.play(CAT)
    rig.conversation.stop()
    await until(lambda: "play m5 0 1" in rig.voice.told)
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    assert rig.sound.speakers == []


async def test_missed_ones_play_in_a_row(rig: TalkRig) -> None:
    rig.conversation.playMissed()
    await until(lambda: "play m5 0 1" in rig.voice.told)
    assert shown(rig, "isPlayingMissed")
    rig.voice.speak(msgspec.structs.replace(SPEAKING, stream=FIRST_REPLAY, replay=True), [FRAME])
    rig.speaker.fares = GOOD
    rig.pass_time(1)
    rig.voice.tell(StreamStop(stream=FIRST_REPLAY, reason="released", duration_ms=1, frames=1))
    rig.speaker.fares = None
    rig.pass_time(1)
    await until(lambda: "play m6 0 1" in rig.voice.told)


async def test_a_text_is_shown_at_once_and_stays_when_it_was_taken(rig: TalkRig) -> None:
    assert rig.conversation.sendText("  On my way. ")
    assert rig.conversation.rows[-1]["isPending"]
    await until(lambda: not rig.conversation.rows[-1]["isPending"])
    assert texts(rig)[-1] == "On my way."
    assert not rig.conversation.sendText("   ")


async def test_a_text_that_was_refused_says_why_and_can_be_sent_again(rig: TalkRig) -> None:
    rig.voice.refusal = QuotaExceeded("too many")
    rig.conversation.sendText("Hello")
    await until(lambda: bool(rig.conversation.rows[-1]["problemText"]))
    expected = "That was often. Wait a moment and try again."
    assert rig.conversation.rows[-1]["problemText"] == expected
    rig.voice.refusal = None
    rig.conversation.retry(str(rig.conversation.rows[-1]["id"]))
    await until(lambda: not str(rig.conversation.rows[-1]["id"]).startswith("pending"))
    assert texts(rig).count("Hello") == 1


async def test_a_reply_quotes_what_it_answers(rig: TalkRig) -> None:
    rig.conversation.reply("m4")
    assert shown(rig, "replyText") == "Mia: Can somebody let the cat in?"
    rig.conversation.sendText("Done.")
    await until(lambda: not rig.conversation.rows[-1]["isPending"])
    assert rig.conversation.rows[-1]["replyToText"] == "Mia: Can somebody let the cat in?"
    assert shown(rig, "replyText") == ""


async def test_texts_count_as_read_once_the_conversation_is_seen(rig: TalkRig) -> None:
    new = TextMessage(
        message="t1", channel=SPEAKING.channel, conversation=SPEAKING.channel,
        writer=SPEAKING.talking, at=NOW, text="Tea?",
    )  # fmt: skip
    rig.voice.entries.append(new)
    rig.voice.tell(new)
    assert rig.row("t1")["isMissed"]
    rig.conversation.setProperty("isShown", True)
    await until(lambda: not rig.row("t1")["isMissed"])
    assert "read t1" in rig.voice.told


async def test_a_deleted_line_goes_for_everybody(rig: TalkRig) -> None:
    rig.conversation.delete("m3")
    await until(lambda: rig.conversation.row("m3") is None)
    rig.voice.tell(MessageGone(message=BurstId("m2")))
    assert rig.conversation.row("m2") is None


async def test_the_house_is_asked_in_writing_and_answers_beneath(rig: TalkRig) -> None:
    rig.conversation.setProperty("channelId", "house")
    await until(lambda: not shown(rig, "isLoading"))
    assert shown(rig, "sendHint") == "Tell the house what to do, or ask it"
    rig.conversation.sendText("turn on the light")
    await until(lambda: "ask turn on the light" in rig.voice.told)
    asked = MessageKept(
        message=BurstId("q"), channel=TalkGroupId("house:anna"),
        talking=fake_talk.talking("anna"), at=NOW, duration_ms=0, bytes=0, text="turn on the light",
    )  # fmt: skip
    rig.voice.tell(asked)
    answer = HouseAnswered(
        message=BurstId("q"), channel=TalkGroupId("house"), question="turn on the light",
        text="Turned on the light", lang="en", response_type="action_done",
    )  # fmt: skip
    rig.voice.tell(answer)
    row = rig.row("q")
    assert (row["kind"], row["text"], row["answerText"]) == (
        "text", "turn on the light", "Turned on the light",
    )  # fmt: skip
    rig.voice.tell(
        msgspec.structs.replace(answer, text="", response_type="error", code="no_intent_match")
    )
    assert rig.row("q")["answerText"] == "That was not understood."


async def test_what_was_read_stays_when_the_connection_goes(rig: TalkRig) -> None:
    before = texts(rig)
    rig.backend.voice.stand(VoiceStanding())
    assert texts(rig) == before
    assert not shown(rig, "canSend")
    assert shown(rig, "sendHint") == "Not connected to the hub."
