from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.protocol.bulk_frame import MAX_PIECE_BYTES, PieceJoiner
from embedded_hub.server.bulk import (
    RECEIPT_WAIT_S,
    SPEECH_GAP_S,
    SPEECH_WAIT_S,
    Fragments,
    Pieces,
)

PAYLOAD = b"x" * (10 * MAX_PIECE_BYTES)


def unframed(frame: bytes) -> bytes:
    return frame[2:] if frame[1] < 126 else frame[4:]


def taken(pieces: Pieces, now_s: float) -> int:
    """Take what there is room for; the bytes of payload."""
    size = 0
    while frame := pieces.take(now_s):
        size += len(unframed(frame)) - 8
    return size


def test_no_more_is_under_way_than_the_window() -> None:
    pieces = Pieces(2 * MAX_PIECE_BYTES)
    pieces.push(PAYLOAD)
    assert taken(pieces, 0.0) == 2 * MAX_PIECE_BYTES
    assert pieces.free_at_s(0.0) == RECEIPT_WAIT_S
    pieces.note_receipt(MAX_PIECE_BYTES)
    assert pieces.free_at_s(0.1) is None
    assert taken(pieces, 0.1) == MAX_PIECE_BYTES


def test_a_client_that_confirms_nothing_gets_all_of_it_slowly() -> None:
    pieces = Pieces(MAX_PIECE_BYTES)
    pieces.push(PAYLOAD)
    sizes = [taken(pieces, number * RECEIPT_WAIT_S) for number in range(10)]
    assert sizes == [MAX_PIECE_BYTES] * 10
    assert pieces.is_empty
    assert pieces.free_at_s(99.0) is None


@given(st.lists(st.integers(0, 1 << 33), max_size=30))
def test_lying_receipts_never_open_the_window_wider(receipts: list[int]) -> None:
    pieces = Pieces(MAX_PIECE_BYTES)
    pieces.push(PAYLOAD)
    sent = taken(pieces, 0.0)
    known = 0
    for receipt in receipts:
        pieces.note_receipt(receipt)
        if receipt % (1 << 32) <= sent:
            known = max(known, receipt % (1 << 32))
        sent += taken(pieces, 0.0)
        assert sent - known <= MAX_PIECE_BYTES


def test_pieces_that_keep_their_place_among_events_count_as_under_way() -> None:
    pieces, joiner = Pieces(2 * MAX_PIECE_BYTES), PieceJoiner(1 << 20)
    event = pieces.frames(b"e" * (3 * MAX_PIECE_BYTES))
    pieces.push(b"result" * 1000)
    assert taken(pieces, 0.0) == 0
    assert [joiner.take(unframed(frame)) for frame in event][-1] == b"e" * (3 * MAX_PIECE_BYTES)
    pieces.note_receipt(joiner.received_bytes)
    assert taken(pieces, 0.0) + taken(pieces, RECEIPT_WAIT_S) == 6000


def test_what_cannot_be_cut_waits_while_somebody_speaks() -> None:
    heard_at_s = 10.0
    fragments = Fragments(lambda: heard_at_s)
    fragments.push(b"x")
    assert fragments.take(10.1) == b""
    assert fragments.free_at_s(10.1) == 10.0 + SPEECH_GAP_S
    heard_at_s = 10.2
    assert fragments.take(10.4) == b""
    assert fragments.take(10.2 + SPEECH_GAP_S)
    assert fragments.is_empty


def test_what_cannot_be_cut_does_not_wait_for_ever() -> None:
    now_s = 50.0
    fragments = Fragments(lambda: now_s)
    fragments.push(b"x" * 200_000)
    while not fragments.take(now_s):
        now_s += 0.02
        assert now_s <= 50.0 + SPEECH_WAIT_S + 0.1
    assert fragments.must_go_on
    assert fragments.free_at_s(now_s) is None
