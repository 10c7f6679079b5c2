"""What a broken or malicious talker sends costs itself, and nobody else anything."""

import pytest

from embedded_hub.audio.codec import make_encoder
from embedded_hub.core.people import Role
from embedded_hub.protocol.voice_frame import encode_end, encode_frame
from embedded_hub.voice.stream import FrameStamper
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, packet, spoken


async def test_frames_for_a_stream_of_somebody_else_go_nowhere(bench: Bench, join: Join) -> None:
    talker, thief, listener = await join(), await join(Role.OWNER), await join()
    held = await talker.talk()
    start = await listener.told("voice/stream.start")
    for handler in {held["handler"], start["handler"], 77}:
        await thief.say(handler, spoken(5, first=500))
        await thief.socket.send(encode_end(handler))
    await thief.ask("ping")
    said = spoken(3)
    await talker.say(held["handler"], said)
    assert list(await listener.hears(start["handler"], 3)) == said
    assert bench.home.intercom.live.unknown_frames >= 6
    assert (await talker.call("voice/release", stream=held["stream"]))["frames"] == 3


@pytest.mark.parametrize(
    "message",
    [
        b"\x00" * 20,
        b"\x01\xff" + bytes(20),
        b"\x01\x10\x00\x01\x00\x00\x00\x00\xff\xff",
        b"\x01\x00",
        b"\x01" + bytes(7),
        b"\x01" + bytes(5000),
        b"",
    ],
    ids=["handler 0", "flags", "bundle", "short", "empty", "long", "nothing"],
)
async def test_what_is_no_frame_is_left_out(join: Join, message: bytes) -> None:
    talker, listener = await join(), await join()
    held = await talker.talk(handler=1)
    start = await listener.told("voice/stream.start")
    await talker.socket.send(message)
    await talker.say(1, spoken(2))
    assert list(await listener.hears(start["handler"], 2)) == spoken(2)
    assert (await talker.call("voice/release", stream=held["stream"]))["frames"] == 2


async def test_lying_headers_are_left_out_and_counted(join: Join) -> None:
    talker, listener = await join(), await join()
    held = await talker.talk()
    true = spoken(4)
    await talker.say(held["handler"], [true[0], true[0], *spoken(30_000)[-2:], *true[1:]])
    start = await listener.told("voice/stream.start")
    assert list(await listener.hears(start["handler"], 4)) == true
    done = await talker.call("voice/release", stream=held["stream"])
    assert done["ignored"] == 3


async def test_a_flood_is_no_more_than_time_has_passed(join: Join) -> None:
    talker, listener = await join(), await join()
    held = await talker.talk()
    await talker.say(held["handler"], spoken(2000))
    done = await talker.call("voice/release", stream=held["stream"])
    assert done["frames"] <= 500
    assert (await listener.ask("ping"))["type"] == "pong"


async def test_sound_of_another_codec_ends_the_talk_with_a_clear_word(join: Join) -> None:
    talker, listener = await join(), await join(Role.OWNER)
    held = await talker.talk()
    stolen = spoken(40)
    for number, frame in enumerate(stolen):
        wrong = b"\x00" + packet(number)[1:]
        await talker.socket.send(
            encode_frame(held["handler"], type(frame)(sequence=number, clock=0, payload=wrong))
        )
    assert "opus" in (await talker.told("voice/notice"))["text"]
    assert (await talker.told("voice/floor.revoked"))["reason"] == "error"
    assert (await listener.told("voice/stream.stop"))["reason"] == "error"
    assert (await listener.talk())["granted"]


async def test_what_only_looks_like_opus_is_left_out_where_somebody_decodes_it(join: Join) -> None:
    talker, pcm = await join(), await join(Role.OWNER, decode=["pcm16"])
    held = await talker.talk()
    start = await pcm.told("voice/stream.start")
    stamper = FrameStamper()
    encoder = make_encoder("opus", 16_000)
    said = [b"\x0b\xff\xff", *(encoder.encode(bytes(640)) for _ in range(3))]
    await talker.say(held["handler"], [stamper.stamp(one) for one in said])
    assert len(await pcm.hears(start["handler"], 3)) == 3
    assert (await talker.call("voice/release", stream=held["stream"]))["frames"] == 3


async def test_a_gateway_has_no_voice(join: Join, bench: Bench) -> None:
    with pytest.raises(AssertionError, match="unauthorized"):
        await join(Role.GATEWAY)


async def test_no_command_but_hello_is_answered_first(bench: Bench, join: Join) -> None:
    client = await join()
    await client.call("unsubscribe_events", subscription=client.hello_id)
    for command in ("voice/talk", "voice/subscribe"):
        error = await client.fail(command, channel="all")
        assert error["code"] == "not_allowed"
    await client.socket.send(encode_frame(1, spoken(1)[0]))
    assert (await client.ask("ping"))["type"] == "pong"
    assert bench.home.intercom.members == ()


async def test_too_many_requests_are_refused(join: Join) -> None:
    talker = await join()
    answers = [await talker.talk(f"area:{area}") for area in ("kitchen", "hall")]
    assert all(answer["granted"] for answer in answers)
    reasons = set()
    for _ in range(12):
        answer = await talker.talk("all")
        reasons.add(answer.get("reason"))
        if answer["granted"]:
            await talker.call("voice/release", stream=answer["stream"])
    assert reasons == {None, "rate"}
