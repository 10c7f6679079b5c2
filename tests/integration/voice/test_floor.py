"""Who may speak: denial, queue, emergency, stuck keys and broken connections, over real sockets."""

import asyncio

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, VoiceClient, spoken

KEEP_UP_S = 0.02


async def keep_speaking(talker: VoiceClient, handler: int) -> None:
    for frame in spoken(1000):
        await talker.say(handler, [frame])
        await asyncio.sleep(KEEP_UP_S)


async def test_second_talker_is_denied_while_the_floor_is_taken(join: Join) -> None:
    first, second = await join(), await join(Role.OWNER)
    assert (await first.talk())["granted"]
    denied = await second.talk()
    assert (denied["granted"], denied["reason"]) == (False, "busy")
    assert denied["holder"]["user"] == first.user_id
    assert 0 < denied["retry_ms"] <= 60_000


async def test_who_waits_is_granted_when_the_floor_is_free_under_another_number(
    join: Join,
) -> None:
    first, second, listener = await join(), await join(Role.OWNER), await join()
    held = await first.talk()
    waiting = await second.talk(queue=True, handler=9)
    assert (waiting["reason"], waiting["queue_pos"]) == ("queued", 1)
    await second.say(9, spoken(5))
    await first.call("voice/release", stream=held["stream"])
    granted = await second.told("voice/floor.granted")
    assert granted["handler"] != 9
    await second.say(9, spoken(5, first=50))
    said = spoken(5, first=100)
    await second.say(granted["handler"], said)
    await listener.told("voice/stream.start")
    start = await listener.told("voice/stream.start")
    assert list(await listener.hears(start["handler"], 5)) == said


async def test_an_emergency_interrupts_and_both_are_told(join: Join) -> None:
    first, second, listener = await join(), await join(Role.OWNER), await join()
    held = await first.talk()
    await first.say(held["handler"], spoken(3))
    urgent = await second.talk(priority=3)
    assert urgent["granted"]
    revoked = await first.told("voice/floor.revoked")
    assert (revoked["reason"], revoked["by"]) == ("preempted", second.user_id)
    assert (await listener.told("voice/stream.stop"))["reason"] == "preempted"
    done = await first.call("voice/release", stream=held["stream"])
    assert (done["reason"], done["frames"]) == ("preempted", 3)


async def test_a_guest_has_no_emergency(join: Join) -> None:
    family = await join()
    guest = await join(Role.GUEST, "kitchen")
    listed = {one["channel"]: one for one in await guest.call("voice/channels")}
    assert listed["area:kitchen"]["can"] == "talk"
    assert listed["area:kitchen"]["priority_max"] == 0
    assert listed["all"]["can"] == "listen"
    assert "area:hall" not in listed
    assert (await guest.talk("all"))["reason"] == "listen_only"
    assert (await guest.fail("voice/talk", channel="area:hall"))["code"] == "not_found"
    await family.talk("area:kitchen")
    assert (await guest.talk("area:kitchen", priority=3))["reason"] == "busy"


async def test_a_talker_who_vanishes_frees_the_floor(join: Join) -> None:
    talker, listener = await join(), await join(Role.OWNER)
    held = await talker.talk()
    await talker.say(held["handler"], spoken(2))
    await listener.told("voice/stream.start")
    talker.socket.transport.abort()
    stop = await listener.told("voice/stream.stop")
    assert stop["reason"] == "disconnected"
    assert (await listener.talk())["granted"]
    kept = await listener.told("voice/message")
    assert (kept["duration_ms"], kept["reason"]) == (40, "disconnected")


async def test_a_stuck_key_frees_the_floor(join: Join) -> None:
    talker, waiting = await join(), await join(Role.OWNER)
    await talker.talk()
    await waiting.talk(queue=True)
    assert (await talker.told("voice/floor.revoked"))["reason"] == "silence"
    await waiting.told("voice/floor.granted")


async def test_a_talk_burst_goes_on_on_another_connection_of_the_same_device(
    bench: Bench, join: Join
) -> None:
    token = await bench.token(Role.FAMILY, name="Anna")
    talker, listener = await join(token=token), await join(Role.OWNER)
    held = await talker.talk()
    said = spoken(10)
    await talker.say(held["handler"], said[:5])
    start = await listener.told("voice/stream.start")
    await listener.hears(start["handler"], 5)
    talker.socket.transport.abort()
    again = await join(token=token)
    resumed = await again.talk(resume=held["stream"])
    assert (resumed["granted"], resumed["message"]) == (True, held["message"])
    await again.say(resumed["handler"], said[5:])
    assert list(await listener.hears(start["handler"], 10)) == said
    done = await again.call("voice/release", stream=held["stream"])
    assert (done["frames"], done["reason"]) == (10, "released")


async def test_a_request_sent_again_after_a_reconnect_begins_no_second_burst(
    bench: Bench, join: Join
) -> None:
    token = await bench.token(Role.FAMILY, name="Anna")
    talker = await join(token=token)
    held = await talker.talk(nonce="press-1")
    talker.socket.transport.abort()
    again = await (await join(token=token)).talk(nonce="press-1")
    assert (again["granted"], again["message"]) == (True, held["message"])


async def test_nobody_else_goes_on_with_a_talk_burst(join: Join) -> None:
    talker, thief = await join(), await join(Role.OWNER)
    held = await talker.talk()
    error = await thief.fail("voice/talk", channel="all", resume=held["stream"])
    assert error["code"] == "not_found"


