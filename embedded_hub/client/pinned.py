"""Knows a hub again by the pin of its certificate authority, wherever it is found.

The authority's certificate is public: whoever answers is asked for it, and it counts only when its
key has a pin that is known already. From then on OpenSSL checks every handshake against it::

    Pinned(pin) ──ask──▶ authority ──pin matches?──▶ context for all connections
                                     └─ no ──▶ UntrustedHub, and nothing secret was said
"""

import asyncio
import datetime as dt
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from websockets.datastructures import Headers

from embedded_hub.errors import CannotConnect, ConfigError, LinkError, UntrustedHub, WrongClock
from embedded_hub.protocol.trust import AUTHORITY_PATH, NEXT_PIN_HEADER
from embedded_hub.security.contexts import asking_context, pinned_context
from embedded_hub.security.pins import parse_pin, spoken

ASK_TIMEOUT_S = 10.0
_MAX_ANSWER_BYTES = 64 * 1024
_NOT_YET_VALID, _EXPIRED = 9, 10
"""OpenSSL's numbers for the two that a wrong clock causes."""


class Pinned:
    """The hub that is meant; may be used for any number of connections.

    Args:
        *pins: The authority's, and the one that is to take over, where it was announced.
        on_next: Called once with the pin of an authority that is to take over; keep both then.

    Raises:
        ConfigError: a pin is none.
    """

    def __init__(self, *pins: str, on_next: Callable[[str], None] | None = None) -> None:
        self._pins = tuple(parse_pin(pin) for pin in pins)
        self._on_next = on_next
        self._context: ssl.SSLContext | None = None
        self._authority_pem = ""

    @property
    def pins(self) -> tuple[str, ...]:
        """What is trusted now."""
        return self._pins

    async def context(self, url: str) -> ssl.SSLContext:
        """Return how to check a connection to this address.

        Raises:
            ConfigError: the address is one without encryption.
            CannotConnect: nobody answers there, or not as a hub does.
            UntrustedHub: another hub answers there.
        """
        if self._context is None:
            self._authority_pem = await self._ask(url)
            self._context = pinned_context(self._authority_pem)
        return self._context

    async def explain(self, url: str, error: ssl.SSLCertVerificationError) -> LinkError | None:
        """Return what it means that a handshake failed; asks the peer once more who it is.

        ``None`` when the announced authority has taken over since: the next handshake is checked
        against that one.
        """
        self._context = None
        if error.verify_code in (_NOT_YET_VALID, _EXPIRED):
            now = dt.datetime.now().astimezone()
            return WrongClock(
                f"This computer's clock says {now:%Y-%m-%d %H:%M}; the hub's certificate is not "
                "valid then. Set the clock of whichever is wrong; the hub renews by itself."
            )
        try:
            pem = await self._ask(url)
        except LinkError as why:
            return why
        if pem != self._authority_pem:
            return None
        return UntrustedHub(
            "What answers there shows this home's authority and does not hold a certificate of it."
        )

    def learn(self, headers: Headers) -> None:
        """Take the announced successor from a handshake that has been checked."""
        text = headers.get(NEXT_PIN_HEADER)
        if text is None:
            return
        try:
            pin = parse_pin(text)
        except ConfigError:
            return
        if pin not in self._pins:
            self._pins = (*self._pins, pin)
            if self._on_next is not None:
                self._on_next(pin)

    async def _ask(self, url: str) -> str:
        from embedded_hub.security.authority import pin_of_certificate

        der = await _authority_of(url)
        try:
            found = await asyncio.to_thread(pin_of_certificate, der)
        except ConfigError as error:
            raise CannotConnect("What answers there is not a hub.") from error
        if found not in self._pins:
            expected = self._pins[0]
            raise UntrustedHub(
                "Another hub answers there than the one that was trusted, or somebody stands in "
                f"between. Expected {spoken(expected)}; found {spoken(found)}.",
                details={"expected": expected, "found": found},
            )
        return ssl.DER_cert_to_PEM_cert(der)


async def _authority_of(url: str) -> bytes:
    """Ask whoever answers for the certificate of its authority."""
    parts = urlsplit(url)
    if parts.scheme != "wss" or parts.hostname is None:
        raise ConfigError("A fingerprint goes with an encrypted address: write https:// or wss://.")
    port = parts.port or 443
    request = f"GET {AUTHORITY_PATH} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(ASK_TIMEOUT_S):
            answer = await _exchange(parts.hostname, port, request.encode())
    except TimeoutError as error:
        raise CannotConnect(f"{url} did not answer within {ASK_TIMEOUT_S:g} s.") from error
    except ssl.SSLError as error:
        raise CannotConnect(f"{url} does not speak TLS: {error.reason}.") from error
    except OSError as error:
        raise CannotConnect(f"Cannot connect to {url}: {error.strerror or error}.") from error
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise CannotConnect("What answers there is not a hub with a certificate of its own.")
    return body


async def _exchange(host: str, port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(
        host, port, ssl=asking_context(), limit=_MAX_ANSWER_BYTES
    )
    try:
        writer.write(request)
        chunks: list[bytes] = []
        while chunk := await reader.read(_MAX_ANSWER_BYTES):
            chunks.append(chunk)
            if sum(map(len, chunks)) > _MAX_ANSWER_BYTES:
                break
        return b"".join(chunks)
    finally:
        writer.transport.abort()
