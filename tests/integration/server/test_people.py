"""Persons, their devices and what they did, over real sockets."""

import asyncio
import base64
import struct
from typing import Any

import pytest

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench, Client, Connect

PICTURE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 64, 48) + bytes(5)


async def person(client: Client, name: str) -> dict[str, Any]:
    people = await client.call("home/people/list")
    return next(one for one in people if one["name"] == name)


async def test_the_owner_sees_persons_with_devices_and_the_family_their_names(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    family = await enter(Role.FAMILY, name="Fay")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    await bench.token(Role.GATEWAY)
    listed = await owner.call("home/people/list")
    assert [(one["name"], one["role"]) for one in listed] == [
        ("Olga", "owner"),
        ("Fay", "family"),
        ("Gus", "guest"),
    ]
    assert all(one["is_here"] and one["devices"][0]["is_online"] for one in listed)
    assert listed[2]["area_ids"] == ["kitchen"]
    seen = await family.call("home/people/list")
    assert "devices" not in seen[0]
    assert seen[1]["is_me"]
    assert [one["name"] for one in await guest.call("home/people/list")] == ["Gus"]


async def test_persons_are_added_changed_and_removed_and_everybody_follows(
    enter: Connect,
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    await owner.subscribe("home/people/subscribe")
    assert len((await owner.event())["people"]) == 1
    added = await owner.call(
        "home/people/add",
        name="Gus",
        role="guest",
        area_ids=["kitchen"],
        hours=[{"days": [0, 1], "from": 540, "to": 1320}],
        expires_at=4e9,
    )
    assert added["hours"] == [{"days": [0, 1], "from": 540, "to": 1320}]
    assert (await owner.event())["people"][1]["person_id"] == added["person_id"]
    changed = await owner.call(
        "home/people/change", person_id=added["person_id"], role="family", name="Gustav"
    )
    assert (changed["role"], changed["name"], changed["area_ids"]) == ("family", "Gustav", [])
    await owner.call("home/people/remove", person_id=added["person_id"])
    entries = await owner.call("home/audit/list", kind="person/")
    assert [(one["kind"], one["user_name"]) for one in entries] == [
        ("person/removed", "Olga"),
        ("person/changed", "Olga"),
        ("person/added", "Olga"),
    ]


async def test_a_guest_loses_a_room_while_they_look_at_it(enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    await guest.subscribe("subscribe_entities")
    assert "light.lamp" in (await guest.event())["a"]
    gus = (await person(owner, "Gus"))["person_id"]
    await owner.call("home/people/change", person_id=gus, area_ids=["hall"])
    gone: set[str] = set()
    while "light.lamp" not in gone:
        gone |= set((await guest.event()).get("r", ()))
    answer = await guest.fail(
        "call_service", domain="light", service="turn_on", target={"entity_id": "light.lamp"}
    )
    assert answer["translation_key"] == "entity_not_found"


async def test_a_visit_ends_by_itself(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    assert (await guest.call("home/info"))["access"] is None
    gus = (await person(owner, "Gus"))["person_id"]
    ends_at = bench.home.clock.utc_s() + 0.2
    await owner.call("home/people/change", person_id=gus, expires_at=ends_at)
    async with asyncio.timeout(5):
        code, _ = await guest.closed()
    assert code == 4001
    assert not (await person(owner, "Gus"))["is_here"]


async def test_outside_their_hours_a_guest_is_told_so(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    gus = (await person(owner, "Gus"))["person_id"]
    now = bench.home.clock.utc_s()
    tomorrow = (int(now // 86_400) + 3 + 2) % 7  # the first of January 1970 was a Thursday
    hours = [{"days": [tomorrow], "from": 720, "to": 721}]
    await owner.call("home/people/change", person_id=gus, hours=hours)
    assert (await guest.call("home/info"))["access"] == {
        "is_open": False,
        "hours": hours,
        "expires_at": None,
    }
    assert await guest.call("get_states") == []
    fields = {"channel": "area:kitchen", "text": "x", "nonce": "n"}
    assert (await guest.fail("message/send", **fields))["code"] == "not_found"
    assert (await guest.call("message/list"))["messages"] == []
    assert await guest.call("voice/channels") == []
    await owner.call("home/people/change", person_id=gus, hours=[])
    assert [one["entity_id"] for one in await guest.call("get_states")] != []


async def test_another_role_ends_the_connection_and_the_next_one_has_it(
    bench: Bench, enter: Connect, stranger: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    token = await bench.token(Role.FAMILY, name="Fay")
    family = await stranger()
    await family.auth(token)
    fay = (await person(owner, "Fay"))["person_id"]
    await owner.call("home/people/change", person_id=fay, role="guest")
    assert (await family.closed())[0] == 1012
    again = await stranger()
    assert (await again.auth(token))["type"] == "auth_ok"
    assert (await again.call("home/info"))["role"] == "guest"


async def test_a_device_is_revoked_where_it_is_connected(
    bench: Bench, enter: Connect, stranger: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    token = await bench.token(Role.FAMILY, name="Fay")
    family = await stranger()
    await family.auth(token)
    listed = await owner.call("home/sessions/list")
    mine = next(one for one in listed if one["user_name"] == "Fay")
    assert mine["connections"][0]["address"]
    assert (mine["is_online"], mine["is_current"]) == (True, False)
    assert [one["is_current"] for one in await family.call("home/sessions/list")] == [True]
    await owner.call("home/sessions/revoke", token_id=mine["token_id"])
    assert (await family.closed())[0] == 4001
    again = await stranger()
    assert (await again.auth(token))["type"] == "auth_invalid"


async def test_revoke_all_but_this_leaves_this(
    bench: Bench, enter: Connect, stranger: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    mine = [await bench.token(Role.OWNER, name="Olga") for _ in range(2)]
    family = await enter(Role.FAMILY, name="Fay")
    gateway = await bench.token(Role.GATEWAY)
    others = []
    for token in mine:
        others.append(await stranger())
        await others[-1].auth(token)
    assert await owner.call("home/sessions/revoke_others") == {"revoked": 2}
    assert [(await one.closed())[0] for one in others] == [4001, 4001]
    await family.call("home/info")
    assert await owner.call("home/sessions/revoke_others", everyone=True) == {"revoked": 1}
    assert (await family.closed())[0] == 4001
    assert await bench.home.people.authenticate(gateway) is not None
    await owner.call("home/info")


async def test_nobody_but_the_owner_manages_others(enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    family = await enter(Role.FAMILY, name="Fay")
    olga, fay = [(await person(owner, name))["person_id"] for name in ("Olga", "Fay")]
    device = (await person(owner, "Olga"))["devices"][0]["token_id"]
    for type_, fields, code in [
        ("home/people/add", {"name": "X", "role": "owner"}, "unauthorized"),
        ("home/people/change", {"person_id": olga, "name": "X"}, "unauthorized"),
        ("home/people/change", {"person_id": fay, "role": "owner"}, "unauthorized"),
        ("home/people/change", {"person_id": fay, "name": "X", "role": "owner"}, "unauthorized"),
        ("home/people/remove", {"person_id": fay}, "unauthorized"),
        ("home/people/avatar", {"person_id": olga, "image": None}, "unauthorized"),
        ("home/sessions/revoke", {"token_id": device}, "not_found"),
        ("home/sessions/revoke_others", {"everyone": True}, "unauthorized"),
        ("home/audit/list", {"person_id": olga}, "unauthorized"),
    ]:
        assert (await family.fail(type_, **fields))["code"] == code, type_
    forged = "\u202eFaye\n\x07 "
    assert (await family.call("home/people/change", person_id=fay, name=forged))["name"] == "Faye"
    assert [one["user_name"] for one in await family.call("home/audit/list")] == ["Faye"]


async def test_a_picture_is_shown_to_those_who_know_the_person(enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    family = await enter(Role.FAMILY, name="Fay")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    fay = (await person(owner, "Fay"))["person_id"]
    image = base64.b64encode(PICTURE).decode()
    changed = await family.call("home/people/avatar", person_id=fay, image=image)
    assert changed["avatar"]
    assert await owner.call("home/people/avatar.get", person_id=fay) == {
        "mime": "image/png",
        "image": image,
    }
    assert (await guest.fail("home/people/avatar.get", person_id=fay))["code"] == "not_found"
    for wrong in ("@@@", base64.b64encode(b"<svg/>").decode(), "A" * 70_001):
        assert (await family.fail("home/people/avatar", person_id=fay, image=wrong))["code"] in (
            "invalid_info",
            "invalid_format",
        )
    await family.call("home/people/avatar", person_id=fay, image=None)
    assert (await owner.fail("home/people/avatar.get", person_id=fay))["code"] == "not_found"


@pytest.mark.parametrize("bad", [{"hours": [{"days": [7], "from": 0, "to": 1}]}, {"role": "king"}])
async def test_what_cannot_be_is_refused(enter: Connect, bad: dict[str, Any]) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    fields = {"name": "X", "role": "guest"} | bad
    assert (await owner.fail("home/people/add", **fields))["code"] == "invalid_format"
