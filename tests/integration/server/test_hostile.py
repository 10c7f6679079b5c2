"""Clients that mean harm or merely behave badly: bounded themselves, unnoticed by all others."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator

import msgspec
import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from embedded_hub.core.people import Role
from embedded_hub.model.ids import EntityId
from embedded_hub.server.outbox import Outbox
from tests.integration.server.conftest import LIMITS, Bench, Client, Connect

CANARY_S = 1.0
MiB = 1024 * 1024
TEXT = "x" * 20_000


class RawClient:
    """A client that authenticates and then does with its socket what it likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, message: object) -> None:
        self.send_frame(0x81, msgspec.json.encode(message))

    def send_frame(self, first: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = bytes((first, 0x80 | size))
        elif size < 65536:
            head = bytes((first, 0x80 | 126)) + size.to_bytes(2)
        else:
            head = bytes((first, 0x80 | 127)) + size.to_bytes(8)
        self.writer.write(head + bytes(4) + payload)

    def stop_reading(self) -> None:
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]

    async def close(self) -> None:
        self.writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


@pytest.fixture
async def raw(bench: Bench) -> AsyncIterator[RawClient]:
    client = await open_raw(bench, await bench.token(Role.OWNER))
    yield client
    await client.close()


async def open_raw(bench: Bench, token: str) -> RawClient:
    # A small window makes the server feel a client that does not read after 64 KB, not after MBs.
    reader, writer = await asyncio.open_connection("127.0.0.1", bench.server.port, limit=1024)
    writer.write(
        b"GET /api/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    client = RawClient(reader, writer)
    client.send({"type": "auth", "access_token": token})
    await reader.readuntil(b"auth_ok")
    return client


def outbox_of(bench: Bench, scope: str = "all") -> Outbox:
    """The outbox of the one client that follows states."""
    fanout = bench.server._feeds[bench.home.id].fanout
    (audience,) = fanout._audiences.values()
    assert audience.scope.key == scope
    (outbox,) = audience.members
    return outbox


async def fill(bench: Bench, outbox: Outbox) -> None:
    """Let states change until the client's socket and transport take no more."""
    async with asyncio.timeout(10):
        while outbox.is_clear:
            bench.report("lamp", "on", note=TEXT + str(bench.home.states.sequence))
            await asyncio.sleep(0.001)


async def canary(client: Client) -> float:
    """How long a well-behaved client waits for an answer."""
    started = asyncio.get_running_loop().time()
    assert (await client.ask("ping"))["type"] == "pong"
    return asyncio.get_running_loop().time() - started


async def test_a_client_that_never_reads_loses_freshness_and_nobody_else_does(
    bench: Bench, raw: RawClient, enter: Connect
) -> None:
    raw.send({"id": 1, "type": "subscribe_entities"})
    await raw.reader.readuntil(b'"a":{')
    raw.stop_reading()
    friend = await enter(Role.FAMILY)
    outbox = outbox_of(bench)
    await fill(bench, outbox)
    for number in range(1000):
        bench.report("lamp", "on", note=f"{number}{TEXT}")
        bench.report("heat", str(number))
        if number % 100 == 0:
            assert await canary(friend) < CANARY_S
    assert outbox.waiting_bytes == 0
    assert outbox.is_open


async def test_a_client_that_reads_again_gets_the_newest_values(
    bench: Bench, raw: RawClient
) -> None:
    raw.send({"id": 1, "type": "subscribe_entities"})
    await raw.reader.readuntil(b'"a":{')
    raw.stop_reading()
    await fill(bench, outbox_of(bench))
    for number in range(50):
        bench.report("lamp", "on", note=f"{TEXT}-{number}")
    bench.home.states.remove(EntityId("switch.fan"))
    bench.report("spot", "on")
    raw.writer.transport.resume_reading()  # type: ignore[attr-defined]
    received = b""
    while b'"r":["switch.fan"]' not in received:
        received += await raw.reader.read(65536)
    assert b"x-49" in received
    assert b"x-48" not in received
    bench.report("lamp", "off")
    while b'"s":"off"' not in received[-2000:]:
        received += await raw.reader.read(65536)


async def test_a_client_that_asks_and_never_reads_is_cut(
    bench: Bench, raw: RawClient, enter: Connect
) -> None:
    friend = await enter(Role.FAMILY)
    for number in range(200):
        bench.report("lamp", "on", **{f"a{number}": "x" * 1000 for number in range(100)})
    raw.stop_reading()
    for number in range(1, 2000):
        raw.send({"id": number, "type": "get_states"})
    before = memory_bytes()
    async with asyncio.timeout(10):
        while bench.server._listener.connection_count > 1:
            assert await canary(friend) < CANARY_S
            await asyncio.sleep(0.05)
    assert memory_bytes() - before < 64 * MiB


async def test_a_client_that_cannot_keep_up_with_events_is_cut(
    bench: Bench, raw: RawClient, enter: Connect
) -> None:
    friend = await enter(Role.FAMILY)
    raw.send({"id": 1, "type": "subscribe_events", "event_type": "state_changed"})
    await raw.reader.readuntil(b'"success":true')
    raw.stop_reading()
    text = "x" * 5000
    async with asyncio.timeout(20):
        while bench.server._listener.connection_count > 1:
            for _ in range(20):
                bench.report("lamp", "on", note=text + str(bench.home.states.sequence))
            await asyncio.sleep(0)
    assert await canary(friend) < CANARY_S


async def test_a_storm_of_commands_does_not_starve_others(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    friend = await enter(Role.FAMILY)
    storm = [{"id": number, "type": "get_services"} for number in range(1, 1001)]
    await owner.send(storm)
    assert await canary(friend) < CANARY_S
    assert (await owner.answer(1000))["success"]


async def test_a_flood_of_tiny_messages_does_not_starve_others(
    bench: Bench, raw: RawClient, enter: Connect
) -> None:
    friend = await enter(Role.FAMILY)
    for number in range(1, 50_000):
        raw.send({"id": number, "type": "ping"})
    waits = [await canary(friend) for _ in range(5)]
    assert max(waits) < CANARY_S


async def test_messages_just_too_large_or_in_endless_pieces_end_only_their_sender(
    bench: Bench, enter: Connect
) -> None:
    friend = await enter(Role.FAMILY)
    large, pieces, split = await enter(), await enter(), await enter()
    with contextlib.suppress(ConnectionClosed):
        await large.socket.send("x" * (LIMITS.message_bytes + 1))
    assert (await large.closed())[0] == 1009
    with contextlib.suppress(ConnectionClosed):
        await pieces.socket.send("x" * 300 for _ in range(5000))
    assert (await pieces.closed())[0] == 1009
    whole = msgspec.json.encode({"id": 1, "type": "ping", "pad": "x" * 1000}).decode()
    await split.socket.send(iter([whole[:500], whole[500:]]))
    assert (await split.answer(1))["type"] == "pong"
    assert await canary(friend) < CANARY_S


async def test_frames_that_break_the_protocol_are_closed_1002(bench: Bench) -> None:
    for first in (0x83, 0xC1, 0x80, 0x09):
        client = await open_raw(bench, await bench.token(Role.OWNER))
        client.send_frame(first, b"x")
        ending = await client.reader.read()
        assert b"\x03\xea" in ending  # 1002
        await client.close()


async def test_an_unmasked_frame_is_closed(bench: Bench, raw: RawClient) -> None:
    raw.writer.write(b"\x81\x02{}")
    assert b"\x03\xea" in await raw.reader.read()


async def test_text_that_json_can_hold_and_utf_8_cannot_harms_nobody(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    friend = await enter(Role.OWNER)
    await friend.subscribe("subscribe_events")
    await owner.socket.send(
        r'{"id":1,"type":"fire_event","event_type":"x","event_data":{"text":"\ud800"}}'
    )
    with contextlib.suppress(ConnectionClosed):
        await owner.answer(1)
    assert await canary(friend) < CANARY_S


async def test_a_message_that_says_two_things_gets_one_answer(owner: Client) -> None:
    await owner.socket.send('{"id":7,"id":8,"type":"get_states","type":"ping"}')
    assert await owner.answer(8)
    assert (await owner.ask("ping"))["error"]["code"] == "id_reuse"


async def test_a_crowd_that_comes_back_at_once_is_let_in(bench: Bench) -> None:
    token = await bench.token(Role.FAMILY)
    clients = await asyncio.gather(*(open_raw(bench, token) for _ in range(300)))
    assert bench.server._listener.connection_count == 300
    for client in clients:
        await client.close()


async def test_many_connections_that_come_and_go_leave_nothing_behind(
    bench: Bench, enter: Connect
) -> None:
    for _ in range(30):
        client = await enter(Role.FAMILY)
        await client.subscribe("subscribe_entities")
        await client.subscribe("subscribe_events", event_type="state_changed")
        await client.subscribe("persistent_notification/subscribe")
        client.socket.transport.abort()
        await client.socket.wait_closed()
    feed = bench.server._feeds[bench.home.id]
    async with asyncio.timeout(5):
        while bench.server._listener.connection_count:
            await asyncio.sleep(0.01)
    assert not feed.fanout._audiences
    assert not feed.fanout._event_audiences
    assert bench.home.sessions.count == 0
    assert len(bench.server._tasks) == 0
    gc.collect()
    assert not [thing for thing in gc.get_objects() if isinstance(thing, Outbox)]


def memory_bytes() -> int:
    """What this process holds of the machine's memory."""
    return int(psutil.Process().memory_info().rss)
