"""Who hears what: channels, late joiners, replays, receipts, codecs."""

import asyncio
from typing import Any

from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.core.people import Role
from embedded_hub.model.voice import Frame, FrameFlag
from embedded_hub.voice.stream import FrameStamper
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, VoiceClient, spoken


async def said_by(talker: VoiceClient, channel: str, frames: list[Frame], **fields: Any) -> Any:
    """Say something whole and return what the hub says became of it."""
    answer = await talker.talk(channel, **fields)
    await talker.say(answer["handler"], frames)
    return answer | await talker.call("voice/release", stream=answer["stream"])


async def test_a_room_hears_what_is_said_to_it_and_nobody_else(join: Join) -> None:
    talker, tablet, elsewhere = await join(), await join(area="kitchen"), await join(area="hall")
    done = await said_by(talker, "area:kitchen", spoken(3))
    assert done["listeners"] == 1
    start = await tablet.told("voice/stream.start")
    await tablet.hears(start["handler"], 3)
    await elsewhere.ask("ping")
    assert elsewhere.heard == {}


async def test_two_devices_in_one_room_do_not_howl(join: Join) -> None:
    talker, same, other = (
        await join(area="hall"),
        await join(area="hall"),
        await join(area="kitchen"),
    )
    done = await said_by(talker, "all", spoken(3))
    await other.told("voice/stream.start")
    assert done["listeners"] == 1
    await same.told("voice/message")
    assert same.heard == {}


async def test_a_person_is_talked_to_alone(bench: Bench, join: Join) -> None:
    anna, ben = await join(name="Anna"), await join(name="Ben")
    third = await join(Role.OWNER)
    done = await said_by(anna, f"user:{ben.user_id}", spoken(3))
    assert done["listeners"] == 1
    await ben.told("voice/stream.start")
    await ben.told("voice/message")
    for reader, is_known in ((anna, True), (ben, True), (third, False)):
        listed = await reader.call("voice/history")
        assert bool(listed["messages"]) is is_known
    both = await anna.call("voice/history", channel=f"user:{ben.user_id}")
    assert [one["message"] for one in both["messages"]] == [done["message"]]
    hidden = await third.fail("voice/play", message=done["message"])
    assert hidden["code"] == "not_found"


async def test_a_group_is_for_its_members(join: Join) -> None:
    owner, anna = await join(Role.OWNER), await join(name="Anna")
    guest = await join(Role.GUEST, name="Gil")
    members = [anna.user_id, guest.user_id]
    await owner.call("voice/groups/save", group="garden", name="Garden", members=members)
    await anna.call("voice/subscribe")
    await guest.call("voice/subscribe")
    outsider = await join(name="Ben")
    assert (await outsider.fail("voice/talk", channel="group:garden"))["code"] == "not_found"
    done = await said_by(guest, "group:garden", spoken(2))
    assert done["listeners"] == 1
    await anna.told("voice/stream.start")
    denied = await anna.fail("voice/groups/delete", group="garden")
    assert denied["code"] == "unauthorized"


async def test_a_late_joiner_hears_all_of_it_and_then_live(join: Join) -> None:
    talker = await join()
    held = await talker.talk()
    said = spoken(120)
    await talker.say(held["handler"], said[:60])
    await talker.ask("ping")
    late = await join(Role.OWNER)
    start = await late.told("voice/stream.start")
    assert (start["behind_ms"], start["replay"]) == (1200, False)

    async def go_on() -> None:
        for frame in said[60:]:
            await talker.say(held["handler"], [frame])
            await asyncio.sleep(0.02)

    speaking = asyncio.create_task(go_on())
    heard = await late.hears(start["handler"], 120)
    await speaking
    await talker.call("voice/release", stream=held["stream"])
    assert [one.payload for one in heard] == [one.payload for one in said]
    assert [one.clock for one in heard] == [one.clock for one in said]
    assert (await late.told("voice/stream.stop"))["frames"] == 120


