"""One talk burst's sound in one codec: as it grows for all, or as one listener catches up.

Turning a minute of speech into another codec at once would hold everybody up for a tenth of a
second. So what is made for all begins where the first listener who needs it is level, and who is
behind gets theirs piece by piece, when it is sent.
"""

import contextlib
from collections.abc import Sequence

from embedded_hub.audio.codec import SPEECH_HZ, make_decoder, make_encoder
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.voice import Frame, FrameFlag
from embedded_hub.protocol.commands.voice import CodecName

WARM_UP_FRAMES = 4
"""80 ms, after which a decoder that began in the middle sounds like one that did not."""


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

    def warm_up(self, frames: Sequence[Frame]) -> None:
        """Take in what came just before, so that nothing clicks where it begins."""
        for frame in frames[-WARM_UP_FRAMES:]:
            with contextlib.suppress(RemoteProtocolError):
                self.turn(frame.payload)


class Track:
    """Frames in the order spoken, for all who are in step; those already there never change.

    Args:
        codec: Of its frames.
        source: Of the frames it is given, where that is another.
        before: What was said before it began, in the source's codec; it is not in here, and only
            the end of it is looked at.

    Raises:
        CodecUnsupported: it would have to transcode and cannot.
    """

    def __init__(
        self, codec: CodecName, source: CodecName | None = None, before: Sequence[Frame] = ()
    ) -> None:
        self.codec: CodecName = codec
        self.start = len(before)
        """How many frames are missing at its beginning."""
        is_other = source is not None and source != codec
        self._transcoding = Transcoding(source, codec) if source and is_other else None
        self.frames: list[Frame] = []
        self.byte_count = 0
        if self._transcoding is not None:
            self._transcoding.warm_up(before)

    def __len__(self) -> int:
        return self.start + len(self.frames)

    def clock_of(self, index: int) -> int:
        """Return the capture clock of a frame, 0 where there is none."""
        at = index - self.start
        return self.frames[at].clock if 0 <= at < len(self.frames) else 0

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


class LateTrack:
    """A talk burst as one listener hears it who is behind it.

    Args:
        codec: What the listener hears.
        frames: What was said; it may go on growing.
        source: The codec of that.

    Raises:
        CodecUnsupported: it would have to transcode and cannot.
    """

    def __init__(
        self, codec: CodecName, frames: Sequence[Frame], source: CodecName = "opus"
    ) -> None:
        self.codec: CodecName = codec
        self.source: CodecName = source
        self.said = frames
        self._transcoding = Transcoding(source, codec) if source != codec else None
        self._next = 0

    def __len__(self) -> int:
        return len(self.said)

    def clock_of(self, index: int) -> int:
        """Return the capture clock of a frame, 0 where there is none."""
        return self.said[index].clock if index < len(self.said) else 0

    def take(self, start: int, stop: int) -> Sequence[Frame]:
        """Return frames as the listener hears them; a packet that cannot be turned is left out."""
        said = self.said[start:stop]
        if self._transcoding is None or not said:
            return said
        if start != self._next:
            self._transcoding = Transcoding(self.source, self.codec)
            self._transcoding.warm_up(self.said[max(0, start - WARM_UP_FRAMES) : start])
        self._next = start + len(said)
        frames = []
        for frame in said:
            with contextlib.suppress(RemoteProtocolError):
                frames.append(_turned(frame, self._transcoding))
        return frames


def _turned(frame: Frame, transcoding: Transcoding) -> Frame:
    return Frame(
        sequence=frame.sequence,
        clock=frame.clock,
        payload=transcoding.turn(frame.payload),
        flags=frame.flags & ~FrameFlag.FEC,
    )
