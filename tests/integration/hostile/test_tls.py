"""Strangers who speak TLS, or pretend to: the canary stays fed, the hub stays slim."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import Iterator

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from embedded_hub.security.contexts import asking_context, pinned_context
from tests.integration.hostile.hubs import Hub, MiB, canary, enter, running


@pytest.fixture(scope="module")
def lan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running(tmp_path_factory.mktemp("lan"), "--lan") as hub:
        yield hub
        assert "Traceback" not in hub.log, hub.log[hub.log.index("Traceback") :][:4000]
        assert hub.owner.rpartition(".")[2] not in hub.log


def trusting(hub: Hub) -> ssl.SSLContext:
    pem = (hub.folder / "data" / "tls" / "authority.pem").read_text()
    return pinned_context(pem)


def hello() -> bytes:
    """What a client says first in TLS."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking_context().wrap_bio(incoming, outgoing)
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


async def held(port: int, opening: bytes) -> bytes:
    """Say something, then nothing, until the hub has had enough."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(opening)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.transport.abort()


async def test_a_crowd_of_half_handshakes_is_sent_away(lan: Hub) -> None:
    openings = [hello()[:60], hello(), b"\x16", b"\x16\x03\x01\x02\x00" + bytes(300)]
    before = lan.memory
    async with canary(lan):
        await asyncio.gather(*(held(lan.port, openings[n % 4]) for n in range(200)))
        async with asyncio.timeout(5), enter(lan):
            pass
    assert lan.memory - before < 64 * MiB


async def test_a_storm_of_whole_handshakes_disturbs_nobody(lan: Hub) -> None:
    context, before = trusting(lan), lan.memory

    async def shake_hands() -> None:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", lan.port, ssl=context)
            writer.transport.abort()

    async with canary(lan):
        for _ in range(6):
            await asyncio.gather(*(shake_hands() for _ in range(40)))
    assert lan.memory - before < 64 * MiB


async def test_endless_garbage_after_the_handshake_is_not_kept(lan: Hub) -> None:
    before = lan.memory
    async with canary(lan):
        for opening in (b"GET / HTTP/1.1\r\nX: ", b"\x00", b"POST / HTTP/1.1\r\n\r\n"):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", lan.port, ssl=trusting(lan), server_hostname=""
            )
            with contextlib.suppress(ConnectionError):
                writer.write(opening)
                for _ in range(200):
                    writer.write(b"a" * 65536)
                    await writer.drain()
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await reader.read()
            writer.transport.abort()
    assert lan.memory - before < 64 * MiB


async def test_a_storm_of_pairing_guesses_over_tls_finds_nothing(lan: Hub) -> None:
    context = trusting(lan)

    async def guess(number: int) -> str:
        with contextlib.suppress(ConnectionClosed, OSError, InvalidMessage, InvalidStatus):
            async with connect(
                f"wss://127.0.0.1:{lan.port}/api/websocket", ssl=context, proxy=None
            ) as socket:
                await socket.recv()
                code = f"{number:04}-{number:04}"
                await socket.send(json.dumps({"type": "pair", "code": code, "name": "x"}))
                return str(await socket.recv())
        return ""

    async with canary(lan):
        said = await asyncio.gather(*(guess(number) for number in range(60)))
        assert not any('"paired"' in one for one in said)
        async with asyncio.timeout(5), enter(lan):
            pass


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"]
)
async def test_nobody_guesses_more_often_by_claiming_to_be_many(lan: Hub, header: str) -> None:
    judged = 0
    for number in range(14):
        value = f"for=10.0.0.{number}" if header == "Forwarded" else f"10.0.0.{number}"
        async with connect(lan.url, additional_headers={header: value}, proxy=None) as socket:
            await socket.recv()
            await socket.send('{"type":"auth","access_token":"hw1.aaaaaaaa.guess"}')
            judged += "Invalid" in str(await socket.recv())
    assert judged <= 10


async def test_no_secret_is_readable_in_the_folder_of_certificates(lan: Hub) -> None:
    folder = lan.folder / "data" / "tls"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(one.stat().st_mode & 0o077 == 0 for one in folder.iterdir())
    assert "PRIVATE KEY" not in lan.log
