"""What stands before a WebSocket: who asks, where from, what for, and how slowly."""

import asyncio

import pytest

from tests.integration.hostile.hubs import Hub, canary, enter
from tests.integration.hostile.wire import Raw, head

PLAIN = "{} HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (head(), 101),
        (head("/api/websocket?access_token=x"), 101),
        (head(host="LOCALHOST"), 101),
        (head(host="[::1]"), 101),
        (head(more="Origin: HTTP://LOCALHOST\r\n"), 101),
        *((PLAIN.format(f"{name} /").encode(), 405) for name in ("PUT", "TRACE", "DELETE")),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", 405),
        *(
            (head(host=name), 421)
            for name in ("evil.example", "localhost.evil.example", "127.0.0.1.evil", "localhost.")
        ),
        *((head(host=name), 400) for name in ("localhost@evil", "localhost:99999999", "")),
        (head(more="Host: localhost\r\n"), 400),
        *(
            (head(more=f"Origin: {origin}\r\n"), 403)
            for origin in (
                *("null", "", "file://", "https://evil.example", "http://localhost.evil.example"),
                *("http://localhost:81", "http://localhost@evil.example", "http://localhost/x"),
                *("http://localhost.", "http://127.0.0.1", "http://a\r\nOrigin: http://localhost"),
            )
        ),
        *(
            (head(path), 404)
            for path in (
                *("/api/../api/websocket", "/%2e%2e/etc/passwd", "/api/%77ebsocket", "//"),
                *("http://localhost/api/websocket", "/api/gateway/../../x"),
            )
        ),
        (PLAIN.format("GET /api/websocket").encode(), 426),
        (head().replace(b"Sec-WebSocket-Key", b"X-Key"), 400),
        (head().replace(b"Version: 13", b"Version: 12"), 400),
        (head(more=f"X: {'y' * 20_000}\r\n"), 431),
        (head(more="X: y\r\n" * 300), 431),
    ],
)
async def test_a_request_is_answered_by_what_it_is(
    hub: Hub, request_bytes: bytes, status: int
) -> None:
    async with await Raw.open(hub.port, request_bytes) as raw:
        assert await raw.status() == status


@pytest.mark.parametrize("beginning", [b"", b"GET /api/websocket HTTP/1.1\r\nHost: loc", head()])
async def test_hundreds_of_sockets_that_say_nothing_keep_nobody_out(
    hub: Hub, beginning: bytes
) -> None:
    async with canary(hub):
        squatters = [await Raw.open(hub.port, beginning) for _ in range(300)]
        await asyncio.sleep(0.3)
        async with asyncio.timeout(5), enter(hub) as owner:
            assert await owner.result("get_states")
        for squatter in squatters:
            squatter.drop()
