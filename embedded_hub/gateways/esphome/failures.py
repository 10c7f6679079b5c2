"""Why an ESPHome node could not be reached, in sentences a person can act on."""

from aioesphomeapi.core import (
    APIConnectionError,
    EncryptionErrorAPIError,
    EncryptionHelloAPIError,
    EncryptionPlaintextAPIError,
    HandshakeAPIError,
    InvalidAuthAPIError,
    InvalidEncryptionKeyAPIError,
    ProtocolAPIError,
    RequiresEncryptionAPIError,
    ResolveAPIError,
    SocketClosedAPIError,
)

from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayError,
    GatewayProtocolError,
    GatewayUnreachable,
)

_MAX_REASON = 255


def explained(error: APIConnectionError, host: str) -> GatewayError:
    """Return the library's failure as one of ours.

    Args:
        error: What the library raised.
        host: Whom it is about, where the node has not said its name.
    """
    name = getattr(error, "received_name", None) or host
    match error:
        case EncryptionErrorAPIError() | EncryptionHelloAPIError():
            # The key was right, or was never looked at: the line is what failed.
            failure: GatewayError = GatewayUnreachable(f"{name} ended the encrypted connection")
        case InvalidEncryptionKeyAPIError():
            failure = GatewayAuthRequired(
                f"{name} has another encryption key: enter the one under api, encryption, key"
                " in its configuration"
            )
        case RequiresEncryptionAPIError():
            failure = GatewayAuthRequired(
                f"{name} speaks encrypted only: enter the key under api, encryption, key"
                " in its configuration"
            )
        case EncryptionPlaintextAPIError():
            failure = GatewayAuthRequired(
                f"{name} does not encrypt: leave the encryption key empty, or turn encryption on"
                " in its configuration"
            )
        case InvalidAuthAPIError():
            failure = GatewayAuthRequired(f"{name} has another password")
        case HandshakeAPIError() | ProtocolAPIError() if not _is_ended(error):
            failure = GatewayProtocolError(f"{name} is no ESPHome: {error}"[:_MAX_REASON])
        case SocketClosedAPIError():
            failure = GatewayUnreachable(f"{name} ended the connection; is it a node with ESPHome?")
        case ResolveAPIError():
            failure = GatewayUnreachable(f"no device is called {host}")
        case _:
            failure = GatewayUnreachable(f"{name}: {error}"[:_MAX_REASON])
    return failure


def _is_ended(error: APIConnectionError) -> bool:
    """Tell a connection that ended from one that was spoken to in another language."""
    return isinstance(error.__cause__, OSError) or "closed" in str(error).lower()
