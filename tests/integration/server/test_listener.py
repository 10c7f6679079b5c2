"""The listener over real sockets: what is refused before a WebSocket exists, and what it costs."""

import asyncio
import contextlib
import gc
import socket
import struct
from collections.abc import AsyncIterator

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import CloseCode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.typing import Subprotocol

from embedded_hub.server.config import ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.handshake import GATEWAY_PROTOCOL, Refusal
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.listener import Listener
from embedded_hub.server.pages import PageRequest, answer

LIMITS = ServerLimits(
    handshake_s=0.3,
    close_s=0.2,
    ping_interval_s=0.2,
    dead_after_s=0.6,
    unauthenticated_per_address=5,
    crowded_s=0.2,
)
GATEWAY = Subprotocol(GATEWAY_PROTOCOL)


class Door:
    """A listener with handlers that note who came."""

    def __init__(self, limits: ServerLimits = LIMITS) -> None:
        self.config = ServerConfig(port=0, has_test_echo=True, limits=limits)
        self.gateways: list[str] = []
        self.messages: list[str | bytes] = []
        self.clients: list[WireConnection] = []
        self.listener = Listener(
            self.config,
            serve_client=self._client,
            admit_gateway=self._admit,
            serve_gateway=self._gateway,
            serve_page=self._page,
        )

    def url(self, path: str) -> str:
        return f"ws://127.0.0.1:{self.listener.port}{path}"

    async def _client(self, connection: WireConnection) -> None:
        self.clients.append(connection)
        while True:
            self.messages.append(await connection.recv())

    async def _admit(
        self, connection: WireConnection, gateway_id: str, token: str
    ) -> Refusal | None:
        assert connection.address == "127.0.0.1"
        return None if token == f"token-of-{gateway_id}" else Refusal(status=403, text="No.")

    async def _gateway(self, connection: WireConnection, gateway_id: str) -> None:
        self.gateways.append(gateway_id)
        assert connection.subprotocol == GATEWAY_PROTOCOL

    async def _page(self, request: PageRequest) -> Response:
        if request.query == "fault":
            raise LookupError(request.path)
        return answer(200, request.path)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    opened = Door()
    await opened.listener.start()
    yield opened
    await opened.listener.stop()


