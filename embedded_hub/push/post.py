"""One push message on its way: encrypted for the phone, signed as this hub, handed over.

The key is the hub's own and made when the owner turns pushing on; it says to a push service that
messages come from the hub a phone subscribed to, and nothing else. All libraries are imported when
pushing is on: a home that does not want it never loads them.
"""

import asyncio
import base64
from enum import Enum
from typing import TYPE_CHECKING, Any

import msgspec

from embedded_hub.core.ports import SecretStore
from embedded_hub.core.push import PushSubscription
from embedded_hub.push.letter import Letter

if TYPE_CHECKING:
    from ssl import SSLContext

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SECRET = "web_push"  # noqa: S105 - the name of a secret
CONTACT = "mailto:hub@homewire.invalid"
"""Push services ask for somebody to write to; a home gives nobody's address away."""
_VALID_S = 12 * 3600
"""Of a signature: half of what RFC 8292 §2 allows, so that a clock may be off."""
_TIMEOUT_S = 20.0
_GONE = (404, 410)
_LATER = (408, 429)
_DONE = range(200, 300)
_SERVER_ERRORS = range(500, 600)
_MAX_WAIT_S = 3600.0


class Fate(Enum):
    """What became of a push message."""

    TAKEN = "taken"
    GONE = "gone"
    """The subscription leads nowhere any more."""
    LATER = "later"
    REFUSED = "refused"
    """It will not be taken, however often it is sent."""


class Posted(msgspec.Struct, frozen=True, kw_only=True):
    """How handing over ended."""

    fate: Fate
    why: str = ""
    wait_s: float | None = None
    """How long the service wants to be left alone."""


class Signer:
    """Signs as this hub.

    Args:
        key: Its private key.
    """

    def __init__(self, key: "EllipticCurvePrivateKey") -> None:
        from cryptography.hazmat.primitives import serialization

        self._key = key
        point = key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.public_key = base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def authorization(self, origin: str, now: float) -> str:
        """Return the header that tells a push service who sends. May import for a while."""
        from py_vapid import Vapid02  # type: ignore[import-untyped]

        claims = {"aud": origin, "exp": int(now + _VALID_S), "sub": CONTACT}
        signed: dict[str, str] = Vapid02(self._key).sign(claims)
        return signed["Authorization"]


async def load_signer(secrets: SecretStore) -> Signer:
    """Read the hub's key, or make one.

    Raises:
        StorageError: it could not be kept.
    """
    kept = (await secrets.load(SECRET)).get("private_key")
    signer, pem = await asyncio.to_thread(_signer, kept)
    if pem != kept:
        await secrets.save(SECRET, {"private_key": pem})
    return signer


def _signer(kept: str | None) -> tuple[Signer, str]:
    """Return who signs and their key; a new one where none is kept."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    if kept is not None:
        key = serialization.load_pem_private_key(kept.encode(), password=None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return Signer(key), kept
    made = ec.generate_private_key(ec.SECP256R1())
    pem = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Signer(made), pem.decode()


class Post:
    """Hands push messages over to push services.

    Args:
        signer: Signs them.
        tls: How to check a service's certificate; the system's own rules when left out.
    """

    def __init__(self, signer: Signer, tls: "SSLContext | None" = None) -> None:
        self.signer = signer
        self._tls = tls
        self._session: Any = None
        self._opening = asyncio.Lock()

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, subscription: PushSubscription, letter: Letter, now: float) -> Posted:
        """Encrypt a letter and hand it over once. Never raises for what the service does."""
        import_error, sealed = await asyncio.to_thread(self._seal, subscription, letter, now)
        if sealed is None:
            return Posted(fate=Fate.REFUSED, why=import_error)
        headers, body = sealed
        session = await self._open()
        from aiohttp import ClientError

        try:
            # A redirect could lead into somebody's own network.
            async with session.post(
                subscription.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return _fate(answer.status, answer.headers.get("Retry-After"))
        except (ClientError, TimeoutError, OSError) as error:
            return Posted(fate=Fate.LATER, why=type(error).__name__)

    def _seal(
        self, subscription: PushSubscription, letter: Letter, now: float
    ) -> tuple[str, tuple[dict[str, str], bytes] | None]:
        from pywebpush import WebPusher  # type: ignore[import-untyped]

        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        try:
            pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
            body = bytes(pusher.encode(letter.content)["body"])
        except ValueError as error:  # 65 bytes that are no point of the curve
            return str(error) or "the subscription's key is none", None
        origin = "/".join(subscription.endpoint.split("/")[:3])
        headers = {
            "Authorization": self.signer.authorization(origin, now),
            "Content-Encoding": "aes128gcm",
            "TTL": str(letter.ttl_s),
            "Urgency": letter.urgency,
        }
        if letter.topic is not None:
            headers["Topic"] = letter.topic
        return "", (headers, body)

    async def _open(self) -> Any:
        async with self._opening:
            if self._session is None:
                import aiohttp

                timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
                connector = aiohttp.TCPConnector(ssl=self._tls or True, limit=8)
                self._session = aiohttp.ClientSession(timeout=timeout, connector=connector)
            return self._session


def _fate(status: int, retry_after: str | None) -> Posted:
    why = f"HTTP {status}"
    if status in _DONE:
        return Posted(fate=Fate.TAKEN)
    if status in _GONE:
        return Posted(fate=Fate.GONE, why=why)
    if status in _LATER or status in _SERVER_ERRORS:
        is_seconds = retry_after is not None and retry_after.isdigit()
        wait_s = min(float(retry_after), _MAX_WAIT_S) if retry_after and is_seconds else None
        return Posted(fate=Fate.LATER, why=why, wait_s=wait_s)
    return Posted(fate=Fate.REFUSED, why=why)
