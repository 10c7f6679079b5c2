"""The voice header: what is written is read, what lies is refused, and other languages agree."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import LocalProtocolError, RemoteProtocolError
from embedded_hub.model.voice import FRAME_SAMPLES, Frame, FrameFlag
from embedded_hub.protocol.voice_frame import (
    MAX_BUNDLE_FRAMES,
    MAX_MESSAGE_BYTES,
    MAX_PACKET_BYTES,
    decode_message,
    encode_end,
    encode_frame,
    encode_frames,
    is_voice,
    mark_gap,
    with_handler,
)

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "voice" / "frames.json").read_text("utf-8")
)

handlers = st.integers(1, 255)
single_flags = st.integers(0, 63).map(lambda bits: FrameFlag(bits & ~FrameFlag.BUNDLE))
packets = st.binary(min_size=1, max_size=90)


def frame(sequence: int = 0, payload: bytes = b"x", flags: FrameFlag = FrameFlag.NONE) -> Frame:
    clock = (sequence * FRAME_SAMPLES) & 0xFFFFFFFF
    return Frame(sequence=sequence & 0xFFFF, clock=clock, payload=payload, flags=flags)


def decode_all(messages: Sequence[bytes]) -> list[Frame]:
    return [found for message in messages for found in decode_message(message).frames]


@given(
    handler=handlers,
    sequence=st.integers(0, 0xFFFF),
    clock=st.integers(0, 0xFFFFFFFF),
    payload=packets,
    flags=single_flags,
)
def test_a_single_frame_comes_back_as_it_was(
    handler: int, sequence: int, clock: int, payload: bytes, flags: FrameFlag
) -> None:
    sent = Frame(sequence=sequence, clock=clock, payload=payload, flags=flags)
    heard = decode_message(encode_frame(handler, sent))
    assert heard.handler == handler
    assert heard.frames == (sent,)


@given(
    handler=handlers,
    start=st.integers(0, 0xFFFF),
    steps=st.lists(st.tuples(st.integers(1, 3), packets, st.booleans()), min_size=2, max_size=400),
)
def test_bundles_keep_every_frame_in_order_and_within_the_limits(
    handler: int, start: int, steps: list[tuple[int, bytes, bool]]
) -> None:
    sent, number = [], start
    for step, payload, is_silent in steps:
        number += step if step == 3 else 1
        flags = FrameFlag.SILENCE if is_silent else FrameFlag.NONE
        sent.append(frame(number, payload, flags))
    messages = encode_frames(handler, sent)
    heard = decode_all(messages)
    assert all(found.flags & FrameFlag.BUNDLE for found in heard)
    assert heard == [
        Frame(
            sequence=one.sequence,
            clock=one.clock,
            payload=one.payload,
            flags=one.flags | FrameFlag.BUNDLE,
        )
        for one in sent
    ]
    assert all(len(message) <= MAX_MESSAGE_BYTES for message in messages)


def test_the_edges_of_a_bundle_are_on_its_first_and_last_frame() -> None:
    sent = [
        frame(7, flags=FrameFlag.FIRST | FrameFlag.GAP),
        frame(8),
        frame(9, flags=FrameFlag.LAST),
    ]
    [message] = encode_frames(3, sent)
    first, middle, last = decode_message(message).frames
    assert first.flags == FrameFlag.FIRST | FrameFlag.GAP | FrameFlag.BUNDLE
    assert middle.flags == FrameFlag.BUNDLE
    assert last.is_last
    assert decode_message(message).is_end


def test_an_end_without_sound_follows_a_bundle_in_its_own_message() -> None:
    messages = encode_frames(3, [frame(1), frame(2), frame(3, b"", FrameFlag.LAST)])
    assert len(messages) == 2
    assert decode_message(messages[1]).is_end


def test_one_long_silence_is_several_bundles() -> None:
    messages = encode_frames(1, [frame(number) for number in range(MAX_BUNDLE_FRAMES + 5)])
    assert [len(decode_message(message).frames) for message in messages] == [MAX_BUNDLE_FRAMES, 5]


def test_sequence_and_clock_wrap_inside_a_bundle() -> None:
    top = Frame(sequence=0xFFFF, clock=0xFFFFFFFF, payload=b"a")
    wrapped = Frame(sequence=0, clock=FRAME_SAMPLES - 1, payload=b"b")
    [message] = encode_frames(1, [top, wrapped])
    _, second = decode_message(message).frames
    assert (second.sequence, second.clock) == (0, FRAME_SAMPLES - 1)


def test_the_handler_alone_ends_a_stream() -> None:
    heard = decode_message(encode_end(9))
    assert heard.handler == 9
    assert heard.is_end


def test_marking_a_gap_leaves_the_shared_bytes_alone() -> None:
    shared = encode_frame(1, frame(5))
    marked = mark_gap(shared)
    assert decode_message(shared).frames[0].flags == FrameFlag.NONE
    assert decode_message(marked).frames[0].flags == FrameFlag.GAP


def test_another_handler_changes_nothing_else() -> None:
    heard = decode_message(with_handler(encode_frame(1, frame(5)), 77))
    assert heard.handler == 77
    assert heard.frames == (frame(5),)


@given(raw=st.binary(max_size=200))
def test_no_bytes_do_anything_but_decode_or_be_refused(raw: bytes) -> None:
    try:
        heard = decode_message(raw)
    except RemoteProtocolError:
        return
    assert is_voice(raw)
    assert 1 <= heard.handler <= 255


@pytest.mark.parametrize(
    "wrong",
    [
        Frame(sequence=0, clock=0, payload=b""),
        Frame(sequence=0, clock=0, payload=bytes(MAX_PACKET_BYTES + 1)),
        Frame(sequence=0x10000, clock=0, payload=b"x"),
        Frame(sequence=-1, clock=0, payload=b"x"),
        Frame(sequence=0, clock=1 << 32, payload=b"x"),
    ],
)
def test_our_own_mistakes_are_never_sent(wrong: Frame) -> None:
    with pytest.raises(LocalProtocolError):
        encode_frame(1, wrong)


@pytest.mark.parametrize("handler", [0, 256, -1])
def test_a_handler_outside_a_byte_is_our_mistake(handler: int) -> None:
    with pytest.raises(LocalProtocolError):
        encode_frame(handler, frame())
    with pytest.raises(LocalProtocolError):
        encode_end(handler)


def test_an_oversized_packet_in_a_bundle_is_our_mistake() -> None:
    with pytest.raises(LocalProtocolError):
        encode_frames(1, [frame(0), frame(1, bytes(MAX_PACKET_BYTES + 1))])


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=lambda vector: str(vector["name"]))
def test_a_vector_is_read_as_it_says_and_written_back(vector: dict[str, Any]) -> None:
    raw = bytes.fromhex(vector["hex"])
    heard = decode_message(raw)
    told = [
        Frame(
            sequence=one["sequence"],
            clock=one["clock"],
            payload=bytes.fromhex(one["payload"]),
            flags=FrameFlag(one["flags"]),
        )
        for one in vector["frames"]
    ]
    assert heard.handler == vector["handler"]
    assert list(heard.frames) == told
    assert heard.is_end == vector["is_end"]
    written = encode_frames(heard.handler, told) if told else [encode_end(heard.handler)]
    assert written == [raw]


@pytest.mark.parametrize("vector", VECTORS["invalid"], ids=lambda vector: str(vector["name"]))
def test_a_lying_vector_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(RemoteProtocolError):
        decode_message(bytes.fromhex(vector["hex"]))