async def test_a_message_is_played_again_from_anywhere(join: Join) -> None:
    talker, listener = await join(), await join(Role.OWNER)
    done = await said_by(talker, "all", spoken(50))
    await listener.told("voice/message")
    live = await listener.told("voice/stream.start")
    await listener.told("voice/stream.stop")
    played = await listener.call("voice/play", message=done["message"], from_ms=600, speed=2.0)
    assert played["handler"] != live["handler"]
    start = await listener.told("voice/stream.start")
    assert (start["stream"], start["replay"]) == (played["stream"], True)
    heard = await listener.hears(played["handler"], 20)
    assert [one.payload for one in heard] == [one.payload for one in spoken(50)[30:]]
    await listener.told("voice/stream.stop")
    error = await listener.fail("voice/play.stop", stream=played["stream"])
    assert error["code"] == "not_found"


async def test_a_replay_is_stopped_and_moved(join: Join) -> None:
    talker = await join()
    done = await said_by(talker, "all", spoken(75))
    await talker.told("voice/message")
    played = await talker.call("voice/play", message=done["message"])
    await talker.hears(played["handler"], 5)
    await talker.call("voice/play.seek", stream=played["stream"], at_ms=1400)
    heard = await talker.hears(played["handler"], 30)
    assert heard[-1].payload == spoken(75)[-1].payload
    await talker.told("voice/stream.stop")
    again = await talker.call("voice/play", message=done["message"])
    await talker.call("voice/play.stop", stream=again["stream"])
    assert (await talker.told("voice/stream.stop"))["reason"] == "stopped"


async def test_the_talker_learns_who_heard_it_and_the_missed_are_counted(join: Join) -> None:
    talker, listener = await join(), await join(Role.OWNER)
    done = await said_by(talker, "all", spoken(3))
    await listener.told("voice/message")
    picture = await listener.call("voice/subscribe")
    assert picture["unread"]["all"]["count"] == 1
    await listener.call("voice/ack", message=done["message"], state="heard")
    receipt = await talker.told("voice/receipt")
    assert (receipt["user"], receipt["state"]) == (listener.user_id, "heard")
    assert (await listener.told("voice/missed"))["count"] == 0
    await listener.call("voice/ack", message=done["message"], state="heard")
    listed = (await talker.call("voice/history"))["messages"]
    assert listed[0]["heard_by"] == [listener.user_id]
    assert (await listener.call("voice/subscribe"))["unread"] == {}


async def test_a_message_is_found_by_its_words_and_deleted_by_who_said_it(join: Join) -> None:
    talker, listener = await join(name="Anna"), await join(name="Ben")
    done = await said_by(talker, "all", spoken(3))
    await listener.told("voice/message")
    message = done["message"]
    denied = await listener.fail("voice/transcript.fix", message=message, text="x")
    assert denied["code"] == "unauthorized"
    await talker.call("voice/transcript.fix", message=message, text="Das Essen ist fertig")
    assert (await listener.told("voice/transcript"))["text"] == "Das Essen ist fertig"
    found = await listener.call("voice/history", query="ESSEN")
    assert [one["message"] for one in found["messages"]] == [message]
    assert (await listener.call("voice/history", query="dinner"))["messages"] == []
    await talker.call("voice/ack", message=message, state="deleted")
    assert (await listener.told("voice/message.gone"))["message"] == message
    assert (await listener.call("voice/history"))["messages"] == []


async def test_history_comes_in_pages(join: Join) -> None:
    talker = await join()
    for _ in range(5):
        await said_by(talker, "all", spoken(1))
        await talker.told("voice/message")
    first = await talker.call("voice/history", limit=3)
    rest = await talker.call("voice/history", limit=3, before=first["next"])
    assert (len(first["messages"]), len(rest["messages"]), rest["next"]) == (3, 2, None)
    assert len({one["message"] for one in first["messages"] + rest["messages"]}) == 5


async def test_who_is_not_to_be_disturbed_gets_it_later_but_not_an_emergency(join: Join) -> None:
    talker, sleeper = await join(name="Anna"), await join(name="Ben")
    await sleeper.call("voice/prefs", dnd_until=4_000_000_000)
    assert (await talker.told("voice/presence"))["can_hear"] in ("live", "dnd")
    assert (await said_by(talker, "all", spoken(3)))["listeners"] == 0
    await sleeper.told("voice/message")
    assert sleeper.heard == {}
    urgent = await said_by(talker, "all", spoken(3), priority=3)
    assert urgent["listeners"] == 1
    await sleeper.told("voice/stream.start")


