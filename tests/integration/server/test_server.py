"""The server as the hub uses it: gateways at the door, pages and probes, start and stop."""

import asyncio
import contextlib

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from embedded_hub.core.people import Role
from embedded_hub.server.handshake import GATEWAY_PROTOCOL
from tests.integration.server.conftest import GATEWAY, Bench, Client

SPOKEN = [Subprotocol(GATEWAY_PROTOCOL)]


async def refused(bench: Bench, gateway_id: str, token: str) -> int:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(
            bench.server.gateway_url + gateway_id,
            subprotocols=SPOKEN,
            additional_headers={"Authorization": f"Bearer {token}"},
        )
    return refusal.value.response.status_code


async def test_a_gateway_is_let_in_by_its_own_token_and_home(bench: Bench) -> None:
    token = await bench.token(Role.GATEWAY)
    assert await refused(bench, "another", token) == 403
    assert await refused(bench, GATEWAY, await bench.token(Role.OWNER)) == 403
    assert await refused(bench, GATEWAY, "hw1.aaaaaaaa.no") == 401
    async with connect(
        bench.server.gateway_url + GATEWAY,
        subprotocols=SPOKEN,
        additional_headers={"Authorization": f"Bearer {token}"},
    ):
        assert len(bench.gateway_connections) == 1


async def test_a_gateway_s_guesses_are_limited_as_a_person_s_are(bench: Bench) -> None:
    statuses = [await refused(bench, GATEWAY, "hw1.aaaaaaaa.no") for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2


async def test_revoking_a_gateway_s_token_ends_its_connection(bench: Bench, owner: Client) -> None:
    token = await bench.token(Role.GATEWAY)
    async with connect(
        bench.server.gateway_url + GATEWAY,
        subprotocols=SPOKEN,
        additional_headers={"Authorization": f"Bearer {token}"},
    ) as gateway:
        await owner.call("home/tokens/revoke", token_id=token.split(".")[1])
        with contextlib.suppress(ConnectionClosed):
            await gateway.recv()
        assert gateway.close_code == 4001
    assert await refused(bench, GATEWAY, token) == 401


async def test_pages_and_probes_tell_a_stranger_nothing(bench: Bench, owner: Client) -> None:
    await owner.call("home/configure", name="Rosenweg 7")
    base = f"http://127.0.0.1:{bench.server.port}"
    async with aiohttp.ClientSession() as session:
        texts = []
        for path in ("/", "/tokens.css", "/livez", "/readyz", "/metrics", "/nothing"):
            async with session.get(base + path) as answer:
                texts.append(await answer.text())
                assert answer.status == (404 if path == "/nothing" else 200)
                assert "Server" not in answer.headers
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
    told = "".join(texts)
    for secret in ("Rosenweg", "Kitchen", "lamp", "1.2.3", "2024.3", "owner"):
        assert secret not in told
    assert "Homewire" in texts[0]
    assert "homewire_connections 1\n" in texts[4]


async def test_the_web_client_comes_with_a_policy_and_is_not_sent_twice(bench: Bench) -> None:
    base = f"http://127.0.0.1:{bench.server.port}"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}/tokens.css") as whole:
            assert whole.content_type == "text/css"
            assert (
                f"wss://127.0.0.1:{bench.server.port}" in whole.headers["Content-Security-Policy"]
            )
            length, tag = len(await whole.read()), whole.headers["ETag"]
        async with session.head(f"{base}/tokens.css") as head:
            assert (head.status, head.content_length, await head.read()) == (200, length, b"")
        async with session.get(f"{base}/tokens.css", headers={"If-None-Match": tag}) as again:
            assert (again.status, await again.read()) == (304, b"")
        async with session.get(f"{base}/shell.json") as shell:
            listed = await shell.json()
            assert {"/", "/pair", "/tokens.css"} <= set(listed["files"])
        for name in listed["files"]:
            async with session.get(base + name) as one:
                assert one.status == 200, name
        async with session.get(f"{base}/fonts/icons.json") as names:
            assert (await names.json())["lightbulb"] == "f0335"
        async with session.get(f"{base}/fonts/icons.ttf") as font:
            assert font.content_type == "font/ttf"
            assert len(await font.read()) == font.content_length
        async with session.get(f"{base}/pair") as page:
            assert page.content_type == "text/html"
        async with session.head(f"{base}/api/websocket", headers={"Upgrade": "websocket"}) as no:
            assert no.status == 405


async def test_the_echo_has_the_production_path(bench: Bench) -> None:
    async with connect(f"ws://127.0.0.1:{bench.server.port}/api/echo") as client:
        await client.send("hello")
        assert await client.recv() == "hello"


async def test_a_port_in_use_is_said_so(bench: Bench) -> None:
    other = Bench(port=bench.server.port)
    with pytest.raises(OSError, match="in use"):
        await other.server.start()


async def test_stopping_twice_is_fine_and_leaves_no_task(bench: Bench, owner: Client) -> None:
    await bench.server.stop(0.1)
    await bench.server.stop(0.1)
    await owner.closed()
    await owner.socket.close()
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert "pinger" not in names
