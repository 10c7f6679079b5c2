"""What the hub itself says, as frames that are played like anybody's."""

from collections.abc import Sequence

from embedded_hub.audio.codec import SPEECH_HZ, make_encoder
from embedded_hub.audio.pcm import frames_of
from embedded_hub.model.voice import Frame
from embedded_hub.voice.stream import FrameStamper


def opus_frames(pcm: bytes) -> Sequence[Frame]:
    """Encode 16 kHz mono PCM16; takes a hundredth of its length, so not on the loop.

    Raises:
        CodecUnsupported: libopus is not there.
    """
    encoder, stamper = make_encoder("opus", SPEECH_HZ), FrameStamper()
    return tuple(stamper.stamp(encoder.encode(piece)) for piece in frames_of(pcm, SPEECH_HZ))
