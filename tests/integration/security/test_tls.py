"""One port, two languages: real sockets, with OpenSSL as the peer."""

import asyncio
import contextlib
import os
import socket
import ssl
from pathlib import Path

import psutil
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from embedded_hub.core.people import Role
from embedded_hub.security.certificates import watch
from embedded_hub.security.contexts import asking_context
from tests.integration.security.conftest import HERE, LIMITS, MOVED, House, talk
from tests.integration.server.conftest import Client

GET = b"GET %b HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"


def certificate(client: ClientConnection) -> bytes:
    tls = client.transport.get_extra_info("ssl_object")
    shown = tls.getpeercert(binary_form=True)
    assert isinstance(shown, bytes)
    return shown


async def test_one_port_speaks_tls_and_to_this_machine_in_clear(house: House) -> None:
    async with connect(house.url("/api/echo"), ssl=house.trusting, max_size=None) as encrypted:
        assert encrypted.transport.get_extra_info("cipher")[1] == "TLSv1.3"
        for message in ("hello", b"\x00", "x" * 200_000):
            await encrypted.send(message)
            assert await encrypted.recv() == message
    async with connect(house.url("/api/echo", "ws")) as clear:
        await clear.send("hello")
        assert await clear.recv() == "hello"


async def test_a_strict_client_that_compares_names_is_content(house: House) -> None:
    pem = house.certificates.identity.authority_pem.decode()
    strict = ssl.create_default_context(cadata=pem)
    for host in ("127.0.0.1", "localhost"):
        async with connect(house.url("/api/echo", host=host), ssl=strict):
            pass
    with pytest.raises(ssl.SSLCertVerificationError):
        await connect(house.url("/api/echo"), ssl=ssl.create_default_context())


@pytest.mark.parametrize(
    "version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"]
)
async def test_both_versions_in_use_are_spoken(house: House, version: ssl.TLSVersion) -> None:
    context = house.trusting
    context.maximum_version = context.minimum_version = version
    async with connect(house.url("/api/echo"), ssl=context) as client:
        await client.send("hello")
        assert await client.recv() == "hello"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
async def test_older_versions_are_refused(house: House, version: ssl.TLSVersion) -> None:
    context = asking_context()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = version
    context.maximum_version = version
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await connect(house.url("/api/echo"), ssl=context)


async def test_weak_ciphers_are_refused(house: House) -> None:
    context = asking_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-SHA:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await connect(house.url("/api/echo"), ssl=context)


async def test_a_large_page_arrives_whole_before_the_goodbye(house: House) -> None:
    answered = await talk(
        house.server.port, GET % (b"/fonts/icons.ttf", house.server.port), house.trusting
    )
    head, _, body = answered.partition(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    assert len(body) == int(length.split()[1]) > 1_000_000


async def test_a_page_is_no_page_of_another_scheme(house: House) -> None:
    origin = f"http://127.0.0.1:{house.server.port}"
    with pytest.raises(InvalidStatus) as refused:
        await connect(house.url("/api/echo"), ssl=house.trusting, origin=origin)  # type: ignore[arg-type]
    assert refused.value.response.status_code == 403
    async with connect(
        house.url("/api/echo"),
        ssl=house.trusting,
        origin=origin.replace("http", "https"),  # type: ignore[arg-type]
    ):
        pass


# --- moving house ---------------------------------------------------------------------------------


async def test_a_new_address_gets_a_certificate_and_nobody_is_cut_off(house: House) -> None:
    moved = asyncio.Event()
    watching = asyncio.create_task(watch(house.certificates, moved.set, every_s=0.01))
    async with connect(house.url("/api/echo"), ssl=house.trusting) as before:
        house.names = MOVED
        await moved.wait()
        async with connect(house.url("/api/echo"), ssl=house.trusting) as after:
            assert certificate(before) != certificate(after)
            await before.send("still here")
            assert await before.recv() == "still here"
            tls = after.transport.get_extra_info("ssl_object")
            assert ("IP Address", "10.0.0.7") in tls.getpeercert()["subjectAltName"]
    watching.cancel()


async def test_what_the_machine_is_called_now_is_answered(house: House) -> None:
    request = b"GET /livez HTTP/1.1\r\nHost: hub.local\r\n\r\n"
    assert (await talk(house.server.port, request)).startswith(b"HTTP/1.1 421")
    house.names = MOVED
    await house.certificates.refresh()
    house.server.follow_certificates()
    assert (await talk(house.server.port, request)).startswith(b"HTTP/1.1 200")
    assert house.server.reach().pin == house.pin


async def test_a_certificate_that_cannot_be_renewed_stays(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "tls" / "authority.key").unlink()
    house.names = MOVED
    watching = asyncio.create_task(watch(house.certificates, lambda: None, every_s=0.01))
    while "could not be renewed" not in caplog.text:
        await asyncio.sleep(0.01)
    watching.cancel()
    assert house.certificates.names == HERE
    async with connect(house.url("/api/echo"), ssl=house.trusting):
        pass


# --- hostile handshakes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        b"\x16",
        b"\x16\x03\x01",
        b"\x16" * 4000,
        b"\x16\x03\x01\x40\x00" + b"\x01" * 0x4000,
        b"\x16\x03\x01\xff\xff" + bytes(60_000),
        b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00" * 200,
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"\x17\x03\x03\x00\x10" + bytes(16),
        b"\x80\x2e\x01\x00\x02" + bytes(44),
        b"\x00" * 100,
    ],
)
async def test_nonsense_instead_of_a_handshake_is_closed(house: House, opening: bytes) -> None:
    assert b"HTTP/1.1 2" not in await talk(house.server.port, opening)
    async with connect(house.url("/api/echo"), ssl=house.trusting):
        pass


