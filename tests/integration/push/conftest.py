"""A push service with TLS and a phone behind it, which really decrypts what it gets."""

import asyncio
import base64
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import http_ece  # type: ignore[import-untyped]
import msgspec
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02  # type: ignore[import-untyped]

WAIT_S = 5.0


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for 127.0.0.1, and return what a server and its client need of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "stand-in")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "both.pem").write_bytes(secret + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "both.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


class Phone:
    """A browser's side of a subscription."""

    def __init__(self, endpoint: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes 16"
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription: dict[str, Any] = {
            "endpoint": endpoint,
            "keys": {"p256dh": _encoded(point), "auth": _encoded(self._auth)},
        }

    def read(self, body: bytes) -> dict[str, Any]:
        """Decrypt what was pushed."""
        opened = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        read: dict[str, Any] = msgspec.json.decode(opened)
        return read


class StandInService:
    """A push service: it keeps what it gets, and answers what a test says."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._runner = web.AppRunner(self._app())
        self.answers: list[web.Response] = []
        """What to answer next; 201 when there is nothing."""
        self.got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()
        self.origin = ""

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/push/{id}", self._take)
        app.router.add_route("*", "/elsewhere", self._elsewhere)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        assert len(body) <= 4096
        assert Vapid02.verify(request.headers["Authorization"])
        self.got.put_nowait((dict(request.headers), body))
        return self.answers.pop(0) if self.answers else web.Response(status=201)

    async def _elsewhere(self, _: web.Request) -> web.Response:
        raise AssertionError("a redirect was followed")

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        self.origin = f"https://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def phone(self) -> Phone:
        """Make a phone that is told through this service."""
        return Phone(f"{self.origin}/push/p1")

    async def next(self) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of the next push message."""
        async with asyncio.timeout(WAIT_S):
            return await self.got.get()


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def contexts(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path)


@pytest.fixture
async def service(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> AsyncIterator[StandInService]:
    made = StandInService(contexts[0])
    await made.start()
    yield made
    await made.stop()
