import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from embedded_hub.server.frames import (
    PIECE_BYTES,
    PING,
    WHOLE_MESSAGE_BYTES,
    binary_frame,
    text_frame,
    text_pieces,
)


def parsed(raw: bytes) -> list[Frame]:
    """What a real client makes of the bytes."""
    client = ClientProtocol(parse_uri("ws://hub/"), state=State.OPEN, max_size=None)
    client.receive_data(raw)
    assert client.parser_exc is None
    return [event for event in client.events_received() if isinstance(event, Frame)]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 70000])
def test_a_text_frame_of_any_length_is_read_back_whole(size: int) -> None:
    payload = b"x" * size
    assert parsed(text_frame(payload)) == [Frame(Opcode.TEXT, payload)]


def test_binary_and_ping_frames_are_what_they_say() -> None:
    assert parsed(binary_frame(b"\x01\xff")) == [Frame(Opcode.BINARY, b"\x01\xff")]
    assert parsed(PING) == [Frame(Opcode.PING, b"")]


def test_a_message_that_is_not_large_stays_whole() -> None:
    assert len(list(text_pieces(b"x" * WHOLE_MESSAGE_BYTES))) == 1


@given(st.integers(WHOLE_MESSAGE_BYTES + 1, 5 * PIECE_BYTES))
def test_pieces_of_a_large_message_join_to_the_message(size: int) -> None:
    payload = bytes(range(256)) * (size // 256 + 1)
    payload = payload[:size]
    frames = parsed(b"".join(text_pieces(payload)))
    assert b"".join(bytes(frame.data) for frame in frames) == payload
    assert [frame.fin for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert max(len(frame.data) for frame in frames) <= PIECE_BYTES