async def test_a_handshake_that_stops_half_way_is_ended(house: House) -> None:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking_context().wrap_bio(incoming, outgoing)
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    hello = outgoing.read()
    for part in (hello[:1], hello[: len(hello) // 2], hello):
        await talk(house.server.port, part)


async def test_a_hello_that_comes_byte_by_byte_is_understood(house: House) -> None:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = house.trusting.wrap_bio(incoming, outgoing)
    reader, writer = await asyncio.open_connection("127.0.0.1", house.server.port)
    while True:
        try:
            client.do_handshake()
            break
        except ssl.SSLWantReadError:
            for byte in outgoing.read():
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0)
            incoming.write(await reader.read(65536))
    assert client.version() == "TLSv1.3"
    writer.write(outgoing.read())
    writer.transport.abort()


async def test_garbage_after_the_handshake_ends_that_connection_alone(house: House) -> None:
    async with connect(house.url("/api/echo"), ssl=house.trusting) as other:
        victim = await connect(house.url("/api/echo"), ssl=house.trusting)
        raw = victim.transport.get_extra_info("socket")
        os.write(raw.fileno(), b"\x17\x03\x03\x00\x20" + bytes(32))
        with pytest.raises(ConnectionClosed):
            await victim.recv()
        await other.send("untouched")
        assert await other.recv() == "untouched"


async def test_a_peer_that_vanishes_in_any_phase_leaves_nothing(house: House) -> None:
    for wait_s in (0, 0.001, 0.005, 0.02):
        for _ in range(5):
            task = asyncio.create_task(
                connect(house.url("/api/echo"), ssl=house.trusting).__aenter__()
            )
            await asyncio.sleep(wait_s)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                (await task).transport.abort()
    while house.socket_count:
        await asyncio.sleep(0.01)


async def test_a_reader_that_stops_is_cut_on_tls_too(house: House) -> None:
    async with connect(
        house.url("/api/echo"), ssl=house.trusting, max_queue=1, close_timeout=0.1
    ) as stuck:
        stuck.transport.pause_reading()
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(10 * LIMITS.stuck_s):
                while True:
                    await stuck.send("x" * 100_000)
        while house.socket_count:
            await asyncio.sleep(0.01)


async def test_a_close_code_reaches_a_client_behind_tls(house: House) -> None:
    async with connect(house.url(), ssl=house.trusting) as client:
        await client.recv()
        await client.send(b"\x01")
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 1008


async def test_stopping_says_goodbye_over_tls(tmp_path: Path) -> None:
    house = House(tmp_path)
    await house.start()
    async with connect(house.url("/api/echo"), ssl=house.trusting) as client:
        await house.stop()
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 1012


# --- other machines -------------------------------------------------------------------------------


def outside_address() -> str | None:
    """An address of this machine that is not loopback: who comes from there is somebody else."""
    for interface in psutil.net_if_addrs().values():
        for one in interface:
            if one.family == socket.AF_INET and not one.address.startswith("127."):
                return one.address
    return None


OUTSIDE = outside_address() or ""
needs_network = pytest.mark.skipif(not OUTSIDE, reason="this machine has no network")


def plain(port: int, path: str, *more: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {OUTSIDE}:{port}", *more, "", ""]
    return "\r\n".join(lines).encode()


@needs_network
async def test_other_machines_are_led_to_tls_and_get_no_socket_in_clear(tmp_path: Path) -> None:
    async with House(tmp_path, OUTSIDE) as house:
        await check_other_machines(house)


async def check_other_machines(house: House) -> None:
    port = house.server.port
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    for path, status in (
        ("/", b"302"),
        ("/pair", b"302"),
        ("/index.html", b"302"),
        ("/metrics", b"302"),
        ("/trust", b"200"),
        ("/authority.crt", b"200"),
        ("/authority.mobileconfig", b"200"),
    ):
        answered = await talk(port, plain(port, path), host=OUTSIDE)
        assert answered.startswith(b"HTTP/1.1 " + status), path
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    for path in ("/api/websocket", "/api/echo", "/api/gateway/gw", "/trust"):
        answered = await talk(port, plain(port, path, *upgrade, key), host=OUTSIDE)
        assert answered.startswith(b"HTTP/1.1 403"), path
    async with connect(house.url("/api/echo", host=OUTSIDE), ssl=house.trusting) as client:
        await client.send("in")
        assert await client.recv() == "in"


@needs_network
async def test_what_comes_in_clear_by_permission_gets_no_voice_no_secret_and_no_door(
    tmp_path: Path,
) -> None:
    async with (
        House(tmp_path, OUTSIDE, allows_plain=True) as house,
        connect(house.url(scheme="ws", host=OUTSIDE)) as socket_,
    ):
        client = Client(socket_)
        assert (await client.auth(await house.token(Role.OWNER)))["type"] == "auth_ok"
        assert await client.call("get_states") == []
        for command, fields in (
            ("voice/hello", {"encode": ["pcm16"], "decode": ["pcm16"]}),
            ("home/pairing/open", {"role": "owner"}),
            ("home/tokens/create", {"role": "owner", "name": "x"}),
            ("auth/long_lived_access_token", {"client_name": "x", "lifespan": 1}),
            ("home/people/list", {}),
        ):
            error = await client.fail(command, **fields)
            assert error["code"] == "not_allowed"
            assert error["translation_placeholders"]["reason"] == "not_encrypted"
