"""Letting a device in over real sockets: the owner on one, the new device on another."""

from typing import Any

import pytest
import segno

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench, Client, Connect


def code_in(url: str) -> str:
    return url.partition("#c=")[2].partition("&")[0]


async def ask_in(stranger: Connect, code: str, name: str = "Phone") -> Client:
    client = await stranger()
    await client.receive()
    await client.send({"type": "pair", "code": code, "name": name, "nonce": "n"})
    return client


@pytest.fixture
async def offer(owner: Client) -> dict[str, Any]:
    opened: dict[str, Any] = await owner.call("home/pairing/open", role="family", name="Anna")
    return opened


async def test_a_scanned_code_is_worth_one_token(
    bench: Bench, owner: Client, offer: dict[str, Any], stranger: Connect
) -> None:
    code = code_in(offer["url"])
    client = await ask_in(stranger, "AAAAAAAAAAAAAAAA")
    assert await client.receive() == {"type": "pair_failed", "left": 4}
    await client.send({"type": "pair", "code": code, "name": "Phone"})
    paired = await client.receive()
    assert (paired["type"], paired["role"], paired["ca_spki"]) == ("paired", "family", None)
    assert (await client.closed())[0] == 1000
    assert (await (await stranger()).auth(paired["token"]))["type"] == "auth_ok"
    listed = await owner.call("home/tokens/list")
    assert [one["name"] for one in listed if one["id"] == paired["device_id"]] == ["Phone"]
    await bench.home.notice_sources.settle()
    [news] = (await owner.call("notice/list"))["notices"]
    assert news["text"] == "Phone has come in: Anna."
    again = await ask_in(stranger, code)
    assert (await again.receive())["type"] == "pair_failed"


async def test_a_typed_code_waits_for_the_owner(
    owner: Client, offer: dict[str, Any], stranger: Connect
) -> None:
    await owner.subscribe("home/pairing/subscribe")
    assert (await owner.event())["state"] == "open"
    client = await ask_in(stranger, offer["code"], "Pixel 8")
    shown = await client.receive()
    counted = await owner.event()
    asking = counted if counted["state"] == "asking" else await owner.event()
    assert shown == {"type": "pair_confirm", "words": asking["words"]}
    assert asking["device"] == "Pixel 8"
    await owner.call("home/pairing/confirm", request_id=asking["request_id"], accept=True)
    assert (await client.receive())["type"] == "paired"
    assert (await owner.event())["state"] == "paired"


async def test_a_device_that_leaves_while_it_asks_uses_the_offer_up(
    owner: Client, offer: dict[str, Any], stranger: Connect
) -> None:
    await owner.subscribe("home/pairing/subscribe")
    client = await ask_in(stranger, offer["code"])
    await client.receive()
    await client.socket.close()
    while (await owner.event())["state"] != "closed":
        pass
    again = await ask_in(stranger, offer["code"])
    assert await again.receive() == {"type": "pair_failed", "left": 0}


async def test_the_owner_s_no_is_told(
    owner: Client, offer: dict[str, Any], stranger: Connect
) -> None:
    client = await ask_in(stranger, offer["code"])
    await client.receive()
    await owner.call("home/pairing/cancel")
    assert await client.receive() == {"type": "pair_failed", "left": 0}


async def test_what_the_owner_is_shown_is_good_for_this_machine_without_tls(
    bench: Bench, offer: dict[str, Any]
) -> None:
    assert offer["url"].startswith(f"http://127.0.0.1:{bench.server.port}/pair#c=")
    assert offer["landing_url"] is None
    assert offer["expires_in_s"] == 300
    assert offer["qr"] == [
        "".join(map(str, row)) for row in segno.make(offer["url"], error="m").matrix
    ]
    assert {len(row) for row in offer["qr"]} == {len(offer["qr"])}


@pytest.mark.parametrize("role", [Role.FAMILY, Role.GUEST, Role.TESTER])
async def test_only_the_owner_lets_people_in(enter: Connect, role: Role) -> None:
    client = await enter(role)
    for command, fields in (
        ("open", {"role": "owner"}),
        ("cancel", {}),
        ("confirm", {"request_id": "x", "accept": True}),
        ("subscribe", {}),
    ):
        assert (await client.fail(f"home/pairing/{command}", **fields))["code"] == "unauthorized"


async def test_a_guest_s_rooms_are_chosen_before_the_code_is_shown(
    bench: Bench, owner: Client, stranger: Connect
) -> None:
    wrong = await owner.fail("home/pairing/open", role="guest", area_ids=["cellar"])
    assert wrong["code"] == "invalid_info"
    assert (await owner.fail("home/pairing/open", role="family", area_ids=["kitchen"]))["code"] == (
        "invalid_info"
    )
    opened = await owner.call("home/pairing/open", role="guest", area_ids=["kitchen"])
    client = await ask_in(stranger, code_in(opened["url"]))
    token = (await client.receive())["token"]
    principal = await bench.home.people.authenticate(token)
    assert principal is not None
    assert principal.user.area_ids == ("kitchen",)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Pixel 8 ", "Pixel 8"),
        ("\x1b[2Jphone\n\u202e", "[2Jphone"),
        ("\u200b", "A device"),
        ("x" * 200, "x" * 64),
    ],
)
async def test_what_a_stranger_calls_itself_is_shown_on_one_line(
    owner: Client, offer: dict[str, Any], stranger: Connect, name: str, shown: str
) -> None:
    await owner.subscribe("home/pairing/subscribe")
    client = await ask_in(stranger, offer["code"], name)
    await client.receive()
    while (asking := await owner.event())["state"] != "asking":
        pass
    assert asking["device"] == shown


async def test_a_hub_without_tls_is_known_by_nothing(owner: Client) -> None:
    known = await owner.call("home/authority")
    assert known["addresses"] == []
    assert {value for name, value in known.items() if name != "addresses"} == {None}
    assert (await owner.fail("home/authority/rotate"))["code"] == "not_supported"
