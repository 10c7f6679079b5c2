"""Opus through libopus: the codec everybody speaks (RFC 6716).

Voice settings: 24 kbit/s variable, complexity 5; some 60 bytes a frame, 0.7 % of a core for one
talker. libopus takes and yields 8 to 48 kHz itself, so a stream of 16 kHz samples needs no
resampler on either side.

Forward error correction is off unless loss is expected: a WebSocket loses nothing, and at this
rate libopus pays for it with the upper half of the band (10 % and more) or leaves it out (5 %).

The library is loaded at the first use. Where no wheel carries it (docs/adr/0009) the hub still
relays Opus untouched and says that it cannot transcode.
"""

import weakref
from functools import cache
from importlib import import_module
from typing import Any

from embedded_hub.audio.codec import frame_bytes
from embedded_hub.errors import CodecUnsupported, LocalProtocolError, RemoteProtocolError

RATES_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)
BITRATE = 24_000
COMPLEXITY = 5
MAX_PACKET_BYTES = 1275
_SAMPLES_AT_48_KHZ = 960
# Frame lengths by the configuration in a packet's first byte (RFC 6716 §3.1), in 48 kHz samples.
_SILK = (480, 960, 1920, 2880)
_HYBRID = (480, 960)
_CELT = (120, 240, 480, 960)


def packet_samples(packet: bytes) -> int:
    """Return how long a packet is, in samples at 48 kHz; 0 when it is no Opus packet.

    Only its first two bytes are looked at, so a hub can refuse a lie without decoding.
    """
    if not packet or len(packet) > MAX_PACKET_BYTES:
        return 0
    configuration, code = packet[0] >> 3, packet[0] & 3
    if configuration < 12:
        samples = _SILK[configuration % 4]
    elif configuration < 16:
        samples = _HYBRID[configuration % 2]
    else:
        samples = _CELT[configuration % 4]
    if code < 3:
        return samples * (1 if code == 0 else 2)
    return samples * (packet[1] & 63) if len(packet) > 1 else 0


def lost_packet(before: bytes) -> bytes:
    """Make the packet that tells a decoder to make up 20 ms, in the manner of the one before.

    A frame of no bytes is what discontinuous transmission sends (RFC 6716 §3.2.1); it keeps a
    stored stream without holes.
    """
    return bytes((before[0] & ~3 & 0xFF,)) if packet_samples(before) else bytes((0x78,))


@cache
def _library() -> Any:
    try:
        return import_module("opuslib_next")
    except (ImportError, OSError, RuntimeError) as error:
        raise CodecUnsupported(f"libopus is not there: {error}") from error


def is_opus_there() -> bool:
    """Say whether this computer can encode and decode Opus; the first call loads the library."""
    try:
        _library()
    except CodecUnsupported:
        return False
    return True


class OpusEncoder:
    """One stream's encoder.

    Args:
        rate_hz: One of :data:`RATES_HZ`.
        bitrate: Bits a second, on average.
        expected_loss_percent: Of packets; above 0 each carries a coarse copy of the one before,
            where the bit rate allows it: from 10 at 24 kbit/s.

    Raises:
        CodecUnsupported: libopus is not there, or the rate is not one of those.
    """

    def __init__(
        self, rate_hz: int = 48_000, bitrate: int = BITRATE, expected_loss_percent: int = 0
    ) -> None:
        opus = _library()
        self._rate_hz = _checked(rate_hz)
        self._frame_bytes = frame_bytes(rate_hz)
        encoder = opus.Encoder(rate_hz, 1, "voip")
        encoder.bitrate = bitrate
        encoder.complexity = COMPLEXITY
        encoder.inband_fec = int(expected_loss_percent > 0)
        encoder.packet_loss_perc = expected_loss_percent
        encoder.signal = opus.SIGNAL_VOICE
        self._encoder = encoder
        _end_with(self, encoder, "encoder_state", opus.api.encoder.destroy)

    @property
    def rate_hz(self) -> int:
        """Of the samples it takes."""
        return self._rate_hz

    @property
    def preskip(self) -> int:
        """Samples at 48 kHz by which the decoded sound lags: what a file says to skip."""
        return int(self._encoder.lookahead) * 48_000 // self._rate_hz

    def encode(self, pcm: bytes) -> bytes:
        """Turn exactly 20 ms into one packet; 0.15 ms in C.

        Raises:
            LocalProtocolError: it is not 20 ms.
        """
        if len(pcm) != self._frame_bytes:
            raise LocalProtocolError(f"{len(pcm)} bytes are not 20 ms at {self._rate_hz} Hz")
        packet: bytes = self._encoder.encode(pcm, len(pcm) // 2)
        return packet


class OpusDecoder:
    """One stream's decoder.

    Args:
        rate_hz: One of :data:`RATES_HZ`.

    Raises:
        CodecUnsupported: libopus is not there, or the rate is not one of those.
    """

    def __init__(self, rate_hz: int = 48_000) -> None:
        opus = _library()
        self._rate_hz = _checked(rate_hz)
        self._samples = frame_bytes(rate_hz) // 2
        self._error = opus.OpusError
        self._decoder = opus.Decoder(rate_hz, 1)
        _end_with(self, self._decoder, "decoder_state", opus.api.decoder.destroy)

    @property
    def rate_hz(self) -> int:
        """Of the samples it yields."""
        return self._rate_hz

    def decode(self, packet: bytes) -> bytes:
        """Turn one packet into 20 ms; 0.08 ms in C.

        Raises:
            RemoteProtocolError: it is no Opus packet of 20 ms.
        """
        if packet_samples(packet) != _SAMPLES_AT_48_KHZ:
            raise RemoteProtocolError("no Opus packet of 20 ms")
        return self._decoded(packet, has_copy=False)

    def recover(self, following: bytes) -> bytes:
        """Take the coarse copy out of the packet after the lost one, if it has one.

        Raises:
            RemoteProtocolError: it is no Opus packet of 20 ms.
        """
        if packet_samples(following) != _SAMPLES_AT_48_KHZ:
            raise RemoteProtocolError("no Opus packet of 20 ms")
        return self._decoded(following, has_copy=True)

    def conceal(self) -> bytes:
        """Let the decoder guess 20 ms."""
        return self._decoded(b"", has_copy=False)

    def _decoded(self, packet: bytes, *, has_copy: bool) -> bytes:
        try:
            pcm: bytes = self._decoder.decode(packet, self._samples, has_copy)
        except self._error as error:
            raise RemoteProtocolError(f"no Opus packet: {error}") from error
        return pcm


def _checked(rate_hz: int) -> int:
    if rate_hz not in RATES_HZ:
        raise CodecUnsupported(f"Opus does not know {rate_hz} Hz")
    return rate_hz


def _end_with(owner: object, handle: Any, state_name: str, destroy: Any) -> None:
    """Free a handle before the interpreter takes its library apart.

    The binding's own ``__del__`` runs after that at exit and complains on stderr.
    """
    state = getattr(handle, state_name)

    def end() -> None:
        setattr(handle, state_name, None)
        destroy(state)

    weakref.finalize(owner, end)
