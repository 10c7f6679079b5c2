"""Client messages from bytes to values and back.

Decoding never trusts: text that is not JSON, or nests deeper than :data:`MAX_DEPTH`, raises
:class:`Unparsable` and costs the connection; a message that is JSON but not a known command
becomes a :class:`Rejected` that costs only its own result.
"""

from typing import Literal, Union

import msgspec

from embedded_hub.errors import InvalidFormat, RemoteProtocolError, RequestError, UnknownCommand
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.base import Command, LongText, MessageId, Name, Text
from embedded_hub.protocol.commands import COMMANDS
from embedded_hub.protocol.nesting import is_deeper

MAX_DEPTH = 64
MAX_BATCH = 1000
"""Commands one array may hold."""


class Auth(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="auth"):
    """The first message of a client: who it is. It carries no id."""

    access_token: LongText


class Pair(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="pair"):
    """The first message of a device that has a pairing code and no token yet.

    Answered by ``{"type": "paired", "token", "role", "device_id", "ca_spki"}`` and a close with
    1000, or by ``{"type": "pair_failed", "left"}``. A code that was typed is first answered by
    ``{"type": "pair_confirm", "words"}``: the owner compares them on another screen and agrees.
    """

    code: Text
    name: Name
    nonce: Text = ""
    """Free for the device to use; it is not read."""


class Unparsable(RemoteProtocolError, code="unparsable"):
    """The bytes are no JSON we accept; ``close_code`` is what to close with (RFC 6455 §7.4.1)."""

    def __init__(self, message: str, close_code: Literal[1007, 1008]) -> None:
        super().__init__(message)
        self.close_code = close_code


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is no command we can carry out, and the id to answer, where it had one."""

    id: int | None
    error: RequestError


class _Envelope(msgspec.Struct, frozen=True):
    id: MessageId | None = None
    type: str | None = None


_Any = Union[COMMANDS]  # type: ignore[valid-type]  # noqa: UP007 - a union made from a table
_decode_command = msgspec.json.Decoder(_Any).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_batch = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_first = msgspec.json.Decoder(Auth | Pair).decode
_KNOWN = frozenset(str(command.__struct_config__.tag) for command in COMMANDS)
encode = msgspec.json.encode


def decode_first(raw: bytes) -> Auth | Pair:
    """Read a client's first message.

    Raises:
        Unparsable: it is not JSON.
        InvalidFormat: it is neither an ``auth`` nor a ``pair`` message.
    """
    _refuse_depth(raw)
    try:
        first: Auth | Pair = _decode_first(raw)
    except msgspec.ValidationError as error:
        raise InvalidFormat(f"the first message must be auth: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unparsable(error) from error
    return first


def decode_commands(raw: bytes) -> list[Command | Rejected]:
    """Read one frame: a command or an array of them.

    Raises:
        Unparsable: it is not JSON, or nests too deep.
    """
    _refuse_depth(raw)
    try:
        if raw.lstrip()[:1] != b"[":
            return [_decode_one(raw)]
        batch = _decode_batch(raw)
    except msgspec.ValidationError as error:
        return [Rejected(id=None, error=InvalidFormat(str(error)))]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unparsable(error) from error
    if len(batch) > MAX_BATCH:
        return [Rejected(id=None, error=InvalidFormat(f"more than {MAX_BATCH} commands at once"))]
    return [_decode_one(bytes(one)) for one in batch]


def _decode_one(raw: bytes) -> Command | Rejected:
    try:
        command: Command = _decode_command(raw)
    except msgspec.ValidationError as error:
        return _reject(raw, str(error))
    return command


def _reject(raw: bytes, why: str) -> Rejected:
    try:
        envelope = _decode_envelope(raw)
    except msgspec.ValidationError:
        return Rejected(id=None, error=InvalidFormat(why))
    if envelope.id is not None and envelope.type is not None and envelope.type not in _KNOWN:
        return Rejected(id=envelope.id, error=UnknownCommand("Unknown command."))
    return Rejected(id=envelope.id, error=InvalidFormat(why))


def _refuse_depth(raw: bytes) -> None:
    if is_deeper(raw, MAX_DEPTH):
        raise Unparsable(f"nests deeper than {MAX_DEPTH}", 1008)


def _unparsable(error: Exception) -> Unparsable:
    if isinstance(error, UnicodeDecodeError):
        return Unparsable("text is not UTF-8", 1007)
    return Unparsable("text is not JSON", 1008)


def encode_result(message_id: int, result: object) -> bytes:
    """Write the success of a command. ``result`` may be a :class:`msgspec.Raw`."""
    return encode({"id": message_id, "type": "result", "success": True, "result": result})


def encode_error(message_id: int | None, error: JsonObject) -> bytes:
    """Write the failure of a command; see :func:`error_body`."""
    return encode({"id": message_id, "type": "result", "success": False, "error": error})


def encode_event(message_id: int, body: bytes) -> bytes:
    """Splice an event that is already encoded under a subscription's id."""
    return b'{"id":%d,"type":"event","event":%b}' % (message_id, body)