async def test_quiet_hours_of_a_person_refuse_routine_talk(join: Join) -> None:
    talker, sleeper = await join(name="Anna"), await join(name="Ben")
    always = [{"from": 0, "to": 0, "allow_priority": 2}]
    await sleeper.call("voice/prefs", quiet=always)
    channel = f"user:{sleeper.user_id}"
    assert (await talker.talk(channel))["reason"] == "quiet_hours"
    assert (await talker.talk(channel, priority=2))["granted"]


async def test_a_device_that_is_not_there_cannot_be_talked_to(bench: Bench, join: Join) -> None:
    talker = await join(name="Anna")
    token = await bench.token(Role.FAMILY, name="Ben")
    device = f"device:{token.split('.')[1]}"
    assert (await talker.talk(device))["reason"] == "offline"
    await join(token=token)
    assert (await talker.talk(device))["granted"]


async def test_pcm_is_made_for_those_who_cannot_decode(join: Join) -> None:
    talker = await join()
    opus, first, second = (
        await join(Role.OWNER),
        await join(decode=["pcm16"]),
        await join(decode=["pcm16"]),
    )
    encoder, stamper = make_encoder("opus", 16_000), FrameStamper()
    said = [stamper.stamp(encoder.encode(bytes(640))) for _ in range(5)]
    answer = await talker.talk()
    await talker.say(answer["handler"], said)
    for listener in (first, second):
        start = await listener.told("voice/stream.start")
        assert (start["codec"], start["rate"]) == ("pcm16", 16_000)
        heard = await listener.hears(start["handler"], 5)
        assert [len(one.payload) for one in heard] == [640] * 5
        assert [one.clock for one in heard] == [one.clock for one in said]
    start = await opus.told("voice/stream.start")
    assert list(await opus.hears(start["handler"], 5)) == said


async def test_pcm_of_a_talker_becomes_opus_for_the_others_and_the_record(join: Join) -> None:
    talker, listener = await join(encode=["pcm16"]), await join(Role.OWNER)
    stamper = FrameStamper()
    said = [stamper.stamp(bytes(640)) for _ in range(5)]
    answer = await talker.talk(codec="pcm16", rate=16_000)
    await talker.say(answer["handler"], said)
    start = await listener.told("voice/stream.start")
    decoder = make_decoder("opus", 48_000)
    for frame in await listener.hears(start["handler"], 5):
        assert len(decoder.decode(frame.payload)) == 1920
    await talker.call("voice/release", stream=answer["stream"])
    assert (await listener.told("voice/message"))["duration_ms"] == 100


async def test_the_last_frame_ends_a_talk_burst_by_itself(join: Join) -> None:
    talker, listener = await join(), await join()
    answer = await talker.talk()
    stamper = FrameStamper()
    await talker.say(answer["handler"], [stamper.stamp(spoken(1)[0].payload, FrameFlag.LAST)])
    assert (await listener.told("voice/stream.stop"))["reason"] == "released"
    done = await talker.call("voice/release", stream=answer["stream"])
    assert (done["frames"], done["reason"]) == (1, "released")


async def test_what_is_taken_back_is_not_kept(join: Join) -> None:
    talker, listener = await join(), await join()
    answer = await talker.talk()
    await talker.say(answer["handler"], spoken(3))
    await talker.call("voice/release", stream=answer["stream"], cancel=True)
    assert (await listener.told("voice/message.gone"))["message"] == answer["message"]
    assert (await listener.call("voice/history"))["messages"] == []


async def test_nobody_follows_what_they_may_not_hear(join: Join) -> None:
    guest = await join(Role.GUEST, "kitchen", is_following=False)
    for channel in ("area:hall", "group:none", "user:none", "nonsense"):
        error = await guest.fail("voice/subscribe", channels=[channel])
        assert error["code"] == "not_found"
    assert (await guest.call("voice/subscribe", channels=["area:kitchen"]))["channels"] == [
        "area:kitchen"
    ]


async def test_what_the_hub_cannot_do_it_says(join: Join) -> None:
    client = await join()
    error = await client.fail("voice/talk", channel="all", raw=True)
    assert error["code"] == "not_supported"


async def test_clocks_can_be_compared(join: Join) -> None:
    client = await join()
    clock = await client.call("clock/ping", t0=1.5)
    assert clock["t0"] == 1.5
    assert clock["t1"] <= clock["t2"]
