"""Which bridge is meant, by its certificate: docs/adr/0027.

A bridge's certificate names its id and is signed by its maker's own authority; old ones, and those
of other makers, signed it themselves. The first is known again by its id for life, the second by
the certificate it showed when it was paired.
"""

import asyncio
import contextlib
import hashlib
import re
import ssl
from urllib.parse import urlsplit

import msgspec
from aiohttp import Fingerprint
from cryptography import x509
from cryptography.x509.oid import NameOID

from embedded_hub.errors import ConfigError, GatewayProtocolError, GatewayUnreachable
from embedded_hub.security.contexts import asking_context

AUTHORITIES = """\
-----BEGIN CERTIFICATE-----
MIICMjCCAdigAwIBAgIUO7FSLbaxikuXAljzVaurLXWmFw4wCgYIKoZIzj0EAwIw
OTELMAkGA1UEBhMCTkwxFDASBgNVBAoMC1BoaWxpcHMgSHVlMRQwEgYDVQQDDAty
b290LWJyaWRnZTAiGA8yMDE3MDEwMTAwMDAwMFoYDzIwMzgwMTE5MDMxNDA3WjA5
MQswCQYDVQQGEwJOTDEUMBIGA1UECgwLUGhpbGlwcyBIdWUxFDASBgNVBAMMC3Jv
b3QtYnJpZGdlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjNw2tx2AplOf9x86
aTdvEcL1FU65QDxziKvBpW9XXSIcibAeQiKxegpq8Exbr9v6LBnYbna2VcaK0G22
jOKkTqOBuTCBtjAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBhjAdBgNV
HQ4EFgQUZ2ONTFrDT6o8ItRnKfqWKnHFGmQwdAYDVR0jBG0wa4AUZ2ONTFrDT6o8
ItRnKfqWKnHFGmShPaQ7MDkxCzAJBgNVBAYTAk5MMRQwEgYDVQQKDAtQaGlsaXBz
IEh1ZTEUMBIGA1UEAwwLcm9vdC1icmlkZ2WCFDuxUi22sYpLlwJY81Wrqy11phcO
MAoGCCqGSM49BAMCA0gAMEUCIEBYYEOsa07TH7E5MJnGw557lVkORgit2Rm1h3B2
sFgDAiEA1Fj/C3AN5psFMjo0//mrQebo0eKd3aWRx+pQY08mk48=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBzDCCAXOgAwIBAgICEAAwCgYIKoZIzj0EAwIwPDELMAkGA1UEBhMCTkwxFDAS
BgNVBAoMC1NpZ25pZnkgSHVlMRcwFQYDVQQDDA5IdWUgUm9vdCBDQSAwMTAgFw0y
NTAyMjUwMDAwMDBaGA8yMDUwMTIzMTIzNTk1OVowPDELMAkGA1UEBhMCTkwxFDAS
BgNVBAoMC1NpZ25pZnkgSHVlMRcwFQYDVQQDDA5IdWUgUm9vdCBDQSAwMTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABFfOO0jfSAUXGQ9kjEDzyBrcMQ3ItyA5krE+
cyvb1Y3xFti7KlAad8UOnAx0FBLn7HZrlmIwm1QnX0fK3LPM13mjYzBhMB0GA1Ud
DgQWBBTF1pSpsCASX/z0VHLigxU2CAaqoTAfBgNVHSMEGDAWgBTF1pSpsCASX/z0
VHLigxU2CAaqoTAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAKBggq
hkjOPQQDAgNHADBEAiAk7duT+IHbOGO4UUuGLAEpyYejGZK9Z7V9oSfnvuQ5BQIg
IYSgwwxHXm73/JgcU9lAM6c8Bmu3UE3kBIUwBs1qXFw=
-----END CERTIFICATE-----
"""
"""Hue's authorities: of 2017, and of 2025 for the bridges made since."""
HANDSHAKE_S = 10.0
_HTTPS_PORT = 443
_BRIDGE_ID = re.compile(r"[0-9a-f]{16}")
_BY_ID, _BY_PRINT = "bridge:", "sha256:"
_PRINT = re.compile(r"[0-9a-f]{64}")


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """The one bridge that is spoken to; exactly one of the two is given."""

    bridge_id: str | None = None
    """Vouched for by an authority of Hue's."""
    fingerprint: str | None = None
    """SHA-256 of its certificate, hexadecimal."""

    def __str__(self) -> str:
        return f"{_BY_ID}{self.bridge_id}" if self.bridge_id else f"{_BY_PRINT}{self.fingerprint}"

    def tls(self) -> ssl.SSLContext | Fingerprint:
        """Return how to check a connection; blocks for a moment."""
        if self.fingerprint is not None:
            return Fingerprint(bytes.fromhex(self.fingerprint))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_verify_locations(cadata=AUTHORITIES)
        return context


def read_trust(text: str) -> Trust:
    """Read what was kept when the bridge was paired.

    Raises:
        ConfigError: it is nothing of the kind.
    """
    kept = text.strip().lower()
    if _BRIDGE_ID.fullmatch(bridge_id := kept.removeprefix(_BY_ID)):
        return Trust(bridge_id=bridge_id)
    if _PRINT.fullmatch(fingerprint := kept.removeprefix(_BY_PRINT).replace(":", "")):
        return Trust(fingerprint=fingerprint)
    raise ConfigError(
        "a certificate is named by the bridge's id or by its SHA-256",
        details={"field": "certificate"},
    )


async def meet(authority: str) -> Trust:
    """Return how to know again whoever answers at an address.

    Args:
        authority: Host, with a port where it has another than 443.

    Raises:
        GatewayUnreachable: nobody answers there.
        GatewayProtocolError: whoever answers speaks no TLS.
    """
    shown = await _certificate_at(authority, asking_context(), None)
    name = _common_name(shown)
    if _BRIDGE_ID.fullmatch(name):
        trust = Trust(bridge_id=name)
        with contextlib.suppress(GatewayProtocolError):
            context = trust.tls()
            if isinstance(context, ssl.SSLContext):
                await _certificate_at(authority, context, name)
            return trust
    return Trust(fingerprint=hashlib.sha256(shown).hexdigest())


async def _certificate_at(authority: str, context: ssl.SSLContext, name: str | None) -> bytes:
    parts = urlsplit(f"//{authority}")
    host, port = parts.hostname or authority, parts.port or _HTTPS_PORT
    try:
        async with asyncio.timeout(HANDSHAKE_S):
            _, writer = await asyncio.open_connection(
                host, port, ssl=context, server_hostname=name or host
            )
    except ssl.SSLError as error:
        raise GatewayProtocolError(f"no bridge's TLS there: {error.reason or error}") from error
    except (OSError, TimeoutError) as error:
        raise GatewayUnreachable(f"{type(error).__name__}: {error}"[:255]) from error
    try:
        session: ssl.SSLObject = writer.get_extra_info("ssl_object")
        return session.getpeercert(binary_form=True) or b""
    finally:
        writer.transport.abort()


def _common_name(certificate: bytes) -> str:
    try:
        subject = x509.load_der_x509_certificate(certificate).subject
        names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except ValueError:
        return ""
    return str(names[0].value).strip().lower() if names else ""