async def test_the_owner_takes_the_floor_and_others_do_not(join: Join) -> None:
    talker, family, owner = await join(), await join(), await join(Role.OWNER)
    await talker.talk()
    assert (await family.fail("voice/floor.revoke", channel="all"))["code"] == "unauthorized"
    await owner.call("voice/floor.revoke", channel="all")
    revoked = await talker.told("voice/floor.revoked")
    assert (revoked["reason"], revoked["by"]) == ("revoked", owner.user_id)
    assert (await owner.fail("voice/floor.revoke", channel="all"))["code"] == "not_found"


async def test_two_presses_at_once_give_one_floor(join: Join) -> None:
    clients = [await join(Role.OWNER) for _ in range(5)]
    for _ in range(10):
        answers = await asyncio.gather(*(client.talk() for client in clients))
        holders = [
            (client, answer)
            for client, answer in zip(clients, answers, strict=True)
            if answer["granted"]
        ]
        assert len(holders) <= 1
        for client, answer in holders:
            await client.call("voice/release", stream=answer["stream"])


async def test_whoever_speaks_keeps_the_floor_beyond_the_lease(join: Join) -> None:
    talker, other = await join(), await join(Role.OWNER)
    held = await talker.talk()
    speaking = asyncio.create_task(keep_speaking(talker, held["handler"]))
    await asyncio.sleep(0.8)
    assert (await other.talk())["reason"] == "busy"
    speaking.cancel()
    await asyncio.gather(speaking, return_exceptions=True)


async def test_a_press_that_is_over_does_not_begin_again(bench: Bench, join: Join) -> None:
    token = await bench.token(Role.FAMILY, name="Anna")
    talker, other = await join(token=token), await join(Role.OWNER)
    held = await talker.talk(nonce="press-1")
    await talker.call("voice/release", stream=held["stream"])
    talker.socket.transport.abort()
    again = await join(token=token)
    error = await again.fail("voice/talk", channel="all", nonce="press-1")
    assert error["code"] == "not_found"
    assert (await again.talk(nonce="press-2"))["granted"]
    # A nonce is a device's own: what another calls its press does not matter.
    assert (await other.talk(nonce="press-1"))["reason"] == "busy"


async def test_ten_races_have_exactly_one_holder_each(join: Join) -> None:
    clients = [await join(Role.OWNER, name=f"P{number}") for number in range(3)]
    listener = await join()
    for round_number in range(9):
        answers = await asyncio.gather(
            *(client.talk("area:hall" if round_number % 2 else "all") for client in clients)
        )
        holders = [one for one in answers if one["granted"]]
        assert len(holders) == 1, answers
        assert {one["holder"]["user"] for one in answers if not one["granted"]} == {
            client.user_id for client, one in zip(clients, answers, strict=True) if one["granted"]
        }
        for client, answer in zip(clients, answers, strict=True):
            if answer["granted"]:
                # The losers' frames, sent before they knew, go nowhere.
                for loser in clients:
                    if loser is not client:
                        await loser.say(1, spoken(3, first=900))
                await client.say(answer["handler"], spoken(2))
                done = await client.call("voice/release", stream=answer["stream"])
                assert done["frames"] == 2
    await listener.ask("ping")
    assert all(
        frame.payload[1:5] < (900).to_bytes(4)
        for frames in listener.heard.values()
        for frame in frames
    )


async def test_an_emergency_waits_for_no_queue_and_not_for_another_emergency(join: Join) -> None:
    first, waiting, urgent, more = [
        await join(Role.OWNER, name=name) for name in ("A", "B", "C", "D")
    ]
    await first.talk()
    assert (await waiting.talk(queue=True))["reason"] == "queued"
    assert (await urgent.talk(priority=3))["granted"]
    assert (await first.told("voice/floor.revoked"))["reason"] == "preempted"
    floor = await waiting.told("voice/floor")
    while floor["state"] != "emergency":
        floor = await waiting.told("voice/floor")
    assert floor["holder"]["user"] == urgent.user_id
    denied = await more.talk(priority=3)
    assert (denied["granted"], denied["reason"]) == (False, "busy")


async def test_a_lease_that_has_run_out_is_not_resumed(bench: Bench, join: Join) -> None:
    token = await bench.token(Role.FAMILY, name="Anna")
    talker, listener = await join(token=token), await join(Role.OWNER)
    held = await talker.talk()
    await talker.say(held["handler"], spoken(2))
    talker.socket.transport.abort()
    assert (await listener.told("voice/stream.stop"))["reason"] == "disconnected"
    again = await join(token=token)
    error = await again.fail("voice/talk", channel="all", resume=held["stream"])
    assert error["code"] == "not_found"


async def test_a_second_connection_takes_a_talk_over_and_the_first_is_free(
    bench: Bench, join: Join
) -> None:
    token = await bench.token(Role.FAMILY, name="Anna")
    first, listener = await join(token=token), await join(Role.OWNER)
    second = await join(token=token)
    held = await first.talk()
    said = spoken(6)
    await first.say(held["handler"], said[:2])
    await first.ask("ping")
    resumed = await second.talk(resume=held["stream"])
    assert resumed["granted"]
    # What the old connection still sends is nobody's, and it may not speak as if it were two.
    await first.say(held["handler"], spoken(2, first=700))
    assert (await first.talk())["reason"] == "busy"
    await first.ask("ping")
    await second.say(resumed["handler"], said[2:4])
    first.socket.transport.abort()
    await second.say(resumed["handler"], said[4:])
    start = await listener.told("voice/stream.start")
    assert list(await listener.hears(start["handler"], 6)) == said
    done = await second.call("voice/release", stream=held["stream"])
    assert (done["reason"], done["frames"]) == ("released", 6)
