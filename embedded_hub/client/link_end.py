"""What a connection that closed, or never opened, means to the one who used it."""

import socket
import ssl

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from embedded_hub.errors import AuthenticationFailed, LinkClosed, LinkError, VersionMismatch

# Close codes of the client API; Home Assistant itself always closes with 1000.
_REVOKED = 4001
_BAD_TOKEN = 4401
_FORBIDDEN = 4403
_WRONG_VERSION = 4406

_SENTENCES = {
    1000: "The hub closed the connection.",
    1001: "The hub is shutting down.",
    1008: "The hub closed the connection because of its rules",
    1009: "A message was too big for the hub.",
    1012: "The hub is restarting.",
    1013: "The hub closed the connection because this side reads too slowly.",
    4008: "The hub closed the connection because of too many requests.",
}


def why_closed(error: ConnectionClosed) -> LinkError:
    """Return the error that tells how to go on: reconnect, ask for a token, or update."""
    close = error.rcvd
    if close is None:
        return LinkClosed("The connection to the hub broke.")
    said = f" ({close.reason})" if close.reason else ""
    if close.code in (_REVOKED, _BAD_TOKEN, _FORBIDDEN):
        return AuthenticationFailed(f"The hub no longer accepts this token{said}.")
    if close.code == _WRONG_VERSION:
        return VersionMismatch(f"The hub speaks another version{said}.")
    sentence = _SENTENCES.get(close.code, f"The hub closed the connection with code {close.code}.")
    return LinkClosed(sentence.rstrip(".") + said + ".")


def why_not_open(error: Exception) -> str:
    """Return the part of a sentence that says why nothing came of a connection."""
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(error, socket.gaierror):
        return "there is no machine of that name"
    if isinstance(error, InvalidStatus):
        return f"it answered with HTTP status {error.response.status_code}"
    if isinstance(error, InvalidHandshake):
        return "what answers there is not a hub"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted here ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS there"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)
