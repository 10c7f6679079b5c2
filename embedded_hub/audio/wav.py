"""WAV files: whatever people have, read as 48 kHz mono; and written for whoever listens.

Read are integer samples of 8 to 32 bits and floats of 32 and 64, any number of channels (mixed
to one) and any rate (resampled). A length of zero or of all ones, as programs write into a pipe,
means up to the end.
"""

import struct
import sys
from array import array
from collections.abc import Iterator

import msgspec

from embedded_hub.audio.pcm import MAX_SAMPLE, MIN_SAMPLE, pcm_of, resampled
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ

HEADER_BYTES = 44
MAX_RATE_HZ = 384_000
_INTEGER, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")
UNKNOWN_LENGTH = 0xFFFFFFFF


class WavFormat(msgspec.Struct, frozen=True):
    """What the samples of a WAV file are."""

    kind: int
    """1 for integers, 3 for floats."""
    channels: int
    rate_hz: int
    bits: int

    @property
    def block_bytes(self) -> int:
        """The size of one sample of every channel."""
        return self.bits // 8 * self.channels


def read_wav(recording: bytes) -> bytes:
    """Return a WAV file's sound as 48 kHz mono 16-bit PCM.

    Blocks for 0.1 s of work per second at another rate than 48 kHz: call it in a thread.

    Raises:
        ConfigError: it is no WAV file, or of a kind not listed above.
    """
    if recording[:4] not in (b"RIFF", b"RF64") or recording[8:12] != b"WAVE":
        raise ConfigError("no WAV file")
    found: WavFormat | None = None
    for name, body in _chunks(recording):
        if name == b"fmt ":
            found = read_format(body)
        elif name == b"data" and found is not None:
            return pcm_of(resampled(mono_samples(body, found), found.rate_hz, CLOCK_HZ))
    raise ConfigError("a WAV file without sound")


def wav_header(pcm_bytes: int | None = None, rate_hz: int = CLOCK_HZ) -> bytes:
    """Return what stands before 16-bit mono samples.

    Args:
        pcm_bytes: How many bytes follow; None when that is not known yet, as in a pipe. Written
            again at the start of the file when it is.
        rate_hz: Of the samples.
    """
    length = UNKNOWN_LENGTH - 36 if pcm_bytes is None else min(pcm_bytes, UNKNOWN_LENGTH - 36)
    form = _FORMAT.pack(_INTEGER, 1, rate_hz, rate_hz * 2, 2, 16)
    return b"".join(
        (
            CHUNK.pack(b"RIFF", length + 36),
            b"WAVE",
            CHUNK.pack(b"fmt ", len(form)),
            form,
            CHUNK.pack(b"data", UNKNOWN_LENGTH if pcm_bytes is None else length),
        )
    )


def _chunks(recording: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + CHUNK.size <= len(recording):
        name, size = CHUNK.unpack_from(recording, at)
        at += CHUNK.size
        if name == b"data" and size in (0, UNKNOWN_LENGTH):
            size = len(recording) - at
        yield name, recording[at : at + size]
        at += size + size % 2


def read_format(body: bytes) -> WavFormat:
    """Read a ``fmt `` chunk.

    Raises:
        ConfigError: it is cut off, or of a kind that is not read.
    """
    if len(body) < _FORMAT.size:
        raise ConfigError("a WAV file whose format is cut off")
    kind, channels, rate_hz, _, _, bits = _FORMAT.unpack_from(body)
    if kind == _EXTENSIBLE and len(body) >= 26:
        (kind,) = struct.unpack_from("<H", body, 24)
    return checked_format(WavFormat(kind, channels, rate_hz, bits))


def checked_format(form: WavFormat) -> WavFormat:
    """Return a format that can be read.

    Raises:
        ConfigError: it cannot.
    """
    is_known = (form.kind == _INTEGER and form.bits in (8, 16, 24, 32)) or (
        form.kind == _FLOAT and form.bits in (32, 64)
    )
    if not is_known or not 1 <= form.channels <= 32 or not 1000 <= form.rate_hz <= MAX_RATE_HZ:
        raise ConfigError(
            f"sound of kind {form.kind} with {form.channels} channels of {form.bits} bits"
            f" at {form.rate_hz} Hz cannot be read"
        )
    return form


def mono_samples(body: bytes, form: WavFormat) -> "array[int]":
    """Return whole samples as 16-bit mono, at the rate they have."""
    return _mixed(_samples(body, form), form.channels)


def _samples(body: bytes, form: WavFormat) -> "array[int]":
    body = body[: len(body) - len(body) % form.block_bytes]
    if form.kind == _FLOAT:
        return _from_floats(body, "f" if form.bits == 32 else "d")
    match form.bits:
        case 8:
            return array("h", [(byte - 128) << 8 for byte in body])
        case 16:
            return _native(array("h", body))
        case 24:
            # The upper two of three little-endian bytes are a 16-bit sample.
            upper = bytearray(len(body) // 3 * 2)
            upper[0::2], upper[1::2] = body[1::3], body[2::3]
            return _native(array("h", bytes(upper)))
        case _:
            return array("h", [sample >> 16 for sample in _native(array("i", body))])


def _from_floats(body: bytes, code: str) -> "array[int]":
    floats = array(code, body)
    if sys.byteorder == "big":
        floats.byteswap()
    # A NaN compares false with everything, so it becomes silence.
    return array("h", [_sample(value) if -2 < value < 2 else 0 for value in floats])


def _sample(value: float) -> int:
    return min(MAX_SAMPLE, max(MIN_SAMPLE, round(value * -MIN_SAMPLE)))


def _native(samples: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _mixed(samples: "array[int]", channels: int) -> "array[int]":
    if channels == 1:
        return samples
    each = [samples[channel::channels] for channel in range(channels)]
    return array("h", [sum(values) // channels for values in zip(*each, strict=True)])
