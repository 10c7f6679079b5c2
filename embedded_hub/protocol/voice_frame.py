"""Voice on the wire: an eight-byte header before each frame of sound, big-endian.

::

    0         1        2          4           8
    handler   flags    sequence   clock       payload …
    1 … 255   bit set  16 bits    48 kHz      one packet, or with BUNDLE: (u16 length, packet) …

``handler`` says which stream this is, as in Home Assistant's binary messages: the hub hands the
numbers out per connection and direction. A message of that one byte alone ends the stream. Zero
is reserved for a wider number. A bundle carries what was spoken one after the other without a
hole: packet *i* stands for ``sequence + i`` and ``clock + 960 i``.

Nothing here keeps anything: a frame with a lie in its header costs that frame alone.
"""

import struct
from collections.abc import Iterable

import msgspec

from embedded_hub.errors import LocalProtocolError, RemoteProtocolError
from embedded_hub.model.voice import (
    ALL_FLAGS,
    CLOCK_BITS,
    FRAME_SAMPLES,
    SEQUENCE_BITS,
    Frame,
    FrameFlag,
)

HEADER = struct.Struct(">BBHI")
_LENGTH = struct.Struct(">H")
MAX_PACKET_BYTES = 1275
"""The longest Opus frame (RFC 6716 §3.4); 20 ms of 16 kHz PCM are 640."""
MAX_MESSAGE_BYTES = 4096
"""What one message may hold: the bound on all bulk, so that a bundle never holds up a frame."""
MAX_BUNDLE_FRAMES = 200
"""More than 4 KB of one-byte silence packets would be worth: a bound on what one message costs."""
_FLAGS_AT = 1
_SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1
_CLOCK_MASK = (1 << CLOCK_BITS) - 1
_STARTS = FrameFlag.FIRST | FrameFlag.GAP
# A bundle says these once for all its frames.
_SHARED = FrameFlag.SILENCE | FrameFlag.FEC


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One binary message of a peer: whose stream, and the frames in the order spoken."""

    handler: int
    frames: tuple[Frame, ...]
    """Empty when the message only ended the stream."""

    @property
    def is_end(self) -> bool:
        """The stream ends with this message."""
        return not self.frames or self.frames[-1].is_last


def encode_frame(handler: int, frame: Frame) -> bytes:
    """Write one frame as one message.

    Raises:
        LocalProtocolError: a number does not fit, or the packet is empty without an end.
    """
    if len(frame.payload) > MAX_PACKET_BYTES:
        raise LocalProtocolError(f"a packet of {len(frame.payload)} bytes is no 20 ms of sound")
    if not frame.payload and not frame.is_last:
        raise LocalProtocolError("only the end of a stream may be without sound")
    return _pack(handler, frame.flags & ~FrameFlag.BUNDLE, frame) + frame.payload


def encode_frames(handler: int, frames: Iterable[Frame]) -> list[bytes]:
    """Write frames as bundles, or the only one as itself.

    A hole in the sequence or in the clock starts a new message, since a bundle has none inside;
    so does a change between speech and silence, which a bundle says once for all its frames.

    Raises:
        LocalProtocolError: as :func:`encode_frame`.
    """
    waiting = list(frames)
    if len(waiting) == 1:
        return [encode_frame(handler, waiting[0])]
    return [_encode_run(handler, run) for run in _runs(waiting)]


def encode_end(handler: int) -> bytes:
    """Write the shortest end of a stream, as Home Assistant's voice clients do."""
    if not 1 <= handler <= 255:
        raise LocalProtocolError(f"handler {handler} is not 1 to 255")
    return bytes((handler,))


def decode_message(raw: bytes) -> Heard:
    """Read one binary message.

    Raises:
        RemoteProtocolError: it is too short, too long, or its bundle does not add up.
    """
    handler = _handler_of(raw)
    if len(raw) == 1:
        return Heard(handler=handler, frames=())
    if len(raw) < HEADER.size:
        raise RemoteProtocolError(f"{len(raw)} bytes are no voice frame")
    if len(raw) > MAX_MESSAGE_BYTES:
        raise RemoteProtocolError(f"a voice message of {len(raw)} bytes is too long")
    _, bits, sequence, clock = HEADER.unpack_from(raw)
    if bits & ~ALL_FLAGS:
        raise RemoteProtocolError(f"flags {bits:#04x} are reserved")
    flags = FrameFlag(bits)
    payload = raw[HEADER.size :]
    if flags & FrameFlag.BUNDLE:
        return Heard(handler=handler, frames=_unbundle(flags, sequence, clock, payload))
    if len(payload) > MAX_PACKET_BYTES or not (payload or flags & FrameFlag.LAST):
        raise RemoteProtocolError(f"a packet of {len(payload)} bytes is no 20 ms of sound")
    frame = Frame(sequence=sequence, clock=clock, payload=payload, flags=flags)
    return Heard(handler=handler, frames=(frame,))


