"""What a hub sends, decoded: pure, one frame in, a list of messages out.

A frame holds one message or, after ``supported_features``, an array of them. Which of the fields
mean something follows from ``type`` alone, never from which are present.
"""

from collections.abc import Sequence

import msgspec

from embedded_hub.errors import (
    ERRORS_BY_CODE,
    GatewayError,
    HomewireError,
    RemoteProtocolError,
    RequestError,
)
from embedded_hub.model.values import JsonValue

# Enough of a broken frame to recognise its sender in a log, and no more.
_SHOWN_CHARS = 120


class WireError(msgspec.Struct, frozen=True):
    """The ``error`` of a result."""

    code: str = "unknown_error"
    message: str = ""
    translation_key: str | None = None
    translation_placeholders: dict[str, JsonValue] | None = None


class Incoming(msgspec.Struct, frozen=True):
    """Any message a hub sends to a client."""

    type: str
    id: int | None = None
    success: bool = True
    result: JsonValue = None
    event: JsonValue = None
    error: WireError | None = None
    message: str = ""
    ha_version: str = ""


_DECODER = msgspec.json.Decoder(Incoming | list[Incoming])


def decode(frame: str | bytes) -> Sequence[Incoming]:
    """Return the messages of one text frame, or of one long message as UTF-8, in order.

    Raises:
        RemoteProtocolError: it is not a message of this protocol.
    """
    try:
        messages = _DECODER.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise RemoteProtocolError(
            f"The hub sent what is not a message: {frame[:_SHOWN_CHARS]!r} ({error})."
        ) from error
    return messages if isinstance(messages, list) else [messages]


def error_of(message: Incoming) -> HomewireError:
    """Return the error a failed result stands for, found by its most precise known code.

    A code nobody here knows gives a plain :class:`RequestError` with it in ``details["code"]``.
    """
    wire = message.error or WireError()
    details = {
        name: value if isinstance(value, str) else str(value)
        for name, value in (wire.translation_placeholders or {}).items()
    }
    for code in (wire.translation_key, wire.code):
        kind = ERRORS_BY_CODE.get(code) if code is not None else None
        if kind is not None and issubclass(kind, RequestError | GatewayError):
            return kind(wire.message, details=details)
    return RequestError(wire.message, details={**details, "code": wire.code})