async def spoken(door: Door, request: bytes) -> bytes:
    """Send raw bytes and return everything that comes back until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(request)
    with contextlib.suppress(ConnectionError):
        answered = await reader.read()
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return answered


def request(path: str, *headers: str, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""]
    return "\r\n".join(lines).encode()


UPGRADE = request(
    "/api/websocket",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)


async def refused(url: str, **options: object) -> int:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(url, compression=None, **options)  # type: ignore[arg-type]
    return refusal.value.response.status_code


async def test_a_page_is_answered_with_security_headers_and_no_version(door: Door) -> None:
    answered = await spoken(door, request("/livez"))
    head = answered.partition(b"\r\n\r\n")[0].lower()
    assert answered.startswith(b"HTTP/1.1 200 OK")
    assert b"x-content-type-options: nosniff" in head
    assert b"frame-ancestors 'none'" in head
    assert b"server:" not in head
    assert b"python" not in head


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
async def test_only_reading_is_served_even_with_a_body(door: Door, method: str) -> None:
    plain = await spoken(door, request("/api/websocket", method=method))
    with_body = await spoken(door, request("/", "Content-Length: 5", method=method) + b"hello")
    assert plain.startswith(b"HTTP/1.1 405")
    assert with_body.startswith(b"HTTP/1.1 405")


async def read_answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length: "))
    return head, await reader.readexactly(int(length.split(b" ")[1]))


async def test_pages_and_then_a_socket_share_one_connection(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    for path in ("/livez", "/readyz"):
        writer.write(request(path))
        head, body = await read_answer(reader)
        assert (b"Connection: keep-alive" in head, body) == (True, path.encode())
    writer.write(request("/livez") + request("/metrics") + UPGRADE)
    assert [(await read_answer(reader))[1] for _ in range(2)] == [b"/livez", b"/metrics"]
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
    writer.close()


async def test_a_request_that_comes_in_pieces_is_one(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    for byte in request("/livez"):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0)
    assert (await read_answer(reader))[1] == b"/livez"
    writer.close()


@pytest.mark.parametrize(
    "asked",
    [
        request("/livez", "Connection: close"),
        request("/livez").replace(b"HTTP/1.1", b"HTTP/1.0"),
        request("/nothing"),
        request("/api/websocket"),
        request("/livez").replace(b"Host: ", b"Host: evil."),
    ],
)
async def test_a_last_answer_and_a_refusal_end_the_connection(door: Door, asked: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(asked)
    head, _ = await read_answer(reader)
    assert b"Connection: close" in head
    assert await reader.read() == b""
    writer.close()


async def test_who_asks_and_says_goodbye_at_once_is_answered(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(request("/livez"))
    writer.write_eof()
    answered = await reader.read()
    assert answered.endswith(b"/livez")
    writer.close()


async def test_a_connection_that_asks_for_nothing_more_is_ended(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(request("/livez"))
    await read_answer(reader)
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()


@pytest.mark.logs_errors
async def test_a_fault_in_a_page_ends_its_connection_alone(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    answered = await spoken(door, request("/metrics?fault"))
    assert answered == b""
    assert "a page could not be answered" in caplog.text
    caplog.clear()
    assert (await spoken(door, request("/livez"))).startswith(b"HTTP/1.1 200")


async def test_a_socket_does_not_begin_with_head(door: Door) -> None:
    assert (await spoken(door, request("/api/websocket", method="HEAD"))).startswith(
        b"HTTP/1.1 405"
    )


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/api/websocket", 426), ("/api/gateway/g", 426)]
)
async def test_what_is_not_served_says_so(door: Door, path: str, status: int) -> None:
    answered = await spoken(door, request(path))
    assert answered.startswith(b"HTTP/1.1 %d" % status)


async def test_a_foreign_host_is_misdirected(door: Door) -> None:
    headers = {"Host": "evil.example"}
    raw = await spoken(door, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    assert raw.startswith(b"HTTP/1.1 421")
    assert headers["Host"].encode() not in raw


async def test_a_page_from_elsewhere_gets_no_socket(door: Door) -> None:
    url = door.url("/api/websocket")
    assert await refused(url, origin="http://evil.example") == 403
    async with connect(url, origin=f"http://127.0.0.1:{door.listener.port}"):  # type: ignore[arg-type]
        pass


async def test_a_broken_upgrade_is_refused_with_the_same_headers(door: Door) -> None:
    old = UPGRADE.replace(b"Version: 13", b"Version: 8")
    answered = await spoken(door, old)
    assert answered.startswith(b"HTTP/1.1 400")
    assert b"X-Content-Type-Options: nosniff" in answered


async def test_garbage_instead_of_http_is_closed(door: Door) -> None:
    assert not (await spoken(door, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")).startswith(
        b"HTTP/1.1 2"
    )


async def test_a_head_that_never_ends_is_refused(door: Door) -> None:
    endless = b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 4000 + b"\r\n"
    answered = await spoken(door, endless + (b"Y: " + b"b" * 4000 + b"\r\n") * 4)
    assert answered.startswith(b"HTTP/1.1 431")


async def test_a_slow_handshake_is_ended(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(b"GET / HTTP/1.1\r\n")
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()


async def test_a_gateway_needs_protocol_token_and_its_own_name(door: Door) -> None:
    url = door.url("/api/gateway/g1")
    mine = {"Authorization": "Bearer token-of-g1"}
    assert await refused(url, additional_headers=mine) == 400
    assert await refused(url, subprotocols=[GATEWAY]) == 401
    other = {"Authorization": "Bearer token-of-g2"}
    assert await refused(url, subprotocols=[GATEWAY], additional_headers=other) == 403
    async with connect(url, subprotocols=[GATEWAY], additional_headers=mine) as gateway:
        await gateway.wait_closed()
    assert door.gateways == ["g1"]


async def test_who_squats_above_the_limit_is_sent_away_and_the_quick_are_served(
    door: Door,
) -> None:
    url, limit = door.url("/api/websocket"), LIMITS.unauthenticated_per_address
    async with contextlib.AsyncExitStack() as stack:
        early = [await stack.enter_async_context(connect(url)) for _ in range(limit)]
        late = await stack.enter_async_context(connect(url))
        known = await stack.enter_async_context(connect(url))
        door.clients[-1].trust()
        _, silent = await asyncio.open_connection("127.0.0.1", door.listener.port)
        assert (await spoken(door, request("/livez"))).startswith(b"HTTP/1.1 200")
        assert await closed(late) == 4008
        assert [client.state.name for client in (*early, known)] == ["OPEN"] * (limit + 1)
        silent.close()


async def test_a_crowd_without_end_is_refused_at_the_door() -> None:
    door = Door(msgspec.structs.replace(LIMITS, crowded_per_address=6))
    await door.listener.start()
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(6):
            await stack.enter_async_context(connect(door.url("/api/websocket")))
        assert (await spoken(door, request("/livez"))).startswith(b"HTTP/1.1 429")
    assert (await spoken(door, request("/livez"))).startswith(b"HTTP/1.1 200")
    await door.listener.stop()


async def closed(client: ClientConnection) -> int | None:
    with contextlib.suppress(ConnectionClosed):
        while True:
            await client.recv()
    return client.close_code


async def test_a_large_first_message_is_too_big(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        await client.send("x" * (LIMITS.first_message_bytes + 1))
        assert await closed(client) == 1009
    assert not door.messages


async def test_a_large_first_message_in_fragments_is_too_big(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        with contextlib.suppress(ConnectionClosed):
            await client.send("x" * 100 for _ in range(1000))
        assert await closed(client) == 1009
    assert not door.messages


async def test_a_first_message_that_never_ends_is_too_big(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        with contextlib.suppress(ConnectionClosed):
            await client.send("x" for _ in range(20_000))
        assert await closed(client) == 1009


async def test_later_messages_may_be_larger_even_sent_in_one_go(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        await asyncio.gather(client.send("small"), client.send("x" * 100_000))
        while len(door.messages) < 2:
            await asyncio.sleep(0)
        assert [len(message) for message in door.messages] == [5, 100_000]
        with contextlib.suppress(ConnectionClosed):
            await client.send("x" * (LIMITS.message_bytes + 1))
        assert await closed(client) == 1009


async def test_thousands_of_fragments_end_the_connection(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        await client.send("small")
        with contextlib.suppress(ConnectionClosed):
            await client.send("x" for _ in range(5000))
        assert await closed(client) == 1009


async def test_text_that_is_not_utf_8_is_closed_1007(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as client:
        await client.send(b"\xff\xfe", text=True)
        assert await closed(client) == 1007


async def test_echo_returns_text_and_bytes_as_they_came(door: Door) -> None:
    async with connect(door.url("/api/echo"), max_size=None) as client:
        for message in ("hello", b"\x00\x01", "x" * 70_000):
            await client.send(message)
            assert await client.recv() == message


async def test_compression_is_not_negotiated(door: Door) -> None:
    async with connect(door.url("/api/echo"), compression="deflate") as client:
        assert client.protocol.extensions == []


async def test_a_silent_peer_is_dropped_and_a_living_one_is_kept(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.listener.port)
    writer.write(UPGRADE)
    async with connect(door.url("/api/websocket"), ping_interval=None) as living:
        with contextlib.suppress(ConnectionError):
            assert (await reader.read()).endswith(b"\x89\x00")
        assert living.state.name == "OPEN"
        assert door.listener.connection_count == 1
    writer.close()


async def test_stopping_tells_clients_to_come_back_and_does_not_wait_for_rude_ones() -> None:
    patient = {"handshake_s": 600.0, "ping_interval_s": 200.0, "dead_after_s": 450.0}
    door = Door(msgspec.structs.replace(LIMITS, **patient))
    await door.listener.start()
    _, silent = await asyncio.open_connection("127.0.0.1", door.listener.port)
    _, rude = await asyncio.open_connection("127.0.0.1", door.listener.port)
    rude.write(UPGRADE)
    async with connect(door.url("/api/websocket")) as polite:
        await door.listener.stop()
        assert await closed(polite) == 1012
    rude.close()
    silent.close()


@pytest.mark.parametrize("turns", range(5))
async def test_stopping_ends_those_who_come_in_at_that_moment(turns: int) -> None:
    door = Door()
    await door.listener.start()
    spare = [socket.socket() for _ in range(3)]
    for one in spare:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", door.listener.port))
    for _ in range(turns):
        await asyncio.sleep(0)
    await door.listener.stop()
    gc.collect()  # what nobody has closed says so
    for one in spare:
        with contextlib.suppress(ConnectionError), one:
            assert await asyncio.get_running_loop().sock_recv(one, 1) == b""


async def test_closing_a_connection_that_is_gone_is_nothing(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as socket:
        await socket.send("here")
    [connection] = door.clients
    await connection.wait_closed()
    connection.end(1000)
    connection.drop()
    await asyncio.sleep(LIMITS.close_s * 2)
    assert connection.state is State.CLOSED


async def test_giving_up_a_place_whose_last_word_is_said_is_nothing(door: Door) -> None:
    async with connect(door.url("/api/websocket")) as socket:
        await socket.send("here")
    [connection] = door.clients
    await connection.wait_closed()
    second = await connect(door.url("/api/websocket"))
    await second.send("here")
    await asyncio.sleep(0.05)
    open_one = door.clients[-1]
    open_one.protocol.fail(CloseCode.GOING_AWAY)
    open_one.transport.write_eof()
    for one in (connection, open_one):
        one._give_up_place()
    await second.close()


async def test_hanging_up_on_a_peer_that_has_cut_the_connection_is_nothing(door: Door) -> None:
    peer = socket.create_connection(("127.0.0.1", door.listener.port))
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.sendall(UPGRADE)
    while not door.clients:
        await asyncio.sleep(0.01)
    [connection] = door.clients
    peer.close()
    connection.hang_up()
    await connection.wait_closed()
