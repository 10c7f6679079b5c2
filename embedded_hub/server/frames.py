"""WebSocket frames as a server sends them, built once and shared by many connections.

A server's frames carry no mask (RFC 6455 §5.1), so the bytes do not depend on the receiver: the
same object can be written to five hundred sockets. Extensions would break that, hence the
listener negotiates none.
"""

from collections.abc import Iterator

_FIN = 0x80
_CONTINUATION = 0x0
_TEXT = 0x1
_BINARY = 0x2
PING = bytes((_FIN | 0x9, 0))
"""A ping without payload; its pong says all that is asked: something came back."""

WHOLE_MESSAGE_BYTES = 64 * 1024
"""Longer messages are cut, so that a pong or a close never waits behind all of it."""
PIECE_BYTES = 32 * 1024


def text_frame(payload: bytes) -> bytes:
    """Frame one UTF-8 text message."""
    return _header(_FIN | _TEXT, len(payload)) + payload


def binary_frame(payload: bytes) -> bytes:
    """Frame one binary message."""
    return _header(_FIN | _BINARY, len(payload)) + payload


def text_pieces(payload: bytes) -> Iterator[bytes]:
    """Frame one text message, in fragments when it is long.

    Between two pieces of one message nothing but control frames may be sent (RFC 6455 §5.4).
    """
    size = len(payload)
    if size <= WHOLE_MESSAGE_BYTES:
        yield text_frame(payload)
        return
    for start in range(0, size, PIECE_BYTES):
        piece = payload[start : start + PIECE_BYTES]
        opcode = _TEXT if start == 0 else _CONTINUATION
        fin = _FIN if start + PIECE_BYTES >= size else 0
        yield _header(fin | opcode, len(piece)) + piece


def _header(first: int, length: int) -> bytes:
    if length < 126:
        return bytes((first, length))
    if length < 65536:
        return bytes((first, 126)) + length.to_bytes(2)
    return bytes((first, 127)) + length.to_bytes(8)
