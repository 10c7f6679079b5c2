"""What a codec is: 20 ms of samples to one packet and back.

Two are known. ``opus`` is what everybody should speak; ``pcm16`` is 16-bit samples at 16 kHz as
they are, for browsers that cannot encode. Decoders also make up what is missing, because only
they know what came before.

An instance belongs to one stream and one thread. Calls are short (Opus 0.15 ms to encode, 0.08 ms
to decode on a small computer), so an event loop may make them for a few streams.
"""

from typing import Literal, Protocol

from embedded_hub.errors import CodecUnsupported

CodecName = Literal["opus", "pcm16"]
SPEECH_HZ = 16_000


class Encoder(Protocol):
    """Makes packets of one stream's samples, in their order."""

    @property
    def rate_hz(self) -> int:
        """Of the samples it takes."""
        ...

    def encode(self, pcm: bytes) -> bytes:
        """Turn exactly 20 ms of 16-bit little-endian mono into one packet.

        Raises:
            LocalProtocolError: it is not 20 ms.
        """
        ...


class Decoder(Protocol):
    """Makes samples of one stream's packets, in their order; each call yields 20 ms."""

    @property
    def rate_hz(self) -> int:
        """Of the samples it yields."""
        ...

    def decode(self, packet: bytes) -> bytes:
        """Turn one packet into samples.

        Raises:
            RemoteProtocolError: it is no packet of this codec, or not of 20 ms.
        """
        ...

    def recover(self, following: bytes) -> bytes:
        """Make up a lost packet with the help of the one after it, which is decoded next."""
        ...

    def conceal(self) -> bytes:
        """Make up a lost packet from what came before."""
        ...


def supported_codecs() -> tuple[CodecName, ...]:
    """Return what works on this computer, best first."""
    from embedded_hub.audio.opus import is_opus_there

    return ("opus", "pcm16") if is_opus_there() else ("pcm16",)


def make_encoder(codec: CodecName, rate_hz: int) -> Encoder:
    """Make an encoder that takes samples of this rate.

    Raises:
        CodecUnsupported: libopus is not there, or does not know the rate.
    """
    if codec == "opus":
        from embedded_hub.audio.opus import OpusEncoder

        return OpusEncoder(rate_hz)
    from embedded_hub.audio.pcm import PcmEncoder

    return PcmEncoder(rate_hz)


def make_decoder(codec: CodecName, rate_hz: int) -> Decoder:
    """Make a decoder that yields samples of this rate.

    Raises:
        CodecUnsupported: libopus is not there, or does not know the rate.
    """
    if codec == "opus":
        from embedded_hub.audio.opus import OpusDecoder

        return OpusDecoder(rate_hz)
    from embedded_hub.audio.pcm import PcmDecoder

    return PcmDecoder(rate_hz)


def frame_bytes(rate_hz: int) -> int:
    """Return the size of 20 ms of mono 16-bit samples.

    Raises:
        CodecUnsupported: 20 ms are no whole number of samples at this rate.
    """
    if rate_hz <= 0 or rate_hz % 50:
        raise CodecUnsupported(f"{rate_hz} Hz has no whole samples in 20 ms")
    return rate_hz // 50 * 2
