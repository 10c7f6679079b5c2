"""One talk burst's sound in one codec, as it grows."""

from collections.abc import Sequence

from embedded_hub.audio.codec import SPEECH_HZ, make_decoder, make_encoder
from embedded_hub.model.voice import Frame, FrameFlag
from embedded_hub.protocol.commands.voice import CodecName


class Transcoding:
    """Turns packets of one stream into another codec, one for one; it has a memory.

    Opus takes and yields 16 kHz by itself, so nothing is resampled.

    Args:
        source: What comes.
        target: What is wanted.

    Raises:
        CodecUnsupported: libopus is not there.
    """

    def __init__(self, source: CodecName, target: CodecName) -> None:
        self._decoder = make_decoder(source, SPEECH_HZ)
        self._encoder = make_encoder(target, SPEECH_HZ)

    def turn(self, packet: bytes) -> bytes:
        """Return the same 20 ms in the other codec.

        Raises:
            RemoteProtocolError: the packet is none of its codec.
        """
        return self._encoder.encode(self._decoder.decode(packet))


class Track:
    """Frames in the order spoken; those already there never change.

    Args:
        codec: Of its frames.
        source: Of the frames it is given, where that is another.

    Raises:
        CodecUnsupported: it would have to transcode and cannot.
    """

    def __init__(self, codec: CodecName, source: CodecName | None = None) -> None:
        self.codec: CodecName = codec
        is_other = source is not None and source != codec
        self._transcoding = Transcoding(source, codec) if source and is_other else None
        self.frames: list[Frame] = []
        self.byte_count = 0

    def __len__(self) -> int:
        return len(self.frames)

    def add(self, frames: Sequence[Frame]) -> Sequence[Frame]:
        """Append frames and return them as they are here.

        Raises:
            RemoteProtocolError: one of them is none of its codec; nothing was added.
        """
        if self._transcoding is not None:
            frames = [_turned(frame, self._transcoding) for frame in frames]
        self.frames += frames
        self.byte_count += sum(len(frame.payload) for frame in frames)
        return frames


def _turned(frame: Frame, transcoding: Transcoding) -> Frame:
    return Frame(
        sequence=frame.sequence,
        clock=frame.clock,
        payload=transcoding.turn(frame.payload),
        flags=frame.flags & ~FrameFlag.FEC,
    )
