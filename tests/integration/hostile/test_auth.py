"""Guessing gains nothing and locks nobody out."""

import asyncio
import json

import pytest

from tests.integration.hostile.hubs import Hub, canary, enter
from tests.integration.hostile.wire import BINARY, Raw, frame, head


async def first(hub: Hub, data: bytes, until: bytes) -> bytes:
    async with await Raw.open(hub.port, head() + data) as raw:
        return await raw.rest(until=until)


def auth(token: object) -> bytes:
    return frame(json.dumps({"type": "auth", "access_token": token}).encode())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (frame(b'{"id":1,"type":"get_states"}'), b"auth_invalid"),
        (frame(b'[{"type":"auth"}]'), b"auth_invalid"),
        (auth(5), b"auth_invalid"),
        (auth("hw1.a\0.b"), b"auth_invalid"),
        (auth("x" * 5000), b"must be small"),
        (frame(b"{}", BINARY), b"must be text"),
        (frame(b"zz"), b"not JSON"),
    ],
)
async def test_a_first_message_that_is_no_token_ends_it(
    hub: Hub, data: bytes, expected: bytes
) -> None:
    assert expected in await first(hub, data, expected)


async def test_a_storm_of_tokens_is_hardly_judged_and_the_owner_comes_in(hub: Hub) -> None:
    async with canary(hub):
        tries = (
            first(hub, auth(f"hw1.aaaaaaa{n % 10}.{'x' * 43}"), b"auth_invalid") for n in range(100)
        )
        said = await asyncio.gather(*tries)
        assert sum(b"Invalid access token" in one for one in said) <= 20
        async with asyncio.timeout(1), enter(hub):
            pass


async def test_five_wrong_tries_burn_a_pairing_code(hub: Hub) -> None:
    async with enter(hub) as owner:
        offer = await owner.result("home/pairing/open", role="owner")
    code = offer["url"].partition("#c=")[2][:16]
    guess = frame(b'{"type":"pair","code":"0000-0000","name":"x"}')
    said = await asyncio.gather(*(first(hub, guess, b"left") for _ in range(30)))
    assert not any(b'"paired"' in one for one in said)
    right = frame(json.dumps({"type": "pair", "code": code, "name": "x"}).encode())
    assert b'"paired"' not in await first(hub, right, b"left")
    assert code not in hub.log


async def test_a_revoked_token_ends_its_sockets_and_opens_none(hub: Hub) -> None:
    token = hub.token("family", "--name", "Lost phone")
    async with enter(hub, token) as lost, enter(hub) as owner:
        (known,) = [
            one for one in await owner.result("home/tokens/list") if one["name"] == "Lost phone"
        ]
        await owner.result("home/tokens/revoke", token_id=known["id"])
        async with asyncio.timeout(1):
            await lost.socket.wait_closed()
        assert lost.socket.close_code == 4001
    assert b"auth_invalid" in await first(hub, auth(token), b"auth_invalid")


async def test_a_token_that_ends_makes_none_that_outlives_it(hub: Hub, family: str) -> None:
    async with enter(hub, family) as client:
        day = await client.result("auth/long_lived_access_token", client_name="Day", lifespan=1)
    async with enter(hub, day) as client:
        await client.result("auth/long_lived_access_token", client_name="Ages", lifespan=3650)
    async with enter(hub) as owner:
        tokens = {one["name"]: one for one in await owner.result("home/tokens/list")}
    assert tokens["Ages"]["expires_at"] <= tokens["Day"]["expires_at"]


async def test_a_gateways_token_opens_no_home(hub: Hub, gateway: str) -> None:
    async with enter(hub, gateway) as client:
        for command in ("get_states", "get_config", "subscribe_entities", "home/tokens/list"):
            assert await client.code(command) == "unauthorized"
