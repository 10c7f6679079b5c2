import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.protocol.bulk_frame import (
    HEADER,
    MAX_PIECE_BYTES,
    PieceFlag,
    PieceJoiner,
    decode_receipt,
    encode_pieces,
    encode_receipt,
    is_bulk,
)
from embedded_hub.protocol.voice_frame import is_voice

LIMIT = 1 << 20


@given(st.integers(1, 5 * MAX_PIECE_BYTES), st.integers(0, 1 << 40))
def test_pieces_join_to_the_message_and_none_is_longer_than_a_voice_may_wait(
    size: int, transfer: int
) -> None:
    payload = (bytes(range(256)) * (size // 256 + 1))[:size]
    pieces = list(encode_pieces(transfer, payload))
    joiner = PieceJoiner(LIMIT)
    *before, last = map(joiner.take, pieces)
    assert before == [None] * len(before)
    assert last == payload
    assert joiner.received_bytes == size
    assert max(map(len, pieces)) <= 4096
    assert all(is_bulk(piece) and not is_voice(piece) for piece in pieces)


@given(st.lists(st.booleans(), max_size=20))
def test_two_transfers_may_alternate(order: list[bool]) -> None:
    payloads = b"a" * (3 * MAX_PIECE_BYTES), b"b" * (4 * MAX_PIECE_BYTES + 1)
    rows = [list(encode_pieces(number, payload)) for number, payload in enumerate(payloads)]
    joiner = PieceJoiner(LIMIT)
    turns = [*order, *[False] * 5, *[True] * 5]
    done = [joiner.take(rows[chosen].pop(0)) for chosen in turns if rows[chosen]]
    assert {one for one in done if one} == set(payloads)


@pytest.mark.parametrize("count", [0, 1, 0xFFFF_FFFF, 0x1_0000_0002])
def test_a_receipt_counts_modulo_four_gigabytes(count: int) -> None:
    assert decode_receipt(encode_receipt(count)) == count % (1 << 32)


def test_whatever_is_no_receipt_is_refused() -> None:
    for raw in (b"\0", b"\0\4\0\0\0\0\0", next(encode_pieces(1, b"x")), b"\0\1" + b"\0" * 6):
        with pytest.raises(RemoteProtocolError):
            decode_receipt(raw)


def test_a_piece_that_is_missing_is_noticed() -> None:
    first, _, third = encode_pieces(1, b"x" * (3 * MAX_PIECE_BYTES))
    joiner = PieceJoiner(LIMIT)
    joiner.take(first)
    with pytest.raises(RemoteProtocolError):
        joiner.take(third)
    with pytest.raises(RemoteProtocolError):
        PieceJoiner(LIMIT).take(third)


def test_a_sender_cannot_fill_the_receiver() -> None:
    with pytest.raises(RemoteProtocolError):
        list(map(PieceJoiner(5000).take, encode_pieces(1, b"x" * 5001)))
    joiner = PieceJoiner(LIMIT)
    begun = (HEADER.pack(0, PieceFlag.FIRST, 0, number) + b"x" for number in range(20))
    with pytest.raises(RemoteProtocolError):
        list(map(joiner.take, begun))
    with pytest.raises(RemoteProtocolError):
        joiner.take(HEADER.pack(0, PieceFlag.FIRST, 0, 0))