def mark_gap(message: bytes) -> bytes:
    """Say in an encoded message that this listener missed what came before it.

    The others keep sharing the original bytes.
    """
    changed = bytearray(message)
    changed[_FLAGS_AT] |= FrameFlag.GAP
    return bytes(changed)


def with_handler(message: bytes, handler: int) -> bytes:
    """Put another stream number in front of an encoded message."""
    return bytes((handler,)) + message[1:]


def is_voice(raw: bytes) -> bool:
    """Say whether a binary message can be a voice message at all: cheap, for the first look."""
    return 0 < len(raw) <= MAX_MESSAGE_BYTES and raw[0] != 0


def _handler_of(raw: bytes) -> int:
    if not raw:
        raise RemoteProtocolError("an empty message is no voice frame")
    if raw[0] == 0:
        raise RemoteProtocolError("handler 0 is reserved")
    return raw[0]


def _pack(handler: int, flags: FrameFlag, frame: Frame) -> bytes:
    try:
        if handler == 0:
            raise LocalProtocolError("handler 0 is reserved")
        return HEADER.pack(handler, flags, frame.sequence, frame.clock)
    except struct.error as error:
        raise LocalProtocolError(f"does not fit a voice header: {error}") from error


def _encode_run(handler: int, run: list[Frame]) -> bytes:
    if not run[0].payload:
        return encode_frame(handler, run[0])
    flags = FrameFlag.BUNDLE | (run[0].flags & ~FrameFlag.LAST) | (run[-1].flags & FrameFlag.LAST)
    pieces = [_pack(handler, flags, run[0])]
    for frame in run:
        if len(frame.payload) > MAX_PACKET_BYTES:
            raise LocalProtocolError(f"a packet of {len(frame.payload)} bytes in a bundle")
        pieces += (_LENGTH.pack(len(frame.payload)), frame.payload)
    return b"".join(pieces)


def _runs(frames: Iterable[Frame]) -> Iterable[list[Frame]]:
    run: list[Frame] = []
    size = HEADER.size
    for frame in frames:
        cost = _LENGTH.size + len(frame.payload)
        if run and not (_follows(run[-1], frame) and size + cost <= MAX_MESSAGE_BYTES):
            yield run
            run, size = [], HEADER.size
        run.append(frame)
        size += cost
        if len(run) == MAX_BUNDLE_FRAMES:
            yield run
            run, size = [], HEADER.size
    if run:
        yield run


def _follows(before: Frame, after: Frame) -> bool:
    return (
        after.sequence == (before.sequence + 1) & _SEQUENCE_MASK
        and after.clock == (before.clock + FRAME_SAMPLES) & _CLOCK_MASK
        and not after.flags & _STARTS
        and before.flags & _SHARED == after.flags & _SHARED
        and not before.is_last
        and bool(after.payload)
    )


def _unbundle(flags: FrameFlag, sequence: int, clock: int, payload: bytes) -> tuple[Frame, ...]:
    packets = _packets(payload)
    own = [flags & ~(_STARTS | FrameFlag.LAST)] * len(packets)
    own[0] |= flags & _STARTS
    own[-1] |= flags & FrameFlag.LAST
    return tuple(
        Frame(
            sequence=(sequence + index) & _SEQUENCE_MASK,
            clock=(clock + index * FRAME_SAMPLES) & _CLOCK_MASK,
            payload=packet,
            flags=own[index],
        )
        for index, packet in enumerate(packets)
    )


def _packets(payload: bytes) -> list[bytes]:
    packets: list[bytes] = []
    at = 0
    while at < len(payload):
        end = at + _LENGTH.size
        length = _LENGTH.unpack_from(payload, at)[0] if end <= len(payload) else 0
        at = end + length
        if not 0 < length <= MAX_PACKET_BYTES or at > len(payload):
            raise RemoteProtocolError("a bundle's lengths do not add up")
        packets.append(payload[end:at])
        if len(packets) > MAX_BUNDLE_FRAMES:
            raise RemoteProtocolError(f"more than {MAX_BUNDLE_FRAMES} frames in one bundle")
    if not packets:
        raise RemoteProtocolError("a bundle of nothing")
    return packets
