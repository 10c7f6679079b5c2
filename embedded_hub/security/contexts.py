"""How TLS is spoken here: 1.2 or newer, forward secrecy only, one rule for every socket."""

import ssl
from pathlib import Path

_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2; those of 1.3 are all good."""


def server_context(chain: Path, key: Path | None = None) -> ssl.SSLContext:
    """Return a context that shows a certificate. Blocks.

    Args:
        chain: PEM file of the certificate and what leads up to its authority.
        key: PEM file of the private key, where it is another one.

    Raises:
        OSError: a file cannot be read, or (``ssl.SSLError``) is not what it should be.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    # An encrypted key would make OpenSSL ask for its passphrase on the terminal.
    context.load_cert_chain(chain, key, password=lambda: b"")
    return context


def pinned_context(authority_pem: str) -> ssl.SSLContext:
    """Return a context that trusts one authority and nobody else.

    The name is not compared: whoever holds a certificate of this authority is this home, under
    whatever address it is found today.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=authority_pem)
    return context


def asking_context() -> ssl.SSLContext:
    """Return a context for asking a stranger who it claims to be; no secret may follow."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
