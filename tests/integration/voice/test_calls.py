"""Dropping in on one another over real sockets: asked first, or allowed before; never unseen."""

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench
from tests.integration.voice.conftest import Join, spoken


async def test_a_call_is_answered_and_both_speak_at_once(join: Join) -> None:
    anna, ben, eve = await join(name="Anna"), await join(name="Ben"), await join(Role.OWNER)
    call = await anna.call("voice/dropin", target=f"user:{ben.user_id}", mode="duplex")
    assert (call["state"], call["opens_microphone"]) == ("ringing", False)
    rings = await ben.told("voice/call")
    assert (rings["from"]["name"], rings["opens_microphone"]) == ("Anna", False)
    answered = await ben.call("voice/dropin.answer", call=call["call"], accept=True)
    active = await anna.told("voice/call")
    while active["state"] != "active":
        active = await anna.told("voice/call")
    assert active["opens_microphone"]
    assert answered["opens_microphone"]
    there, back = await anna.talk(active["talk"]), await ben.talk(answered["talk"])
    assert there["granted"]
    assert back["granted"]
    await anna.say(there["handler"], spoken(3))
    await ben.say(back["handler"], spoken(4, first=50))
    start = await ben.told("voice/stream.start")
    assert list(await ben.hears(start["handler"], 3)) == spoken(3)
    start = await anna.told("voice/stream.start")
    assert list(await anna.hears(start["handler"], 4)) == spoken(4, first=50)
    await anna.call("voice/dropin.end", call=call["call"])
    ended = await ben.told("voice/call")
    while ended["state"] != "ended":
        ended = await ben.told("voice/call")
    assert (ended["reason"], ended["opens_microphone"]) == ("hung_up", False)
    assert (await ben.told("voice/floor.revoked"))["reason"] == "revoked"
    await eve.ask("ping")
    assert eve.heard == {}


async def test_who_is_allowed_before_is_connected_at_once_and_seen(join: Join) -> None:
    anna, ben = await join(name="Anna"), await join(name="Ben")
    mine = f"user:{ben.user_id}"
    await ben.call("voice/dropin.allow", target=mine, users=[anna.user_id])
    assert await anna.call("voice/dropin.allowed") == {mine: [anna.user_id]}
    call = await anna.call("voice/dropin", target=mine, mode="listen")
    assert (call["state"], call["opens_microphone"], call["talk"]) == ("active", False, None)
    seen = await ben.told("voice/call")
    assert (seen["state"], seen["opens_microphone"]) == ("active", True)
    assert seen["from"]["name"] == "Anna"
    # Whoever comes later sees it too.
    picture = await ben.call("voice/subscribe")
    assert [(one["state"], one["opens_microphone"]) for one in picture["calls"]] == [
        ("active", True)
    ]


async def test_nobody_allows_it_for_somebody_else(join: Join) -> None:
    anna, ben, owner = await join(name="Anna"), await join(name="Ben"), await join(Role.OWNER)
    for who in (anna, owner):
        error = await who.fail(
            "voice/dropin.allow", target=f"user:{ben.user_id}", users=[anna.user_id]
        )
        assert error["code"] == "unauthorized"
    error = await anna.fail("voice/dropin.allow", target="all", users=[])
    assert error["code"] == "unauthorized"
    error = await anna.fail("voice/dropin.allow", target="user:nobody", users=[])
    assert error["code"] == "not_found"


async def test_who_is_not_to_be_disturbed_and_who_is_not_there_are_not_called(
    bench: Bench, join: Join
) -> None:
    anna, ben = await join(name="Anna"), await join(name="Ben")
    await ben.call("voice/prefs", dnd_until=4_000_000_000)
    error = await anna.fail("voice/dropin", target=f"user:{ben.user_id}")
    assert error["code"] == "not_allowed"
    absent = await bench.token(Role.FAMILY, name="Eve")
    principal = await bench.home.people.authenticate(absent)
    assert principal is not None
    error = await anna.fail("voice/dropin", target=f"user:{principal.user.id}")
    assert error["code"] == "not_allowed"
    guest = await join(Role.GUEST, "kitchen")
    error = await guest.fail("voice/dropin", target=f"user:{anna.user_id}")
    assert error["code"] == "not_found"


async def test_a_stranger_to_a_call_neither_answers_nor_ends_it(join: Join) -> None:
    anna, ben, eve = await join(name="Anna"), await join(name="Ben"), await join(Role.OWNER)
    call = await anna.call("voice/dropin", target=f"user:{ben.user_id}")
    for command in ("voice/dropin.end", "voice/dropin.answer"):
        fields = {"accept": True} if command.endswith("answer") else {}
        error = await eve.fail(command, call=call["call"], **fields)
        assert error["code"] == "not_found"
    error = await eve.fail("voice/dropin.answer", call="none", accept=True)
    assert error["code"] == "not_found"


async def test_a_called_guest_talks_back_and_only_then(join: Join) -> None:
    anna, guest = await join(name="Anna"), await join(Role.GUEST, "kitchen", name="Gus")
    call = await anna.call("voice/dropin", target=f"user:{guest.user_id}")
    answered = await guest.call("voice/dropin.answer", call=call["call"], accept=True)
    back = await guest.talk(answered["talk"])
    assert back["granted"]
    await guest.say(back["handler"], spoken(2))
    start = await anna.told("voice/stream.start")
    assert list(await anna.hears(start["handler"], 2)) == spoken(2)
    await guest.call("voice/dropin.end", call=call["call"])
    assert (await guest.fail("voice/talk", channel=answered["talk"]))["code"] == "not_found"


async def test_what_only_listens_and_what_only_speaks_may_come_in(join: Join) -> None:
    talker = await join(name="Anna", decode=[])
    listener = await join(name="Ben", encode=[])
    held = await talker.talk()
    assert held["listeners"] == 1
    await talker.say(held["handler"], spoken(2))
    start = await listener.told("voice/stream.start")
    assert list(await listener.hears(start["handler"], 2)) == spoken(2)
    other = await join(Role.OWNER)
    await talker.call("voice/release", stream=held["stream"])
    mine = await other.talk()
    await other.say(mine["handler"], spoken(2))
    await listener.told("voice/stream.start")
    await talker.ask("ping")
    assert talker.heard == {}
