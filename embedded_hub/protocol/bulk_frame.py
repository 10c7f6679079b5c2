"""A long text message in binary pieces, so that a spoken word never waits behind all of it.

A WebSocket cannot interleave data messages, so what is long is cut into many short ones. They
carry handler 0 where sound has its stream's number; big-endian::

    0         1        2          4           8
    0         flags    sequence   transfer    at most 4088 bytes …

The flags are 1 for the first piece of a transfer, 2 for its last and 4 for a receipt. The
payloads of one transfer, joined, are one text message in UTF-8. Pieces of different transfers may
alternate. A receipt has no payload; in place of the transfer it carries how many bytes of payload
its sender has received on this connection so far, modulo 2^32. Only a client that named a
``bulk_window`` in ``supported_features`` gets pieces, and no more than that many bytes of them
are under way before it says so; it does after each quarter of the window and each last piece.
"""

import struct
from collections.abc import Iterator
from enum import IntFlag

import msgspec

from embedded_hub.errors import RemoteProtocolError

HEADER = struct.Struct(">BBHI")
MAX_PIECE_BYTES = 4096 - HEADER.size
COUNT_MASK = 0xFFFF_FFFF
_MAX_TRANSFERS = 8
"""A sender alternates between results and events; more at a time is no sender of ours."""
_SEQUENCE_MASK = 0xFFFF


class PieceFlag(IntFlag):
    """What a piece is."""

    NONE = 0
    FIRST = 1
    LAST = 2
    RECEIPT = 4


def is_bulk(raw: bytes) -> bool:
    """Say whether a binary message belongs here and not to a voice."""
    return raw[:1] == b"\0"


def encode_pieces(transfer: int, payload: bytes) -> Iterator[bytes]:
    """Cut one message, which must not be empty, into binary messages."""
    for sequence, start in enumerate(range(0, len(payload), MAX_PIECE_BYTES)):
        end = start + MAX_PIECE_BYTES
        flags = PieceFlag.FIRST if start == 0 else PieceFlag.NONE
        if end >= len(payload):
            flags |= PieceFlag.LAST
        head = HEADER.pack(0, flags, sequence & _SEQUENCE_MASK, transfer & COUNT_MASK)
        yield head + payload[start:end]


def encode_receipt(received_bytes: int) -> bytes:
    """Say how much has come in."""
    return HEADER.pack(0, PieceFlag.RECEIPT, 0, received_bytes & COUNT_MASK)


def decode_receipt(raw: bytes) -> int:
    """Return the count of a receipt.

    Raises:
        RemoteProtocolError: it is none.
    """
    if len(raw) != HEADER.size or raw[1] != PieceFlag.RECEIPT:
        raise RemoteProtocolError("a client sends nothing but receipts on handler 0")
    count: int = HEADER.unpack(raw)[3]
    return count


class _Transfer(msgspec.Struct):
    parts: list[bytes]
    size: int = 0


class PieceJoiner:
    """Puts messages together again; for the receiver.

    Args:
        max_bytes: How long one message may be.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._transfers: dict[int, _Transfer] = {}
        self.received_bytes = 0
        """Payload bytes so far, for receipts."""

    def take(self, raw: bytes) -> bytes | None:
        """Take one piece and return the message it completes.

        Raises:
            RemoteProtocolError: it does not continue what came before, or is too much.
        """
        if not HEADER.size < len(raw) <= HEADER.size + MAX_PIECE_BYTES:
            raise RemoteProtocolError(f"a piece of {len(raw)} bytes")
        _, flags, sequence, number = HEADER.unpack_from(raw)
        if flags & PieceFlag.FIRST:
            self._begin(number)
        transfer = self._transfers.get(number)
        if transfer is None or sequence != len(transfer.parts) & _SEQUENCE_MASK:
            raise RemoteProtocolError("a piece of a long message is missing")
        payload = raw[HEADER.size :]
        self.received_bytes += len(payload)
        transfer.parts.append(payload)
        transfer.size += len(payload)
        if transfer.size > self._max_bytes:
            raise RemoteProtocolError(f"a message of more than {self._max_bytes} bytes")
        if not flags & PieceFlag.LAST:
            return None
        del self._transfers[number]
        return b"".join(transfer.parts)

    def _begin(self, number: int) -> None:
        if number in self._transfers or len(self._transfers) >= _MAX_TRANSFERS:
            raise RemoteProtocolError("a long message begins that cannot")
        self._transfers[number] = _Transfer(parts=[])
