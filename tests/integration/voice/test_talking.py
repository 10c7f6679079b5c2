"""One talks, others hear: over real sockets."""

from websockets.asyncio.client import connect

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench, Client
from tests.integration.voice.conftest import Join, spoken


async def test_everybody_hears_every_frame_in_order_with_its_header_intact(join: Join) -> None:
    talker, first, second = await join(), await join(Role.OWNER), await join()
    answer = await talker.talk()
    assert answer["granted"]
    assert answer["listeners"] == 3 - 1
    said = spoken(50)
    await talker.say(answer["handler"], said)
    for listener in (first, second):
        start = await listener.told("voice/stream.start")
        assert start["channel"] == "all"
        assert start["codec"] == "opus"
        assert start["from"]["user"] == talker.user_id
        heard = await listener.hears(start["handler"], 50)
        assert list(heard) == said
    done = await talker.call("voice/release", stream=answer["stream"])
    assert done["duration_ms"] == 1000
    stop = await first.told("voice/stream.stop")
    assert (stop["reason"], stop["frames"]) == ("released", 50)
    kept = await first.told("voice/message")
    assert kept["message"] == answer["message"]
    assert first.messages == second.messages


async def test_frames_may_follow_a_request_without_waiting_for_its_answer(join: Join) -> None:
    talker, listener = await join(), await join()
    said = spoken(5)
    await talker.send({"id": 50, "type": "voice/talk", "channel": "all", "handler": 200})
    await talker.say(200, said)
    answer = (await talker.answer(50))["result"]
    assert answer["handler"] == 200
    start = await listener.told("voice/stream.start")
    assert list(await listener.hears(start["handler"], 5)) == said


async def test_nobody_gets_sound_who_did_not_say_hello(bench: Bench, join: Join) -> None:
    talker, listener = await join(), await join()
    async with connect(bench.server.hub_url, compression=None) as socket:
        silent = Client(socket)
        assert (await silent.auth(await bench.token(Role.OWNER)))["type"] == "auth_ok"
        answer = await talker.talk()
        await talker.say(answer["handler"], spoken(3))
        await talker.call("voice/release", stream=answer["stream"])
        await listener.told("voice/message")
        assert await silent.ask("ping") == {"id": 1, "type": "pong"}
